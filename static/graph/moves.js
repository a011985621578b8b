/**
 * What is on its way in one moment: values run down the edges, gradients up their lanes.
 */

import { ease, settle } from "../motion.js";
import { signColor, signOf } from "../palette.js";
import { drawGradient } from "./edges.js";
import { drawNode } from "./nodes.js";
import { cornersOf } from "./outlines.js";
import { brief } from "./labels.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */

const TAIL = 0.4; // of the way, behind a value
const APPEAR = 0.55; // when a new box begins to open
const ROW = 20; // pixels between values that travel together

/**
 * @param {Sheet} sheet @param {import("./picture.js").Picture} picture
 * @param {number} k the moment they travel to @param {number} fraction
 * @param {import("./outlines.js").Look} look
 */
export function drawMoves(sheet, picture, k, fraction, look) {
  const { scene, reader } = picture;
  const moment = scene.moments[k];
  if (!moment) return;
  const f = ease(fraction);
  for (const id of picture.changed(k - 1, k)) drawArrival(sheet, picture, id, k, fraction, look);
  moment.moves.forEach((move, i) => {
    const drawn = picture.edge(move.edge);
    if (!drawn) return;
    const value = reader.value(move.value);
    if (move.back)
      drawBack(sheet, drawn, reader.at(move.edge, "gradient", k) ?? null, value, f, look);
    else drawForth(sheet, drawn, f, look);
    const text = brief(move.label || value?.text || "");
    const way = move.back ? drawn.lane : drawn.way;
    const [x, y] = way.at(f);
    const ground = move.back ? signColor(look.palette, signOf(value)) : look.palette.now;
    // Side by side on their way, values would hide each other where their edges meet.
    const row = (i - (moment.moves.length - 1) / 2) * ROW;
    sheet.text(text, x, y + row, {
      color: move.back ? look.palette.ground : look.palette.onNow,
      size: 11,
      bold: true,
      align: "center",
      ground,
      border: look.palette.ground,
    });
  });
}

/**
 * A node that is not there yet: a pill at once, a box opens as its value comes near.
 *
 * @param {Sheet} sheet @param {import("./picture.js").Picture} picture
 * @param {string} id @param {number} k @param {number} fraction
 * @param {import("./outlines.js").Look} look
 */
function drawArrival(sheet, { reader, nodeState, node: nodeOf }, id, k, fraction, look) {
  const node = nodeOf(id);
  if (!node || reader.shown(id, k - 1) || !reader.shown(id, k)) return;
  if (node.kind === "op" || node.kind === "group") {
    drawNode(sheet, node, nodeState(node, k), { ...look, lit: true });
  } else if (fraction > APPEAR) {
    const open = 0.6 + 0.4 * settle((fraction - APPEAR) / (1 - APPEAR));
    sheet.box(cornersOf(node), node.x, node.y, node.width * open, node.height * open, {
      fill: node.kind === "saved" ? look.palette.savedFill : look.palette.box,
      line: node.kind === "saved" ? look.palette.saved : look.palette.boxLine,
      lineWidth: 1.3,
      dash: node.kind === "saved" ? "5 3" : "solid",
    });
  }
}

/**
 * @param {Sheet} sheet
 * @param {import("./edges.js").DrawnEdge} drawn
 * @param {number} f
 * @param {import("./outlines.js").Look} look
 */
function drawForth(sheet, { way }, f, { palette }) {
  for (const cubic of way.part(Math.max(0, f - TAIL), f)) {
    sheet.curve(cubic, { color: palette.now, width: 8, alpha: 0.55 });
    sheet.curve(cubic, { color: palette.ink, width: 2.6 });
  }
}

/**
 * @param {Sheet} sheet
 * @param {import("./edges.js").DrawnEdge} drawn
 * @param {any} gradient
 * @param {import("../contract.js").Value|null} value
 * @param {number} f
 * @param {import("./outlines.js").Look} look
 */
function drawBack(sheet, drawn, gradient, value, f, { palette }) {
  const resting = gradient ?? { magnitude: 1, sign: signOf(value), kind: "finite" };
  drawGradient(sheet, drawn, { ...resting, value }, palette, {
    until: Math.max(0.02, f),
    lit: true,
  });
}
