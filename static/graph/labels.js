/**
 * Labels of gradients beside their lanes, put only where they cover neither a box nor each other.
 */

import { signColor } from "../palette.js";
import { meets } from "./camera.js";
import { widthOf } from "./text.js";

/** @typedef {import("./camera.js").Bounds} Bounds */

const SIZE = 10.5;
const LONGEST = 26;
const LEAST_ZOOM = 0.6;

/** A value's text, cut to a length that a label can have. @param {string} text */
export const brief = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/**
 * @param {import("./sheet.js").Sheet} sheet
 * @param {{drawn: import("./edges.js").DrawnEdge, state: {gradient: import("./state.js").Gradient|null}}[]} lanes
 * @param {{node: import("../contract.js").SceneNode, state: {shown: boolean}}[]} visible
 * @param {import("../palette.js").Palette} palette
 * @param {boolean} [lit] said even where there is little room
 */
export function placeLabels(sheet, lanes, visible, palette, lit = false) {
  if (sheet.zoom < LEAST_ZOOM) return;
  const taken = visible.filter(({ state }) => state.shown).map(({ node }) => boxOf(node.x, node.y, node.width, node.height));
  for (const { drawn, state } of lanes) {
    if (!state.gradient) continue;
    const text = brief(state.gradient.value?.text ?? "");
    if (text === "") continue;
    const width = widthOf(text, SIZE) + 8;
    const places = placesFor(drawn, width);
    const free = places.find((place) => !taken.some((other) => meets(other, place.box)));
    const chosen = free ?? (lit ? places[0] : undefined);
    if (!chosen) continue;
    taken.push(chosen.box);
    sheet.text(text, chosen.x, chosen.y, {
      color: state.gradient.kind === "refused" ? palette.error : signColor(palette, state.gradient.sign),
      size: SIZE,
      bold: true,
      align: "center",
      ground: palette.ground,
      groundAlpha: 0.92,
    });
  }
}

/** Where a lane's label may be: right or left of it, or above a level one. @param {import("./edges.js").DrawnEdge} drawn @param {number} width */
function placesFor({ edge, lane }, width) {
  const [x, y] = lane.at(0.5);
  const [dx, dy] = lane.direction(0.5);
  const level = Math.abs(dx) > Math.abs(dy) && edge.path[0][1] === edge.path[edge.path.length - 1][1];
  const places = level
    ? [[x, y - 44], [x, y + 42]]
    : [[x + width / 2 + 5, y], [x - width / 2 - 14, y], [x + width / 2 + 5, y - 12], [x + width / 2 + 5, y + 12]];
  return places.map(([px, py]) => ({ x: px, y: py, box: boxOf(px, py, width, 15) }));
}

/** @param {number} x @param {number} y @param {number} width @param {number} height @returns {Bounds} */
const boxOf = (x, y, width, height) => ({ left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 });
