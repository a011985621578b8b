/**
 * Python in the page: fetched and started at the first request, then kept; one request at a time.
 *
 * It lives in a worker inside a frame of opaque origin (`frame.js`, `worker.js`). Whatever fails, the request is
 * refused in words, and the next one tries again from where that is possible.
 */

import { createChannel } from "../channel.js";
import { fetchRuntime } from "./download.js";
import { openFrame } from "./sandbox.js";

/** @typedef {{phase: "fetch", loaded: number, total: number}|{phase: "start"}|{phase: "run"}} Progress */
/** @typedef {import("./download.js").Runtime} Runtime */
/** @typedef {{ask: (request: any, signal: AbortSignal, onProgress?: (progress: Progress) => void) => Promise<any>, dispose: () => void}} Python */

const PATIENCE = 10_000; // milliseconds in which a worker that waits for a request takes it up

export const refused = (key, args = {}) => ({ kind: "refused", reason: { key, args } });
export const stopped = () => refused("python.stopped");

/**
 * @param {Runtime} runtime what to fetch, and from where
 * @returns {Python}
 */
export function createPython(runtime) {
  /** @type {ReturnType<typeof createLine>|null} */
  let line = null;
  let turn = Promise.resolve();

  /** @param {any} request @param {AbortSignal} signal @param {(progress: Progress) => void} onProgress */
  const answer = async (request, signal, onProgress) => {
    const parts = line ? null : await fetchRuntime(runtime, signal, (loaded, total) => onProgress({ phase: "fetch", loaded, total }));
    if (signal.aborted) return stopped();
    line ??= createLine(/** @type {any} */ (parts));
    onProgress({ phase: "start" });
    const mine = line;
    const over = new Promise((resolve) => signal.addEventListener("abort", () => resolve(null), { once: true }));
    const reply = mine.ready().then(() => {
      onProgress({ phase: "run" });
      return mine.ask(request);
    });
    const first = await Promise.race([reply, over]);
    if (first !== null) return first;
    mine.restart();
    return stopped();
  };

  return {
    /** Never rejects. */
    ask(request, signal, onProgress = () => {}) {
      const mine = turn.then(() => (signal.aborted ? stopped() : answer(request, signal, onProgress))).catch((reason) => {
        if (signal.aborted) return stopped();
        return reason.words ? { kind: "refused", reason: reason.words } : refused("python.failed", { reason: String(reason?.message ?? reason) });
      });
      turn = mine.then(() => {});
      return mine;
    },
    dispose() {
      line?.close();
      line = null;
    },
  };
}

/**
 * The line to the frame and the worker in it; the worker begins when the first one asks for it.
 *
 * @param {import("./download.js").Parts} parts
 */
function createLine(parts) {
  const frame = openFrame(parts, receive);
  const channel = createChannel(({ id, request }) => frame.send({ kind: "ask", id, request: JSON.stringify(request) }));
  /** @type {ReturnType<typeof deferred>|null} null where there is no worker */
  let starting = null;
  let patience = 0;

  /** @param {any} message */
  function receive(message) {
    if (message.kind === "ready") starting?.resolve();
    else if (message.kind === "begun") clearTimeout(patience);
    else if (message.kind === "reply") channel.receive({ id: message.id, reply: JSON.parse(message.reply) });
    else end(message.reason);
  }

  const begin = () => {
    starting = deferred();
    frame.send({ kind: "begin" });
  };

  /** Who waits for a worker that is no more is told why. @param {string} reason */
  function end(reason) {
    clearTimeout(patience);
    const error = Object.assign(new Error(reason), { words: { key: "python.failed", args: { reason } } });
    channel.close(error);
    channel.open();
    starting?.reject(error);
    starting = null;
  }

  return {
    ready() {
      if (starting === null) begin();
      return /** @type {any} */ (starting).promise;
    },
    /** A program may have ended the worker itself, which tells nobody. @param {any} request */
    ask(request) {
      patience = setTimeout(() => end("it does not answer"), PATIENCE);
      return channel.ask(request);
    },
    /** End what the worker does and have the next one ready soon. */
    restart() {
      end("");
      begin();
    },
    close() {
      end("");
      frame.close();
    },
  };
}

/** A promise with its handles; nobody need listen to it. */
function deferred() {
  /** @type {() => void} */
  let resolve = () => {};
  /** @type {(reason: Error) => void} */
  let reject = () => {};
  const promise = /** @type {Promise<void>} */ (new Promise((yes, no) => ([resolve, reject] = [yes, no])));
  promise.catch(() => {});
  return { promise, resolve, reject };
}
