/**
 * What the code looks like, whoever shows it: its colours, marks and folds.
 */

import { h } from "../dom.js";
import { coloured } from "./colours.js";

/**
 * @typedef {{now: number|null, lit: number|null, error: number|null, saved: number|null,
 *   wrote: number|null, needed: number|null}} LineMarks lines of the scene's source
 */

/**
 * @typedef {[number|null, number|null][]} Pairs for each line of a text the lines of two programs
 *   that it is
 */

/** @type {LineMarks} */
export const NO_MARKS = {
  now: null,
  lit: null,
  error: null,
  saved: null,
  wrote: null,
  needed: null,
};

/** A phrase at the end of a line: "saved here". @param {string} kind @param {string} text */
export const labelOf = (kind, text) => h("span", { class: `line-label ${kind}` }, text);

/**
 * A lesson's text cell, folded to its title, or the bare mark of a code cell.
 * @param {string} title
 */
export const titleOfFold = (title) =>
  h("div", { class: title === "" ? "text-cell bare" : "text-cell" }, h("span", {}, title));

/**
 * The classes of each marked line, and the kinds of those with a label.
 *
 * @param {LineMarks} marks
 * @returns {Map<number, {classes: string[], labels: string[]}>}
 */
export function marked(marks) {
  const found = new Map();
  for (const kind of /** @type {const} */ (["lit", "now", "saved", "wrote", "needed", "error"])) {
    const line = marks[kind];
    if (line === null) continue;
    const { classes, labels } = found.get(line) ?? { classes: [], labels: [] };
    found.set(line, {
      classes: [...classes, `line-${kind}`],
      labels: ["saved", "wrote", "needed"].includes(kind) ? [...labels, kind] : labels,
    });
  }
  return found;
}

/**
 * Of two programs' lines as one text, those that only one has.
 *
 * @param {Pairs|null} pairs
 * @param {import("../i18n.js").Translator["t"]} t
 * @returns {{line: number, class: string, title: string}[]}
 */
export const ownLines = (pairs, t) =>
  (pairs ?? []).flatMap(([a, b], index) => {
    if (a !== null && b !== null) return [];
    const side = b === null ? "a" : "b";
    return [
      {
        line: index + 1,
        class: `line-${side}`,
        title: t("compare.line", { side: side.toUpperCase(), line: a ?? b }),
      },
    ];
  });

/**
 * What cannot be seen, or turns the text around it: CodeMirror's list, and what it shows instead.
 */
const SPECIAL =
  /[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028\u2029\u202d\u202e\u2066\u2067\u2069\ufeff\ufff9-\ufffc]/;
const SPECIALS = new RegExp(`(${SPECIAL.source})`);
const CONTROL_PICTURES = 0x2400;

/** @param {string} text @returns {(Node|string)[]} */
const shownText = (text) =>
  text.split(SPECIALS).map((part) => {
    const code = part.charCodeAt(0);
    if (part.length !== 1 || !SPECIAL.test(part)) return part;
    return h(
      "span",
      { class: "cm-specialChar" },
      code < 32 ? String.fromCharCode(CONTROL_PICTURES + code) : "\u2022",
    );
  });

/**
 * What each line holds, in its colours.
 *
 * @param {string[]} lines
 * @returns {(Node|string)[][]}
 */
export function paintedLines(lines) {
  const spans = coloured(lines.join("\n"));
  let next = 0;
  let start = 0;
  return lines.map((line) => {
    const end = start + line.length;
    const nodes = [];
    let at = start;
    const upTo = (/** @type {number} */ to, kind = "") => {
      const text = shownText(line.slice(at - start, to - start));
      if (to > at) nodes.push(...(kind ? [h("span", { class: `tok-${kind}` }, text)] : text));
      at = Math.max(at, to);
    };
    for (; next < spans.length && spans[next].from < end; next += 1) {
      const { from, to, kind } = spans[next];
      upTo(from);
      upTo(Math.min(to, end), kind);
      if (to > end) break; // a string that goes on in the next line
    }
    upTo(end);
    start = end + 1;
    return nodes.length > 0 ? nodes : [h("br")];
  });
}
