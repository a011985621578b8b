/**
 * Which colours: light or dark, and whether with high contrast. What a reader chose goes before
 * what the system asks for; where the system forces its own colours, the graph has the strongest of
 * ours.
 */

import { PALETTES } from "./palette.js";
import { recall, remember } from "./settings.js";

/** @typedef {"light"|"dark"} Theme */

const queries = {
  dark: matchMedia("(prefers-color-scheme: dark)"),
  more: matchMedia("(prefers-contrast: more)"),
  forced: matchMedia("(forced-colors: active)"),
};

/** @returns {Theme} */
export const chosenTheme = () =>
  ({ light: /** @type {Theme} */ ("light"), dark: /** @type {Theme} */ ("dark") })[
    recall("theme") ?? ""
  ] ?? (queries.dark.matches ? "dark" : "light");

/** @returns {boolean} */
export const highContrast = () =>
  queries.forced.matches ||
  ({ yes: true, no: false }[recall("contrast") ?? ""] ?? queries.more.matches);

export const toggleContrast = () => remember("contrast", highContrast() ? "no" : "yes");

/** The colours of the graph. @param {Theme} theme */
export const paletteOf = (theme) =>
  PALETTES[/** @type {Theme} */ (highContrast() ? `${theme}_contrast` : theme)];

/** What an element says of its colours to the style sheets. @param {Theme} theme */
export const attributesOf = (theme) => ({
  "data-theme": theme,
  "data-contrast": highContrast() ? "more" : null,
});

/**
 * Hear when the system asks for others.
 * @param {() => void} listener
 * @returns {() => void} ends it
 */
export function followSystem(listener) {
  for (const query of Object.values(queries)) query.addEventListener("change", listener);
  return () =>
    Object.values(queries).forEach((query) => query.removeEventListener("change", listener));
}
