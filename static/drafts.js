/**
 * What a reader has made of a lesson, kept in the browser for when the page is loaded again, and
 * the way back to the lesson's own code. Where nothing can be kept, it is there for this visit
 * only.
 */

import { h, replace, set } from "./dom.js";
import { recall, remember } from "./settings.js";

const AT_REST = 400; // milliseconds without a key, after which it is kept
const LONGEST = 100_000; // characters; more is left to files

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {string|null} options.place before the lessons' names, as sites share an address; null
 *   keeps nothing
 * @param {() => string} options.text what stands in the editor
 * @param {(text: string) => void} options.onShow put into the editor what was made of the lesson,
 *   or its own code
 */
export function createDrafts({ translator, place, text, onShow }) {
  const words = h("span", {});
  const button = h("button", { type: "button", class: "line-button", onclick: () => show(!shown) });
  const element = h("p", { class: "draft", role: "status", hidden: true }, words, button);
  /** @type {{name: string, own: string}|null} the lesson shown */
  let lesson = null;
  let timer = 0;
  let now = "";
  let earlier = "";
  let shown = false; // what was made of it, in place of its own code

  const say = () => {
    replace(words, translator.t(shown ? "draft.here" : "draft.kept"));
    replace(button, translator.t(shown ? "draft.back" : "draft.show"));
  };
  const show = (/** @type {boolean} */ mine) => {
    if (!lesson) return;
    if (shown) earlier = text();
    shown = mine;
    onShow(mine ? earlier : lesson.own);
    say();
  };

  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    if (lesson === null) return;
    if (now === lesson.own) return; // one who went back to it may want the other again
    if (now.length <= LONGEST) remember(lesson.name, now);
  };
  const leave = () => timer && keep();
  addEventListener("pagehide", leave);
  translator.follow(say);

  return {
    element,
    /**
     * A lesson is shown. What was made of it earlier comes back where the page was loaded again,
     * and is offered where the lesson was chosen.
     *
     * @param {string|null} id @param {string} own @param {boolean} again
     */
    open(id, own, again) {
      leave();
      lesson = place === null || id === null ? null : { name: `draft:${place}:${id}`, own };
      earlier = (lesson && recall(lesson.name)) ?? own;
      set(element, { hidden: earlier === own });
      shown = false;
      say();
      if (earlier !== own && again) show(true);
    },
    edited() {
      if (lesson === null) return;
      now = text();
      clearTimeout(timer);
      timer = setTimeout(keep, AT_REST);
    },
    dispose() {
      leave();
      removeEventListener("pagehide", leave);
    },
  };
}
