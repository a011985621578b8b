/**
 * The parts of an explorer, each made and told what it may know of the others.
 */

import { createComparing } from "./comparing.js";
import { createChoices, createPlayerControls, createRunButton } from "./controls.js";
import { VERSION } from "./contract.js";
import { createDrafts } from "./drafts.js";
import { createEditor } from "./editor.js";
import { createFrame } from "./frame.js";
import { prepareGroups } from "./graph/grouping.js";
import { LANGUAGES } from "./i18n.js";
import { createInspector } from "./inspector.js";
import { createLater } from "./later.js";
import { createLessonText } from "./lesson_text.js";
import { createLessonsMenu } from "./lessons_menu.js";
import { createLinkButton } from "./link_button.js";
import { createOutput } from "./output.js";
import { createPlayer } from "./player.js";
import { createPredicting } from "./predicting.js";
import { splitTitle } from "./prose.js";
import { createQuestions } from "./questions/questions.js";
import { createRequests } from "./requests.js";
import { remember } from "./settings.js";
import { createNotice, createStage } from "./stage.js";
import { createTakeButton } from "./take_button.js";
import { createTelling } from "./telling.js";
import { createTimeline } from "./timeline.js";
import { createWayfinding } from "./wayfinding.js";

/**
 * @typedef {import("./explorer_state.js").State} State
 * @typedef {import("./explorer_options.js").Options} Options
 * @typedef {ReturnType<typeof createParts>} Parts
 */

/**
 * @param {State} now
 * @param {Options} options
 * @param {import("./i18n.js").Translator} translator
 * @param {Record<string, (...values: any[]) => any>} showing of `explorer_showing.js`
 * @param {Record<string, (...values: any[]) => any>} running of `explorer_running.js`
 * @param {() => "light"|"dark"} theme
 */
