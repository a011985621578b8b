/**
 * The middle of the page: the graph's place with its states, the narration under it, and the
 * player's bar.
 */

import { h, replace, set } from "./dom.js";
import { icon } from "./icons.js";
import { markIcon } from "./marks.js";
import { momentWords } from "./moment_words.js";
import { inline } from "./prose.js";

/** @typedef {import("./i18n.js").Translator} Translator */

/** @type {import("./i18n.js").Words} */
const LOADING = { key: "ui.loading" };

/**
 * @param {object} options
 * @param {Translator} options.translator
 * @param {ReturnType<typeof import("./controls.js").createPlayerControls>} options.controls
 * @param {ReturnType<typeof import("./timeline.js").createTimeline>} options.timeline
 * @param {(factor: number) => void} options.onZoom
 * @param {() => void} options.onFit
 * @param {HTMLElement[]} options.tools more buttons beside these
 */
export function createStage({ translator, controls, timeline, onZoom, onFit, tools }) {
  const { t } = translator;
  const canvas = h("div", { class: "canvas" });
  const stale = h("div", { class: "stale", hidden: true });
  const bar = h("div", {});
  const progress = h("div", { class: "progress", hidden: true, role: "progressbar" }, bar);
  const progressText = h("p", { class: "progress-text", hidden: true, role: "status" });
  const empty = h("p", { class: "empty" });
  const zoomOut = h(
    "button",
    { type: "button", class: "picture", onclick: () => onZoom(0.8) },
    icon("minus"),
  );
  const fit = h("button", { type: "button", class: "picture", onclick: onFit }, icon("fit"));
  const zoomIn = h(
    "button",
    { type: "button", class: "picture", onclick: () => onZoom(1.25) },
    icon("plus"),
  );
  const caption = h("p", { class: "caption", "aria-live": "polite", "aria-atomic": "true" });
  const buttons = h("div", { class: "zoom", role: "group" }, tools, zoomOut, fit, zoomIn);
  const element = h(
    "section",
    { class: "graph" },
    canvas,
    empty,
    stale,
    progress,
    progressText,
    buttons,
  );
  const player = h(
    "div",
    { class: "player" },
    caption,
    timeline.element,
    h("div", { class: "bar" }, controls.buttons, controls.position, controls.choices),
  );
  /** @type {import("./contract.js").Scene|null} */
  let scene = null;
  /** @type {import("./contract.js").Moment|null} */
  let now = null;
  let overview = false;
  let waits = LOADING; // what stands where no picture is
  /** @type {import("./python/python.js").Progress|null} */
  let far = null;

  const tell = () => {
    const known = far?.phase === "fetch" ? far : null;
    const percent = known ? Math.round((100 * known.loaded) / known.total) : null;
    set(progress, {
      "aria-valuenow": percent,
      "aria-valuemin": known && 0,
      "aria-valuemax": known && 100,
    });
    progress.classList.toggle("known", known !== null);
    bar.style.width = known ? `${percent}%` : "";
    const words = known
      ? t("python.fetching", { loaded: megabytes(known.loaded), total: megabytes(known.total) })
      : t("python.starting", { arrays: far?.arrays ?? "" });
    progressText.hidden = progress.hidden || far === null || far.phase === "run";
    replace(progressText, words);
  };
  const narrate = () => {
    if (!now) return;
    if (overview) {
      const words = scene?.stopped
        ? t("ui.overview_stopped", { reason: translator.words(scene.stopped) })
        : t(scene?.comparison ? "compare.overview" : "ui.overview");
      replace(caption, h("span", { class: "words" }, words));
      return;
    }
    replace(
      caption,
      now.mark && markIcon(now.mark),
      now.line > 0 && h("span", { class: "at" }, t("ui.line", { line: now.line })),
      h("span", { class: "words" }, inline(momentWords(translator, now))),
    );
  };
  const say = () => {
    const count = (kind) => scene?.nodes.filter((node) => node.kind === kind).length ?? 0;
    set(canvas, {
      role: "img",
      "aria-label": t("ui.graph_of", { tensors: count("tensor"), ops: count("op") }),
    });
    replace(empty, translator.words(waits));
    empty.hidden = scene !== null && scene.nodes.length > 0;
  };

  translator.follow(() => {
    replace(stale, t("ui.stale"));
    set(progress, { "aria-label": t("ui.running") });
    set(element, { "aria-label": t("ui.graph") });
    set(buttons, { "aria-label": t("ui.graph_tools") });
    for (const [button, key, shortcut] of /** @type {const} */ ([
      [zoomOut, "ui.zoom_out", "−"],
      [fit, "ui.fit", "F"],
      [zoomIn, "ui.zoom_in", "+"],
    ])) {
      set(button, { "aria-label": t(key), title: `${t(key)} (${shortcut})` });
    }
    narrate();
    say();
    tell();
  });

  return {
    element,
    canvas,
    player,
    /**
     * @param {number} k @param {import("./contract.js").Moment} moment @param {number} count
     * @param {boolean} whole nobody has stepped yet: say how to begin
     */
    show(k, moment, count, whole) {
      now = moment;
      overview = whole;
      narrate();
      controls.show(k, count);
    },
    /** @param {import("./contract.js").Scene} next */
    setScene(next) {
      scene = next;
      waits = { key: "ui.no_tensors" };
      if (next.moments.length === 0) {
        now = null;
        replace(caption);
        controls.show(0, 0);
      }
      say();
    },
    /** There is a program, and nobody has run it. */
    setDraft() {
      waits = { key: "ui.draft" };
      say();
    },
    /**
     * What was asked for did not come, and there is nothing else to show.
     * @param {import("./i18n.js").Words} why
     */
    setNothing(why) {
      if (waits !== LOADING) return;
      waits = why;
      controls.setEnabled(false);
      say();
    },
    /** Narration while playing would talk over itself. @param {boolean} playing */
    setPlaying: (playing) => set(caption, { "aria-live": playing ? "off" : "polite" }),
    /** @param {boolean} value the code is no longer that of the picture */
    setStale(value) {
      stale.hidden = !value;
    },
    /** @param {boolean} busy */
    setBusy(busy) {
      progress.hidden = !busy;
      far = null;
      tell();
      set(element, { "aria-busy": String(busy) });
    },
    /** @param {import("./python/python.js").Progress} next */
    setProgress(next) {
      far = next;
      tell();
    },
  };
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * Why a request was refused, at the code; it goes when it is closed or the next answer comes.
 *
 * @param {Translator} translator
 */
export function createNotice(translator) {
  const text = h("p", {});
  const close = h("button", { type: "button", class: "close" }, "×");
  const element = h(
    "div",
    { class: "notice", role: "alert", hidden: true },
    markIcon("error"),
    text,
    close,
  );
  /** @type {import("./i18n.js").Words|null} */
  let reason = null;
  const hide = () => {
    reason = null;
    element.hidden = true;
  };
  close.addEventListener("click", hide);
  translator.follow(() => {
    set(close, { "aria-label": translator.t("ui.close") });
    replace(text, inline(translator.words(reason)));
  });
  return {
    element,
    hide,
    /** @param {import("./i18n.js").Words} why */
    show(why) {
      reason = why;
      replace(text, inline(translator.words(reason)));
      element.hidden = false;
    },
  };
}
