/**
 * Why a gradient is what it is: each path with its local derivatives, and the sum of what they
 * bring.
 */

import { h } from "../dom.js";
import { lineButton } from "../explain.js";
import { icon } from "../icons.js";
import { section } from "../node_pages.js";
import { inline } from "../prose.js";
import { short, valueGrid } from "../tensor_value.js";
import { heatMap } from "./heat_map.js";

/** @typedef {import("../contract.js").Reader} Reader */
/**
 * @typedef {{op: string|null, edge: string|null, out: string|null, input: string|null,
 *   from: string|null, to: string|null, line: number, name: string, names: (string|null)[],
 *   jacobian: (number|string)[][]|null, gradient: any}} Step
 */
/** @typedef {{steps: Step[], gradient: any, exact: string|null}} Path */

/**
 * What the picture lights up for some paths: their nodes and edges, and a number at each edge.
 *
 * @param {Path[]} paths
 * @returns {import("../graph/trail.js").Trail}
 */
export function trailOf(paths) {
  const nodes = new Set();
  const edges = new Set();
  /** @type {Map<string, string>} */
  const labels = new Map();
  for (const { op, edge, out, from, to, jacobian } of paths.flatMap(({ steps }) => steps)) {
    for (const id of [op, from, to]) if (id) nodes.add(id);
    if (out) edges.add(out);
    if (!edge) continue;
    edges.add(edge);
    if (jacobian?.length === 1 && jacobian[0].length === 1)
      labels.set(edge, `× ${short(jacobian[0][0])}`);
  }
  return { nodes, edges, labels, notes: new Map() };
}

/** A name as it stands in a fraction. @param {string|null} name */
const held = (name) => (name === null ? "…" : /[^\w.[\]]/.test(name) ? `(${name})` : name);

/**
 * @param {any} answer
 * @param {{reader: Reader, name: string, t: (key: string, args?: any) => string,
 *   translator: import("../i18n.js").Translator, onLine: (line: number) => void,
 *   onTrail: (trail: import("../graph/trail.js").Trail|null) => void,
 *   onResult: (box: string|null) => void, onSelect: (id: string) => void}} tools
 */
export function whyPage(answer, tools) {
  const { name, t, translator, onLine, onTrail, onResult } = tools;
  const { paths, result, root, results, count, many } = answer;
  const start =
    results.find(({ box }) => box === (result ?? root))?.name ??
    paths[0]?.steps[0]?.names[0] ??
    t("why.root");
  const whole = trailOf(paths);
  const choice = h(
    "select",
    {
      "aria-label": t("why.result"),
      onchange: (event) =>
        onResult(event.target.value === root && !result ? null : event.target.value),
    },
    results.map(({ box, name: of }) =>
      h("option", { value: box, selected: box === (result ?? root) }, of),
    ),
  );
  return [
    h(
      "p",
      { class: "words" },
      inline(
        t(count === "1" ? "why.one" : many ? "why.many" : "why.several", {
          count,
          shown: paths.length,
          start,
          name,
        }),
      ),
    ),
    results.length > 1 &&
      h(
        "label",
        { class: "of-result" },
        h("span", {}, t("why.result")),
        h("span", { class: "select" }, choice, icon("chevron")),
      ),
    answer.seed &&
      answer.seed.text !== "1" &&
      h(
        "p",
        { class: "muted" },
        inline(t(result ? "why.ones" : "why.seed", { seed: answer.seed.text })),
      ),
    section(
      t(many ? "why.largest" : "why.paths"),
      h(
        "ol",
        { class: "paths", onpointerleave: () => onTrail(whole), onfocusout: () => onTrail(whole) },
        paths.map((path, number) => pathCard(path, number, { ...tools, lone: paths.length === 1 })),
      ),
    ),
    answer.uses.length > 1 && section(t("why.by_use"), usesTable(answer, tools)),
    section(t("why.sum"), sumOf(answer, tools)),
    answer.line > 0 &&
      h(
        "section",
        { class: "muted" },
        t("why.of_line"),
        " ",
        lineButton(answer.line, translator, onLine),
      ),
  ];
}

