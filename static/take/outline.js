/**
 * The graph at a moment as plain data, in PyTorch's own words: what DOT and Mermaid both say.
 *
 * ui/gradwalk_ui/outline.py says the same where there is no page; a test holds the two together.
 */

/** @typedef {import("../contract.js").Reader} Reader */
/**
 * @typedef {"leaf"|"tensor"|"op"|"plain"|"in_place"|"saved"|"alarm"|"blind"|"wrong"|"failed"|
 *   "freed"|"released"} Form
 */
/** @typedef {"data"|"cut"|"write"|"view"|"refused"|"saved"} Tie */
/**
 * @typedef {{errors: string[][], nodes: {id: string, form: Form, lines: string[]}[],
 *   edges: {from: string, to: string, tie: Tie, text: string}[]}} Outline
 */

const ALARMS = ["stale", "failed"];
const LONGEST = 72; // letters of a line of an error

/** @param {Reader} reader @param {number} k @returns {Outline} */
export function outlineOf(reader, k) {
  const { scene } = reader;
  const nodes = scene.nodes.filter(({ id }) => reader.shown(id, k));
  return {
    errors: scene.errors
      .filter(({ moment }) => moment <= k)
      .map(({ line, type, text }) => wrapped(`line ${line}: ${type}: ${text}`)),
    nodes: nodes.map((node) => ({
      id: node.id,
      ...DESCRIBE[node.kind](/** @type {any} */ (node), reader, k),
    })),
    edges: [
      ...scene.edges.filter(({ id }) => reader.shown(id, k)).map((edge) => tied(edge, reader, k)),
      ...nodes.flatMap((node) =>
        node.kind === "saved"
          ? [{ from: node.op, to: node.id, tie: /** @type {Tie} */ ("saved"), text: "" }]
          : [],
      ),
    ],
  };
}

/**
 * @type {Record<string, (node: any, reader: Reader, k: number) => {form: Form, lines: string[]}>}
 */
const DESCRIBE = {
  tensor(node, reader, k) {
    const at = (/** @type {string} */ field) => reader.at(node.id, field, k);
    const version = at("version") ?? 0;
    const letter = reader.storage(node.storage)?.letter;
    const head = [
      (at("names") ?? []).join(", "),
      `[${node.shape.join(", ")}]`,
      version > 0 && `v${version}`,
      letter && `storage ${letter}`,
    ];
    const wrong = at("wrong");
    const grad = reader.value(at("grad"));
    const lines = [head.filter(Boolean).join("  "), reader.value(at("value"))?.text ?? ""];
    if (grad) lines.push(`grad = ${grad.text}`);
    else if (at("requires_grad")) lines.push("requires_grad");
    if (wrong) lines.push(`grad should be ${reader.value(wrong.true)?.text}`);
    return { form: wrong ? "wrong" : node.leaf ? "leaf" : "tensor", lines: lines.filter(Boolean) };
  },
  op(node, reader, k) {
    const state = reader.at(node.id, "state", k);
    const form =
      state === "failed" || state === "freed"
        ? state
        : node.in_place
          ? "in_place"
          : node.node
            ? "op"
            : "plain";
    return { form, lines: [node.op, node.grad_fn].filter(Boolean) };
  },
  saved(node, reader, k) {
    const state = reader.at(node.id, "state", k) ?? "held";
    const now = reader.at(node.id, "now", k) ?? node.saved_version;
    const [name] = (node.tensor_node && reader.at(node.tensor_node, "names", k)) ?? [];
    const form = ALARMS.includes(state)
      ? "alarm"
      : ({ blind: /** @type {Form} */ ("blind"), freed: /** @type {Form} */ ("released") }[state] ??
        "saved");
    const versions =
      now === node.saved_version ? `v${node.saved_version}` : `v${node.saved_version}, now v${now}`;
    const fate = { blind: ", overwritten unseen", freed: ", freed" }[state] ?? "";
    return { form, lines: [`saved ${node.name}${name ? ` = ${name}` : ""}`, versions + fate] };
  },
};

/** @param {import("../contract.js").Edge} edge @param {Reader} reader @param {number} k */
function tied({ id, from, to, kind }, reader, k) {
  const gradient = reader.at(id, "gradient", k);
  const text = gradient ? `grad ${reader.value(gradient.value)?.text ?? ""}`.trim() : "";
  const refused = gradient?.kind === "refused";
  const tie =
    refused || kind === "circle"
      ? "refused"
      : kind === "detach" || kind === "blind"
        ? "cut"
        : kind === "saved"
          ? "data"
          : kind;
  return { from, to, tie, text: refused ? `${text}, refused` : text };
}

/** A text in lines, broken between words. @param {string} text @returns {string[]} */
function wrapped(text) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/[ \n]+/)) {
    const last = lines.at(-1);
    if (last !== undefined && [...last].length + 1 + [...word].length <= LONGEST)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
