/**
 * BokehJS writes its styles as elements, which a page's strict policy keeps from having any effect;
 * where it does, the same rules are given to each shadow root as sheets made by script.
 */

import { h } from "../dom.js";

/** @param {HTMLElement} host in the document @returns {boolean} */
export function stylesAreBlocked(host) {
  const probe = /** @type {HTMLStyleElement} */ (h("style", {}, "a {}"));
  host.append(probe);
  const blocked = !probe.sheet?.cssRules.length;
  probe.remove();
  return blocked;
}

/**
 * Keep the sheets of all shadow roots within an element like their style elements.
 *
 * @param {HTMLElement} element
 * @returns {() => void} ends it
 */
export function adoptStyles(element) {
  /** @type {Map<ShadowRoot, MutationObserver>} */
  const followed = new Map();

  /** @param {ParentNode} root */
  const look = (root) => {
    for (const each of root.querySelectorAll("*")) if (each.shadowRoot) follow(each.shadowRoot);
  };
  /** @param {ShadowRoot} root */
  const adopt = (root) => {
    root.adoptedStyleSheets = [...root.querySelectorAll("style")].map(({ textContent }) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(textContent ?? "");
      return sheet;
    });
    look(root);
  };
  /** @param {ShadowRoot} root */
  const follow = (root) => {
    if (followed.has(root)) return;
    const observer = new MutationObserver(() => adopt(root));
    followed.set(root, observer);
    observer.observe(root, { childList: true, characterData: true, subtree: true });
    adopt(root);
  };
  look(element);
  return () => followed.forEach((observer) => observer.disconnect());
}
