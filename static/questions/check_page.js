/**
 * Is a gradient right? Each element that was moved, with the slope that the result showed.
 */

import { h } from "../dom.js";
import { lineButton } from "../explain.js";
import { markIcon } from "../marks.js";
import { section } from "../node_pages.js";
import { inline } from "../prose.js";
import { short, valueGrid } from "../tensor_value.js";

/**
 * @param {any} answer
 * @param {(key: string, args?: any) => string} t
 * @returns {import("../graph/trail.js").Trail}
 */
export function noteOf(answer, t) {
  const note = {
    text: t(`check.note_${answer.verdict}`, { apart: answer.apart }),
    alarm: answer.verdict === "off" || answer.true !== null,
  };
  return {
    nodes: new Set([answer.of]),
    edges: new Set(),
    labels: new Map(),
    notes: new Map([[answer.of, note]]),
  };
}

/** @param {any} answer @param {any} tools */
export function checkPage(answer, { t, translator, onLine, name }) {
  const { verdict, apart, rows, checked, elements, precision, step, reason, line } = answer;
  const worst = verdict === "ok" ? "agrees" : "differs";
  return [
    h(
      "section",
      {},
      h(
        "p",
        { class: `verdict ${worst}`, role: "status" },
        inline(t(`check.${verdict}`, { name, apart })),
      ),
      reason && h("p", { class: "words" }, inline(t(reason, { name }))),
    ),
    answer.true &&
      h(
        "div",
        { class: "versus-true" },
        h("div", { class: "caption" }, markIcon("wrong"), t("inspector.true_gradient")),
        valueGrid(answer.true, { gradient: true }),
        h("p", {}, inline(t("check.because_silent", { name }))),
      ),
    section(
      t(checked < elements ? "check.some" : "check.all", { checked, elements }),
      slopes(rows, t),
    ),
    h(
      "section",
      { class: "muted" },
      h("p", {}, t(`check.in_${precision}`, { step: step.toExponential(0) })),
      line > 0 && [t("why.of_line"), " ", lineButton(line, translator, onLine)],
    ),
  ];
}

/** @param {any[]} rows @param {(key: string, args?: any) => string} t */
function slopes(rows, t) {
  const named = rows.some(({ at }) => at.length > 0);
  const titles = [named && t("check.element"), ".grad", t("check.slope"), t("check.apart")].filter(
    (title) => title !== false,
  );
  return h(
    "div",
    { class: "slopes" },
    h(
      "table",
      { "aria-label": t("question.check") },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          titles.map((title) => h("th", { scope: "col" }, title)),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map(({ at, got, slope, left, right, apart, kind, side }) => [
          h(
            "tr",
            { class: kind },
            named && h("th", { scope: "row" }, `[${at.join(", ")}]`),
            h("td", {}, short(got)),
            h("td", {}, slope === null ? "–" : short(slope)),
            h("td", {}, distance(apart)),
          ),
          kind === "kink" &&
            h(
              "tr",
              { class: "side" },
              h(
                "td",
                { colspan: titles.length },
                t("check.left_right", { left: short(left), right: short(right) }),
                " ",
                t(`check.side_${side}`),
              ),
            ),
        ]),
      ),
    ),
  );
}

/** @param {number|string|null} apart */
const distance = (apart) =>
  apart === null ? "–" : apart === 0 ? "0" : Number(apart).toExponential(1);
