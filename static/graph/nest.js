/**
 * Groups that open and close: the drawings of those that are open, put together.
 *
 * Each group comes with a drawing of its own, in which the groups in it are closed. Where one of
 * them is open its parent's drawing makes room for it: the plane is stretched there, and nowhere
 * squeezed, so that no box meets another, no edge a box, and all keeps its order.
 */

import { drawFrames, drawGroup, drawSmall } from "./frames.js";
import { snapped } from "./snap.js";
import { stretched } from "./stretch.js";

/** @typedef {import("../contract.js").Scene} Scene */
/** @typedef {import("../contract.js").SceneNode} SceneNode */
/** @typedef {import("../contract.js").Group} Group */
/** @typedef {import("../contract.js").Edge} Edge */
/**
 * @typedef {{ids: string[], fraction: number}|null} Moving groups on their way open, from 0 to 1
 */
/**
 * @typedef {{id: string, x: number, y: number, width: number, height: number, group: Group,
 *   depth: number, hollow: boolean}} Frame
 */
/**
 * @typedef {{id: string, x: number, y: number, width: number, height: number, of: string[],
 *   count: number}} Port
 */
/**
 * @typedef {{nodes: SceneNode[], edges: Edge[], frames: Frame[], ports: Port[],
 *   size: {width: number, height: number}, standing: (id: string) => string|null,
 *   way: (edge: string) => string|null, members: (edge: string) => string[], drawFrames?: typeof
 *   drawFrames}} Arrangement
 */

const HEAD = 30; // pixels of a frame above what is in it, for its name
const SIDE = 4;
const FOOT = 6;

