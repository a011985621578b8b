/**
 * What is drawn over the resting graph: what changed since it was painted, and what a moment is
 * about: the one shown, or while values travel the one they travel to.
 */

import { meets } from "./camera.js";
import { drawEdge, drawGradient } from "./edges.js";
import { placeLabels } from "./labels.js";
import { BRIEF, drawHalo, drawRing, drawSecondBorder } from "./outlines.js";
import { drawWhole } from "./rest.js";
import { drawSum, sumAt } from "./sums.js";
import { drawNotes, drawTrail, drawTrailLabels } from "./trail.js";

/** @typedef {import("./outlines.js").Look} Look */
/** @typedef {import("./picture.js").Picture} Picture */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../contract.js").SceneNode} SceneNode */

/**
 * @typedef {object} Sight
 * @property {number} rest the moment of the resting graph
 * @property {number} k the moment shown
 * @property {number} about the moment that is lit
 * @property {import("./camera.js").Bounds} window
 * @property {import("./labels.js").Places} labels of the resting graph
 * @property {string|null} selected
 * @property {string|null} hovered
 * @property {import("./trail.js").Trail|null} trail of an answer, in place of what the moment is
 *   about
 * @property {ReadonlySet<string>|null} [found] by a search: all else steps back
 */

/** @param {Sheet} sheet @param {Picture} picture @param {Sight} sight @param {Look} look */
export function drawLit(sheet, picture, sight, look) {
  const { k, about, hovered, selected, trail, found, window } = sight;
  if (found) {
    drawFound(sheet, picture, sight, found, look);
    return;
  }
  const there = about === k && !trail;
  const scope = scopeOf(picture, sight);
  const alarm = there ? alarmColor(picture.scene.moments[k], look.palette) : null;
  // The end of a large program lights thousands.
  const seen = (/** @type {SceneNode} */ node) => picture.isIn(node, window);
  const nodes = picture
    .nodesOf([...scope.ids].filter((id) => !picture.edges.has(id) && picture.shown(id, k)))
    .filter(seen);
  const family = picture.family(hovered ?? selected, k).filter(seen);
  for (const node of family) drawHalo(sheet, node, look.palette.storage, 0.5);
  if (trail) drawTrail(sheet, picture, trail, k, look.palette);
  for (const node of nodes) {
    if (!scope.lit.has(node.id)) continue;
    if (alarm) drawSecondBorder(sheet, node, alarm, look.palette);
    else drawHalo(sheet, node, look.palette.now);
  }
  const lanes = drawLitEdges(sheet, picture, sight, scope, look);
  for (const node of new Set([...nodes, ...family])) {
    const lit = scope.lit.has(node.id);
    const outline = lit && alarm ? alarm : undefined;
    drawWhole(sheet, picture, node, picture.nodeState(node, k), {
      ...look,
      lit: lit || scope.near.has(node.id),
      outline,
    });
  }
  const around = picture.nodesIn(window).filter((node) => picture.reader.shown(node.id, k));
  placeLabels(sheet, lanes, around, look.palette, scope.moved, sight.labels);
  if (trail) {
    drawTrailLabels(sheet, picture, trail, k, around, look.palette);
    drawNotes(sheet, picture, trail, k, look.palette);
  }
  if (there && sheet.zoom >= BRIEF) drawSumOf(sheet, picture, k, look);
  const ringed = picture.node(selected) ?? picture.frames.find(({ id }) => id === selected);
  if (ringed) drawRing(sheet, ringed, look.palette);
}

const VEIL = 0.72; // of the ground, over what was not found

/**
 * What a search found, over a veil.
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {Sight} sight
 * @param {ReadonlySet<string>} found
 * @param {Look} look
 */
function drawFound(sheet, picture, { k, window, selected }, found, look) {
  const { left, right, top, bottom } = window;
  sheet.box("frame", (left + right) / 2, (top + bottom) / 2, right - left, bottom - top, {
    fill: look.palette.ground,
    fillAlpha: VEIL,
  });
  const nodes = picture.nodesIn(window).filter((node) => picture.shown(node.id, k));
  const wanted = new Set([...found].flatMap((id) => picture.drawnAs(id) ?? []));
  for (const node of nodes) {
    if (!wanted.has(node.id)) continue;
    drawHalo(sheet, node, look.palette.now);
    drawWhole(sheet, picture, node, picture.nodeState(node, k), look);
  }
  const ringed = picture.node(selected);
  if (ringed) drawRing(sheet, ringed, look.palette);
}

/**
 * What is to be drawn, and why: lit by the moment, near the pointer, moved along.
 * @param {Picture} picture
 * @param {Sight} sight
 */
function scopeOf(
  { scene, shown, drawnAs, changed, neighbours },
  { rest, k, about, selected, hovered, trail },
) {
  const moment = trail ? null : scene.moments[about];
  const there = about === k;
  const told =
    there && !trail ? [...scene.errors, ...scene.silent].filter((one) => one.moment === k) : [];
  const drawn = (/** @type {Iterable<string>} */ ids) =>
    [...ids].flatMap((id) => drawnAs(id) ?? []);
  const lit = new Set(
    drawn([...(trail?.nodes ?? moment?.lit ?? []), ...told.flatMap(({ nodes }) => nodes)]).filter(
      (id) => shown(id, k),
    ),
  );
  const moved = new Set(there && moment ? drawn(moment.moves.map(({ edge }) => edge)) : []);
  const near = hovered ? neighbours(hovered) : new Set();
  return {
    lit,
    moved,
    near,
    ids: new Set([
      ...changed(rest, k),
      ...lit,
      ...moved,
      ...near,
      ...drawn(selected ? [selected] : []),
    ]),
  };
}

/**
 * Draw the edges in scope; returns those along which a gradient came.
 *
 * @param {Sheet} sheet @param {Picture} picture @param {Sight} sight
 * @param {ReturnType<typeof scopeOf>} scope @param {Look} look
 */
function drawLitEdges(
  sheet,
  { edges, edgeState },
  { k, window },
  { ids, near, moved },
  { palette },
) {
  const lanes = [];
  for (const id of ids) {
    const drawn = edges.get(id);
    if (!drawn || !meets(drawn.bounds, window)) continue;
    const { shown, gradient } = edgeState(id, k);
    if (!shown) continue;
    drawEdge(sheet, drawn, palette, { lit: near.has(id) || (moved.has(id) && gradient === null) });
    if (gradient === null) continue;
    drawGradient(sheet, drawn, gradient, palette, { lit: moved.has(id) });
    lanes.push({ drawn, gradient });
  }
  return lanes;
}

/** @param {Sheet} sheet @param {Picture} picture @param {number} k @param {Look} look */
function drawSumOf(sheet, picture, k, look) {
  const sum = sumAt(picture.reader, k);
  const node = sum && picture.drawnAs(sum.at) === sum.at ? picture.node(sum.at) : null;
  if (node) drawSum(sheet, sum, node, picture.freeFor(node), look.palette);
}

/**
 * The colour of a moment in which something goes wrong.
 * @param {import("../contract.js").Moment|undefined} moment
 * @param {import("../palette.js").Palette} palette
 */
function alarmColor(moment, palette) {
  const mark = moment?.mark;
  if (mark === "error" || mark === "check_failed") return palette.error;
  return mark === "wrong" || mark === "unseen" ? palette.wrong : null;
}
