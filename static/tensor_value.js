/**
 * A value as a small grid of numbers; gradients also in colour, by sign and size.
 *
 * Blue is negative and orange positive, for gradients only; a sign is always written too.
 */

import { h } from "./dom.js";

/** @typedef {import("./contract.js").Value} Value */

const MOST_ROWS = 8;
const MOST_COLUMNS = 8;

/**
 * A number as PyTorch would write it, within a few characters.
 *
 * @param {number|string|null|undefined} number
 * @returns {string}
 */
export function short(number) {
  if (number === null || number === undefined) return "–";
  if (typeof number === "string") return number.replaceAll("-", "−");
  const size = Math.abs(number);
  if (Number.isInteger(number) && size < 1e6) return String(number).replace("-", "−");
  const text =
    size >= 1e5 || size < 1e-4 ? number.toExponential(2) : number.toFixed(size >= 1000 ? 1 : 4);
  return text.replaceAll("-", "−");
}

/**
 * The rows of a value's corner, at most two dimensions of it.
 *
 * @param {Value} value
 * @returns {(number|string)[][]}
 */
export function rows(value) {
  const shape = value.corner;
  if (shape.length === 0) return [value.numbers.slice(0, 1)];
  const columns = shape[shape.length - 1];
  if (columns === 0) return [];
  const count = Math.ceil(value.numbers.length / columns);
  return Array.from({ length: count }, (_, row) =>
    value.numbers.slice(row * columns, (row + 1) * columns),
  );
}

/**
 * @param {Value} value
 * @param {{gradient?: boolean}} [options]
 * @returns {HTMLElement}
 */
export function valueGrid(value, { gradient = false } = {}) {
  const all = rows(value);
  const grid = all.slice(0, MOST_ROWS).map((row) => row.slice(0, MOST_COLUMNS));
  const cut = !value.whole || all.length > MOST_ROWS || (all[0]?.length ?? 0) > MOST_COLUMNS;
  const largest = Math.max(
    0,
    ...value.numbers.filter((number) => typeof number === "number").map(Math.abs),
  );
  return h(
    "div",
    { class: gradient ? "grid gradient" : "grid" },
    h(
      "table",
      { "aria-label": `[${value.corner.join(", ")}]` },
      h(
        "tbody",
        {},
        grid.map((row) =>
          h(
            "tr",
            {},
            row.map((number) => cell(number, largest, gradient)),
          ),
        ),
      ),
    ),
    grid.length === 0 && h("span", { class: "muted" }, "[ ]"),
    cut && h("div", { class: "muted summary" }, `… ${summary(value)}`),
  );
}

/** @param {number|string} number @param {number} largest @param {boolean} gradient */
function cell(number, largest, gradient) {
  const odd = typeof number === "string";
  const element = h("td", { class: odd ? "odd" : null }, short(number));
  if (odd || largest === 0 || number === 0) return element;
  const strength = Math.round(100 * (0.12 + 0.88 * (Math.abs(number) / largest)));
  element.style.setProperty("--strength", `${gradient ? strength * 0.42 : strength * 0.14}%`);
  element.classList.add(gradient ? (number < 0 ? "negative" : "positive") : "plain");
  return element;
}

/** @param {import("./contract.js").Value} value */
function summary({ min, max, mean, norm }) {
  const told = [`min ${short(min)}`, `max ${short(max)}`, `mean ${short(mean)}`];
  return [...told, `‖·‖ ${short(norm)}`].join(" · ");
}
