/**
 * Which lines of a lesson's code are folded: its texts, which stand above the code, and the bare
 * marks of its cells.
 */

/** @typedef {import("../contract.js").Cell} Cell */
/**
 * @typedef {{first: number, last: number, title: string}} Fold lines, from 1; without a title it is
 *   a mere rule
 */

/** The lines of a text, as the editor counts them. @param {string} text */
export const linesOf = (text) => text.split(/\r\n?|\n/);

/**
 * @param {string[]} lines
 * @param {readonly Cell[]} cells
 * @param {(cell: Cell) => string} titleOf
 * @returns {Fold[]} in order
 */
export function foldsOf(lines, cells, titleOf) {
  const isMark = (/** @type {number} */ number) => /^# ?%%\s*$/.test(lines[number - 1] ?? "");
  const texts = cells.filter(
    (cell) => cell.kind !== "code" && cell.last >= cell.first && cell.last <= lines.length,
  );
  const folds = texts.map((cell) => ({
    first: cell.first,
    last: isMark(cell.last + 1) ? cell.last + 1 : cell.last,
    title: titleOf(cell),
  }));
  // Among texts, a code cell without one is set off by a rule; in a reader's own program the mark
  // stays.
  const ended = new Set(texts.map(({ last }) => last + 1));
  for (const { kind, first } of texts.length > 0 ? cells : []) {
    if (kind === "code" && isMark(first) && !ended.has(first))
      folds.push({ first, last: first, title: "" });
  }
  return folds.sort((one, other) => one.first - other.first);
}
