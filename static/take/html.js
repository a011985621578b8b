/**
 * The explorer as one HTML file, made in the page: the same file as `gradwalk export` makes, of the
 * same template.
 */

import { fileUrl } from "../files.js";

const ENTRY = "exported.js";
const FILES = "files.js"; // where files are, which in the new page are in the page itself
// As in ui/gradwalk_ui/static_files.py: what is imported at once, and what when it is asked for.
const IMPORT = /^((?:import|export)\b[^"]*?\bfrom )"(\.[^"]+)"(?=;)/gm;
const LATER = /((?:=>|await) import\()"(\.[^"]+\.js)"(?=\))/g;
const STYLE = /"([\w/]+\.css)"/g;
const KINDS = { css: "text/css", json: "application/json", js: "text/javascript" };

/**
 * @param {object} program
 * @param {string} program.title
 * @param {string} program.picture as SVG, for where no script runs
 * @param {object} program.settings what the page's module reads
 * @param {readonly string[]} program.languages
 */
export async function html({ title, picture, settings, languages }) {
  // The page's own style is in its head; `./` says that it is not one of those that modules ask
  // for.
  const [template, styles, modules] = await Promise.all([
    fetched("exported.txt"),
    fetched("./page.css"),
    importMap(languages),
  ]);
  /** @type {Record<string, string>} */
  const holes = {
    title: title.replace(/[&<>"]/g, (letter) => `&#${letter.codePointAt(0)};`),
    styles,
    picture,
    modules: asScript({ imports: modules }),
    settings: asScript(settings),
    entry: nameOf(ENTRY),
  };
  return template.replace(/\$(\w+)/g, (hole, name) => holes[name] ?? hole);
}

/**
 * All modules of the new page, under names that do not depend on where it lies.
 * @param {readonly string[]} languages
 */
async function importMap(languages) {
  const files = new Set(languages.map((language) => `i18n/${language}.json`));
  /** @type {Record<string, string>} */
  const found = { [nameOf(FILES)]: "" };
  let waiting = [ENTRY];
  while (waiting.length > 0) {
    const texts = await Promise.all(waiting.map(async (name) => [name, await fetched(name)]));
    const wanted = new Set();
    for (const [name, text] of texts) {
      const byName = (
        /** @type {string} */ _,
        /** @type {string} */ before,
        /** @type {string} */ target,
      ) => {
        const other = new URL(target, `file:///${name}`).pathname.slice(1);
        wanted.add(other);
        return `${before}"${nameOf(other)}"`;
      };
      for (const [, style] of text.matchAll(STYLE)) files.add(style);
      found[nameOf(name)] = dataUrl(name, text.replace(IMPORT, byName).replace(LATER, byName));
    }
    waiting = [...wanted].filter((name) => !(nameOf(name) in found));
  }
  const urls = Object.fromEntries(
    await Promise.all([...files].map(async (name) => [name, dataUrl(name, await fetched(name))])),
  );
  found[nameOf(FILES)] = dataUrl(
    FILES,
    `const urls = ${JSON.stringify(urls)}; export const fileUrl = (name) => urls[name];`,
  );
  return found;
}

/** @param {string} module */
const nameOf = (module) => `gradwalk/${module}`;

/** @param {string} name @param {string} text */
function dataUrl(name, text) {
  const kind = KINDS[/** @type {"js"} */ (name.split(".").at(-1))];
  return `data:${kind};charset=utf-8,${encodeURIComponent(text)}`;
}

/** JSON that can stand between <script> and </script>. @param {unknown} data */
const asScript = (data) => JSON.stringify(data).replace(/</g, "\\u003c");

/** @param {string} name */
async function fetched(name) {
  const response = await fetch(fileUrl(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.text();
}
