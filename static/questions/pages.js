/**
 * The questions that a tensor's page offers, and the page on which one is answered.
 */

import { h } from "../dom.js";
import { head } from "../node_pages.js";
import { inline } from "../prose.js";
import { checkPage, noteOf } from "./check_page.js";
import { memoryPage } from "./memory_page.js";
import { trailOf, whyPage } from "./why_page.js";

/** @typedef {import("./questions.js").Asked} Asked */
/** @typedef {import("./questions.js").Questions} Questions */

const KEYS = /** @type {const} */ ({
  why: "W",
  check: "C",
  memory: "S",
  alive: "K",
  training: "T",
});

/**
 * Buttons for what can be asked of a tensor now; null where nothing can.
 *
 * @param {import("../contract.js").TensorNode} node
 * @param {(keyof typeof KEYS)[]} kinds
 * @param {number} k
 * @param {{questions: Questions, t: (key: string, args?: any) => string}} tools
 */
export function questionButtons(node, kinds, k, { questions, t }) {
  const possible = kinds.filter((question) => questions.canAsk(question, node.id, k));
  if (possible.length === 0) return null;
  return h(
    "div",
    { class: "questions" },
    possible.map((question) =>
      h(
        "button",
        {
          type: "button",
          title: `${t(`question.${question}`)} (${KEYS[question]})`,
          onclick: () => questions.put(question, node.id, k),
        },
        t(`question.${question}`),
      ),
    ),
  );
}

/**
 * The same for the program as a whole.
 * @param {{questions: Questions, t: (key: string, args?: any) => string}} tools
 */
export function wholeButtons({ questions, t }) {
  const possible = /** @type {const} */ (["training", "alive"]).filter((question) =>
    questions.canAsk(question, null, 0),
  );
  return possible.map((question) =>
    h(
      "button",
      {
        type: "button",
        title: `${t(`question.${question}`)} (${KEYS[question]})`,
        onclick: () => questions.put(question, null, 0),
      },
      t(`question.${question}`),
    ),
  );
}

/** @param {Asked} asked @param {any} tools the inspector's, with the `name` of the tensor */
export function answerPage(asked, tools) {
  const { t, translator, onLine, onTrail, at, name, asking } = tools;
  if (asked.answer?.createPage) {
    const page = asked.answer.createPage(tools);
    asked.answer.show = page.show;
    return page.elements;
  }
  if (asked.question === "memory") return memoryPage(asked.answer.storages, asked.of, tools);
  const top = head(t("question.about", { name }), {
    kind: t(`question.${asked.question}`),
    close: () => asking.close(),
    closing: t("question.back"),
    t,
    translator,
    onLine,
  });
  if (asked.waiting)
    return [top, h("p", { class: "muted waiting", role: "status" }, t("question.waiting"))];
  if (asked.refused)
    return [
      top,
      h("p", { class: "verdict differs", role: "status" }, inline(translator.words(asked.refused))),
    ];
  if (asked.question === "check") {
    onTrail(noteOf(asked.answer, t));
    return [top, checkPage(asked.answer, tools)];
  }
  onTrail(trailOf(asked.answer.paths));
  const onResult = (box) => asking.put(asked.question, asked.of, at, box);
  return [top, whyPage(asked.answer, { ...tools, onResult })];
}
