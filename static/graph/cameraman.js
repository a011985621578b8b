/**
 * Who moves the camera: the reader's hand, a wish to see the whole, or what happens out of sight.
 */

import { settle } from "../motion.js";
import {
  boundsOf,
  COMFORT,
  comfortable,
  inside,
  LEAST_OVERVIEW,
  revealing,
  whole,
  zoomedAt,
} from "./camera.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Size} Size */
/** @typedef {import("./camera.js").Bounds} Bounds */

const GLIDE = 380; // milliseconds of a camera's way
const FREE = 2500; // milliseconds after the reader moved it, in which nothing else does
const FAR = 3; // screens; a longer way is jumped

/**
 * @param {object} options
 * @param {() => Size} options.size
 * @param {() => Bounds} options.graph the bounds of all there is
 * @param {() => boolean} [options.overview] whether its groups are drawn
 * @param {(ids: readonly string[]) => import("../contract.js").SceneNode[]} options.nodesOf
 * @param {(camera: Camera) => void} options.onMove
 * @param {(to: Camera) => void} options.onSetOut a smooth way at one zoom begins
 */
export function createCameraman({
  size,
  graph,
  overview = () => false,
  nodesOf,
  onMove,
  onSetOut,
}) {
  /** @type {Camera} */
  let camera = { x: 0, y: 0, zoom: 1 };
  /**
   * What the camera was last made to show, so that it may follow the size of the screen.
   * @type {"near"|"whole"|null}
   */
  let fitted = null;
  let asked = false; // fit was asked for, and nothing has moved since
  let free = 0;
  let frame = 0;

  /** @param {Camera} next */
  const go = (next) => {
    camera = next;
    onMove(next);
  };

  const stop = () => cancelAnimationFrame(frame);

  /** @param {Camera} to */
  const glide = (to) => {
    stop();
    const from = camera;
    const way =
      Math.max(Math.abs(to.x - from.x) / size().width, Math.abs(to.y - from.y) / size().height) *
      from.zoom;
    if (way > FAR || matchMedia("(prefers-reduced-motion: reduce)").matches) return go(to);
    if (to.zoom === from.zoom) onSetOut(to);
    const start = performance.now();
    const tick = () => {
      const part = Math.min(1, (performance.now() - start) / GLIDE);
      const f = settle(part);
      const zoom = from.zoom * (to.zoom / from.zoom) ** f;
      go({
        x: from.x + (to.x - from.x) * f,
        y: from.y + (to.y - from.y) * f,
        zoom: part === 1 ? to.zoom : zoom,
      });
      if (part < 1) frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };

  /**
   * The bounds to be in sight; of things too far apart, those of the first.
   * @param {readonly string[]} ids
   * @param {number} zoom
   */
  const boundsToSee = (ids, zoom) => {
    const nodes = nodesOf(ids);
    const bounds = boundsOf(nodes);
    const fits =
      bounds &&
      (bounds.right - bounds.left) * zoom < size().width &&
      (bounds.bottom - bounds.top) * zoom < size().height;
    return fits ? bounds : boundsOf(nodes.slice(0, 1));
  };

  /** @param {readonly string[]} ids */
  const near = (ids) =>
    comfortable(
      graph(),
      boundsToSee(ids, COMFORT),
      size(),
      overview() ? LEAST_OVERVIEW : undefined,
    );

  /** @param {Camera} next */
  const byHand = (next) => {
    stop();
    fitted = null;
    asked = false;
    free = performance.now() + FREE;
    go(next);
  };

  return {
    camera: () => camera,
    stop,
    /** @param {readonly string[]} ids what to begin with */
    open(ids) {
      stop();
      fitted = "near";
      asked = false;
      go(near(ids));
    },
    /** The screen has another size. @param {readonly string[]} ids */
    resize: (ids) =>
      go(fitted === "near" ? near(ids) : fitted === "whole" ? whole(graph(), size()) : camera),
    /**
     * Show the graph at a size that can be read; once more shows all of it.
     * @param {readonly string[]} ids
     * @param {boolean} [atOnce]
     */
    fit(ids, atOnce = false) {
      fitted = asked ? "whole" : "near";
      asked = !asked;
      (atOnce ? go : glide)(fitted === "whole" ? whole(graph(), size()) : near(ids));
    },
    /** The picture has moved under the camera. @param {number} dx @param {number} dy */
    shift(dx, dy) {
      fitted = null;
      go({ ...camera, x: camera.x + dx, y: camera.y + dy });
    },
    /** Bring a place to the middle of the screen. @param {number} x @param {number} y */
    look: (x, y) => byHand({ ...camera, x, y }),
    /** @param {number} dx @param {number} dy */
    pan: (dx, dy) =>
      byHand({ ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom }),
    /** @param {number} factor @param {number} x @param {number} y */
    pinch: (factor, x, y) => byHand(zoomedAt(camera, size(), factor, x, y)),
    /** @param {number} factor */
    zoom(factor) {
      fitted = null;
      asked = false;
      glide(zoomedAt(camera, size(), factor, size().width / 2, size().height / 2));
    },
    /** Bring things into sight, if they are not. @param {readonly string[]} ids */
    reveal(ids) {
      const bounds = boundsToSee(ids, camera.zoom);
      const next = bounds && revealing(camera, bounds, size());
      if (!next || next === camera) return;
      fitted = null;
      asked = false;
      glide(inside(next, graph(), size()));
    },
    /** Whether the camera may be moved without the reader's wish. */
    isFree: () => performance.now() > free,
  };
}
