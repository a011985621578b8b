/**
 * Two runs beside one another: whose they are, and the list of what differs, to go there.
 *
 * It is loaded when somebody compares. The scene of both is a scene like any other; what is said of
 * it here is its `comparison`.
 */

import { section } from "../node_pages.js";
import { h, replace, set } from "../dom.js";
import { createStyles } from "../frame.js";
import { markIcon } from "../marks.js";
import { cameAs } from "../paths.js";
import { inline } from "../prose.js";
import { valueGrid } from "../tensor_value.js";

/** @typedef {import("../contract.js").Scene} Scene */
/** @typedef {import("../contract.js").Reader} Reader */
/** @typedef {"a"|"b"} Side */

const IDS = new Set("of root result box op edge out from to".split(" ")); // of an answer

/**
 * @param {object} options
 * @param {import("../i18n.js").Translator} options.translator
 * @param {HTMLElement} options.before the part of the page that the list goes before
 * @param {(difference: import("../contract.js").Difference) => void} options.onGo
 * @param {(side: Side) => void} options.onSide
 * @param {(() => void)|null} options.onClose null where there is nothing to go back to
 */
export async function createComparison({ translator, before, onGo, onSide, onClose }) {
  const { t } = translator;
  const title = h("h2", {});
  const close = h(
    "button",
    { type: "button", class: "close", onclick: onClose ?? (() => {}) },
    "×",
  );
  const names = h("div", { class: "names", role: "group" });
  const list = h("ol", { tabindex: 0 });
  const rule = h("p", { class: "rule" });
  const details = h("details", {}, h("summary", {}), rule);
  const element = h(
    "section",
    { class: "comparison", hidden: true },
    h("header", {}, title, onClose && close),
    names,
    list,
    details,
  );
  const styles = createStyles("compare/compare.css");
  before.before(styles.element, element);
  await styles.loaded;
  /** @type {Scene|null} */
  let scene = null;
  let at = 0;

  const mark = () => {
    [...list.children].forEach((item, i) =>
      item.classList.toggle("passed", (scene?.comparison?.differences.rows[i]?.moment ?? 0) <= at),
    );
  };
  const draw = () => {
    const both = scene?.comparison;
    element.hidden = !both;
    if (!both) return;
    const { count, rows } = both.differences;
    replace(
      title,
      markIcon(count === 0 ? "print" : "differs"),
      h("span", {}, t(count === 0 ? "compare.none" : "compare.count", { count })),
    );
    set(element, { "aria-label": t("compare.title") });
    set(names, { "aria-label": t("compare.sides") });
    set(close, { "aria-label": t("compare.close"), title: `${t("compare.close")} (D)` });
    replace(
      names,
      /** @type {Side[]} */ (["a", "b"]).map((side) =>
        h(
          "button",
          {
            type: "button",
            title: t("compare.show", { side: side.toUpperCase() }),
            onclick: () => onSide(side),
          },
          h("b", { class: "side" }, side.toUpperCase()),
          h("span", {}, nameOf(both, side, t)),
        ),
      ),
    );
    replace(
      list,
      rows.map((row) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", onclick: () => onGo(row) },
            inline(translator.words(row.words)),
          ),
        ),
      ),
      count > rows.length &&
        h("li", { class: "muted" }, t("compare.more", { count: count - rows.length })),
    );
    replace(/** @type {Element} */ (details.firstElementChild), t("compare.rule_title"));
    replace(rule, t("compare.rule"));
    mark();
  };
  translator.follow(draw);

  return {
    /** @param {Scene|null} next null ends it */
    setScene(next) {
      scene = next;
      draw();
    },
    /** @param {number} k */
    show(k) {
      at = k;
      mark();
    },
    dispose() {
      element.remove();
      styles.element.remove();
    },
  };
}

/**
 * What a side is called.
 * @param {import("../contract.js").Comparison} both
 * @param {Side} side
 * @param {(key: string) => string} t
 */
export const nameOf = (both, side, t) =>
  both[side].name || t(side === "a" ? "compare.before" : "compare.now");

/** The program of one side. @param {Scene} scene @param {Side} side */
export function sourceOf({ source, comparison }, side) {
  const rows = comparison?.rows ?? [];
  return source
    .split("\n")
    .filter((_, i) => rows[i]?.[side === "a" ? 0 : 1] !== null)
    .join("\n");
}

/**
 * The scene with B's picture at the right of A's, or below it where it is larger so; the frames of
 * both, which are as large as what is open in them, as the room is shaped.
 *
 * @param {Scene} scene as it came
 * @param {{clientWidth: number, clientHeight: number}} room
 * @returns {Scene}
 */
