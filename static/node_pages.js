/**
 * The inspector's pages: one for a tensor, one for an operation, one for what was saved.
 */

import { h } from "./dom.js";
import { lineButton } from "./explain.js";
import { markIcon } from "./marks.js";
import { inline } from "./prose.js";
import { valueGrid } from "./tensor_value.js";

/** @typedef {import("./contract.js").Reader} Reader */
/** @typedef {import("./contract.js").TensorNode} TensorNode */
/** @typedef {import("./contract.js").OpNode} OpNode */
/** @typedef {import("./contract.js").SavedNode} SavedNode */

/**
 * A node's short label: the program's name for it, else what it is.
 *
 * @param {Reader} reader @param {string} id @param {number} at
 * @param {(key: string, args?: Record<string, any>) => string} t
 */
export function nodeLabel(reader, id, at, t) {
  const node = reader.node(id);
  const group = reader.group(id);
  if (group) return t(group.words.key, group.words.args);
  if (!node) return id;
  const name = reader.name(id, at);
  if (node.kind !== "tensor") return name;
  if (name) return name;
  const maker = reader.node(node.made_by);
  if (maker?.kind === "op") return t("inspector.result_of", { op: maker.op });
  return reader.value(reader.at(id, "value", at))?.text ?? node.tensor;
}

/** The top of a page: what it is, its badges, where it comes from. */
export function head(
  title,
  { kind, badges = [], line = 0, close, closing = null, t, translator, onLine },
) {
  return h(
    "header",
    {},
    h(
      "div",
      { class: "kicker" },
      h("span", {}, kind),
      line > 0 && lineButton(line, translator, onLine),
      close &&
        h(
          "button",
          {
            type: "button",
            class: "close",
            "aria-label": closing ?? t("ui.deselect"),
            title: closing ?? t("ui.deselect"),
            onclick: close,
          },
          "×",
        ),
    ),
    h("h2", {}, title),
    badges.length > 0 && h("div", { class: "badges" }, badges),
  );
}

const badge = (text, kind = "") => h("span", { class: `badge ${kind}` }, text);

/** A titled part of a page; nothing where it would be empty. */
export const section = (title, ...content) => {
  const held = content.flat(Infinity).filter(Boolean);
  return held.length > 0 && h("section", {}, h("h3", {}, title), held);
};

/**
 * Rows of name and fact; a row whose fact is missing is left out.
 * @param {[string, any][]} facts
 */
const factsTable = (facts) =>
  h(
    "dl",
    { class: "facts" },
    facts
      .filter(([, fact]) => fact !== null && fact !== undefined && fact !== false)
      .map(([name, fact]) => [h("dt", {}, name), h("dd", {}, fact)]),
  );

/** @param {TensorNode} node */
export function tensorPage(node, { reader, at, t, translator, chip, onLine, onSelect, questions }) {
  const see = (field) => reader.at(node.id, field, at);
  const requiresGrad = see("requires_grad") === true;
  const value = reader.value(see("value"));
  const version = see("version") ?? node.version;
  const maker = reader.node(node.made_by);
  const gradFn = maker?.kind === "op" && requiresGrad ? maker.grad_fn : null;
  const wrong = see("wrong");
  const saves = reader.scene.nodes.filter(
    (other) => other.kind === "saved" && other.tensor === node.tensor && reader.shown(other.id, at),
  );
  const users = reader.readersOf(node.id).filter(({ id }) => reader.shown(id, at));
  return [
    head(nodeLabel(reader, node.id, at, t), {
      kind: t("inspector.tensor"),
      line: node.line,
      close: () => onSelect(null),
      t,
      translator,
      onLine,
      badges: [
        node.leaf && badge(t("inspector.leaf"), "leaf"),
        requiresGrad && badge("requires_grad", "requires"),
        see("retains") && badge("retain_grad"),
        version > 0 && badge(`v${version}`, "storage"),
      ].filter(Boolean),
    }),
    section(
      t("inspector.value"),
      value ? valueGrid(value) : h("p", { class: "muted" }, t("inspector.not_yet")),
    ),
    gradSection(node, { reader, at, t, see, wrong, requiresGrad, questions }),
    section(
      t("inspector.properties"),
      factsTable([
        ["shape", `[${node.shape.join(", ")}]`],
        ["dtype", `torch.${node.dtype}`],
        ["requires_grad", python(requiresGrad)],
        ["is_leaf", python(node.leaf)],
        ["grad_fn", gradFn ? chip(/** @type {string} */ (node.made_by)) : "None"],
        ["_version", String(version)],
      ]),
    ),
    storageSection(node, { reader, at, t, chip, questions }),
    section(
      t("inspector.used_by"),
      users.length > 0 &&
        h(
          "div",
          { class: "chips" },
          users.map(({ id }) => chip(id)),
        ),
    ),
    section(
      t("inspector.saved_by"),
      saves.map((saved) => savedRow(saved, { reader, at, t, chip, by: true })),
    ),
  ];
}

function gradSection(node, { reader, at, t, see, wrong, requiresGrad, questions }) {
  const grad = reader.value(see("grad"));
  const count = see("grads") ?? 0;
  const asks = questions(node, ["why", "check"]);
  if (!grad && !requiresGrad && !asks) return null;
  const note = () => {
    if (grad && count > 1) return t("inspector.accumulated", { count });
    if (grad) return null;
    return node.leaf || see("retains") ? t("inspector.no_grad_yet") : t("inspector.no_grad_kept");
  };
  const said = note();
  return section(
    ".grad",
    grad ? valueGrid(grad, { gradient: true }) : h("code", {}, "None"),
    said && h("p", { class: "muted" }, inline(said)),
    wrong &&
      h(
        "div",
        { class: "versus-true" },
        h("div", { class: "caption" }, markIcon("wrong"), t("inspector.true_gradient")),
        valueGrid(/** @type {any} */ (reader.value(wrong.true)), { gradient: true }),
      ),
    asks,
  );
}

