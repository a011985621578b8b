/**
 * What is known of the selected node at the moment shown; with nothing selected, the moment itself.
 *
 * All facts come from the scene; this file only lays them out.
 */

import { h, replace, set } from "./dom.js";
import { lineButton, story, versus } from "./explain.js";
import { createNodeFold } from "./node_fold.js";
import { createLegend } from "./legend.js";
import { markIcon } from "./marks.js";
import { momentWords } from "./moment_words.js";
import { nodeLabel, opPage, savedPage, section, tensorPage } from "./node_pages.js";
import { inline } from "./prose.js";
import { answerPage, questionButtons, wholeButtons } from "./questions/pages.js";
import { valueGrid } from "./tensor_value.js";

/** @typedef {import("./contract.js").Reader} Reader */

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {import("./later.js").Later} options.later
 * @param {(id: string|null) => void} options.onSelect
 * @param {(id: string|null) => void} options.onHover
 * @param {(line: number) => void} options.onLine
 * @param {(k: number) => void} options.onSeek
 * @param {import("./explain.js").OnMend} options.onMend
 * @param {import("./questions/questions.js").Questions} options.questions
 * @param {(trail: import("./graph/trail.js").Trail|null) => void} options.onTrail
 * @param {{isOpen: (id: string) => boolean, toggle: (id: string) => void, chain: (id: string) =>
 *   string[], go: (k: number) => void}} options.groups
 * @param {(node: import("./contract.js").SceneNode, tools: any) => Node|null} options.twin what is
 *   said of a node's twin in another run
 */
export function createInspector({
  translator,
  later,
  onSelect,
  onHover,
  onLine,
  onSeek,
  onMend,
  questions,
  onTrail,
  groups,
  twin,
}) {
  const { t } = translator;
  const body = h("div", { class: "inspector-body", tabindex: 0, role: "region" });
  const element = h("div", { class: "inspector" }, body);
  const legend = createLegend(translator);
  const nodes = createNodeFold(translator, later);
  /** @type {Reader|null} */
  let reader = null;
  let at = 0;
  /** @type {string|null} */
  let selected = null;
  /**
   * What the page does about a node under the pointer in the picture.
   * @type {(id: string|null) => void}
   */
  let pointed = () => {};

  /**
   * The pages that only a scene with groups needs.
   * @type {typeof import("./groups_page.js")|null}
   */
  let grouped = null;

  const labelOf = (id) => nodeLabel(/** @type {Reader} */ (reader), id, at, t);

  /** A node as a small button that selects it. */
  const chip = (id) =>
    h(
      "button",
      {
        type: "button",
        class: `chip ${/** @type {Reader} */ (reader).node(id)?.kind ?? "group"}`,
        onclick: () => onSelect(id),
        onpointerenter: () => onHover(id),
        onpointerleave: () => onHover(null),
      },
      labelOf(id),
    );

  const tools = () => ({
    reader: /** @type {Reader} */ (reader),
    at,
    t,
    translator,
    chip,
    onLine,
    onSelect,
    onTrail,
    groups,
    questions: (node, kinds) => questionButtons(node, kinds, at, { questions, t }),
  });

  const draw = () => {
    if (!reader) return;
    const node = reader.node(selected);
    const asked = questions.asked();
    const group = reader.group(selected);
    onTrail(null);
    pointed = () => {};
    if (asked && asked.of === (node?.id ?? null))
      replace(
        body,
        answerPage(asked, {
          ...tools(),
          onHover,
          onSeek,
          onMend,
          onPointed: (act) => (pointed = act),
          asking: questions,
          name: node ? labelOf(node.id) : "",
        }),
      );
    else if (group && grouped) replace(body, grouped.groupPage(group, tools()));
    else if (!node)
      replace(
        body,
        momentPage(tools()),
        h("div", { class: "questions" }, wholeButtons({ questions, t })),
        nodes.element,
        legend,
      );
    else if (node.kind === "tensor") replace(body, tensorPage(node, tools()));
    else if (node.kind === "op") replace(body, opPage(node, tools()));
    else replace(body, savedPage(node, tools()));
    if (!node) nodes.show(tools());
    const other = node && !asked && twin(node, tools());
    if (other) body.firstElementChild?.after(other);
    const around = node && !asked ? grouped?.partOf(node.id, tools()) : null;
    if (around) body.append(around);
  };

  const loadGroups = async () => {
    grouped = await later("groups_page.js", () => import("./groups_page.js"));
    draw();
  };

  translator.follow(() => {
    set(body, { "aria-label": t("ui.inspector") });
    draw();
  });

  return {
    element,
    draw,
    /** What is under the pointer in the picture is shown here, too. @param {string|null} id */
    hover: (id) => pointed(id),
    /** Have the keyboard where the answer is read. */
    focus: () => body.focus({ preventScroll: true }),
    /** @param {Reader} next */
    setScene(next) {
      reader = next;
      selected = null;
      if (next.scene.groups.length > 0 && !grouped) loadGroups();
    },
    /** @param {number} k */
    show(k) {
      at = k;
      const asked = questions.asked();
      // An answer that can draws itself, so that what has the keyboard stays; all others but that
      // about memory are of the whole run.
      if (asked?.answer?.show) asked.answer.show(k);
      else if (!asked || asked.question === "memory") draw();
    },
    /** @param {string|null} id */
    select(id) {
      selected = id;
      if (questions.asked() && id !== questions.asked()?.of) questions.close();
      body.scrollTop = 0;
      draw();
    },
  };
}

