/**
 * Make static/vendor: what the page uses of CodeMirror, BokehJS and gifenc, each in one file, and
 * Pyodide's runtime, with the licences of all they are made of; and the list of the page's
 * languages.
 */

import { mkdir, writeFile } from "node:fs/promises";
import { bundled } from "./bundle.js";
import { languagesModule } from "./languages.js";
import { copyPyodide } from "./pyodide.js";

const FOLDER = "static/vendor";

await mkdir(FOLDER, { recursive: true });
await writeFile(`${FOLDER}/languages.js`, await languagesModule("static/i18n"));
const bundles = await Promise.all(
  ["codemirror.js", "bokeh.js", "gifenc.js"].map((name) =>
    bundled(`vendor/${name}`, `${FOLDER}/${name}`),
  ),
);
const licences = new Map(
  [...bundles.flatMap((bundle) => [...bundle]), await copyPyodide(`${FOLDER}/pyodide`)].sort(),
);
const texts = [...licences].map(([name, text]) => `${name}\n\n${text.trim()}\n`);
await writeFile(`${FOLDER}/LICENSES.txt`, texts.join(`\n${"-".repeat(72)}\n\n`));
