/**
 * The graph at a moment in Graphviz's language; ui/gradwalk_ui/dot.py writes the same.
 */

import { PALETTES } from "../palette.js";
import { outlineOf } from "./outline.js";

const p = PALETTES.light;

const ALARM = `peripheries=2, color="${p.error}", fillcolor="${p.errorFill}", fontcolor="${p.error}"`;
const GONE = `color="${p.opLine}", fillcolor="${p.ground}", fontcolor="${p.dim}"`;
/** @type {Record<import("./outline.js").Form, string>} */
const FORMS = {
  leaf: `shape=box, penwidth=2, color="${p.boxLine}", fillcolor="${p.box}"`,
  tensor: `shape=box, style="filled,rounded", color="${p.boxLine}", fillcolor="${p.box}"`,
  op: `shape=oval, color="${p.opLine}", fillcolor="${p.op}"`,
  plain: `shape=oval, style="filled,dashed", color="${p.opLine}", fillcolor="${p.ground}"`,
  in_place: `shape=oval, penwidth=2, color="${p.storage}", fillcolor="${p.op}"`,
  saved: `shape=note, style="filled,dashed", color="${p.saved}", fillcolor="${p.savedFill}"`,
  alarm: `shape=note, ${ALARM}`,
  blind: `shape=note, style="filled,dashed", color="${p.wrong}", fillcolor="${p.wrongFill}"`,
  wrong: `shape=box, penwidth=3, color="${p.wrong}", fillcolor="${p.wrongFill}"`,
  failed: `shape=oval, ${ALARM}`,
  freed: `shape=oval, ${GONE}`,
  released: `shape=note, style="filled,dashed", ${GONE}`,
};
/** @type {Record<import("./outline.js").Tie, string>} */
const TIES = {
  data: "",
  cut: "style=dashed",
  write: `color="${p.storage}", penwidth=2`,
  view: `color="${p.storage}"`,
  refused: `color="${p.error}", fontcolor="${p.error}", style=dashed, penwidth=2`,
  saved: `color="${p.saved}", style=dashed, dir=none`,
};

/** @param {import("../contract.js").Reader} reader @param {number} k */
export function dot(reader, k) {
  const { errors, nodes, edges } = outlineOf(reader, k);
  const label =
    errors.length > 0 ? `, label=${quoted(errors.flat())}, labelloc=b, fontcolor="${p.error}"` : "";
  return [
    "digraph gradwalk {",
    `  graph [fontname=Courier, fontsize=11${label}]`,
    `  node [style=filled, fontname=Courier, fontsize=11, color="${p.edge}"]`,
    `  edge [fontname=Courier, fontsize=10, color="${p.edge}"]`,
    ...nodes.map(
      ({ id, form, lines }) => `  ${quoted([id])} [label=${quoted(lines)}, ${FORMS[form]}]`,
    ),
    ...edges.map(({ from, to, tie, text }) => {
      const looks = inBrackets([text && `label=${quoted([text])}`, TIES[tie]]);
      return `  ${quoted([from])} -> ${quoted([to])}${looks}`;
    }),
    "}\n",
  ].join("\n");
}

/** @param {string[]} attributes */
const inBrackets = (attributes) =>
  attributes.some(Boolean) ? ` [${attributes.filter(Boolean).join(", ")}]` : "";

/**
 * Lines of text as one string of Graphviz's, which reads `\` and `&` as the beginning of something.
 * @param {string[]} lines
 */
const quoted = (lines) =>
  `"${lines
    .map((line) =>
      line
        .replace(/[\p{Cc}\p{Cs}]/gu, "\ufffd")
        .replace(/&/g, "&amp;")
        .replace(/\\/g, "\\\\")
        .replace(/"/g, '\\"'),
    )
    .join("\\n")}"`;
