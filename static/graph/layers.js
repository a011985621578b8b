/**
 * Which layer is painted when: the resting graph seldom, what is lit at each step, what moves at
 * each frame.
 *
 * While a program plays, what changed since the resting graph was painted is drawn over it on the
 * overlay, whose canvas is painted alone. Only when that grows too much, when something must go
 * that nothing can hide, or when all rests, is the graph itself painted again.
 */

import { PALETTES } from "../palette.js";
import { contains, union, windowOf } from "./camera.js";
import { drawLit } from "./lit.js";
import { drawMoves } from "./moves.js";
import { drawRest } from "./rest.js";
import { createSheet } from "./sheet.js";

/** @typedef {import("./camera.js").Camera} Camera */
/** @typedef {import("./camera.js").Size} Size */
/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {"rest"|"lit"|"move"} Layer */
/** @typedef {(key: string, args?: Record<string, any>) => string} Translate */

// Things drawn over the resting graph before it is painted anew: few when nothing moves just now
// and the moment it takes goes unseen, more while something travels.
const MOST_STILL = 10;
const MOST_MOVING = 36;
const BEYOND = 0.4; // of the screen's size, painted around it so that panning finds it there
// Milliseconds without a step, after which the resting graph is brought up to date
const IDLE = 420;

/**
 * @param {(layer: Layer, sheet: import("./sheet.js").Sheet) => void} put
 * @param {() => {camera: Camera, size: Size}} sight
 * @param {() => boolean} [drawnSoon] whether the next frame calls `draw` anyway
 */
export function createLayers(put, sight, drawnSoon = () => false) {
  let palette = PALETTES.light;
  /** @type {Translate} */
  let t = (key) => key;
  /** @type {import("./picture.js").Picture|null} */
  let picture = null;
  let k = 0;
  /** @type {string|null} */
  let selected = null;
  /** @type {string|null} */
  let hovered = null;
  /** @type {import("./trail.js").Trail|null} */
  let trail = null;
  /** What a search found. @type {ReadonlySet<string>|null} */
  let found = null;
  /**
   * What the resting layer holds, and a moment found to be drawable over it.
   * @type {{k: number, zoom: number, window: Bounds, labels: import("./labels.js").Places,
   *   covered: number}|null}
   */
  let rest = null;
  /** What the lit layer holds, so that it is drawn once for a moment's whole way. */
  let litKey = "";
  let travelling = false;
  let idle = 0;

  const look = () => ({ palette, t });

  /** @param {Camera} [towards] where the camera is going, to be painted too */
  const paintRest = (towards) => {
    const { camera, size } = sight();
    if (!picture) return;
    const window = union(windowOf(camera, size, BEYOND), windowOf(towards ?? camera, size, BEYOND));
    const sheet = createSheet(camera.zoom, window);
    const labels = drawRest(sheet, picture, k, window, look());
    put("rest", sheet);
    rest = { k, zoom: camera.zoom, window, labels, covered: k };
    litKey = "";
  };

  const restServes = () => {
    const { camera, size } = sight();
    if (
      !rest ||
      !picture ||
      rest.zoom !== camera.zoom ||
      !contains(rest.window, windowOf(camera, size))
    )
      return false;
    if (rest.covered !== k && !picture.canCover(rest.k, k, travelling ? MOST_MOVING : MOST_STILL))
      return false;
    rest.covered = k;
    return true;
  };

  const paintLit = () => {
    if (!picture || !rest) return;
    const key = [rest.k, k, travelling, selected, hovered, rest.zoom].join(" ");
    if (key === litKey) return;
    litKey = key;
    const sheet = createSheet(rest.zoom, rest.window);
    const about = travelling ? k + 1 : k;
    drawLit(
      sheet,
      picture,
      {
        rest: rest.k,
        k,
        about,
        window: rest.window,
        labels: rest.labels,
        selected,
        hovered,
        trail,
        found,
      },
      look(),
    );
    put("lit", sheet);
  };

  /** Bring the resting graph up to date once nothing has happened for a while. */
  const rearm = () => {
    clearTimeout(idle);
    if (!rest || rest.k === k) return;
    idle = window.setTimeout(() => {
      if (travelling) return rearm();
      paintRest();
      paintLit();
    }, IDLE);
  };

  const draw = () => {
    if (drawnSoon()) return;
    if (!restServes()) paintRest();
    paintLit();
    rearm();
  };

  const redraw = () => {
    rest = null;
    draw();
  };

  const arrive = () => {
    if (!travelling) return;
    travelling = false;
    put("move", createSheet(sight().camera.zoom));
  };

  return {
    draw,
    redraw,
    /** How many nodes would be painted for a camera. @param {Camera} camera */
    weight: (camera) => picture?.countIn(windowOf(camera, sight().size, BEYOND)) ?? 0,
    moment: () => k,
    palette: () => palette,
    translate: () => t,
    picture: () => picture,
    /** All that a picture of it is drawn by. */
    drawing: () => ({ picture, k, palette, t, selected, trail }),

    /** @param {import("./picture.js").Picture} next */
    setPicture(next) {
      arrive();
      picture = next;
      rest = null;
      k = 0;
      selected = hovered = trail = found = null;
    },
    /** The same scene, with other groups open. @param {import("./picture.js").Picture} next */
    rearrange(next) {
      picture = next;
    },
    /** @param {import("../palette.js").Palette} next */
    setPalette(next) {
      palette = next;
      redraw();
    },
    /** @param {Translate} next */
    setStrings(next) {
      t = next;
      redraw();
    },
    /** @param {string|null} id */
    select(id) {
      selected = id;
      paintLit();
    },
    /** Light up some paths, or none. @param {import("./trail.js").Trail|null} next */
    follow(next) {
      trail = next;
      litKey = "";
      paintLit();
    },
    /** Let some things stand out, or none. @param {ReadonlySet<string>|null} ids */
    find(ids) {
      found = ids;
      litKey = "";
      paintLit();
    },
    /** @param {string|null} id @returns {boolean} whether it is another one */
    hover(id) {
      if (id === hovered) return false;
      hovered = id;
      paintLit();
      return true;
    },
    /** @param {number} moment */
    show(moment) {
      arrive();
      k = moment;
      draw();
    },
    /** @param {number} moment @param {number} fraction */
    travel(moment, fraction) {
      if (!picture) return;
      k = moment - 1;
      travelling = true;
      draw();
      const sheet = createSheet(sight().camera.zoom);
      drawMoves(sheet, picture, moment, fraction, look());
      put("move", sheet);
    },
    /** Paint what the camera will see on its way. @param {Camera} to */
    prepare(to) {
      paintRest(to);
      paintLit();
    },
    dispose: () => clearTimeout(idle),
  };
}
