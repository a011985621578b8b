/**
 * The marks of the timeline: a shape for each kind of event, so that colour never has to tell.
 */

import { s } from "./dom.js";

/** From the gravest to the lightest: of marks that lie too close, the first is shown. */
export const MARKS = Object.freeze([
  "error",
  "check_failed",
  "wrong",
  "differs",
  "unseen",
  "in_place",
  "data",
  "detach",
  "backward",
  "again",
  "accumulated",
  "no_grad",
  "freed",
  "alias",
  "save",
  "print",
]);

// Each shape is drawn in a box of 16 by 16; `tone` is a colour variable of the style sheet.
const SHAPES = {
  error: {
    tone: "error",
    parts: [
      ["path", { d: "M5 1h6l4 4v6l-4 4H5l-4-4V5z" }],
      ["path", { d: "M8 4.5v4.4M8 11.2v.4", class: "cut" }],
    ],
  },
  check_failed: {
    tone: "error",
    parts: [["path", { d: "M3 3l10 10M13 3L3 13", class: "stroke" }]],
  },
  wrong: {
    tone: "warn",
    parts: [
      ["path", { d: "M8 1.5L15 14.5H1z" }],
      ["path", { d: "M8 6v4M8 12.2v.3", class: "cut" }],
    ],
  },
  differs: { tone: "ink", parts: [["path", { d: "M2 6h12M2 10h12M11 2L5 14", class: "stroke" }]] },
  unseen: { tone: "warn", parts: [["path", { d: "M8 2.5L14 13.5H2z", class: "stroke dashed" }]] },
  in_place: { tone: "storage", parts: [["path", { d: "M8 2L14.5 13.5H1.5z" }]] },
  data: {
    tone: "storage",
    parts: [
      ["path", { d: "M3 3h10v10H3z", class: "stroke" }],
      ["path", { d: "M1.5 14.5l13-13", class: "stroke" }],
    ],
  },
  detach: { tone: "storage", parts: [["path", { d: "M3 3h10v10H3z", class: "stroke" }]] },
  backward: { tone: "ink", parts: [["path", { d: "M13 2v12L3 8z" }]] },
  again: {
    tone: "ink",
    parts: [["path", { d: "M1 8h7M4.5 4.5v7M9 8h6M12 5v6", class: "stroke" }]],
  },
  accumulated: { tone: "ink", parts: [["path", { d: "M8 3v10M3 8h10", class: "stroke" }]] },
  no_grad: { tone: "muted", parts: [["path", { d: "M3 3h10v10H3z", class: "hatched" }]] },
  freed: { tone: "muted", parts: [["circle", { cx: 8, cy: 8, r: 5, class: "stroke dashed" }]] },
  alias: { tone: "storage", parts: [["path", { d: "M8 2l6 6-6 6-6-6z", class: "stroke" }]] },
  save: { tone: "saved", parts: [["circle", { cx: 8, cy: 8, r: 5, class: "stroke" }]] },
  print: { tone: "muted", parts: [["path", { d: "M4 6h8M4 10h5", class: "stroke thin" }]] },
};

/**
 * A mark's picture, 16 by 16 pixels; it is decoration, its words stand beside it.
 *
 * @param {string} mark
 */
export function markIcon(mark) {
  const { tone, parts } = SHAPES[mark] ?? SHAPES.print;
  return s(
    "svg",
    {
      viewBox: "0 0 16 16",
      width: 16,
      height: 16,
      class: `mark tone-${tone}`,
      "aria-hidden": "true",
    },
    parts.map(([tag, props]) => s(tag, props)),
  );
}

/** The graver of two marks. @param {string} one @param {string} other */
export const graver = (one, other) => (MARKS.indexOf(one) <= MARKS.indexOf(other) ? one : other);
