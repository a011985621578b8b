/**
 * The frame between a page and the worker that runs programs: its origin is opaque, so nothing in
 * it or below it can read what belongs to the page, and its policy lets it reach no host at all.
 *
 * It runs as the inline script of a sandboxed document, and its worker is made of texts that the
 * page hands over: a frame of no origin could load nothing by itself.
 */

addEventListener("message", ({ source, ports: [page], data: { worker: script, files } }) => {
  if (source !== parent) return;
  // The page's policy holds here, too, and may be stricter than ours.
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => page.postMessage({ kind: "blocked", directive: effectiveDirective }));
  const url = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const scripts = { worker: url(script), pyodide: url(files["pyodide.mjs"]), asm: url(files["pyodide.asm.mjs"]) };
  const lock = JSON.parse(new TextDecoder().decode(files["pyodide-lock.json"]));
  const packages = Object.fromEntries(Object.values(lock.packages).map(({ file_name }) => [file_name, files[file_name]]));
  const failed = (reason) => page.postMessage({ kind: "failed", reason: String(reason?.message ?? reason) });
  /** Compiled once, so that a worker that takes the place of a stopped one starts sooner. */
  const compiled = Promise.resolve().then(() => WebAssembly.compile(files["pyodide.asm.wasm"]));
  /** @type {Worker|null} */
  let worker = null;

  const begin = async () => {
    worker?.terminate();
    try {
      const mine = new Worker(scripts.worker); // Chromium starts no module worker in an opaque origin
      worker = mine;
      mine.addEventListener("message", ({ data }) => mine === worker && page.postMessage(data));
      mine.addEventListener("error", (event) => mine === worker && failed(event.message || "the worker did not start"));
      // It reads its scripts while the rest is being compiled.
      mine.postMessage({ scripts, library: files["python_stdlib.zip"], ours: files["gradwalk.zip"], packages, lock });
      mine.postMessage(await compiled);
    } catch (reason) {
      failed(reason);
    }
  };

  page.onmessage = ({ data }) => {
    if (data.kind === "ping") page.postMessage({ kind: "here" });
    else if (data.kind === "begin") begin();
    else worker?.postMessage(data);
  };
}, { once: true });