/** @param {Path} path @param {number} number @param {any} tools */
function pathCard(path, number, { reader, t, onTrail, lone }) {
  const light = () => onTrail(trailOf([path]));
  const told = path.steps.map(({ names: [to, from] }) => `∂${held(to)}/∂${held(from)}`).join(" · ");
  return h(
    "li",
    {},
    h(
      "div",
      {
        class: "path",
        tabindex: 0,
        role: "group",
        "aria-label": `${t("why.path", { number: number + 1 })}: ${told}`,
        onpointerenter: light,
        onfocusin: light,
      },
      !lone && h("div", { class: "caption" }, t("why.path", { number: number + 1 })),
      path.steps.map((step, at) => stepRow(step, reader, t, at === path.steps.length - 1)),
      h(
        "div",
        { class: "step product" },
        h("span", {}, "="),
        path.exact
          ? h("span", { class: "number" }, path.exact)
          : valueGrid(path.gradient, { gradient: true }),
      ),
    ),
  );
}

/**
 * @param {Step} step
 * @param {Reader} reader
 * @param {(key: string) => string} t
 * @param {boolean} last what comes of it is the path's part
 */
function stepRow({ op, input, names: [to, from], name, jacobian, gradient }, reader, t, last) {
  const node = reader.node(op);
  const rule = node?.kind === "op" ? node.local.find((one) => one.input === input)?.formula : null;
  const single = jacobian?.length === 1 && jacobian[0].length === 1;
  return [
    h(
      "div",
      { class: "step" },
      h("code", { class: "fraction" }, `∂${held(to)}/∂${held(from)}`),
      single && h("span", { class: "number" }, short(jacobian[0][0])),
    ),
    h("div", { class: "rule" }, h("span", {}, name), rule && h("code", {}, rule)),
    !single &&
      h(
        "div",
        { class: "vjp" },
        jacobian && h("figure", {}, h("figcaption", {}, t("why.jacobian")), heatMap(jacobian)),
        !last &&
          h(
            "figure",
            {},
            h("figcaption", {}, t("why.vjp")),
            valueGrid(gradient, { gradient: true }),
          ),
      ),
  ];
}

/** The ops that read the tensor, each with the sum of all paths that come by it. */
function usesTable({ uses, more_uses: more }, { t, translator, onLine, onSelect }) {
  return [
    h(
      "ul",
      { class: "uses" },
      uses.map(({ op, line, name, count, gradient }) =>
        h(
          "li",
          {},
          op
            ? h("button", { type: "button", class: "chip op", onclick: () => onSelect(op) }, name)
            : h("code", {}, name),
          line > 0 && lineButton(line, translator, onLine),
          h("span", { class: "muted" }, t(count === "1" ? "why.by_one" : "why.by_many", { count })),
          valueGrid(gradient, { gradient: true }),
        ),
      ),
    ),
    more > 0 && h("p", { class: "muted" }, t("why.more_uses", { count: more })),
  ];
}

/** The sum, and how it stands to what .grad shows. */
function sumOf(answer, { t, name }) {
  const { total, exact, arrived, before, after, agrees, apart, hooked, many } = answer;
  const said = () => {
    if (agrees === null) return null;
    if (!agrees) return t(hooked ? "why.hooked" : "why.disagrees", { name, apart });
    return apart ? t("why.rounded", { name, apart }) : t("why.equal", { name });
  };
  const words = said();
  return [
    exact ? h("div", { class: "exact" }, exact) : valueGrid(total, { gradient: true }),
    many && h("p", { class: "muted" }, t("why.sum_of_all")),
    words && h("p", { class: agrees ? "verdict agrees" : "verdict differs" }, inline(words)),
    before &&
      h(
        "p",
        { class: "muted" },
        inline(
          t("why.before", { name, before: before.text, arrived: arrived.text, after: after.text }),
        ),
      ),
  ];
}
