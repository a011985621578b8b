/**
 * The resting graph at a moment, without anything lit: what is there, and faintly what is to come.
 */

import { drawDiffers, drawSides } from "./differs.js";
import { drawEdge, drawGhostEdge, drawGradient, drawTether } from "./edges.js";
import { placeLabels } from "./labels.js";
import { drawNode } from "./nodes.js";
import { drawGhost } from "./outlines.js";

/** @typedef {import("./outlines.js").Look} Look */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * @param {Sheet} sheet @param {Picture} picture @param {number} k
 * @param {import("./camera.js").Bounds} window nothing outside is drawn
 * @param {Look} look
 * @returns {import("./labels.js").Places}
 */
export function drawRest(sheet, picture, k, window, look) {
  const nodes = picture.nodesIn(window).map((node) => ({ node, state: picture.nodeState(node, k) }));
  const edges = picture.edgesIn(window).map((drawn) => ({ drawn, state: picture.edgeState(drawn.edge.id, k) }));
  picture.drawFrames?.(sheet, picture, k, window, look);
  for (const { drawn, state } of edges) if (!state.shown) drawGhostEdge(sheet, drawn, look.palette);
  for (const { node, state } of nodes) if (!state.shown) drawGhost(sheet, node, look);
  for (const { drawn, state } of edges) if (state.shown) drawEdge(sheet, drawn, look.palette);
  const lanes = edges.flatMap(({ drawn, state: { gradient } }) => (gradient ? [{ drawn, gradient }] : []));
  for (const { drawn, gradient } of lanes) drawGradient(sheet, drawn, gradient, look.palette);
  for (const { node, state } of nodes) if (state.shown) drawWhole(sheet, picture, node, state, look);
  drawSides(sheet, picture.scene, look);
  return placeLabels(sheet, lanes, nodes.filter(({ state }) => state.shown).map(({ node }) => node), look.palette);
}

/**
 * A node with what belongs to it: the thread a card hangs by, a place for a note.
 *
 * @param {Sheet} sheet @param {Picture} picture
 * @param {import("../contract.js").SceneNode} node @param {any} state @param {Look} look
 */
export function drawWhole(sheet, picture, node, state, look) {
  const op = node.kind === "saved" ? picture.node(node.op) : undefined;
  if (op) {
    const { error, ghost, saved } = look.palette;
    const alarm = state.state === "stale" || state.state === "failed";
    drawTether(sheet, op, node, alarm ? error : state.state === "freed" ? ghost : saved);
  }
  drawNode(sheet, node, state, state.wrong ? { ...look, isFree: picture.freeFor(node) } : look);
  if (state.differs.length > 0) drawDiffers(sheet, node, state.differs, look);
}
