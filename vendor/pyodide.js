/**
 * Pyodide's runtime from npm, with its library cut to what is used, as bytecode.
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
  for (const name of ["pyodide.mjs", "pyodide.asm.wasm"])
    await copyFile(`${FROM}/${name}`, `${folder}/${name}`);
  const { code } = await transform(await readFile(`${FROM}/pyodide.asm.mjs`, "utf8"), {
    minify: true,
    format: "esm",
  });
  await writeFile(`${folder}/pyodide.asm.mjs`, code);
  await makeLibrary(`${folder}/python_stdlib.zip`);
  // For packages of others, which may import anything.
  await copyFile(`${FROM}/python_stdlib.zip`, `${folder}/whole_stdlib.zip`);
  // Of the lock file only what Pyodide compares itself with: none of the packages in it is ours.
  const { info } = JSON.parse(await readFile(`${FROM}/pyodide-lock.json`, "utf8"));
  await writeFile(`${folder}/pyodide-lock.json`, JSON.stringify({ info, packages: {} }));
  const { version, license, repository } = JSON.parse(
    await readFile(`${FROM}/package.json`, "utf8"),
  );
  return [`pyodide ${version}`, `${license}; its source is at ${repository.url}`];
}

/** @param {string} file */
async function makeLibrary(file) {
  const python = await started();
  python.FS.writeFile("/given.zip", await readFile(`${FROM}/python_stdlib.zip`));
  python.runPython(await readFile("vendor/library.py", "utf8"));
  python.runPython("stood_in()");
  await writeFile(file, python.FS.readFile("/stood_in.zip"));
  const [other, inIt] = [await started(file), await readFile("vendor/used.py", "utf8")];
  const wanted = other.runPython(`${inIt}\n"\\n".join(used("/python314.zip/"))`);
  python.globals.get("pack")(python.globals.get("set")(wanted.split("\n")));
  await writeFile(file, python.FS.readFile("/library.zip"));
}

/**
 * The runtime with our sources in it.
 * @param {string} [stdLibURL] the library, if not the one that comes with it
 */
async function started(stdLibURL) {
  const python = await loadPyodide({
    stdLibURL,
    env: { HOME: "/home", PYTHONNODEBUGRANGES: "1", PYTHONDONTWRITEBYTECODE: "1" },
  });
  for (const name of ["core", "ui", "vendor"]) {
    python.FS.mkdirTree(`/${name}`);
    python.mountNodeFS(`/${name}`, name);
  }
  return python;
}
