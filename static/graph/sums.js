/**
 * Where gradients meet, the sum as it is made: what was there, what comes, what there is now.
 */

import { brief } from "./labels.js";
import { widthOf } from "./text.js";

const SIZE = 11;
const ROW = 16;

/**
 * The rows of the sum that a moment makes, or null if it makes none.
 *
 * Every number is the scene's own: nothing is added up here.
 *
 * @param {import("../contract.js").Reader} reader
 * @param {Map<string, string[]>} edgesOf
 * @param {number} k
 * @returns {{at: string, rows: [string, string][]}|null}
 */
export function sumAt(reader, edgesOf, k) {
  const moment = reader.scene.moments[k];
  const { before, after, total } = moment?.words.args ?? {};
  if (moment?.kind === "accumulated" && before !== undefined && before !== null) {
    const at = moment.lit[0];
    return { at, rows: [["", before], ["+", cameTo(reader, at, k)], ["=", after]] };
  }
  if (moment?.kind !== "sent" || total === undefined || moment.moves.length === 0) return null;
  const last = moment.moves[0].edge;
  const at = reader.scene.edges.find((edge) => edge.id === last)?.from;
  if (!at) return null;
  const earlier = (edgesOf.get(at) ?? []).filter((edge) => edge !== last && fromHere(reader, edge, at));
  const parts = earlier.map((edge) => reader.at(edge, "gradient", k)).filter(Boolean);
  const texts = parts.map((gradient) => reader.value(gradient.value)?.text ?? "");
  const rows = /** @type {[string, string][]} */ ([...texts, moment.words.args.part].map((text, i) => [i === 0 ? "" : "+", text]));
  return { at, rows: [...rows, ["=", total]] };
}

/** @param {import("../contract.js").Reader} reader @param {string} edge @param {string} node */
const fromHere = (reader, edge, node) => reader.scene.edges.find(({ id }) => id === edge)?.from === node;

/** The gradient that was last sent to a leaf. @param {import("../contract.js").Reader} reader @param {string} leaf @param {number} k */
function cameTo(reader, leaf, k) {
  const sent = reader.scene.moments.slice(0, k).findLast((moment) => moment.kind === "sent" && moment.lit.includes(leaf));
  return String(sent?.words.args.total ?? sent?.words.args.part ?? "…");
}

/** @param {import("./sheet.js").Sheet} sheet @param {import("../contract.js").Reader} reader @param {Map<string, string[]>} edgesOf @param {number} k @param {import("../palette.js").Palette} palette */
export function drawSum(sheet, reader, edgesOf, k, palette) {
  const sum = sumAt(reader, edgesOf, k);
  const node = sum && reader.node(sum.at);
  if (!sum || !node) return;
  const rows = sum.rows.map(([sign, text]) => /** @type {const} */ ([sign, brief(text)]));
  const width = Math.max(...rows.map(([, text]) => widthOf(text, SIZE))) + 34;
  const height = rows.length * ROW + 10;
  const x = node.x + node.width / 2 + 12 + width / 2;
  sheet.box("round", x, node.y, width, height, { fill: palette.box, line: palette.ink, lineWidth: 1.5 });
  rows.forEach(([sign, text], i) => {
    const y = node.y - height / 2 + 5 + ROW * (i + 0.5);
    const last = i === rows.length - 1;
    sheet.text(sign, x - width / 2 + 9, y, { color: palette.dim, size: SIZE, bold: true });
    sheet.text(text, x + width / 2 - 9, y, { color: palette.ink, size: SIZE, bold: last, align: "right" });
    if (last) sheet.line([[x - width / 2 + 8, y - ROW / 2], [x + width / 2 - 8, y - ROW / 2]], { color: palette.dim, width: 1 });
  });
}
