/**
 * How to read the picture, and the keys: two foldable lists under what the moment says.
 */

import { h, replace, s } from "./dom.js";
import { recall, remember } from "./settings.js";

// Each sign is drawn in a box of 40 by 20; classes carry the colours.
const SIGNS = [
  [
    "leaf",
    [
      ["rect", { x: 2, y: 2, width: 36, height: 16, class: "box" }],
      ["rect", { x: 2, y: 2, width: 5, height: 16, class: "bar" }],
    ],
  ],
  ["wants", [["path", { d: "M14 5h12l-6 10z", class: "box" }]]],
  ["tensor", [["rect", { x: 2, y: 2, width: 36, height: 16, rx: 4, class: "box" }]]],
  ["op", [["rect", { x: 2, y: 2, width: 36, height: 16, rx: 8, class: "pill" }]]],
  ["saved", [["rect", { x: 2, y: 2, width: 36, height: 16, rx: 4, class: "saved" }]]],
  [
    "stale",
    [
      ["rect", { x: 1.5, y: 1.5, width: 37, height: 17, rx: 5, class: "stale" }],
      ["rect", { x: 4.5, y: 4.5, width: 31, height: 11, rx: 3, class: "stale" }],
    ],
  ],
  [
    "storage",
    [
      ["circle", { cx: 11, cy: 10, r: 8, class: "letter" }],
      ["text", { x: 11, y: 14, class: "in-letter" }, "A"],
      ["rect", { x: 22, y: 3, width: 17, height: 14, rx: 7, class: "version" }],
      ["text", { x: 30.5, y: 13.5, class: "in-version" }, "v1"],
    ],
  ],
  [
    "positive",
    [
      ["path", { d: "M38 10H10", class: "positive" }],
      ["path", { d: "M2 10l10-6v12z", class: "positive head" }],
    ],
  ],
  [
    "negative",
    [
      ["path", { d: "M38 10H10", class: "negative" }],
      ["path", { d: "M2 10l10-6v12z", class: "negative head" }],
    ],
  ],
  [
    "cut",
    [
      ["path", { d: "M2 10h12M26 10h12", class: "cut-line" }],
      ["path", { d: "M16 4l8 12M24 4l-8 12", class: "cut-line" }],
    ],
  ],
];

const KEYS = [
  ["play", "Space"],
  ["step", "← →"],
  ["line", "Shift ← →"],
  ["sub", "Alt ← →"],
  ["event", "[ ]"],
  ["ends", "Home End"],
  ["nodes", "↓ ↑"],
  ["backward", "B"],
  ["error", "E"],
  ["why", "W"],
  ["check", "C"],
  ["memory", "S"],
  ["compare", "D"],
  ["alive", "K"],
  ["training", "T"],
  ["steps", "{ }"],
  ["search", "/"],
  ["groups", "G"],
  ["open", "O"],
  ["fit", "F"],
  ["zoom", "+ −"],
  ["speed", "< >"],
  ["run", "Ctrl Enter"],
  ["leave", "Esc Tab"],
];

/**
 * @param {import("./i18n.js").Translator} translator
 * @returns {HTMLElement}
 */
export function createLegend(translator) {
  const signs = foldable("legend", true);
  const keys = foldable("keys", false);
  translator.follow(() => {
    replace(signs.title, translator.t("legend.title"));
    replace(
      signs.list,
      SIGNS.map(([name, parts]) =>
        h("li", {}, sign(parts), h("span", {}, translator.t(`legend.${name}`))),
      ),
    );
    replace(keys.title, translator.t("keys.title"));
    replace(
      keys.list,
      KEYS.map(([name, pressed]) =>
        h(
          "li",
          {},
          h(
            "span",
            { class: "keys" },
            pressed.split(" ").map((key) => h("kbd", {}, key)),
          ),
          h("span", {}, translator.t(`keys.${name}`)),
        ),
      ),
    );
  });
  return h("div", { class: "legend" }, signs.element, keys.element);
}

/**
 * @param {string} name under which it is remembered whether it is open
 * @param {boolean} open at first
 */
function foldable(name, open) {
  const title = h("summary", {});
  const list = h("ul", {});
  const remembered = recall(`${name}_open`);
  const element = /** @type {HTMLDetailsElement} */ (
    h("details", { open: remembered === null ? open : remembered === "yes" }, title, list)
  );
  element.addEventListener("toggle", () => remember(`${name}_open`, element.open ? "yes" : "no"));
  return { element, title, list };
}

function sign(parts) {
  return s(
    "svg",
    { viewBox: "0 0 40 20", width: 40, height: 20, "aria-hidden": "true" },
    parts.map(([tag, props, text]) => s(tag, props, text)),
  );
}
