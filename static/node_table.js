/**
 * The nodes at a moment as a table: what each is called, what it is, and what it holds.
 */

import { h } from "./dom.js";

const MOST = 200; // rows
const COLUMNS = ["name", "value", "grad", "kind"];

/**
 * @param {{reader: import("./contract.js").Reader, at: number, t: (key: string, args?: any) =>
 *   string, chip: (id: string) => Node}} tools
 */
export function nodeTable({ reader, at, t, chip }) {
  const nodes = reader.scene.nodes.filter(({ id }) => reader.shown(id, at));
  const left = nodes.length - MOST;
  return [
    h(
      "table",
      { "aria-label": t("nodes.title") },
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          COLUMNS.map((name) => h("th", { scope: "col" }, t(`nodes.${name}`))),
        ),
      ),
      h(
        "tbody",
        {},
        nodes.slice(0, MOST).map((node) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, chip(node.id)),
            cellsOf(node, reader, at, t).map((text) => h("td", {}, text)),
          ),
        ),
      ),
    ),
    left > 0 && h("p", { class: "muted" }, t("nodes.more", { count: left })),
  ];
}

/**
 * @param {import("./contract.js").SceneNode} node
 * @param {import("./contract.js").Reader} reader
 * @param {number} at
 * @param {(key: string, args?: any) => string} t
 * @returns {string[]}
 */
function cellsOf(node, reader, at, t) {
  const see = (/** @type {string} */ field) => reader.at(node.id, field, at);
  if (node.kind === "op")
    return [
      t(`op.${see("state") ?? "idle"}`),
      "",
      t(node.grad_fn ? "inspector.op" : "inspector.op_untracked"),
    ];
  if (node.kind === "saved") {
    const now = see("now") ?? node.saved_version;
    const versions = now === node.saved_version ? `v${now}` : `v${node.saved_version} → v${now}`;
    return [
      `${versions}, ${t(`saved.${see("state") ?? "held"}`)}`,
      "",
      `${t("inspector.saved_tensor")}, ${reader.name(node.op, at)}`,
    ];
  }
  const kind = [
    node.leaf ? t("inspector.leaf") : t("inspector.tensor"),
    `[${node.shape.join(", ")}]`,
    see("version") > 0 && `v${see("version")}`,
    see("requires_grad") && "requires_grad",
  ];
  const wrong = see("wrong");
  const grad = reader.value(see("grad"))?.text ?? (see("requires_grad") && node.leaf ? "None" : "");
  return [
    reader.value(see("value"))?.text ?? "",
    wrong ? `${grad} ≠ ${reader.value(wrong.true)?.text}` : grad,
    kind.filter(Boolean).join(", "),
  ];
}
