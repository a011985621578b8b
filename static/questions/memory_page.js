/**
 * What shares memory: one strip for each storage with its cells, the tensors that look at it, who
 * wrote when.
 */

import { h, replace } from "../dom.js";
import { lineButton } from "../explain.js";
import { head, newest, section } from "../node_pages.js";
import { short } from "../tensor_value.js";
import { contentOf, elementsByCell, rangeOf } from "./cells.js";

/** @typedef {import("../contract.js").Storage} Storage */
/** @typedef {import("../contract.js").TensorNode} TensorNode */

const ALL = 48; // cells up to which all are shown
const FIRST = 24;
const LAST = 8;

/**
 * @param {readonly Storage[]} storages
 * @param {string|null} of the tensor that was asked about
 * @param {any} tools the inspector's
 */
export function memoryPage(storages, of, tools) {
  const { t, translator, onLine, asking, reader } = tools;
  const title =
    storages.length === 1 ? t("memory.storage", { letter: storages[0].letter }) : t("memory.all");
  const top = head(title, {
    kind: t("question.memory"),
    close: () => asking.close(),
    closing: t("question.back"),
    t,
    translator,
    onLine,
  });
  const node = reader.node(of);
  const chosen = node?.kind === "saved" ? node.tensor_node : of;
  const strips = new Map();
  tools.onPointed((/** @type {string|null} */ id) => {
    for (const { nodes, rest, light } of strips.values()) {
      const seen = nodes.find((one) => one.id === id);
      if (seen) light(seen);
      else rest();
    }
  });
  return [
    top,
    storages.map((storage) =>
      storageView(storage, chosen, storages.length > 1, { ...tools, strips }),
    ),
  ];
}

/**
 * @param {Storage} storage
 * @param {string|null} chosen
 * @param {boolean} titled
 * @param {any} tools
 */
function storageView(storage, chosen, titled, tools) {
  const { reader, at, t } = tools;
  const ids = storage.members
    .map((tensor) => newest(reader, tensor, at))
    .filter((id) => id !== null);
  const nodes = /** @type {TensorNode[]} */ (ids.map((id) => reader.node(id))).filter(
    (node) => node.storage === storage.id,
  );
  const name =
    titled && h("h3", { class: "storage-name" }, t("memory.storage", { letter: storage.letter }));
  if (nodes.length === 0)
    return h("section", {}, name, h("p", { class: "muted" }, t("memory.not_yet")));
  const strip = createStrip(storage, nodes, tools);
  const rest = () => strip.light(nodes.find(({ id }) => id === chosen) ?? null);
  const rows = nodes.map((node) => viewRow(node, storage, { ...tools, strip, rest }));
  tools.strips.set(storage.id, { nodes, rest, light: strip.light });
  rest();
  const cells = t(nodes.length === 1 ? "memory.cells_one" : "memory.cells", {
    count: storage.cells,
    dtype: storage.dtype,
    tensors: nodes.length,
  });
  return [
    h(
      "section",
      { class: "memory" },
      name,
      h(
        "div",
        { class: "storage-line" },
        h("span", { class: "letter" }, storage.letter),
        h("span", {}, t("memory.version", { version: reader.at(storage.id, "version", at) ?? 0 })),
      ),
      h("p", { class: "muted" }, cells),
      strip.element,
    ),
    section(t("memory.views"), h("ul", { class: "views" }, rows)),
    section(t("memory.saved"), savedRows(storage, tools)),
    section(t("memory.writes"), writeRows(storage, tools)),
  ];
}

/**
 * The cells; of many the first and the last.
 * @param {Storage} storage
 * @param {TensorNode[]} nodes
 * @param {any} tools
 */
