/**
 * A small matrix as a heat map: the colours are those of gradients, the numbers in words and at the
 * pointer.
 */

import { h } from "../dom.js";
import { short } from "../tensor_value.js";

const ROOMY = 4; // columns up to which the numbers are written in the cells

/** @param {(number|string)[][]} matrix output by input */
export function heatMap(matrix) {
  const numbers = matrix.flat();
  const largest = Math.max(
    0,
    ...numbers.map((number) => (typeof number === "number" ? Math.abs(number) : 0)),
  );
  const roomy = matrix[0].length <= ROOMY;
  const cell = (/** @type {number|string} */ number) => {
    const element = h(
      "td",
      {
        title: short(number),
        class:
          typeof number === "string"
            ? "odd"
            : number < 0
              ? "negative"
              : number > 0
                ? "positive"
                : "none",
      },
      h("span", { class: roomy ? null : "unseen" }, short(number)),
    );
    if (typeof number === "number" && largest > 0)
      element.style.setProperty(
        "--strength",
        `${Math.round(8 + (72 * Math.abs(number)) / largest)}%`,
      );
    return element;
  };
  return h(
    "div",
    { class: "heat" },
    h(
      "table",
      { "aria-label": `∂ ${matrix.length} × ${matrix[0].length}` },
      h(
        "tbody",
        {},
        matrix.map((row) => h("tr", {}, row.map(cell))),
      ),
    ),
  );
}
