/**
 * The scene as Python sends it (`scene.schema.json`), and how to read one moment of it.
 *
 * A field's changes are a list of `[moment, value]`; its state at moment k is the last entry whose
 * moment is at most k. So any moment is read directly, without walking through its neighbours.
 */

/** The version of the contract that this front end reads. */
export const VERSION = 2;

/** @typedef {{key: string, args: Record<string, any>}} Words */
/**
 * @typedef {{text: string, shape: number[], dtype: string, numbers: (number|string)[],
 *   corner: number[], min: number|string|null, max: number|string|null, mean: number|string|null,
 *   norm: number|string|null, whole: boolean}} Value
 */
/**
 * @typedef {{id: string, kind: "tensor", tensor: string, version: number, x: number, y: number,
 *   width: number, height: number, shape: number[], dtype: string, leaf: boolean, storage: string,
 *   made_by: string|null, line: number, cell: number, docked: string|null, strides?: number[],
 *   offset?: number}} TensorNode
 */
/**
 * @typedef {{id: string, kind: "op", op: string, symbol: string, node: string|null,
 *   grad_fn: string|null, inputs: {name: string, node: string|null, text: string|null}[],
 *   outputs: string[], local: {input: string, of: string, formula: string, numbers: string|null}[],
 *   x: number, y: number, width: number, height: number, line: number, cell: number,
 *   in_place: boolean}} OpNode
 */
/**
 * @typedef {{id: string, kind: "saved", op: string, name: string, tensor: string|null,
 *   tensor_node: string|null, saved_version: number, storage: string, x: number, y: number,
 *   width: number, height: number, line: number, cell: number, docked: string}} SavedNode
 */
/**
 * @typedef {{id: string, kind: "loop"|"turn"|"turns"|"module"|"function"|"step"|"program",
 *   words: Words, parent: string|null, nodes: string[], ops: number, lines: [number, number]|null,
 *   begins: number, ends: number, closed: boolean, width: number, height: number, level: Level}}
 *   Group
 */
/**
 * @typedef {{width: number, height: number, places: Record<string, [number, number]>,
 *   ports: Record<string, {width: number, of: string[], count: number}>, links: Record<string,
 *   number[][]>}} Level the drawing of a group by itself
 */
/**
 * @typedef {{id: string, kind: "group", words: Words, ops: number, x: number, y: number,
 *   width: number, height: number, lines: [number, number]|null}} GroupNode a closed group, as it
 *   is drawn
 */
/**
 * @typedef {(TensorNode|OpNode|SavedNode|GroupNode) &
 *   {draw?: (sheet: import("./graph/sheet.js").Sheet, node: any, state: any,
 *   look: import("./graph/outlines.js").Look) => void}} SceneNode
 */
/**
 * @typedef {{id: string, from: string, to: string,
 *   kind: "data"|"detach"|"blind"|"write"|"view"|"saved"|"circle", path: number[][],
 *   input: string|null}} Edge
 */
/**
 * @typedef {{moment: number, line: number, op: string|null, through: string|null,
 *   before: number|null, after: number|null, counted: boolean}} Write
 */
/**
 * @typedef {{id: string, letter: string|null, members: string[], cells?: number, dtype?: string,
 *   writes?: Write[]}} Storage
 */
/** @typedef {{kind: string, moment: number, nodes: string[], words: Words}} Difference */
/**
 * @typedef {{a: {name: string}, b: {name: string}, rows: [number|null, number|null][],
 *   half: {right: number, below: number}, pairs: [string, string][], twins: [string, string][],
 *   differences: {count: number, rows: Difference[]}}} Comparison
 */
/**
 * @typedef {{kind: string, grain: "line"|"op"|"sub", phase: "forward"|"backward", cell: number,
 *   line: number, lit: string[], moves: {edge: string, back: boolean, value: number|null,
 *   label: string}[], mark: string|null, words: Words, side?: "a"|"b", before?: Words}} Moment
 */
/** @typedef {{saved: number|null, wrote: number|null, needed: number|null}} Lines */
/** @typedef {{line: number, old: string[], new: string[]}} Hunk */
/** @typedef {Words & {edit?: Hunk[]}} Mend */
/**
 * @typedef {{moment: number, cell: number, line: number, type: string, text: string,
 *   traceback: string, explain: Words|null, lines: Lines, nodes: string[], mends: Mend[],
 *   side?: "a"|"b"}} ProgramError
 */
/**
 * @typedef {{moment: number, cell: number, line: number, nodes: string[], leaf: string,
 *   got: number, true: number, lines: Lines, explain: Words, mends: Mend[], side?: "a"|"b"}} Silent
 */
