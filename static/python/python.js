/**
 * Python in the page: fetched and started when one is likely to run something, at the latest at the
 * first request, then kept; one request at a time.
 *
 * It lives in a worker inside a frame of opaque origin (`frame.js`, `worker.js`). Whatever fails,
 * the request is refused in words, and the next one tries again from where that is possible.
 */

import { createChannel } from "../channel.js";
import { fetchFiles, fetchScripts } from "./download.js";
import { openFrame } from "./sandbox.js";

/**
 * @typedef {{phase: "fetch", loaded: number, total: number}|{phase: "start",
 *   arrays: string}|{phase: "run"}} Progress
 */
/** @typedef {import("./download.js").Runtime} Runtime */
/**
 * @typedef {{ask: (request: any, signal: AbortSignal, onProgress?: (progress: Progress) => void) =>
 *   Promise<any>, prepare: () => Promise<void>, dispose: () => void}} Python
 */

const PATIENCE = 10_000; // milliseconds in which a worker that waits for a request takes it up
const BEAT = 5000; // milliseconds between two questions to the frame whether it is there
const MISSED = 2; // of them, and it is not
// Milliseconds; a program that begins further lines ends itself long before
const LONGEST_RUN = 15_000;
const BUILDING = 30_000; // milliseconds in which its picture must be there after that

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

  /** It, while its files are on their way. @type {Promise<ReturnType<typeof createLine>>|null} */
  let coming = null;
  let fetching = new AbortController();
  /** @type {Progress|null} */
  let far = null;
  /** Who waits for them. @type {(progress: Progress) => void} */
  let report = () => {};

  /**
   * The worker begins while the files are on their way, and takes up each as it comes.
   * @param {AbortController} mine
   */
  const begun = async (mine) => {
    const lost = (words) => (
      (line = null),
      mine.abort(Object.assign(new Error(words.key), { words }))
    );
    const opening = fetchScripts(runtime, mine.signal).then((scripts) => createLine(scripts, lost));
    opening.then(
      (made) => made.ready(),
      () => {},
    );
    try {
      await fetchFiles(
        runtime,
        mine.signal,
        (loaded, total) => report((far = { phase: "fetch", loaded, total })),
        async (role, content) => (await opening).give(role, content),
      );
      return (line = await opening);
    } catch (reason) {
      mine.abort(reason);
      opening.then(
        (made) => made.close(),
        () => {},
      );
      throw reason;
    }
  };
  const opened = async () => {
    if (line || coming) return line ?? coming;
    fetching = new AbortController();
    coming = begun(fetching);
    coming.finally(() => (coming = far = null)).catch(() => {});
    return coming;
  };

  /**
   * @param {any} request
   * @param {AbortSignal} signal
   * @param {(progress: Progress) => void} onProgress
   */
  const answer = async (request, signal, onProgress) => {
    report = onProgress;
    if (far) report(far);
    const stop = () => fetching.abort();
    signal.addEventListener("abort", stop, { once: true });
    const line = await opened().finally(() => signal.removeEventListener("abort", stop));
    if (signal.aborted) return stopped();
    onProgress({ phase: "start", arrays: runtime.arrays });
    return line.attended(replyOf(line, request, signal, onProgress));
  };

  /**
   * @param {ReturnType<typeof createLine>} mine
   * @param {any} request
   * @param {AbortSignal} signal
   * @param {(progress: Progress) => void} onProgress
   */
  const replyOf = async (mine, request, signal, onProgress) => {
    const asked = new Promise((resolve) =>
      signal.addEventListener("abort", () => resolve("limit.stopped"), { once: true }),
    );
    const ready = await Promise.race([mine.ready(), asked]);
    if (ready) return stopped(); // it goes on starting, for the next one
    onProgress({ phase: "run" });
    const reply = await Promise.race([mine.ask(request), asked]);
    if (typeof reply !== "string") return reply;
    const lines = mine.lines();
    mine.restart();
    if (lines === 0) return reply === "limit.stopped" ? stopped() : refused("limit.no_picture");
    // What it did went with its worker: another one does it again, up to the line that was the
    // last.
    await mine.ready();
    const again = await mine.ask(request, lines - 1, reply);
    if (typeof again === "string") mine.restart();
    return typeof again === "string" ? refused("limit.no_picture") : again;
  };

  return {
    /** Never rejects. */
    ask(request, signal, onProgress = () => {}) {
      const mine = turn
        .then(() => (signal.aborted ? stopped() : answer(request, signal, onProgress)))
        .catch((reason) => {
          if (signal.aborted) return stopped();
          return reason.words
            ? { kind: "refused", reason: reason.words }
            : refused("python.failed", { reason: String(reason?.message ?? reason) });
        });
      turn = mine.then(() => {});
      return mine;
    },
    /** Have it ready for a run that is likely; why it cannot be is told then. */
    async prepare() {
      await opened()
        .then((line) => line.ready())
        .catch(() => {});
    },
    dispose() {
      line?.close();
      line = null;
    },
  };
}

