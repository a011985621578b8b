/**
 * A sheet collects what is to be drawn and turns it into columns, one table for each renderer.
 *
 * Positions and lengths on a sheet are the scene's pixels at zoom 1; line widths, font sizes and
 * markers, which a canvas measures on the screen, are scaled when the columns are made.
 */

import { MONO } from "./text.js";

/** @typedef {{color: string, width?: number, alpha?: number, dash?: string}} Stroke */
/**
 * @typedef {{fill?: string|null, fillAlpha?: number, line?: string|null, lineAlpha?: number,
 *   lineWidth?: number, dash?: string}} Outline
 */

/** Texts smaller than this on the screen, in pixels, are left out. */
export const LEGIBLE = 5;
// A line keeps some weight when the graph is small and does not swell when it is large.
const THIN = 0.55;
const THICK = 1.6;
export const PADDING = 4; // screen pixels that the figure leaves at both ends of a text
export const NONE = "rgba(0,0,0,0)";

// Columns that several renderers have.
const OUTLINED = ["fill", "fill_alpha", "line", "line_alpha", "line_width", "dash"];
const BOX = ["x", "y", "width", "height", ...OUTLINED];
const DRAWN = ["color", "alpha", "width", "dash"];
const GROUNDED = ["ground", "ground_alpha", "border"];

/** The renderers of one layer, bottom first, and their columns. */
export const KINDS = Object.freeze({
  frame: BOX,
  edges: ["x0", "y0", "cx0", "cy0", "cx1", "cy1", "x1", "y1", ...DRAWN],
  square: BOX,
  round: BOX,
  pill: BOX,
  marks: ["x", "y", "size", "angle", "marker", ...OUTLINED],
  lines: ["xs", "ys", ...DRAWN],
  text: ["x", "y", "text", "color", "alpha", "size", "style", "font", "align", ...GROUNDED],
});

/** @typedef {keyof typeof KINDS} Kind */

/**
 * An empty sheet for a zoom; with a window, curves are cut off outside it and drawn once where
 * several lie on each other, as do the edges of a weight that a thousand ops use.
 *
 * @param {number} zoom
 * @param {import("./camera.js").Bounds} [window]
 */
export function createSheet(zoom, window) {
  /** Where the curve of a geometry is in its columns. @type {Map<string, number>} */
  const curves = new Map();
  const stroke = Math.min(THICK, Math.max(THIN, zoom));
  /** @type {Record<Kind, Record<string, any[]>>} */
  const columns = /** @type {any} */ ({});
  for (const kind of /** @type {Kind[]} */ (Object.keys(KINDS))) {
    columns[kind] = Object.fromEntries(KINDS[kind].map((name) => [name, []]));
  }

  /** @param {Kind} kind @param {any[]} row */
  const add = (kind, row) => {
    const names = KINDS[kind];
    for (let i = 0; i < names.length; i++) columns[kind][names[i]].push(row[i]);
  };

  /** @param {Outline} outline */
  const outlined = ({
    fill = null,
    fillAlpha = 1,
    line = null,
    lineAlpha = 1,
    lineWidth = 1,
    dash = "solid",
  }) => [
    fill ?? NONE,
    fill === null ? 0 : fillAlpha,
    line ?? NONE,
    line === null ? 0 : lineAlpha,
    lineWidth * stroke,
    dash,
  ];

  return {
    zoom,
    columns,
    /** @param {number[][]} cubic @param {Stroke} style */
    curve(cubic, { color, width = 1.5, alpha = 1, dash = "solid" }) {
      const seen = window ? within(cubic, window) : cubic;
      if (!seen) return;
      const row = [...seen.flat(), color, alpha, width * stroke, dash];
      const place = window ? String(seen) : "";
      const at = window ? curves.get(place) : undefined;
      if (at === undefined) {
        curves.set(place, columns.edges.x0.length);
        add("edges", row);
      } else if (row[10] >= columns.edges.width[at]) {
        KINDS.edges.forEach((name, i) => (columns.edges[name][at] = row[i]));
      }
    },
    /** @param {number[][]} points @param {Stroke} style */
    line(points, { color, width = 1.5, alpha = 1, dash = "solid" }) {
      add("lines", [
        points.map((p) => p[0]),
        points.map((p) => p[1]),
        color,
        alpha,
        width * stroke,
        dash,
      ]);
    },
    /**
     * @param {"frame"|"square"|"round"|"pill"} kind
     * @param {number} x
     * @param {number} y
     * @param {number} width
     * @param {number} height
     * @param {Outline} outline
     */
    box(kind, x, y, width, height, outline) {
      add(kind, [x, y, width, height, ...outlined(outline)]);
    },
    /**
     * A marker of Bokeh's; the angle turns it with the clock, 0 is upright.
     *
     * @param {string} marker @param {number} x @param {number} y @param {number} size @param
     *   {Outline & {angle?: number}} outline
     */
    mark(marker, x, y, size, { angle = 0, ...outline }) {
      add("marks", [x, y, size * zoom, -angle, marker, ...outlined(outline)]);
    },
    /**
     * @param {string} text @param {number} x @param {number} y middle of the line
     * @param {{color: string, size?: number, bold?: boolean, italic?: boolean, font?: string,
     *   align?: "left"|"center"|"right", alpha?: number, ground?: string|null,
     *   groundAlpha?: number, border?: string|null}} style
     */
    text(
      text,
      x,
      y,
      {
        color,
        size = 12,
        bold = false,
        italic = false,
        font = MONO,
        align = "left",
        alpha = 1,
        ground = null,
        groundAlpha = 1,
        border = null,
      },
    ) {
      if (size * zoom < LEGIBLE || text === "") return;
      const style = bold ? "bold" : italic ? "italic" : "normal";
      const padding = align === "left" ? -PADDING : align === "right" ? PADDING : 0;
      add("text", [
        x + padding / zoom,
        y,
        text,
        color,
        alpha,
        `${(size * zoom).toFixed(2)}px`,
        style,
        font,
        align,
        ground ?? NONE,
        ground ? groundAlpha : 0,
        border ?? NONE,
      ]);
    },
  };
}

/** @typedef {ReturnType<typeof createSheet>} Sheet */

/**
 * A curve as far as it may be seen: null outside the window, an upright or level line cut at its
 * borders.
 * @param {number[][]} cubic
 * @param {import("./camera.js").Bounds} window
 */
function within(cubic, { left, right, top, bottom }) {
  const xs = cubic.map(([x]) => x);
  const ys = cubic.map(([, y]) => y);
  if (
    Math.max(...xs) < left ||
    Math.min(...xs) > right ||
    Math.max(...ys) < top ||
    Math.min(...ys) > bottom
  )
    return null;
  const straight = xs.every((x) => x === xs[0]) || ys.every((y) => y === ys[0]);
  if (!straight) return cubic;
  const clamp = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) =>
    Math.min(high, Math.max(low, at));
  const ends = [cubic[0], cubic[3]].map(([x, y]) => [clamp(x, left, right), clamp(y, top, bottom)]);
  return [ends[0], ends[0], ends[1], ends[1]];
}

/**
 * An arrow head whose tip is at a point, pointing along a direction.
 * @param {Sheet} sheet
 * @param {number[]} tip
 * @param {number[]} direction
 * @param {number} size
 * @param {string} color
 */
export function arrow(sheet, tip, [dx, dy], size, color) {
  const back = size * 0.577; // from the tip of an equilateral triangle to its centre
  sheet.mark("triangle", tip[0] - dx * back, tip[1] - dy * back, size, {
    fill: color,
    angle: Math.atan2(dx, -dy),
  });
}