/** @param {Scene} scene */
export function createNest(scene) {
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  /** @type {Map<string, Group[]>} */
  const inner = new Map([["", []]]);
  for (const group of scene.groups) {
    inner.set(group.id, []);
    inner.get(group.parent ?? "")?.push(group);
  }
  const levelOf = (/** @type {string} */ id) => (id === "" ? scene.level : groups.get(id)?.level);
  const home = new Map(
    scene.groups.flatMap((group) => group.nodes.map((node) => [node, group.id])),
  );
  /**
   * The groups around one and itself, from the whole picture ("") on.
   * @type {Map<string, string[]>}
   */
  const chains = new Map([["", [""]]]);
  for (const { id, parent } of scene.groups)
    chains.set(id, [...(chains.get(parent ?? "") ?? []), id]);
  const chainOf = (/** @type {string} */ node) => chains.get(home.get(node) ?? "") ?? [""];
  const rootNodes = scene.nodes.filter(({ id }) => !home.has(id)).map(({ id }) => id);
  const nodes = new Map(scene.nodes.map((node) => [node.id, node]));
  /** What is docked at each node. @type {Map<string, SceneNode[]>} */
  const guests = new Map();
  for (const node of scene.nodes) {
    const host = "docked" in node ? node.docked : null;
    if (host) guests.set(host, [...(guests.get(host) ?? []), node]);
  }
  const ways = scene.edges.map((edge) => ({
    edge,
    up: chainOf(edge.from),
    down: chainOf(edge.to),
  }));

  /**
   * The outermost closed group around a node, or around and including a group.
   * @param {string} id
   * @param {ReadonlySet<string>} closed
   */
  const hiding = (id, closed) =>
    (chains.get(id) ?? chainOf(id)).find((group) => closed.has(group)) ?? null;

  /**
   * The node at whose side another stands in one drawing, or itself.
   * @param {string} id
   * @param {Record<string, any>} there
   */
  const hostOf = (id, there) => {
    const host = /** @type {any} */ (nodes.get(id))?.docked;
    return host && host in there ? host : id;
  };

  /**
   * Where the middle of something is in the picture; what is docked keeps its distance.
   * @param {string} id
   * @param {string} group
   * @param {Map<string, any>} places
   */
  const centreOf = (id, group, places) => {
    const at = places.get(group);
    const there = levelOf(group).places;
    const [hx, hy] = there[hostOf(id, there)];
    const [x, y] = there[id];
    return [at.x(hx) + (x - hx) * at.scale, at.y(hy) + (y - hy) * at.scale];
  };

  /**
   * A link of one group's drawing in the picture.
   * @param {string} group
   * @param {string} from
   * @param {string} to
   * @param {string[]} keys the first there is
   * @param {Map<string, any>} places
   * @returns {number[][]}
   */
  const linkOf = (group, from, to, keys, places) => {
    const { links, places: there } = levelOf(group);
    const at = places.get(group);
    const path = links[keys.find((key) => key in links) ?? ""];
    if (!path) return [];
    const host = hostOf(from, there);
    if (host === hostOf(to, there)) {
      const [hx, hy] = there[host];
      const [cx, cy] = [at.x(hx), at.y(hy)];
      return path.map(([x, y]) => [cx + (x - hx) * at.scale, cy + (y - hy) * at.scale]);
    }
    const end = (/** @type {string} */ id, /** @type {number[]} */ [x, y]) => {
      if (places.has(id)) return null; // an open group's frame fills its place
      const [cx, cy] = centreOf(id, group, places);
      const node = nodes.get(id);
      const reach = Math.max(
        0,
        ...(guests.get(id) ?? []).map((guest) =>
          guest.id in there ? Math.abs(there[guest.id][1] - there[id][1]) + guest.height / 2 : 0,
        ),
      );
      const clear = node ? Math.max(0, reach - node.height / 2) : 0;
      return {
        at: [cx + (x - there[id][0]) * at.scale, cy + (y - there[id][1]) * at.scale],
        clear: clear * at.scale,
      };
    };
    return snapped(
      path.map(([x, y]) => [at.x(x), at.y(y)]),
      end(from, path[0]),
      end(to, path[path.length - 1]),
    );
  };

  /**
   * The groups that are open and can be seen, outer ones first.
   * @param {ReadonlySet<string>} closed
   */
  const openOf = (closed) => {
    const found = [""];
    for (const id of found)
      found.push(
        ...(inner.get(id) ?? []).map((group) => group.id).filter((group) => !closed.has(group)),
      );
    return found;
  };

  /**
   * How large each open group is, and how its drawing is stretched.
   * @param {string[]} open
   * @param {Moving} moving
   */
  const measure = (open, moving) => {
    const shapes = new Map();
    for (const id of [...open].reverse()) {
      const level = levelOf(id);
      const grown = (inner.get(id) ?? []).filter((group) => shapes.has(group.id));
      const spans = (/** @type {0|1} */ axis) =>
        grown.map((group) => {
          const half = (axis === 0 ? group.width : group.height) / 2;
          const at = level.places[group.id][axis];
          return { from: at - half, to: at + half, need: shapes.get(group.id).size[axis] };
        });
      const stretch = [stretched(spans(0), level.width), stretched(spans(1), level.height)];
      const whole = [stretch[0](level.width) + 2 * SIDE, stretch[1](level.height) + HEAD + FOOT];
      const group = groups.get(id);
      const part = group && moving?.ids.includes(id) ? moving.fraction : 1;
      const size = group
        ? [mix(group.width, whole[0], part), mix(group.height, whole[1], part)]
        : [stretch[0](level.width), stretch[1](level.height)];
      shapes.set(id, { stretch, whole, size });
    }
    return shapes;
  };

  /**
   * Where each open group is: how its own places become the picture's.
   * @param {string[]} open
   * @param {Map<string, any>} shapes
   * @param {Moving} moving
   */
  const place = (open, shapes, moving) => {
    const found = new Map();
    for (const id of open) {
      const { stretch, whole, size } = shapes.get(id);
      const group = groups.get(id);
      if (!group) {
        found.set(id, {
          x: stretch[0],
          y: stretch[1],
          scale: 1,
          left: 0,
          top: 0,
          width: size[0],
          height: size[1],
        });
        continue;
      }
      const around = found.get(group.parent ?? "");
      const [x, y] = levelOf(group.parent ?? "").places[id];
      // The rest of the way it grows out of its box
      const part = moving?.ids.includes(id) ? moving.fraction : 1;
      const grown = (
        /** @type {number} */ low,
        /** @type {number} */ high,
        /** @type {number} */ closed,
      ) => {
        const half = mix(closed * around.scale, high - low, part) / 2;
        return [(low + high) / 2 - half, (low + high) / 2 + half];
      };
      const [left, right] = grown(
        around.x(x - group.width / 2),
        around.x(x + group.width / 2),
        group.width,
      );
      const [top, bottom] = grown(
        around.y(y - group.height / 2),
        around.y(y + group.height / 2),
        group.height,
      );
      const scale = Math.min((right - left) / whole[0], (bottom - top) / whole[1], 1);
      const ox = left + (right - left - whole[0] * scale) / 2 + SIDE * scale;
      const oy = top + (bottom - top - whole[1] * scale) / 2 + HEAD * scale;
      found.set(id, {
        x: (/** @type {number} */ at) => ox + scale * stretch[0](at),
        y: (/** @type {number} */ at) => oy + scale * stretch[1](at),
        scale,
        left,
        top,
        width: right - left,
        height: bottom - top,
      });
    }
    return found;
  };

  /**
   * The picture with some groups closed.
   *
   * @param {ReadonlySet<string>} closed @param {Moving} [moving]
   * @returns {Arrangement}
   */
  const compose = (closed, moving = null) => {
    const open = openOf(closed);
    const shapes = measure(open, moving);
    const places = place(open, shapes, moving);
    /** @type {Arrangement["nodes"]} */
    const drawn = [];
    /** @type {Frame[]} */
    const frames = [];
    /** @type {Port[]} */
    const ports = [];
    for (const id of open) {
      const at = places.get(id);
      const level = levelOf(id);
      const group = groups.get(id);
      const put = (/** @type {any} */ thing) => {
        const [x, y] = centreOf(thing.id, id, places);
        return { ...thing, x, y, width: thing.width * at.scale, height: thing.height * at.scale };
      };
      if (group)
        frames.push({
          id,
          x: at.left + at.width / 2,
          y: at.top + at.height / 2,
          width: at.width,
          height: at.height,
          group,
          depth: (chains.get(id)?.length ?? 2) - 2,
          hollow: at.scale < 1,
        });
      const small = at.scale < 1;
      for (const node of group ? group.nodes : rootNodes)
        drawn.push(small ? { ...put(nodes.get(node)), draw: drawSmall } : put(nodes.get(node)));
      for (const each of inner.get(id) ?? [])
        if (closed.has(each.id))
          drawn.push({ ...put({ ...each, kind: "group" }), draw: small ? drawSmall : drawGroup });
      if (!small)
        for (const [port, { width, of, count }] of Object.entries(level.ports))
          ports.push({ ...put({ id: port, width, height: 20 }), id: `${id}/${port}`, of, count });
    }
    const standing = (/** @type {string} */ id) => hiding(id, closed) ?? id;
    return {
      nodes: drawn,
      frames,
      ports,
      size: { width: shapes.get("").size[0], height: shapes.get("").size[1] },
      standing,
      drawFrames,
      ...joined(closed, places),
    };
  };

  /**
   * The edges that can be seen; those that lead the same way are one.
   * @param {ReadonlySet<string>} closed
   * @param {Map<string, any>} places
   */
  const joined = (closed, places) => {
    /** @type {Map<string, Edge>} */
    const edges = new Map();
    /** @type {Map<string, string[]>} */
    const members = new Map();
    const way = new Map();
    /**
     * What stands in the end of a chain of groups: the first that is closed.
     * @type {Map<string[], number>}
     */
    const cuts = new Map();
    const cut = (/** @type {string[]} */ chain) => {
      const known = cuts.get(chain) ?? chain.findIndex((id) => closed.has(id));
      cuts.set(chain, known);
      return known;
    };
    for (const { edge, up, down } of ways) {
      const [shutUp, shutDown] = [cut(up), cut(down)];
      const from = shutUp < 0 ? edge.from : up[shutUp];
      const to = shutDown < 0 ? edge.to : down[shutDown];
      if (from === to) continue;
      const plain = from === edge.from && to === edge.to;
      const id = plain ? edge.id : `${from}>${to}${to === edge.to ? `:${edge.from}` : ""}`;
      way.set(edge.id, id);
      const known = members.get(id);
      if (known) {
        known.push(edge.id);
        continue;
      }
      members.set(id, [edge.id]);
      const path = pathOf(
        edge,
        shutUp < 0 ? up : up.slice(0, shutUp),
        shutDown < 0 ? down : down.slice(0, shutDown),
        from,
        to,
        places,
      );
      edges.set(
        id,
        plain ? { ...edge, path } : { id, from, to, kind: edge.kind, path, input: null },
      );
    }
    for (const [id, known] of members) {
      const edge = /** @type {Edge} */ (edges.get(id));
      if (known.length > 1 && known.some((each) => kinds.get(each) !== edge.kind))
        edges.set(id, { ...edge, kind: "data" });
    }
    return {
      edges: [...edges.values()],
      way: (/** @type {string} */ edge) => way.get(edge) ?? null,
      members: (/** @type {string} */ id) => members.get(id) ?? [],
    };
  };
  const kinds = new Map(scene.edges.map(({ id, kind }) => [id, kind]));

  /**
   * The path of an edge between two things that can be seen, through all the groups it passes.
   *
   * @param {Edge} edge
   * @param {string[]} up the open groups around its beginning
   * @param {string[]} down around its end
   * @param {string} from
   * @param {string} to
   * @param {Map<string, any>} places
   */
  const pathOf = (edge, up, down, from, to, places) => {
    let common = 0;
    while (common < up.length && common < down.length && up[common] === down[common]) common++;
    /** @type {number[][]} */
    const path = [];
    const add = (
      /** @type {string} */ group,
      /** @type {string} */ start,
      /** @type {string} */ end,
      /** @type {string[]} */ ...keys
    ) => extend(path, linkOf(group, start, end, keys, places));
    let item = from;
    for (const group of up.slice(common).reverse()) {
      add(group, item, `out:${item}`, `${item}>out:${item}`);
      item = group;
    }
    const below = down[common] ?? to;
    add(up[common - 1], item, below, edge.id, `${item}>${below}:${edge.from}`, `${item}>${below}`);
    for (let i = common; i < down.length; i++) {
      const next = down[i + 1] ?? to;
      const port = next === edge.to ? `in:${edge.from}` : `in:${next}`;
      add(down[i], port, next, `${port}>${next}`);
    }
    return path;
  };

  return {
    hiding,
    compose,
  };
}

/** @typedef {ReturnType<typeof createNest>} Nest */

/** @param {number} a @param {number} b @param {number} f */
const mix = (a, b, f) => a + (b - a) * f;

/**
 * Go on with another path, by a curve that leaves and arrives upright.
 * @param {number[][]} path
 * @param {number[][]} more
 */
function extend(path, more) {
  if (path.length > 0) {
    const [x0, y0] = path[path.length - 1];
    const [x1, y1] = more[0];
    const middle = (y0 + y1) / 2;
    path.push([x0, middle], [x1, middle], [x1, y1]);
  } else path.push(more[0]);
  path.push(...more.slice(1));
}
