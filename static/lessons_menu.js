/**
 * The lessons, as a menu in the header: number, title and what each shows.
 */

import { h, replace, set } from "./dom.js";
import { createDropdown } from "./dropdown.js";
import { icon } from "./icons.js";
import { inline } from "./prose.js";
import { progressNote } from "./progress.js";

/**
 * @typedef {{id: string, title: Record<string, string>, summary: Record<string, string>,
 *   beside?: {name: string, source: string}[]}} Lesson
 */

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {string} options.where the address under which answers are kept
 * @param {(id: string) => void} options.onChoose
 */
export function createLessonsMenu({ translator, where, onChoose }) {
  const label = h("span", { class: "current" });
  const button = h(
    "button",
    { type: "button", class: "lessons-button", "aria-haspopup": "menu", "aria-expanded": "false" },
    label,
    icon("chevron"),
  );
  const menu = h("div", { class: "lessons-list", role: "menu", hidden: true });
  const element = h("div", { class: "lessons" }, button, menu);
  /** @type {Lesson[]} */
  let lessons = [];
  /** @type {string|null} null where the program is the reader's own */
  let current = null;

  const dropdown = createDropdown(button, menu, element);

  const draw = () => {
    const found = lessons.findIndex(({ id }) => id === current);
    replace(
      label,
      found >= 0
        ? [
            h("span", { class: "number" }, found + 1),
            h("span", {}, translator.pick(lessons[found].title)),
          ]
        : translator.t("ui.own_program"),
    );
    set(button, { title: translator.t("ui.lessons") });
    set(menu, { "aria-label": translator.t("ui.lessons") });
    replace(
      menu,
      lessons.map(({ id, title, summary }, index) =>
        h(
          "button",
          {
            type: "button",
            role: "menuitemradio",
            tabindex: -1,
            "aria-checked": String(id === current),
            onclick: () => choose(id),
          },
          h("span", { class: "number" }, index + 1),
          h(
            "span",
            { class: "title" },
            inline(translator.pick(title)),
            progressNote(where, id, translator),
          ),
          h("span", { class: "summary" }, inline(translator.pick(summary))),
        ),
      ),
    );
  };

  const choose = (id) => {
    dropdown.close();
    onChoose(id);
  };
  translator.follow(draw);

  return {
    element,
    /** Questions were answered. */
    refresh: draw,
    /** @param {Lesson[]} all */
    setLessons(all) {
      lessons = all;
      draw();
    },
    /** @param {string|null} id */
    setCurrent(id) {
      current = id;
      draw();
    },
    dispose: dropdown.dispose,
  };
}
