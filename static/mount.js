/**
 * An explorer of a static site's files, wherever it is shown: what a page of the site, a frame and
 * an element have in common.
 */

import { createPyodideBackend } from "./backends/pyodide.js";
import { createRecordedBackend } from "./backends/recorded.js";
import { h } from "./dom.js";
import { mountExplorer } from "./explorer.js";
import { openTranslator } from "./i18n.js";

/** @typedef {ReturnType<typeof import("./site_files.js").createSite>} Site */
/** @typedef {import("./python/python.js").Python} Python */

// The looks of what is said where no explorer is, and so none of its styles.
const TROUBLE = [
  "max-width: 40rem",
  "margin: 2rem auto",
  "padding: 0 1rem",
  "font: 16px/1.6 system-ui, sans-serif",
].join(";");
const RECORDED = ""; // the id of a program that the page around has recorded; no lesson's is empty

/**
 * @param {HTMLElement} host
 * @param {{site: Site, python: () => Promise<Python>,
 *   recorded?: import("./backends/recorded.js").Entry|null, [option: string]: any}} options those
 *   of `mountExplorer` too
 */
export async function mountOnSite(host, { site, python, recorded = null, ...options }) {
  const bokeh = await loadBokeh();
  const { figure } = site.manifest;
  const lessons = recorded ? [...site.manifest.lessons, recorded] : site.manifest.lessons;
  const backend = createRecordedBackend({
    lessons,
    load: site.load,
    python: createPyodideBackend(python),
  });
  return mountExplorer(host, {
    backend,
    figure,
    bokeh,
    link: site.link,
    where: site.url(""),
    ...options,
  });
}

/**
 * The same as a part of somebody's page: a lesson, a recorded program, or one that waits to be run.
 *
 * @param {HTMLElement} host
 * @param {{lesson: string|null, scene?: string|null, program: string|null, runs: boolean,
 *   [option: string]: any}} options
 */
export async function mountEmbedded(host, { lesson, scene = null, program, runs, ...options }) {
  const own = program
    ? { draft: program, lesson: null }
    : scene
      ? ownScene(scene)
      : { lesson: lesson ?? options.site.starter };
  const explorer = await mountOnSite(
    host,
    /** @type {any} */ ({ ...options, ...own, embedded: true }),
  );
  if (program && runs) explorer.run();
  return explorer;
}

/** @param {string} scene the address of a recorded program */
const ownScene = (scene) => ({
  lesson: RECORDED,
  recorded: { id: RECORDED, scene, listed: false },
});

/**
 * Say in an element why there is no explorer in it.
 *
 * @param {HTMLElement} host @param {any} reason
 */
export async function showTrouble(host, reason) {
  const { t } = await openTranslator();
  const { key, args } = reason.words ?? { key: "ui.failed", args: { reason: String(reason) } };
  const element = h("p", { role: "alert", style: TROUBLE }, t(key, args));
  host.append(element);
  return element;
}

/** BokehJS, ours: what the page may have under that name stays as it is. */
const loadBokeh = () =>
  import("./vendor/bokeh.js").catch(() => {
    throw Object.assign(new Error("bokeh.js"), {
      words: { key: "ui.no_bokeh", args: { file: "bokeh.js" } },
    });
  });
