/**
 * Make static/vendor: what the page uses of CodeMirror in one file, and Pyodide's runtime as it came
 * from npm, with the licences of all they are made of.
 */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
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
const pyodide = JSON.parse(await readFile("node_modules/pyodide/package.json", "utf8"));
licences.push(`pyodide ${pyodide.version}\n\n${pyodide.license}; its source is at ${pyodide.repository.url}\n`);
await writeFile(`${FOLDER}/LICENSES.txt`, (await Promise.all(licences)).join(`\n${"-".repeat(72)}\n\n`));

await mkdir(`${FOLDER}/pyodide`, { recursive: true });
for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip"]) {
  await copyFile(`node_modules/pyodide/${name}`, `${FOLDER}/pyodide/${name}`);
}
// Of the lock file only what Pyodide compares itself with: none of the packages in it is ours.
const { info } = JSON.parse(await readFile("node_modules/pyodide/pyodide-lock.json", "utf8"));
await writeFile(`${FOLDER}/pyodide/pyodide-lock.json`, JSON.stringify({ info, packages: {} }));
