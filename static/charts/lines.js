/**
 * Lines of a chart: numbers to a path. What is no number breaks the line; where a line ends in
 * such, that is marked.
 */

import { s } from "../dom.js";
import { HIGH, WIDE, across } from "./plot.js";

/** @typedef {(number|string|null)[]} Values */

const FAR = 30; // how many times the greatest is the least where a scale becomes logarithmic

/** @param {number|string|null} value @returns {value is number} */
const finite = (value) => typeof value === "number";

/**
 * The scale on which rows of numbers lie together.
 *
 * @param {readonly Values[]} rows
 * @returns {{low: number, high: number, log: boolean, height: (value: number) => number}}
 */
export function scaleOf(rows) {
  const all = rows.flat().filter(finite);
  const above = all.filter((value) => value > 0);
  const high = Math.max(...all, -Infinity);
  const least = Math.min(...all, Infinity);
  const log = above.length > 0 && least >= 0 && high / Math.min(...above) >= FAR;
  const low = log ? Math.min(...above) : least >= 0 && least < high / 2 ? 0 : least;
  const place = log ? Math.log : (/** @type {number} */ value) => value;
  const from = place(low);
  const span = place(high) - from;
  const height = (/** @type {number} */ value) =>
    span > 0 ? HIGH - (HIGH * (place(log ? Math.max(value, low) : value) - from)) / span : HIGH / 2;
  return { low, high, log, height };
}

/**
 * A line's path, in pieces where there are gaps.
 * @param {Values} values
 * @param {(value: number) => number} height
 */
export function pathOf(values, height) {
  let open = false;
  return values
    .map((value, k) => {
      if (!finite(value)) {
        open = false;
        return "";
      }
      const point = `${across(k, values.length).toFixed(1)} ${height(value).toFixed(1)}`;
      const alone = !open && !finite(values[k + 1] ?? null) ? "h.01" : "";
      const text = `${open ? "L" : "M"}${point}${alone}`;
      open = true;
      return text;
    })
    .join("");
}

/**
 * A line, with a ground where its values are nan or infinite.
 * @param {Values} values
 * @param {(value: number) => number} height
 * @param {string} [kind]
 */
export function line(values, height, kind = "") {
  const broken = values.findIndex((value) => typeof value === "string");
  const from = broken < 0 ? 0 : across(Math.max(0, broken - 0.5), values.length);
  return [
    broken >= 0 && s("rect", { x: from, y: 0, width: WIDE - from, height: HIGH, class: "broken" }),
    s("path", {
      d: pathOf(values, height),
      class: `line ${kind}`,
      "vector-effect": "non-scaling-stroke",
    }),
  ];
}