/**
 * @typedef {{moment: number, cell: number, line: number, nodes: string[], explain: Words,
 *   mends: Mend[], side?: "a"|"b"}} Advice
 */
/**
 * @typedef {{moment: number, cell: number, line: number, stream: "out"|"value"|"warning"|"error",
 *   text: string, side?: "a"|"b"}} Output
 */
/** @typedef {{en: string, zh: string}} Texts */
/**
 * @typedef {{form: "choice"|"text"|"yes"|"node"|"line", truth: string|number|boolean, cell: number,
 *   moment: number, options: Texts[], why: Texts}} Question
 */
/**
 * @typedef {{kind: "code"|"text"|"question", first: number, last: number, text?: Texts,
 *   question?: Question, problem?: Words}} Cell
 */
/**
 * @typedef {{steps: [number, number][], lines: number[], losses: {name: string,
 *   values: (number|string|null)[]}[], parameters: {name: string, size: number,
 *   norms: (number|string|null)[]}[], marks: {kind: string, step: number, args: Record<string,
 *   any>, side?: "a"|"b"}[]}} Training
 */
/** @typedef {Record<"values"|"graph"|"grads", [number, number][]>} Bytes */
/**
 * @typedef {{bytes: Bytes, other?: Bytes, sizes: Record<string, number>, gone: Record<string,
 *   number>, kept: Record<string, number[]>, ways: Record<string, [number,
 *   string|null][]|string|null>, leaks: {kind: "list"|"sum", name: string, line: number,
 *   count: number, nodes: number, bytes: number, mends: Mend[], side?: "a"|"b"}[]}} Alive
 */
/**
 * @typedef {{version: number, source: string, cells: Cell[], size: {width: number, height: number},
 *   values: Value[], nodes: SceneNode[], edges: Edge[], groups: Group[], level?: Level,
 *   storages: Storage[], moments: Moment[], changes: Record<string, Record<string, [number,
 *   any][]>>, output: Output[], errors: ProgramError[], silent: Silent[], advice?: Advice[],
 *   seed?: number, alive?: Alive, training?: Training, comparison?: Comparison,
 *   stopped: null|{key: string, args: Record<string, any>, line: number}}} Scene
 */

/**
 * Refuse a scene that this front end cannot read.
 *
 * @param {any} scene
 * @returns {Scene}
 */
export function checkScene(scene) {
  if (scene?.version !== VERSION) {
    throw new Error(`scene version ${scene?.version} given, ${VERSION} wanted`);
  }
  return scene;
}

/**
 * The value of a field at moment k, or undefined before its first change.
 *
 * @param {[number, any][]|undefined} changes
 * @param {number} moment
 * @returns {any}
 */
export function valueAt(changes, moment) {
  if (!changes) return undefined;
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle][0] <= moment) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : changes[low - 1][1];
}

/**
 * Ask a scene about its things and their states.
 *
 * @param {Scene} scene
 */
export function createReader(scene) {
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  const edges = new Map(scene.edges.map((edge) => [edge.id, edge]));
  const storages = new Map(scene.storages.map((storage) => [storage.id, storage]));
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  /** @param {string} id @param {string} field @param {number} moment */
  const at = (id, field, moment) => valueAt(scene.changes[id]?.[field], moment);

  return {
    scene,
    at,
    /** @param {string|null|undefined} id */
    node: (id) => nodes.get(id ?? ""),
    /** @param {string|null|undefined} id */
    group: (id) => groups.get(id ?? ""),
    /** @param {string} id */
    edge: (id) => edges.get(id),
    /** @param {string} id */
    storage: (id) => storages.get(id),
    /** @param {number|null|undefined} reference @returns {Value|null} */
    value: (reference) =>
      reference === null || reference === undefined ? null : (scene.values[reference] ?? null),
    /** @param {string} id @param {number} moment @returns {boolean} */
    shown: (id, moment) => at(id, "shown", moment) === true,
    /**
     * What the program calls a node: its variables, else its id.
     *
     * @param {string} id @param {number} moment @returns {string}
     */
    name(id, moment) {
      const node = nodes.get(id);
      if (!node) return id;
      if (node.kind === "op") return node.grad_fn ?? node.op;
      if (node.kind === "saved") return node.name;
      const names = at(id, "names", moment) ?? [];
      return names.length > 0 ? names.join(", ") : "";
    },
    /** The operations that read a tensor. @param {string} id */
    readersOf: (id) =>
      scene.nodes.filter(
        (node) => node.kind === "op" && node.inputs.some((input) => input.node === id),
      ),
    /** The saved cards that hang on an op. @param {string} op */
    savedOf: (op) => scene.nodes.filter((node) => node.kind === "saved" && node.op === op),
  };
}

/** @typedef {ReturnType<typeof createReader>} Reader */
