/**
 * The search over the graph: what is typed, which filters are on, and a list to walk with the
 * keyboard.
 */

import { h, replace, set } from "../dom.js";
import { entriesOf, FILTERS, matches } from "./find.js";

/** @typedef {import("./find.js").Filter} Filter */

const MOST = 100; // rows of the list

/**
 * @param {object} options
 * @param {import("../i18n.js").Translator} options.translator
 * @param {HTMLElement} options.place over which it lies
 * @param {(ids: ReadonlySet<string>|null) => void} options.onFound
 * @param {(id: string) => void} options.onChoose
 * @param {() => void} options.onClose
 */
export function createSearch({ translator, place, onFound, onChoose, onClose }) {
  const { t } = translator;
  const input = /** @type {HTMLInputElement} */ (
    h("input", {
      type: "search",
      role: "combobox",
      "aria-expanded": "true",
      "aria-controls": "gradwalk-found",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
    })
  );
  const close = h("button", { type: "button", class: "close", onclick: () => api.close() }, "×");
  const buttons = FILTERS.map((filter) => ({
    filter,
    button: h("button", { type: "button", "aria-pressed": "false", onclick: () => flip(filter) }),
  }));
  const filterRow = h(
    "div",
    { class: "filters", role: "group" },
    buttons.map(({ button }) => button),
  );
  const list = h("ul", { id: "gradwalk-found", role: "listbox" });
  const count = h("p", { class: "muted", role: "status" });
  const element = h(
    "div",
    { class: "search", role: "search", hidden: true },
    h("div", { class: "search-line" }, input, close),
    filterRow,
    list,
    count,
  );
  place.parentElement?.append(element);
  /**
   * What there is at the moment shown, in the language of now.
   * @type {() => import("./find.js").Entry[]}
   */
  let shown = () => [];
  /** @type {import("./find.js").Entry[]} */
  let found = [];
  /** @type {Set<Filter>} */
  const filters = new Set();
  let at = 0;

  const mark = () => {
    [...list.children].forEach((row, i) => set(row, { "aria-selected": String(i === at) }));
    const row = list.children[at];
    set(input, { "aria-activedescendant": row?.id ?? null });
    row?.scrollIntoView({ block: "nearest" });
  };

  const look = () => {
    const entries = shown();
    found = matches(entries, input.value, filters);
    at = 0;
    const asked = input.value.trim() !== "" || filters.size > 0;
    const rows = found.slice(0, MOST).map((entry, i) =>
      h(
        "li",
        {
          role: "option",
          id: `gradwalk-found-${i}`,
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => choose(i),
        },
        h("span", { class: `chip ${entry.kind}`, dir: "auto" }, entry.label),
        h("span", { class: "muted" }, entry.detail),
      ),
    );
    replace(list, rows);
    list.hidden = false;
    const more = found.length - rows.length;
    replace(
      count,
      !asked
        ? ""
        : found.length === 0
          ? t("search.nothing")
          : more > 0
            ? t("search.more", { count: more })
            : t("search.found", { count: found.length }),
    );
    onFound(asked ? new Set(found.map(({ id }) => id)) : null);
    mark();
  };

  /** @param {Filter} filter */
  const flip = (filter) => {
    if (!filters.delete(filter)) filters.add(filter);
    say();
    look();
    input.focus();
  };

  /** @param {number} i */
  const choose = (i) => {
    if (!found[i]) return;
    at = i;
    mark();
    list.hidden = true; // else it would lie over what was chosen
    onChoose(found[i].id);
  };

  const say = () => {
    set(input, { "aria-label": t("search.label"), placeholder: t("search.hint") });
    set(element, { "aria-label": t("search.label") });
    set(list, { "aria-label": t("search.results") });
    set(filterRow, { "aria-label": t("search.filters") });
    set(close, { "aria-label": t("ui.close") });
    for (const { filter, button } of buttons) {
      replace(button, t(`search.${filter}`));
      set(button, { "aria-pressed": String(filters.has(filter)) });
    }
  };

  input.addEventListener("input", look);
  element.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step && found.length > 0) {
      if (!list.hidden) at = Math.min(Math.min(found.length, MOST) - 1, Math.max(0, at + step));
      list.hidden = false;
      mark();
    } else if (event.key === "Enter" && event.target === input) choose(at);
    else if (event.key === "Escape") api.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("focus", look); // the moment may be another now
  translator.follow(() => {
    say();
    if (!element.hidden) look();
  });

  const api = {
    /**
     * @param {import("../contract.js").Reader} reader
     * @param {() => number} moment
     * @param {string} [typed] before it was there
     */
    open(reader, moment, typed) {
      shown = () => entriesOf(reader, moment(), t);
      element.hidden = false;
      if (typed) input.value = typed;
      look();
      input.focus();
      if (!typed) input.select();
    },
    isOpen: () => !element.hidden,
    close() {
      if (element.hidden) return;
      element.hidden = true;
      onFound(null);
      onClose();
    },
  };
  return api;
}

/** @typedef {ReturnType<typeof createSearch>} Search */
