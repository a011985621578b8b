/**
 * Bundle what the page uses of CodeMirror into static/vendor, with the licences of all it is made of.
 */

import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const FOLDER = "static/vendor";

const { metafile } = await build({
  entryPoints: ["vendor/codemirror.js"],
  outfile: `${FOLDER}/codemirror.js`,
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  metafile: true,
});

const packages = Object.keys(metafile.inputs)
  .map((input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1])
  .filter((name) => name !== undefined);
const licences = [...new Set(packages)].sort().map(async (name) => {
  const text = await readFile(`node_modules/${name}/LICENSE`, "utf8");
  return `${name}\n\n${text.trim()}\n`;
});
await writeFile(`${FOLDER}/LICENSES.txt`, (await Promise.all(licences)).join(`\n${"-".repeat(72)}\n\n`));
