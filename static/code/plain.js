/**
 * Code as it is shown until somebody is about to edit it: coloured, folded and marked as the editor
 * does it, every line in the same place, without the hundred kilobytes of the editor.
 */

import { h, replace, set } from "../dom.js";
import { foldsOf, linesOf } from "./folds.js";
import { NO_MARKS, labelOf, marked, ownLines, paintedLines, titleOfFold } from "./looks.js";
import { selectedIn } from "./places.js";

/** @typedef {import("../contract.js").Cell} Cell */
/** @typedef {import("./looks.js").LineMarks} LineMarks */

const MARGIN = 40; // pixels between the running line and an edge
const ENDS = ["pointerup", "pointercancel"]; // of a pointer that is down

/**
 * @param {object} options
 * @param {import("../i18n.js").Translator} options.translator
 * @param {(line: number) => void} options.onLine
 * @param {(cell: Cell) => string} options.titleOf
 * @param {boolean} options.readonly
 */
export function createPlainCode({ translator, onLine, titleOf, readonly }) {
  const gutter = h("div", { class: "cm-gutter cm-lineNumbers" });
  const content = h("div", {
    class: "cm-content",
    role: "textbox",
    "aria-multiline": "true",
    "aria-readonly": readonly && "true",
    tabindex: "0",
    translate: "no",
  });
  const scroller = h(
    "div",
    { class: "cm-scroller" },
    h("div", { class: "cm-gutters", "aria-hidden": "true" }, gutter),
    content,
  );
  const element = h("div", { class: "cm-editor plain" }, scroller);
  let source = "";
  /** @type {string[]} */
  let lines = [];
  /** @type {number[]} where each line begins */
  let starts = [];
  /** @type {readonly Cell[]} */
  let cells = [];
  let marks = NO_MARKS;
  /** @type {Map<number, {row: HTMLElement, number: HTMLElement}>} */
  let shown = new Map();
  /** @type {{row: HTMLElement, number: HTMLElement}[]} */
  let lit = [];
  /** @type {import("./looks.js").Pairs|null} */
  let pairs = null;
  /** @type {Map<Element, number>} */
  let lineOf = new Map();

  const draw = () => {
    const folds = new Map(foldsOf(lines, cells, titleOf).map((fold) => [fold.first, fold]));
    const painted = paintedLines(lines);
    const numbers = [
      h("div", { class: "cm-gutterElement widest" }, "9".repeat(String(lines.length).length)),
    ];
    shown = new Map();
    lineOf = new Map();
    for (let line = 1; line <= lines.length; line += 1) {
      const fold = folds.get(line);
      const row = fold
        ? titleOfFold(fold.title)
        : h("div", { class: "cm-line" }, painted[line - 1]);
      const number = fold
        ? titleOfFold(fold.title && "\u00a0")
        : h("div", { class: "cm-gutterElement" }, line);
      lineOf.set(row, line);
      numbers.push(number);
      if (fold) line = fold.last;
      else shown.set(line, { row, number });
    }
    replace(gutter, numbers);
    replace(content, [...lineOf.keys()]);
    paint();
  };

  const paint = () => {
    for (const { row, number } of lit) {
      for (const element of [row, number])
        element.classList.remove(
          ...[...element.classList].filter((name) => name.startsWith("line-")),
        );
      row.removeAttribute("title");
      row.querySelectorAll(".line-label").forEach((label) => label.remove());
    }
    lit = [];
    for (const own of ownLines(pairs, translator.t)) {
      const at = shown.get(own.line);
      if (!at) continue;
      lit.push(at);
      at.row.classList.add(own.class);
      at.number.classList.add(own.class);
      set(at.row, { title: own.title });
    }
    for (const [line, { classes, labels }] of marked(marks)) {
      const at = shown.get(line);
      if (!at) continue;
      lit.push(at);
      at.row.classList.add(...classes);
      at.number.classList.add(...classes);
      at.row.append(...labels.map((kind) => labelOf(kind, translator.t(`ui.line_${kind}`))));
    }
  };

  /** The row of the running line comes into sight. @param {HTMLElement} row */
  const reveal = (row) => {
    const [seen, wanted] = [scroller.getBoundingClientRect(), row.getBoundingClientRect()];
    const above = seen.top + MARGIN - wanted.top;
    const below = wanted.bottom + MARGIN - seen.bottom;
    if (above > 0) scroller.scrollTop -= above;
    else if (below > 0) scroller.scrollTop += below;
  };

  const selected = () =>
    selectedIn(content, (row, column) => {
      const line = lineOf.get(row) ?? 1;
      return starts[line - 1] + (shown.has(line) ? Math.min(column, lines[line - 1].length) : 0);
    });

  content.addEventListener("click", (event) => {
    const range = selected();
    if (range && range.anchor !== range.head) return;
    const row = event.composedPath().find((each) => lineOf.has(/** @type {Element} */ (each)));
    if (row) onLine(/** @type {number} */ (lineOf.get(/** @type {Element} */ (row))));
  });
  content.addEventListener("copy", (event) => {
    const range = selected(); // what is folded in it is copied, too
    if (!range || range.anchor === range.head) return;
    event.clipboardData?.setData(
      "text/plain",
      source.slice(Math.min(range.anchor, range.head), Math.max(range.anchor, range.head)),
    );
    event.preventDefault();
  });
  let held = false; // by a pointer, which may be about to select
  /** @type {Set<() => void>} */
  const waiting = new Set(); // for it to be let go
  const letGo = () => {
    held = false;
    for (const kind of ENDS) removeEventListener(kind, letGo);
    for (const go of waiting) setTimeout(go); // its click comes first
    waiting.clear();
  };
  content.addEventListener("pointerdown", () => {
    held = true;
    for (const kind of ENDS) addEventListener(kind, letGo);
  });

  translator.follow(() => {
    set(content, { "aria-label": translator.t("ui.code") });
    draw();
  });

  return {
    element,
    content,
    text: () => source,
    /** Until a pointer that is down in it is up, and its click is over. @returns {Promise<void>} */
    released: () => new Promise((resolve) => (held ? waiting.add(resolve) : resolve())),
    /** What the reader left here, for the editor to go on with. */
    left: () => ({
      selection: selected(),
      scrollTop: scroller.scrollTop,
      scrollLeft: scroller.scrollLeft,
      focused: /** @type {Document|ShadowRoot} */ (content.getRootNode()).activeElement === content,
    }),
    /** @param {string} text @param {readonly Cell[]} all */
    load(text, all) {
      lines = linesOf(text);
      source = lines.join("\n");
      starts = lines.map(() => 0);
      for (let line = 1; line < lines.length; line += 1)
        starts[line] = starts[line - 1] + lines[line - 1].length + 1;
      cells = all;
      marks = NO_MARKS;
      pairs = null;
      draw();
    },
    /** @param {LineMarks} next */
    mark(next) {
      const moved = next.now !== marks.now;
      marks = next;
      paint();
      const at = moved && next.now !== null ? shown.get(next.now) : undefined;
      if (at) reveal(at.row);
    },
    /** @param {import("./looks.js").Pairs|null} next */
    compare(next) {
      pairs = next;
      paint();
    },
    dispose() {},
  };
}
