/**
 * The animation as a GIF: each step drawn by itself, so that it is the same on a slow machine, and
 * its words under it.
 */

import { GIFEncoder, applyPalette } from "../vendor/gifenc.js";
import { SANS, widthOf } from "../graph/text.js";
import { mix } from "../palette.js";
import { extent, painted, stepSvg, whole } from "./drawing.js";
import { element, escaped } from "./svg.js";

const WIDEST = 960; // pixels of a side
const TALLEST = 960;
const ON_THE_WAY = [0.2, 0.4, 0.6, 0.8]; // of a step in which something travels
const PASSING = 70; // milliseconds of such a picture
const STANDING = 900; // of a moment
const LAST = 3000;
const CAPTION = 52; // pixels of two lines
const FONT = 14;
const MOST_COLOURS = 255; // one more says that nothing has changed there
// Of the way from a colour to the ground, the first first
const BETWEEN = [0, 0.25, 0.5, 0.75, 0.12, 0.38, 0.62, 0.88];
const MOST_STEPS = 400;

/**
 * @param {import("./drawing.js").Drawing} drawing
 * @param {(moment: import("../contract.js").Moment) => string} tell what happens, in words
 * @param {(done: number, of: number) => void} onStep
 * @param {AbortSignal} signal ends it
 * @returns {Promise<Blob>}
 */
export async function gif(drawing, tell, onStep, signal) {
  const { scene } = drawing.picture;
  const window = whole(drawing.picture);
  const zoom = Math.min(
    1,
    WIDEST / (window.right - window.left),
    TALLEST / (window.bottom - window.top),
  );
  const steps = stepsOf(scene);
  const writer = createWriter(coloursOf(drawing.palette));
  for (const [index, k] of steps.entries()) {
    const moment = scene.moments[k];
    const caption = {
      room: CAPTION,
      below: captionSvg(
        moment.line > 0 ? `${moment.line} · ${tell(moment)}` : tell(moment),
        extent(window, zoom),
        drawing.palette,
      ),
    };
    const fractions = moment.moves.length > 0 && k > 0 ? [...ON_THE_WAY, 1] : [1];
    for (const fraction of fractions) {
      signal.throwIfAborted();
      const { width, height } = extent(window, zoom);
      const canvas = await painted(
        stepSvg(drawing, k, fraction, window, zoom, caption),
        width,
        height + CAPTION,
      );
      writer.add(canvas, fraction < 1 ? PASSING : index === steps.length - 1 ? LAST : STANDING);
    }
    onStep(index + 1, steps.length);
  }
  return new Blob([writer.bytes()], { type: "image/gif" });
}

/**
 * The moments that get a picture: all, or where they are too many the ends of larger steps.
 * @param {import("../contract.js").Scene} scene
 * @returns {number[]}
 */
export function stepsOf({ moments }) {
  const all = moments.map((_, k) => k);
  const grains = [["sub", "op", "line"], ["op", "line"], ["line"]];
  const fitting = grains
    .map((kept) => all.filter((k) => kept.includes(moments[k].grain) || k === all.length - 1))
    .find((some) => some.length <= MOST_STEPS);
  return fitting ?? all.slice(-MOST_STEPS);
}

/**
 * Two lines of words under the picture.
 * @param {string} text
 * @param {{width: number, height: number}} size
 * @param {import("../palette.js").Palette} palette
 */
function captionSvg(text, { width, height }, palette) {
  const lines = wrapped(text.replace(/`/g, ""), width - 32);
  const style = { "font-family": SANS, "font-size": FONT, fill: palette.ink };
  const rows = lines.map((line, i) =>
    element("text", { x: 16, y: height + 20 + i * 20, ...style }, escaped(line)),
  );
  const rule = { x1: 0, x2: width, y1: height, y2: height, stroke: palette.ghost };
  return element("line", rule) + rows.join("");
}

/** A text in two lines at most. @param {string} text @param {number} room @returns {string[]} */
export function wrapped(text, room) {
  const words = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+/gu) ?? [];
  const lines = [""];
  for (const word of words) {
    const line = lines[lines.length - 1] + word;
    if (widthOf(line, FONT, SANS) <= room || lines[lines.length - 1] === "")
      lines[lines.length - 1] = line;
    else lines.push(word.trimStart());
  }
  return lines.length <= 2 ? lines : [lines[0], `${lines[1].slice(0, -1).trimEnd()}…`];
}

/**
 * Pictures after one another; what has not changed since the one before is left out, which packs
 * well.
 * @param {number[][]} colours
 */
function createWriter(colours) {
  const encoder = GIFEncoder();
  const unchanged = colours.length; // the index that says so
  const palette = [...colours, [0, 0, 0]];
  /** @type {Uint8Array|null} */
  let before = null;

  return {
    /** @param {HTMLCanvasElement} canvas @param {number} delay */
    add(canvas, delay) {
      const { width, height } = canvas;
      const { data } = /** @type {CanvasRenderingContext2D} */ (
        canvas.getContext("2d")
      ).getImageData(0, 0, width, height);
      const now = applyPalette(data, colours, "rgb565");
      const shown = before
        ? now.map((colour, i) => (colour === before?.[i] ? unchanged : colour))
        : now;
      encoder.writeFrame(shown, width, height, {
        palette: before ? undefined : palette,
        delay,
        transparent: before !== null,
        transparentIndex: unchanged,
        dispose: 1,
      });
      before = now;
    },
    bytes() {
      encoder.finish();
      return encoder.bytes();
    },
  };
}

/**
 * The colours of the graph, and what lies between each and its ground: all that a picture of it
 * has.
 * @param {import("../palette.js").Palette} palette
 * @returns {number[][]}
 */
export function coloursOf(palette) {
  const all = new Set(
    BETWEEN.flatMap((part) =>
      Object.values(palette).map((colour) => mix(colour, palette.ground, part)),
    ),
  );
  return [...all]
    .slice(0, MOST_COLOURS)
    .map((colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)));
}
