/**
 * The explorer: code, graph, inspector and timeline of one program, put together and kept in step.
 *
 * `mountExplorer` is all that a host needs: an element, a backend that answers requests, and the
 * figure that `view.js` fills. Each part knows only what it is told here.
 */

import { attributesOf, chosenTheme, followSystem } from "./colours.js";
import { VERSION, createReader } from "./contract.js";
import { createActions } from "./actions.js";
import { createComparing } from "./comparing.js";
import { createChoices, createPlayerControls, createRunButton } from "./controls.js";
import { set } from "./dom.js";
import { createEditor } from "./editor.js";
import { edited } from "./explain.js";
import { createDrafts } from "./drafts.js";
import { createFrame, createStyles } from "./frame.js";
import { prepareGroups } from "./graph/grouping.js";
import { LANGUAGES, languageFor, openTranslator } from "./i18n.js";
import { createInspector } from "./inspector.js";
import { listenToKeys } from "./keys.js";
import { createLater } from "./later.js";
import { createLessonText } from "./lesson_text.js";
import { createLessonsMenu } from "./lessons_menu.js";
import { createLinkButton } from "./link_button.js";
import { lineMarks } from "./line_marks.js";
import { createOutput } from "./output.js";
import { unpacked } from "./paths.js";
import { createPlayer } from "./player.js";
import { createPredicting } from "./predicting.js";
import { createQuestions } from "./questions/questions.js";
import { splitTitle } from "./prose.js";
import { createRequests } from "./requests.js";
import { recall, remember } from "./settings.js";
import { createNotice, createStage } from "./stage.js";
import { createTakeButton } from "./take_button.js";
import { createTelling } from "./telling.js";
import { createTimeline } from "./timeline.js";
import { openTraining } from "./training/steps.js";
import { createView } from "./view.js";
import { createWayfinding } from "./wayfinding.js";

/** @typedef {{scene: any, source: string, opened: import("./lessons_menu.js").Lesson|null, moment: number|null, asks: boolean}} Kept */

/**
 * Show an explorer in an element.
 *
 * @param {HTMLElement} host
 * @param {import("./explorer_options.js").Options} options
 */
