/**
 * Words on the screen, by key, in the reader's language.
 *
 * Python sends `{key, args}`; the texts themselves live only in `i18n/en.json` and `i18n/zh.json`.
 */

import { fileUrl } from "./files.js";

/** @typedef {{key: string, args?: Record<string, any>}} Words */
/** @typedef {Record<string, string>} Catalogue */

/** The languages there are, each under its own name. */
export const LANGUAGES = Object.freeze({ en: "English", zh: "中文" });

/**
 * The language to begin with: the remembered one, else the first of the browser's that we have.
 *
 * @param {string|null} remembered
 * @param {readonly string[]} preferred as in `navigator.languages`
 * @returns {"en"|"zh"}
 */
export function chooseLanguage(remembered, preferred) {
  const wanted = [remembered ?? "", ...preferred].map((tag) => tag.toLowerCase().split("-")[0]);
  return wanted.includes("zh") && !(wanted.indexOf("en") >= 0 && wanted.indexOf("en") < wanted.indexOf("zh"))
    ? "zh"
    : "en";
}

/**
 * Load both catalogues, which lie beside this module.
 *
 * @returns {Promise<Record<string, Catalogue>>}
 */
export async function loadCatalogues() {
  const texts = await Promise.all(
    Object.keys(LANGUAGES).map(async (language) => {
      const response = await fetch(fileUrl(`i18n/${language}.json`));
      if (!response.ok) throw new Error(`no catalogue for ${language}: ${response.status}`);
      return [language, await response.json()];
    }),
  );
  return Object.fromEntries(texts);
}

/**
 * Make the translator that every part of the page shares.
 *
 * A key that one language lacks is taken from English; one that both lack is shown as itself, so
 * that an omission is seen and nothing breaks.
 *
 * @param {Record<string, Catalogue>} catalogues
 * @param {"en"|"zh"} language
 */
export function createTranslator(catalogues, language) {
  let current = language;
  const listeners = new Set();

  /** @param {string} key @param {Record<string, any>} [args] @returns {string} */
  const t = (key, args = {}) => {
    const catalogue = [catalogues[current], catalogues.en].find((one) => one && Object.hasOwn(one, key));
    return catalogue ? fillIn(catalogue[key], args) : key;
  };

  return {
    t,
    /** @param {Words|null|undefined} words @returns {string} */
    words: (words) => (words ? t(words.key, words.args) : ""),
    /** @param {Record<string, string>|null|undefined} texts one text per language */
    pick: (texts) => (texts ? (texts[current] ?? texts.en ?? "") : ""),
    language: () => current,
    /** @param {"en"|"zh"} next */
    setLanguage(next) {
      current = next;
      for (const listener of listeners) listener();
    },
    /** Call `listener` now and after each change of language. @param {() => void} listener */
    follow(listener) {
      listeners.add(listener);
      listener();
    },
  };
}

/** @typedef {ReturnType<typeof createTranslator>} Translator */

/** @param {string} text @param {Record<string, any>} args */
function fillIn(text, args) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(args, name) ? String(args[name] ?? "–") : whole));
}
