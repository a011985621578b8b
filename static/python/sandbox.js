/**
 * The hidden frame in which Python runs, as the page sees it: a port for messages.
 *
 * `srcdoc`, since a page shown without network has no other way to a frame of opaque origin.
 */

import { h } from "../dom.js";

/** Nothing but what is handed over can run there, and nothing can be reached from there. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:";

/**
 * @param {import("./download.js").Scripts} scripts
 * @param {(message: any) => void} onMessage
 */
export function openFrame({ frame: script, worker }, onMessage) {
  const { port1, port2 } = new MessageChannel();
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  const markup = `<!doctype html>${policy}<script>${script}</script>`;
  const frame = /** @type {HTMLIFrameElement} */ (
    h("iframe", {
      sandbox: "allow-scripts",
      srcdoc: markup,
      hidden: true,
      "aria-hidden": "true",
      title: "Python",
    })
  );
  frame.addEventListener("load", () => frame.contentWindow?.postMessage({ worker }, "*", [port2]), {
    once: true,
  });
  port1.onmessage = ({ data }) => onMessage(data);
  document.body.append(frame);
  return {
    /**
     * @param {any} message kept until the frame is there
     * @param {ArrayBuffer[]} [content] of it, handed over
     */
    send: (message, content = []) => port1.postMessage(message, content),
    close() {
      port1.close();
      frame.remove();
    },
  };
}
