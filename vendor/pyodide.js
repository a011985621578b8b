/**
 * Pyodide's runtime from npm, with its library cut to what is used, as bytecode, and packed.
 */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { transform } from "esbuild";
import { loadPyodide } from "pyodide";

const FROM = "node_modules/pyodide";

/**
 * @param {string} folder
 * @returns {Promise<[string, string]>} its name with its version, and its licence
 */
export async function copyPyodide(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of ["pyodide.mjs", "pyodide.asm.wasm"]) await copyFile(`${FROM}/${name}`, `${folder}/${name}`);
  const { code } = await transform(await readFile(`${FROM}/pyodide.asm.mjs`, "utf8"), { minify: true, format: "esm" });
  await writeFile(`${folder}/pyodide.asm.mjs`, code);
  await makeLibrary(folder);
  // Of the lock file only what Pyodide compares itself with: none of the packages in it is ours.
  const { info } = JSON.parse(await readFile(`${FROM}/pyodide-lock.json`, "utf8"));
  await writeFile(`${folder}/pyodide-lock.json`, JSON.stringify({ info, packages: {} }));
  const { version, license, repository } = JSON.parse(await readFile(`${FROM}/package.json`, "utf8"));
  return [`pyodide ${version}`, `${license}; its source is at ${repository.url}`];
}

/** @param {string} folder */
async function makeLibrary(folder) {
  const python = await loadPyodide({ env: { HOME: "/home", PYTHONNODEBUGRANGES: "1", PYTHONDONTWRITEBYTECODE: "1" } });
  for (const name of ["core", "ui", "vendor"]) {
    python.FS.mkdirTree(`/${name}`);
    python.mountNodeFS(`/${name}`, name);
  }
  python.FS.writeFile("/given.zip", await readFile(`${FROM}/python_stdlib.zip`));
  python.runPython(await readFile("vendor/library.py", "utf8"));
  await writeFile(`${folder}/python_stdlib.zip`, python.FS.readFile("/first.zip"));
  await writeFile(`${folder}/whole_stdlib.zip`, python.FS.readFile("/whole.zip"));
  await writeFile(`${folder}/library.xz`, python.FS.readFile("/library.xz"));
}
