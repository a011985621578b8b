/**
 * The explorer on a static page: the lessons as they were recorded, with no Python behind them.
 */

import { createRecordedBackend } from "./backends/recorded.js";
import { mountExplorer } from "./explorer.js";

const load = async (name) => (await fetch(new URL(name, document.baseURI))).json();

const host = /** @type {HTMLElement} */ (document.getElementById("explorer"));
const [figure, recordings] = await Promise.all([load("figure.json"), load("lessons.json")]);
await mountExplorer(host, { backend: createRecordedBackend(recordings), figure, focus: true });
