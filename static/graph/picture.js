/**
 * A scene as sheets: the resting graph at a moment, what is lit over it, and what is on its way.
 *
 * The resting sheet may be older than the moment shown: what changed since is drawn over it on the
 * lit sheet, so that playing seldom repaints the whole graph.
 */

import { createReader } from "../contract.js";
import { contains, meets } from "./camera.js";
import { drawEdge, drawGhostEdge, drawGradient, drawTether, prepareEdge } from "./edges.js";
import { BRIEF, drawGhost, drawHalo, drawNode, drawRing, drawSecondBorder } from "./nodes.js";
import { drawMoves } from "./moves.js";
import { changesByMoment, covers, edgeStateOf, nextVersions, stateOf } from "./state.js";
import { placeLabels } from "./labels.js";
import { drawSum, sumAt } from "./sums.js";

/** @typedef {import("./camera.js").Bounds} Bounds */
/** @typedef {import("./nodes.js").Look} Look */
/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {import("../contract.js").SceneNode} SceneNode */
/** @typedef {import("./edges.js").DrawnEdge} DrawnEdge */

const ROOM = 60; // pixels around a node that its badges and labels may need

/** @param {import("../contract.js").Scene} scene */
export function createPicture(scene) {
  const reader = createReader(scene);
  const left = leftTwins(scene.edges);
  const edges = new Map(scene.edges.map((edge) => [edge.id, prepareEdge(edge, left.has(edge.id) ? -1 : 1)]));
  const next = nextVersions(scene);
  const changes = changesByMoment(scene, next);
  /** @type {Map<string, string[]>} */
  const edgesOf = new Map();
  for (const { id, from, to } of scene.edges) {
    for (const end of [from, to]) {
      const known = edgesOf.get(end);
      if (known) known.push(id);
      else edgesOf.set(end, [id]);
    }
  }

  /** @param {SceneNode} node @returns {Bounds} */
  const around = (node) => ({
    left: node.x - node.width / 2 - ROOM,
    right: node.x + node.width / 2 + ROOM,
    top: node.y - node.height / 2 - ROOM,
    bottom: node.y + node.height / 2 + ROOM,
  });

  /** @param {Bounds} window */
  const nodesIn = (window) => scene.nodes.filter((node) => meets(around(node), window));
  /** @param {Bounds} window */
  const edgesIn = (window) => [...edges.values()].filter(({ bounds }) => meets(bounds, window));

  /** What changed after one moment and up to another, in either direction; no more than some more than `most`. @param {number} from @param {number} to @param {number} [most] */
  const changed = (from, to, most = Infinity) => {
    const found = new Set();
    for (let k = Math.min(from, to) + 1; k <= Math.max(from, to) && found.size <= most; k++) {
      for (const id of changes[k] ?? []) found.add(id);
    }
    return found;
  };

  /** @param {SceneNode} node @param {number} k */
  const nodeState = (node, k) => stateOf(reader, node, k, next.get(node.id));

  /** @param {string} id @param {number} k */
  const stateAt = (id, k) => {
    const node = reader.node(id);
    return node ? nodeState(node, k) : edges.has(id) ? edgeStateOf(reader, id, k) : null;
  };

  /** Whether bounds are within the drawing and no node but the given one lies in them. @param {SceneNode} node */
  const freeFor = (node) => (/** @type {Bounds} */ bounds) =>
    contains({ left: 0, top: 0, right: scene.size.width, bottom: scene.size.height }, bounds) &&
    !scene.nodes.some(
      (other) =>
        other !== node &&
        Math.abs(other.x - (bounds.left + bounds.right) / 2) < (other.width + bounds.right - bounds.left) / 2 &&
        Math.abs(other.y - (bounds.top + bounds.bottom) / 2) < (other.height + bounds.bottom - bounds.top) / 2,
    );

  return {
    reader,
    edges,
    stateAt,
    changed,

    /** Whether the resting sheet of one moment can be drawn over to show another. @param {number} from @param {number} to @param {number} most things to draw over */
    canCover(from, to, most) {
      if (from === to) return true;
      const ids = changed(from, to, most);
      if (ids.size > most) return false;
      for (const id of ids) {
        const before = stateAt(id, from);
        if (before !== null && !covers(before, stateAt(id, to))) return false;
      }
      return true;
    },

    /**
     * The resting graph in a window.
     *
     * @param {Sheet} sheet @param {number} k @param {Bounds} window @param {Look} look
     */
    drawRest(sheet, k, window, look) {
      const visible = nodesIn(window).map((node) => ({ node, state: nodeState(node, k) }));
      const near = edgesIn(window).map((drawn) => ({ drawn, state: edgeStateOf(reader, drawn.edge.id, k) }));
      for (const { drawn, state } of near) if (!state.shown) drawGhostEdge(sheet, drawn, look.palette);
      for (const { node, state } of visible) if (!state.shown) drawGhost(sheet, node, look);
      for (const { drawn, state } of near) if (state.shown && drawn.edge.kind !== "saved") drawEdge(sheet, drawn, look.palette);
      const lanes = near.filter(({ state }) => state.gradient !== null);
      for (const { drawn, state } of lanes) drawGradient(sheet, drawn, state.gradient, look.palette);
      for (const { node, state } of visible) if (state.shown) drawWithTether(sheet, node, state, look);
      placeLabels(sheet, lanes, visible, look.palette);
    },

    /**
     * What is drawn over the resting graph: what changed since, and what a moment is about: the one
     * shown, or while values travel the one they travel to.
     *
     * @param {Sheet} sheet
     * @param {{rest: number, k: number, about: number, selected: string|null, hovered: string|null}} at
     * @param {Look} look
     */
    drawLit(sheet, at, look) {
      const { k } = at;
      const there = at.about === k;
      const moment = scene.moments[at.about];
      const told = there ? [...scene.errors, ...scene.silent].filter((one) => one.moment === k).flatMap(({ nodes }) => nodes) : [];
      const lit = [...(moment?.lit ?? []), ...told].filter((id) => reader.shown(id, k));
      const near = at.hovered ? neighbours(at.hovered) : new Set();
      const ids = new Set([...changed(at.rest, k), ...lit, ...near, ...(at.selected ? [at.selected] : [])]);
      const moved = new Set(there && moment ? moment.moves.map(({ edge }) => edge) : []);
      for (const id of moved) ids.add(id);
      const alarm = there ? alarmColor(k, look.palette) : null;
      const nodes = [...ids].map((id) => reader.node(id)).filter((node) => node !== undefined && reader.shown(node.id, k));
      const family = familyOf(at.hovered ?? at.selected, k);
      for (const node of family) drawHalo(sheet, node, look.palette.storage, 0.5);
      for (const node of nodes) {
        if (!lit.includes(node.id)) continue;
        if (alarm) drawSecondBorder(sheet, node, alarm, look.palette);
        else drawHalo(sheet, node, look.palette.now);
      }
      const lanes = [];
      for (const id of ids) {
        const drawn = edges.get(id);
        const state = drawn && edgeStateOf(reader, id, k);
        if (!drawn || !state?.shown) continue;
        if (drawn.edge.kind !== "saved") drawEdge(sheet, drawn, look.palette, { lit: near.has(id) || (moved.has(id) && !state.gradient) });
        if (state.gradient) {
          drawGradient(sheet, drawn, state.gradient, look.palette, { lit: moved.has(id) });
          lanes.push({ drawn, state });
        }
      }
      for (const node of new Set([...nodes, ...family])) {
        const about = lit.includes(node.id);
        drawWithTether(sheet, node, nodeState(node, k), { ...look, lit: about || near.has(node.id), outline: about && alarm ? alarm : undefined });
      }
      placeLabels(sheet, lanes, nodes.map((node) => ({ node, state: { shown: true } })), look.palette, true);
      const sum = there && sheet.zoom >= BRIEF ? sumAt(reader, edges, k) : null;
      const summed = sum && reader.node(sum.at);
      if (summed) drawSum(sheet, sum, summed, freeFor(summed), look.palette);
      const selected = at.selected ? reader.node(at.selected) : undefined;
      if (selected) drawRing(sheet, selected, look.palette);
    },

    /** What is on its way to moment k. @param {Sheet} sheet @param {number} k @param {number} fraction @param {Look} look */
    drawMove(sheet, k, fraction, look) {
      drawMoves(sheet, { scene, reader, edges, changes }, k, fraction, look);
    },

    /** The nodes of some ids; an edge stands for both its ends. @param {readonly string[]} ids @returns {SceneNode[]} */
    nodesOf: (ids) =>
      ids.flatMap((id) => {
        const edge = edges.get(id)?.edge;
        const ends = edge ? [edge.from, edge.to] : [id];
        return ends.map((end) => reader.node(end)).filter((node) => node !== undefined);
      }),

    /** The topmost node under a place, or null. @param {number} x @param {number} y @param {number} k @param {number} slack @returns {string|null} */
    hit(x, y, k, slack) {
      const found = scene.nodes.findLast(
        (node) => Math.abs(x - node.x) <= node.width / 2 + slack && Math.abs(y - node.y) <= node.height / 2 + slack && reader.shown(node.id, k),
      );
      return found?.id ?? null;
    },
  };

  /** @param {Sheet} sheet @param {SceneNode} node @param {any} state @param {Look} look */
  function drawWithTether(sheet, node, state, look) {
    const op = node.kind === "saved" ? reader.node(node.op) : undefined;
    if (op) {
      const alarm = state.state === "stale" || state.state === "failed";
      drawTether(sheet, op, node, alarm ? look.palette.error : state.state === "freed" ? look.palette.ghost : look.palette.saved);
    }
    drawNode(sheet, node, state, state.wrong ? { ...look, isFree: freeFor(node) } : look);
  }

  /** A node's edges and what is at their other ends. @param {string} id */
  function neighbours(id) {
    const found = new Set([id]);
    for (const edge of edgesOf.get(id) ?? []) {
      const drawn = edges.get(edge);
      if (!drawn) continue;
      found.add(edge).add(drawn.edge.from).add(drawn.edge.to);
    }
    const node = reader.node(id);
    if (node?.kind === "saved") {
      found.add(node.op);
      if (node.tensor_node) found.add(node.tensor_node);
    }
    return found;
  }

  /** The other boxes on a tensor's storage. @param {string|null} id @param {number} k @returns {SceneNode[]} */
  function familyOf(id, k) {
    const node = id ? reader.node(id) : undefined;
    if (!node || node.kind === "op" || !reader.storage(node.storage)?.letter) return [];
    return scene.nodes.filter((other) => other.kind !== "op" && other.storage === node.storage && other.id !== id && reader.shown(other.id, k));
  }

  /** The colour of a moment in which something goes wrong. @param {number} k @param {import("../palette.js").Palette} palette */
  function alarmColor(k, palette) {
    const mark = scene.moments[k]?.mark;
    if (mark === "error" || mark === "check_failed") return palette.error;
    return mark === "wrong" || mark === "unseen" ? palette.wrong : null;
  }
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

/** @typedef {ReturnType<typeof createPicture>} Picture */
