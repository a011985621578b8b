/**
 * Labels of gradients beside their lanes, put only where they cover neither a box nor each other.
 */

import { signColor } from "../palette.js";
import { meets } from "./camera.js";
import { widthOf } from "./text.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {Map<string, {x: number, y: number, box: Bounds}>} Places of labels, by edge */

const SIZE = 10.5;
const SAMPLES = 9; // places on a way
const HEIGHT = 16;
const LONG = 170; // pixels of a lane; the labels of longer ones stay near their op
const NEAR = 10; // pixels from a lane to its label
const FAR = 14; // and to one at the other side of its edge
const LONGEST = 26;
const LEAST_ZOOM = 0.6;

/** A value's text, cut to a length that a label can have. @param {string} text */
export const brief = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/**
 * @param {import("./sheet.js").Sheet} sheet
 * @param {{drawn: import("./edges.js").DrawnEdge, gradient: import("./state.js").Gradient}[]} lanes
 * @param {import("../contract.js").SceneNode[]} nodes that are there
 * @param {import("../palette.js").Palette} palette
 * @param {ReadonlySet<string>} [said] edges whose label is wanted even where there is little room
 * @param {Places} [there] labels that are there already; they stay where they are
 * @returns {Places}
 */
export function placeLabels(sheet, lanes, nodes, palette, said = new Set(), there = new Map()) {
  const placed = new Map(there);
  if (sheet.zoom < LEAST_ZOOM) return placed;
  const taken = nodes.map(({ x, y, width, height }) => boxOf(x, y, width, height));
  for (const { box } of there.values()) taken.push(box);
  // Some places on each lane and its edge, which the labels of others should leave free.
  const ways = lanes.map(({ drawn }) =>
    [...drawn.lane.points(SAMPLES), ...drawn.way.points(SAMPLES)].map(([x, y]) =>
      boxOf(x, y, 4, 4),
    ),
  );
  // A docked leaf says its gradient itself, a hand's breadth away.
  const docked = new Set(
    nodes.filter((node) => node.kind === "tensor" && node.docked).map(({ id }) => id),
  );
  for (const [i, { drawn, gradient }] of lanes.entries()) {
    const wanted = said.has(drawn.edge.id) || Boolean(gradient.true);
    if (!wanted && docked.has(drawn.edge.from)) continue;
    const text = brief(
      gradient.true
        ? `${gradient.value?.text ?? "None"} ≠ ${gradient.true.text}`
        : (gradient.value?.text ?? ""),
    );
    if (text === "") continue;
    const width = widthOf(text, SIZE) + 8;
    const places = placesFor(drawn, width);
    const old = there.get(drawn.edge.id);
    const free = places.filter((place) => !taken.some((other) => meets(other, place.box)));
    const clear = free.find(
      (place) => !ways.some((way, j) => i !== j && way.some((other) => meets(other, place.box))),
    );
    const chosen = old ?? clear ?? free[0] ?? (wanted ? places[0] : undefined);
    if (!chosen) continue;
    placed.set(drawn.edge.id, chosen);
    taken.push(chosen.box);
    sheet.text(text, chosen.x, chosen.y, {
      color:
        gradient.kind === "refused"
          ? palette.error
          : gradient.true
            ? palette.wrong
            : signColor(palette, gradient.sign),
      size: SIZE,
      bold: true,
      align: "center",
      ground: palette.ground,
      groundAlpha: 0.92,
    });
  }
  return placed;
}

/**
 * Where a lane's label may be: at its outer side, at the edge's other side, a little before or
 * after; on a long lane near where the gradient comes from.
 * @param {import("./edges.js").DrawnEdge} drawn
 * @param {number} width
 */
function placesFor({ lane, side: out }, width) {
  const scale = Math.min(1, LONG / Math.max(1, lane.length));
  return [
    [0.5, 1],
    [0.5, -1],
    [0.3, 1],
    [0.7, 1],
    [0.3, -1],
    [0.7, -1],
  ].map(([part, turn]) => {
    const along = part * scale;
    const side = turn * out;
    const [x, y] = lane.at(along);
    const [dx, dy] = lane.direction(along);
    // The lane runs against its edge, which lies at its left hand when it goes up.
    const away = (Math.abs(dy) * width) / 2 + (Math.abs(dx) * HEIGHT) / 2 + (turn > 0 ? NEAR : FAR);
    const px = x - dy * side * away;
    const py = y + dx * side * away;
    return { x: px, y: py, box: boxOf(px, py, width, HEIGHT) };
  });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @returns {Bounds}
 */
const boxOf = (x, y, width, height) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
});
