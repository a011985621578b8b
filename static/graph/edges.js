/**
 * How edges are drawn: data on its way down, gradients in a lane beside it on their way up.
 */

import { aside, measured, pieces, reversed, shifted } from "../motion.js";
import { gradientWidth, mix, signColor } from "../palette.js";
import { blindEye, scissors } from "./signs.js";
import { arrow } from "./sheet.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("../contract.js").Edge} Edge */
/** @typedef {import("../contract.js").SceneNode} SceneNode */
/** @typedef {import("./state.js").Gradient} Gradient */

const LANE = 8; // pixels from an edge to the lane of its gradient
const HEAD = 9;
const CUT = 0.5; // where an edge is cut
const GAP = 13; // half of the cut
const FAR_EDGE = 5; // screen pixels: a shorter edge is not seen from afar
const BARRED = 14; // pixels before its end, where a refused gradient is stopped

/**
 * An edge with its measured ways, made once for each scene.
 *
 * @param {Edge} edge
 * @param {1|-1} [side] of the edge, where its lane lies
 */
export function prepareEdge(edge, side = 1) {
  /**
   * Measured when first asked for: of thousands few are near enough to be drawn so.
   * @type {import("../motion.js").Way|null}
   */
  let way = null;
  /** @type {import("../motion.js").Way|null} */
  let lane = null;
  const xs = edge.path.map((point) => point[0]);
  const ys = edge.path.map((point) => point[1]);
  return {
    edge,
    get way() {
      return (way ??= measured(edge.path));
    },
    get lane() {
      return (lane ??= measured(reversed(shifted(edge.path, ...aside(edge.path, side * LANE)))));
    },
    side,
    bounds: {
      left: Math.min(...xs) - LANE,
      right: Math.max(...xs) + LANE,
      top: Math.min(...ys) - LANE,
      bottom: Math.max(...ys) + LANE,
    },
  };
}

/** @typedef {ReturnType<typeof prepareEdge>} DrawnEdge */

/** @param {Sheet} sheet @param {DrawnEdge} drawn @param {Palette} palette */
export function drawGhostEdge(sheet, { edge }, palette) {
  for (const cubic of pieces(edge.path)) sheet.curve(cubic, { color: palette.ghost, width: 1 });
}

/**
 * An edge of a graph seen from afar, if it is long enough to be seen.
 * @param {Sheet} sheet
 * @param {DrawnEdge} drawn
 * @param {boolean} shown
 * @param {Gradient|null} gradient
 * @param {Palette} palette
 */
export function drawFarEdge(sheet, { edge, bounds }, shown, gradient, palette) {
  if (Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top) * sheet.zoom < FAR_EDGE)
    return;
  const color =
    edge.kind === "circle"
      ? palette.error
      : !shown
        ? palette.ghost
        : gradient
          ? gradient.kind === "refused" || gradient.kind === "nan"
            ? palette.error
            : signColor(palette, gradient.sign)
          : palette.edge;
  for (const cubic of pieces(edge.path)) sheet.curve(cubic, { color, width: 1 });
}

/**
 * An edge that passes through what is seen, with both ends outside: of a weight that a thousand ops
 * use there are as many.
 * @param {Sheet} sheet
 * @param {DrawnEdge} drawn
 * @param {boolean} shown
 * @param {Gradient|null} gradient
 * @param {Palette} palette
 */
export function drawPassing(sheet, { edge, side }, shown, gradient, palette) {
  const shares = edge.kind === "write" || edge.kind === "view";
  for (const cubic of pieces(edge.path))
    sheet.curve(cubic, {
      color:
        edge.kind === "circle"
          ? palette.error
          : !shown
            ? palette.ghost
            : shares
              ? palette.storage
              : palette.edge,
      width: edge.kind === "write" ? 2.2 : shown ? 1.5 : 1,
    });
  if (!gradient) return;
  const color =
    gradient.kind === "refused" || gradient.kind === "nan"
      ? palette.error
      : signColor(palette, gradient.sign);
  const width = gradient.kind === "finite" ? gradientWidth(gradient.magnitude) : 1.8;
  for (const cubic of pieces(shifted(edge.path, ...aside(edge.path, side * LANE))))
    sheet.curve(cubic, { color, width });
}

/**
 * The edge itself.
 * @param {Sheet} sheet
 * @param {DrawnEdge} drawn
 * @param {Palette} palette
 * @param {{lit?: boolean}} [look]
 */
