// Run a Python program in Pyodide under Node: `node run.mjs '{"mounts", "path", "env", "argv"}'`.
//
// mounts: folder in Pyodide -> folder of this machine; path: what goes before sys.path; argv: the
// program and its arguments. Bytecode is kept in /bytecode. What it prints is printed; it ends with
// its exit code, or with 70 where the interpreter itself died, which no Python code can catch.

import { loadPyodide } from "pyodide";

const DIED = 70;
const { mounts, path, env, argv } = JSON.parse(process.argv[2]);

/** Run the program as `python` would, and give its exit code. */
const PROGRAM = `
import runpy, sys
sys.path[:0], sys.argv[:] = path.to_py(), argv.to_py()
sys.dont_write_bytecode, sys.pycache_prefix = False, "/bytecode"
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
    code = 0
except SystemExit as ended:
    code = ended.code or 0
    if not isinstance(code, int):
        print(code)
        code = 1
code
`;

const pyodide = await loadPyodide({ env });
for (const [inside, outside] of Object.entries(mounts)) {
  pyodide.FS.mkdirTree(inside);
  pyodide.mountNodeFS(inside, outside);
}
pyodide.globals.set("path", path);
pyodide.globals.set("argv", argv);
try {
  process.exitCode = pyodide.runPython(PROGRAM);
} catch (error) {
  process.stderr.write(`${error}\n`);
  process.exitCode = error.pyodide_fatal_error || error instanceof RangeError ? DIED : 1;
}
