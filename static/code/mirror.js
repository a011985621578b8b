/**
 * The editor: CodeMirror with Python colours, and our marks on its lines.
 *
 * Lines are those of the scene's source. While the reader edits, each line's start is carried along
 * with the changes, so that stepping through the picture of the previous run still marks the right
 * code.
 */

import {
  Decoration,
  EditorState,
  EditorView,
  GutterMarker,
  HighlightStyle,
  StateEffect,
  StateField,
  WidgetType,
  bracketMatching,
  defaultKeymap,
  drawSelection,
  gutterLineClass,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  indentUnit,
  indentWithTab,
  keymap,
  lineNumbers,
  pythonLanguage,
  syntaxHighlighting,
  tags,
} from "../vendor/codemirror.js";
import { foldsOf } from "./folds.js";
import { NO_MARKS, labelOf, marked, ownLines, titleOfFold } from "./looks.js";

/** @typedef {import("../contract.js").Cell} Cell */
/** @typedef {import("./looks.js").LineMarks} LineMarks */

const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "tok-keyword" },
  {
    tag: [tags.controlKeyword, tags.operatorKeyword, tags.moduleKeyword, tags.definitionKeyword],
    class: "tok-keyword",
  },
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.string, tags.special(tags.string)], class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.null], class: "tok-number" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "tok-call" },
  { tag: [tags.operator, tags.punctuation], class: "tok-operator" },
]);

/** A phrase at the end of a line: "saved here". */
class Label extends WidgetType {
  constructor(kind, text) {
    super();
    Object.assign(this, { kind, text });
  }

  eq(other) {
    return other.kind === this.kind && other.text === this.text;
  }

  toDOM() {
    return labelOf(this.kind, this.text);
  }
}

/**
 * A lesson's text cell, folded to its title (the text itself stands above the code), or the bare
 * mark of a code cell.
 */
class TextCell extends WidgetType {
  constructor(title) {
    super();
    Object.assign(this, { title });
  }

  eq(other) {
    return other.title === this.title;
  }

  toDOM() {
    return titleOfFold(this.title);
  }

  ignoreEvent() {
    return false;
  }
}

class LineClass extends GutterMarker {
  constructor(name) {
    super();
    Object.assign(this, { elementClass: name });
  }
}

const setStarts = StateEffect.define();
const setCells = StateEffect.define();
const setMarks = StateEffect.define();
const setRows = StateEffect.define();

/** Of two programs' lines as one text, those that only one has; such a text is for reading. */
const rows = StateField.define({
  create: () => ({ compared: false, lines: Decoration.none, gutter: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setRows)) return effect.value;
    return value;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutterLineClass.from(field, (value) => value.gutter),
    EditorState.readOnly.from(field, (value) => value.compared),
  ],
});

/** Where each line of the scene's source begins now. */
const starts = StateField.define({
  create: () => [],
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setStarts)) return effect.value;
    return transaction.docChanged
      ? value.map((position) => transaction.changes.mapPos(position, 1))
      : value;
  },
});

const marks = StateField.define({
  create: () => ({ lines: Decoration.none, gutter: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMarks)) return effect.value;
    if (!transaction.docChanged) return value;
    return {
      lines: value.lines.map(transaction.changes),
      gutter: value.gutter.map(transaction.changes),
    };
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.lines),
    gutterLineClass.from(field, (value) => value.gutter),
  ],
});

const cells = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setCells)) return effect.value;
    const mapped = value.map(transaction.changes);
    // What is selected is shown in full: nobody should replace or copy what he cannot see.
    const { from, to } = transaction.state.selection.main;
    return from === to
      ? mapped
      : mapped.update({ filter: (first, last) => last <= from || first >= to });
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.atomicRanges.of((view) => view.state.field(field)),
  ],
});

/**
 * @param {object} options
 * @param {Document|ShadowRoot} options.root where the editor's own styles belong
 * @param {import("../i18n.js").Translator} options.translator
 * @param {() => void} options.onRun
 * @param {() => void} options.onEdit
 * @param {(line: number) => void} options.onLine
 * @param {(cell: Cell) => string} options.titleOf
 */