/** Nothing is selected: what happens now, what moves, and where to look. */
function momentPage({ reader, at, t, translator, chip, onLine }) {
  const { moments, errors, silent } = reader.scene;
  const moment = moments[at];
  if (!moment) return [h("p", { class: "muted" }, t("inspector.empty"))];
  const error = errors.find((one) => one.moment === at);
  const quiet = silent.find((one) => one.moment === at);
  const told = error ?? quiet;
  const lit = moment.lit.filter((id) => reader.node(id) && reader.shown(id, at));
  const moving = moment.moves.filter(({ value }) => reader.value(value));
  return [
    h(
      "header",
      {},
      h(
        "div",
        { class: "kicker" },
        h("span", {}, t("ui.step_number", { step: at + 1, count: moments.length })),
        moment.line > 0 && lineButton(moment.line, translator, onLine),
      ),
      h(
        "h2",
        { class: "phase" },
        moment.mark && markIcon(moment.mark),
        error ? error.type : t(`inspector.phase_${moment.phase}`),
      ),
      h(
        "p",
        { class: "words" },
        error ? t("inspector.failed") : inline(momentWords(translator, moment)),
      ),
    ),
    told && section(t("inspector.story"), story({ lines: told.lines, reader, translator, onLine })),
    quiet && versus(quiet, reader, translator),
    section(
      t(moving.some(({ back }) => back) ? "inspector.gradients_moving" : "inspector.values_moving"),
      moving.map((move) =>
        h(
          "div",
          { class: "move" },
          moveEnds(reader, move, chip),
          valueGrid(/** @type {any} */ (reader.value(move.value)), { gradient: move.back }),
        ),
      ),
    ),
    section(t("inspector.look_at"), lit.length > 0 && h("div", { class: "chips" }, lit.map(chip))),
    h("p", { class: "hint" }, t("inspector.hint")),
  ];
}

function moveEnds(reader, { edge, back }, chip) {
  const found = reader.edge(edge);
  if (!found) return null;
  const [from, to] = back ? [found.to, found.from] : [found.from, found.to];
  return h(
    "div",
    { class: "ends" },
    chip(from),
    h("span", { "aria-hidden": "true" }, "→"),
    chip(to),
  );
}