/**
 * The line to the frame and the worker in it, which begins when one first asks whether it is ready.
 *
 * @param {import("./download.js").Scripts} scripts
 * @param {(words: import("../i18n.js").Words) => void} onLost the frame is no more, or never was;
 *   another is needed
 */
function createLine(scripts, onLost) {
  const frame = openFrame(scripts, receive);
  const channel = createChannel(({ id, request: { request, ...until } }) =>
    frame.send({ kind: "ask", id, request: JSON.stringify(request), ...until }),
  );
  /** @type {ReturnType<typeof deferred>|null} null where there is no worker */
  let starting = null;
  let patience = 0;
  /** Lines of the program that have begun; 0 before its first and after its last. */
  let lines = 0;
  /** End the wait for a reply, with the reason. @type {(key: string) => void} */
  let giveUp = () => {};

  let seen = false;
  let missed = 0;
  let watch = 0;
  const blocked = (directive) => lose({ key: "python.blocked", args: { directive } });

  /** A frame that was kept from running, or whose process has ended, tells nobody. */
  function look() {
    if (missed === MISSED)
      return seen ? lose({ key: "python.lost", args: {} }) : blocked("script-src");
    missed += 1;
    frame.send({ kind: "ping" });
  }

  /** @param {import("../i18n.js").Words} words */
  function lose(words) {
    clearInterval(watch);
    end(words);
    frame.close();
    onLost(words);
  }

  /** @param {any} message */
  function receive(message) {
    seen = true;
    missed = 0;
    if (message.kind === "here") return;
    if (message.kind === "blocked") blocked(message.directive);
    else if (message.kind === "ready") starting?.resolve();
    else if (message.kind === "begun") wait(LONGEST_RUN, () => giveUp("limit.time_killed"));
    else if (message.kind === "line") tellLine(message.lines);
    else if (message.kind === "reply")
      channel.receive({ id: message.id, reply: JSON.parse(message.reply) });
    else if (lines > 0) giveUp("limit.killed");
    else end(failed(message.reason));
  }

  /** @param {number} milliseconds @param {() => void} act */
  function wait(milliseconds, act) {
    clearTimeout(patience);
    patience = setTimeout(act, milliseconds);
  }

  /** @param {number} now */
  function tellLine(now) {
    if (now === 0) wait(BUILDING, () => giveUp("limit.time_killed"));
    lines = now;
  }

  const begin = () => {
    starting = deferred();
    frame.send({ kind: "begin" });
  };

  /**
   * Who waits for a worker that is no more is told why.
   * @param {import("../i18n.js").Words} words
   */
  function end(words) {
    clearTimeout(patience);
    const error = Object.assign(new Error(words.key), { words });
    channel.close(error);
    channel.open();
    starting?.reject(error);
    starting = null;
  }

  return {
    /** A file of the runtime. @param {string} role @param {ArrayBuffer} content */
    give: (role, content) => frame.send({ kind: "file", role, content }, [content]),
    /** While somebody waits the frame is looked after. @template T @param {Promise<T>} reply */
    attended(reply) {
      missed = 0;
      watch = setInterval(look, BEAT);
      return reply.finally(() => clearInterval(watch));
    },
    ready() {
      if (starting === null) begin();
      return /** @type {any} */ (starting).promise;
    },
    lines: () => lines,
    /**
     * The reply, or a word's key where it is not worth waiting for any longer. A program may have
     * ended the worker itself, which tells nobody.
     *
     * @param {any} request @param {number} [most] lines that it may begin @param {string} [why]
     *   what is said at the line after
     */
    ask(request, most = 0, why = "") {
      lines = 0;
      wait(PATIENCE, () => end({ key: "python.lost", args: {} }));
      const over = new Promise((resolve) => (giveUp = resolve));
      return Promise.race([channel.ask({ request, lines: most, why }), over]).finally(() =>
        clearTimeout(patience),
      );
    },
    /** End what the worker does and have the next one ready soon. */
    restart() {
      end(failed(""));
      begin();
    },
    close() {
      clearInterval(watch);
      end(failed(""));
      frame.close();
    },
  };
}

const failed = (reason) => ({ key: "python.failed", args: { reason } });

/** A promise with its handles; nobody need listen to it. */
function deferred() {
  /** @type {() => void} */
  let resolve = () => {};
  /** @type {(reason: Error) => void} */
  let reject = () => {};
  const promise = /** @type {Promise<void>} */ (
    new Promise((yes, no) => ([resolve, reject] = [yes, no]))
  );
  promise.catch(() => {});
  return { promise, resolve, reject };
}
