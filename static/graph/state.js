/**
 * What the scene says about one node or edge at one moment, as a plain record.
 */

/** @typedef {import("../contract.js").Reader} Reader */
/** @typedef {import("../contract.js").SceneNode} SceneNode */
/** @typedef {import("../contract.js").Value} Value */
/**
 * @typedef {{value: Value|null, magnitude: number, sign: -1|0|1|null,
 *   kind: "finite"|"zero"|"nan"|"refused", true: Value|null}} Gradient
 */

/**
 * @typedef {object} TensorState
 * @property {boolean} shown @property {string[]} names @property {Value|null} value
 * @property {boolean} requires_grad @property {number} version @property {string|null} letter
 * @property {Value|null} grad @property {number} grads @property {boolean} retains
 * @property {{true: Value|null, got: Value|null}|null} wrong
 * @property {boolean} past a later version of the tensor has a box of its own
 */
/** @typedef {{shown: boolean, state: string}} OpState */
/** @typedef {{shown: boolean, state: string, now: number, names: string[]}} SavedState */
/**
 * @typedef {TensorState & OpState & SavedState} NodeState as one, since each drawer reads only its
 *   own
 */

const NONE = Object.freeze([]);

/**
 * @param {Reader} reader
 * @param {SceneNode} node
 * @param {number} k
 * @param {string} [next] the box of the tensor's next version
 * @returns {any}
 */
export function stateOf(reader, node, k, next) {
  const at = (/** @type {string} */ field) => reader.at(node.id, field, k);
  const shown = at("shown") === true;
  const differs = at("differs") ?? NONE;
  if (node.kind === "op" || node.kind === "group")
    return { shown, differs, state: at("state") ?? "idle" };
  if (node.kind === "saved") {
    const names = node.tensor_node ? (reader.at(node.tensor_node, "names", k) ?? []) : [];
    return {
      shown,
      differs,
      state: at("state") ?? "held",
      now: at("now") ?? node.saved_version,
      names,
    };
  }
  const wrong = at("wrong");
  return {
    shown,
    differs,
    names: at("names") ?? [],
    value: reader.value(at("value")),
    requires_grad: at("requires_grad") === true,
    version: at("version") ?? 0,
    letter: reader.storage(node.storage)?.letter ?? null,
    grad: reader.value(at("grad")),
    grads: at("grads") ?? 0,
    retains: at("retains") === true,
    wrong: wrong
      ? { true: reader.value(wrong.true), got: reader.value(wrong.got ?? at("grad")) }
      : null,
    past: next !== undefined && reader.shown(next, k),
  };
}

const GRAVITY = ["zero", "finite", "nan", "refused"];

/**
 * The state of edges that are drawn as one: there if one of them is; of several gradients the
 * gravest, or the largest, and then without its text, which is not all there is.
 *
 * @param {Reader} reader @param {string[]} edges @param {number} k
 * @returns {{shown: boolean, gradient: Gradient|null}}
 */
export function edgesStateOf(reader, edges, k) {
  if (edges.length === 1) return edgeStateOf(reader, edges[0], k);
  const states = edges.map((edge) => edgeStateOf(reader, edge, k));
  const gradients = states.flatMap(({ gradient }) => gradient ?? []);
  const grave = (/** @type {Gradient} */ one) => GRAVITY.indexOf(one.kind);
  const worst = gradients.reduce(
    (found, one) =>
      !found ||
      grave(one) > grave(found) ||
      (grave(one) === grave(found) && one.magnitude > found.magnitude)
        ? one
        : found,
    /** @type {Gradient|null} */ (null),
  );
  return {
    shown: states.some(({ shown }) => shown),
    gradient: worst && gradients.length > 1 ? { ...worst, value: null, true: null } : worst,
  };
}

/**
 * @param {Reader} reader @param {string} edge @param {number} k
 * @returns {{shown: boolean, gradient: Gradient|null}}
 */
function edgeStateOf(reader, edge, k) {
  const gradient = reader.at(edge, "gradient", k) ?? null;
  return {
    shown: reader.shown(edge, k),
    gradient: gradient && {
      ...gradient,
      value: reader.value(gradient.value),
      true: reader.value(gradient.true),
    },
  };
}

/**
 * For each box of a tensor the box of its next version.
 *
 * @param {import("../contract.js").Scene} scene
 * @returns {Map<string, string>}
 */
export function nextVersions(scene) {
  /** @type {Map<string, string>} */
  const newest = new Map();
  /** @type {Map<string, string>} */
  const next = new Map();
  for (const node of scene.nodes) {
    if (node.kind !== "tensor") continue;
    const before = newest.get(node.tensor);
    if (before) next.set(before, node.id);
    newest.set(node.tensor, node.id);
  }
  return next;
}

/**
 * For each moment the ids that look different in it.
 *
 * @param {import("../contract.js").Scene} scene
 * @param {Map<string, string>} next
 * @returns {string[][]}
 */
export function changesByMoment(scene, next) {
  /** @type {Set<string>[]} */
  const found = scene.moments.map(() => new Set());
  for (const [id, fields] of Object.entries(scene.changes)) {
    for (const entries of Object.values(fields)) {
      for (const [moment] of entries) found[moment]?.add(id);
    }
  }
  for (const [before, after] of next) {
    for (const [moment] of scene.changes[after]?.shown ?? []) found[moment]?.add(before);
  }
  return found.map((ids) => [...ids]);
}

/**
 * Whether drawing the later state over the earlier one hides all of it.
 *
 * Boxes are opaque and do not move; only what sticks out of them, and lanes of gradients, would
 * remain if it is gone in the later state.
 *
 * @param {any} before @param {any} after states of the same node or edge
 */
export function covers(before, after) {
  if (before.shown && !after.shown) return false;
  if (before.differs?.length > after.differs?.length) return false;
  if ("gradient" in before)
    return before.gradient === null || same(before.gradient, after.gradient);
  if ("grads" in before) {
    return !(before.wrong && !after.wrong) && before.version <= after.version;
  }
  return !(alarming(before.state) && !alarming(after.state));
}

/** @param {string} state */
const alarming = (state) =>
  state === "stale" || state === "failed" || state === "blind" || state === "wrong";

/** @param {Gradient} a @param {Gradient|null} b */
const same = (a, b) => b !== null && a.value === b.value && a.kind === b.kind;
