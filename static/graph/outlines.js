/**
 * What all nodes share: their corners, the marks around them, and the one word they show far out.
 */

import { LEGIBLE } from "./sheet.js";
import { widthOf } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("../contract.js").SceneNode} SceneNode */

/**
 * @typedef {object} Look
 * @property {Palette} palette
 * @property {(key: string, args?: Record<string, any>) => string} t
 * @property {boolean} [lit] it is what this moment is about
 * @property {string} [outline] instead of the node's own, where an error is told
 * @property {(bounds: import("./camera.js").Bounds) => boolean} [isFree] whether no other box is
 *   there
 */

/** Below this zoom a node holds only one text, as large as it can be. */
export const BRIEF = 0.56;

// Sizes of text in pixels at zoom 1; the boxes' widths were chosen for them.
export const NAME = 13;
export const VALUE = 12;
export const SMALL = 10.5;

/**
 * The renderer that has a node's corners, or a frame's.
 * @param {{kind?: string, leaf?: boolean}} node
 * @returns {"square"|"round"|"pill"}
 */
export function cornersOf(node) {
  if (node.kind === "op") return "pill";
  return node.kind === "tensor" && node.leaf ? "square" : "round";
}

/**
 * What has not happened yet: an outline only.
 * @param {Sheet} sheet
 * @param {SceneNode} node
 * @param {Look} look
 */
export function drawGhost(sheet, node, { palette }) {
  if (node.kind === "saved") return;
  sheet.box(cornersOf(node), node.x, node.y, node.width, node.height, {
    line: palette.ghost,
    lineWidth: 1,
  });
}

/**
 * The light around what this moment is about.
 * @param {Sheet} sheet
 * @param {SceneNode} node
 * @param {string} color
 * @param {number} [alpha]
 */
export function drawHalo(sheet, node, color, alpha = 0.75) {
  sheet.box(cornersOf(node), node.x, node.y, node.width + 5, node.height + 5, {
    line: color,
    lineAlpha: alpha,
    lineWidth: 6,
  });
}

/**
 * A second border around what an error or a wrong gradient is about.
 * @param {Sheet} sheet
 * @param {SceneNode} node
 * @param {string} color
 * @param {Palette} palette
 */
export function drawSecondBorder(sheet, node, color, palette) {
  const corners = cornersOf(node);
  sheet.box(corners, node.x, node.y, node.width + 11, node.height + 11, {
    fill: palette.ground,
    line: color,
    lineWidth: 2.2,
  });
}

/**
 * A ring around the selected node, or frame.
 * @param {Sheet} sheet
 * @param {{x: number, y: number, width: number, height: number}} node
 * @param {Palette} palette
 */
export function drawRing(sheet, node, palette) {
  sheet.box(cornersOf(node), node.x, node.y, node.width + 18, node.height + 18, {
    line: palette.ink,
    lineWidth: 2,
  });
}

/**
 * One text, the first that can be read in its box, as large as the box lets it be.
 * @param {Sheet} sheet
 * @param {SceneNode} node
 * @param {string[]} texts
 * @param {string} color
 */
export function drawBrief(sheet, node, texts, color) {
  for (const text of texts) {
    const room = node.width - 14;
    const size = Math.min(
      node.height * 0.5,
      room / Math.max(1, widthOf(text, 1)),
      NAME / sheet.zoom,
    );
    if (text === "" || size * sheet.zoom < LEGIBLE) continue;
    sheet.text(text, node.x, node.y, { color, size, bold: true, align: "center" });
    return;
  }
}
