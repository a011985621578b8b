/**
 * What is kept alive: bytes over the moments, who keeps which saved tensor at the one shown, and
 * what is kept in vain.
 */

import { areasOf, topOf } from "../charts/areas.js";
import { chartStyles, createPlot } from "../charts/plot.js";
import { valueAt } from "../contract.js";
import { h, replace } from "../dom.js";
import { lineButton, mends } from "../explain.js";
import { markIcon } from "../marks.js";
import { head, section } from "../node_pages.js";
import { inline } from "../prose.js";

/** @typedef {import("../contract.js").Alive} Alive */

const KINDS = /** @type {const} */ (["values", "graph", "grads"]);
const LOOKS = ["of-values", "of-graph", "of-grads"];
// Bytes of an element; of a dtype that is not here 4.
const ELEMENT = /** @type {Record<string, number>} */ ({
  bool: 1,
  uint8: 1,
  int8: 1,
  int16: 2,
  float16: 2,
  bfloat16: 2,
  int64: 8,
  float64: 8,
  complex64: 8,
  complex128: 16,
});
const MOST = 30; // saved tensors that are listed at once

/** A number of bytes in words. @param {number} count */
export function bytes(count) {
  if (count < 1000) return `${count} B`;
  const [size, unit] =
    count < 1e6 ? [count / 1e3, "kB"] : count < 1e9 ? [count / 1e6, "MB"] : [count / 1e9, "GB"];
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${unit}`;
}

/**
 * Who holds a graph; where it is one all the time, that one alone is told.
 * @param {Alive["ways"][string]|undefined} told
 * @param {number} k
 * @returns {string|null}
 */
const wayAt = (told, k) => (Array.isArray(told) ? valueAt(told, k) : told) ?? null;

/**
 * Moments at which some kind changes, with the bytes of each from then on.
 * @param {Alive["bytes"]} told
 * @returns {number[][]}
 */
export function rowsOf(told) {
  const moments = [...new Set(KINDS.flatMap((kind) => told[kind].map(([moment]) => moment)))].sort(
    (a, b) => a - b,
  );
  return moments.map((moment) => [
    moment,
    ...KINDS.map((kind) => valueAt(told[kind], moment) ?? 0),
  ]);
}

/**
 * The saved tensors that are held at a moment, the largest first.
 * @param {import("../contract.js").Reader} reader
 * @param {number} k
 */
export function heldAt({ scene, node }, k) {
  const { changes } = scene;
  const { gone, sizes, kept, ways } = /** @type {Alive} */ (scene.alive);
  const sizeOf = (/** @type {import("../contract.js").SavedNode} */ { storage, tensor_node }) => {
    const tensor = /** @type {import("../contract.js").TensorNode|undefined} */ (node(tensor_node));
    return (
      sizes[storage] ??
      (tensor
        ? tensor.shape.reduce((product, length) => product * length, ELEMENT[tensor.dtype] ?? 4)
        : 0)
    );
  };
  return scene.nodes
    .filter(({ id, kind }) => kind === "saved" && valueAt(changes[id]?.shown, k) === true)
    .map(({ id }) => {
      const owner = id.split(".")[0];
      const from = changes[id].shown[0][0];
      const freed = changes[id].state?.find(([, state]) => state === "freed")?.[0] ?? null;
      const until = gone[owner] ?? freed;
      const how = owner in gone ? "gone" : "freed";
      const stayed = (kept[owner] ?? []).filter((moment) => moment <= k).at(-1) ?? null;
      return {
        id,
        from,
        until,
        how,
        stayed,
        size: sizeOf(/** @type {any} */ (node(id))),
        way: wayAt(ways[owner], k),
      };
    })
    .filter(({ until }) => until === null || k < until)
    .sort((one, other) => other.size - one.size || one.from - other.from);
}

/** @param {any} tools the inspector's */
export function createPage(tools) {
  const { reader, t, translator, onLine, onMend, asking } = tools;
  const { leaks } = /** @type {Alive} */ (reader.scene.alive);
  const charts = chartsOf(tools);
  const list = h("div", {});
  const show = (/** @type {number} */ k) => {
    for (const chart of charts) chart.show(k);
    replace(list, heldList(k, tools));
  };
  show(tools.at);
  return {
    show,
    elements: [
      head(t("question.alive"), {
        kind: t("alive.kind"),
        close: () => asking.close(),
        closing: t("question.back_moment"),
        t,
        translator,
        onLine,
      }),
      charts.map((chart) => chart.element),
      leaks.map((leak) =>
        h(
          "div",
          { class: "leak" },
          h(
            "p",
            {},
            markIcon("wrong"),
            leak.side && h("b", { class: "side" }, leak.side.toUpperCase()),
            h(
              "span",
              {},
              inline(t(`alive.leak_${leak.kind}`, { ...leak, size: bytes(leak.bytes) })),
              " ",
              leak.line > 0 && lineButton(leak.line, translator, onLine),
            ),
          ),
          mends(leak.mends, translator, onMend),
        ),
      ),
      section(t("alive.saved"), list),
      h("section", { class: "muted" }, h("p", {}, t("alive.rule")), chartStyles()),
    ],
  };
}

/** One chart; of two runs one for each, on one scale. @param {any} tools */
function chartsOf(tools) {
  const { bytes: own, other } = /** @type {Alive} */ (tools.reader.scene.alive);
  const every = (other ? [other, own] : [own]).map(rowsOf);
  const most = Math.max(...every.map(topOf));
  return every.map((rows, place) => bytesChart(rows, most, other ? "AB"[place] : null, tools));
}

/** @param {number[][]} rows @param {number} most @param {string|null} side @param {any} tools */
function bytesChart(rows, most, side, { reader, t, onSeek }) {
  const count = reader.scene.moments.length;
  const label = side ? `${side}: ${t("alive.chart")}` : t("alive.chart");
  const at = (/** @type {number} */ k) =>
    rows.findLast(([moment]) => moment <= k)?.slice(1) ?? [0, 0, 0];
  const sum = (/** @type {number[]} */ parts) => parts.reduce((all, part) => all + part, 0);
  const plot = createPlot({
    count,
    label,
    describe(k) {
      const parts = KINDS.map((kind, i) => `${t(`alive.kind_${kind}`)} ${bytes(at(k)[i])}`);
      return `${t("ui.step", { step: k + 1 })}: ${bytes(sum(at(k)))} (${parts.join(" · ")})`;
    },
    onSeek,
    range: [bytes(most), "0"],
    ends: ["1", String(count)],
    drawn: areasOf(rows, count, LOOKS, most),
  });
  const cells = [...KINDS, "all"].map(() => h("td", {}));
  const names = [
    ...KINDS.map((kind, i) => [
      h("span", { class: `swatch ${LOOKS[i]}` }),
      t(`alive.kind_${kind}`),
    ]),
    t("alive.all"),
  ];
  return {
    element: h(
      "section",
      { class: "curves bytes" },
      side && h("b", { class: "side" }, side),
      plot.element,
      h(
        "table",
        { "aria-label": label },
        h(
          "tbody",
          {},
          names.map((name, i) => h("tr", {}, h("th", { scope: "row" }, name), cells[i])),
        ),
      ),
    ),
    /** @param {number} k */
    show(k) {
      plot.show(k);
      [...at(k), sum(at(k))].forEach((part, i) => replace(cells[i], bytes(part)));
    },
  };
}

/** @param {number} k @param {any} tools */
function heldList(k, { reader, t, translator, onLine, chip }) {
  const held = heldAt(reader, k);
  if (held.length === 0) return h("p", { class: "muted" }, t("alive.none"));
  const line = (/** @type {number|null} */ moment) =>
    moment === null ? 0 : reader.scene.moments[moment].line;
  const rows = held.slice(0, MOST).map(({ id, from, until, how, stayed, size, way }) => {
    const node = reader.node(id);
    const why = [
      way !== null && t("alive.through", { name: way }),
      stayed !== null && t("alive.stayed", { line: line(stayed) }),
      until === null ? t("alive.to_the_end") : t(`alive.until_${how}`, { line: line(until) }),
    ].filter(Boolean);
    return h(
      "li",
      {},
      h(
        "span",
        { class: "what" },
        chip(node.op),
        chip(id),
        node.tensor_node && reader.node(node.tensor_node) && chip(node.tensor_node),
      ),
      h("span", { class: "size" }, bytes(size)),
      h(
        "span",
        { class: "muted" },
        line(from) > 0 && [lineButton(line(from), translator, onLine), " "],
        inline(why.join(" · ")),
      ),
    );
  });
  return [
    h("ul", { class: "held" }, rows),
    held.length > MOST &&
      h("p", { class: "muted" }, t("alive.more", { count: held.length - MOST })),
  ];
}
