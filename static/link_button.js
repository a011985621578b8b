/**
 * The button that copies a link to the program and the step shown; where nothing may be copied, the
 * link itself is shown.
 */

import { copied } from "./clipboard.js";
import { h, replace, set } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {() => Promise<string>} options.link
 */
export function createLinkButton({ translator, link }) {
  const { t } = translator;
  const button = h(
    "button",
    {
      type: "button",
      class: "picture",
      "aria-expanded": "false",
      onclick: () => show(panel.hidden === true),
    },
    icon("link"),
  );
  const words = h("p", { role: "status" });
  const field = /** @type {HTMLInputElement} */ (
    h("input", { type: "text", readonly: true, onfocus: () => field.select() })
  );
  const panel = h("div", { class: "link-panel", hidden: true }, words, field);
  const element = h("div", { class: "link" }, button, panel);
  let key = "ui.link_here";

  const say = () => {
    set(button, { "aria-label": t("ui.link"), title: t("ui.link") });
    set(field, { "aria-label": t("ui.link_here") });
    replace(words, t(key));
  };

  /** @param {boolean} open */
  const show = async (open) => {
    panel.hidden = !open;
    set(button, { "aria-expanded": String(open) });
    if (!open) return;
    const address = await link().catch(() => null); // an old browser cannot pack a program
    field.hidden = address === null;
    field.value = address ?? "";
    key =
      address === null
        ? "ui.link_old_browser"
        : (await copied(address))
          ? "ui.link_copied"
          : "ui.link_here";
    say();
    field.focus();
  };

  const leave = (event) => {
    if (!panel.hidden && !event.composedPath().includes(element)) show(false);
  };
  document.addEventListener("pointerdown", leave);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    button.focus();
    event.stopPropagation();
  });
  translator.follow(say);
  return { element, dispose: () => document.removeEventListener("pointerdown", leave) };
}
