/**
 * What the program has printed up to the moment shown, and its errors where they happened.
 */

import { h, replace, set } from "./dom.js";
import { adviceCard, errorCard, lineButton, silentCard } from "./explain.js";

/** @typedef {import("./contract.js").Reader} Reader */

/**
 * The number a notebook would give each cell: code cells count from 1, text cells have none.
 *
 * @param {import("./contract.js").Cell[]} cells
 * @returns {number[]}
 */
export function cellNumbers(cells) {
  let count = 0;
  return cells.map((cell) => (cell.kind === "code" ? (count += 1) : 0));
}

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {(k: number) => void} options.onMoment
 * @param {(line: number) => void} options.onLine
 * @param {import("./explain.js").OnMend} options.onMend null where nothing can be changed
 */
export function createOutput({ translator, onMoment, onLine, onMend }) {
  const list = h("div", { class: "printed", role: "log", "aria-live": "off", tabindex: 0 });
  const element = h("section", { class: "output" }, h("h2", {}), list);
  /** @type {Reader|null} */
  let reader = null;
  let at = 0;
  /** What is drawn now, so that a step which prints nothing redraws nothing. */
  let drawn = "";

  const entries = () => {
    const { output, errors, silent, advice = [] } = /** @type {Reader} */ (reader).scene;
    return [
      ...output
        .filter(({ stream }) => stream !== "error")
        .map((item) => ({ moment: item.moment, rank: 0, item, make: printed })),
      ...silent.map((item) => ({ moment: item.moment, rank: 1, item, make: wrong })),
      ...advice.map((item) => ({ moment: item.moment, rank: 1, item, make: advised })),
      ...errors.map((item) => ({ moment: item.moment, rank: 2, item, make: failed })),
    ]
      .filter(({ moment }) => moment <= at)
      .sort((one, other) => one.moment - other.moment || one.rank - other.rank);
  };

  const failed = (error) => errorCard({ error, translator, onLine, onMend });
  const wrong = (silent) => silentCard({ silent, reader, translator, onLine, onMend });
  const advised = (advice) => adviceCard({ advice, translator, onLine, onMend });
  const printed = ({ moment, cell, stream, text }) => {
    const number = cellNumbers(/** @type {Reader} */ (reader).scene.cells)[cell];
    return h(
      "div",
      { class: `entry ${stream}`, onclick: () => onMoment(moment) },
      stream === "value" && h("span", { class: "out" }, `Out[${number}]`),
      h("pre", {}, text.replace(/\n$/, "")),
    );
  };

  const draw = (force) => {
    if (!reader) return;
    const { stopped, moments } = reader.scene;
    const now = entries();
    const ended = stopped && at >= moments.length - 1;
    const key = `${now.length} ${ended}`;
    if (key === drawn && !force) return;
    drawn = key;
    const tagged = (/** @type {any} */ item, /** @type {(item: any) => HTMLElement} */ make) => {
      const made = make(item);
      if (item.side)
        (made.querySelector("h3") ?? made).prepend(
          h("b", { class: "side" }, item.side.toUpperCase()),
        );
      return made;
    };
    replace(
      list,
      now.length === 0 && !ended && h("p", { class: "muted" }, translator.t("ui.nothing_printed")),
      now.map(({ item, make }) => tagged(item, make)),
      ended &&
        h(
          "div",
          { class: "card stopped" },
          h("p", {}, translator.words(stopped)),
          stopped.line > 0 && lineButton(stopped.line, translator, onLine),
        ),
    );
    const card = list.querySelector(".card:last-child");
    if (card) list.scrollTop = /** @type {HTMLElement} */ (card).offsetTop - list.offsetTop;
    else list.scrollTop = list.scrollHeight;
  };

  translator.follow(() => {
    replace(/** @type {Element} */ (element.firstElementChild), translator.t("ui.output"));
    set(list, { "aria-label": translator.t("ui.output") });
    draw(true);
  });

  return {
    element,
    /** @param {Reader} next */
    setScene(next) {
      reader = next;
      drawn = "";
      const { errors, silent, advice = [] } = next.scene;
      // Room for cards is kept from the start, so that nothing jumps when they come.
      element.classList.toggle("told", errors.length + silent.length + advice.length > 0);
    },
    /** @param {number} k */
    show(k) {
      at = k;
      draw(false);
    },
  };
}
