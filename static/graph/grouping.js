/**
 * Which groups of a scene are open, and the smooth change when one opens or closes.
 *
 * A picture of few nodes has no groups until somebody asks; of many it has them from the start.
 * What draws them is loaded when it is first needed.
 */

import { ease } from "../motion.js";
import { createPicture } from "./picture.js";

/** @typedef {import("../contract.js").Scene} Scene */
/** @typedef {import("./picture.js").Picture} Picture */

const OPENING = 320; // milliseconds

/** @type {typeof import("./nest.js").createNest|null} */
let createNest = null;

/** @param {import("../later.js").Later} later */
const loadNest = async (later) =>
  (createNest ??= (await later("graph/nest.js", () => import("./nest.js")))?.createNest ?? null);

/**
 * Have at hand what a scene's first picture needs; without it the picture has no groups.
 * @param {Scene} scene
 * @param {import("../later.js").Later} later
 */
export async function prepareGroups(scene, later) {
  if (scene.groups.some(({ closed }) => closed)) await loadNest(later);
}

/**
 * @param {object} options
 * @param {import("../later.js").Later} options.later
 * @param {(picture: Picture, anchor: {x: number, y: number, to: {x: number, y: number}}|null) =>
 *   void} options.onPicture show another picture; with an anchor, so that a place of the old one
 *   stays where it is on the screen
 * @param {() => void} options.onOther another picture altogether: with its groups, or without
 * @param {() => void} options.onSettled all is open or closed that was to be
 */
