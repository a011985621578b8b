/**
 * Training: the loss by step, the gradients' norms by parameter, what is odd, and which step is
 * shown.
 */

import { line, scaleOf } from "../charts/lines.js";
import { chartStyles, createPlot } from "../charts/plot.js";
import { h, replace, s, set } from "../dom.js";
import { lineButton } from "../explain.js";
import { icon } from "../icons.js";
import { markIcon } from "../marks.js";
import { head, section } from "../node_pages.js";
import { inline } from "../prose.js";
import { short } from "../tensor_value.js";
import { otherStep, stepAt } from "./steps.js";

/** @typedef {import("../contract.js").Training} Training */

const LOOKS = ["", "second", "third", "fourth"]; // of lines in one chart
const MOST = 24; // parameters that are listed at once
const ICONS = /** @type {Record<string, string>} */ ({
  loss_not_finite: "error",
  not_finite: "error",
  exploding: "wrong",
  vanishing: "wrong",
  zero: "wrong",
  added: "again",
});

/** @param {any} tools the inspector's */
export function createPage(tools) {
  const { reader, t, translator, onLine, onSeek, asking } = tools;
  const training = /** @type {Training} */ (reader.scene.training);
  const { steps, marks, lines } = training;
  const go = (/** @type {number} */ step) => onSeek(steps[step][1]);
  const parts = [
    createChooser(training, { t, onSeek }),
    lossChart(training, { t, go }),
    normTable(training, { t, go }),
  ];
  const [chooser, chart, table] = parts;
  const show = (/** @type {number} */ k) =>
    parts.forEach((part) => part.show(stepAt(training, k), k));
  show(tools.at);
  return {
    show,
    elements: [
      head(t("training.title"), {
        kind: t("training.steps", { count: steps.length }),
        close: () => asking.close(),
        closing: t("question.back_moment"),
        t,
        translator,
        onLine,
      }),
      chooser.element,
      reader.scene.stopped &&
        h("p", { class: "muted" }, t("training.stopped", { count: steps.length })),
      section(t("training.loss"), chart.element),
      marks.length > 0 &&
        h(
          "ul",
          { class: "odd" },
          marks.map((mark) => oddRow(mark, { t, go })),
        ),
      section(t("training.norms"), table.element),
      h(
        "section",
        { class: "muted" },
        h(
          "p",
          {},
          t("training.writer"),
          " ",
          lines.map((number) => [lineButton(number, translator, onLine), " "]),
        ),
        h("p", {}, inline(t("training.rule"))),
        chartStyles(),
      ),
    ],
  };
}

/** @param {Training} training @param {any} tools */
function createChooser(training, { t, onSeek }) {
  const { steps } = training;
  let now = 0;
  const button = (
    /** @type {string} */ picture,
    /** @type {string} */ words,
    /** @type {string} */ key,
    /** @type {1|-1} */ direction,
  ) =>
    h(
      "button",
      {
        type: "button",
        class: "picture",
        "aria-label": words,
        title: `${words} (${key})`,
        onclick: () => onSeek(otherStep(training, now, direction)),
      },
      icon(picture),
    );
  const where = h("output", {});
  const element = h(
    "div",
    { class: "chooser", role: "group", "aria-label": t("training.choose") },
    button("back", t("training.before"), "{", -1),
    where,
    button("forward", t("training.after"), "}", 1),
  );
  return {
    element,
    /** @param {number} step @param {number} k */
    show(step, k) {
      now = k;
      replace(
        where,
        step < 0
          ? t("training.none_yet", { count: steps.length })
          : t("training.step", { step: step + 1, count: steps.length }),
      );
    },
  };
}

