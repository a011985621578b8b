/**
 * The steps of a training along the moments: which one is shown, and where the others are.
 */

/** @typedef {import("../contract.js").Training} Training */

/** Which step a moment belongs to; -1 before the first. @param {Training} training @param {number} k */
export const stepAt = ({ steps }, k) => steps.findLastIndex(([first]) => first <= k);

/** The moment at which this step is done, or the next, or the one before. @param {Training} training @param {number} k @param {1|-1} direction */
export function otherStep(training, k, direction) {
  const { steps } = training;
  const at = stepAt(training, k);
  if (direction < 0) return steps[at - 1]?.[1] ?? 0;
  return (at >= 0 && k < steps[at][1] ? steps[at] : (steps[at + 1] ?? steps[steps.length - 1]))[1];
}