export function placed(scene, { clientWidth, clientHeight }) {
  const { right, below } = /** @type {import("../contract.js").Comparison} */ (scene.comparison)
    .half;
  if (right === 0 || below === 0) return scene;
  const { width, height } = scene.size;
  const tall = { width: width - right, height: height + below };
  const zoom = (/** @type {{width: number, height: number}} */ size) =>
    Math.min(clientWidth / size.width, clientHeight / size.height);
  const level = scene.level && clientHeight > clientWidth ? upright(scene.level) : scene.level;
  const beside = {
    ...scene,
    ...(level && { level }),
    comparison: { ...scene.comparison, half: { right, below: 0 } },
  };
  if (zoom(tall) <= zoom(scene.size)) return cameAs(beside, scene);
  const isB = (/** @type {{id: string}} */ { id }) => id.startsWith("b:");
  const found = {
    ...beside,
    size: tall,
    nodes: scene.nodes.map((node) =>
      isB(node) ? { ...node, x: node.x - right, y: node.y + below } : node,
    ),
    edges: scene.edges.map((edge) =>
      isB(edge) ? { ...edge, path: edge.path.map(([x, y]) => [x - right, y + below]) } : edge,
    ),
    comparison: { ...scene.comparison, half: { right: 0, below } },
  };
  return cameAs(found, scene);
}

/**
 * The frames of both programs, the second below the first.
 * @param {import("../contract.js").Level} level
 * @returns {import("../contract.js").Level}
 */
function upright({ width, height, places: { a, b }, ...rest }) {
  const apart = width - 4 * a[0];
  return {
    ...rest,
    width: 2 * a[0],
    height: 2 * height + apart,
    places: { a, b: [a[0], a[1] + height + apart] },
  };
}

/**
 * A question about the scene of both as one about the program that it is about.
 * @param {Scene} scene
 * @param {any} request
 */
export function ofOne(scene, request) {
  const side = /** @type {Side} */ (request.of[0]);
  const bare = (/** @type {string|null} */ id) => (id === null ? null : id.slice(2));
  return {
    ...request,
    source: sourceOf(scene, side),
    of: bare(request.of),
    result: bare(request.result),
  };
}

/**
 * And its answer with the ids and lines of the scene of both.
 * @param {Scene} scene
 * @param {Side} side
 * @param {any} answer
 */
export function ofBoth(scene, side, answer) {
  const rows = scene.comparison?.rows ?? [];
  const row = (/** @type {number} */ line) =>
    rows.findIndex((both) => both[side === "a" ? 0 : 1] === line) + 1;
  const walk = (/** @type {any} */ part, /** @type {string} */ key) => {
    if (Array.isArray(part)) return part.map((each) => walk(each, ""));
    if (part && typeof part === "object")
      return Object.fromEntries(
        Object.entries(part).map(([name, each]) => [name, walk(each, name)]),
      );
    if (typeof part === "string" && IDS.has(key)) return `${side}:${part}`;
    return key === "line" && part > 0 ? row(part) : part;
  };
  return walk(answer, "");
}

/**
 * The same node in the other run, beside this one.
 *
 * @param {import("../contract.js").SceneNode} node @param {any} tools the inspector's
 */
export function twinSection(node, { reader, at, t, chip }) {
  const both = reader.scene.comparison;
  if (!both) return null;
  const pair = both.pairs.find((/** @type {string[]} */ ids) => ids.includes(node.id));
  const side = /** @type {Side} */ (node.id.startsWith("a:") ? "a" : "b");
  const other = side === "a" ? "b" : "a";
  if (!pair)
    return section(
      t("compare.other", { side: other.toUpperCase() }),
      h("p", { class: "muted" }, t("compare.not_there", { side: other.toUpperCase() })),
    );
  const twin = pair[other === "a" ? 0 : 1];
  const rows = ["value", "grad"].flatMap((field) => {
    const value = reader.value(reader.at(twin, field, at));
    return value
      ? [
          h("div", { class: "caption" }, field === "grad" ? ".grad" : t("compare.value_title")),
          valueGrid(value, { gradient: field === "grad" }),
        ]
      : [];
  });
  const differs = /** @type {string[]} */ (reader.at(node.id, "differs", at) ?? []);
  return section(
    t("compare.other", { side: other.toUpperCase() }),
    h("p", {}, h("b", { class: "side" }, other.toUpperCase()), chip(twin)),
    h(
      "p",
      { class: "muted" },
      differs.length === 0
        ? t("compare.alike")
        : t("compare.differs", {
            what: differs.map((what) => t(`compare.what_${what}`)).join(", "),
          }),
    ),
    rows,
  );
}
