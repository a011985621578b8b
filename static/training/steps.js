/**
 * The steps of a training along the moments: which one is shown, and where the others are.
 */

/** @typedef {import("../contract.js").Training} Training */

/**
 * Which step a moment belongs to; -1 before the first.
 * @param {Training} training
 * @param {number} k
 */
export const stepAt = ({ steps }, k) => steps.findLastIndex(([first]) => first <= k);

/**
 * The moment at which this step is done, or the next, or the one before.
 * @param {Training} training
 * @param {number} k
 * @param {1|-1} direction
 */
export function otherStep(training, k, direction) {
  const { steps } = training;
  const at = stepAt(training, k);
  if (direction < 0) return steps[at - 1]?.[1] ?? 0;
  return (at >= 0 && k < steps[at][1] ? steps[at] : (steps[at + 1] ?? steps[steps.length - 1]))[1];
}

/**
 * Show a training as it opens: its page, and of a graph with groups the last step, at its loss.
 *
 * @param {{scene: import("../contract.js").Scene,
 *   questions: import("../questions/questions.js").Questions, view: any, k: number}} shown
 */
export function openTraining({ scene, questions, view, k }) {
  questions.put("training", null, k);
  const last = scene.training?.steps.at(-1);
  if (!last || !view?.groups.isGrouped()) return;
  view.groups.follow(last[0]);
  view.focus(scene.moments.find(({ kind }, at) => at > last[0] && kind === "began")?.lit ?? []);
}
