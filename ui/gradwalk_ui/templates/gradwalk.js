// <script type="module" src="…/gradwalk.js"></script>,
// then <grad-walk lesson="detach"></grad-walk>
import { defineElement } from "./${static}element.js";

const { searchParams } = new URL(import.meta.url);
defineElement(new URL("./", import.meta.url), "$manifest", searchParams.get("as") ?? undefined);
