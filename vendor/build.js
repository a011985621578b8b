/**
 * Make static/vendor: what the page uses of CodeMirror in one file, and Pyodide's runtime from
 * npm with its library as bytecode, with the licences of all they are made of.
 */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { execFileSync } from "node:child_process";

const FOLDER = "static/vendor";
/** Of Python's library: what is of other machines, of networks, and of tools for developers. */
const LEFT_OUT = `
  antigravity bdb cProfile cgi cgitb compileall concurrent/interpreters ctypes curses dbm
  doctest ensurepip filecmp ftplib getpass http/server idlelib imaplib lib2to3 mailbox mailcap
  modulefinder msilib multiprocessing netrc nntplib optparse pdb pickletools plistlib poplib profile
  pstats pty pyclbr pydoc pydoc_data rlcompleter sched smtplib socketserver sqlite3 tabnanny
  telnetlib test this tkinter trace turtle turtledemo unittest venv wsgiref xml xmlrpc zipapp _pyrepl
  _ios_support _android_support _apple_support email http html urllib argparse _pyio configparser tarfile
  sysconfig _sysconfigdata__emscripten_wasm32-emscripten platform ipaddress tomllib uuid gzip mimetypes
  webbrowser zoneinfo importlib/metadata importlib/resources csv hashlib hmac secrets shelve nturl2path
  getopt gettext cmd graphlib fileinput symtable timeit cgi chunk imghdr sndhdr colorsys wave quopri
  _pydatetime _pydecimal _pylong netrc stringprep tty
  encodings/cp[!4]* encodings/mac_* encodings/iso* encodings/koi8* encodings/*_codec encodings/big5*
  encodings/euc_* encodings/gb* encodings/hz encodings/johab encodings/kz1048 encodings/ptcp154
  encodings/shift_* encodings/tis_620 encodings/hp_roman8 encodings/palmos encodings/mbcs encodings/oem`;

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
for (const name of ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"]) {
  await copyFile(`node_modules/pyodide/${name}`, `${FOLDER}/pyodide/${name}`);
}
const ours = "ui/gradwalk_ui";
const files = ["node_modules/pyodide/pyodide.mjs", `${ours}/bytecode.py`, "node_modules/pyodide/python_stdlib.zip", `${FOLDER}/pyodide/python_stdlib.zip`];
execFileSync("node", [`${ours}/templates/bytecode.mjs`, ...files, "/lib/python314.zip/", LEFT_OUT], { stdio: "inherit" });
// Of the lock file only what Pyodide compares itself with: none of the packages in it is ours.
const { info } = JSON.parse(await readFile("node_modules/pyodide/pyodide-lock.json", "utf8"));
await writeFile(`${FOLDER}/pyodide/pyodide-lock.json`, JSON.stringify({ info, packages: {} }));