export function drawEdge(sheet, { edge, way }, palette, { lit = false } = {}) {
  const shares = edge.kind === "write" || edge.kind === "view";
  const circle = edge.kind === "circle";
  const color = circle
    ? palette.error
    : lit
      ? palette.ink
      : shares
        ? palette.storage
        : palette.edge;
  const width = (edge.kind === "write" || circle ? 2.2 : 1.5) + (lit ? 0.8 : 0);
  const style = { color, width, dash: circle ? "7 4" : "solid" };
  const tip = edge.path[edge.path.length - 1];
  const end = Math.max(0, 1 - (HEAD * 0.7) / Math.max(1, way.length));
  const cut = edge.kind === "detach" || edge.kind === "blind";
  if (cut) {
    const gap = Math.min(0.35, GAP / Math.max(1, way.length));
    for (const cubic of way.part(0, CUT - gap)) sheet.curve(cubic, style);
    for (const cubic of way.part(CUT + gap, end)) sheet.curve(cubic, { ...style, dash: "4 4" });
    const [x, y] = way.at(CUT);
    scissors(sheet, x, y, palette.ink);
    if (edge.kind === "blind") blindEye(sheet, x - 26, y, palette.wrong, palette.ground);
  } else {
    for (const cubic of way.part(0, end)) sheet.curve(cubic, style);
  }
  arrow(sheet, tip, way.direction(1), HEAD, color);
}

/**
 * The thin line by which a saved card hangs on its op.
 * @param {Sheet} sheet
 * @param {SceneNode} op
 * @param {SceneNode} card
 * @param {string} color
 */
export function drawTether(sheet, op, card, color) {
  const from = [op.x + op.width / 2, op.y];
  const to = [card.x - card.width / 2, card.y];
  const middle = (from[0] + to[0]) / 2;
  sheet.curve([from, [middle, from[1]], [middle, to[1]], to], { color, width: 1.2, dash: "3 3" });
}

/**
 * A gradient at rest in its lane, or the part of the lane it has come along so far.
 *
 * @param {Sheet} sheet @param {DrawnEdge} drawn @param {Gradient} gradient @param {Palette} palette
 * @param {{until?: number, lit?: boolean}} [look]
 */
export function drawGradient(sheet, { lane }, gradient, palette, { until = 1, lit = false } = {}) {
  const { kind, sign, magnitude } = gradient;
  if (kind === "refused") return drawRefused(sheet, lane, palette, until);
  const color =
    kind === "nan" ? palette.error : kind === "zero" ? palette.zero : signColor(palette, sign);
  const width = kind === "finite" ? gradientWidth(magnitude) : 1.8;
  const tip = lane.at(until);
  const head = 6 + width * 1.6;
  const end = Math.max(0, until - (head * 0.7) / Math.max(1, lane.length));
  if (kind === "nan") {
    sheet.line(zigzag(lane, end), { color, width });
  } else if (kind === "finite" && sign === null) {
    // Both signs: two strands, one of each colour.
    drawStrand(sheet, lane, end, palette.negative, width, -1);
    drawStrand(sheet, lane, end, palette.positive, width, 1);
  } else {
    const dash = kind === "zero" ? "1 5" : "solid";
    for (const cubic of lane.part(0, end))
      sheet.curve(cubic, { color, width: kind === "zero" ? 2.4 : width, dash });
  }
  arrow(sheet, tip, lane.direction(until), head, lit ? mix(color, palette.ink, 0.25) : color);
}

/**
 * One of two strands side by side.
 * @param {Sheet} sheet
 * @param {import("../motion.js").Way} lane
 * @param {number} end
 * @param {string} color
 * @param {number} width
 * @param {number} side
 */
function drawStrand(sheet, lane, end, color, width, side) {
  const [dx, dy] = lane.direction(0.5);
  const apart = (side * width) / 3.2;
  for (const cubic of lane.part(0, end)) {
    sheet.curve(shifted(cubic, -dy * apart, dx * apart), { color, width: width / 1.9 });
  }
}

/**
 * A gradient that the version check did not let in: dashes that end in a bar.
 * @param {Sheet} sheet
 * @param {import("../motion.js").Way} lane
 * @param {Palette} palette
 * @param {number} until
 */
function drawRefused(sheet, lane, palette, until) {
  const end = Math.min(until, 1 - Math.min(0.45, BARRED / Math.max(1, lane.length)));
  for (const cubic of lane.part(0, end))
    sheet.curve(cubic, { color: palette.error, width: 3, dash: "6 5" });
  const [x, y] = lane.at(end);
  const [dx, dy] = lane.direction(end);
  sheet.line(
    [
      [x - dy * 10, y + dx * 10],
      [x + dy * 10, y - dx * 10],
    ],
    { color: palette.error, width: 4 },
  );
}

/** @param {import("../motion.js").Way} lane @param {number} end */
function zigzag(lane, end) {
  const count = Math.max(4, Math.round((lane.length * end) / 6));
  return Array.from({ length: count + 1 }, (_, i) => {
    const [x, y] = lane.at((end * i) / count);
    const [dx, dy] = lane.direction((end * i) / count);
    const out = i === 0 || i === count ? 0 : i % 2 === 0 ? 4 : -4;
    return [x - dy * out, y + dx * out];
  });
}
