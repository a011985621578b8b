/**
 * How a node is drawn in one state, whatever its kind.
 *
 * Kind is told by shape and border first (leaf: square with a bar; intermediate: rounded; op: pill;
 * saved: dashes), then by colour; an alarm also by a double border, a sign and words.
 */

import { drawSaved } from "./cards.js";
import { drawOp } from "./ops.js";
import { drawTensor } from "./tensors.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../contract.js").SceneNode} SceneNode */

/**
 * @param {Sheet} sheet
 * @param {SceneNode} node
 * @param {any} state
 * @param {import("./outlines.js").Look} look
 */
export function drawNode(sheet, node, state, look) {
  if (node.draw)
    node.draw(sheet, node, state, look); // what only pictures with groups have
  else if (node.kind === "tensor") drawTensor(sheet, node, state, look);
  else if (node.kind === "op") drawOp(sheet, node, state, look);
  else if (node.kind === "saved") drawSaved(sheet, node, state, look);
}
