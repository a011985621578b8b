/**
 * Links on a stretched plane: their ends go with the boxes they join, which do not stretch.
 */

/** @typedef {number[][]} Path a chain of cubic Beziers */
/**
 * @typedef {{at: number[], clear: number}} End where a link is to end, and how far before that it
 *   may turn no more: beside what is docked there
 */

const BEND = 40; // pixels in which a link turns: less than between two ranks

/**
 * A path whose ends are moved to where its boxes are now.
 *
 * @param {Path} path
 * @param {End|null} start where it is to begin, null where that is right
 * @param {End|null} end
 * @returns {Path}
 */
export function snapped(path, start, end) {
  const ended = end ? ending(path, end) : path;
  return start ? ending([...ended].reverse(), start).reverse() : ended;
}

/** @param {Path} path @param {End} end @returns {Path} */
function ending(path, { at: [x, y], clear }) {
  const last = path.length - 1;
  const [bx, by] = path[last];
  if (near(bx, x) && near(by, y)) return path;
  if (!near(path[last - 1][0], bx)) {
    // It comes from the side.
    return [
      ...path.slice(0, last - 1),
      [path[last - 1][0] + x - bx, path[last - 1][1] + y - by],
      [x, y],
    ];
  }
  if (near(bx, x)) return [...path, ...line([bx, by], [x, y])];
  let first = last; // where the upright column begins that ends there
  while (first >= 3 && path.slice(first - 3, first).every(([px]) => near(px, bx))) first -= 3;
  const [, sy] = path[first];
  const way = Math.sign(y - sy) || 1;
  const limit = y - way * clear;
  const room = way * (limit - sy);
  if (first > 0 && room <= BEND) {
    const kept = path.slice(0, first - 1);
    return [...kept, [x, path[first - 1][1]], [x, sy], ...line([x, sy], [x, y])];
  }
  const turn = limit - way * Math.min(BEND, Math.max(0, room));
  const middle = (turn + limit) / 2;
  return [
    ...path.slice(0, first + 1),
    ...line([bx, sy], [bx, turn]),
    [bx, middle],
    [x, middle],
    [x, limit],
    ...line([x, limit], [x, y]),
  ];
}

/**
 * A straight piece without its first point.
 * @param {number[]} from
 * @param {number[]} to
 * @returns {Path}
 */
function line([x0, y0], [x1, y1]) {
  if (near(x0, x1) && near(y0, y1)) return [];
  const third = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ f) =>
    a + ((b - a) * f) / 3;
  return [
    [third(x0, x1, 1), third(y0, y1, 1)],
    [third(x0, x1, 2), third(y0, y1, 2)],
    [x1, y1],
  ];
}

/** @param {number} a @param {number} b */
const near = (a, b) => Math.abs(a - b) < 0.01;
