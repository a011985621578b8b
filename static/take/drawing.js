/**
 * Pictures of the graph: what is on the screen, the whole of it, and each step of its animation.
 */

import { windowOf } from "../graph/camera.js";
import { drawLit } from "../graph/lit.js";
import { drawMoves } from "../graph/moves.js";
import { drawRest } from "../graph/rest.js";
import { createSheet } from "../graph/sheet.js";
import { svg } from "./svg.js";

/** @typedef {import("../graph/camera.js").Bounds} Bounds */
/**
 * @typedef {{picture: import("../graph/picture.js").Picture, k: number,
 *   palette: import("../palette.js").Palette, t: (key: string, args?: any) => string,
 *   selected: string|null, trail: any, camera: import("../graph/camera.js").Camera,
 *   size: {width: number, height: number}}} Drawing what `view.drawing()` returns
 */

const MARGIN = 24; // pixels around a whole graph
const SCALE = 2; // pixels of an image for one of the screen
const MOST_PIXELS = 64e6; // what browsers still make an image of

/**
 * The whole graph at the moment shown, at the size that it is laid out for.
 * @param {Drawing} drawing
 * @param {string} title
 */
export const wholeSvg = (drawing, title) => svgOf(drawing, whole(drawing.picture), 1, title);

/**
 * What the reader sees, twice as fine.
 * @param {Drawing} drawing
 * @param {string} title
 * @returns {Promise<Blob>}
 */
export async function png(drawing, title) {
  const { camera, size } = drawing;
  const text = svgOf(drawing, windowOf(camera, size), camera.zoom, title, SCALE);
  const canvas = await painted(text, size.width * SCALE, size.height * SCALE);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error("the browser made no image of it"))),
      "image/png",
    ),
  );
}

/**
 * The bounds of a graph with its margin.
 * @param {{size: {width: number, height: number}}} picture
 * @returns {Bounds}
 */
export const whole = ({ size }) => ({
  left: -MARGIN,
  top: -MARGIN,
  right: size.width + MARGIN,
  bottom: size.height + MARGIN,
});

/**
 * @param {Drawing} drawing @param {Bounds} window of the scene @param {number} zoom
 * @param {string} title @param {number} [scale]
 */
function svgOf({ picture, k, palette, t, selected, trail }, window, zoom, title, scale = 1) {
  const look = { palette, t };
  const rest = createSheet(zoom, window);
  const labels = drawRest(rest, picture, k, window, look);
  const lit = createSheet(zoom, window);
  drawLit(
    lit,
    picture,
    { rest: k, k, about: k, window, labels, selected, hovered: null, trail },
    look,
  );
  return svg(
    [rest, lit],
    { ...window, zoom },
    { ...extent(window, zoom), scale, ground: palette.ground, title },
  );
}

/**
 * What stands there on the way to a moment, as SVG: `fraction` 1 is that moment itself.
 *
 * @param {Drawing} drawing
 * @param {number} k
 * @param {number} fraction
 * @param {Bounds} window
 * @param {number} zoom
 * @param {{room: number, below: string}} caption
 */
export function stepSvg({ picture, palette, t }, k, fraction, window, zoom, { room, below }) {
  const look = { palette, t };
  const arrived = fraction >= 1;
  const at = arrived ? k : k - 1;
  const rest = createSheet(zoom, window);
  const labels = drawRest(rest, picture, at, window, look);
  const lit = createSheet(zoom, window);
  drawLit(
    lit,
    picture,
    { rest: at, k: at, about: k, window, labels, selected: null, hovered: null, trail: null },
    look,
  );
  const move = createSheet(zoom, window);
  if (!arrived) drawMoves(move, picture, k, fraction, look);
  const { width, height } = extent(window, zoom);
  return svg(
    [rest, lit, move],
    { ...window, zoom },
    { width, height: height + room, ground: palette.ground, title: "", below },
  );
}

/** @param {Bounds} window @param {number} zoom */
export const extent = ({ left, right, top, bottom }, zoom) => ({
  width: Math.ceil((right - left) * zoom),
  height: Math.ceil((bottom - top) * zoom),
});

/**
 * An SVG on a canvas.
 * @param {string} text
 * @param {number} width
 * @param {number} height
 * @returns {Promise<HTMLCanvasElement>}
 */
export async function painted(text, width, height) {
  if (width * height > MOST_PIXELS)
    throw new Error(`${width} × ${height} pixels are more than an image can have`);
  const image = new Image(width, height);
  const url = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width, height });
    canvas.getContext("2d")?.drawImage(image, 0, 0, width, height);
    return canvas;
  } finally {
    URL.revokeObjectURL(url);
  }
}
