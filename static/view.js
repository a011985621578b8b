/**
 * The graph on the screen: the only file that knows Bokeh.
 *
 * It fills the named renderers of one embedded figure. The resting graph is painted seldom: while a
 * program plays, what changed is drawn over it on the overlay's own canvas, and only when that grows
 * too much, or everything rests, is the graph itself painted again.
 */

import { h } from "./dom.js";
import { PALETTES } from "./palette.js";
import { boundsOf, COMFORT, comfortable, contains, inside, revealing, toScene, union, whole, windowOf, zoomedAt } from "./graph/camera.js";
import { createPicture } from "./graph/picture.js";
import { followPointer } from "./graph/pointer.js";
import { createSheet, KINDS } from "./graph/sheet.js";
import { createTip, tipLines } from "./graph/tip.js";
import { settle } from "./motion.js";

/** @typedef {import("./graph/camera.js").Camera} Camera */
/** @typedef {import("./graph/camera.js").Bounds} Bounds */
/** @typedef {"rest"|"lit"|"move"} Layer */

const MOST_OVER = 36; // things drawn over the resting graph before it is painted anew
const BEYOND = 0.6; // of the screen's size, painted around it so that panning finds it there
const IDLE = 420; // milliseconds without a step, after which the resting graph is brought up to date
const GLIDE = 380; // milliseconds of a camera's way
const FREE = 2500; // milliseconds after the reader moved the camera
const FAR = 3; // screens; a longer way is jumped
const SLACK = 4; // screen pixels around a node that still count as on it
const ROUND = 8; // corner radius at zoom 1

/**
 * Embed the figure and return what the page may do with it.
 *
 * @param {object} options
 * @param {HTMLElement} options.host an element with a size, in the document
 * @param {any} options.figure the figure's `json_item`
 * @param {(id: string|null) => void} [options.onSelect] a node was tapped, or empty ground
 * @param {(id: string|null) => void} [options.onHover]
 */