export function createMirror({ root, translator, onRun, onEdit, onLine, titleOf }) {
  /** @type {readonly Cell[]} */
  let sceneCells = [];
  let shown = NO_MARKS;
  let loaded = "";
  let loading = false;
  let folds = 0;

  /** The scene's line at a place of the text, or null where the reader has written a new one. */
  const lineAt = (view, position) => {
    const from = view.state.doc.lineAt(position).from;
    const index = view.state.field(starts).findLastIndex((start) => start === from);
    return index < 0 ? null : index + 1;
  };

  const view = new EditorView({
    root,
    state: EditorState.create({
      doc: "",
      extensions: [
        lineNumbers(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        pythonLanguage,
        syntaxHighlighting(colours),
        starts,
        marks,
        cells,
        rows,
        keymap.of([
          { key: "Mod-Enter", run: () => (onRun(), true) },
          indentWithTab,
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !loading) onEdit();
          if (update.selectionSet && update.state.selection.main.empty && unfolded())
            queueMicrotask(foldTexts);
        }),
        EditorView.contentAttributes.of(() => ({
          "aria-label": translator.t("ui.code"),
          tabindex: "0",
        })),
        EditorView.domEventHandlers({
          click(event, target) {
            const position = target.posAtCoords({ x: event.clientX, y: event.clientY });
            if (position === null || !target.state.selection.main.empty) return;
            const line = lineAt(target, position);
            if (line !== null) onLine(line);
          },
        }),
      ],
    }),
  });

  const lineOf = (number) => {
    const start = number === null ? undefined : view.state.field(starts)[number - 1];
    return start === undefined ? null : view.state.doc.lineAt(start);
  };

  const paint = () => {
    const lines = [];
    const gutter = [];
    for (const [number, { classes, labels }] of marked(shown)) {
      const line = lineOf(number);
      if (!line) continue;
      lines.push(Decoration.line({ class: classes.join(" ") }).range(line.from));
      gutter.push(new LineClass(classes.join(" ")).range(line.from));
      for (const kind of labels)
        lines.push(
          Decoration.widget({
            widget: new Label(kind, translator.t(`ui.line_${kind}`)),
            side: 1,
          }).range(line.to),
        );
    }
    view.dispatch({
      effects: setMarks.of({
        lines: Decoration.set(lines, true),
        gutter: Decoration.set(gutter, true),
      }),
    });
  };

  /** Whether a selection has unfolded some text of the lesson as it came. */
  const unfolded = () =>
    view.state.field(cells).size < folds && view.state.doc.toString() === loaded;

  const foldTexts = () => {
    const { doc } = view.state;
    const found = foldsOf([...doc.iterLines()], sceneCells, titleOf);
    const folded = found.map(({ first, last, title }) =>
      Decoration.replace({ widget: new TextCell(title), block: true }).range(
        doc.line(first).from,
        doc.line(last).to,
      ),
    );
    folds = folded.length;
    view.dispatch({ effects: setCells.of(Decoration.set(folded, true)) });
  };

  translator.follow(() => {
    if (view.state.doc.toString() === loaded) foldTexts();
    paint();
  });

  return {
    element: view.dom,
    text: () => view.state.doc.toString(),
    /**
     * Put in a scene's source.
     * @param {string} source
     * @param {readonly Cell[]} all
     * @param {LineMarks} [marks]
     */
    load(source, all, marks = NO_MARKS) {
      sceneCells = all;
      loaded = source;
      if (source !== view.state.doc.toString()) {
        loading = true;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: source } });
        loading = false;
      }
      const { doc } = view.state;
      const positions = Array.from({ length: doc.lines }, (_, i) => doc.line(i + 1).from);
      view.dispatch({ effects: setStarts.of(positions) });
      shown = marks;
      foldTexts();
      paint();
    },
    /** @param {LineMarks} next */
    mark(next) {
      const moved = next.now !== shown.now;
      shown = next;
      paint();
      const line = lineOf(next.now);
      if (moved && line)
        view.dispatch({
          effects: EditorView.scrollIntoView(line.from, { y: "nearest", yMargin: 40 }),
        });
    },
    /**
     * Tell whose lines are whose; null where the text is one program.
     * @param {import("./looks.js").Pairs|null} pairs
     */
    compare(pairs) {
      const own = ownLines(pairs, translator.t).map((each) => ({
        ...each,
        at: view.state.doc.line(each.line).from,
      }));
      view.dispatch({
        effects: setRows.of({
          compared: pairs !== null,
          lines: Decoration.set(
            own.map((each) =>
              Decoration.line({ class: each.class, attributes: { title: each.title } }).range(
                each.at,
              ),
            ),
          ),
          gutter: Decoration.set(own.map((each) => new LineClass(each.class).range(each.at))),
        }),
      });
    },
    /**
     * Go on where the plain code was left.
     *
     * @param {{selection: import("./places.js").Range|null, scrollTop: number, scrollLeft: number,
     *   focused: boolean, typed: import("./type_ahead.js").Typed[]}} left
     */
    take({ selection, scrollTop, scrollLeft, focused, typed }) {
      view.coordsAtPos(0); // measured now, it knows by the next line what is in sight there
      Object.assign(view.scrollDOM, { scrollTop, scrollLeft });
      if (focused) view.focus();
      if (selection) view.dispatch({ selection });
      for (const each of typed) {
        if ("text" in each)
          view.dispatch({
            ...view.state.replaceSelection(each.text),
            userEvent: "input.type",
            scrollIntoView: true,
          });
        else view.contentDOM.dispatchEvent(new KeyboardEvent("keydown", each.key));
      }
    },
    dispose: () => view.destroy(),
  };
}
