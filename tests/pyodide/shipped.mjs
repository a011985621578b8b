// The runtime as a site has it, under Node: `node shipped.mjs FOLDER < requests`. Reads a request a line and
// prints a reply a line.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const ours = await readFile(`${folder}/gradwalk.zip`);
const python = await loadPyodide({ fsInit: async (files) => files.writeFile("/lib/gradwalk.zip", ours) });
python.pyimport("sys").path.append("/lib/gradwalk.zip");
const { reply } = python.pyimport("gradwalk_ui.browser");
for await (const request of createInterface({ input: process.stdin })) console.log(reply(request, () => {}));
