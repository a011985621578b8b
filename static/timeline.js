/**
 * The whole trace on one bar: two tones for forward and backward, a tick for each op, marks with
 * shapes.
 *
 * It is a slider for the keyboard and for screen readers, and can be dragged anywhere.
 */

import { h, replace, set } from "./dom.js";
import { graver, markIcon } from "./marks.js";
import { momentWords } from "./moment_words.js";

/** @typedef {import("./contract.js").Scene} Scene */
/** @typedef {import("./contract.js").Moment} Moment */

const NEAR = 15; // pixels: marks closer than this are shown as one
const EDGE = 10; // pixels left free at both ends, so that the thumb is never cut off
const LEAST_TICKS = 3; // pixels between ticks; below it they would be a grey mass

/**
 * Runs of moments of one phase; of two programs beside one another, in both or in one.
 *
 * @param {readonly Moment[]} moments
 * @returns {{phase: "forward"|"backward", side?: "a"|"b", first: number, last: number}[]}
 */
export function phases(moments) {
  const runs = [];
  moments.forEach((moment, k) => {
    const run = runs.at(-1);
    if (run?.phase === moment.phase && run.side === moment.side) run.last = k;
    else
      runs.push({
        phase: moment.phase,
        ...(moment.side && { side: moment.side }),
        first: k,
        last: k,
      });
  });
  return runs;
}

/**
 * Marks with those that lie too close put together; the gravest gives the shape.
 *
 * @param {readonly Moment[]} moments
 * @param {(k: number) => number} place pixels of a moment
 * @returns {{x: number, mark: string, moment: number, all: {mark: string, moment: number}[]}[]}
 */
export function cluster(moments, place) {
  const clusters = [];
  moments.forEach(({ mark }, moment) => {
    if (mark === null) return;
    const x = place(moment);
    const near = clusters.at(-1);
    if (!near || x - near.start >= NEAR) {
      clusters.push({ start: x, x, mark, moment, all: [{ mark, moment }] });
      return;
    }
    near.all.push({ mark, moment });
    if (graver(near.mark, mark) !== near.mark) Object.assign(near, { mark, moment, x });
  });
  return clusters;
}

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {(k: number) => void} options.onSeek
 */
