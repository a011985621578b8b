/**
 * One request at a time: a later one overtakes an earlier, whose answer is then dropped.
 */

/**
 * @typedef {object} Backend
 * @property {(request: any, onProgress?: (progress: any) => void) => Promise<any>} ask
 * @property {() => void} close
 * @property {() => void} [prepare] where a first run takes long: one is likely
 */

/**
 * @param {object} options
 * @param {Backend} options.backend
 * @param {(request: any|null) => void} options.onBusy what is under way now; null when nothing is
 * @param {(reply: any) => Promise<void>} [options.onReply] what it needs to be shown is fetched, as
 *   a part of the request
 * @param {(reason: import("./i18n.js").Words) => void} options.onRefused
 * @param {(progress: any) => void} [options.onProgress] how far what is under way has come, from
 *   backends that tell
 */
export function createRequests({
  backend,
  onBusy,
  onRefused,
  onReply = async () => {},
  onProgress = () => {},
}) {
  let latest = 0;
  let busy = false;

  return {
    busy: () => busy,
    /**
     * The reply, or null where it was refused, failed, or has been overtaken.
     *
     * @param {any} request
     * @param {(reason: import("./i18n.js").Words) => void} [refuse] who is told of a refusal
     * @returns {Promise<any>}
     */
    async ask(request, refuse = onRefused) {
      latest += 1;
      const mine = latest;
      busy = true;
      onBusy(request);
      try {
        const reply = await backend.ask(
          request,
          (progress) => mine === latest && onProgress(progress),
        );
        if (mine !== latest) return null;
        if (reply.kind === "refused") refuse(reply.reason);
        else {
          await onReply(reply);
          return mine === latest ? reply : null;
        }
      } catch (reason) {
        if (mine === latest)
          refuse(
            /** @type {any} */ (reason).words ?? {
              key: "ui.failed",
              args: { reason: String(reason) },
            },
          );
      } finally {
        if (mine === latest) {
          busy = false;
          onBusy(null);
        }
      }
      return null;
    },
    /** Ask for the end of what is under way; its own request gets the answer. */
    async stop() {
      await backend.ask({ kind: "stop" }).catch(() => {});
    },
  };
}
