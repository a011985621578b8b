/**
 * Sheets as SVG: the rows that the figure is given, in the same order, so that a picture is taken
 * of what the page draws and not of another drawing.
 */

import { KINDS, NONE, PADDING } from "../graph/sheet.js";
import { widthOf } from "../graph/text.js";

/** @typedef {import("../graph/sheet.js").Sheet} Sheet */
/**
 * @typedef {{left: number, top: number, zoom: number}} Corner the scene's place at the picture's
 *   upper left
 */

// As in ui/gradwalk_ui/figure.py; round at zoom 1
const RADIUS = { frame: 10, square: 2, round: 8, pill: Infinity };
const LINE = 1.3; // of a text's size, the height of its ground
const BASELINE = 0.36; // of a text's size, below its middle
const BORDER = { line_alpha: 1, line_width: 1, dash: "solid" }; // of a text's ground
// Of a text: its anchor, which way it stands off its place, and how much of it comes before that.
const ALIGNED = {
  left: { anchor: "start", inward: 1, before: 0 },
  center: { anchor: "middle", inward: 0, before: 0.5 },
  right: { anchor: "end", inward: -1, before: 1 },
};

/**
 * @param {Sheet[]} sheets bottom first
 * @param {Corner} corner
 * @param {{width: number, height: number, scale?: number, ground: string, title: string,
 *   below?: string}} picture `scale` enlarges it; `below` is more of it, as SVG
 */
