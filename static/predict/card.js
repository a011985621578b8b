/**
 * The card that asks: what is expected, before the run shows it. Native controls and a form, so
 * that the keyboard and screen readers have what they know.
 */

import { createReader } from "../contract.js";
import { h, replace, set } from "../dom.js";
import { createStyles } from "../frame.js";
import { nodeLabel } from "../node_pages.js";
import { keepOutcomes, outcomesOf } from "../progress.js";
import { blocks, inline } from "../prose.js";
import { isRight, linesFor, lineText, nodesFor, truthOf } from "./answers.js";

/** @typedef {import("../contract.js").Question} Question */
/** @typedef {{cell: import("../contract.js").Cell, question: Question}} Asked */

/**
 * @param {{translator: import("../i18n.js").Translator, where: string, before: HTMLElement,
 *   onOpened: () => void, onGo: () => void}} options
 */
export async function createCard({ translator, where, before, onOpened, onGo }) {
  const { t } = translator;
  const element = h("section", { class: "predict", hidden: true });
  const styles = createStyles("predict/predict.css");
  before.before(styles.element, element);
  await styles.loaded;
  /** @type {import("../contract.js").Reader|null} */
  let reader = null;
  /** @type {string|null} */
  let lesson = null;
  /** @type {Asked[]} */
  let all = [];
  /** @type {import("../progress.js").Outcome[]} */
  let outcomes = [];
  let at = 0;
  /** What is on the card now. */
  let drawn = "";
  let complaint = "";

  const open = () => outcomes.indexOf("");
  /** The number of the question that belongs to a moment, -1 where none does. @param {number} k */
  const current = (k) => {
    const cell = reader?.scene.moments[k]?.cell ?? 0;
    const belongs = ({ question }) => question.moment <= k && cell <= question.cell;
    const asked = open();
    if (asked >= 0 && all[asked].question.moment <= k) return asked;
    return all.findLastIndex((each, i) => outcomes[i] !== "" && belongs(each));
  };

  /** @param {number} i @param {import("../progress.js").Outcome} outcome */
  const note = (i, outcome) => {
    outcomes[i] = outcome;
    if (lesson !== null) keepOutcomes(where, lesson, outcomes);
  };
  const opened = () => {
    complaint = "";
    onOpened();
    draw(true);
    /** @type {HTMLElement|null} */ (element.querySelector("button.go, button.again"))?.focus({
      preventScroll: true,
    });
  };
  const showAll = () => {
    outcomes.forEach((outcome, i) => outcome === "" && note(i, "shown"));
    opened();
  };
  /** @param {number} i @param {SubmitEvent} event */
  const check = (i, event) => {
    event.preventDefault();
    const value = String(
      new FormData(/** @type {HTMLFormElement} */ (event.target)).get("answer") ?? "",
    );
    if (value.trim() === "") {
      complaint = t("predict.nothing_chosen");
      replace(/** @type {Element} */ (element.querySelector("[role=status]")), complaint);
      return;
    }
    note(i, isRight(all[i].question, value) ? "right" : "wrong");
    opened();
  };

  const controls = (/** @type {Question} */ question) => {
    const radio = (/** @type {string} */ value, /** @type {any} */ content) =>
      h("label", {}, h("input", { type: "radio", name: "answer", value }), h("span", {}, content));
    if (question.form === "choice")
      return question.options.map((option, i) =>
        radio(String(i), h("code", {}, translator.pick(option))),
      );
    if (question.form === "yes")
      return ["yes", "no"].map((each) => radio(each, t(`predict.${each}`)));
    if (question.form === "text")
      return h("input", {
        type: "text",
        name: "answer",
        autocomplete: "off",
        spellcheck: "false",
        "aria-label": t("predict.answer"),
      });
    const read = /** @type {import("../contract.js").Reader} */ (reader);
    const options =
      question.form === "node"
        ? nodesFor(question, read).map(({ id, line }) =>
            h(
              "option",
              { value: id },
              `${nodeLabel(read, id, question.moment, t)} · ${t("ui.line", { line })}`,
            ),
          )
        : linesFor(question, read).map((line) =>
            h("option", { value: line }, lineText(read, line, t).replaceAll("`", "")),
          );
    return h(
      "label",
      { class: "pick" },
      h("span", {}, t(`predict.choose_${question.form}`)),
      h("select", { name: "answer" }, h("option", { value: "" }, t("predict.choose")), options),
    );
  };

  const asking = (/** @type {number} */ i) => {
    const { question } = all[i];
    return h(
      "form",
      { onsubmit: (/** @type {SubmitEvent} */ event) => check(i, event) },
      h("fieldset", {}, h("legend", { class: "unseen" }, t("predict.answer")), controls(question)),
      h("p", { role: "status" }, complaint),
      h(
        "div",
        { class: "acts" },
        h("button", { type: "submit", class: "check" }, t("predict.check")),
        h(
          "button",
          { type: "button", onclick: () => (note(i, "shown"), opened()) },
          t("predict.show"),
        ),
        h("button", { type: "button", class: "pass-all", onclick: showAll }, t("predict.show_all")),
      ),
      h("p", { class: "muted" }, t("predict.locked")),
    );
  };
  const answered = (/** @type {number} */ i, /** @type {boolean} */ done) => {
    const { question } = all[i];
    const truth = truthOf(
      question,
      /** @type {import("../contract.js").Reader} */ (reader),
      translator,
    );
    const why = translator.pick(question.why);
    const sign = outcomes[i] === "right" ? "✓" : "→";
    return [
      h(
        "p",
        { role: "status", class: `outcome ${outcomes[i]}` },
        h("span", { class: "sign", "aria-hidden": "true" }, sign),
        h("span", {}, inline(t(`predict.${outcomes[i]}`, { truth }))),
      ),
      why && blocks(why),
      done
        ? summary()
        : h(
            "div",
            { class: "acts" },
            h("button", { type: "button", class: "go", onclick: onGo }, t("predict.go_on")),
          ),
    ];
  };
  const summary = () => [
    h(
      "p",
      {},
      t("predict.progress", {
        right: outcomes.filter((outcome) => outcome === "right").length,
        count: all.length,
      }),
    ),
    h(
      "div",
      { class: "acts" },
      h(
        "button",
        {
          type: "button",
          class: "again",
          onclick: () => {
            all.forEach((_, i) => note(i, ""));
            opened();
          },
        },
        t("predict.again"),
      ),
    ),
  ];

  const draw = (force = false) => {
    const i = all.length > 0 ? current(at) : -1;
    const done = all.length > 0 && open() < 0 && at === (reader?.scene.moments.length ?? 0) - 1;
    const key = `${i} ${outcomes[i]} ${done}`;
    if (key === drawn && !force) return;
    drawn = key;
    element.hidden = i < 0 && !done;
    set(element, { "aria-label": t("predict.title") });
    if (i < 0) {
      replace(element, done && summary());
      return;
    }
    const number = h(
      "span",
      { class: "muted" },
      t("predict.number", { number: i + 1, count: all.length }),
    );
    replace(
      element,
      h("header", {}, h("h2", {}, t("predict.title")), number),
      h("div", { class: "asked" }, blocks(translator.pick(all[i].cell.text))),
      outcomes[i] === "" ? asking(i) : answered(i, done),
    );
  };
  translator.follow(() => draw(true));

  return {
    /**
     * @param {import("../contract.js").Scene|null} scene
     * @param {string|null} name
     * @param {number|null} moment that is wanted: what comes before it is not asked
     */
    setScene(scene, name, moment) {
      reader = scene && createReader(scene);
      lesson = name;
      all = (scene?.cells ?? []).flatMap((cell) =>
        cell.question ? [{ cell, question: cell.question }] : [],
      );
      const kept = lesson === null ? null : outcomesOf(where, lesson);
      outcomes = kept?.length === all.length ? kept : all.map(() => "");
      if (moment !== null)
        outcomes = outcomes.map((outcome, i) =>
          outcome === "" && all[i].question.moment < moment ? "shown" : outcome,
        );
      at = 0;
      complaint = "";
      draw(true);
    },
    limit: () => (open() < 0 ? null : all[open()].question.moment),
    /** @param {number} k */
    show(k) {
      at = k;
      draw();
    },
    /** @param {import("../contract.js").Cell} cell */
    hides(cell) {
      const asked = open();
      return asked >= 0 && cell.first > all[asked].cell.first && cell.kind !== "code";
    },
    /** @param {"node"|"line"} form @param {string|number} what */
    choose(form, what) {
      const asked = open();
      const select = /** @type {HTMLSelectElement|null} */ (
        element.querySelector("select[name=answer]")
      );
      if (asked < 0 || !select || all[asked].question.form !== form) return false;
      const node = form === "node" ? reader?.node(String(what)) : undefined;
      const value = String(
        node?.kind === "tensor" ? node.made_by : node?.kind === "saved" ? node.op : what,
      );
      if (![...select.options].some((option) => option.value === value)) return false;
      select.value = value;
      return true;
    },
    dispose() {
      element.remove();
      styles.element.remove();
    },
  };
}
