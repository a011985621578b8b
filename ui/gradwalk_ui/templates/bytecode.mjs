/**
 * Make a zip's modules bytecode with the runtime itself, under Node:
 *
 *     node bytecode.mjs RUNTIME/pyodide.mjs bytecode.py GIVEN.zip MADE.zip PREFIX
 */

import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, script, given, made, prefix] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(runtime));
const python = await loadPyodide({
  stdLibURL: join(dirname(runtime), "whole_stdlib.zip"), // the site's own has no zipfile
  env: { HOME: "/home", PYTHONNODEBUGRANGES: "1" },
});
python.FS.writeFile("/bytecode.py", await readFile(script));
python.FS.writeFile("/given.zip", await readFile(given));
python.runPython(`
import runpy, sys
sys.argv[1:] = "/given.zip", "/made.zip", ${JSON.stringify(prefix)}
runpy.run_path("/bytecode.py", run_name="__main__")
`);
await writeFile(made, python.FS.readFile("/made.zip"));
