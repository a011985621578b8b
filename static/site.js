/**
 * The explorer as a page of a static site: lessons as they were drawn, Python where it is asked for.
 */

import { createPyodideBackend } from "./backends/pyodide.js";
import { createRecordedBackend } from "./backends/recorded.js";
import { mountExplorer } from "./explorer.js";
import { createPython } from "./python/python.js";
import { createSite } from "./site_files.js";

const settings = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("gradwalk-settings")).textContent ?? "");
const site = createSite(settings.site, new URL(settings.root, document.baseURI));
const { lessons } = settings.site;

const python = createPyodideBackend(createPython(site.runtime));
await mountExplorer(/** @type {HTMLElement} */ (document.getElementById("explorer")), {
  backend: createRecordedBackend({ lessons, load: site.load, python }),
  figure: settings.site.figure,
  lesson: settings.lesson,
  home: site.url("index.html"),
  /** A lesson's address is its page's, so that it can be kept and sent. */
  onLesson({ id, title }) {
    document.title = `${title} · gradwalk`;
    const page = lessons.find((each) => each.id === id)?.page;
    if (page) history.replaceState(null, "", site.url(page));
  },
  focus: true,
});