export function svg(sheets, corner, { width, height, scale = 1, ground, title, below = "" }) {
  const parts = sheets.flatMap((sheet) =>
    Object.entries(DRAW).flatMap(([kind, draw]) =>
      rows(sheet, kind).map((row) => draw(row, corner, kind)),
    ),
  );
  const outer = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${number(width)} ${number(height)}`,
    width: width * scale,
    height: height * scale,
    role: "img",
    "aria-label": title,
  };
  const inner = [
    element("title", {}, escaped(title)),
    element("rect", { width: "100%", height: "100%", fill: ground }),
    ...parts,
    below,
    "",
  ];
  return `${element("svg", outer, `\n${inner.join("\n")}`)}\n`;
}

/**
 * The rows of a table of columns.
 * @param {Sheet} sheet
 * @param {string} kind
 * @returns {Record<string, any>[]}
 */
function rows({ columns }, kind) {
  const names = KINDS[/** @type {keyof typeof KINDS} */ (kind)];
  return columns[kind][names[0]].map((/** @type {any} */ _, /** @type {number} */ at) =>
    Object.fromEntries(names.map((name) => [name, columns[kind][name][at]])),
  );
}

/** @typedef {(row: any, corner: Corner, kind: string) => string} Draw */

/** @type {Draw} */
const box = (row, { left, top, zoom }, kind) => {
  const [width, height] = [row.width * zoom, row.height * zoom];
  const radius = Math.min(
    kind === "round" ? RADIUS.round * zoom : RADIUS[/** @type {"frame"|"square"|"pill"} */ (kind)],
    height / 2,
    width / 2,
  );
  return element("rect", {
    x: (row.x - left) * zoom - width / 2,
    y: (row.y - top) * zoom - height / 2,
    width,
    height,
    rx: radius,
    ...outline(row),
  });
};

/** By kind, in the figure's order. @type {Record<string, Draw>} */
const DRAW = {
  frame: box,
  edges(row, corner) {
    const at = place(corner);
    const bend = `${at(row.cx0, row.cy0)} ${at(row.cx1, row.cy1)} ${at(row.x1, row.y1)}`;
    return element("path", { d: `M${at(row.x0, row.y0)}C${bend}`, fill: "none", ...stroke(row) });
  },
  square: box,
  round: box,
  pill: box,
  /** Bokeh's triangles: equilateral, `size` is a side, around their centre. */
  marks(row, corner) {
    const half = row.size / 2;
    const turn = row.marker === "inverted_triangle" ? -1 : 1;
    const tall = half * Math.sqrt(3);
    const points = [
      [-half, turn * (tall / 3)],
      [half, turn * (tall / 3)],
      [0, turn * ((-2 * tall) / 3)],
    ];
    const [x, y] = place(corner)(row.x, row.y).split(",");
    return element("polygon", {
      points: points.map((point) => point.map(number).join(",")).join(" "),
      transform: `translate(${x} ${y}) rotate(${number((-row.angle * 180) / Math.PI)})`,
      ...outline(row),
    });
  },
  lines(row, corner) {
    const at = place(corner);
    const points = row.xs.map((/** @type {number} */ x, /** @type {number} */ i) =>
      at(x, row.ys[i]),
    );
    return element("polyline", {
      points: points.join(" "),
      fill: "none",
      "stroke-linejoin": "round",
      ...stroke(row),
    });
  },
  text(row, corner) {
    const size = parseFloat(row.size);
    const [left, y] = place(corner)(row.x, row.y).split(",").map(Number);
    const bold = row.style === "bold";
    const wide = widthOf(row.text, size, row.font, bold);
    const { anchor, inward, before } = ALIGNED[/** @type {keyof typeof ALIGNED} */ (row.align)];
    const x = left + inward * PADDING;
    const ground = row.ground_alpha > 0 || row.border !== NONE;
    const behind = element("rect", {
      x: x - before * wide - PADDING,
      y: y - (size * LINE) / 2 - 1,
      width: wide + 2 * PADDING,
      height: size * LINE + 2,
      rx: 4,
      ...outline({ ...BORDER, fill: row.ground, fill_alpha: row.ground_alpha, line: row.border }),
    });
    const letters = {
      x,
      y: y + size * BASELINE,
      "font-family": row.font,
      "font-size": size,
      "font-weight": bold ? "700" : null,
      "font-style": row.style === "italic" ? "italic" : null,
      "text-anchor": anchor,
      "xml:space": "preserve",
      fill: row.color,
      "fill-opacity": opacity(row.alpha),
    };
    return (ground ? behind : "") + element("text", letters, escaped(row.text));
  },
};

/** @param {Corner} corner */
const place =
  ({ left, top, zoom }) =>
  (/** @type {number} */ x, /** @type {number} */ y) =>
    `${number((x - left) * zoom)},${number((y - top) * zoom)}`;

/** @param {any} row */
const stroke = ({ color, alpha, width, dash }) => ({
  stroke: color,
  "stroke-width": width,
  "stroke-linecap": "round",
  "stroke-opacity": opacity(alpha),
  "stroke-dasharray": dashes(dash),
});

/** @param {any} row */
const outline = ({ fill, fill_alpha, line, line_alpha, line_width, dash }) => ({
  ...(fill === NONE || fill_alpha === 0
    ? { fill: "none" }
    : { fill, "fill-opacity": opacity(fill_alpha) }),
  ...(line !== NONE &&
    line_alpha !== 0 && {
      stroke: line,
      "stroke-width": line_width,
      "stroke-opacity": opacity(line_alpha),
      "stroke-dasharray": dashes(dash),
    }),
});

/** @param {number} alpha */
const opacity = (alpha) => (alpha < 1 ? alpha : null);

/** @param {string} dash */
const dashes = (dash) => (dash === "solid" ? null : dash);

/**
 * An element as text; an attribute that is null is left out.
 * @param {string} name
 * @param {Record<string, string|number|null>} attributes
 * @param {string|null} [content] markup
 */
export function element(name, attributes, content = null) {
  const given = Object.entries(attributes).filter(([, value]) => value !== null);
  const told = given.map(([key, value]) => {
    return ` ${key}="${typeof value === "number" ? number(value) : escaped(String(value))}"`;
  });
  const head = `<${name}${told.join("")}`;
  return content === null ? `${head}/>` : `${head}>${content}</${name}>`;
}

/** To a tenth of a pixel. @param {number} value */
const number = (value) => String(Math.round(value * 10) / 10);

/** Text as data; XML has no word for most control characters. @param {string} text */
export const escaped = (text) =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd")
    .replace(
      /[&<>"]/g,
      (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter] ?? letter,
    );
