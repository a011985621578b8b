/**
 * What an explorer tells the page around it: events with plain data, moments counted from 1.
 */

import { momentWords } from "./moment_words.js";

/** @typedef {import("./contract.js").Scene} Scene */

/**
 * @param {import("./i18n.js").Translator} translator
 * @param {(name: string, detail: any) => void} tell
 */
export const createTelling = (translator, tell) => ({
  /** @param {import("./lessons_menu.js").Lesson|null} lesson */
  lesson: (lesson) =>
    lesson && tell("lesson", { id: lesson.id, title: translator.pick(lesson.title) }),
  /** @param {import("./i18n.js").Words} reason */
  refused: (reason) => tell("error", { key: reason.key, text: translator.words(reason) }),
  /** @param {Scene} scene @param {number} k */
  moment({ moments }, k) {
    const { line, kind, phase } = moments[k];
    tell("moment", {
      moment: k + 1,
      count: moments.length,
      line,
      kind,
      phase,
      text: momentWords(translator, moments[k]),
    });
  },
  /** @param {Scene} scene @param {string} source */
  run({ errors, moments, output, stopped }, source) {
    const told = errors.map(({ type, text, line, moment }) => ({
      type,
      text,
      line,
      moment: moment + 1,
    }));
    tell("run", {
      source,
      errors: told,
      moments: moments.length,
      printed: output.map(({ text }) => text),
      stopped: stopped && translator.words(stopped),
    });
    for (const error of told) tell("error", error);
  },
});
