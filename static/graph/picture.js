/**
 * A scene prepared for drawing: what lies where, what changes when, and what belongs together.
 */

import { createReader } from "../contract.js";
import { contains, meets } from "./camera.js";
import { prepareEdge } from "./edges.js";
import { changesByMoment, covers, edgesStateOf, nextVersions, stateOf } from "./state.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("../contract.js").SceneNode} SceneNode */

const ROOM = 60; // pixels around a node that its badges and notes may need

/**
 * What is the same however a scene is arranged.
 * @type {WeakMap<import("../contract.js").Scene, {reader: import("../contract.js").Reader,
 *   next: Map<string, string>, changes: string[][]}>}
 */
const known = new WeakMap();

/** @param {import("../contract.js").Scene} scene */
function factsOf(scene) {
  let facts = known.get(scene);
  if (!facts) {
    const next = nextVersions(scene);
    facts = { reader: createReader(scene), next, changes: changesByMoment(scene, next) };
    known.set(scene, facts);
  }
  return facts;
}

/**
 * A scene as it is, without groups.
 * @param {import("../contract.js").Scene} scene
 * @returns {import("./nest.js").Arrangement}
 */
const whole = ({ nodes, edges, size }) => ({
  nodes,
  edges,
  frames: [],
  ports: [],
  size,
  standing: (id) => id,
  way: (id) => id,
  members: (id) => [id],
});

/**
 * @param {import("../contract.js").Scene} scene
 * @param {import("./nest.js").Arrangement} [arranged] with some groups closed
 */
