/**
 * The files that Python is made of, fetched with their progress and looked at: a file that came
 * broken, or not whole, is fetched once more past the cache before anybody is told.
 */

/** @typedef {{role: string, url: string, bytes: number, sha256: string}} File */
/** @typedef {{frame: string, worker: string, arrays: string, files: File[]}} Runtime */
/** @typedef {{frame: string, worker: string}} Scripts */

/** @param {string} key @param {Record<string, any>} args */
const failure = (key, args) => Object.assign(new Error(key), { words: { key, args } });

/** @param {Runtime} runtime @param {AbortSignal} signal @returns {Promise<Scripts>} */
export async function fetchScripts(runtime, signal) {
  const text = async (url) => new TextDecoder().decode(await bytesOf(url, { signal }, () => {}));
  const [frame, worker] = await Promise.all([text(runtime.frame), text(runtime.worker)]);
  return { frame, worker };
}

/**
 * @param {Runtime} runtime
 * @param {AbortSignal} signal
 * @param {(loaded: number, total: number) => void} onProgress in bytes
 * @param {(role: string, content: ArrayBuffer) => Promise<void>} onFile each that has come whole;
 *   last ours, while Python starts
 */
export async function fetchFiles(runtime, signal, onProgress, onFile) {
  if (typeof WebAssembly !== "object") throw failure("python.no_wasm", {});
  const total = runtime.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const loaded = new Map();
  const report = (role, bytes) => {
    loaded.set(role, bytes);
    onProgress(
      [...loaded.values()].reduce((sum, each) => sum + each, 0),
      total,
    );
  };
  report("", 0);
  const take = async (file) =>
    onFile(file.role, await whole(file, signal, (bytes) => report(file.role, bytes)));
  for (const ours of [false, true])
    await Promise.all(
      runtime.files.filter(({ role }) => (role === "gradwalk.zip") === ours).map(take),
    );
}

/**
 * @param {File} file
 * @param {AbortSignal} signal
 * @param {(bytes: number) => void} report
 * @returns {Promise<ArrayBuffer>}
 */
async function whole(file, signal, report) {
  for (const cache of /** @type {const} */ (["default", "reload"])) {
    const content = await bytesOf(file.url, { signal, cache }, report);
    if (await isAsMade(content, file)) return content;
  }
  throw failure("python.corrupt", { file: nameOf(file.url) });
}

/**
 * @param {string} url
 * @param {RequestInit} options
 * @param {(bytes: number) => void} report
 * @returns {Promise<ArrayBuffer>}
 */
async function bytesOf(url, options, report) {
  try {
    const response = await fetch(url, options);
    if (!response.ok)
      throw failure("python.missing", { file: nameOf(url), status: response.status });
    const chunks = [];
    let size = 0;
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
      chunks.push(value);
      report((size += /** @type {Uint8Array} */ (value).length));
    }
    const content = new Uint8Array(size);
    chunks.reduce((at, chunk) => (content.set(chunk, at), at + chunk.length), 0);
    return content.buffer;
  } catch (reason) {
    if (/** @type {any} */ (reason).words || options.signal?.aborted) throw reason;
    throw failure("python.network", { file: nameOf(url) });
  }
}

/**
 * Without a secure context there is no way to hash: then the length must do.
 * @param {ArrayBuffer} content
 * @param {File} file
 */
async function isAsMade(content, file) {
  if (content.byteLength !== file.bytes) return false;
  if (!globalThis.crypto?.subtle) return true;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") === file.sha256;
}

/** @param {string} url */
const nameOf = (url) => url.split("/").at(-1) ?? url;
