/**
 * How a node is drawn in one state: tensor boxes, op pills and the cards of saved tensors.
 *
 * Kind is told by shape and border first (leaf: square with a bar; intermediate: rounded; op: pill;
 * saved: dashes), then by colour; an alarm also by a double border, a sign and words.
 */

import { mix, signColor, signOf } from "../palette.js";
import { freePlace } from "./camera.js";
import { LEGIBLE } from "./sheet.js";
import { blindEye, tick, warning } from "./signs.js";
import { fit, SANS, widthOf } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("../contract.js").TensorNode} TensorNode */
/** @typedef {import("../contract.js").OpNode} OpNode */
/** @typedef {import("../contract.js").SavedNode} SavedNode */
/** @typedef {import("../contract.js").SceneNode} SceneNode */

/**
 * @typedef {object} Look
 * @property {Palette} palette
 * @property {(key: string, args?: Record<string, any>) => string} t
 * @property {boolean} [lit] it is what this moment is about
 * @property {string} [outline] instead of the node's own, where an error is told
 * @property {(bounds: import("./camera.js").Bounds) => boolean} [isFree] whether no other box is there
 */

// Below this zoom a box holds only its name, as large as it can be.
export const BRIEF = 0.56;
const NAME = 13;
const VALUE = 12;
const SMALL = 10.5;
const OVERHANG = 8; // of badges, beyond a box's right side

/** The renderer that has a node's corners. @param {SceneNode} node @returns {"square"|"round"|"pill"} */
export function cornersOf(node) {
  if (node.kind === "op") return "pill";
  return node.kind === "tensor" && node.leaf ? "square" : "round";
}

/** What has not happened yet: an outline only. @param {Sheet} sheet @param {SceneNode} node @param {Look} look */
export function drawGhost(sheet, node, { palette }) {
  if (node.kind === "saved") return;
  sheet.box(cornersOf(node), node.x, node.y, node.width, node.height, { line: palette.ghost, lineWidth: 1 });
}

/** The light around what this moment is about. @param {Sheet} sheet @param {SceneNode} node @param {string} color @param {number} [alpha] */
export function drawHalo(sheet, node, color, alpha = 0.75) {
  sheet.box(cornersOf(node), node.x, node.y, node.width + 5, node.height + 5, { line: color, lineAlpha: alpha, lineWidth: 6 });
}

/** A second border around what an error or a wrong gradient is about. @param {Sheet} sheet @param {SceneNode} node @param {string} color @param {Palette} palette */
export function drawSecondBorder(sheet, node, color, palette) {
  const corners = cornersOf(node);
  sheet.box(corners, node.x, node.y, node.width + 11, node.height + 11, { fill: palette.ground, line: color, lineWidth: 2.2 });
}

/** A ring around the selected node. @param {Sheet} sheet @param {SceneNode} node @param {Palette} palette */
export function drawRing(sheet, node, palette) {
  sheet.box(cornersOf(node), node.x, node.y, node.width + 18, node.height + 18, { line: palette.ink, lineWidth: 2 });
}

/** @param {Sheet} sheet @param {SceneNode} node @param {any} state @param {Look} look */
export function drawNode(sheet, node, state, look) {
  if (node.kind === "tensor") drawTensor(sheet, node, state, look);
  else if (node.kind === "op") drawOp(sheet, node, state, look);
  else drawSaved(sheet, node, state, look);
}

/** One text, the first that can be read in its box, as large as the box lets it be. @param {Sheet} sheet @param {SceneNode} node @param {string[]} texts @param {string} color */
function drawBrief(sheet, node, texts, color) {
  for (const text of texts) {
    const room = node.width - 14;
    const size = Math.min(node.height * 0.5, room / Math.max(1, widthOf(text, 1)), NAME / sheet.zoom);
    if (text === "" || size * sheet.zoom < LEGIBLE) continue;
    sheet.text(text, node.x, node.y, { color, size, bold: true, align: "center" });
    return;
  }
}

/** @param {Sheet} sheet @param {TensorNode} node @param {import("./state.js").TensorState} state @param {Look} look */
function drawTensor(sheet, node, state, look) {
  const { palette, lit = false, outline } = look;
  const wrong = state.wrong !== null;
  const line = wrong ? palette.wrong : outline ? outline : lit ? palette.ink : state.requires_grad ? palette.boxLine : palette.plainLine;
  const clear = state.requires_grad ? palette.ink : mix(palette.ink, palette.dim, 0.45);
  const ink = state.past ? mix(clear, palette.ground, 0.5) : clear;
  const left = node.x - node.width / 2;
  sheet.box(cornersOf(node), node.x, node.y, node.width, node.height, {
    fill: wrong ? palette.wrongFill : palette.box,
    line: state.past && !lit ? palette.plainLine : line,
    lineWidth: wrong || outline ? 2.6 : lit ? 2.2 : state.requires_grad ? 1.5 : 1.1,
  });
  if (node.leaf) {
    sheet.box("square", left + 3, node.y, 6, node.height, { fill: state.requires_grad ? palette.boxLine : palette.plainLine });
  }
  const name = state.names.join(", ");
  if (sheet.zoom < BRIEF) {
    drawBrief(sheet, node, [name, state.value?.text ?? "", shapeText(node)], ink);
  } else {
    drawRows(sheet, node, state, look, name, ink);
  }
  drawBadges(sheet, node, state, palette);
  if (wrong && sheet.zoom >= BRIEF) drawWrong(sheet, node, state, look);
}

