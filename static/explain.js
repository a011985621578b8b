/**
 * An error, or a gradient that is silently wrong, told as a story: what PyTorch says, why, and ways
 * to mend it.
 */

import { h } from "./dom.js";
import { markIcon } from "./marks.js";
import { blocks, inline } from "./prose.js";
import { valueGrid } from "./tensor_value.js";

/** @typedef {import("./contract.js").ProgramError} ProgramError */
/** @typedef {import("./contract.js").Silent} Silent */
/** @typedef {import("./contract.js").Lines} Lines */
/** @typedef {import("./contract.js").Reader} Reader */
/** @typedef {import("./i18n.js").Translator} Translator */

/** @typedef {((edit: import("./contract.js").Hunk[]) => void)|null} OnMend */

const STORY = /** @type {const} */ (["saved", "wrote", "needed"]);

/**
 * The three lines of a version mismatch, each a way to go there.
 *
 * @param {{lines: Lines, reader: Reader, translator: Translator, onLine: (line: number) => void}}
 *   options
 * @returns {HTMLElement|null}
 */
export function story({ lines, reader, translator, onLine }) {
  const source = reader.scene.source.split("\n");
  const told = STORY.filter((kind) => lines[kind] !== null);
  if (told.length < 2) return null;
  const button = (/** @type {typeof STORY[number]} */ kind) => {
    const line = /** @type {number} */ (lines[kind]);
    const label = h("span", { class: "label" }, translator.t(`ui.line_${kind}`));
    const place = h("span", { class: "place" }, translator.t("ui.line", { line }));
    return h(
      "button",
      { type: "button", class: `story-line ${kind}`, onclick: () => onLine(line) },
      label,
      place,
      h("code", {}, (source[line - 1] ?? "").trim()),
    );
  };
  return h(
    "ol",
    { class: "story" },
    told.map((kind) => h("li", {}, button(kind))),
  );
}

/**
 * @param {{error: ProgramError, translator: Translator, onLine: (line: number) => void,
 *   onMend: OnMend}} options
 */
export function errorCard({ error, translator, onLine, onMend }) {
  return h(
    "section",
    {
      class: "card error",
      "aria-label": translator.t("ui.error_at", { type: error.type, line: error.line }),
    },
    h(
      "h3",
      {},
      markIcon("error"),
      h("span", {}, error.type),
      error.line > 0 && lineButton(error.line, translator, onLine),
    ),
    h("pre", { class: "message", lang: "en" }, error.text),
    error.explain && h("div", { class: "plain" }, blocks(translator.words(error.explain))),
    mends(error.mends, translator, onMend),
    error.traceback &&
      h(
        "details",
        {},
        h("summary", {}, translator.t("ui.traceback")),
        h("pre", { lang: "en" }, error.traceback),
      ),
  );
}

/**
 * What `.grad` holds beside what it should hold.
 * @param {Silent} silent
 * @param {Reader} reader
 * @param {Translator} translator
 */
export function versus(silent, reader, translator) {
  const side = (key, reference) => {
    const value = reader.value(reference);
    return h(
      "div",
      {},
      h("div", { class: "caption" }, translator.t(key)),
      value && valueGrid(value, { gradient: true }),
    );
  };
  return h(
    "div",
    { class: "versus" },
    side("ui.silent_got", silent.got),
    side("ui.silent_true", silent.true),
  );
}

/**
 * @param {{silent: Silent, reader: Reader, translator: Translator, onLine: (line: number) => void,
 *   onMend: OnMend}} options
 */
export const silentCard = ({ silent, ...options }) =>
  wrongCard(
    "wrong",
    "ui.silent",
    silent,
    options,
    versus(silent, options.reader, options.translator),
  );

/**
 * What nothing refused, and is most likely not meant.
 *
 * @param {{advice: import("./contract.js").Advice, translator: Translator, onLine: (line: number)
 *   => void, onMend: OnMend}} options
 */
export const adviceCard = ({ advice, ...options }) =>
  wrongCard("advice", "ui.advice", advice, options, null);

/**
 * @param {string} kind
 * @param {string} key
 * @param {Silent|import("./contract.js").Advice} told
 * @param {{translator: Translator, onLine: (line: number) => void, onMend: OnMend}} options
 * @param {HTMLElement|null} shown
 */
function wrongCard(
  kind,
  key,
  { line, explain, mends: ways },
  { translator, onLine, onMend },
  shown,
) {
  const title = translator.t(key);
  return h(
    "section",
    { class: `card ${kind}`, "aria-label": title },
    h("h3", {}, markIcon("wrong"), h("span", {}, title), lineButton(line, translator, onLine)),
    shown,
    h("div", { class: "plain" }, blocks(translator.words(explain))),
    mends(ways, translator, onMend),
  );
}

/** @param {number} line @param {Translator} translator @param {(line: number) => void} onLine */
export function lineButton(line, translator, onLine) {
  return h(
    "button",
    { type: "button", class: "line-button", onclick: () => onLine(line) },
    translator.t("ui.line", { line }),
  );
}

/**
 * @param {import("./contract.js").Mend[]} all
 * @param {Translator} translator
 * @param {OnMend} onMend
 */
export function mends(all, translator, onMend) {
  if (all.length === 0) return null;
  return h(
    "div",
    { class: "mends" },
    h("h4", {}, translator.t("ui.mends")),
    h(
      "ul",
      {},
      all.map((mend) =>
        h(
          "li",
          {},
          inline(translator.words(mend)),
          mend.edit && onMend && change(mend.edit, translator, onMend),
        ),
      ),
    ),
  );
}

/**
 * What an edit changes, to be looked at before it is done.
 * @param {import("./contract.js").Hunk[]} edit
 * @param {Translator} translator
 * @param {(edit: import("./contract.js").Hunk[]) => void} onMend
 */
function change(edit, { t }, onMend) {
  const row = (/** @type {"old"|"new"} */ kind, /** @type {string} */ text) =>
    h(
      "div",
      { class: kind },
      h("span", { class: "unseen" }, t(`ui.mend_${kind}`)),
      h("span", { class: "sign", "aria-hidden": "true" }, kind === "old" ? "−" : "+"),
      h("code", {}, text),
    );
  return h(
    "details",
    { class: "change" },
    h("summary", {}, t("ui.mend_preview")),
    h(
      "div",
      { class: "diff" },
      edit.map(({ line, old, new: added }) => [
        h("div", { class: "place" }, t("ui.line", { line })),
        old.map((text) => row("old", text)),
        added.map((text) => row("new", text)),
      ]),
    ),
    h(
      "button",
      { type: "button", class: "apply", onclick: () => onMend(edit) },
      t("ui.mend_apply"),
    ),
  );
}

/**
 * A source with an edit done.
 * @param {string} source
 * @param {import("./contract.js").Hunk[]} edit
 */
export function edited(source, edit) {
  const lines = source.split("\n");
  for (const { line, old, new: added } of [...edit].reverse())
    lines.splice(line - 1, old.length, ...added);
  return lines.join("\n");
}