export async function createView({ host, figure, onSelect = () => {}, onHover = () => {} }) {
  const ground = h("div", { style: "position:absolute;inset:0" });
  const surface = h("div", { style: "position:absolute;inset:0;z-index:2;touch-action:none;cursor:grab" });
  if (getComputedStyle(host).position === "static") host.style.position = "relative";
  host.style.overflow = "hidden";
  host.append(ground, surface);
  const tip = createTip(host);
  const stage = await embed(figure, ground);

  let palette = PALETTES.light;
  /** @type {(key: string, args?: Record<string, any>) => string} */
  let t = (key) => key;
  /** @type {import("./graph/picture.js").Picture|null} */
  let picture = null;
  let k = 0;
  /** @type {string|null} */
  let selected = null;
  /** @type {string|null} */
  let hovered = null;
  /** @type {Camera} */
  let camera = { x: 0, y: 0, zoom: 1 };
  let size = { width: host.clientWidth, height: host.clientHeight };
  let fitted = false; // the camera was chosen by us, so it may follow the size
  let pressed = false; // fit was asked for, and nothing has moved since
  let followed = -1; // the moment that was last brought into sight
  let free = 0; // until then the reader moves the camera, and nothing else does
  /** What the resting layer holds, and a moment found to be drawable over it. @type {{k: number, zoom: number, window: Bounds, covered: number}|null} */
  let rest = null;
  /** What the lit layer holds, so that it is drawn once for a moment's whole way. */
  let litKey = "";
  let travelling = false;
  let glide = 0;
  let idle = 0;
  let frame = 0;

  const look = () => ({ palette, t });
  const moment = () => picture?.reader.scene.moments[k];

  /** @param {Camera} [towards] where the camera is going, to be painted too */
  const drawRest = (towards = camera) => {
    if (!picture) return;
    const window = union(windowOf(camera, size, BEYOND), windowOf(towards, size, BEYOND));
    const sheet = createSheet(camera.zoom);
    picture.drawRest(sheet, k, window, look());
    stage.put("rest", sheet, Math.round(ROUND * camera.zoom));
    rest = { k, zoom: camera.zoom, window, covered: k };
    litKey = "";
  };

  const restServes = () => {
    if (!rest || !picture || rest.zoom !== camera.zoom || !contains(rest.window, windowOf(camera, size))) return false;
    if (rest.covered !== k && !picture.canCover(rest.k, k, MOST_OVER)) return false;
    rest.covered = k;
    return true;
  };

  /** @param {boolean} lit whether the moment itself is lit, as when it has happened */
  const drawLit = (lit) => {
    if (!picture) return;
    const base = rest?.k ?? k;
    const key = [base, k, lit, selected, hovered, camera.zoom].join(" ");
    if (key === litKey) return;
    litKey = key;
    const sheet = createSheet(camera.zoom);
    if (moment()) picture.drawLit(sheet, { rest: base, k, window: windowOf(camera, size), lit, selected, hovered }, look());
    stage.put("lit", sheet, Math.round(ROUND * camera.zoom));
  };

  const clearMove = () => {
    if (!travelling) return;
    travelling = false;
    stage.put("move", createSheet(camera.zoom), Math.round(ROUND * camera.zoom));
  };

  const draw = () => {
    if (!restServes()) drawRest();
    drawLit(!travelling);
    rearm();
  };

  /** Bring the resting graph up to date once nothing has happened for a while. */
  const rearm = () => {
    clearTimeout(idle);
    if (rest && rest.k === k) return;
    idle = window.setTimeout(() => {
      if (travelling) return rearm();
      drawRest();
      drawLit(true);
    }, IDLE);
  };

  /** @param {Camera} next */
  const look_at = (next) => {
    camera = next;
    stage.setRanges(windowOf(camera, size));
  };

  /** Change the camera and draw, at most once a frame. @param {Camera} next */
  const move = (next) => {
    look_at(next);
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  };

  const stopGlide = () => {
    cancelAnimationFrame(glide);
    glide = 0;
  };

  /** Move the camera there smoothly, or at once where motion is not wanted. @param {Camera} to */
  const glideTo = (to) => {
    stopGlide();
    const from = camera;
    const distance = Math.max(Math.abs(to.x - from.x) / size.width, Math.abs(to.y - from.y) / size.height) * from.zoom;
    if (distance > FAR || matchMedia("(prefers-reduced-motion: reduce)").matches) return move(to);
    if (to.zoom === from.zoom) {
      drawRest(to);
      drawLit(!travelling);
    }
    const start = performance.now();
    const tick = () => {
      const part = Math.min(1, (performance.now() - start) / GLIDE);
      const f = settle(part);
      const zoom = from.zoom * (to.zoom / from.zoom) ** f;
      look_at({ x: from.x + (to.x - from.x) * f, y: from.y + (to.y - from.y) * f, zoom: part === 1 ? to.zoom : zoom });
      draw();
      glide = part < 1 ? requestAnimationFrame(tick) : 0;
    };
    glide = requestAnimationFrame(tick);
  };

  const graphBounds = () => {
    const scene = picture?.reader.scene;
    return { left: 0, top: 0, right: scene?.size.width || 1, bottom: scene?.size.height || 1 };
  };

  /** @param {readonly string[]} ids */
  const nodesOf = (ids) =>
    ids.flatMap((id) => {
      const drawn = picture?.edges.get(id);
      const ends = drawn ? [drawn.edge.from, drawn.edge.to] : [id];
      return ends.map((end) => picture?.reader.node(end)).filter((node) => node !== undefined);
    });

  /** What should be in sight; of things too far apart, the first. @param {readonly string[]} ids @param {number} [zoom] */
  const boundsToSee = (ids, zoom = camera.zoom) => {
    const nodes = nodesOf(ids);
    const bounds = boundsOf(nodes);
    const fits = bounds && (bounds.right - bounds.left) * zoom < size.width && (bounds.bottom - bounds.top) * zoom < size.height;
    return fits ? bounds : boundsOf(nodes.slice(0, 1));
  };

  /** @param {readonly string[]} ids */
  const reveal = (ids) => {
    const bounds = boundsToSee(ids);
    if (!bounds) return;
    const next = revealing(camera, bounds, size);
    if (next === camera) return;
    pressed = false;
    glideTo(inside(next, graphBounds(), size));
  };

  /** Keep what happens in sight, a moment once. @param {number} moment */
  const follow = (moment) => {
    if (moment === followed) return;
    const first = followed < 0;
    followed = moment;
    if (!first && performance.now() > free) reveal(picture?.reader.scene.moments[moment]?.lit ?? []);
  };

  /** The reader moves the camera. @param {Camera} next */
  const moveByHand = (next) => {
    stopGlide();
    fitted = pressed = false;
    free = performance.now() + FREE;
    move(next);
  };

  /** @param {number} x @param {number} y on the screen @returns {string|null} */
  const nodeAt = (x, y) => {
    const [sx, sy] = toScene(camera, size, x, y);
    return picture?.hit(sx, sy, k, SLACK / camera.zoom) ?? null;
  };

  /** @param {string|null} id @param {number} [x] @param {number} [y] */
  const hover = (id, x = 0, y = 0) => {
    if (id && picture) tip.show(x, y, tipLines(picture.reader, id, picture.stateAt(id, k), t));
    else tip.hide();
    surface.style.cursor = id ? "pointer" : "grab";
    if (id === hovered) return;
    hovered = id;
    drawLit(!travelling);
    onHover(id);
  };

  const unfollow = followPointer(surface, {
    pan: (dx, dy) => moveByHand({ ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom }),
    zoom: (factor, x, y) => moveByHand(zoomedAt(camera, size, factor, x, y)),
    tap(x, y) {
      selected = nodeAt(x, y);
      drawLit(!travelling);
      onSelect(selected);
    },
    hover: (x, y) => hover(nodeAt(x, y), x, y),
    leave: () => hover(null),
  });

  const observer = new ResizeObserver(() => {
    const next = { width: host.clientWidth, height: host.clientHeight };
    if (next.width === 0 || next.height === 0) return;
    size = next;
    if (fitted) look_at(comfortable(graphBounds(), boundsToSee(moment()?.lit ?? [], COMFORT), size));
    else look_at(camera);
    rest = null;
    draw();
  });
  observer.observe(host);

  const view = {
    /** @param {import("./contract.js").Scene} scene */
    setScene(scene) {
      stopGlide();
      picture = createPicture(scene);
      k = 0;
      followed = -1;
      pressed = false;
      selected = null;
      hover(null);
      clearMove();
      rest = null;
      fitted = true;
      look_at(comfortable(graphBounds(), boundsToSee(scene.moments[0]?.lit ?? [], COMFORT), size));
      draw();
    },

    /** Draw the state at a moment. @param {number} moment */
    show(moment) {
      k = moment;
      clearMove();
      draw();
      follow(moment);
    },

    /** Draw what is on its way to a moment, over the state before it. @param {number} moment @param {number} fraction from 0 to 1 */
    travel(moment, fraction) {
      if (!picture || !picture.isTravelling(moment)) return;
      k = Math.max(0, moment - 1);
      travelling = true;
      draw();
      follow(moment);
      const sheet = createSheet(camera.zoom);
      picture.drawMove(sheet, moment, fraction, look());
      stage.put("move", sheet, Math.round(ROUND * camera.zoom));
    },

    /** @param {string|null} id */
    select(id) {
      selected = id;
      drawLit(!travelling);
    },

    /** @param {"light"|"dark"} theme */
    setTheme(theme) {
      palette = PALETTES[theme];
      host.style.backgroundColor = palette.ground;
      tip.setPalette(palette);
      rest = null;
      draw();
    },

    /** @param {(key: string, args?: Record<string, any>) => string} translate */
    setStrings(translate) {
      t = translate;
      rest = null;
      draw();
    },

    /** Show the graph at a size that can be read; once more shows all of it. */
    fit() {
      const near = comfortable(graphBounds(), boundsToSee(moment()?.lit ?? [], COMFORT), size);
      glideTo(pressed ? whole(graphBounds(), size) : near);
      pressed = !pressed;
      fitted = true;
    },

    /** @param {number} factor */
    zoom(factor) {
      fitted = pressed = false;
      glideTo(zoomedAt(camera, size, factor, size.width / 2, size.height / 2));
    },

    /** Bring things into sight, if they are not. @param {readonly string[]} ids */
    focus: (ids) => reveal(ids),

    dispose() {
      stopGlide();
      cancelAnimationFrame(frame);
      clearTimeout(idle);
      observer.disconnect();
      unfollow();
      stage.dispose();
      tip.remove();
      ground.remove();
      surface.remove();
    },
  };
  view.setTheme("light");
  return view;
}

