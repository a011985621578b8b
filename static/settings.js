/**
 * What a reader chose and would like to find again: language, theme, speed.
 *
 * Storage may be forbidden or full; then the choice holds for this visit only.
 */

const PREFIX = "gradwalk.";

/** @param {string} name @returns {string|null} */
export function recall(name) {
  try {
    return globalThis.localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    globalThis.localStorage.setItem(PREFIX + name, value);
  } catch {
    // A private window or a full store: nothing is lost but the memory of it.
  }
}
