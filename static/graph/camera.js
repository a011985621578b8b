/**
 * Which part of the scene is on the screen: a centre and a zoom, the same on both axes always.
 */

/**
 * @typedef {{x: number, y: number, zoom: number}} Camera centre in scene pixels; screen pixels for
 *   each of them
 */
/** @typedef {{width: number, height: number}} Size of the screen in pixels */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Bounds in scene pixels */

export const LEAST_ZOOM = 0.04;
const MOST_ZOOM = 3;
/** At this zoom all texts can be read with ease; fitting does not go below it at first. */
export const COMFORT = 0.74;
const LEAST_FIT = 0.57; // a graph that can be shown whole at this zoom is
/** A graph with groups is an overview first: their names are larger when it is small. */
export const LEAST_OVERVIEW = 0.2;
const MOST_FIT = 1.3;
const EDGE = 14; // screen pixels left free around a fitted graph
const CALM = 0.1; // part of the screen at each side where what happens should not be
const TURNED = 0.24; // part of the screen before what was brought back

/** @param {number} zoom */
const clamped = (zoom) => Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, zoom));

/**
 * The bounds of some nodes, or null for none.
 * @param {{x: number, y: number, width: number, height: number}[]} nodes
 * @returns {Bounds|null}
 */
export function boundsOf(nodes) {
  if (nodes.length === 0) return null;
  const bounds = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y, width, height } of nodes) {
    bounds.left = Math.min(bounds.left, x - width / 2);
    bounds.right = Math.max(bounds.right, x + width / 2);
    bounds.top = Math.min(bounds.top, y - height / 2);
    bounds.bottom = Math.max(bounds.bottom, y + height / 2);
  }
  return bounds;
}

/**
 * The camera that shows bounds whole.
 * @param {Bounds} bounds
 * @param {Size} size
 * @returns {Camera}
 */
export function whole(bounds, size) {
  const width = Math.max(1, bounds.right - bounds.left);
  const height = Math.max(1, bounds.bottom - bounds.top);
  const zoom = Math.min(
    (size.width - 2 * EDGE) / width,
    (size.height - 2 * EDGE) / height,
    MOST_FIT,
  );
  return {
    x: (bounds.left + bounds.right) / 2,
    y: (bounds.top + bounds.bottom) / 2,
    zoom: clamped(zoom),
  };
}

/**
 * The camera that shows as much of a graph as can be read: all of it, or the surroundings of what
 * matters now.
 *
 * @param {Bounds} bounds of the graph
 * @param {Bounds|null} focus of what matters
 * @param {Size} size
 * @param {number} [least] zoom at which all of it is shown
 * @returns {Camera}
 */
export function comfortable(bounds, focus, size, least = LEAST_FIT) {
  const all = whole(bounds, size);
  if (all.zoom >= least) return all;
  const zoom = COMFORT;
  const at = focus ?? {
    left: (bounds.left + bounds.right) / 2,
    right: (bounds.left + bounds.right) / 2,
    top: bounds.top,
    bottom: bounds.top,
  };
  return inside({ x: (at.left + at.right) / 2, y: (at.top + at.bottom) / 2, zoom }, bounds, size);
}

/**
 * The camera moved so that it does not look past the graph's borders.
 * @param {Camera} camera
 * @param {Bounds} bounds
 * @param {Size} size
 * @returns {Camera}
 */
export function inside({ x, y, zoom }, bounds, size) {
  const axis = (
    /** @type {number} */ at,
    /** @type {number} */ low,
    /** @type {number} */ high,
    /** @type {number} */ span,
  ) => {
    const half = (span / 2 - EDGE) / zoom;
    return high - low <= 2 * half
      ? (low + high) / 2
      : Math.min(high - half, Math.max(low + half, at));
  };
  return {
    x: axis(x, bounds.left, bounds.right, size.width),
    y: axis(y, bounds.top, bounds.bottom, size.height),
    zoom,
  };
}

/**
 * The camera zoomed so that a place on the screen stays where it is.
 * @param {Camera} camera
 * @param {Size} size
 * @param {number} factor
 * @param {number} px
 * @param {number} py
 * @returns {Camera}
 */
