/**
 * Parts of the page that are fetched when somebody asks for them.
 */

import { fileUrl } from "./files.js";

/** Parts that came. @type {Set<string>} */
const here = new Set();
const IMPORT = /^(?:import|export)\b[^"]*?\bfrom "(\.[^"]+)";/gm;

/**
 * The module of a part; what cannot be fetched now can be asked for again. Browsers remember of a
 * module that it did not come, and never ask anew: so it and all that it imports are at hand first.
 *
 * @template T
 * @param {string} name of its file, as `import` does not tell it
 * @param {() => Promise<T>} load
 */
export async function fetched(name, load) {
  const url = fileUrl(name);
  // In a page that is one file all of them are.
  if (url !== undefined && !here.has(name)) await atHand(url, new Set());
  const part = await load();
  here.add(name);
  return part;
}

/** @param {string} url @param {Set<string>} known */
async function atHand(url, known) {
  if (known.has(url) || performance.getEntriesByName(url).some(isImported)) return;
  known.add(url);
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${reply.status} ${url}`);
  const text = await reply.text();
  await Promise.all(
    [...text.matchAll(IMPORT)].map(([, other]) => atHand(new URL(other, url).href, known)),
  );
}

/** What the page has as a module already. @param {any} entry */
const isImported = ({ initiatorType, responseStatus }) =>
  initiatorType !== "fetch" && responseStatus === 200;

/** @typedef {<T>(name: string, load: () => Promise<T>) => Promise<T|null>} Later */

/**
 * The same for an explorer, which tells its reader: null where a part did not come.
 *
 * @param {{show: (reason: import("./i18n.js").Words) => void, hide: () => void}} notice
 * @returns {Later}
 */
export function createLater(notice) {
  let told = false;
  return async (name, load) => {
    try {
      const part = await fetched(name, load);
      if (told) notice.hide();
      told = false;
      return part;
    } catch (reason) {
      console.info(name, String(reason));
      told = true;
      notice.show({ key: "ui.no_part", args: {} });
      return null;
    }
  };
}
