/**
 * The explorer in a file of its own, or in the output of a notebook: one recorded program, no
 * server and no Python.
 */

import { createRecordedBackend } from "./backends/recorded.js";
import { mountExplorer } from "./explorer.js";
import * as bokeh from "./vendor/bokeh.js";

const {
  figure,
  lesson,
  scene,
  answers = [],
  shown,
} = JSON.parse(
  /** @type {HTMLElement} */ (document.getElementById("gradwalk-settings")).textContent ?? "",
);

await mountExplorer(/** @type {HTMLElement} */ (document.getElementById("explorer")), {
  backend: createRecordedBackend({ lessons: [lesson], load: async () => scene, answers }),
  figure,
  bokeh,
  readonly: true,
  ...shown,
});
