/**
 * Labels of gradients beside their lanes, put only where they cover neither a box nor each other.
 */

import { signColor } from "../palette.js";
import { meets } from "./camera.js";
import { widthOf } from "./text.js";

/** @typedef {import("./camera.js").Bounds} Bounds */

const SIZE = 10.5;
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
 */
export function placeLabels(sheet, lanes, nodes, palette, said = new Set()) {
  if (sheet.zoom < LEAST_ZOOM) return;
  const taken = nodes.map(({ x, y, width, height }) => boxOf(x, y, width, height));
  // A docked leaf says its gradient itself, a hand's breadth away.
  const docked = new Set(nodes.filter((node) => node.kind === "tensor" && node.docked).map(({ id }) => id));
  for (const { drawn, gradient } of lanes) {
    const wanted = said.has(drawn.edge.id);
    if (!wanted && docked.has(drawn.edge.from)) continue;
    const text = brief(gradient.value?.text ?? "");
    if (text === "") continue;
    const width = widthOf(text, SIZE) + 8;
    const places = placesFor(drawn, width);
    const free = places.find((place) => !taken.some((other) => meets(other, place.box)));
    const chosen = free ?? (wanted ? places[0] : undefined);
    if (!chosen) continue;
    taken.push(chosen.box);
    sheet.text(text, chosen.x, chosen.y, {
      color: gradient.kind === "refused" ? palette.error : signColor(palette, gradient.sign),
      size: SIZE,
      bold: true,
      align: "center",
      ground: palette.ground,
      groundAlpha: 0.92,
    });
  }
}

/** Where a lane's label may be: at its outer side, at the edge's other side, a little before or after; on a long lane near where the gradient comes from. @param {import("./edges.js").DrawnEdge} drawn @param {number} width */
function placesFor({ lane, side: out }, width) {
  const scale = Math.min(1, LONG / Math.max(1, lane.length));
  return [[0.5, 1], [0.5, -1], [0.3, 1], [0.7, 1], [0.3, -1], [0.7, -1]].map(([part, turn]) => {
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

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Bounds} */
const boxOf = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