export function createGrouping({ later, onPicture, onOther, onSettled }) {
  /** @type {Scene|null} */
  let scene = null;
  /** @type {import("./nest.js").Nest|null} */
  let nest = null;
  let grouped = false;
  /** @type {Set<string>} */
  let closed = new Set();
  let frame = 0;
  /** What ends the change under way at once. */
  let finish = () => {};

  const picture = () => {
    if (!scene) throw new Error("no scene");
    return grouped && nest ? createPicture(scene, nest.compose(closed)) : createPicture(scene);
  };

  const nested = async () => {
    if (!scene || scene.groups.length === 0) return null;
    const asked = scene;
    const create = await loadNest(later);
    if (!create || scene !== asked) return null;
    nest ??= create(scene);
    return nest;
  };

  /** Where a group is, open or closed. @param {Picture} shown @param {string} id */
  const cornerOf = (shown, id) => {
    const box = shown.frames.find((each) => each.id === id) ?? shown.node(id);
    return box ? { x: box.x - box.width / 2, y: box.y - box.height / 2 } : { x: 0, y: 0 };
  };

  /** A group, and the same of another run beside this one. @param {string} id */
  const withTwin = (id) => scene?.comparison?.twins.find((pair) => pair.includes(id)) ?? [id];

  /**
   * Open or close one group in front of the reader's eyes.
   * @param {string} id
   * @param {boolean} open
   */
  const change = (id, open) => {
    finish();
    if (!nest || !scene) return;
    const ids = withTwin(id).filter((each) => closed.has(each) === open);
    const moving = new Set(closed);
    for (const each of ids) moving.delete(each);
    const whole = open ? moving : new Set([...closed, ...ids]);
    const corner = cornerOf(picture(), id);
    let at = corner;
    const draw = (/** @type {number} */ part, /** @type {boolean} */ last) => {
      if (!nest || !scene) return;
      const next = createPicture(
        scene,
        last
          ? nest.compose(whole)
          : nest.compose(moving, { ids, fraction: open ? part : 1 - part }),
      );
      const to = cornerOf(next, id);
      onPicture(next, { ...at, to });
      at = to;
    };
    finish = () => {
      cancelAnimationFrame(frame);
      finish = () => {};
      closed = whole;
      draw(1, true);
      onSettled();
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      finish();
      return;
    }
    const start = performance.now();
    const tick = () => {
      const part = (performance.now() - start) / OPENING;
      if (part >= 1) return finish();
      draw(ease(part), false);
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };

  /** The groups around something, outermost first. @param {string} id @returns {string[]} */
  const chainOf = (id) => {
    const groups = scene?.groups ?? [];
    const parents = new Map(groups.map((group) => [group.id, group.parent]));
    let at = parents.has(id) ? parents.get(id) : groups.find(({ nodes }) => nodes.includes(id))?.id;
    /** @type {string[]} */
    const found = [];
    for (; at; at = parents.get(at)) found.unshift(at);
    return found;
  };

  /** @param {string} id of a group */
  const toggle = async (id) => {
    if (!(await nested()) || !nest) return;
    finish(); // what is on its way is there: a second press turns it back
    if (!grouped) {
      grouped = true;
      closed = new Set();
      onPicture(picture(), null);
    }
    change(id, closed.has(id));
  };

  /**
   * A parameter that both pictures show, each in the version of its own turn: it stays where it is.
   * @param {Picture} before
   * @param {Picture} after
   */
  const anchorOf = (before, after) => {
    const leaves = (/** @type {Picture} */ { nodes }) =>
      new Map(
        nodes().flatMap((node) =>
          node.kind === "tensor" && node.leaf && node.version > 0 ? [[node.tensor, node]] : [],
        ),
      );
    const [old, next] = [leaves(before), leaves(after)];
    const shared = [...next.keys()].find(
      (tensor) => old.has(tensor) && old.get(tensor)?.id !== next.get(tensor)?.id,
    );
    const [from, to] = [old.get(shared ?? ""), next.get(shared ?? "")];
    return from && to ? { x: from.x, y: from.y, to: { x: to.x, y: to.y } } : null;
  };

  return {
    /** The first picture of a scene. @param {Scene} next @returns {Picture} */
    begin(next) {
      cancelAnimationFrame(frame);
      finish = () => {};
      scene = next;
      nest = null;
      closed = new Set(next.groups.filter((group) => group.closed).map(({ id }) => id));
      grouped = closed.size > 0 && createNest !== null;
      if (grouped && createNest) nest = createNest(next);
      return picture();
    },
    isGrouped: () => grouped,
    /**
     * Have the turn of a loop open that a moment belongs to, and no other; it takes the place of
     * the one before.
     * @param {number} k
     */
    follow(k) {
      if (!grouped || !scene || !nest) return;
      finish();
      const turns = scene.groups.filter(({ kind }) => kind === "turn" || kind === "turns");
      const now = new Set(
        turns.filter(({ begins, ends }) => begins <= k && k <= ends).map(({ id }) => id),
      );
      if (now.size === 0 || turns.every(({ id }) => closed.has(id) !== now.has(id))) return;
      const innermost = (/** @type {(id: string) => boolean} */ isOpen) =>
        turns.findLast(({ id, kind }) => kind === "turn" && isOpen(id))?.id;
      const before = picture();
      const old = innermost((id) => !closed.has(id));
      for (const { id } of turns) {
        if (now.has(id)) closed.delete(id);
        else closed.add(id);
      }
      const next = picture();
      const here = innermost((id) => now.has(id));
      onPicture(
        next,
        anchorOf(before, next) ??
          (old && here ? { ...cornerOf(before, old), to: cornerOf(next, here) } : null),
      );
    },
    /** Whether a group is open and drawn as such. @param {string} id */
    isOpen: (id) => grouped && nest !== null && nest.hiding(id, closed) === null,
    /** Show the picture with its groups, or without. @param {boolean} value */
    async setGrouped(value) {
      finish();
      if (value === grouped || !(await nested())) return;
      grouped = value;
      onPicture(picture(), null);
      onOther();
      onSettled();
    },
    toggle,
    /** Open whatever hides these things. @param {readonly string[]} ids */
    reveal(ids) {
      if (!grouped || !nest) return;
      finish();
      const before = closed.size;
      for (const id of ids) for (const group of chainOf(id)) closed.delete(group);
      if (closed.size === before) return;
      onPicture(picture(), null);
      onSettled();
    },
    chain: chainOf,
    /**
     * Open what hides something, or is it; else close what is around it.
     * @param {string|null} id
     */
    async turn(id) {
      if (id === null || !scene) return;
      finish();
      const isGroup = scene.groups.some((group) => group.id === id);
      const group =
        (grouped ? nest?.hiding(id, closed) : null) ?? (isGroup ? id : chainOf(id).at(-1));
      if (group) await toggle(group);
    },
    stop: () => cancelAnimationFrame(frame),
  };
}

/** @typedef {ReturnType<typeof createGrouping>} Grouping */
