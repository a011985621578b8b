/**
 * The code. It is there at once as plain text; the editor takes its place when a reader puts the
 * caret or a finger into it, with the caret, the selection and what was typed meanwhile.
 */

import { h } from "./dom.js";
import { NO_MARKS } from "./code/looks.js";
import { createPlainCode } from "./code/plain.js";
import { createTypeAhead } from "./code/type_ahead.js";
import { fetched } from "./later.js";

/** @typedef {import("./contract.js").Cell} Cell */
/** @typedef {import("./code/looks.js").LineMarks} LineMarks */
/** @typedef {import("./code/looks.js").Pairs} Pairs */

const LONGEST_PLAIN = 2000; // lines; of a longer text the editor draws only what is seen
// How an edit begins; what comes after the first counts where the editor did not come.
const BEGINNINGS = ["focus", "pointerdown", "keydown"];

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {() => void} options.onRun
 * @param {() => void} options.onEdit
 * @param {boolean} [options.readonly]
 * @param {(line: number) => void} options.onLine a line of the scene's source was clicked
 * @param {(cell: Cell) => string} options.titleOf what stands for a text cell
 * @param {() => void} options.onMissing the editor could not be fetched
 */
export function createEditor({ readonly = false, onMissing, ...options }) {
  const plain = createPlainCode({ ...options, readonly });
  const element = h("div", { class: "editor" }, plain.element);
  /**
   * @type {{text: () => string, load: (source: string, cells: readonly Cell[], marks?: LineMarks)
   *   => void, mark: (marks: LineMarks) => void, compare: (pairs: Pairs|null) => void, dispose: ()
   *   => void}}
   */
  let shown = plain;
  /** @type {readonly Cell[]} */
  let cells = [];
  let marks = NO_MARKS;
  /** @type {Pairs|null} */
  let pairs = null;
  let disposed = false;
  /** @type {Promise<void>|null} */
  let opening = null;

  const takeTyped = createTypeAhead(plain.content, () => opening !== null);
  const openNow = async () => {
    try {
      const { createMirror } = await fetched("code/mirror.js", () => import("./code/mirror.js"));
      await plain.released();
      if (disposed) return;
      const root = /** @type {Document|ShadowRoot} */ (element.getRootNode());
      const left = { ...plain.left(), typed: takeTyped() };
      const mirror = createMirror({ ...options, root });
      mirror.load(plain.text(), cells, marks);
      mirror.compare(pairs);
      plain.element.replaceWith(mirror.element);
      shown = mirror;
      mirror.take(left);
    } catch (reason) {
      console.info("no editor:", String(reason));
      takeTyped();
      opening = null;
      onMissing();
    }
  };
  const open = () => (opening ??= openNow());
  if (!readonly)
    BEGINNINGS.forEach((name) =>
      // Captured: before what is typed is taken.
      plain.content.addEventListener(name, () => void (pairs === null && open()), true),
    );

  return {
    element,
    text: () => shown.text(),
    /** Put in a scene's source. @param {string} source @param {readonly Cell[]} all */
    load(source, all) {
      cells = all;
      marks = NO_MARKS;
      pairs = null;
      shown.load(source, all);
      if (
        !readonly &&
        shown === plain &&
        source.split("\n", LONGEST_PLAIN).length === LONGEST_PLAIN
      )
        open();
    },
    /** @param {Partial<LineMarks>} next */
    mark(next) {
      const all = { ...NO_MARKS, ...next };
      if (
        Object.entries(all).every(
          ([kind, line]) => marks[/** @type {keyof LineMarks} */ (kind)] === line,
        )
      )
        return;
      marks = all;
      shown.mark(all);
    },
    /** Tell whose lines are whose; null where the text is one program. @param {Pairs|null} next */
    compare(next) {
      pairs = next;
      shown.compare(next);
    },
    /** Until all that was typed is in the text. */
    settled: () => opening ?? Promise.resolve(),
    dispose() {
      disposed = true;
      shown.dispose();
    },
  };
}
