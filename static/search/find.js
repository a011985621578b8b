/**
 * Which nodes a search means: by name, op, shape, dtype, group, and by what is so at a moment.
 */

/** @typedef {import("../contract.js").Reader} Reader */
/** @typedef {"requires_grad"|"no_grad"|"stale"} Filter */
/**
 * @typedef {{id: string, kind: string, label: string, detail: string, text: string,
 *   is: Set<Filter>}} Entry
 */

/** Filters in the order in which they are offered. @type {readonly Filter[]} */
export const FILTERS = Object.freeze(["requires_grad", "no_grad", "stale"]);

/**
 * All that can be found at a moment, in the order of the program.
 *
 * @param {Reader} reader @param {number} k
 * @param {(key: string, args?: Record<string, any>) => string} t
 * @returns {Entry[]}
 */
export function entriesOf(reader, k, t) {
  const groups = reader.scene.groups.map((group) =>
    entry(group.id, "group", t(group.words.key, group.words.args), t(`group.kind_${group.kind}`)),
  );
  const nodes = reader.scene.nodes
    .filter((node) => reader.shown(node.id, k))
    .map((node) => nodeEntry(reader, node, k));
  return [...nodes, ...groups];
}

/**
 * @param {Reader} reader
 * @param {import("../contract.js").SceneNode} node
 * @param {number} k
 * @returns {Entry}
 */
function nodeEntry(reader, node, k) {
  if (node.kind === "op")
    return entry(
      node.id,
      "op",
      node.grad_fn ?? node.op,
      node.symbol === node.op ? "" : node.symbol,
      node.op,
    );
  if (node.kind === "saved") {
    const state = reader.at(node.id, "state", k);
    const name = node.tensor_node ? reader.name(node.tensor_node, k) : "";
    const is = state === "stale" || state === "failed" || state === "blind" ? ["stale"] : [];
    return entry(
      node.id,
      "saved",
      name ? `${node.name} = ${name}` : node.name,
      `v${node.saved_version}`,
      `saved ${state}`,
      is,
    );
  }
  if (node.kind !== "tensor") return entry(node.id, node.kind, node.id, "");
  const wants = reader.at(node.id, "requires_grad", k) === true;
  const none = wants && (reader.at(node.id, "grad", k) ?? null) === null;
  const shape = `[${node.shape.join(", ")}]`;
  const maker = reader.node(node.made_by);
  const nameless = maker?.kind === "op" ? `${maker.op}(…)` : node.tensor;
  const label = reader.name(node.id, k) || nameless;
  const words = [
    node.dtype,
    node.shape.join(","),
    node.shape.join("x"),
    node.leaf ? "leaf" : "",
    wants ? "requires_grad" : "",
    node.tensor,
  ].join(" ");
  return entry(node.id, "tensor", label, shape, words, [
    ...(wants ? ["requires_grad"] : []),
    ...(none ? ["no_grad"] : []),
  ]);
}

/**
 * @param {string} id
 * @param {string} kind
 * @param {string} label
 * @param {string} detail
 * @param {string} [more]
 * @param {string[]} [is]
 * @returns {Entry}
 */
const entry = (id, kind, label, detail, more = "", is = []) => ({
  id,
  kind,
  label,
  detail,
  text: `${label} ${detail} ${more}`.toLowerCase(),
  is: new Set(/** @type {Filter[]} */ (is)),
});

/**
 * The entries that have all the words of a question and are all that is asked; a name that begins
 * so comes first.
 *
 * @param {readonly Entry[]} entries @param {string} question @param {ReadonlySet<Filter>} filters
 * @returns {Entry[]}
 */
export function matches(entries, question, filters) {
  const words = wordsOf(question);
  if (words.length === 0 && filters.size === 0) return [];
  const found = entries.filter(
    ({ text, is }) =>
      words.every((word) => text.includes(word)) && [...filters].every((filter) => is.has(filter)),
  );
  const first = question.trim().toLowerCase();
  const rank = (/** @type {Entry} */ { label }) =>
    label.toLowerCase() === first ? 0 : label.toLowerCase().startsWith(first) ? 1 : 2;
  return first
    ? found
        .map((one, i) => ({ one, i }))
        .sort((a, b) => rank(a.one) - rank(b.one) || a.i - b.i)
        .map(({ one }) => one)
    : found;
}

/** A shape is one word, however it is spaced. @param {string} question */
const wordsOf = (question) =>
  question
    .toLowerCase()
    .replace(/\[\s*|\s*\]/g, (bracket) => bracket.trim())
    .replace(/\s*,\s*/g, ", ")
    .match(/\[[^\]]*\]?|[^\s[]+/g)
    ?.map((word) => word.replace(/^,|,$/g, ""))
    .filter(Boolean) ?? [];
