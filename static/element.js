/**
 * `<grad-walk>`: an explorer in somebody's page. Nothing but this file is loaded before an element
 * comes near the screen; all elements of a page share one Python.
 *
 * `<grad-walk lesson="detach" lang="zh">`, or a program as the element's text, or one that was
 * recorded: `scene` is the address of that, and the element's content what is shown until then.
 * Attributes: `lesson`, `scene`, `lang`, `theme`, `moment`, `autoplay`, `height`, `hide`, `readonly`,
 * and `run`, by which a program runs without being asked to. It tells the page `gradwalk-run`,
 * `gradwalk-moment`, `gradwalk-error`.
 */

import { EMBEDDED, dedented, partsFrom, themeAround } from "./embedding.js";

/** @typedef {Awaited<ReturnType<typeof import("./explorer.js").mountExplorer>>} Explorer */

const NEAR = "400px"; // of scrolling before it is seen
const HEIGHT = "560px";
const FADED = 600; // milliseconds in which a page has changed its colours
const NARROW = 760; // pixels, as in explorer.css
const ATTRIBUTES = ["lesson", "scene", "lang", "theme", "moment", "height", "hide", "readonly"];

/**
 * Make the element known; where another version already has, that one stays.
 *
 * @param {URL} base the site's folder
 * @param {string} manifest the name of its manifest
 */
export function defineElement(base, manifest) {
  if (customElements.get("grad-walk")) return;
  const site = once(async () => {
    const [{ createSite }, response] = await Promise.all([import("./site_files.js"), fetch(new URL(manifest, base))]);
    if (!response.ok) throw new Error(`no ${manifest} at ${base.href}: ${response.status}`);
    return createSite(await response.json(), base);
  });
  const python = once(async () => {
    const [{ createPython }, { runtime }] = await Promise.all([import("./python/python.js"), site()]);
    return createPython(runtime);
  });

  class GradWalk extends HTMLElement {
    static observedAttributes = ATTRIBUTES;

    #host = document.createElement("div");
    #text = Object.assign(document.createElement("slot"), { style: "display: block; white-space: pre-wrap; font: 13px/1.6 monospace" });
    #size = new ResizeObserver(() => this.#resize());
    #near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#mount(), { rootMargin: NEAR });
    /** Pages change their theme by an attribute, after which their colours may fade into others. */
    #theme = new MutationObserver(() => [0, FADED].forEach((delay) => setTimeout(this.#followTheme, delay)));
    /** @type {Promise<Explorer>|null} */
    #explorer = null;

    constructor() {
      super();
      this.#host.append(this.#text);
      this.attachShadow({ mode: "open" }).append(this.#host);
    }

    connectedCallback() {
      this.#resize();
      this.#near.observe(this);
      this.#size.observe(this);
      for (const root of [document.documentElement, document.body]) this.#theme.observe(root, { attributes: true });
    }

    disconnectedCallback() {
      this.#near.disconnect();
      this.#size.disconnect();
      this.#theme.disconnect();
      this.#unmount();
    }

    attributeChangedCallback(name, before, after) {
      if (before === after || !this.isConnected) return;
      this.#resize();
      if (name === "height" || this.#explorer === null) return;
      this.#unmount();
      this.#mount();
    }

    /** Steps forward, or backward. @param {number} [count] */
    step = (count = 1) => this.#mount().then((explorer) => explorer.step(count));
    run = () => this.#mount().then((explorer) => explorer.run());
    play = () => this.#mount().then((explorer) => explorer.play());
    pause = () => this.#mount().then((explorer) => explorer.pause());
    /** Go to a moment, counted from 1 as on the screen. @param {number} moment */
    seek = (moment) => this.#mount().then((explorer) => explorer.seek(moment - 1));
    /** Put in another program. @param {string} source */
    write = (source) => this.#mount().then((explorer) => explorer.write(source));

    /** Where there is room for one column only, it is as high as that column. */
    #resize() {
      this.style.display ||= "block";
      const height = this.getAttribute("height") ?? HEIGHT;
      const size = this.clientWidth > NARROW ? { height, minHeight: "" } : { height: "auto", minHeight: height };
      Object.assign(this.#host.style, { ...size, overflow: "clip", border: "1px solid #8a94a655", borderRadius: "10px" });
    }

    #followTheme = () => {
      if (this.getAttribute("theme") === "page") this.#explorer?.then((explorer) => explorer.setTheme(themeAround(this)), () => {});
    };

    #mount() {
      this.#near.disconnect();
      this.#explorer ??= this.#made().catch((reason) => {
        this.#tell("error", { key: "ui.failed", text: String(reason) });
        console.error(reason);
        this.#explorer = null;
        throw reason;
      });
      return this.#explorer;
    }

    #unmount() {
      this.#text.style.display = "block";
      this.#explorer?.then((explorer) => explorer.dispose(), () => {});
      this.#explorer = null;
    }

    async #made() {
      const [{ mountEmbedded }, files] = await Promise.all([import("./mount.js"), site()]);
      const lesson = this.getAttribute("lesson");
      const scene = this.getAttribute("scene");
      const explorer = await mountEmbedded(this.#host, {
        site: files,
        python,
        lesson,
        scene: scene === null ? null : new URL(scene, document.baseURI).href,
        program: lesson === null && scene === null ? dedented(this.textContent ?? "") : null,
        runs: this.hasAttribute("run"),
        ...partsFrom((name) => (name === "theme" && this.getAttribute(name) === "page" ? themeAround(this) : this.getAttribute(name))),
        hide: (this.getAttribute("hide") ?? EMBEDDED).split(/\s+/),
        tell: (what, detail) => this.#tell(what, detail),
      });
      this.#text.style.display = "none";
      return explorer;
    }

    #tell(what, detail) {
      this.dispatchEvent(new CustomEvent(`gradwalk-${what}`, { detail, bubbles: true, composed: true }));
    }
  }
  customElements.define("grad-walk", GradWalk);
}

/** Do something once; what failed is tried again. @template T @param {() => Promise<T>} act */
function once(act) {
  /** @type {Promise<T>|null} */
  let made = null;
  return () =>
    (made ??= act().catch((reason) => {
      made = null;
      throw reason;
    }));
}