export async function mountExplorer(host, options) {
  const { backend, figure, bokeh, language, program = null, lesson = null, draft = null, beside = null, trouble = null, kept = null, autoplay = false } = options;
  const { readonly = false, hide = [], embedded = false, place = null, where = "", home = null, link = null, tell = () => {}, focus = false } = options;
  const translator = await openTranslator(language);
  const telling = createTelling(translator, tell);
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let asked = options.theme; // by the page around, before what a reader chose and the system's
  const theme = () => asked ?? chosenTheme();

  /** @type {import("./contract.js").Reader|null} */
  let reader = null;
  /** @type {Awaited<ReturnType<typeof createView>>|null} */
  let view = null;
  /** @type {string|null} */
  let selected = null;
  let errorStyle = "2.13";
  /** @type {import("./lessons_menu.js").Lesson|null} */
  let opened = null;
  let start = options.moment ?? null; // of the next program
  let waiting = beside; // for the first run
  let edits = 0;
  let hidden = hide;
  let asks = program !== null; // its questions, in its first run
  let clicked = false; // a line of the code, which leads to a moment
  let overview = true; // the whole picture is shown and nobody has stepped yet

  // What a reader does.
  const seek = (k) => player.seek(k);
  const goToLine = (line) => {
    if (predicting.choose("line", line)) return;
    overview = false;
    clicked = true;
    const next = reader?.scene.moments.findIndex((moment) => moment.line > line) ?? -1;
    if (!player.toLine(line) && next >= 0) player.seek(next);
    clicked = false;
  };
  const select = (id) => {
    if (id) predicting.choose("node", id);
    selected = id;
    view?.select(id);
    inspector.select(id);
    markLines(player.moment());
  };
  const selectAndShow = (id) => (select(id), id && view?.focus([id]));
  const run = async () => {
    await editor.settled();
    if (requests.busy() || readonly) return;
    const source = comparing.programs()?.b ?? editor.text(); // of two it is B that goes on
    if (source !== editor.text()) editor.load(source, []);
    drafts.edited(); // a mend may have done it
    const [other] = [waiting, (waiting = null)];
    if (other) return comparing.start(other, { name: program?.name, source });
    const reply = await ask({ kind: "run", source, error_style: errorStyle });
    if (!reply) return;
    await ready(reply.scene, asks);
    asks = false;
    showRun(reply.scene, source);
  };
  /** Do what a way to mend says, and run it; what was typed since the run is not lost for it. @param {import("./contract.js").Hunk[]} edit */
  const mend = (edit) => {
    if (!reader || requests.busy()) return;
    if (isStale()) return refuse({ key: "ui.mend_stale", args: {} });
    editor.load(edited(reader.scene.source, edit), []);
    run();
  };
  /** The reply with its scene, or null where there is none that could be shown. @param {any} request */
  const ask = async (request) => {
    const reply = await requests.ask(request);
    if (!reply || reply.scene.version === VERSION) return reply && { ...reply, scene: unpacked(reply.scene) };
    refuse({ key: "ui.scene_version", args: { given: reply.scene.version, wanted: VERSION } });
    return null;
  };
  const openLesson = async (id, again = false) => {
    if (requests.busy()) await requests.stop();
    const reply = await ask({ kind: "lesson", id });
    if (!reply) return;
    opened = reply.lesson;
    comparing.forget(opened?.beside);
    await open(reply.scene);
    lessons.setCurrent(id);
    drafts.open(id, reply.scene.source, again);
    telling.lesson(opened);
  };

  /** @param {import("./i18n.js").Words} reason */
  const refuse = (reason) => {
    notice.show(reason);
    stage.setNothing(reason);
    telling.refused(reason);
  };
  const linkButton = link && createLinkButton({
    translator,
    link() {
      const { a: other = null, b: source = editor.text() } = comparing.programs() ?? {};
      const own = other !== null || opened === null || source !== reader?.scene.source;
      const moment = overview || isStale() ? null : player.moment();
      return link({ source: own ? source : null, beside: other, lesson: own ? null : (opened?.id ?? null), moment, language: translator.language() });
    },
  });
  const notice = createNotice(translator);
  const later = createLater(notice);
  const takeButton = createTakeButton({
    translator, later,
    shown() {
      if (!reader || !view) return null;
      const title = opened ? translator.pick(opened.title) : translator.t("ui.own_program");
      return { reader, k: player.moment(), drawing: view.drawing(), answers: questions.answered(), source: comparing.programs()?.b ?? editor.text(), mended: isStale(), name: opened?.id || "program", title, figure, languages: Object.keys(LANGUAGES) };
    },
  });

  // The parts.
  const editor = createEditor({
    translator,
    titleOf: (cell) => predicting.titleOf(cell) ?? (splitTitle(translator.pick(cell.text)).title || translator.t("ui.text_cell")),
    readonly,
    onRun: run,
    onEdit() {
      showStale();
      drafts.edited();
      if (!edits++) backend.prepare?.();
    },
    onLine: (line) => !isStale() && goToLine(line),
    onMissing: () => notice.show({ key: "ui.no_editor", args: {} }),
  });
  const drafts = createDrafts({
    translator,
    place,
    text: editor.text,
    onShow(text) {
      editor.load(text, text === reader?.scene.source ? reader.scene.cells : []);
      showStale();
    },
  });
  const lessonText = createLessonText({ translator });
  const output = createOutput({ translator, onMoment: seek, onLine: goToLine, onMend: readonly ? null : mend });
  const questions = createQuestions({ later, ask: (request, onRefused, onAnswer) => comparing.question(request, async (one) => onAnswer(one, await requests.ask(one, onRefused))), onChange: () => inspector.draw() });
  const wayfinding = createWayfinding({ translator, later, view: () => view, reader: () => reader, moment: () => player.moment(), selected: () => selected, room: () => stage.canvas, theme, onSeek: seek, onChoose: selectAndShow, onGroups: () => inspector.draw(), onLeave: () => root.focus({ preventScroll: true }) });
  const inspector = createInspector({ translator, later, onSelect: selectAndShow, onHover: (id) => view?.select(id ?? selected), onLine: goToLine, onSeek: seek, onMend: readonly ? null : mend, questions, onTrail: (trail) => view?.follow(trail), groups: wayfinding.groups, twin: (node, tools) => comparing.twin(node, tools) });
  const timeline = createTimeline({ translator, onSeek: seek });
  const player = createPlayer({
    show: (k) => view?.show(k),
    travel: (k, fraction) => view?.travel(k, fraction),
    still: () => still.matches,
    onMoment: (k) => showMoment(k),
    onSettled(k) {
      inspector.show(k);
      output.show(k);
    },
    onPlaying: (playing) => [controls, stage].forEach((part) => part.setPlaying(playing)),
    onError: (k) => focusError(k),
  });
  const controls = createPlayerControls({ translator, player });
  const stage = createStage({ translator, controls, timeline, onZoom: (factor) => view?.zoom(factor), onFit: () => view?.fit(), tools: wayfinding.buttons });
  const predicting = createPredicting({
    translator, later, where,
    before: lessonText.element,
    parts: [player, timeline],
    onOpened() {
      if (reader && !isStale()) editor.load(reader.scene.source, reader.scene.cells); // titles that were hidden
      showMoment(player.moment());
      lessons.refresh();
    },
    onGo: () => player.play(),
    onProblem: (problem) => notice.show(problem),
  });
  const comparing = createComparing({
    translator, later,
    ask: (request) => ask({ ...request, error_style: errorStyle }),
    show: (scene) => showWhole(scene),
    run: (source) => (editor.load(source, []), run()),
    room: () => stage.canvas,
    before: lessonText.element,
    onGo: ({ moment, nodes }) => (seek(moment), selectAndShow(nodes.at(-1) ?? null), view?.focus(nodes)),
    onSide: (side) => view?.focus(view.groups.isGrouped() ? [side] : reader?.scene.nodes.flatMap(({ id }) => (id.startsWith(side) ? [id] : [])) ?? []),
    readonly,
  });
  output.element.append(comparing.button);
  const runButton = createRunButton({ translator, onRun: run, onStop: () => requests.stop(), onLikely: () => backend.prepare?.() });
  const lessons = createLessonsMenu({ translator, where, onChoose: openLesson });
  const choices = createChoices({
    translator,
    theme: theme(),
    onErrorStyle(style) {
      errorStyle = style;
      if (reader) run();
    },
    onLanguage(next) {
      remember("language", next);
      setLanguage(next);
    },
    onContrast: () => setTheme(theme()),
    onTheme(next) {
      remember("theme", next);
      setTheme(next);
    },
  });
  const requests = createRequests({
    backend,
    onBusy(request) {
      if (request) notice.hide();
      stage.setBusy(request !== null);
      runButton.setRunning(request?.kind === "run");
    },
    onRefused: refuse,
    onReply: async ({ scene }) => void (scene?.version === VERSION && (await prepareGroups(scene, later))),
    onProgress: stage.setProgress,
  });
  const root = createFrame({
    translator,
    home, embedded,
    header: [lessons.element, takeButton.element, linkButton?.element, choices.element, !readonly && runButton.element],
    before: [lessonText.element, drafts.element],
    code: editor.element,
    after: [notice.element, output.element],
    stage,
    inspector: inspector.element,
  });

  // What is shown.
  const setLanguage = async (next) => {
    await translator.choose(next).catch((reason) => refuse({ key: "ui.failed", args: { reason: String(reason) } }));
    view?.setStrings(translator.t);
    telling.lesson(opened);
  };
  const setHidden = (parts) => {
    hidden = parts;
    set(root, { "data-hide": parts.join(" ") || null });
  };
  const setTheme = (next) => {
    set(root, attributesOf(next));
    choices.setTheme(next);
    view?.setTheme(next);
    timeline.repaint();
  };
  const isStale = () => reader !== null && editor.text() !== reader.scene.source;
  const showStale = () => {
    stage.setStale(isStale());
    markLines(player.moment());
  };
  const markLines = (k) => {
    if (reader) editor.mark(lineMarks(reader.scene, k, { overview, lit: reader.node(selected)?.line ?? reader.group(selected)?.lines?.[0] ?? null }));
  };
  const showMoment = (k) => {
    const moment = reader?.scene.moments[k];
    if (!reader || !moment) return;
    overview &&= k === reader.scene.moments.length - 1; // any step away ends it
    stage.show(k, moment, reader.scene.moments.length, overview);
    timeline.show(k);
    if (reader.scene.training && !overview) view?.groups.follow(k); // one step of a training at a time
    comparing.show(k);
    predicting.show(k);
    telling.moment(reader.scene, k);
    lessonText.show(overview ? 0 : moment.line, clicked);
    markLines(k);
  };
  const focusError = (k) => {
    const error = reader?.scene.errors.find(({ moment }) => moment === k);
    if (error) view?.focus(error.nodes);
    if (selected !== null) select(null);
  };

  /** Be ready to ask a scene's questions before it is shown. @param {any} scene @param {boolean} wanted */
  const ready = (scene, wanted) => predicting.prepare(scene, { lesson: opened?.id ?? null, asks: wanted && !autoplay && !hidden.includes("questions"), moment: start });
  /** Show a scene with its text. @param {any} scene */
  const showWhole = (scene) => {
    editor.load(scene.source, scene.cells);
    showScene(scene, null);
  };
  const open = async (scene, wanted = true) => {
    await ready(scene, wanted);
    return scene.comparison ? comparing.open(scene) : showWhole(scene);
  };

  /** Show a program: at `failure` where there is one to tell, else the whole of it. */
  const showScene = (scene, failure) => {
    reader = createReader(scene);
    selected = null;
    if (scene.comparison) ready(scene, false); // which asks nothing, at once
    const limit = predicting.limit();
    overview = failure === null && start === null && limit === null;
    view?.setScene(scene);
    comparing.setScene(scene);
    editor.compare(scene.comparison?.rows ?? null);
    lessonText.setCells(scene.comparison ? [] : scene.cells);
    output.setScene(reader);
    questions.setScene(reader);
    inspector.setScene(reader);
    timeline.setScene(scene, 0);
    stage.setScene(scene);
    wayfinding.setScene(scene);
    controls.setEnabled(scene.moments.length > 0);
    player.load(scene.moments, scene.errors.map(({ moment }) => moment), start ?? failure?.moment ?? limit ?? scene.moments.length - 1, limit);
    timeline.setLimit(limit);
    start = null;
    view?.fit();
    if (limit !== null) view?.focus(scene.moments.slice(0, limit + 1).findLast(({ lit }) => lit.length > 0)?.lit ?? []);
    if (scene.training && !failure && limit === null) openTraining({ scene, questions, view, k: player.moment() });
    if (failure) focusError(player.moment());
    showStale();
  };

  /** Show a reader's own run; what he has typed since stays as it is. */
  const showRun = (scene, source) => {
    if (editor.text() === source) editor.load(scene.source, scene.cells);
    showScene(scene, scene.errors[0] ?? null);
    if (opened && !scene.cells.some(({ text }) => text?.en.startsWith(`# ${opened?.title.en}`))) {
      opened = null;
      lessons.setCurrent(null);
    }
    telling.run(scene, source);
  };

  const actions = createActions({ player, questions, inspector, seek, select, leave: wayfinding.leave, view: () => view, reader: () => reader, selected: () => selected });
  listenToKeys(root, { ...actions, faster: controls.nudgeSpeed, compare: comparing.toggle, ...wayfinding.keys, run });
  const unfollow = followSystem(() => setTheme(theme()));

  const styles = createStyles();
  set(root, attributesOf(theme()));
  setHidden(hide);
  root.classList.toggle("embedded", embedded);
  root.classList.toggle("readonly", readonly);
  host.style.container = "gradwalk / inline-size"; // what is shown how depends on the room there is
  host.append(styles.element, root);
  await styles.loaded;
  const [made, listed] = await Promise.all([
    createView({ host: stage.canvas, later, figure, bokeh, onSelect: select, onHover: inspector.hover, onGroups: wayfinding.changed, onMove: wayfinding.moved }),
    backend.ask({ kind: "lessons" }),
  ]);
  view = made;
  view.setTheme(theme());
  view.setStrings(translator.t);
  if (focus) root.focus({ preventScroll: true });
  lessons.setLessons(listed.lessons ?? []);
  if (kept) {
    opened = kept.opened;
    comparing.forget(opened?.beside);
    start = kept.moment;
    if (kept.scene) {
      await prepareGroups(kept.scene, later);
      await open(kept.scene, kept.asks);
    } else {
      stage.setDraft();
      controls.setEnabled(false);
    }
    if (editor.text() !== kept.source) editor.load(kept.source, []);
    lessons.setCurrent(opened?.id ?? null);
    showStale();
  } else if (program) {
    editor.load(program.source, []);
    run();
  } else if (draft !== null) {
    editor.load(draft, []);
    stage.setDraft();
    controls.setEnabled(false);
    lessons.setCurrent(null);
  } else if (lesson !== null || listed.lessons?.length > 0) {
    await openLesson(lesson ?? listed.lessons[0].id, true);
  }
  if (trouble) refuse(trouble);
  if (autoplay && reader) {
    player.seek(0);
    player.play();
  }

  return {
    run,
    play: player.play,
    pause: player.pause,
    seek,
    /** @param {number} [count] steps forward, or backward where it is negative */
    step(count = 1) {
      for (let i = 0; i < Math.abs(count); i++) player.step(count < 0 ? -1 : 1);
    },
    source: editor.text,
    /** Put in another program; it runs when it is asked for. @param {string} source */
    write(source) {
      editor.load(source, []);
      showStale();
    },
    open: openLesson,
    setHidden,
    /** @param {string|undefined} next else what the reader chose, or the browser's */
    setLanguage: (next) => setLanguage(languageFor(next)),
    /** @param {"light"|"dark"|undefined} next likewise */
    setTheme(next) {
      asked = next;
      setTheme(theme());
    },
    /** All that another explorer needs to go on from here. @returns {Kept} */
    kept: () => ({ scene: reader?.scene ?? null, source: editor.text(), opened, moment: overview ? null : player.moment(), asks: predicting.limit() !== null }),
    dispose() {
      unfollow();
      for (const part of [comparing, predicting, player, timeline, lessons, takeButton, linkButton, drafts, editor, view]) part?.dispose();
      backend.close();
      root.remove();
      styles.element.remove();
    },
  };
}
