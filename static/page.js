/**
 * The explorer as a whole page served by Panel: an element that Panel's component puts in place.
 */

import { createPanelBackend } from "./backends/panel.js";
import { partsFrom } from "./embedding.js";
import { mountExplorer } from "./explorer.js";
import { followLinks, fromFragment, toFragment } from "./share.js";

class GradwalkPage extends HTMLElement {
  /** @type {Promise<{dispose: () => void}>|null} */
  #explorer = null;

  /**
   * @param {any} model the component's model: messages, the empty figure, the program to open with
   */
  open(model) {
    this.style.cssText = "display: block; height: 100%";
    this.#explorer ??= this.#made(model);
    followLinks();
  }

  /** What came with a link goes before what the server opens with. @param {any} model */
  async #made(model) {
    const given = new URLSearchParams(location.hash.slice(1));
    const { program: draft, beside, trouble } = await fromFragment(given);
    const lesson = given.get("lesson");
    const [page] = location.href.split("#");
    return mountExplorer(this, {
      backend: createPanelBackend(model),
      figure: JSON.parse(model.figure),
      program: draft === null && lesson === null ? model.program : null,
      beside: draft === null && lesson === null ? model.program?.beside : beside,
      draft,
      lesson,
      trouble,
      place: page,
      where: page,
      ...partsFrom((name) => given.get(name)),
      link: async (shared) => `${page}#${await toFragment(shared)}`,
      focus: true,
    });
  }

  close() {
    this.#explorer?.then((explorer) => explorer.dispose());
    this.#explorer = null;
  }
}

if (!customElements.get("gradwalk-page")) customElements.define("gradwalk-page", GradwalkPage);
