/**
 * What is not the same in two runs beside one another: a sign and a word at a node's lower corner,
 * so that no colour has to tell; and over each picture whose it is.
 */

import { SMALL } from "./outlines.js";
import { SANS, widthOf } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./outlines.js").Look} Look */

/**
 * @param {Sheet} sheet @param {import("../contract.js").SceneNode} node
 * @param {string[]} what differs @param {Look} look
 */
export function drawDiffers(sheet, node, what, { palette, t }) {
  const side = node.id[0].toUpperCase();
  const [first] = what;
  const text =
    first === "only" && node.kind !== "group"
      ? t("compare.badge_only", { side })
      : `≠ ${t(`compare.what_${first}`)}${what.length > 1 ? ` +${what.length - 1}` : ""}`;
  const width = widthOf(text, SMALL, SANS, true) + 14;
  const left = node.x - node.width / 2 - 6;
  const y = node.y + node.height / 2 + 6;
  sheet.box("pill", left + width / 2, y, width, 17, {
    fill: palette.ink,
    line: palette.ground,
    lineWidth: 1.5,
  });
  sheet.text(text, left + width / 2, y, {
    color: palette.ground,
    size: SMALL,
    font: SANS,
    bold: true,
    align: "center",
  });
}

/**
 * Whose each picture is.
 * @param {Sheet} sheet
 * @param {import("../contract.js").Scene} scene
 * @param {Look} look
 */
export function drawSides(sheet, { comparison, size }, { palette, t }) {
  if (!comparison) return;
  const { right, below } = comparison.half;
  const large = Math.min(26, Math.max(15, 13 / sheet.zoom));
  for (const [side, x, y, words] of /** @type {const} */ ([
    ["a", 0, 0, "compare.before"],
    ["b", right, below, "compare.now"],
  ])) {
    sheet.text(`${side.toUpperCase()} · ${comparison[side].name || t(words)}`, x + 24, y + 20, {
      color: palette.ink,
      size: large,
      font: SANS,
      bold: true,
    });
  }
  const middle = right > 0 ? size.width / 2 : below - 32;
  const line =
    right > 0
      ? [
          [middle, 0],
          [middle, size.height],
        ]
      : [
          [0, middle],
          [size.width, middle],
        ];
  sheet.line(line, { color: palette.ghost, width: 1.5 });
}