export function createParts(now, options, translator, showing, running, theme) {
  const { backend, figure, readonly = false, place = null, where = "" } = options;
  const { link = null, tell = () => {} } = options;
  const { seek, goToLine, selectAndShow, isStale, showStale } = showing;
  const onMend = readonly ? null : running.mend;
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const telling = createTelling(translator, tell);
  const notice = createNotice(translator);
  const later = createLater(notice);
  const linkButton =
    link &&
    createLinkButton({
      translator,
      link() {
        const { a: other = null, b: source = editor.text() } = comparing.programs() ?? {};
        const own = other !== null || now.opened === null || source !== now.reader?.scene.source;
        return link({
          source: own ? source : null,
          beside: other,
          lesson: own ? null : (now.opened?.id ?? null),
          moment: now.overview || isStale() ? null : player.moment(),
          language: translator.language(),
        });
      },
    });
  const takeButton = createTakeButton({
    translator,
    later,
    shown() {
      const { reader, view, opened } = now;
      if (!reader || !view) return null;
      return {
        reader,
        k: player.moment(),
        drawing: view.drawing(),
        answers: questions.answered(),
        source: comparing.programs()?.b ?? editor.text(),
        mended: isStale(),
        name: opened?.id || "program",
        title: opened ? translator.pick(opened.title) : translator.t("ui.own_program"),
        figure,
        languages: Object.keys(LANGUAGES),
      };
    },
  });

  const editor = createEditor({
    translator,
    titleOf: (cell) =>
      predicting.titleOf(cell) ??
      (splitTitle(translator.pick(cell.text)).title || translator.t("ui.text_cell")),
    readonly,
    onRun: running.run,
    onEdit() {
      showStale();
      drafts.edited();
      if (!now.edits++) backend.prepare?.();
    },
    onLine: (line) => !isStale() && goToLine(line),
    onMissing: () => notice.show({ key: "ui.no_editor", args: {} }),
  });
  const drafts = createDrafts({
    translator,
    place,
    text: editor.text,
    onShow(text) {
      const scene = now.reader?.scene;
      editor.load(text, text === scene?.source ? scene.cells : []);
      showStale();
    },
  });
  const lessonText = createLessonText({ translator });
  const output = createOutput({ translator, onMoment: seek, onLine: goToLine, onMend });

  const questions = createQuestions({
    later,
    ask: (request, onRefused, onAnswer) =>
      comparing.question(request, async (one) => onAnswer(one, await requests.ask(one, onRefused))),
    onChange: () => inspector.draw(),
  });
  const wayfinding = createWayfinding({
    translator,
    later,
    view: () => now.view,
    reader: () => now.reader,
    moment: () => player.moment(),
    selected: () => now.selected,
    room: () => stage.canvas,
    theme,
    onSeek: seek,
    onChoose: selectAndShow,
    onGroups: () => inspector.draw(),
    onLeave: () => root.focus({ preventScroll: true }),
  });
  const inspector = createInspector({
    translator,
    later,
    onSelect: selectAndShow,
    onHover: (id) => now.view?.select(id ?? now.selected),
    onLine: goToLine,
    onSeek: seek,
    onMend,
    questions,
    onTrail: (trail) => now.view?.follow(trail),
    groups: wayfinding.groups,
    twin: (node, tools) => comparing.twin(node, tools),
  });

  const timeline = createTimeline({ translator, onSeek: seek });
  const player = createPlayer({
    show: (k) => now.view?.show(k),
    travel: (k, fraction) => now.view?.travel(k, fraction),
    still: () => still.matches,
    onMoment: showing.showMoment,
    onSettled(k) {
      inspector.show(k);
      output.show(k);
    },
    onPlaying: (playing) => [controls, stage].forEach((part) => part.setPlaying(playing)),
    onError: showing.focusError,
  });
  const controls = createPlayerControls({ translator, player });
  const stage = createStage({
    translator,
    controls,
    timeline,
    onZoom: (factor) => now.view?.zoom(factor),
    onFit: () => now.view?.fit(),
    tools: wayfinding.buttons,
  });

  const predicting = createPredicting({
    translator,
    later,
    where,
    before: lessonText.element,
    parts: [player, timeline],
    onOpened() {
      const scene = now.reader?.scene;
      if (scene && !isStale()) editor.load(scene.source, scene.cells); // titles that were hidden
      showing.showMoment(player.moment());
      lessons.refresh();
    },
    onGo: () => player.play(),
    onProblem: notice.show,
  });
  const comparing = createComparing({
    translator,
    later,
    ask: (request) => running.ask({ ...request, error_style: now.errorStyle }),
    show: showing.showWhole,
    run(source) {
      editor.load(source, []);
      running.run();
    },
    room: () => stage.canvas,
    before: lessonText.element,
    onGo({ moment, nodes }) {
      seek(moment);
      selectAndShow(nodes.at(-1) ?? null);
      now.view?.focus(nodes);
    },
    onSide(side) {
      const ids = now.reader?.scene.nodes.map(({ id }) => id) ?? [];
      const whole = now.view?.groups.isGrouped();
      now.view?.focus(whole ? [side] : ids.filter((id) => id.startsWith(side)));
    },
    readonly,
  });
  output.element.append(comparing.button);

  const requests = createRequests({
    backend,
    onBusy(request) {
      if (request) notice.hide();
      stage.setBusy(request !== null);
      runButton.setRunning(request?.kind === "run");
    },
    onRefused: showing.refuse,
    onReply: async ({ scene }) =>
      void (scene?.version === VERSION && (await prepareGroups(scene, later))),
    onProgress: stage.setProgress,
  });
  const runButton = createRunButton({
    translator,
    onRun: running.run,
    onStop: requests.stop,
    onLikely: () => backend.prepare?.(),
  });
  const lessons = createLessonsMenu({ translator, where, onChoose: running.openLesson });
  const choices = createChoices({
    translator,
    theme: theme(),
    onErrorStyle(style) {
      now.errorStyle = style;
      if (now.reader) running.run();
    },
    onLanguage(next) {
      remember("language", next);
      showing.setLanguage(next);
    },
    onContrast: () => showing.setTheme(theme()),
    onTheme(next) {
      remember("theme", next);
      showing.setTheme(next);
    },
  });
  const root = createFrame({
    translator,
    home: options.home ?? null,
    embedded: options.embedded ?? false,
    header: [
      lessons.element,
      takeButton.element,
      linkButton?.element,
      choices.element,
      !readonly && runButton.element,
    ],
    before: [lessonText.element, drafts.element],
    code: editor.element,
    after: [notice.element, output.element],
    stage,
    inspector: inspector.element,
  });

  return {
    translator,
    telling,
    notice,
    later,
    linkButton,
    takeButton,
    editor,
    drafts,
    lessonText,
    output,
    questions,
    wayfinding,
    inspector,
    timeline,
    player,
    controls,
    stage,
    predicting,
    comparing,
    requests,
    lessons,
    choices,
    root,
  };
}