/** The rows of a tensor's box: name and shape, value, gradient. @param {Sheet} sheet @param {TensorNode} node @param {import("./state.js").TensorState} state @param {Look} look @param {string} name @param {string} ink */
function drawRows(sheet, node, state, { palette }, name, ink) {
  const left = node.x - node.width / 2 + (node.leaf ? 16 : 12);
  const right = node.x + node.width / 2 - 9;
  const third = state.grad !== null || (state.requires_grad && (node.leaf || state.retains));
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
  const shape = shapeText(node);
  const named = fit(name, right - start, NAME);
  if (name) sheet.text(named.text, start, node.y + rows[0], { color: ink, size: named.size, bold: true });
  const used = name ? widthOf(named.text, named.size) + 8 : 0;
  if (start + used + widthOf(shape, SMALL) <= right) {
    const place = name ? right : start;
    sheet.text(shape, place, node.y + rows[0], { color: palette.dim, size: SMALL, align: name ? "right" : "left" });
  }
  const value = fit(state.value?.text ?? "", right - left, VALUE);
  sheet.text(value.text, left, node.y + rows[1], { color: ink, size: value.size });
  if (third) drawGrad(sheet, left, right, node.y + rows[2], state, palette);
}

/** The row of .grad: whether it is kept on request, what it holds, how often it was added to. @param {Sheet} sheet @param {number} left @param {number} right @param {number} y @param {import("./state.js").TensorState} state @param {Palette} palette */
function drawGrad(sheet, left, right, y, state, palette) {
  const word = state.retains ? "retain_grad " : "grad ";
  sheet.text(word, left, y, { color: palette.dim, size: SMALL });
  const count = state.grads > 1 ? `×${state.grads}` : "";
  const end = count ? right - widthOf(count, SMALL) - 10 : right;
  const start = left + widthOf(word, SMALL);
  const text = fit(state.grad?.text ?? "None", end - start, SMALL);
  const color = state.grad === null ? palette.dim : signColor(palette, signOf(state.grad));
  sheet.text(text.text, start, y, { color, size: text.size, bold: state.grad !== null, italic: state.grad === null });
  if (count) badge(sheet, count, right + 4, y, { fill: palette.ink, line: palette.ink, text: palette.ground }, 15);
}

/** @param {TensorNode} node */
function shapeText(node) {
  const shape = `[${node.shape.join(", ")}]`;
  return node.dtype === "float32" ? shape : `${shape} ${node.dtype}`;
}

/** What sits on a box's upper border: its storage's letter, and the version from 1 on. @param {Sheet} sheet @param {TensorNode} node @param {import("./state.js").TensorState} state @param {Palette} palette */
function drawBadges(sheet, node, state, palette) {
  const top = node.y - node.height / 2;
  let right = node.x + node.width / 2 + OVERHANG;
  if (state.version > 0) {
    right = badge(sheet, `v${state.version}`, right, top, { fill: palette.storageFill, line: palette.storage, text: palette.storage });
  }
  if (state.letter) {
    badge(sheet, state.letter, right, top, { fill: palette.storage, line: palette.storage, text: palette.onStorage });
  }
}

/** A small pill that ends at `right`; returns where the next may end. @param {Sheet} sheet @param {string} text @param {number} right @param {number} y @param {{fill: string, line: string, text: string}} colors @param {number} [height] */
function badge(sheet, text, right, y, colors, height = 17) {
  const size = 10.5;
  const width = Math.max(18, widthOf(text, size) + 10);
  sheet.box("pill", right - width / 2, y, width, height, { fill: colors.fill, line: colors.line, lineWidth: 1.2 });
  sheet.text(text, right - width / 2, y, { color: colors.text, size, bold: true, align: "center" });
  return right - width - 3;
}

/** The gradient that is wrong, and the true one beside it. @param {Sheet} sheet @param {TensorNode} node @param {import("./state.js").TensorState} state @param {Look} look */
function drawWrong(sheet, node, state, { palette, t, isFree = () => true }) {
  const got = t("view.got", { value: state.grad?.text ?? "None" });
  const truth = t("view.true", { value: state.wrong?.true?.text ?? "?" });
  const width = Math.max(widthOf(got, SMALL, SANS), widthOf(truth, SMALL, SANS, true)) + 36;
  const height = 40;
  const [x, y] = freePlace(node, width, height, 0, isFree);
  const left = x - width / 2;
  sheet.box("square", x, y, width, height, { fill: palette.wrongFill, line: palette.wrong, lineWidth: 1.6 });
  warning(sheet, left + 13, y + 1, palette.wrong, palette.wrongFill);
  sheet.text(got, left + 28, y - 8, { color: palette.wrong, size: SMALL, font: SANS });
  sheet.text(truth, left + 28, y + 9, { color: palette.ink, size: SMALL, font: SANS, bold: true });
}

