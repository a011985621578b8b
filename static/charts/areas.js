/**
 * Areas that stand on one another and change in steps: rows of `[place, part, part, ...]`.
 */

import { s } from "../dom.js";
import { HIGH, WIDE, across } from "./plot.js";

/** @typedef {readonly number[][]} Rows */

const sum = (/** @type {readonly number[]} */ parts) => parts.reduce((all, part) => all + part, 0);

/** The greatest sum. @param {Rows} rows */
export const topOf = (rows) => Math.max(1, ...rows.map(([, ...parts]) => sum(parts)));

/**
 * The outline of the parts up to one, as a path.
 * @param {Rows} rows
 * @param {number} count
 * @param {number} part
 * @param {number} [top]
 */
export function areaPath(rows, count, part, top = topOf(rows)) {
  const points = rows.map(([place, ...parts], i) => {
    const x = i === 0 ? 0 : across(place, count);
    const y = HIGH - (HIGH * sum(parts.slice(0, part + 1))) / top;
    const [along, up] = [x.toFixed(1), y.toFixed(1)];
    return i === 0 ? `L${along} ${up}` : `H${along}V${up}`;
  });
  return `M0 ${HIGH}${points.join("")}H${WIDE}V${HIGH}Z`;
}

/**
 * @param {Rows} rows
 * @param {number} count places
 * @param {readonly string[]} kinds
 * @param {number} [top]
 */
export const areasOf = (rows, count, kinds, top = topOf(rows)) =>
  kinds
    .map((kind, part) => s("path", { d: areaPath(rows, count, part, top), class: `part ${kind}` }))
    .reverse();
