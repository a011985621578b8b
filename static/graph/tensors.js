/**
 * A tensor's box: name and shape, value, gradient; a leaf is square and has a bar.
 */

import { mix, signColor, signOf } from "../palette.js";
import { freePlace } from "./camera.js";
import { BRIEF, cornersOf, drawBrief, NAME, SMALL, VALUE } from "./outlines.js";
import { warning } from "./signs.js";
import { fit, SANS, widthOf } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./outlines.js").Look} Look */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("../contract.js").TensorNode} TensorNode */
/** @typedef {import("./state.js").TensorState} TensorState */

const OVERHANG = 8; // of badges, beyond a box's right side
// Of badges above the upper border of a box of three rows: its shape stands just below
const LIFT = 6;

/** @param {Sheet} sheet @param {TensorNode} node @param {TensorState} state @param {Look} look */
export function drawTensor(sheet, node, state, look) {
  const { palette, lit = false, outline } = look;
  const wrong = state.wrong !== null;
  const line = wrong
    ? palette.wrong
    : outline
      ? outline
      : lit
        ? palette.ink
        : state.requires_grad
          ? palette.boxLine
          : palette.plainLine;
  const clear = state.requires_grad ? palette.ink : mix(palette.ink, palette.dim, 0.45);
  const ink = state.past ? mix(clear, palette.ground, 0.5) : clear;
  const left = node.x - node.width / 2;
  sheet.box(cornersOf(node), node.x, node.y, node.width, node.height, {
    fill: wrong ? palette.wrongFill : palette.box,
    line: state.past && !lit ? palette.plainLine : line,
    lineWidth: wrong || outline ? 2.6 : lit ? 2.2 : state.requires_grad ? 1.5 : 1.1,
  });
  if (node.leaf) {
    sheet.box("square", left + 3, node.y, 6, node.height, {
      fill: state.requires_grad ? palette.boxLine : palette.plainLine,
    });
  }
  const name = state.names.join(", ");
  if (sheet.zoom < BRIEF) {
    drawBrief(sheet, node, [name, state.value?.text ?? "", ...shapeTexts(node)], ink);
  } else {
    drawRows(sheet, node, state, look, name, ink);
  }
  drawBadges(sheet, node, state, palette);
  if (wrong && sheet.zoom >= BRIEF) drawWrong(sheet, node, state, look);
}

/** Whether a box has a row for .grad. @param {TensorNode} node @param {TensorState} state */
function hasGradRow(node, state) {
  return state.grad !== null || (state.requires_grad && (node.leaf || state.retains));
}

/**
 * The rows of a tensor's box: name and shape, value, gradient.
 * @param {Sheet} sheet
 * @param {TensorNode} node
 * @param {TensorState} state
 * @param {Look} look
 * @param {string} name
 * @param {string} ink
 */
function drawRows(sheet, node, state, { palette }, name, ink) {
  const left = node.x - node.width / 2 + (node.leaf ? 16 : 12);
  const right = node.x + node.width / 2 - 9;
  const third = hasGradRow(node, state);
  const rows = third ? [-18, 0, 18] : [-10, 11];
  let start = left;
  if (state.requires_grad) {
    const sign = state.grad === null ? null : signOf(state.grad);
    const color = state.grad === null ? palette.dim : signColor(palette, sign);
    sheet.mark("inverted_triangle", left + 4, node.y + rows[0], 9, {
      fill: state.grad === null ? palette.box : color,
      line: color,
      lineWidth: 1.4,
    });
    start = left + 15;
  }
  const named = fit(name, right - start, NAME);
  if (name)
    sheet.text(named.text, start, node.y + rows[0], { color: ink, size: named.size, bold: true });
  const used = name ? widthOf(named.text, named.size) + 8 : 0;
  const shape = shapeTexts(node).find((text) => start + used + widthOf(text, SMALL) <= right);
  if (shape) {
    const place = name ? right : start;
    sheet.text(shape, place, node.y + rows[0], {
      color: palette.dim,
      size: SMALL,
      align: name ? "right" : "left",
    });
  }
  const value = fit(state.value?.text ?? "", right - left, VALUE);
  sheet.text(value.text, left, node.y + rows[1], { color: ink, size: value.size });
  if (third) drawGrad(sheet, left, right, node.y + rows[2], state, palette);
}

