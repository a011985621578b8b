/**
 * All that is there at a moment, as a table for who does not see the picture, or wants to read
 * it: under what the moment says, made only while it is unfolded.
 */

import { h, replace } from "./dom.js";
import { recall, remember } from "./settings.js";

/** @param {import("./i18n.js").Translator} translator @param {import("./later.js").Later} later */
export function createNodeFold(translator, later) {
  const title = h("summary", {
    // What it will be: it opens and closes afterwards.
    onclick: () => remember("nodes_open", element.open ? "no" : "yes"),
  });
  const held = h("div", { role: "region", tabindex: 0, class: "slopes nodes" });
  const element = /** @type {HTMLDetailsElement} */ (
    h("details", { open: recall("nodes_open") === "yes" }, title, held)
  );
  /** @type {any} */
  let shown = null;
  const draw = async () => {
    if (!element.open || !shown) return;
    const parts = await later("node_table.js", () => import("./node_table.js"));
    if (parts) replace(held, parts.nodeTable(shown));
    else element.open = false;
  };
  element.addEventListener("toggle", draw);
  translator.follow(() => {
    replace(title, translator.t("nodes.title"));
    held.setAttribute("aria-label", translator.t("nodes.title"));
  });
  return {
    element: h("div", { class: "legend" }, element),
    /**
     * @param {{reader: import("./contract.js").Reader, at: number, t: any, chip: (id: string) =>
     *   Node}} tools of the inspector
     */
    show(tools) {
      shown = tools;
      draw();
    },
  };
}
