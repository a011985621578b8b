/**
 * The explorer as a whole page served by Panel: an element that Panel's component puts in place.
 */

import { createPanelBackend } from "./backends/panel.js";
import { mountExplorer } from "./explorer.js";

class GradwalkPage extends HTMLElement {
  /** @type {Promise<{dispose: () => void}>|null} */
  #explorer = null;

  /**
   * @param {any} model the component's model: messages, the empty figure, the program to open with
   */
  open(model) {
    const { program } = model;
    const figure = JSON.parse(model.figure);
    this.style.cssText = "display: block; height: 100%";
    this.#explorer ??= mountExplorer(this, { backend: createPanelBackend(model), figure, program, focus: true });
  }

  close() {
    this.#explorer?.then((explorer) => explorer.dispose());
    this.#explorer = null;
  }
}

if (!customElements.get("gradwalk-page")) customElements.define("gradwalk-page", GradwalkPage);
