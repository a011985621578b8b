/**
 * What an explorer shows: a program at its moments, and what a reader looks at in it.
 */

import { attributesOf } from "./colours.js";
import { createReader } from "./contract.js";
import { set } from "./dom.js";
import { lineMarks } from "./line_marks.js";
import { openTraining } from "./training/steps.js";

/**
 * @param {import("./explorer_state.js").State} now
 * @param {import("./explorer_parts.js").Parts} parts none of them is there yet
 * @param {import("./explorer_options.js").Options} options
 */
export function createShowing(now, parts, { autoplay = false }) {
  const seek = (k) => parts.player.seek(k);
  const goToLine = (line) => {
    const { predicting, player } = parts;
    if (predicting.choose("line", line)) return;
    now.overview = false;
    now.clicked = true;
    const next = now.reader?.scene.moments.findIndex((moment) => moment.line > line) ?? -1;
    if (!player.toLine(line) && next >= 0) player.seek(next);
    now.clicked = false;
  };
  const select = (id) => {
    if (id) parts.predicting.choose("node", id);
    now.selected = id;
    now.view?.select(id);
    parts.inspector.select(id);
    markLines(parts.player.moment());
  };
  const selectAndShow = (id) => (select(id), id && now.view?.focus([id]));

  /** @param {import("./i18n.js").Words} reason */
  const refuse = (reason) => {
    parts.notice.show(reason);
    parts.stage.setNothing(reason);
    parts.telling.refused(reason);
  };
  const setLanguage = async (next) => {
    await parts.translator
      .choose(next)
      .catch((reason) => refuse({ key: "ui.failed", args: { reason: String(reason) } }));
    now.view?.setStrings(parts.translator.t);
    parts.telling.lesson(now.opened);
  };
  const setHidden = (names) => {
    now.hidden = names;
    set(parts.root, { "data-hide": names.join(" ") || null });
  };
  const setTheme = (next) => {
    set(parts.root, attributesOf(next));
    parts.choices.setTheme(next);
    now.view?.setTheme(next);
    parts.timeline.repaint();
  };

  const isStale = () => now.reader !== null && parts.editor.text() !== now.reader.scene.source;
  const showStale = () => {
    parts.stage.setStale(isStale());
    markLines(parts.player.moment());
  };
  const markLines = (k) => {
    const { reader, selected, overview } = now;
    if (!reader) return;
    const lit = reader.node(selected)?.line ?? reader.group(selected)?.lines?.[0] ?? null;
    parts.editor.mark(lineMarks(reader.scene, k, { overview, lit }));
  };
  const showMoment = (k) => {
    const scene = now.reader?.scene;
    const moment = scene?.moments[k];
    if (!moment) return;
    now.overview &&= k === scene.moments.length - 1; // any step away ends it
    parts.stage.show(k, moment, scene.moments.length, now.overview);
    parts.timeline.show(k);
    // One step of a training at a time
    if (scene.training && !now.overview) now.view?.groups.follow(k);
    parts.comparing.show(k);
    parts.predicting.show(k);
    parts.telling.moment(scene, k);
    parts.lessonText.show(now.overview ? 0 : moment.line, now.clicked);
    markLines(k);
  };
  const focusError = (k) => {
    const error = now.reader?.scene.errors.find(({ moment }) => moment === k);
    if (error) now.view?.focus(error.nodes);
    if (now.selected !== null) select(null);
  };

  /**
   * Be ready to ask a scene's questions before it is shown.
   * @param {any} scene
   * @param {boolean} wanted
   */
  const ready = (scene, wanted) =>
    parts.predicting.prepare(scene, {
      lesson: now.opened?.id ?? null,
      asks: wanted && !autoplay && !now.hidden.includes("questions"),
      moment: now.start,
    });
  /** Show a scene with its text. @param {any} scene */
  const showWhole = (scene) => {
    parts.editor.load(scene.source, scene.cells);
    showScene(scene, null);
  };
  const open = async (scene, wanted = true) => {
    await ready(scene, wanted);
    return scene.comparison ? parts.comparing.open(scene) : showWhole(scene);
  };

  /** Tell each part of a program that it is the one now. @param {any} scene */
  const handOut = (scene) => {
    const reader = createReader(scene);
    now.reader = reader;
    now.selected = null;
    now.view?.setScene(scene);
    parts.comparing.setScene(scene);
    parts.editor.compare(scene.comparison?.rows ?? null);
    parts.lessonText.setCells(scene.comparison ? [] : scene.cells);
    parts.output.setScene(reader);
    parts.questions.setScene(reader);
    parts.inspector.setScene(reader);
    parts.timeline.setScene(scene, 0);
    parts.stage.setScene(scene);
    parts.wayfinding.setScene(scene);
    parts.controls.setEnabled(scene.moments.length > 0);
  };
  /** Show a program: at `failure` where there is one to tell, else the whole of it. */
  const showScene = (scene, failure) => {
    const { player, predicting, questions } = parts;
    const { moments, errors, comparison, training } = scene;
    if (comparison) ready(scene, false); // which asks nothing, at once
    const limit = predicting.limit();
    now.overview = failure === null && now.start === null && limit === null;
    handOut(scene);
    const first = now.start ?? failure?.moment ?? limit ?? moments.length - 1;
    now.start = null;
    player.load(
      moments,
      errors.map(({ moment }) => moment),
      first,
      limit,
    );
    parts.timeline.setLimit(limit);
    now.view?.fit();
    const asked = limit === null ? [] : moments.slice(0, limit + 1);
    if (limit !== null) now.view?.focus(asked.findLast(({ lit }) => lit.length > 0)?.lit ?? []);
    else if (training && !failure)
      openTraining({ scene, questions, view: now.view, k: player.moment() });
    if (failure) focusError(player.moment());
    showStale();
  };
  /** Show a reader's own run; what he has typed since stays as it is. */
  const showRun = (scene, source) => {
    const { editor, lessons, telling } = parts;
    if (editor.text() === source) editor.load(scene.source, scene.cells);
    showScene(scene, scene.errors[0] ?? null);
    const title = `# ${now.opened?.title.en}`;
    if (now.opened && !scene.cells.some(({ text }) => text?.en.startsWith(title))) {
      now.opened = null;
      lessons.setCurrent(null);
    }
    telling.run(scene, source);
  };

  return {
    seek,
    goToLine,
    select,
    selectAndShow,
    refuse,
    setLanguage,
    setHidden,
    setTheme,
    isStale,
    showStale,
    showMoment,
    focusError,
    ready,
    open,
    showWhole,
    showRun,
  };
}
