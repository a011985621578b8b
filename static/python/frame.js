/**
 * The frame between a page and the worker that runs programs: its origin is opaque, so nothing in
 * it or below it can read what belongs to the page, and its policy lets it reach no host at all.
 *
 * It runs as the inline script of a sandboxed document, and its worker is made of what the page
 * hands over, file by file as they come: a frame of no origin could load nothing by itself.
 */

addEventListener(
  "message",
  ({ source, ports: [page], data: { worker: script } }) => {
    if (source !== parent) return;
    // The page's policy holds here, too, and may be stricter than ours.
    addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
      page.postMessage({ kind: "blocked", directive: effectiveDirective }),
    );
    const urlOf = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const url = urlOf(script);
    /**
     * What a worker is given: each file as it has come, scripts by address, machine code compiled.
     * @type {Map<string, Promise<any>>}
     */
    const parts = new Map();
    const part = async ({ role, content }) =>
      role.endsWith(".mjs")
        ? urlOf(content)
        : role.endsWith(".wasm")
          ? WebAssembly.compile(content)
          : content;
    /** @type {Worker|null} */
    let worker = null;
    const failed = (reason) =>
      page.postMessage({ kind: "failed", reason: String(reason?.message ?? reason) });
    /** @param {Worker} mine @param {string} role */
    const give = (mine, role) =>
      parts.get(role)?.then(
        (content) => mine.postMessage({ role, content }),
        (reason) => mine === worker && failed(reason),
      );

    const begin = () => {
      worker?.terminate();
      try {
        const mine = new Worker(url); // Chromium starts no module worker in an opaque origin
        worker = mine;
        mine.addEventListener("message", ({ data }) => mine === worker && page.postMessage(data));
        mine.addEventListener(
          "error",
          (event) => mine === worker && failed(event.message || "the worker did not start"),
        );
        parts.forEach((_, role) => give(mine, role));
      } catch (reason) {
        failed(reason);
      }
    };

    page.onmessage = ({ data }) => {
      if (data.kind === "ping") page.postMessage({ kind: "here" });
      else if (data.kind === "begin") begin();
      else if (data.kind === "file") {
        parts.set(data.role, part(data));
        if (worker) give(worker, data.role);
      } else worker?.postMessage(data);
    };
  },
  { once: true },
);
