/**
 * The button of what can be taken away; the menu and all that it makes are fetched when it is
 * pressed.
 */

import { h, set } from "./dom.js";
import { createDropdown } from "./dropdown.js";
import { icon } from "./icons.js";

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {import("./later.js").Later} options.later
 * @param {() => import("./take/menu.js").Shown|null} options.shown what is on the screen; null
 *   while there is nothing
 */
export function createTakeButton({ translator, later, shown }) {
  const button = h(
    "button",
    { type: "button", class: "picture", "aria-haspopup": "menu", "aria-expanded": "false" },
    icon("download"),
  );
  const panel = h("div", { class: "take-panel", hidden: true });
  const element = h("div", { class: "take" }, button, panel);
  /** @type {ReturnType<typeof import("./take/menu.js").fillMenu>|null} */
  let filled = null;
  const dropdown = createDropdown(button, panel, element, {
    async onOpen() {
      const parts = await later("take/menu.js", () => import("./take/menu.js"));
      if (!parts) return dropdown.close();
      filled ??= parts.fillMenu(panel, { translator, shown });
      filled.reset();
    },
    onClose: () => filled?.stop(),
  });
  translator.follow(() => {
    const words = translator.t("take.title");
    set(button, { "aria-label": words, title: words });
  });
  return { element, dispose: dropdown.dispose };
}