export function createTimeline({ translator, onSeek }) {
  const canvas = /** @type {HTMLCanvasElement} */ (h("canvas", { "aria-hidden": "true" }));
  const marks = h("div", { class: "marks", "aria-hidden": "true" });
  const thumb = h("div", { class: "thumb", "aria-hidden": "true" });
  const tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  const track = h(
    "div",
    { class: "track", role: "slider", tabindex: 0, "aria-orientation": "horizontal" },
    canvas,
    marks,
    thumb,
  );
  const element = h("div", { class: "timeline" }, track, tip);

  /** @type {Scene|null} */
  let scene = null;
  /** @type {ReturnType<typeof phases>} */
  let runs = [];
  /** @type {{moment: number, tall: boolean}[]} */
  let ticks = [];
  let at = 0;
  let width = 0;
  let height = 0;
  let frame = 0;
  /** The last moment that is open, null where all are. @type {number|null} */
  let limit = null;

  const last = () => Math.max(1, (scene?.moments.length ?? 1) - 1);
  const place = (k) => EDGE + (k / last()) * Math.max(0, width - 2 * EDGE);
  const momentAt = (x) =>
    Math.round(Math.min(1, Math.max(0, (x - EDGE) / Math.max(1, width - 2 * EDGE))) * last());

  const describe = (k) => {
    const moment = scene?.moments[k];
    return moment ? momentWords(translator, moment) : "";
  };

  const showTip = (x, lines) => {
    replace(
      tip,
      lines.map((line) => h("div", {}, line)),
    );
    tip.hidden = false;
    const half = Math.min(tip.offsetWidth / 2, width / 2);
    tip.style.left = `${Math.min(width - half, Math.max(half, x))}px`;
  };

  const markTip = (group) => {
    const kinds = [...new Set(group.all.map(({ mark }) => mark))];
    const words = kinds.map((kind) => {
      const count = group.all.filter(({ mark }) => mark === kind).length;
      return [markIcon(kind), translator.t(`mark.${kind}`), count > 1 ? ` ×${count}` : ""];
    });
    showTip(group.x, group.all.length === 1 ? [...words, describe(group.moment)] : words);
  };

  const drawMarks = () => {
    if (!scene) return;
    replace(
      marks,
      cluster(scene.moments.slice(0, limit === null ? undefined : limit + 1), place).map(
        (group) => {
          const mark = h(
            "span",
            {
              class: "flag",
              onpointerenter: () => markTip(group),
              onpointerleave: () => (tip.hidden = true),
            },
            markIcon(group.mark),
          );
          mark.style.left = `${group.x}px`;
          mark.addEventListener("pointerdown", (event) => {
            event.stopPropagation();
            onSeek(group.moment);
            track.focus({ preventScroll: true });
          });
          return mark;
        },
      ),
    );
  };

  /** In the frame to come: what a step asks for, and what it leads to, is drawn once. */
  const drawTrack = () => (frame ||= requestAnimationFrame(drawn));
  const drawn = () => {
    frame = 0;
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    if (!context || !scene) return;
    context.scale(ratio, ratio);
    paint(context, {
      runs,
      ticks,
      count: scene.moments.length,
      at,
      place,
      width,
      height,
      colours: getComputedStyle(track),
    });
    if (limit !== null) veil(context, place(limit) + 4, width, height, getComputedStyle(track));
  };

  const redraw = () => {
    drawMarks();
    show(at);
  };

  /** @param {number} k */
  const show = (k) => {
    at = k;
    thumb.style.left = `${place(k)}px`;
    const moment = scene?.moments[k];
    set(track, {
      "aria-valuemin": 1,
      "aria-valuemax": scene?.moments.length ?? 1,
      "aria-valuenow": k + 1,
      "aria-valuetext": moment
        ? translator.t("ui.step_of", {
            step: k + 1,
            count: scene?.moments.length,
            words: describe(k),
          })
        : "",
    });
    drawTrack();
  };

  const drag = (event) => {
    if (!scene || scene.moments.length === 0) return;
    onSeek(momentAt(event.clientX - track.getBoundingClientRect().left));
  };
  track.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    track.setPointerCapture(event.pointerId);
    drag(event);
  });
  track.addEventListener("pointermove", (event) => {
    if (track.hasPointerCapture(event.pointerId)) {
      tip.hidden = true;
      drag(event);
    } else if (event.target === track || event.target === canvas) {
      const x = event.clientX - track.getBoundingClientRect().left;
      const k = momentAt(x);
      if (limit !== null && k > limit) showTip(x, [translator.t("predict.locked")]);
      else if (describe(k))
        showTip(x, [h("b", {}, translator.t("ui.step", { step: k + 1 })), describe(k)]);
    }
  });
  track.addEventListener("pointerleave", () => (tip.hidden = true));

  const observer = new ResizeObserver(() => {
    [width, height] = [track.clientWidth, canvas.clientHeight];
    redraw();
  });
  observer.observe(track);
  translator.follow(() => {
    set(track, { "aria-label": translator.t("ui.timeline") });
    show(at);
  });

  return {
    element,
    /** @param {Scene} next @param {number} k */
    setScene(next, k) {
      scene = next;
      at = k;
      runs = phases(next.moments);
      ticks = next.moments.flatMap(({ grain }, moment) =>
        grain === "sub" ? [] : [{ moment, tall: grain === "line" }],
      );
      redraw();
    },
    show,
    /** Veil what is not open yet. @param {number|null} open the last moment that is */
    setLimit(open) {
      limit = open;
      set(track, { "aria-description": open === null ? null : translator.t("predict.locked") });
      redraw();
    },
    /** Colours have changed. */
    repaint: drawTrack,
    dispose() {
      observer.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}

/** Hatch what is still to come, so that no colour has to tell. */
function veil(context, from, width, height, colours) {
  const [top, bottom] = [height - 16, height - 6];
  context.fillStyle = colours.getPropertyValue("--ground").trim();
  context.fillRect(from, 0, width - from, height);
  context.strokeStyle = colours.getPropertyValue("--muted").trim();
  context.strokeRect(from + 0.5, top + 0.5, width - from - 3, bottom - top - 1);
  context.save();
  context.beginPath();
  context.rect(from, top, width - from - 2, bottom - top);
  context.clip();
  context.beginPath();
  for (let x = from - 10; x < width; x += 7) {
    context.moveTo(x, bottom);
    context.lineTo(x + 10, top);
  }
  context.stroke();
  context.restore();
}

/** Draw the tones, the ticks and what has been passed. */
function paint(context, { runs, ticks, count, at, place, width, height, colours }) {
  const colour = (name) => colours.getPropertyValue(name).trim();
  const middle = Math.round(height - 11);
  const thick = 8;
  if (count === 0) return;
  const step = (place(count - 1) - place(0)) / Math.max(1, count - 1);
  for (const { phase, side, first, last } of runs) {
    const top = side === "b" ? middle : middle - thick / 2; // A's steps above, B's below
    const high = side ? thick / 2 - 1 : thick;
    const from = first === 0 ? 2 : place(first) - step / 2;
    const to = last === count - 1 ? width - 2 : place(last) + step / 2;
    context.fillStyle = colour(phase === "backward" ? "--track-backward" : "--track-forward");
    context.fillRect(from, top, to - from, high);
    const passed = Math.min(to, place(at)) - from;
    if (passed <= 0) continue;
    context.fillStyle = colour(
      phase === "backward" ? "--track-backward-passed" : "--track-forward-passed",
    );
    context.fillRect(from, top, passed, high);
  }
  context.fillStyle = colour("--track-tick");
  if ((place(count - 1) - place(0)) / Math.max(1, ticks.length) < LEAST_TICKS) return;
  for (const { moment, tall } of ticks) {
    const size = tall ? thick : thick / 2;
    context.fillRect(Math.round(place(moment)) - 0.5, middle - size / 2, 1, size);
  }
}
