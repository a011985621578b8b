/**
 * The languages that the page speaks: a catalogue in static/i18n is one, under the name that it
 * gives itself.
 */

import { readFile, readdir } from "node:fs/promises";

/**
 * The module that tells the page of them, English first.
 * @param {string} folder of the catalogues
 * @returns {Promise<string>}
 */
export async function languagesModule(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  const codes = files
    .map((file) => file.slice(0, -".json".length))
    .sort((a, b) => Number(b === "en") - Number(a === "en"));
  const entries = codes.map(async (code) => {
    const { "language.name": name, "language.tag": tag } = JSON.parse(
      await readFile(`${folder}/${code}.json`, "utf8"),
    );
    if (!name || !tag)
      throw new Error(`${folder}/${code}.json: it has to say language.name and language.tag`);
    return [code, { name, tag }];
  });
  const languages = JSON.stringify(Object.fromEntries(await Promise.all(entries)));
  return `export const LANGUAGES = Object.freeze(${languages});\n`;
}
