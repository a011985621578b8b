/**
 * Buttons beside the zoom that only a large graph needs: its groups, and a search.
 */

import { h, set } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {() => void} options.onGroups
 * @param {() => void} options.onSearch
 */
export function createTools({ translator, onGroups, onSearch }) {
  const groups = h(
    "button",
    { type: "button", class: "picture", hidden: true, "aria-pressed": "false", onclick: onGroups },
    icon("groups"),
  );
  const search = h(
    "button",
    { type: "button", class: "picture", onclick: onSearch },
    icon("search"),
  );
  translator.follow(() => {
    for (const [button, key, shortcut] of /** @type {const} */ ([
      [groups, "ui.groups", "G"],
      [search, "ui.search", "/"],
    ])) {
      set(button, { "aria-label": translator.t(key), title: `${translator.t(key)} (${shortcut})` });
    }
  });
  return {
    buttons: [search, groups],
    /** @param {import("./contract.js").Scene} scene */
    setScene(scene) {
      groups.hidden = scene.groups.length === 0;
    },
    /** @param {boolean} value */
    setGrouped: (value) => set(groups, { "aria-pressed": String(value) }),
  };
}