function storageSection(node, { reader, at, t, chip, questions }) {
  const storage = reader.storage(node.storage);
  if (!storage) return null;
  const shared = storage.members.filter((tensor) => tensor !== node.tensor);
  const drawn = shared.map((tensor) => newest(reader, tensor, at)).filter((id) => id !== null);
  return section(
    t("inspector.storage"),
    h(
      "div",
      { class: "storage-line" },
      storage.letter && h("span", { class: "letter" }, storage.letter),
      h(
        "span",
        {},
        t("inspector.storage_version", { version: reader.at(storage.id, "version", at) ?? 0 }),
      ),
    ),
    drawn.length > 0
      ? [
          h("p", { class: "muted" }, t("inspector.shared_with")),
          h("div", { class: "chips" }, drawn.map(chip)),
        ]
      : h("p", { class: "muted" }, t("inspector.not_shared")),
    questions(node, ["memory"]),
  );
}

/**
 * The newest version of a tensor that is drawn.
 * @param {Reader} reader
 * @param {string} tensor
 * @param {number} at
 * @returns {string|null}
 */
export function newest(reader, tensor, at) {
  const versions = reader.scene.nodes.filter(
    (node) => node.kind === "tensor" && node.tensor === tensor && reader.shown(node.id, at),
  );
  return versions.sort((one, other) => one.version - other.version).at(-1)?.id ?? null;
}

function savedRow(saved, { reader, at, t, chip, by = false }) {
  const state = reader.at(saved.id, "state", at) ?? "held";
  const now = reader.at(saved.id, "now", at) ?? saved.saved_version;
  return h(
    "div",
    { class: `saved-row ${state}` },
    by ? chip(saved.op) : chip(saved.id),
    h(
      "span",
      { class: "versions" },
      t("inspector.saved_at", { version: saved.saved_version }),
      now !== saved.saved_version && h("strong", {}, t("inspector.now_at", { version: now })),
    ),
    h("span", { class: "state" }, t(`saved.${state}`)),
  );
}

/** @param {OpNode} node */
export function opPage(node, { reader, at, t, translator, chip, onLine, onSelect }) {
  const incoming = reader.value(reader.at(node.id, "incoming", at));
  const state = reader.at(node.id, "state", at) ?? "idle";
  const saved = reader.savedOf(node.id).filter(({ id }) => reader.shown(id, at));
  return [
    head(node.grad_fn ?? node.op, {
      kind: t(node.grad_fn ? "inspector.op" : "inspector.op_untracked"),
      line: node.line,
      close: () => onSelect(null),
      t,
      translator,
      onLine,
      badges: [
        node.in_place && badge(t("inspector.in_place"), "storage"),
        state !== "idle" && badge(t(`op.${state}`), state),
      ].filter(Boolean),
    }),
    section(
      t("inspector.local"),
      node.local.map(({ of, formula, numbers }) =>
        h(
          "div",
          { class: "formula" },
          h("div", { class: "caption" }, inline(t("inspector.gradient_of", { of }))),
          h("code", {}, formula),
          numbers && h("code", { class: "numbers" }, `= ${numbers}`),
        ),
      ),
    ),
    incoming && section(t("inspector.incoming"), valueGrid(incoming, { gradient: true })),
    section(
      t("inspector.saved"),
      saved.map((one) => savedRow(one, { reader, at, t, chip })),
    ),
    section(
      t("inspector.inputs"),
      h(
        "div",
        { class: "chips" },
        node.inputs.map(({ name, node: id, text }) =>
          h(
            "span",
            { class: "input" },
            h("span", { class: "muted" }, `${name} `),
            id ? chip(id) : h("code", {}, text ?? "–"),
          ),
        ),
      ),
    ),
    section(
      t("inspector.outputs"),
      node.outputs.length > 0 && h("div", { class: "chips" }, node.outputs.map(chip)),
    ),
  ];
}

/** @param {SavedNode} node */
export function savedPage(node, { reader, at, t, translator, chip, onLine, onSelect }) {
  const state = reader.at(node.id, "state", at) ?? "held";
  const now = reader.at(node.id, "now", at) ?? node.saved_version;
  const letter = reader.storage(node.storage)?.letter;
  return [
    head(node.name, {
      kind: t("inspector.saved_tensor"),
      line: node.line,
      close: () => onSelect(null),
      t,
      translator,
      onLine,
      badges: [badge(t(`saved.${state}`), state)],
    }),
    h("p", {}, inline(t(`saved.${state}_words`, { version: node.saved_version, now }))),
    factsTable([
      [t("inspector.kept_by"), chip(node.op)],
      [
        t("inspector.of_tensor"),
        node.tensor_node && reader.node(node.tensor_node) ? chip(node.tensor_node) : null,
      ],
      [t("inspector.expected"), `v${node.saved_version}`],
      [t("inspector.found"), `v${now}`],
      [t("inspector.storage"), letter ? h("span", { class: "letter" }, letter) : null],
    ]),
  ];
}

/** @param {boolean} value */
const python = (value) => (value ? "True" : "False");
