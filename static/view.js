/**
 * The graph on the screen: the only file that knows Bokeh.
 *
 * It embeds the figure, fills its named renderers with what `graph/` draws, and joins layers,
 * camera, pointer and tooltip. It computes nothing of autograd: all facts are in the scene.
 */

import { paletteOf } from "./colours.js";
import { h } from "./dom.js";
import { createAfar } from "./graph/afar.js";
import { createCameraman } from "./graph/cameraman.js";
import { toScene, windowOf } from "./graph/camera.js";
import { createGlide } from "./graph/glide.js";
import { createGrouping } from "./graph/grouping.js";
import { createLayers } from "./graph/layers.js";
import { followPointer } from "./graph/pointer.js";
import { registerRenderer } from "./graph/renderer.js";
import { KINDS } from "./graph/sheet.js";
import { adoptStyles, stylesAreBlocked } from "./graph/styles.js";
import { createTip, tipLines } from "./graph/tip.js";

const SLACK = 4; // screen pixels around a node that still count as on it
const ROUND = 8; // corner radius at zoom 1

/**
 * Embed the figure and return what the page may do with it.
 *
 * @param {object} options
 * @param {import("./later.js").Later} options.later
 * @param {HTMLElement} options.host an element with a size, in the document
 * @param {any} options.figure the figure's `json_item`
 * @param {any} [options.bokeh] BokehJS as a module, in place of the page's own
 * @param {(id: string|null) => void} [options.onSelect] a node was tapped, or empty ground
 * @param {(id: string|null) => void} [options.onHover]
 * @param {() => void} [options.onGroups] a group was opened or closed
 * @param {() => void} [options.onMove] another part of the graph is in sight
 */
export async function createView({
  host,
  later,
  figure,
  bokeh = pages(figure.doc.version),
  onSelect = () => {},
  onHover = () => {},
  onGroups = () => {},
  onMove = () => {},
}) {
  const ground = h("div", { inert: true, style: "position:absolute;inset:0;z-index:1" });
  const surface = h("div", {
    style: "position:absolute;inset:0;z-index:2;touch-action:none;cursor:grab",
  });
  if (getComputedStyle(host).position === "static") host.style.position = "relative";
  host.style.overflow = "hidden";
  host.append(ground, surface);
  const afar = createAfar(
    host,
    () => size,
    () => layers.drawing(),
  );
  const tip = createTip(host);
  const stage = await embed(bokeh, figure, ground);
  let size = sizeOf(host);
  let frame = 0;
  let followed = -1; // the moment that was last brought into sight

  let first = true; // nothing of the picture is on the screen yet

  const layers = createLayers(
    stage.put,
    () => ({ camera: glide.painted(cameraman.camera()), size }),
    () => frame !== 0,
  );
  const glide = createGlide({
    ground,
    size: () => size,
    weight: layers.weight,
    around: afar.show,
    paint(camera) {
      stage.setRanges(windowOf(camera, size));
      // Several moves in one frame are drawn once.
      if (frame === 0) frame = requestAnimationFrame(drawn);
    },
  });
  const lit = (/** @type {number} */ k) => layers.picture()?.reader.scene.moments[k]?.lit ?? [];

  const cameraman = createCameraman({
    size: () => size,
    graph() {
      const whole = layers.picture()?.size;
      return { left: 0, top: 0, right: whole?.width || 1, bottom: whole?.height || 1 };
    },
    overview: () => grouping.isGrouped(),
    nodesOf: (ids) => layers.picture()?.nodesOf(ids) ?? [],
    onMove(camera) {
      glide.move(camera);
      onMove();
    },
    onSetOut: layers.prepare,
  });

  const grouping = createGrouping({
    later,
    onPicture(picture, anchor) {
      tip.hide();
      glide.reset();
      layers.rearrange(picture);
      cameraman.shift(anchor ? anchor.to.x - anchor.x : 0, anchor ? anchor.to.y - anchor.y : 0);
      layers.redraw();
    },
    onOther: () => cameraman.open(lit(layers.moment())),
    onSettled: onGroups,
  });

  function drawn() {
    frame = 0;
    layers.draw();
    first = false;
    stage.show();
  }

  /**
   * Keep what happens in sight, each moment once; what a scene opens with is where the reader put
   * it.
   * @param {number} k
   */
  const follow = (k) => {
    if (k === followed) return;
    const opening = followed < 0;
    followed = k;
    if (!opening && cameraman.isFree()) cameraman.reveal(lit(k));
  };

  /** @param {number} x @param {number} y on the screen @returns {string|null} */
  const nodeAt = (x, y) => {
    const camera = cameraman.camera();
    const [sx, sy] = toScene(camera, size, x, y);
    return layers.picture()?.hit(sx, sy, layers.moment(), SLACK / camera.zoom) ?? null;
  };

  /**
   * The group that a press there opens or closes.
   * @param {number} x
   * @param {number} y
   * @param {string|null} id the node there
   */
  const groupAt = (x, y, id) => {
    const picture = layers.picture();
    if (id !== null) return picture?.node(id)?.kind === "group" ? id : null;
    return picture?.headAt(...toScene(cameraman.camera(), size, x, y)) ?? null;
  };

  /** @param {string|null} id @param {number} [x] @param {number} [y] */
  const hover = (id, x = 0, y = 0) => {
    const picture = layers.picture();
    if (id && picture)
      tip.show(
        x,
        y,
        tipLines(picture.reader, id, picture.stateAt(id, layers.moment()), layers.translate()),
      );
    else tip.hide();
    surface.style.cursor = id ? "pointer" : "grab";
    if (layers.hover(id)) onHover(id);
  };

  const unfollow = followPointer(surface, {
    pan: cameraman.pan,
    zoom: cameraman.pinch,
    tap(x, y) {
      const id = nodeAt(x, y);
      const group = groupAt(x, y, id);
      if (group) grouping.toggle(group);
      layers.select(id ?? group);
      onSelect(id ?? group);
    },
    hover(x, y) {
      const id = nodeAt(x, y);
      hover(id, x, y);
      if (groupAt(x, y, id)) surface.style.cursor = "pointer";
    },
    leave: () => hover(null),
  });

  const observer = new ResizeObserver(() => {
    const next = sizeOf(host);
    if (next.width === 0 || next.height === 0) return;
    size = next;
    glide.reset();
    cameraman.resize(lit(layers.moment()));
    layers.redraw();
  });
  observer.observe(host);

  /** @param {"light"|"dark"} theme */
  const setTheme = (theme) => {
    const palette = paletteOf(theme);
    // The ground around the graph is also what lies under its image.
    host.style.backgroundColor = ground.style.backgroundColor = palette.ground;
    tip.setPalette(palette);
    layers.setPalette(palette);
  };
  setTheme("light");

  return {
    setTheme,
    /** @param {import("./contract.js").Scene} scene */
    setScene(scene) {
      tip.hide();
      followed = -1;
      glide.reset();
      layers.setPicture(grouping.begin(scene));
      first = true;
      cameraman.open(lit(0));
    },
    /** Draw the state at a moment. @param {number} k */
    show(k) {
      layers.show(k);
      follow(k);
    },
    /**
     * Draw what is on its way to a moment, over the state before it.
     * @param {number} k
     * @param {number} fraction from 0 to 1
     */
    travel(k, fraction) {
      layers.travel(k, fraction);
      follow(k);
    },
    /** @param {string|null} id */
    select: (id) => layers.select(id),
    /**
     * Light up the paths of an answer, and bring them into sight.
     * @param {import("./graph/trail.js").Trail|null} trail
     */
    follow: (trail) => layers.follow(trail),
    /** @param {(key: string, args?: Record<string, any>) => string} translate */
    setStrings: (translate) => layers.setStrings(translate),
    /** Show the graph at a size that can be read; once more shows all of it. */
    fit: () => cameraman.fit(lit(layers.moment()), first),
    /** @param {number} factor */
    zoom: (factor) => cameraman.zoom(factor),
    /**
     * Bring things into sight, if they are not, and open the groups that hide them.
     * @param {readonly string[]} ids
     */
    focus(ids) {
      grouping.reveal(ids);
      cameraman.reveal(ids);
    },
    groups: grouping,
    /**
     * Let some things stand out and all else step back; null ends that.
     * @param {ReadonlySet<string>|null} ids
     */
    find: (ids) => layers.find(ids),
    /**
     * What comes after (or before) something along the edges that are drawn.
     * @param {string} id
     * @param {"after"|"before"} side
     */
    neighbour: (id, side) => layers.picture()?.neighbour(id, side, layers.moment()) ?? null,
    /** What can be seen of what. */
    sight: () => ({ picture: layers.picture(), camera: cameraman.camera(), size }),
    look: cameraman.look,
    /** What is on the screen, for a picture of it. @returns {any} */
    drawing: () => ({ ...layers.drawing(), camera: cameraman.camera(), size }),
    dispose() {
      cameraman.stop();
      grouping.stop();
      glide.stop();
      cancelAnimationFrame(frame);
      layers.dispose();
      observer.disconnect();
      unfollow();
      stage.dispose();
      tip.remove();
      for (const part of [ground, surface, afar]) part.remove();
    },
  };
}

