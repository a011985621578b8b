/**
 * What can be taken away of the program and moment shown: each is made when it is chosen.
 */

import { copied } from "../clipboard.js";
import { h, replace, set } from "../dom.js";
import { fileUrl } from "../files.js";
import { fetched as part } from "../later.js";
import { packed } from "../paths.js";

/**
 * @typedef {object} Shown
 * @property {import("../contract.js").Reader} reader
 * @property {number} k
 * @property {import("./drawing.js").Drawing} drawing
 * @property {string} source what stands in the editor
 * @property {string} name of the program, good for a file
 * @property {string} title of it, in words
 * @property {any} figure
 * @property {readonly string[]} languages
 * @property {boolean} mended what stands in the editor is not what was run
 */
/**
 * @typedef {{signal: AbortSignal, say: (text: string) => void,
 *   translator: import("../i18n.js").Translator}} Tools
 */
/**
 * @typedef {{key: string, ending: string, make: (shown: Shown, tools: Tools) =>
 *   Promise<Blob|string>, copies?: boolean, here?: boolean}} Way
 */

/** @type {readonly Way[]} */
const WAYS = [
  {
    key: "png",
    ending: "png",
    make: async ({ drawing, title }) =>
      (await part("take/drawing.js", () => import("./drawing.js"))).png(drawing, title),
  },
  {
    key: "svg",
    ending: "svg",
    make: async ({ drawing, title }) =>
      (await part("take/drawing.js", () => import("./drawing.js"))).wholeSvg(drawing, title),
  },
  {
    key: "gif",
    ending: "gif",
    make: async ({ drawing }, { signal, say, translator }) =>
      (await part("take/animation.js", () => import("./animation.js"))).gif(
        drawing,
        ({ words }) => translator.words(words),
        (done, of) => say(translator.t("take.step", { done, of })),
        signal,
      ),
  },
  { key: "html", ending: "html", here: fileUrl("exported.txt") !== undefined, make: page },
  {
    key: "dot",
    ending: "dot",
    make: async ({ reader, k }) =>
      (await part("take/dot.js", () => import("./dot.js"))).dot(reader, k),
  },
  {
    key: "mermaid",
    ending: "mmd",
    make: async ({ reader, k }) =>
      (await part("take/mermaid.js", () => import("./mermaid.js"))).mermaid(reader, k),
  },
  {
    key: "scene",
    ending: "json",
    make: async ({ reader }) => `${JSON.stringify(packed(reader.scene))}\n`,
  },
  {
    key: "pytorch",
    ending: "py",
    copies: true,
    make: async ({ source, reader, mended }) =>
      (await part("take/pytorch.js", () => import("./pytorch.js"))).asPyTorch(
        source,
        mended ? null : reader.scene.seed,
      ),
  },
];
const TYPES = {
  svg: "image/svg+xml",
  html: "text/html",
  json: "application/json",
  py: "text/x-python",
};
const OF_A_MOMENT = ["png", "svg", "dot", "mmd"];
const LATE = 60_000; // milliseconds, after which a download has begun

/** @param {Shown} shown */
async function page({ reader, drawing, answers, title, name, figure, languages }) {
  const { html } = await part("take/html.js", () => import("./html.js"));
  const { wholeSvg } = await part("take/drawing.js", () => import("./drawing.js"));
  const texts = Object.fromEntries(languages.map((language) => [language, title]));
  const lesson = { id: name, title: texts, summary: {}, scene: "" };
  const settings = {
    figure,
    lesson,
    scene: packed(reader.scene),
    answers,
    shown: { hide: ["lessons"], focus: true },
  };
  return html({ title, picture: wholeSvg(drawing, title), settings, languages });
}

/**
 * @param {HTMLElement} panel
 * @param {{translator: import("../i18n.js").Translator, shown: () => Shown|null}} options
 */
export function fillMenu(panel, { translator, shown }) {
  const { t } = translator;
  const list = h("div", { role: "menu" });
  const status = h("p", { role: "status" });
  let working = new AbortController();

  const say = (/** @type {string} */ text) => replace(status, text);
  const take = async (/** @type {Way} */ way) => {
    const what = shown();
    if (!what) return;
    stop();
    const { signal } = working;
    say(t("take.making"));
    try {
      const made = await way.make(what, { signal, say, translator });
      signal.throwIfAborted();
      say(await given(way, made, what));
    } catch (reason) {
      if (!signal.aborted) say(t("take.failed", { reason: /** @type {Error} */ (reason).message }));
    }
  };
  /** Copy or save it, and say so. @param {Way} way @param {Blob|string} made @param {Shown} what */
  const given = async ({ ending, copies }, made, { name, k }) => {
    if (copies && (await copied(String(made)))) return t("take.copied");
    const file = `${name}${OF_A_MOMENT.includes(ending) ? `-${k + 1}` : ""}.${ending}`;
    save(
      made instanceof Blob
        ? made
        : new Blob([made], {
            type: `${TYPES[/** @type {"svg"} */ (ending)] ?? "text/plain"};charset=utf-8`,
          }),
      file,
    );
    return t("take.saved", { file });
  };
  const stop = () => {
    working.abort();
    working = new AbortController();
  };
  const draw = () => {
    set(list, { "aria-label": t("take.title") });
    replace(
      list,
      WAYS.filter(({ here = true }) => here).map((way) =>
        h(
          "button",
          { type: "button", role: "menuitem", tabindex: -1, onclick: () => take(way) },
          h("span", {}, t(`take.${way.key}`)),
          h("span", { class: "muted" }, t(`take.${way.key}_for`)),
        ),
      ),
    );
  };

  panel.append(list, status);
  // It stays open, and keeps the keyboard
  panel.addEventListener("click", (event) => event.stopPropagation());
  translator.follow(draw);
  return {
    stop,
    /** Nothing has been made yet. */
    reset: () => say(shown() ? "" : t("take.nothing")),
  };
}

/** @param {Blob} blob @param {string} file */
function save(blob, file) {
  const url = URL.createObjectURL(blob);
  const link = h("a", { href: url, download: file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), LATE);
}
