/**
 * An op's pill: its symbol, and the name of the node that it left in the backward graph.
 */

import { mix } from "../palette.js";
import { BRIEF, drawBrief, NAME } from "./outlines.js";
import { warning } from "./signs.js";
import { fit } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./outlines.js").Look} Look */
/** @typedef {import("../contract.js").OpNode} OpNode */

/**
 * @param {Sheet} sheet
 * @param {OpNode} node
 * @param {import("./state.js").OpState} state
 * @param {Look} look
 */
export function drawOp(sheet, node, state, { palette, lit = false, outline }) {
  const failed = state.state === "failed";
  const freed = state.state === "freed";
  const fade = (/** @type {string} */ color) => (freed ? mix(color, palette.ground, 0.55) : color);
  const plain = node.node === null;
  if (failed) {
    sheet.box("pill", node.x, node.y, node.width + 9, node.height + 9, {
      fill: palette.ground,
      line: palette.error,
      lineWidth: 1.6,
    });
  }
  sheet.box("pill", node.x, node.y, node.width, node.height, {
    fill: failed ? palette.errorFill : plain ? palette.ground : fade(palette.op),
    line: failed
      ? palette.error
      : outline
        ? outline
        : node.in_place
          ? palette.storage
          : lit
            ? palette.ink
            : fade(palette.opLine),
    lineWidth: failed || lit || outline || node.in_place ? 2 : 1.2,
    dash: plain && !node.in_place && !failed ? "4 3" : "solid",
  });
  const ink = failed ? palette.error : plain ? palette.dim : fade(palette.ink);
  if (sheet.zoom < BRIEF) {
    drawBrief(sheet, node, [node.symbol], ink);
    return;
  }
  const word = node.symbol.length > 2;
  const size = word ? NAME : 17;
  const symbol = fit(node.symbol, node.width - 20, size);
  sheet.text(symbol.text, node.x, node.y - (node.grad_fn ? 8 : 0), {
    color: ink,
    size: symbol.size,
    bold: true,
    align: "center",
  });
  if (node.grad_fn) {
    const name = fit(node.grad_fn, node.width - 18, 10);
    sheet.text(name.text, node.x, node.y + 10, {
      color: failed ? palette.error : fade(palette.dim),
      size: name.size,
      align: "center",
    });
  }
  if (failed)
    warning(
      sheet,
      node.x + node.width / 2 - 14,
      node.y - node.height / 2 - 1,
      palette.error,
      palette.onError,
      17,
    );
}
