/**
 * The camera's motion over a graph that cannot be painted at each frame: what is painted is moved
 * and scaled as an image, and painted anew when the camera rests; where it only moves, a few times
 * a second.
 */

import { LEAST_ZOOM } from "./camera.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Size} Size */

const REST = 160; // milliseconds without motion
const LIGHT = 25; // nodes that are painted within a frame
const HEAVY = 160; // and that are not while the hand moves
const OFTEN = 140; // milliseconds from one painting to the next, in between, where one takes long
// Milliseconds that a painting may take beyond a frame, to be done at each all the same
const SOON = 4;
const FARTHEST = 8; // times an image may be enlarged before it is painted anew

/**
 * How an image painted for one camera lies on the screen of another.
 *
 * @param {Camera} painted @param {Camera} now @param {Size} size
 */
export function placed(painted, now, { width, height }) {
  const scale = now.zoom / Math.max(LEAST_ZOOM / 4, painted.zoom);
  const x = (width / 2) * (1 - scale) + (painted.x - now.x) * now.zoom;
  const y = (height / 2) * (1 - scale) + (painted.y - now.y) * now.zoom;
  return { x, y, scale };
}

/**
 * @param {object} options
 * @param {HTMLElement} options.ground what is painted
 * @param {() => Size} options.size
 * @param {(camera: Camera) => number} options.weight how many nodes are painted for a camera
 * @param {() => number} [options.clock] milliseconds
 * @param {(callback: () => void) => void} [options.frame] as requestAnimationFrame
 * @param {(camera: Camera) => void} options.paint
 * @param {(camera: Camera|null) => void} [options.around] the image is moved; null: it is painted
 */
export function createGlide({
  ground,
  size,
  weight,
  paint,
  around = () => {},
  clock = () => performance.now(),
  frame = requestAnimationFrame,
}) {
  /** @type {Camera|null} */
  let painted = null;
  let timer = 0;
  let last = 0;
  let cost = 1e6; // of the last painting: what two frames took beyond the time of one

  /** @param {Camera} camera */
  const settle = (camera) => {
    clearTimeout(timer);
    last = clock();
    painted = camera;
    ground.style.transform = "";
    around(null);
    paint(camera);
    const began = last;
    frame(() => frame(() => (cost = clock() - began - 17)));
  };

  return {
    /** @param {Camera} camera */
    move(camera) {
      const nodes = painted ? weight(camera) : 0;
      const pans = camera.zoom === painted?.zoom; // else all is drawn anew, in another size
      const soon = cost < SOON || (pans && clock() - last > Math.max(OFTEN, 3 * cost));
      if (!painted || (pans && nodes <= LIGHT) || (nodes <= HEAVY && soon)) return settle(camera);
      const { x, y, scale } = placed(painted, camera, size());
      if (scale > FARTHEST) return settle(camera);
      around(camera);
      ground.style.transformOrigin = "0 0";
      ground.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
      clearTimeout(timer);
      timer = window.setTimeout(() => settle(camera), REST);
    },
    /** The camera that what is on the screen was painted for. @param {Camera} otherwise */
    painted: (otherwise) => painted ?? otherwise,
    /** Paint the next motion at once: there is another picture, or another size. */
    reset() {
      clearTimeout(timer);
      painted = null;
    },
    stop: () => clearTimeout(timer),
  };
}
