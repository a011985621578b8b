/**
 * Which lines of the code are marked at a moment: the running one, and the three of a mismatch.
 */

/** @typedef {import("./contract.js").Scene} Scene */
/** @typedef {import("./code/looks.js").LineMarks} LineMarks */

/**
 * The error, or the gradient silently wrong, that is to be told at a moment: the last one so far,
 * until the program has gone on to another cell.
 *
 * @param {Scene} scene
 * @param {number} k
 */
export function told(scene, k) {
  const last = k === scene.moments.length - 1;
  return [...scene.silent, ...scene.errors]
    .filter(({ moment, cell }) => moment <= k && (last || cell === scene.moments[k]?.cell))
    .sort((one, other) => one.moment - other.moment)
    .at(-1);
}

/**
 * @param {Scene} scene
 * @param {number} k
 * @param {{overview: boolean, lit: number|null}} options in the overview no line is running; `lit`
 *   is the line of the selected node
 * @returns {LineMarks}
 */
export function lineMarks(scene, k, { overview, lit }) {
  const story = told(scene, k);
  const mismatch =
    story && story.lines.saved !== null ? story.lines : { saved: null, wrote: null, needed: null };
  const failed = story && "type" in story && story.lines.saved === null ? story.line : null;
  const now = overview && !story ? null : (scene.moments[k]?.line ?? null);
  return { ...mismatch, error: failed, now, lit };
}
