/**
 * Groups as they are drawn: closed ones as boxes on a pile, open ones as frames with a head and
 * ports.
 */

import { mix } from "../palette.js";
import { meets } from "./camera.js";
import { BRIEF, drawBrief, NAME, SMALL } from "./outlines.js";
import { blindEye, warning } from "./signs.js";
import { fit, SANS, widthOf } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./outlines.js").Look} Look */
/** @typedef {import("./picture.js").Picture} Picture */

const PILE = 4; // pixels between the cards of a closed group's pile
const SIGN = 9; // of what opens and closes
const LEAST_HEAD = 7; // pixels of a frame's name on the screen

/**
 * @param {Sheet} sheet
 * @param {import("../contract.js").GroupNode} node
 * @param {{state: string}} state
 * @param {Look} look
 */
export function drawGroup(sheet, node, { state }, { palette, t, lit = false, outline }) {
  const alarm =
    state === "stale" || state === "failed"
      ? palette.error
      : state === "wrong" || state === "blind"
        ? palette.wrong
        : null;
  const fill =
    alarm === null
      ? palette.group
      : alarm === palette.error
        ? palette.errorFill
        : palette.wrongFill;
  const line = alarm ?? outline ?? (lit ? palette.ink : palette.groupLine);
  for (const back of [2, 1])
    sheet.box("round", node.x + back * PILE, node.y + back * PILE, node.width, node.height, {
      fill: mix(fill, palette.ground, 0.3),
      line: mix(line, palette.ground, 0.35),
      lineWidth: 1,
    });
  if (alarm)
    sheet.box("round", node.x, node.y, node.width + 9, node.height + 9, {
      fill: palette.ground,
      line: alarm,
      lineWidth: 1.5,
    });
  sheet.box("round", node.x, node.y, node.width, node.height, {
    fill,
    line,
    lineWidth: alarm || lit || outline ? 2.2 : 1.4,
  });
  const name = t(node.words.key, node.words.args);
  if (sheet.zoom < BRIEF) {
    const { of = "", name: called = "" } = node.words.args;
    drawBrief(sheet, node, [name, of, called], alarm ?? palette.ink);
    return;
  }
  const [left, right, top] = [
    node.x - node.width / 2 + 12,
    node.x + node.width / 2 - 12,
    node.y - 11,
  ];
  const room = right - left - 24;
  const text = fit(name, room, NAME, SANS, true);
  sheet.text(text.text, left, top, { color: palette.ink, size: text.size, bold: true, font: SANS });
  const count = t("group.ops", { count: node.ops });
  const told = alarm ? t(`group.${state}`) : count;
  const words = fit(told, right - left, SMALL, SANS, alarm !== null);
  sheet.text(words.text, left, node.y + 13, {
    color: alarm ?? palette.dim,
    size: words.size,
    font: SANS,
    bold: alarm !== null,
  });
  if (alarm === palette.error) warning(sheet, right - 4, node.y + 13, palette.error, fill);
  else if (alarm) blindEye(sheet, right - 6, node.y + 13, palette.wrong, fill);
  drawSign(sheet, right - 3, top, palette.dim, true);
}

/**
 * A plus or a minus.
 * @param {Sheet} sheet
 * @param {number} x
 * @param {number} y
 * @param {string} color
 * @param {boolean} plus
 * @param {number} [size]
 */
function drawSign(sheet, x, y, color, plus, size = SIGN) {
  sheet.line(
    [
      [x - size / 2, y],
      [x + size / 2, y],
    ],
    { color, width: 2 },
  );
  if (plus)
    sheet.line(
      [
        [x, y - size / 2],
        [x, y + size / 2],
      ],
      { color, width: 2 },
    );
}

/**
 * A node of a group on its way open or closed.
 * @param {Sheet} sheet
 * @param {import("../contract.js").SceneNode} node
 * @param {any} _state
 * @param {Look} look
 */
export function drawSmall(sheet, node, _state, { palette }) {
  const fill =
    node.kind === "op"
      ? palette.op
      : node.kind === "saved"
        ? palette.savedFill
        : node.kind === "group"
          ? palette.group
          : palette.box;
  sheet.box(node.kind === "op" ? "pill" : "round", node.x, node.y, node.width, node.height, {
    fill,
    line: palette.plainLine,
    lineWidth: 1,
  });
}

/**
 * The frames of the open groups, outer ones first, and the ports in them.
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {number} k
 * @param {import("./camera.js").Bounds} window
 * @param {Look} look
 */
export function drawFrames(sheet, picture, k, window, look) {
  for (const frame of picture.frames) {
    const { x, y, width, height } = frame;
    if (
      meets(
        { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 },
        window,
      )
    )
      drawFrame(sheet, frame, picture.reader.shown(frame.id, k), look);
  }
  if (sheet.zoom < BRIEF) return;
  for (const port of picture.ports) {
    const [half, high] = [port.width / 2, port.height / 2];
    if (
      meets(
        { left: port.x - half, right: port.x + half, top: port.y - high, bottom: port.y + high },
        window,
      )
    )
      drawPort(sheet, picture, port, k, look);
  }
}

/**
 * @param {Sheet} sheet
 * @param {import("./nest.js").Frame} frame
 * @param {boolean} shown
 * @param {Look} look
 */
function drawFrame(sheet, { x, y, width, height, group, depth, hollow }, shown, { palette, t }) {
  const color = shown ? palette.groupLine : palette.ghost;
  sheet.box("frame", x, y, width, height, {
    fill: mix(palette.group, palette.ground, depth % 2 === 0 ? 0.62 : 0.2),
    line: color,
    lineWidth: 1.2,
  });
  const size = Math.min(3 * NAME, Math.max(NAME, 10 / sheet.zoom));
  if (hollow || size * sheet.zoom < LEAST_HEAD) return;
  const [left, top] = [x - width / 2 + 12, y - height / 2 + 4 + size * 0.85];
  const sign = SIGN * (size / NAME);
  drawSign(sheet, left + sign / 2, top, palette.dim, false, sign);
  const name = fit(t(group.words.key, group.words.args), width - 50, size, SANS, true);
  const start = left + 1.7 * sign;
  // Edges that come in pass under the name.
  sheet.text(name.text, start, top, {
    color: shown ? palette.ink : palette.dim,
    size: name.size,
    bold: true,
    font: SANS,
    ground: mix(palette.group, palette.ground, depth % 2 === 0 ? 0.62 : 0.2),
  });
}

/**
 * What comes into a group, by the program's names.
 * @param {Sheet} sheet
 * @param {Picture} picture
 * @param {import("./nest.js").Port} port
 * @param {number} k
 * @param {Look} look
 */
function drawPort(sheet, { reader }, { x, y, width, height, of, count }, k, { palette }) {
  if (!of.some((id) => reader.shown(id, k))) return;
  const names = of.map((id) => reader.name(id, k)).filter((name) => name !== "");
  const text =
    names.length === 0
      ? "·"
      : count === 1
        ? names[0]
        : `${names.join(", ")}${count > names.length ? ", …" : ""}`;
  const said = fit(text, width - 10, SMALL);
  sheet.box("pill", x, y, Math.min(width, widthOf(said.text, said.size) + 14), height, {
    fill: palette.ground,
    line: palette.ghost,
    lineWidth: 1,
  });
  sheet.text(said.text, x, y, { color: palette.dim, size: said.size, align: "center" });
}