/** The page's BokehJS; it may hold several versions. @param {string} version */
function pages(version) {
  const { Bokeh: first } = /** @type {any} */ (globalThis);
  return first[version] ?? first;
}

/** @param {HTMLElement} element */
const sizeOf = (element) => ({ width: element.clientWidth, height: element.clientHeight });

/**
 * Embed the figure and find its renderers by name.
 *
 * @param {any} Bokeh @param {any} figure @param {HTMLElement} element
 */
async function embed(Bokeh, figure, element) {
  registerRenderer(Bokeh.Models);
  const views = await Bokeh.embed.embed_item(figure, element);
  const release = stylesAreBlocked(element) ? adoptStyles(element) : () => {};
  const plot = [...views].map((view) => view.model).find((model) => model.name === "graph");
  const renderers = new Map(
    plot.renderers.map((/** @type {any} */ renderer) => [renderer.name, renderer]),
  );
  /** Renderers that hold something; the others need not be emptied again. */
  const filled = new Set();

  return {
    /**
     * Fill a layer's renderers.
     * @param {import("./graph/layers.js").Layer} layer
     * @param {import("./graph/sheet.js").Sheet} sheet
     */
    put(layer, { columns, zoom }) {
      const radius = Math.round(ROUND * zoom);
      for (const kind of /** @type {import("./graph/sheet.js").Kind[]} */ (Object.keys(KINDS))) {
        const name = `${layer}.${kind}`;
        const { glyph, data_source } = renderers.get(name);
        const empty = columns[kind][KINDS[kind][0]].length === 0;
        if (empty && !filled.has(name)) continue;
        if (empty) filled.delete(name);
        else filled.add(name);
        if (kind === "round" && glyph.border_radius !== radius) glyph.border_radius = radius;
        data_source.data = columns[kind];
      }
    },
    /** Let what has been put be painted: before, there was nothing. */
    show: () => plot.setv({ hold_render: false }),
    /** @param {import("./graph/camera.js").Bounds} window */
    setRanges({ left, right, top, bottom }) {
      plot.x_range.setv({ start: left, end: right });
      plot.y_range.setv({ start: bottom, end: top });
    },
    dispose() {
      release();
      views.clear();
    },
  };
}
