/**
 * `<grad-walk>`: an explorer in somebody's page. Nothing but this file is loaded before an element
 * comes near the screen; all elements of a page share one Python.
 *
 * `<grad-walk lesson="detach" lang="zh">`, or a program as the element's text, or one that was
 * recorded: `scene` is the address of that, and the element's content what is shown until then.
 * Attributes: `lesson`, `scene`, `lang`, `theme`, `moment`, `autoplay`, `height`, `hide`,
 * `readonly`, and `run`, by which a program runs without being asked to. It tells the page
 * `gradwalk-run`, `gradwalk-moment`, `gradwalk-error`.
 *
 * What a reader has typed stays when the page changes an attribute, moves the element, or takes it
 * away and puts it back.
 */

import { EMBEDDED, dedented, partsFrom, themeAround } from "./embedding.js";

/** @typedef {Awaited<ReturnType<typeof import("./explorer.js").mountExplorer>>} Explorer */

const NEAR = "400px"; // of scrolling before it is seen
const HEIGHT = "560px";
const FADED = 600; // milliseconds in which a page has changed its colours
const NARROW = 760; // pixels, as in explorer.css
const ATTRIBUTES = [
  "lesson",
  "scene",
  "lang",
  "theme",
  "moment",
  "autoplay",
  "height",
  "hide",
  "readonly",
];
/** The page's own looks end at the element: `all` leaves out these two alone. */
const OWN_LOOKS = {
  all: "initial",
  direction: "ltr",
  unicodeBidi: "isolate",
  display: "block",
  overflow: "clip",
  border: "1px solid #8a94a655",
  borderRadius: "10px",
};
const TEXT_LOOKS = {
  display: "block",
  padding: "12px 16px",
  color: "GrayText",
  whiteSpace: "pre-wrap",
  font: "13px/1.6 monospace",
};

/**
 * Make the element known. Where another version of gradwalk was first, that one has the name; this
 * one can be given another: `gradwalk.js?as=grad-walk-2`.
 *
 * @param {URL} base the site's folder
 * @param {string} manifest the name of its manifest
 * @param {string} [name]
 */
