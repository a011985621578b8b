/**
 * The card of a saved tensor: which one, at which version, and whether it is still what was saved.
 */

import { mix } from "../palette.js";
import { BRIEF, drawBrief, SMALL } from "./outlines.js";
import { blindEye, tick, warning } from "./signs.js";
import { fit, SANS } from "./text.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("./outlines.js").Look} Look */
/** @typedef {import("../palette.js").Palette} Palette */
/** @typedef {import("../contract.js").SavedNode} SavedNode */

/**
 * @param {Sheet} sheet
 * @param {SavedNode} node
 * @param {import("./state.js").SavedState} state
 * @param {Look} look
 */
export function drawSaved(sheet, node, state, look) {
  const { palette, t, lit = false } = look;
  const tone = savedTone(state.state, palette);
  const alarm = state.state === "stale" || state.state === "failed";
  if (alarm) {
    sheet.box("round", node.x, node.y, node.width + 8, node.height + 8, {
      fill: palette.ground,
      line: palette.error,
      lineWidth: 1.4,
    });
  }
  sheet.box("round", node.x, node.y, node.width, node.height, {
    fill: tone.fill,
    line: tone.line,
    lineWidth: alarm || lit ? 2 : 1.3,
    dash: alarm ? "solid" : "5 3",
  });
  const label = state.names.length > 0 ? `${node.name} = ${state.names[0]}` : node.name;
  if (sheet.zoom < BRIEF) {
    drawBrief(
      sheet,
      node,
      [alarm ? `v${node.saved_version}≠v${state.now}` : `v${node.saved_version}`],
      tone.text,
    );
  } else {
    const icon = alarm || state.state === "blind" || state.state === "ok" ? 16 : 0;
    const room = node.width - 18;
    const name = fit(label, room - icon, SMALL);
    sheet.text(name.text, node.x - node.width / 2 + 10, node.y - 9, {
      color: tone.name,
      size: name.size,
      bold: true,
    });
    const words = fit(savedWords(node, state, t), room, SMALL, SANS, alarm);
    sheet.text(words.text, node.x - node.width / 2 + 10, node.y + 9, {
      color: tone.text,
      size: words.size,
      font: SANS,
      bold: alarm,
    });
  }
  const corner = [node.x + node.width / 2 - 11, node.y - node.height / 2 + 11];
  if (alarm) warning(sheet, corner[0], corner[1] + 1, palette.error, tone.fill);
  if (state.state === "blind") blindEye(sheet, corner[0] - 2, corner[1], palette.wrong, tone.fill);
  if (state.state === "ok") tick(sheet, corner[0], corner[1], palette.saved);
}

/** @param {string} state @param {Palette} palette */
function savedTone(state, palette) {
  const { ground, saved, savedFill, error, errorFill, wrong, wrongFill, dim, ink } = palette;
  if (state === "stale" || state === "failed")
    return { fill: errorFill, line: error, name: ink, text: error };
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
