/**
 * Graphs that lead back into themselves, as no program's does: of a faulty trace, or made by hand.
 */

/**
 * The edges that close a circle: each leads to a node from which it is reached.
 * @param {any[]} edges
 * @returns {any[]}
 */
function closing(edges) {
  /** @type {Map<string, any[]>} */
  const out = new Map();
  for (const edge of edges)
    (out.get(edge.from) ?? out.set(edge.from, []).get(edge.from))?.push(edge);
  /** Whether a node is on the way to here, or left behind. @type {Map<string, boolean>} */
  const here = new Map();
  const found = [];
  for (const id of out.keys()) {
    const way = here.has(id) ? [] : [{ id, next: 0 }];
    for (let last = way.at(-1); last; last = way.at(-1)) {
      here.set(last.id, true);
      const edge = out.get(last.id)?.[last.next++];
      if (!edge) here.set(/** @type {any} */ (way.pop()).id, false);
      else if (here.get(edge.to)) found.push(edge);
      else if (!here.has(edge.to)) way.push({ id: edge.to, next: 0 });
    }
  }
  return found;
}

/**
 * What of a scene is otherwise where its graph leads back into itself: those edges, and that it is
 * told.
 * @param {any} scene
 */
export function circlesOf({ nodes, edges, moments, changes, advice = [] }) {
  const found = closing(edges);
  if (found.length === 0) return {};
  const node = (/** @type {string} */ id) => nodes.find((/** @type {any} */ one) => one.id === id);
  const name = (/** @type {string} */ id) =>
    changes[id]?.names?.at(-1)?.[1][0] ?? node(id)?.grad_fn ?? id;
  const told = found.map(({ from, to }) => {
    const { line = 0, cell = 0 } = node(to) ?? {};
    const explain = { key: "advice.circle", args: { from: name(from), to: name(to) } };
    return {
      moment: Math.max(0, moments.length - 1),
      cell,
      line,
      nodes: [from, to],
      explain,
      mends: [],
    };
  });
  return {
    edges: edges.map((/** @type {any} */ edge) =>
      found.includes(edge) ? { ...edge, kind: "circle" } : edge,
    ),
    advice: [...advice, ...told],
  };
}
