/**
 * A scene prepared for drawing: what lies where, what changes when, and what belongs together.
 */

import { createReader } from "../contract.js";
import { contains, meets } from "./camera.js";
import { prepareEdge } from "./edges.js";
import { changesByMoment, covers, edgeStateOf, nextVersions, stateOf } from "./state.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("../contract.js").SceneNode} SceneNode */

const ROOM = 60; // pixels around a node that its badges and notes may need

/** @param {import("../contract.js").Scene} scene */
export function createPicture(scene) {
  const reader = createReader(scene);
  const left = leftTwins(scene.edges);
  const edges = new Map(scene.edges.map((edge) => [edge.id, prepareEdge(edge, left.has(edge.id) ? -1 : 1)]));
  const edgesOf = edgesByNode(scene.edges);
  const next = nextVersions(scene);
  const changes = changesByMoment(scene, next);

  /** @param {SceneNode} node @param {number} k */
  const nodeState = (node, k) => stateOf(reader, node, k, next.get(node.id));

  /** The state of a node or an edge. @param {string} id @param {number} k */
  const stateAt = (id, k) => {
    const node = reader.node(id);
    return node ? nodeState(node, k) : edges.has(id) ? edgeStateOf(reader, id, k) : null;
  };

  /**
   * What looks different after one moment and up to another, in either direction.
   *
   * @param {number} from @param {number} to
   * @param {number} [most] to stop counting soon after
   * @returns {Set<string>}
   */
  const changed = (from, to, most = Infinity) => {
    const found = new Set();
    for (let k = Math.min(from, to) + 1; k <= Math.max(from, to) && found.size <= most; k++) {
      for (const id of changes[k] ?? []) found.add(id);
    }
    return found;
  };

  return {
    scene,
    reader,
    edges,
    nodeState,
    stateAt,
    changed,

    /**
     * Whether the resting graph of one moment can be drawn over to show another.
     *
     * @param {number} from @param {number} to @param {number} most things to draw over
     */
    canCover(from, to, most) {
      const ids = from === to ? [] : [...changed(from, to, most)];
      if (ids.length > most) return false;
      return ids.every((id) => {
        const before = stateAt(id, from);
        return before === null || covers(before, stateAt(id, to));
      });
    },

    /** @param {Bounds} window */
    nodesIn: (window) => scene.nodes.filter((node) => meets(grown(node, ROOM), window)),
    /** @param {Bounds} window */
    edgesIn: (window) => [...edges.values()].filter(({ bounds }) => meets(bounds, window)),

    /**
     * The nodes of some ids that there are; an edge stands for both its ends.
     *
     * @param {readonly string[]} ids @returns {SceneNode[]}
     */
    nodesOf: (ids) =>
      ids.flatMap((id) => {
        const edge = edges.get(id)?.edge;
        const ends = edge ? [edge.from, edge.to] : [id];
        return ends.flatMap((end) => reader.node(end) ?? []);
      }),

    /** The topmost node under a place. @param {number} x @param {number} y @param {number} k @param {number} slack pixels @returns {string|null} */
    hit(x, y, k, slack) {
      const place = { left: x, right: x, top: y, bottom: y };
      return scene.nodes.findLast((node) => meets(grown(node, slack), place) && reader.shown(node.id, k))?.id ?? null;
    },

    /** Whether bounds are within the drawing (or that far beyond its sides) and no node but the given one lies in them. @param {SceneNode} node */
    freeFor: (node) => (/** @type {Bounds} */ bounds, beyond = 0) =>
      contains({ left: -beyond, top: 0, right: scene.size.width + beyond, bottom: scene.size.height }, bounds) &&
      !scene.nodes.some((other) => other !== node && meets(grown(other, 0), bounds)),

    /** A node, its edges and what is at their other ends. @param {string} id @returns {Set<string>} */
    neighbours(id) {
      const found = new Set([id]);
      for (const { edge } of (edgesOf.get(id) ?? []).flatMap((edge) => edges.get(edge) ?? [])) {
        found.add(edge.id).add(edge.from).add(edge.to);
      }
      const node = reader.node(id);
      if (node?.kind === "saved") found.add(node.op).add(node.tensor_node ?? node.op);
      return found;
    },

    /** The other boxes and cards on a tensor's storage. @param {string|null} id @param {number} k @returns {SceneNode[]} */
    family(id, k) {
      const node = reader.node(id);
      if (!node || node.kind === "op" || !reader.storage(node.storage)?.letter) return [];
      const { storage } = node;
      return scene.nodes.filter((other) => other.kind !== "op" && other.storage === storage && other !== node && reader.shown(other.id, k));
    },
  };
}

/** @typedef {ReturnType<typeof createPicture>} Picture */

/** @param {SceneNode} node @param {number} by @returns {Bounds} */
const grown = ({ x, y, width, height }, by) => ({
  left: x - width / 2 - by,
  right: x + width / 2 + by,
  top: y - height / 2 - by,
  bottom: y + height / 2 + by,
});

/** @param {import("../contract.js").Edge[]} edges @returns {Map<string, string[]>} */
function edgesByNode(edges) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const { id, from, to } of edges) {
    for (const end of [from, to]) {
      const known = found.get(end);
      if (known) known.push(id);
      else found.set(end, [id]);
    }
  }
  return found;
}

/** Of edges that join the same two nodes, all but the rightmost: their lanes lie at their left. @param {import("../contract.js").Edge[]} edges */
function leftTwins(edges) {
  const at = (/** @type {import("../contract.js").Edge} */ { path }) => path[0][0] + path[path.length - 1][0];
  const left = new Set();
  /** @type {Map<string, import("../contract.js").Edge>} */
  const rightmost = new Map();
  for (const edge of edges) {
    const pair = `${edge.from} ${edge.to}`;
    const other = rightmost.get(pair);
    const further = other === undefined || at(edge) > at(other);
    if (further) rightmost.set(pair, edge);
    if (other) left.add(further ? other.id : edge.id);
  }
  return left;
}