export function zoomedAt(camera, size, factor, px, py) {
  const zoom = clamped(camera.zoom * factor);
  const [x, y] = toScene(camera, size, px, py);
  return { x: x - (px - size.width / 2) / zoom, y: y - (py - size.height / 2) / zoom, zoom };
}

/**
 * @param {Camera} camera
 * @param {Size} size
 * @param {number} px
 * @param {number} py
 * @returns {[number, number]}
 */
export const toScene = (camera, size, px, py) => [
  camera.x + (px - size.width / 2) / camera.zoom,
  camera.y + (py - size.height / 2) / camera.zoom,
];

/**
 * What is on the screen, and `more` of the screen's size beyond each side.
 * @param {Camera} camera
 * @param {Size} size
 * @param {number} [more]
 * @returns {Bounds}
 */
export function windowOf(camera, size, more = 0) {
  const dx = (size.width * (0.5 + more)) / camera.zoom;
  const dy = (size.height * (0.5 + more)) / camera.zoom;
  return { left: camera.x - dx, right: camera.x + dx, top: camera.y - dy, bottom: camera.y + dy };
}

/** @param {Bounds} outer @param {Bounds} inner */
export const contains = (outer, inner) =>
  outer.left <= inner.left &&
  outer.right >= inner.right &&
  outer.top <= inner.top &&
  outer.bottom >= inner.bottom;

/** @param {Bounds} a @param {Bounds} b @returns {Bounds} */
export const union = (a, b) => ({
  left: Math.min(a.left, b.left),
  right: Math.max(a.right, b.right),
  top: Math.min(a.top, b.top),
  bottom: Math.max(a.bottom, b.bottom),
});

/** @param {Bounds} a @param {Bounds} b */
export const meets = (a, b) =>
  a.left <= b.right && a.right >= b.left && a.top <= b.bottom && a.bottom >= b.top;

/**
 * The camera moved so that bounds are in the calm middle of the screen; the same object if they are
 * there already.
 *
 * What leaves at one side comes back near the other, as when a page is turned: so a long run is
 * followed by few moves, not by one for each step.
 *
 * @param {Camera} camera @param {Bounds} bounds @param {Size} size
 * @returns {Camera}
 */
export function revealing(camera, bounds, size) {
  const calm = windowOf(camera, size, -CALM);
  const turned = windowOf(camera, size, -TURNED);
  const axis = (
    /** @type {number} */ low,
    /** @type {number} */ high,
    /** @type {"left"|"top"} */ start,
    /** @type {"right"|"bottom"} */ end,
  ) => {
    if (high - low > turned[end] - turned[start])
      return (low + high) / 2 - (turned[start] + turned[end]) / 2;
    return low < calm[start] ? high - turned[end] : high > calm[end] ? low - turned[start] : 0;
  };
  const dx = axis(bounds.left, bounds.right, "left", "right");
  const dy = axis(bounds.top, bounds.bottom, "top", "bottom");
  return dx === 0 && dy === 0 ? camera : { x: camera.x + dx, y: camera.y + dy, zoom: camera.zoom };
}

/**
 * The centre of a note beside a box: right of it, above or left, the first that is free within the
 * drawing, else beside the drawing; below, where a tensor's edges are, only if all that fails.
 *
 * @param {{x: number, y: number, width: number, height: number}} box
 * @param {number} width @param {number} height of the note
 * @param {number} away pixels between the two
 * @param {(bounds: Bounds, beyond?: number) => boolean} isFree whether bounds are, so many pixels
 *   beyond the drawing's sides at most
 * @returns {number[]}
 */
export function freePlace(box, width, height, away, isFree) {
  const dx = (box.width + width) / 2 + away;
  const dy = (box.height + height) / 2 + away;
  const flush = (width - box.width) / 2; // left sides in line
  const places = [
    [box.x + dx, box.y],
    [box.x + flush, box.y - dy],
    [box.x - dx, box.y],
    [box.x + flush, box.y + dy],
  ];
  const bounds = (/** @type {number[]} */ [x, y]) => ({
    left: x - width / 2 + 1,
    right: x + width / 2 - 1,
    top: y - height / 2 + 1,
    bottom: y + height / 2 - 1,
  });
  const beside = places.slice(0, 3);
  return (
    beside.find((place) => isFree(bounds(place))) ??
    beside.find((place) => isFree(bounds(place), width)) ??
    places[3]
  );
}
