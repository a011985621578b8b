/**
 * Words on the screen, by key, in the reader's language.
 *
 * Python sends `{key, args}`; the texts themselves live only in the files of `i18n/`, one a
 * language.
 */

import { fileUrl } from "./files.js";
import { recall } from "./settings.js";
import { LANGUAGES } from "./vendor/languages.js";

export { LANGUAGES }; // by code, each with its own name and its tag

/** @typedef {{key: string, args?: Record<string, any>}} Words */
/** @typedef {Record<string, string>} Catalogue */
/** @typedef {string} Language a code of `LANGUAGES` */

/**
 * The language to begin with: the remembered one, else the first of the browser's that we have.
 *
 * @param {string|null} remembered
 * @param {readonly string[]} preferred as in `navigator.languages`
 * @returns {Language}
 */
export function chooseLanguage(remembered, preferred) {
  const wanted = [remembered ?? "", ...preferred].map((tag) => tag.toLowerCase().split("-")[0]);
  return wanted.find((code) => Object.hasOwn(LANGUAGES, code)) ?? "en";
}

/**
 * The language that a page asks for, else that of the reader.
 * @param {string|null|undefined} asked
 * @returns {Language}
 */
export const languageFor = (asked) =>
  chooseLanguage(
    Object.hasOwn(LANGUAGES, asked ?? "") ? (asked ?? "") : recall("language"),
    navigator.languages,
  );

/**
 * The texts of a language, which lie beside this module.
 * @param {Language} language
 * @returns {Promise<Catalogue>}
 */
async function load(language) {
  const response = await fetch(fileUrl(`i18n/${language}.json`));
  if (!response.ok) throw new Error(`no catalogue for ${language}: ${response.status}`);
  return response.json();
}

/**
 * The translator of a page: with the texts of one language, and those of English for what it lacks.
 * @param {string|null} [asked]
 */
export async function openTranslator(asked) {
  const language = languageFor(asked);
  const wanted = [...new Set(["en", language])];
  const texts = await Promise.all(wanted.map(async (each) => [each, await load(each)]));
  return createTranslator(Object.fromEntries(texts), language);
}

/**
 * Make the translator that every part of the page shares.
 *
 * A key that one language lacks is taken from English; one that both lack is shown as itself, so
 * that an omission is seen and nothing breaks.
 *
 * @param {Record<string, Catalogue>} catalogues
 * @param {Language} language
 */
export function createTranslator(catalogues, language) {
  let current = language;
  let chosen = language; // the last that was asked for; its texts may be on their way
  const listeners = new Set();

  /** @param {string} key @param {Record<string, any>} [args] @returns {string} */
  const t = (key, args = {}) => {
    const catalogue = [catalogues[current], catalogues.en].find(
      (one) => one && Object.hasOwn(one, key),
    );
    return catalogue ? fillIn(catalogue[key], args) : key;
  };

  return {
    t,
    /** @param {Words|null|undefined} words @returns {string} */
    words: (words) => (words ? t(words.key, words.args) : ""),
    /** @param {Record<string, string>|null|undefined} texts one text per language */
    pick: (texts) => (texts ? (texts[current] ?? texts.en ?? "") : ""),
    language: () => current,
    /**
     * Change to a language, whose texts are fetched where they are not here yet.
     * @param {Language} next
     */
    async choose(next) {
      chosen = next;
      catalogues[next] ??= await load(next);
      if (chosen !== next) return;
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
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(args, name) ? String(args[name] ?? "–") : whole,
  );
}