export function createPicture(scene, arranged = whole(scene)) {
  const { reader, next, changes } = factsOf(scene);
  const { standing, way, members, size } = arranged;
  const left = leftTwins(arranged.edges);
  const nodes = new Map(arranged.nodes.map((node) => [node.id, node]));
  const edges = new Map(
    arranged.edges.map((edge) => [edge.id, prepareEdge(edge, left.has(edge.id) ? -1 : 1)]),
  );
  const edgesOf = edgesByNode(arranged.edges);

  /** @param {SceneNode} node @param {number} k */
  const nodeState = (node, k) => stateOf(reader, node, k, next.get(node.id));

  /** A node as it is drawn, or the closed group that hides it. @param {string|null|undefined} id */
  const node = (id) => nodes.get(standing(id ?? ""));

  /** An edge as it is drawn, alone or with others. @param {string} id */
  const edge = (id) => edges.get(id) ?? edges.get(way(id) ?? "");

  /** @param {string} id of an edge that is drawn @param {number} k */
  const edgeState = (id, k) => edgesStateOf(reader, members(id), k);

  /** Whether a node or an edge that is drawn is there. @param {string} id @param {number} k */
  const shown = (id, k) =>
    edges.has(id) ? members(id).some((one) => reader.shown(one, k)) : reader.shown(id, k);

  /** What is drawn for a thing of the scene, or null. @param {string} id */
  const drawnAs = (id) =>
    nodes.has(standing(id)) ? standing(id) : edges.has(way(id) ?? "") ? way(id) : null;

  /** The state of a node or an edge. @param {string} id @param {number} k */
  const stateAt = (id, k) => {
    const found = nodes.get(id);
    return found ? nodeState(found, k) : edges.has(id) ? edgeState(id, k) : null;
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
      for (const id of changes[k] ?? []) {
        const drawn = nodes.has(id) ? id : way(id);
        if (drawn !== null && (nodes.has(drawn) || edges.has(drawn))) found.add(drawn);
      }
    }
    return found;
  };

  return {
    scene,
    reader,
    size,
    edges,
    node,
    edge,
    edgeState,
    shown,
    drawnAs,
    nodeState,
    stateAt,
    changed,
    frames: arranged.frames,
    ports: arranged.ports,
    drawFrames: arranged.drawFrames,

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

    nodes: () => arranged.nodes,
    /**
     * How many nodes a window holds, for whoever must know what it costs to draw.
     * @param {Bounds} window
     */
    countIn: (window) =>
      arranged.nodes.reduce((count, one) => count + Number(meets(grown(one, 0), window)), 0),
    /**
     * Whether a node, with what may stand around it, can be seen.
     * @param {SceneNode} node
     * @param {Bounds} window
     */
    isIn: (node, window) => meets(grown(node, ROOM), window),
    /** @param {Bounds} window */
    nodesIn: (window) => arranged.nodes.filter((one) => meets(grown(one, ROOM), window)),
    /** @param {Bounds} window */
    edgesIn: (window) => [...edges.values()].filter(({ bounds }) => meets(bounds, window)),

    /**
     * The nodes of some ids that there are; an edge stands for both its ends.
     *
     * @param {readonly string[]} ids @returns {SceneNode[]}
     */
    nodesOf: (ids) =>
      ids.flatMap((id) => {
        const found = edge(id)?.edge;
        const ends = found ? [found.from, found.to] : [id];
        return ends.flatMap(
          (end) =>
            node(end) ??
            /** @type {any} */ (arranged.frames.find(({ id: frame }) => frame === end)) ??
            [],
        );
      }),

    /**
     * The topmost node under a place.
     * @param {number} x
     * @param {number} y
     * @param {number} k
     * @param {number} slack pixels
     * @returns {string|null}
     */
    hit(x, y, k, slack) {
      const place = { left: x, right: x, top: y, bottom: y };
      return (
        arranged.nodes.findLast((one) => meets(grown(one, slack), place) && reader.shown(one.id, k))
          ?.id ?? null
      );
    },

    /**
     * The open group whose head is under a place.
     * @param {number} x
     * @param {number} y
     * @returns {string|null}
     */
    headAt(x, y) {
      const place = { left: x, right: x, top: y, bottom: y };
      return arranged.frames.findLast((frame) => meets(headOf(frame), place))?.id ?? null;
    },

    /**
     * Whether bounds are within the drawing (or that far beyond its sides) and no node but the
     * given one lies in them.
     * @param {SceneNode} node
     */
    freeFor:
      (one) =>
      (/** @type {Bounds} */ bounds, beyond = 0) =>
        contains(
          { left: -beyond, top: 0, right: size.width + beyond, bottom: size.height },
          bounds,
        ) && !arranged.nodes.some((other) => other.id !== one.id && meets(grown(other, 0), bounds)),

    /**
     * A node, its edges and what is at their other ends.
     * @param {string} id
     * @returns {Set<string>}
     */
    neighbours(id) {
      const found = new Set([id]);
      for (const { edge: one } of (edgesOf.get(id) ?? []).flatMap(
        (each) => edges.get(each) ?? [],
      )) {
        found.add(one.id).add(one.from).add(one.to);
      }
      const saved = nodes.get(id);
      if (saved?.kind === "saved") found.add(saved.op).add(standing(saved.tensor_node ?? saved.op));
      return found;
    },

    /**
     * What comes after (or before) something along the edges, among what is there.
     * @param {string} id
     * @param {"after"|"before"} side
     * @param {number} k
     * @returns {string|null}
     */
    neighbour(id, side, k) {
      const here = standing(id);
      const ways = (edgesOf.get(here) ?? []).flatMap((each) => edges.get(each)?.edge ?? []);
      const ends = ways.flatMap(({ kind, from, to }) =>
        (side === "after" ? from : to) === here
          ? [{ kind, there: side === "after" ? to : from }]
          : [],
      );
      const found = ends.filter(({ there }) => reader.shown(there, k));
      return (found.find(({ kind }) => kind !== "saved") ?? found[0])?.there ?? null;
    },

    /**
     * The other boxes and cards on a tensor's storage.
     * @param {string|null} id
     * @param {number} k
     * @returns {SceneNode[]}
     */
    family(id, k) {
      const one = reader.node(id);
      if (!one || one.kind === "op" || one.kind === "group" || !reader.storage(one.storage)?.letter)
        return [];
      const { storage } = one;
      return arranged.nodes.filter(
        (other) =>
          "storage" in other &&
          other.storage === storage &&
          other.id !== one.id &&
          reader.shown(other.id, k),
      );
    },
  };
}

/** @typedef {ReturnType<typeof createPicture>} Picture */

/** Where a frame can be pressed. @param {import("./nest.js").Frame} frame @returns {Bounds} */
const headOf = ({ x, y, width, height }) => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y - height / 2 + 30,
});

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

/**
 * Of edges that join the same two nodes, all but the rightmost: their lanes lie at their left.
 * @param {import("../contract.js").Edge[]} edges
 */
function leftTwins(edges) {
  const at = (/** @type {import("../contract.js").Edge} */ { path }) =>
    path[0][0] + path[path.length - 1][0];
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
