/**
 * Make a zip's modules bytecode with the runtime itself, under Node:
 *
 *     node bytecode.mjs RUNTIME/pyodide.mjs bytecode.py GIVEN.zip MADE.zip PREFIX [LEFT OUT]
 */

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [runtime, script, given, made, prefix, leftOut = ""] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(runtime));
const python = await loadPyodide();
for (const [name, value] of Object.entries({ content: new Uint8Array(await readFile(given)), left_out: leftOut, prefix })) python.globals.set(name, value);
const code = await readFile(script, "utf8");
await writeFile(made, python.runPython(`${code}\ncompiled(content.to_bytes(), left_out, prefix)`).toJs());
