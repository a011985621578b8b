/**
 * The graph at a moment as a Mermaid flowchart, which GitHub and most tools for Markdown draw;
 * ui/gradwalk_ui/mermaid.py writes the same.
 */

import { PALETTES } from "../palette.js";
import { outlineOf } from "./outline.js";

const p = PALETTES.light;

/**
 * What stands around a label: a box, one with round corners, a pill, a note.
 * @type {Record<import("./outline.js").Form, [string, string]>}
 */
const CORNERS = {
  leaf: ["[", "]"],
  tensor: ["(", ")"],
  wrong: ["[", "]"],
  op: ["([", "])"],
  plain: ["([", "])"],
  in_place: ["([", "])"],
  failed: ["([", "])"],
  saved: [">", "]"],
  alarm: [">", "]"],
  blind: [">", "]"],
  released: [">", "]"],
  freed: ["([", "])"],
};
/** @type {Record<import("./outline.js").Form, string>} */
const FORMS = {
  leaf: `fill:${p.box},stroke:${p.boxLine},stroke-width:3px,color:${p.ink}`,
  tensor: `fill:${p.box},stroke:${p.boxLine},color:${p.ink}`,
  op: `fill:${p.op},stroke:${p.opLine},color:${p.ink}`,
  plain: `fill:${p.ground},stroke:${p.opLine},stroke-dasharray:4 3,color:${p.dim}`,
  in_place: `fill:${p.op},stroke:${p.storage},stroke-width:3px,color:${p.ink}`,
  saved: `fill:${p.savedFill},stroke:${p.saved},stroke-dasharray:5 3,color:${p.ink}`,
  alarm: `fill:${p.errorFill},stroke:${p.error},stroke-width:4px,color:${p.error}`,
  blind: `fill:${p.wrongFill},stroke:${p.wrong},stroke-dasharray:5 3,color:${p.ink}`,
  wrong: `fill:${p.wrongFill},stroke:${p.wrong},stroke-width:4px,color:${p.ink}`,
  failed: `fill:${p.errorFill},stroke:${p.error},stroke-width:4px,color:${p.error}`,
  freed: `fill:${p.ground},stroke:${p.opLine},color:${p.dim}`,
  released: `fill:${p.ground},stroke:${p.opLine},stroke-dasharray:5 3,color:${p.dim}`,
};
/** @type {Record<import("./outline.js").Tie, string>} */
const TIES = { data: "-->", cut: "-.->", write: "==>", view: "-->", refused: "-.-x", saved: "-.-" };

/** @param {import("../contract.js").Reader} reader @param {number} k */
export function mermaid(reader, k) {
  const { errors, nodes, edges } = outlineOf(reader, k);
  const names = new Map(nodes.map(({ id }, index) => [id, `n${index}`]));
  const used = /** @type {(keyof typeof FORMS)[]} */ (Object.keys(FORMS)).filter(
    (form) => nodes.some((node) => node.form === form) || (form === "failed" && errors.length > 0),
  );
  return [
    "flowchart TB",
    ...nodes.map(
      ({ id, form, lines }) =>
        `  ${names.get(id)}${CORNERS[form][0]}${quoted(lines)}${CORNERS[form][1]}:::${form}`,
    ),
    ...edges.map(
      ({ from, to, tie, text }) =>
        `  ${names.get(from)} ${TIES[tie]}${text && `|${quoted([text])}|`} ${names.get(to)}`,
    ),
    ...errors.map((error, index) => `  error${index}[${quoted(error)}]:::failed`),
    ...used.map((form) => `  classDef ${form} ${FORMS[form]}`),
    "",
  ].join("\n");
}

/**
 * Lines of text as one label; what Mermaid, Markdown or HTML could read in it goes by its number.
 * @param {string[]} lines
 */
const quoted = (lines) => `"${lines.map(asData).join("<br/>")}"`;

/** @param {string} line */
const asData = (line) =>
  [...line].map((letter) => (PLAIN.test(letter) ? letter : numbered(letter))).join("");
const PLAIN = /^[\p{L}\p{M}\p{N} _,.:=()[\]/+'!?%-]$/u;

/** @param {string} letter */
const numbered = (letter) =>
  /[\p{Cc}\p{Cs}]/u.test(letter) ? "#65533;" : `#${letter.codePointAt(0)};`;