/** @param {Sheet} sheet @param {OpNode} node @param {import("./state.js").OpState} state @param {Look} look */
function drawOp(sheet, node, state, { palette, lit = false, outline }) {
  const failed = state.state === "failed";
  const freed = state.state === "freed";
  const fade = (/** @type {string} */ color) => (freed ? mix(color, palette.ground, 0.55) : color);
  const plain = node.node === null;
  if (failed) {
    sheet.box("pill", node.x, node.y, node.width + 9, node.height + 9, { fill: palette.ground, line: palette.error, lineWidth: 1.6 });
  }
  sheet.box("pill", node.x, node.y, node.width, node.height, {
    fill: failed ? palette.errorFill : plain ? palette.ground : fade(palette.op),
    line: failed ? palette.error : outline ? outline : node.in_place ? palette.storage : lit ? palette.ink : fade(palette.opLine),
    lineWidth: failed || lit || outline || node.in_place ? 2 : 1.2,
    dash: plain && !node.in_place && !failed ? "4 3" : "solid",
  });
  const ink = failed ? palette.error : plain ? palette.dim : fade(palette.ink);
  if (sheet.zoom < BRIEF) {
    drawBrief(sheet, node, [node.symbol], ink);
    return;
  }
  const word = node.symbol.length > 2;
  const size = word ? NAME : 17;
  const symbol = fit(node.symbol, node.width - 20, size);
  sheet.text(symbol.text, node.x, node.y - (node.grad_fn ? 8 : 0), { color: ink, size: symbol.size, bold: true, align: "center" });
  if (node.grad_fn) {
    const name = fit(node.grad_fn, node.width - 18, 10);
    sheet.text(name.text, node.x, node.y + 10, { color: failed ? palette.error : fade(palette.dim), size: name.size, align: "center" });
  }
  if (failed) warning(sheet, node.x + node.width / 2 - 14, node.y - node.height / 2 - 1, palette.error, palette.onError, 17);
}

/** @param {Sheet} sheet @param {SavedNode} node @param {import("./state.js").SavedState} state @param {Look} look */
function drawSaved(sheet, node, state, look) {
  const { palette, t, lit = false } = look;
  const tone = savedTone(state.state, palette);
  const alarm = state.state === "stale" || state.state === "failed";
  if (alarm) {
    sheet.box("round", node.x, node.y, node.width + 8, node.height + 8, { fill: palette.ground, line: palette.error, lineWidth: 1.4 });
  }
  sheet.box("round", node.x, node.y, node.width, node.height, {
    fill: tone.fill,
    line: tone.line,
    lineWidth: alarm || lit ? 2 : 1.3,
    dash: alarm ? "solid" : "5 3",
  });
  const label = state.names.length > 0 ? `${node.name} = ${state.names[0]}` : node.name;
  if (sheet.zoom < BRIEF) {
    drawBrief(sheet, node, [alarm ? `v${node.saved_version}≠v${state.now}` : `v${node.saved_version}`], tone.text);
  } else {
    const icon = alarm || state.state === "blind" || state.state === "ok" ? 16 : 0;
    const room = node.width - 18;
    const name = fit(label, room - icon, SMALL);
    sheet.text(name.text, node.x - node.width / 2 + 10, node.y - 9, { color: tone.name, size: name.size, bold: true });
    const words = fit(savedWords(node, state, t), room, SMALL, SANS, alarm);
    sheet.text(words.text, node.x - node.width / 2 + 10, node.y + 9, { color: tone.text, size: words.size, font: SANS, bold: alarm });
  }
  const corner = [node.x + node.width / 2 - 11, node.y - node.height / 2 + 11];
  if (alarm) warning(sheet, corner[0], corner[1] + 1, palette.error, tone.fill);
  if (state.state === "blind") blindEye(sheet, corner[0] - 2, corner[1], palette.wrong, tone.fill);
  if (state.state === "ok") tick(sheet, corner[0], corner[1], palette.saved);
}

/** @param {string} state @param {Palette} palette */
function savedTone(state, palette) {
  const { ground, saved, savedFill, error, errorFill, wrong, wrongFill, dim, ink } = palette;
  if (state === "stale" || state === "failed") return { fill: errorFill, line: error, name: ink, text: error };
  if (state === "blind") return { fill: wrongFill, line: wrong, name: ink, text: wrong };
  if (state === "freed") {
    const faint = mix(dim, ground, 0.45);
    return { fill: ground, line: mix(saved, ground, 0.7), name: faint, text: faint };
  }
  return { fill: savedFill, line: saved, name: ink, text: saved };
}

/** @param {SavedNode} node @param {import("./state.js").SavedState} state @param {Look["t"]} t */
function savedWords(node, state, t) {
  const args = { saved: node.saved_version, now: state.now };
  switch (state.state) {
    case "stale":
    case "failed":
      return t("view.stale", args);
    case "blind":
      return t("view.blind", args);
    case "ok":
      return t("view.ok", args);
    case "freed":
      return t("view.freed");
    default:
      return t("view.saved", args);
  }
}

