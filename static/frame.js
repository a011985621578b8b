/**
 * The page's frame: header, code, graph, inspector and player, each in its place.
 */

import { h, replace, set } from "./dom.js";
import { fileUrl } from "./files.js";
import { LANGUAGES } from "./i18n.js";
import { icon } from "./icons.js";

/**
 * A style sheet, which lies beside this module.
 * @param {string} [name]
 * @returns {{element: HTMLElement, loaded: Promise<unknown>}}
 */
export function createStyles(name = "explorer.css") {
  const element = h("link", { rel: "stylesheet", href: fileUrl(name) });
  const loaded = new Promise((resolve) => {
    for (const event of ["load", "error"]) element.addEventListener(event, resolve, { once: true });
  });
  return { element, loaded };
}

/**
 * @param {{translator: import("./i18n.js").Translator, home: string|null, embedded: boolean,
 *   header: Node[], code: HTMLElement, before: Node[], after: Node[],
 *   stage: {element: Node, player: Node}, inspector: Node}} parts
 *   `header` before and after its free space; `before` and `after` the code in the left column
 */
export function createFrame({
  translator,
  home,
  embedded,
  header: [menu, ...rest],
  code,
  before,
  after,
  stage,
  inspector,
}) {
  const fold = h(
    "button",
    { type: "button", class: "fold", "aria-expanded": "false" },
    h("span", {}),
    icon("chevron"),
  );
  const section = h("section", { class: "code" }, h("h2", { class: "code-title" }, fold), code);
  fold.addEventListener("click", () =>
    set(fold, { "aria-expanded": String(section.classList.toggle("open")) }),
  );
  const name = () => [h("span", { class: "logo", "aria-hidden": "true" }, "∂"), "gradwalk"];
  const link = h("a", { href: home }, name());
  const root = h(
    "div",
    {
      class: "gradwalk",
      tabindex: -1,
      role: embedded ? "region" : "main",
      "aria-label": "gradwalk",
    },
    h(
      "div",
      { class: "header" },
      h("h1", {}, home === null ? name() : link),
      menu,
      h("div", { class: "space" }),
      rest,
    ),
    h("div", { class: "left" }, before, section, after),
    stage.element,
    inspector,
    stage.player,
  );
  translator.follow(() => {
    set(root, { lang: LANGUAGES[translator.language()].tag });
    set(link, { title: translator.t("ui.home") });
    replace(/** @type {Element} */ (fold.firstElementChild), translator.t("ui.code"));
  });
  // A click with the pointer gives the keyboard back to the explorer, so that the space bar plays.
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (event.detail > 0 && button && !button.hasAttribute("aria-haspopup"))
      root.focus({ preventScroll: true });
  });
  return root;
}
