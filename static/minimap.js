/**
 * The whole of a graph that is larger than its place, with a frame around what is in sight, to be
 * dragged.
 */

import { h, set } from "./dom.js";
import { icon } from "./icons.js";
import { PALETTES } from "./palette.js";
import { recall, remember } from "./settings.js";

const WIDTH = 168; // pixels, at most
const HEIGHT = 132;
const LEAST = 30; // of the shorter side: a long chain is not drawn as a hair
const BEYOND = 1.25; // times its place that a graph is larger before it needs a map

/**
 * @typedef {{picture: import("./graph/picture.js").Picture,
 *   camera: import("./graph/camera.js").Camera, size: import("./graph/camera.js").Size}} Sight
 */

/**
 * How large the map is, and how many of its pixels one of the graph has on each axis.
 *
 * @param {{width: number, height: number}} graph
 */
export function scaleOf({ width, height }) {
  const scale = Math.min(WIDTH / Math.max(1, width), HEIGHT / Math.max(1, height));
  const shown = { width: Math.max(LEAST, width * scale), height: Math.max(LEAST, height * scale) };
  return { ...shown, x: shown.width / Math.max(1, width), y: shown.height / Math.max(1, height) };
}

/** Whether a part of the graph is out of sight. @param {Sight} sight */
export const isLarger = ({ picture, camera, size }) =>
  picture.size.width * camera.zoom > size.width * BEYOND ||
  picture.size.height * camera.zoom > size.height * BEYOND;

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {HTMLElement} options.place
 * @param {() => "light"|"dark"} options.theme
 * @param {(x: number, y: number) => void} options.onLook bring a place of the graph to the middle
 */
export function createMinimap({ translator, place, theme, onLook }) {
  const canvas = /** @type {HTMLCanvasElement} */ (h("canvas", {}));
  const seen = h("div", { class: "in-sight" });
  const map = h("div", { class: "map", "aria-hidden": "true" }, canvas, seen);
  const fold = h(
    "button",
    { type: "button", class: "picture", onclick: () => setOpen(map.hidden) },
    icon("map"),
  );
  const element = h("div", { class: "minimap", hidden: true }, map, fold);
  place.parentElement?.append(element);
  /** What the canvas holds. @type {import("./graph/picture.js").Picture|null} */
  let drawn = null;
  let drawnTheme = "";
  let scale = scaleOf({ width: 1, height: 1 });

  const setOpen = (/** @type {boolean} */ open) => {
    map.hidden = !open;
    remember("minimap", open ? "open" : "folded");
    set(fold, { "aria-expanded": String(open) });
  };
  setOpen(recall("minimap") !== "folded");

  /** @param {import("./graph/picture.js").Picture} picture */
  const draw = (picture) => {
    const palette = PALETTES[theme()];
    scale = scaleOf(picture.size);
    const fine = globalThis.devicePixelRatio || 1;
    Object.assign(canvas, { width: scale.width * fine, height: scale.height * fine });
    Object.assign(canvas.style, { width: `${scale.width}px`, height: `${scale.height}px` });
    const paint = canvas.getContext("2d");
    if (!paint) return;
    paint.scale(fine, fine);
    const box = (
      /** @type {{x: number, y: number, width: number, height: number}} */ { x, y, width, height },
    ) =>
      /** @type {const} */ ([
        (x - width / 2) * scale.x,
        (y - height / 2) * scale.y,
        Math.max(1, width * scale.x),
        Math.max(1, height * scale.y),
      ]);
    for (const frame of picture.frames) {
      paint.fillStyle = palette.group;
      paint.fillRect(...box(frame));
      paint.strokeStyle = palette.groupLine;
      paint.lineWidth = 0.5;
      paint.strokeRect(...box(frame));
    }
    for (const node of picture.nodes()) {
      paint.fillStyle = {
        tensor: palette.boxLine,
        op: palette.opLine,
        saved: palette.saved,
        group: palette.groupLine,
      }[node.kind];
      paint.fillRect(...box(node));
    }
  };

  const look = (/** @type {PointerEvent} */ event) => {
    const { left, top } = canvas.getBoundingClientRect();
    onLook((event.clientX - left) / scale.x, (event.clientY - top) / scale.y);
  };
  map.addEventListener("pointerdown", (event) => {
    map.setPointerCapture(event.pointerId);
    look(event);
  });
  map.addEventListener(
    "pointermove",
    (event) => map.hasPointerCapture(event.pointerId) && look(event),
  );
  translator.follow(() =>
    set(fold, { "aria-label": translator.t("ui.minimap"), title: translator.t("ui.minimap") }),
  );

  return {
    /** @param {Sight} sight */
    show(sight) {
      element.hidden = !isLarger(sight);
      if (element.hidden) return;
      if (drawn !== sight.picture || drawnTheme !== theme()) {
        drawn = sight.picture;
        drawnTheme = theme();
        draw(drawn);
      }
      const { camera, size } = sight;
      const clamp = (/** @type {number} */ at, /** @type {number} */ most) =>
        Math.min(most, Math.max(0, at));
      const left = clamp((camera.x - size.width / 2 / camera.zoom) * scale.x, scale.width);
      const right = clamp((camera.x + size.width / 2 / camera.zoom) * scale.x, scale.width);
      const top = clamp((camera.y - size.height / 2 / camera.zoom) * scale.y, scale.height);
      const bottom = clamp((camera.y + size.height / 2 / camera.zoom) * scale.y, scale.height);
      Object.assign(seen.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${Math.max(3, right - left)}px`,
        height: `${Math.max(3, bottom - top)}px`,
      });
    },
  };
}