/** @param {Training} training @param {any} tools */
function lossChart({ losses, steps }, { t, go }) {
  const scale = scaleOf(losses.map(({ values }) => values));
  const told = (/** @type {number} */ step) =>
    losses.map(({ name, values }) => `${name} ${short(values[step])}`).join(" · ");
  const plot = createPlot({
    count: steps.length,
    label: t("training.loss"),
    describe: (step) =>
      `${t("training.step", { step: step + 1, count: steps.length })}: ${told(step)}`,
    onSeek: go,
    range: [short(scale.high), short(scale.low)],
    ends: ["1", String(steps.length)],
    drawn: losses.map(({ values }, place) =>
      line(values, scale.height, LOOKS[place % LOOKS.length]),
    ),
  });
  const values = losses.map(() => h("td", {}));
  const key = (/** @type {number} */ place) =>
    s(
      "svg",
      { viewBox: "0 0 24 8", width: 24, height: 8, "aria-hidden": "true" },
      s("path", { d: "M0 4h24", class: `line ${LOOKS[place % LOOKS.length]}` }),
    );
  const rows = losses.map(({ name }, place) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, losses.length > 1 && key(place), h("code", {}, name)),
      values[place],
    ),
  );
  return {
    element: h(
      "div",
      { class: "curves" },
      plot.element,
      scale.log && h("p", { class: "muted" }, t("training.log")),
      h("table", { "aria-label": t("training.loss") }, h("tbody", {}, rows)),
    ),
    /** @param {number} step */
    show(step) {
      plot.show(step);
      values.forEach((cell, place) => replace(cell, short(losses[place].values[step])));
    },
  };
}

/**
 * For each parameter its gradient's norm at the step shown, and a line over all.
 * @param {Training} training
 * @param {any} tools
 */
function normTable({ parameters, marks, steps }, { t, go }) {
  const listed = parameters.slice(0, MOST);
  const scale = scaleOf(listed.map(({ norms }) => norms));
  const odd = new Set(
    marks
      .filter(({ kind }) => kind === "vanishing" || kind === "zero" || kind === "not_finite")
      .map(({ args, side }) => (side ? `${side.toUpperCase()} ${args.name}` : args.name)),
  );
  const cells = listed.map(() => h("span", { class: "norm" }));
  const sparks = listed.map(({ name, norms }) => {
    const svg = s(
      "svg",
      { viewBox: "0 0 1000 100", preserveAspectRatio: "none", "aria-hidden": "true" },
      line(norms, scale.height),
    );
    const cursor = h("div", { class: "cursor", hidden: true });
    const spark = h(
      "div",
      {
        class: "spark",
        title: name,
        onclick: (/** @type {MouseEvent} */ event) => {
          const { left, width } = spark.getBoundingClientRect();
          go(
            Math.min(
              steps.length - 1,
              Math.max(0, Math.round(((event.clientX - left) / width) * (steps.length - 1))),
            ),
          );
        },
      },
      svg,
      cursor,
    );
    return { spark, cursor };
  });
  const rows = listed.map(({ name }, place) =>
    h(
      "li",
      { class: odd.has(name) ? "off" : null },
      h("span", {}, odd.has(name) && markIcon("wrong"), h("code", {}, name)),
      cells[place],
      sparks[place].spark,
    ),
  );
  return {
    element: h(
      "div",
      { class: "norms" },
      h(
        "p",
        { class: "muted" },
        t(scale.log ? "training.norms_log" : "training.norms_range", {
          low: short(scale.low),
          high: short(scale.high),
        }),
      ),
      h("ul", {}, rows),
      parameters.length > MOST &&
        h("p", { class: "muted" }, t("training.more", { count: parameters.length - MOST })),
    ),
    /** @param {number} step */
    show(step) {
      listed.forEach(({ norms }, place) => {
        replace(cells[place], short(norms[step]));
        set(sparks[place].cursor, { hidden: step < 0 });
        sparks[place].cursor.style.left =
          `${(100 * Math.max(0, step)) / Math.max(1, steps.length - 1)}%`;
      });
    },
  };
}

/** @param {Training["marks"][number]} mark @param {any} tools */
function oddRow({ kind, step, args, side }, { t, go }) {
  const words = t(`training.odd_${kind}`, { ...args, step: step + 1 });
  return h(
    "li",
    {},
    markIcon(ICONS[kind]),
    h("span", {}, side && [h("b", { class: "side" }, side.toUpperCase()), " "], inline(words)),
    h(
      "button",
      { type: "button", class: "line-button", onclick: () => go(step) },
      t("training.go", { step: step + 1 }),
    ),
  );
}
