/**
 * The worker: Python and our wheel in it, which answer one request after the other, text in and text out.
 *
 * The only file that knows Pyodide. All it needs is in the first message, and its machine code in the
 * second: it can fetch nothing.
 */

/** @type {(request: string, tell: (lines: number) => void, lines: number, why: string) => string} */
let reply = () => "";

// Pyodide takes a worker that can import scripts for one in which it cannot run; `import()` will do.
globalThis.importScripts = () => {
  throw new Error("no scripts are loaded here");
};

// A program has this one; what it could fork nobody would end.
Object.assign(globalThis, { Worker: undefined });

const OURS = "/lib/gradwalk.zip";

/** @param {any} event */
async function start({ data: { scripts, library, ours, packages, lock } }) {
  const compiled = new Promise((resolve) => addEventListener("message", ({ data }) => resolve(data), { once: true }));
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([import(scripts.pyodide), import(scripts.asm)]);
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  // Pyodide would fetch these by name.
  globalThis.fetch = async (name) => new Response(packages[String(name).split("/").at(-1)] ?? (String(name).endsWith(".zip") ? library : null));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = /** @type {WebAssembly.Module} */ (await compiled);
    return { instance: await WebAssembly.instantiate(module, imports), module };
  };
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: "gradwalk:/",
    stdLibURL: "gradwalk:/python_stdlib.zip",
    packageBaseUrl: "gradwalk:/",
    lockFileContents: lock,
    fsInit: async (files) => files.writeFile(OURS, new Uint8Array(ours)),
  });
  python.pyimport("sys").path.append(OURS);
  const wanted = Object.keys(lock.packages);
  if (wanted.length > 0) await python.loadPackage(wanted, { messageCallback: () => {} });
  Object.assign(globalThis, { fetch });
  Object.assign(WebAssembly, { instantiateStreaming });
  const module = python.pyimport("gradwalk_ui.browser");
  reply = module.reply;
}

/** What a traceback says in the end. @param {unknown} reason */
const lastLine = (reason) => String(reason).trim().split("\n").at(-1);

/** How many lines of the program have begun. @param {number} lines */
const tell = (lines) => postMessage({ kind: "line", lines });

/** @param {any} event */
function answer({ data: { id, request, lines, why } }) {
  postMessage({ kind: "begun" });
  try {
    postMessage({ kind: "reply", id, reply: reply(request, tell, lines, why) });
  } catch (reason) {
    postMessage({ kind: "failed", reason: lastLine(reason) });
  }
}

addEventListener(
  "message",
  async (event) => {
    try {
      await start(event);
    } catch (reason) {
      console.warn(reason);
      postMessage({ kind: "failed", reason: lastLine(reason) });
      return;
    }
    addEventListener("message", answer);
    postMessage({ kind: "ready" });
  },
  { once: true },
);
