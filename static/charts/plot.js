/**
 * A small chart over places in a row: a slider for the keyboard and for screen readers, and a click
 * goes to the place clicked. What is drawn on it is SVG in a box of 1000 by 100, stretched to fit.
 */

import { h, s, set } from "../dom.js";
import { fileUrl } from "../files.js";

export const WIDE = 1000;
export const HIGH = 100;
const KEYS = /** @type {Record<string, number>} */ ({
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
});

/** What charts look like, which nobody needs before there is one. */
export const chartStyles = () => h("link", { rel: "stylesheet", href: fileUrl("charts.css") });

/** Where a place lies across a chart. @param {number} k @param {number} count */
export const across = (k, count) => (count > 1 ? (WIDE * k) / (count - 1) : WIDE / 2);

/**
 * @param {object} options
 * @param {number} options.count places
 * @param {string} options.label
 * @param {(k: number) => string} options.describe a place in words
 * @param {(k: number) => void} options.onSeek
 * @param {[string, string]} options.range what stands at the top and at the bottom
 * @param {[string, string]} options.ends what stands at the left and at the right
 * @param {any[]} options.drawn
 */
export function createPlot({ count, label, describe, onSeek, range, ends, drawn }) {
  const cursor = h("div", { class: "cursor", hidden: true });
  const tip = h("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  const svg = s(
    "svg",
    { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    drawn,
  );
  const area = h(
    "div",
    {
      class: "area",
      role: "slider",
      tabindex: 0,
      "aria-label": label,
      "aria-valuemin": 1,
      "aria-valuemax": count,
    },
    svg,
    cursor,
    tip,
  );
  const element = h(
    "div",
    { class: "plot" },
    h(
      "div",
      { class: "scale", "aria-hidden": "true" },
      h("span", {}, range[0]),
      h("span", {}, range[1]),
    ),
    area,
    h(
      "div",
      { class: "ends", "aria-hidden": "true" },
      h("span", {}, ends[0]),
      h("span", {}, ends[1]),
    ),
  );
  let at = 0;
  const clamp = (/** @type {number} */ k) => Math.min(count - 1, Math.max(0, Math.round(k)));
  const under = (/** @type {PointerEvent} */ event) => {
    const { left, width } = area.getBoundingClientRect();
    return clamp(((event.clientX - left) / Math.max(1, width)) * (count - 1));
  };
  area.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    area.setPointerCapture(event.pointerId);
    onSeek(under(event));
  });
  area.addEventListener("pointermove", (event) => {
    const k = under(event);
    if (area.hasPointerCapture(event.pointerId)) onSeek(k);
    const part = across(k, count) / WIDE;
    tip.textContent = describe(k);
    tip.hidden = false;
    // The tip is moved by as much of itself as of the plot, so that it stays inside.
    tip.style.cssText = `left:${100 * part}%;translate:${-100 * part}%`;
  });
  area.addEventListener("pointerleave", () => (tip.hidden = true));
  area.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    onSeek(clamp(at + by));
  });
  return {
    element,
    /** @param {number} k the place that is shown; before the first it is -1 */
    show(k) {
      at = k;
      cursor.hidden = k < 0;
      cursor.style.left = `${across(Math.max(0, k), count) / (WIDE / 100)}%`;
      set(area, { "aria-valuenow": k + 1, "aria-valuetext": describe(Math.max(0, k)) });
    },
  };
}
