/**
 * A scene as the page uses it: the paths of edges and the drawings of groups written out, which the
 * scene that comes has in few numbers (`scene.schema.json`, `path` and `drawing`).
 */

import { circlesOf } from "./circles.js";
import { checkScene } from "./contract.js";

/** @typedef {import("./contract.js").Scene} Scene */

/** @type {WeakMap<object, Scene>} */
const sent = new WeakMap();

/**
 * A path as a chain of cubic Beziers: a point, then threes.
 *
 * @param {any[]} path
 * @returns {number[][]}
 */
export function points([x, y, ...pieces]) {
  const found = [[x, y]];
  for (const piece of pieces) {
    const [x0, y0] = found[found.length - 1];
    const [x1, y1] = piece.slice(-2);
    const [a, b, c, d] =
      piece.length > 2
        ? piece
        : [x0 + (x1 - x0) / 3, y0 + (y1 - y0) / 3, x1 - (x1 - x0) / 3, y1 - (y1 - y0) / 3];
    found.push([a, b], [c, d], [x1, y1]);
  }
  return found;
}

/**
 * What a group's drawing shows where.
 * @param {any} level
 * @param {string[]} nodes
 * @param {any[]} drawings
 */
function written({ drawing, inside, ports, links }, nodes, drawings) {
  const { width, height, places, links: paths } = drawings[drawing];
  const by = (/** @type {string[]} */ keys, /** @type {any[]} */ values) =>
    Object.fromEntries(keys.map((key, k) => [key, values[k]]));
  return {
    width,
    height,
    ports,
    places: by([...nodes, ...inside], places),
    links: by(links, paths.map(points)),
  };
}

/** The scene with all of it written out. @param {any} scene @returns {Scene} */
export function unpacked(scene) {
  if (sent.has(scene)) return scene;
  const { drawings, level, ...as } = checkScene(scene);
  const rest = { ...as, ...circlesOf(as) };
  const found = {
    ...rest,
    edges: rest.edges.map((/** @type {any} */ edge) => ({ ...edge, path: points(edge.path) })),
    groups: scene.groups.map((/** @type {any} */ group) => ({
      ...group,
      level: written(group.level, group.nodes, drawings),
    })),
    ...(level && { level: written(level, level.nodes, drawings) }),
  };
  sent.set(found, scene);
  return found;
}

/**
 * Take a changed scene for one that came as another did.
 * @param {Scene} scene
 * @param {Scene} other
 */
export function cameAs(scene, other) {
  sent.set(scene, packed(other));
  return scene;
}

/** The scene as it came. @param {Scene} scene @returns {any} */
export const packed = (scene) => sent.get(scene) ?? scene;
