/**
 * The resting graph at a moment, without anything lit: what is there, and faintly what is to come.
 */

import { drawDiffers, drawSides } from "./differs.js";
import {
  drawEdge,
  drawFarEdge,
  drawGhostEdge,
  drawGradient,
  drawPassing,
  drawTether,
} from "./edges.js";
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
  const nodes = picture
    .nodesIn(window)
    .map((node) => ({ node, state: picture.nodeState(node, k) }));
  const seen = picture
    .edgesIn(window)
    .map((drawn) => ({ drawn, state: picture.edgeState(drawn.edge.id, k) }));
  picture.drawFrames?.(sheet, picture, k, window, look);
  if (sheet.zoom < FAR) {
    for (const { drawn, state } of seen)
      drawFarEdge(sheet, drawn, state.shown, state.gradient, look.palette);
    for (const { node, state } of nodes) drawFar(sheet, node, state, look.palette);
    return new Map();
  }
  const near = new Set(nodes.map(({ node }) => node.id));
  const edges = seen.filter(({ drawn: { edge } }) => near.has(edge.from) || near.has(edge.to));
  for (const { drawn, state } of seen)
    if (!near.has(drawn.edge.from) && !near.has(drawn.edge.to))
      drawPassing(sheet, drawn, state.shown, state.gradient, look.palette);
  for (const { drawn, state } of edges) if (!state.shown) drawGhostEdge(sheet, drawn, look.palette);
  for (const { node, state } of nodes) if (!state.shown) drawGhost(sheet, node, look);
  for (const { drawn, state } of edges) if (state.shown) drawEdge(sheet, drawn, look.palette);
  const lanes = edges.flatMap(({ drawn, state: { gradient } }) =>
    gradient ? [{ drawn, gradient }] : [],
  );
  for (const { drawn, gradient } of lanes) drawGradient(sheet, drawn, gradient, look.palette);
  for (const { node, state } of nodes)
    if (state.shown) drawWhole(sheet, picture, node, state, look);
  if (picture.frames.length === 0) drawSides(sheet, picture.scene, look);
  return placeLabels(
    sheet,
    lanes,
    nodes.filter(({ state }) => state.shown).map(({ node }) => node),
    look.palette,
  );
}

/** Below this zoom nothing can be read, and a node is one plain shape. */
export const FAR = 0.14;

/**
 * A node seen from afar: its place, what kind it is, and whether something is wrong.
 * @param {Sheet} sheet
 * @param {import("../contract.js").SceneNode} node
 * @param {any} state
 * @param {import("../palette.js").Palette} palette
 */
function drawFar(sheet, node, state, palette) {
  if (!state.shown) {
    if (node.kind !== "saved")
      sheet.box("square", node.x, node.y, node.width, node.height, { fill: palette.ghost });
    return;
  }
  const alarm =
    state.state === "failed" || state.state === "stale"
      ? palette.error
      : state.wrong || state.state === "wrong" || state.state === "blind"
        ? palette.wrong
        : null;
  const fill = {
    tensor: palette.plainLine,
    op: palette.opLine,
    saved: palette.savedFill,
    group: palette.groupLine,
  }[node.kind];
  const grow = alarm ? 4 / sheet.zoom : 0; // it must be seen
  sheet.box("square", node.x, node.y, node.width + grow, node.height + grow, {
    fill: alarm ?? (state.requires_grad ? palette.boxLine : fill),
  });
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
