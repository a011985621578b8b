/**
 * What a reader chose and would like to find again: language, theme, speed.
 *
 * Storage may be forbidden or full; then the choice holds for this visit only.
 */

const PREFIX = "gradwalk.";
/** What could not be stored. @type {Map<string, string>} */
const visit = new Map();

/** @param {string} name @returns {string|null} */
export function recall(name) {
  try {
    return visit.get(name) ?? globalThis.localStorage.getItem(PREFIX + name);
  } catch {
    return visit.get(name) ?? null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    globalThis.localStorage.setItem(PREFIX + name, value);
    visit.delete(name);
  } catch {
    visit.set(name, value); // a private window, or a full store
  }
}
