/**
 * The paths that an answer is about, drawn over the graph: broad under their edges, with a number
 * at each.
 */

import { drawEdge, drawGradient } from "./edges.js";
import { freePlace, meets } from "./camera.js";
import { SANS, widthOf } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./picture.js").Picture} Picture */
/**
 * @typedef {{nodes: Set<string>, edges: Set<string>, labels: Map<string, string>,
 *   notes: Map<string, {text: string, alarm: boolean}>}} Trail
 */

const BROAD = 11;
const SIZE = 11.5;
const HEIGHT = 18;
const AWAY = 9;
const NOTE = 24; // height

/**
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {Trail} trail
 * @param {number} k
 * @param {import("../palette.js").Palette} palette
 */
export function drawTrail(sheet, picture, trail, k, palette) {
  const drawn = new Set(
    [...trail.edges].flatMap((id) => (picture.reader.shown(id, k) ? (picture.edge(id) ?? []) : [])),
  );
  for (const one of drawn) {
    for (const cubic of one.way.part(0, 1))
      sheet.curve(cubic, { color: palette.now, width: BROAD });
    drawEdge(sheet, one, palette, { lit: true });
    const { gradient } = picture.edgeState(one.edge.id, k);
    if (gradient) drawGradient(sheet, one, gradient, palette);
  }
}

/**
 * The numbers, each at the side of its edge where no gradient lies.
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {Trail} trail
 * @param {number} k
 * @param {import("../contract.js").SceneNode[]} nodes
 * @param {import("../palette.js").Palette} palette
 */
export function drawTrailLabels(sheet, picture, trail, k, nodes, palette) {
  const taken = nodes.map(({ x, y, width, height }) => box(x, y, width, height));
  for (const [id, text] of trail.labels) {
    const drawn = picture.edge(id);
    if (!drawn || !picture.reader.shown(id, k)) continue;
    const width = widthOf(text, SIZE) + 10;
    const places = [0.5, 0.35, 0.65, 0.2, 0.8].flatMap((part) => [
      placeAt(drawn, part, width, 1),
      placeAt(drawn, part, width, -1),
    ]);
    const place = places.find((one) => !taken.some((other) => meets(other, one))) ?? places[0];
    taken.push(place);
    sheet.text(text, (place.left + place.right) / 2, (place.top + place.bottom) / 2, {
      color: palette.onNow,
      size: SIZE,
      bold: true,
      align: "center",
      ground: palette.now,
    });
  }
}

/**
 * What an answer says of a node, beside it; where it is known to be wrong, that stands there.
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {Trail} trail
 * @param {number} k
 * @param {import("../palette.js").Palette} palette
 */
export function drawNotes(sheet, picture, trail, k, palette) {
  for (const [id, { text, alarm }] of trail.notes) {
    const node = picture.node(id);
    if (!node || picture.nodeState(node, k).wrong) continue;
    const width = widthOf(text, SIZE, SANS, true) + 18;
    const [x, y] = freePlace(node, width, NOTE, 0, picture.freeFor(node));
    const color = alarm ? palette.wrong : palette.storage;
    sheet.box("round", x, y, width, NOTE, {
      fill: alarm ? palette.wrongFill : palette.storageFill,
      line: color,
      lineWidth: 1.4,
    });
    sheet.text(text, x, y, { color, size: SIZE, bold: true, font: SANS, align: "center" });
  }
}

/**
 * @param {import("./edges.js").DrawnEdge} drawn
 * @param {number} part
 * @param {number} width
 * @param {1|-1} turn away from the lane, or beyond it
 */
function placeAt({ way, side }, part, width, turn) {
  const [x, y] = way.at(part);
  const [dx, dy] = way.direction(part);
  const away =
    (Math.abs(dy) * width) / 2 + (Math.abs(dx) * HEIGHT) / 2 + AWAY + (turn < 0 ? 2 * AWAY : 0);
  const out = turn * side;
  return box(x - dy * out * away, y + dx * out * away, width, HEIGHT);
}

/** @param {number} x @param {number} y @param {number} width @param {number} height */
const box = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
