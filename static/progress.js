/**
 * How a reader has answered a lesson's questions, kept in the browser: one word for each question,
 * under the address where the lesson is, as sites share a host.
 */

import { h } from "./dom.js";
import { recall, remember } from "./settings.js";

/** @typedef {"right"|"wrong"|"shown"|""} Outcome empty: not answered yet */

/** @param {string} where @param {string} lesson */
const nameOf = (where, lesson) => `progress:${where}:${lesson}`;

/**
 * @param {string} where
 * @param {string} lesson
 * @returns {Outcome[]|null} null where nothing was ever answered
 */
export const outcomesOf = (where, lesson) =>
  /** @type {Outcome[]|null} */ (recall(nameOf(where, lesson))?.split(",") ?? null);

/** @param {string} where @param {string} lesson @param {readonly Outcome[]} outcomes */
export const keepOutcomes = (where, lesson, outcomes) =>
  remember(nameOf(where, lesson), outcomes.join(","));

/**
 * How many questions were answered right, of how many; null where nothing was ever answered.
 * @param {string} where
 * @param {string} lesson
 */
export function progressOf(where, lesson) {
  const outcomes = outcomesOf(where, lesson);
  if (!outcomes || outcomes.every((outcome) => outcome === "")) return null;
  return {
    right: outcomes.filter((outcome) => outcome === "right").length,
    count: outcomes.length,
  };
}

/**
 * The same as a mark beside a lesson's title.
 * @param {string} where
 * @param {string} lesson
 * @param {import("./i18n.js").Translator} translator
 */
export function progressNote(where, lesson, { t }) {
  const progress = progressOf(where, lesson);
  if (!progress) return null;
  const words = t("predict.progress", progress);
  return h(
    "span",
    { class: "progress-note", role: "img", title: words, "aria-label": words },
    `✓ ${progress.right}/${progress.count}`,
  );
}
