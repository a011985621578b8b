/**
 * The lesson's words beside the picture: the text of the cell that the moment shown belongs to.
 */

import { h, replace, set } from "./dom.js";
import { icon } from "./icons.js";
import { blocks, inline, splitTitle } from "./prose.js";
import { recall, remember } from "./settings.js";

/** @typedef {import("./contract.js").Cell} Cell */

const CLICKS = 500; // milliseconds between two clicks of one, at most

/**
 * The text cell that a line stands under; before the first, the first.
 *
 * @param {readonly Cell[]} cells @param {number} line
 * @returns {Cell|null}
 */
export function textFor(cells, line) {
  const texts = cells.filter((cell) => cell.kind === "text" && cell.text);
  return texts.findLast((cell) => cell.first <= line) ?? texts[0] ?? null;
}

/**
 * @param {{translator: import("./i18n.js").Translator}} options
 */
export function createLessonText({ translator }) {
  const title = h("span", {});
  const fold = h("button", { type: "button", class: "fold" }, title, icon("chevron"));
  const body = h("div", { class: "prose" });
  const element = h("section", { class: "lesson-text", hidden: true }, h("h2", {}, fold), body);
  let folded = recall("lesson_folded") === "yes";
  /** @type {readonly Cell[]} */
  let cells = [];
  /** @type {Cell|null} */
  let current = null;

  const draw = () => {
    element.hidden = current === null;
    const text = splitTitle(translator.pick(current?.text));
    replace(title, inline(text.title || translator.t("ui.lesson")));
    replace(body, blocks(text.body));
    set(fold, {
      "aria-expanded": String(!folded),
      title: translator.t(folded ? "ui.unfold" : "ui.fold"),
    });
    body.hidden = folded;
    element.classList.toggle("folded", folded);
  };
  const turnTo = (/** @type {number} */ line) => {
    const next = textFor(cells, line);
    if (next === current) return;
    current = next;
    body.scrollTop = 0;
    draw();
  };
  let timer = 0;
  fold.addEventListener("click", () => {
    folded = !folded;
    remember("lesson_folded", folded ? "yes" : "no");
    draw();
  });
  translator.follow(draw);

  return {
    element,
    /** @param {readonly Cell[]} all */
    setCells(all) {
      clearTimeout(timer);
      cells = all;
      current = textFor(cells, 0);
      draw();
    },
    /**
     * @param {number} line 0 for the beginning
     * @param {boolean} clicked the line, which may be clicked again: a text of another height moves
     *   the code
     */
    show(line, clicked) {
      clearTimeout(timer);
      if (clicked) timer = window.setTimeout(turnTo, CLICKS, line);
      else turnTo(line);
    },
  };
}
