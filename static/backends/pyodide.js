/**
 * The backend that runs programs in the page itself: one explorer's way to the page's one Python.
 */

import { stopped } from "../python/python.js";

/** @typedef {import("../python/python.js").Python} Python */

/**
 * @param {() => Promise<Python>} python shared by all explorers of a page
 * @returns {import("../requests.js").Backend}
 */
export function createPyodideBackend(python) {
  /** What ends the request under way, and no other explorer's. */
  let ticket = new AbortController();
  return {
    async ask(request, onProgress) {
      if (request.kind === "stop") {
        ticket.abort();
        return stopped();
      }
      ticket = new AbortController();
      return (await python()).ask(request, ticket.signal, onProgress);
    },
    close: () => ticket.abort(),
    /** Unless the reader asks to save data. */
    async prepare() {
      if (/** @type {any} */ (navigator).connection?.saveData) return;
      await python().then(
        (made) => made.prepare(),
        () => {}, // at Run it is told why it cannot be
      );
    },
  };
}
