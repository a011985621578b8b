/**
 * The explorer as a page of a static site, whole or in somebody's frame: lessons as they were
 * drawn, Python where it is asked for.
 */

import { EMBEDDED, partsFrom } from "./embedding.js";
import { keepForLater } from "./offline.js";
import { mountEmbedded, mountOnSite, showTrouble } from "./mount.js";
import { createPython } from "./python/python.js";
import { followLinks, fromFragment } from "./share.js";
import { createSite } from "./site_files.js";

const settings = JSON.parse(
  /** @type {HTMLElement} */ (document.getElementById("gradwalk-settings")).textContent ?? "",
);
const host = /** @type {HTMLElement} */ (document.getElementById("explorer"));
const site = createSite(settings.site, new URL(settings.root, document.baseURI));
const python = createPython(site.runtime);

const given = new URLSearchParams(location.hash.slice(1));
const parts = partsFrom((name) => given.get(name));
const { program, beside, trouble } = await fromFragment(given);
const shared = { site, python: async () => python, ...parts, trouble, beside };

/**
 * A lesson's address is its page's, so that it can be kept and sent.
 * @param {string} what
 * @param {any} detail
 */
const tell = (what, { id, title }) => {
  if (what !== "lesson") return;
  if (title) document.title = `${title} · gradwalk`;
  const page = site.manifest.lessons.find((each) => each.id === id)?.page;
  if (!page || site.url(page) === location.href.split("#")[0]) return;
  try {
    history.replaceState(null, "", site.url(page));
  } catch {
    // A frame without an origin has no say in its address.
  }
};

const mounted = settings.embed
  ? mountEmbedded(host, {
      ...shared,
      lesson: given.get("lesson"),
      program,
      runs: false,
      hide: (given.get("hide") ?? EMBEDDED).split(/\s+/),
    })
  : mountOnSite(host, {
      ...shared,
      lesson: given.get("lesson") ?? settings.lesson,
      draft: program,
      place: site.url(""),
      home: site.url("index.html"),
      tell,
      focus: true,
    });
followLinks();
keepForLater(site.url("sw.js"));
mounted.catch((reason) => showTrouble(host, reason));