/**
 * The row of .grad: whether it is kept on request, what it holds, how often it was added to.
 * @param {Sheet} sheet
 * @param {number} left
 * @param {number} right
 * @param {number} y
 * @param {TensorState} state
 * @param {Palette} palette
 */
function drawGrad(sheet, left, right, y, state, palette) {
  const word = state.retains ? "retain_grad " : "grad ";
  sheet.text(word, left, y, { color: palette.dim, size: SMALL });
  const count = state.grads > 1 ? `×${state.grads}` : "";
  const end = count ? right - widthOf(count, SMALL) - 10 : right;
  const start = left + widthOf(word, SMALL);
  const text = fit(state.grad?.text ?? "None", end - start, SMALL);
  const color = state.grad === null ? palette.dim : signColor(palette, signOf(state.grad));
  sheet.text(text.text, start, y, {
    color,
    size: text.size,
    bold: state.grad !== null,
    italic: state.grad === null,
  });
  if (count)
    badge(
      sheet,
      count,
      right + 4,
      y,
      { fill: palette.ink, line: palette.ink, text: palette.ground },
      15,
    );
}

/** The shape, with the dtype unless it is the usual one, and without. @param {TensorNode} node */
function shapeTexts({ shape, dtype }) {
  const text = `[${shape.join(", ")}]`;
  return dtype === "float32" ? [text] : [`${text} ${dtype}`, text];
}

/**
 * What sits on a box's upper border: its storage's letter, and the version from 1 on.
 * @param {Sheet} sheet
 * @param {TensorNode} node
 * @param {TensorState} state
 * @param {Palette} palette
 */
function drawBadges(sheet, node, state, palette) {
  const top = node.y - node.height / 2 - (hasGradRow(node, state) ? LIFT : 0);
  let right = node.x + node.width / 2 + OVERHANG;
  if (state.version > 0) {
    right = badge(sheet, `v${state.version}`, right, top, {
      fill: palette.storageFill,
      line: palette.storage,
      text: palette.storage,
    });
  }
  if (state.letter) {
    badge(sheet, state.letter, right, top, {
      fill: palette.storage,
      line: palette.storage,
      text: palette.onStorage,
    });
  }
}

/**
 * A small pill that ends at `right`; returns where the next may end.
 * @param {Sheet} sheet
 * @param {string} text
 * @param {number} right
 * @param {number} y
 * @param {{fill: string, line: string, text: string}} colors
 * @param {number} [height]
 */
function badge(sheet, text, right, y, colors, height = 17) {
  const size = 10.5;
  const width = Math.max(18, widthOf(text, size) + 10);
  sheet.box("pill", right - width / 2, y, width, height, {
    fill: colors.fill,
    line: colors.line,
    lineWidth: 1.2,
  });
  sheet.text(text, right - width / 2, y, { color: colors.text, size, bold: true, align: "center" });
  return right - width - 3;
}

/**
 * The gradient that is wrong, and the true one beside it.
 * @param {Sheet} sheet
 * @param {TensorNode} node
 * @param {TensorState} state
 * @param {Look} look
 */
function drawWrong(sheet, node, state, { palette, t, isFree = () => true }) {
  const got = t("view.got", { value: state.wrong?.got?.text ?? "None" });
  const truth = t("view.true", { value: state.wrong?.true?.text ?? "?" });
  const width = Math.max(widthOf(got, SMALL, SANS), widthOf(truth, SMALL, SANS, true)) + 36;
  const height = 40;
  const [x, y] = freePlace(node, width, height, 0, isFree);
  const left = x - width / 2;
  sheet.box("square", x, y, width, height, {
    fill: palette.wrongFill,
    line: palette.wrong,
    lineWidth: 1.6,
  });
  warning(sheet, left + 13, y + 1, palette.wrong, palette.wrongFill);
  sheet.text(got, left + 28, y - 8, { color: palette.wrong, size: SMALL, font: SANS });
  sheet.text(truth, left + 28, y + 9, { color: palette.ink, size: SMALL, font: SANS, bold: true });
}
