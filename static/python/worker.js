/**
 * The worker: Python and our wheel in it, which answer one request after the other, text in and
 * text out.
 *
 * The only file that knows Pyodide. All it needs comes in messages, a file each: it can fetch
 * nothing.
 */

/**
 * @type {(request: string, tell: (lines: number) => void, lines: number, why: string) => string}
 */
let reply = () => "";

// Pyodide takes a worker that can import scripts for one in which it cannot run; `import()` will
// do.
globalThis.importScripts = () => {
  throw new Error("no scripts are loaded here");
};

// A program has this one; what it could fork nobody would end.
Object.assign(globalThis, { Worker: undefined });

const OURS = "/lib/gradwalk.zip";

/** What has come, by the file's role. @type {Map<string, any>} */
const parts = new Map();
const receive = ({ data: { role, content } }) => parts.set(role, content);
addEventListener("message", receive);

/** @param {string} role @returns {Promise<any>} */
async function part(role) {
  while (!parts.has(role))
    await new Promise((resolve) => addEventListener("message", resolve, { once: true }));
  return parts.get(role);
}

async function start() {
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all(
    ["pyodide.mjs", "pyodide.asm.mjs"].map(async (role) => import(await part(role))),
  );
  const lock = JSON.parse(new TextDecoder().decode(await part("pyodide-lock.json")));
  const { fetch } = globalThis;
  const { instantiateStreaming } = WebAssembly;
  // Pyodide would fetch these by name.
  globalThis.fetch = async (name) => new Response(await part(String(name).split("/").at(-1)));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = /** @type {WebAssembly.Module} */ (await part("pyodide.asm.wasm"));
    return { instance: await WebAssembly.instantiate(module, imports), module };
  };
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: "gradwalk:/",
    stdLibURL: "gradwalk:/python_stdlib.zip",
    packageBaseUrl: "gradwalk:/",
    lockFileContents: lock,
  });
  python.FS.writeFile(OURS, new Uint8Array(await part("gradwalk.zip")));
  python.pyimport("sys").path.append(OURS);
  const wanted = Object.keys(lock.packages);
  if (wanted.length > 0) await python.loadPackage(wanted, { messageCallback: () => {} });
  parts.clear();
  Object.assign(globalThis, { fetch });
  Object.assign(WebAssembly, { instantiateStreaming });
  const collector = python.pyimport("gc");
  collector.disable(); // nothing that is imported is garbage
  reply = python.pyimport("gradwalk_ui.browser").reply;
  collector.freeze();
  collector.enable();
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

start()
  .then(() => {
    removeEventListener("message", receive);
    addEventListener("message", answer);
    postMessage({ kind: "ready" });
  })
  .catch((reason) => {
    console.warn(reason);
    postMessage({ kind: "failed", reason: lastLine(reason) });
  });