/**
 * Embed the figure and find its renderers by name.
 *
 * @param {any} figure @param {HTMLElement} element
 */
async function embed(figure, element) {
  const { Bokeh } = /** @type {any} */ (globalThis);
  const views = await Bokeh.embed.embed_item(figure, element);
  const [plot] = [...views].map((view) => view.model).filter((model) => model.name === "graph");
  const renderers = new Map(plot.renderers.map((/** @type {any} */ renderer) => [renderer.name, renderer]));
  /** Renderers that hold nothing need not be emptied again. */
  const filled = new Set();

  return {
    /** Fill a layer's renderers. @param {Layer} layer @param {import("./graph/sheet.js").Sheet} sheet @param {number} radius of rounded corners */
    put(layer, { columns }, radius) {
      for (const kind of /** @type {import("./graph/sheet.js").Kind[]} */ (Object.keys(KINDS))) {
        const name = `${layer}.${kind}`;
        const renderer = renderers.get(name);
        const data = columns[kind];
        const empty = data[KINDS[kind][0]].length === 0;
        if (empty && !filled.has(name)) continue;
        if (empty) filled.delete(name);
        else filled.add(name);
        if (kind === "round" && renderer.glyph.border_radius !== radius) renderer.glyph.border_radius = radius;
        renderer.data_source.data = data;
      }
    },
    /** @param {import("./graph/camera.js").Bounds} window */
    setRanges({ left, right, top, bottom }) {
      plot.x_range.setv({ start: left, end: right });
      plot.y_range.setv({ start: bottom, end: top });
    },
    dispose() {
      views.clear();
    },
  };
}
