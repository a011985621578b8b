/**
 * What lies around the image that is moved: while the camera is on its way the rest of the graph as
 * it is seen from afar, nodes as plain shapes, painted for three times what is in sight. It goes
 * when the camera rests.
 */

import { h } from "../dom.js";
import { contains, windowOf } from "./camera.js";
import { placed } from "./glide.js";
import { drawRest, FAR } from "./rest.js";

/** @typedef {import("./camera.js").Camera} Camera */

const AROUND = 3; // times what is in sight that is painted
const COARSE = 4; // times an image may be enlarged besides

/**
 * @param {HTMLElement} host
 * @param {() => import("./camera.js").Size} size
 * @param {() => {picture: import("./picture.js").Picture|null, k: number,
 *   palette: import("../palette.js").Palette}} drawing
 */
export function createAfar(host, size, drawing) {
  const canvas = /** @type {HTMLCanvasElement} */ (
    h("canvas", {
      class: "afar",
      "aria-hidden": "true",
      hidden: true,
      style: "position:absolute;left:0;top:0;transform-origin:0 0",
    })
  );
  host.append(canvas);
  /** @type {Camera|null} */
  let painted = null;

  /** @param {Camera} camera */
  const serves = (camera) =>
    painted !== null &&
    camera.zoom < painted.zoom * AROUND * COARSE &&
    contains(windowOf(painted, size()), windowOf(camera, size()));

  /** @param {Camera} camera */
  const paint = (camera) => {
    const { width, height } = size();
    const { picture, k, palette } = drawing();
    const context = canvas.getContext("2d");
    if (!picture || !context) return;
    painted = camera;
    Object.assign(canvas, { width, height });
    context.setTransform(
      camera.zoom,
      0,
      0,
      camera.zoom,
      width / 2 - camera.x * camera.zoom,
      height / 2 - camera.y * camera.zoom,
    );
    drawRest(paper(context, camera.zoom), picture, k, windowOf(camera, size()), {
      palette,
      t: (key) => key,
    });
  };

  return {
    /**
     * The image is moved for a camera; null: the graph itself is painted, at rest.
     * @param {Camera|null} camera
     */
    show(camera) {
      canvas.hidden = camera === null;
      if (!camera) return void (painted = null);
      if (!serves(camera)) paint({ ...camera, zoom: camera.zoom / AROUND });
      const { x, y, scale } = placed(painted ?? camera, camera, size());
      canvas.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    },
    remove: () => canvas.remove(),
  };
}

/**
 * A sheet that is painted at once, with what there is of a graph that is seen from afar.
 *
 * @param {CanvasRenderingContext2D} context @param {number} zoom @returns {any}
 */
function paper(context, zoom) {
  const outlined = zoom * AROUND >= FAR; // as the nodes in the image are
  return {
    zoom: Math.min(zoom, FAR / 2),
    /** @param {number[][]} cubic @param {import("./sheet.js").Stroke} style */
    curve([[x, y], ...rest], { color }) {
      context.strokeStyle = color;
      context.lineWidth = 0.5 / zoom;
      context.beginPath();
      context.moveTo(x, y);
      context.bezierCurveTo(
        .../** @type {[number, number, number, number, number, number]} */ (rest.flat()),
      );
      context.stroke();
    },
    /**
     * @param {string} kind
     * @param {number} x
     * @param {number} y
     * @param {number} width
     * @param {number} height
     * @param {import("./sheet.js").Outline} outline
     */
    box(kind, x, y, width, height, { fill }) {
      context.fillStyle = context.strokeStyle = fill ?? "transparent";
      context.lineWidth = 0.5 / zoom;
      const hollow = outlined && kind !== "frame";
      context[hollow ? "strokeRect" : "fillRect"](x - width / 2, y - height / 2, width, height);
    },
    line() {},
    text() {},
  };
}
