/**
 * Whether an answer is what the run gives, and the run's own in words.
 */

import { nodeLabel } from "../node_pages.js";

/** @typedef {import("../contract.js").Question} Question */
/** @typedef {import("../contract.js").Reader} Reader */

const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|nan|-?inf/gi;
const PRINTED = 6e-5; // numbers are printed with four decimals

/** @param {string} text */
const bare = (text) => text.replace(/tensor|[\s`()[\]]/g, "").toLowerCase();
/** @param {string} text */
const numbers = (text) =>
  (text.match(NUMBER) ?? []).map((each) => Number(each.replace(/inf/i, "Infinity")));
/** @param {number} one @param {number} other */
const near = (one, other) =>
  Object.is(one, other) ||
  (Number.isFinite(other) && Math.abs(one - other) <= PRINTED + Math.abs(other) * 1e-4);

/**
 * Whether a typed answer says what the run does: the same text however it is set, the same numbers
 * as printed, or one number where all of them are that.
 *
 * @param {string} typed @param {string} truth
 */
export function sameText(typed, truth) {
  if (typed.trim() === "") return false;
  if (bare(typed) === bare(truth)) return true;
  const [mine, theirs] = [numbers(typed), numbers(truth)];
  if (
    theirs.length === 0 ||
    mine.length === 0 ||
    bare(typed.replace(NUMBER, "")).replace(/,/g, "") !==
      bare(truth.replace(NUMBER, "")).replace(/,/g, "")
  )
    return false;
  if (mine.length === 1) return theirs.every((each) => near(mine[0], each));
  return mine.length === theirs.length && mine.every((each, i) => near(each, theirs[i]));
}

/** @param {Question} question @param {string} value of the control that was used */
export function isRight({ form, truth }, value) {
  if (form === "text") return sameText(value, String(truth));
  return value === (form === "yes" ? (truth ? "yes" : "no") : String(truth));
}

/**
 * What the run says.
 * @param {Question} question
 * @param {Reader} reader
 * @param {import("../i18n.js").Translator} translator
 */
export function truthOf({ form, truth, options, moment }, reader, { t, pick }) {
  if (form === "yes") return t(truth ? "predict.yes" : "predict.no");
  if (form === "choice") return pick(options[Number(truth)]);
  if (form === "node") return nodeLabel(reader, String(truth), moment, t);
  if (form === "line") return lineText(reader, Number(truth), t);
  return `\`${truth}\``;
}

/** @param {Reader} reader @param {number} line @param {(key: string, args?: any) => string} t */
export const lineText = ({ scene }, line, t) =>
  t("predict.code_line", { line, code: `\`${scene.source.split("\n")[line - 1].trim()}\`` });

/**
 * The nodes that may be chosen: ops of the graph so far that backward walks.
 * @param {Question} question
 * @param {Reader} reader
 */
export const nodesFor = ({ moment }, reader) =>
  reader.scene.nodes.filter(
    (node) => node.kind === "op" && node.node !== null && reader.shown(node.id, moment),
  );

/**
 * The lines that may be chosen: all code up to the cell that is asked about.
 * @param {Question} question
 * @param {Reader} reader
 */
export function linesFor({ cell }, { scene }) {
  const lines = scene.source.split("\n");
  return scene.cells
    .filter(({ kind }, i) => kind === "code" && i <= cell)
    .flatMap(({ first, last }) =>
      lines
        .slice(first - 1, last)
        .flatMap((text, i) => (/^\s*(#|$)/.test(text) ? [] : [first + i])),
    );
}