export function defineElement(base, manifest, name = "grad-walk") {
  if (customElements.get(name)) {
    console.info(
      `<${name}> is already another gradwalk's; ${base.href} can be loaded with gradwalk.js?as=grad-walk-2`,
    );
    return;
  }
  const site = once(async () => {
    const [{ createSite }, response] = await Promise.all([
      import("./site_files.js"),
      fetch(new URL(manifest, base)),
    ]);
    if (!response.ok) throw new Error(`no ${manifest} at ${base.href}: ${response.status}`);
    return createSite(await response.json(), base);
  });
  const python = once(async () => {
    const [{ createPython }, { runtime }] = await Promise.all([
      import("./python/python.js"),
      site(),
    ]);
    return createPython(runtime);
  });

  class GradWalk extends HTMLElement {
    static observedAttributes = ATTRIBUTES;

    #host = document.createElement("div");
    #text = document.createElement("slot");
    #size = new ResizeObserver(() => this.#resize());
    #near = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && this.#mount(),
      { rootMargin: NEAR },
    );
    /** Pages change their theme by an attribute, after which their colours may fade into others. */
    #theme = new MutationObserver(() =>
      [0, FADED].forEach((delay) => setTimeout(this.#followTheme, delay)),
    );
    /** @type {Promise<Explorer>|null} */
    #explorer = null;
    /** What tells why there is none. @type {HTMLElement|null} */
    #trouble = null;
    /**
     * What the one before showed, once it is gone.
     * @type {Promise<import("./explorer.js").Kept|null>}
     */
    #kept = Promise.resolve(null);
    /** @type {Set<string>} attributes of which the explorer does not know yet */
    #changed = new Set();

    constructor() {
      super();
      Object.assign(this.#host.style, OWN_LOOKS);
      Object.assign(this.#text.style, TEXT_LOOKS);
      this.#host.append(this.#text);
      this.attachShadow({ mode: "open" }).append(this.#host);
    }

    connectedCallback() {
      this.#resize();
      this.#near.observe(this);
      this.#size.observe(this);
      for (const root of [document.documentElement, document.body])
        this.#theme.observe(root, { attributes: true });
    }

    /**
     * An element that is moved is taken away and put back at once, and nothing need be made anew.
     */
    disconnectedCallback() {
      queueMicrotask(() => {
        if (this.isConnected) return;
        this.#near.disconnect();
        this.#size.disconnect();
        this.#theme.disconnect();
        this.#unmount();
      });
    }

    /** Where a page changes several at once, they are taken up together. */
    attributeChangedCallback(name, before, after) {
      if (before === after || !this.isConnected) return;
      this.#resize();
      if (this.#explorer === null) return;
      this.#changed.add(name);
      if (this.#changed.size === 1) queueMicrotask(() => this.#adapt());
    }

    async #adapt() {
      const changed = this.#changed;
      this.#changed = new Set();
      if (changed.has("readonly") || changed.has("scene")) {
        this.#unmount();
        if (changed.has("scene")) this.#kept = this.#kept.then(() => null);
        this.#mount();
        return;
      }
      const explorer = await this.#mount();
      const { language, theme, moment, autoplay } = this.#parts();
      const lesson = this.getAttribute("lesson");
      if (changed.has("lang")) explorer.setLanguage(language);
      if (changed.has("theme")) explorer.setTheme(theme);
      if (changed.has("hide")) explorer.setHidden(this.#hidden());
      if (changed.has("lesson") && lesson !== null) await explorer.open(lesson);
      if (changed.has("moment") && moment !== null) explorer.seek(moment);
      if (changed.has("autoplay")) autoplay ? explorer.play() : explorer.pause();
    }

    /** Steps forward, or backward. @param {number} [count] */
    step = (count = 1) => this.#mount().then((explorer) => explorer.step(count));
    /** Settles when the program has run. */
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
      Object.assign(
        this.#host.style,
        this.clientWidth > NARROW
          ? { height, minHeight: "" }
          : { height: "auto", minHeight: height },
      );
    }

    #parts = () =>
      partsFrom((name) =>
        name === "theme" && this.getAttribute(name) === "page"
          ? themeAround(this)
          : this.getAttribute(name),
      );
    #hidden = () => (this.getAttribute("hide") ?? EMBEDDED).split(/\s+/);
    #followTheme = () => {
      if (this.getAttribute("theme") === "page")
        this.#explorer?.then(
          (explorer) => explorer.setTheme(themeAround(this)),
          () => {},
        );
    };

    #mount() {
      this.#near.disconnect();
      this.#explorer ??= this.#made().catch(async (reason) => {
        this.#explorer = null;
        this.#tell("error", { key: "ui.failed", text: String(reason) });
        console.error(reason);
        this.#trouble = await import("./mount.js").then(
          ({ showTrouble }) => showTrouble(this.#host, reason),
          () => null,
        );
        throw reason;
      });
      return this.#explorer;
    }

    #unmount() {
      const explorer = this.#explorer;
      if (explorer === null) return;
      this.#explorer = null;
      const close = (/** @type {Explorer} */ made) => {
        const kept = made.kept();
        made.dispose();
        this.#text.style.display = "block";
        return kept;
      };
      this.#kept = explorer.then(close, () => null);
    }

    async #made() {
      this.#trouble?.remove();
      const [{ mountEmbedded }, files, kept] = await Promise.all([
        import("./mount.js"),
        site(),
        this.#kept,
        parsed(),
      ]);
      const lesson = this.getAttribute("lesson");
      const scene = this.getAttribute("scene");
      const explorer = await mountEmbedded(this.#host, {
        site: files,
        python,
        lesson,
        scene: scene === null ? null : new URL(scene, document.baseURI).href,
        program: lesson === null && scene === null ? dedented(this.textContent ?? "") : null,
        runs: this.hasAttribute("run") && kept === null,
        ...this.#parts(),
        kept,
        hide: this.#hidden(),
        tell: (what, detail) => this.#tell(what, detail),
      });
      this.#text.style.display = "none";
      return explorer;
    }

    #tell(what, detail) {
      this.dispatchEvent(
        new CustomEvent(`gradwalk-${what}`, { detail, bubbles: true, composed: true }),
      );
    }
  }
  customElements.define(name, GradWalk);
}

/**
 * The page is there as a whole: an element's text may come later than the element.
 * @returns {Promise<unknown>}
 */
const parsed = async () =>
  document.readyState === "loading" &&
  new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));

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