function createStrip(storage, nodes, { reader, at, t }) {
  const count = storage.cells ?? 0;
  const content = contentOf(reader, nodes, at);
  const places =
    count <= ALL
      ? Array.from({ length: count }, (_, i) => i)
      : [...Array(FIRST).keys(), ...Array.from({ length: LAST }, (_, i) => count - LAST + i)];
  const texts = places.map((cell) => (content.has(cell) ? short(content.get(cell)) : "·"));
  const dims = Math.max(0, ...nodes.map(({ shape }) => shape.length));
  const width = Math.max(2, ...texts.map((text) => text.length), 1.7 * dims + 1);
  const element = h("ol", {
    class: "cells",
    "aria-label": t("memory.strip", { letter: storage.letter }),
  });
  element.style.setProperty("--cell", `${width + 1.6}ch`);

  return {
    element,
    /**
     * Light up the cells of a tensor, with the elements that lie in them.
     * @param {TensorNode|null} node
     */
    light(node) {
      const lit = node ? elementsByCell(node) : new Map();
      const cells = places.flatMap((cell, i) => {
        const elements = lit.get(cell);
        const many = elements?.length > 1;
        const index = elements && (many ? `×${elements.length}` : `[${elements[0].join(",")}]`);
        const gap = count > ALL && i === FIRST;
        return [
          gap && h("li", { class: "gap" }, t("memory.hidden", { count: count - FIRST - LAST })),
          h(
            "li",
            { class: elements ? "lit" : null, title: t("memory.cell", { cell, value: texts[i] }) },
            h("span", { class: "number" }, texts[i]),
            h("span", { class: "index" }, index ?? String(cell)),
          ),
        ];
      });
      replace(element, cells);
    },
  };
}

/**
 * A tensor that looks at the storage; pointing at it lights its cells.
 * @param {TensorNode} node
 * @param {Storage} storage
 * @param {any} tools
 */
function viewRow(node, storage, { reader, at, t, chip, strip, rest, onHover }) {
  const tuple = (/** @type {number[]} */ numbers) => `(${numbers.join(", ")})`;
  const light = () => {
    strip.light(node);
    onHover(node.id);
  };
  const leave = () => {
    rest();
    onHover(null);
  };
  const range = rangeOf(node);
  const bar = h("div", { class: "range", "aria-hidden": "true" }, h("div", {}));
  if (range && storage.cells) {
    const [first, last] = range;
    const percent = (/** @type {number} */ cells) => (100 * cells) / storage.cells;
    const wide = Math.max(1.5, percent(last - first + 1));
    /** @type {HTMLElement} */ (bar.firstElementChild).style.cssText =
      `left:${percent(first)}%;width:${wide}%`;
  }
  return h(
    "li",
    { onpointerenter: light, onpointerleave: leave, onfocusin: light, onfocusout: leave },
    h(
      "div",
      { class: "view-head" },
      chip(node.id),
      (reader.at(node.id, "version", at) ?? 0) > 0 &&
        h("span", { class: "badge storage" }, `v${reader.at(node.id, "version", at)}`),
    ),
    h(
      "div",
      { class: "muted" },
      t("memory.layout", {
        shape: `[${node.shape.join(", ")}]`,
        stride: tuple(node.strides ?? []),
        offset: node.offset ?? 0,
      }),
    ),
    bar,
    range && h("span", { class: "unseen" }, t("memory.range", { first: range[0], last: range[1] })),
  );
}

/** @param {Storage} storage @param {any} tools */
function savedRows(storage, { reader, at, t, chip }) {
  const saved = reader.scene.nodes.filter(
    (node) => node.kind === "saved" && node.storage === storage.id && reader.shown(node.id, at),
  );
  return saved.map((node) => {
    const state = reader.at(node.id, "state", at) ?? "held";
    const words = t("memory.kept", {
      name: node.name,
      op: reader.name(node.op, at),
      version: node.saved_version,
      state: t(`saved.${state}`),
    });
    return h(
      "div",
      { class: `saved-row ${state}` },
      chip(node.id),
      h("span", { class: "versions" }, `v${node.saved_version}`),
      h("span", { class: "state" }, words),
    );
  });
}

/** @param {Storage} storage @param {any} tools */
function writeRows(storage, { at, t, translator, onLine }) {
  const writes = (storage.writes ?? []).filter(({ moment }) => moment <= at);
  if (writes.length === 0) return h("p", { class: "muted" }, t("memory.no_writes"));
  return h(
    "ol",
    { class: "writes" },
    writes.map(({ op, through, before, after, counted, line }) =>
      h(
        "li",
        {},
        counted
          ? h("span", { class: "badge storage" }, `v${before} → v${after}`)
          : h("span", { class: "badge blind" }, t("memory.not_counted")),
        h(
          "span",
          {},
          op && through ? t("memory.wrote", { op, through }) : (op ?? t("memory.wrote_unknown")),
        ),
        line > 0 && lineButton(line, translator, onLine),
      ),
    ),
  );
}
