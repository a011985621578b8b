/**
 * The explorer: code, graph, inspector and timeline of one program, put together and kept in step.
 *
 * `mountExplorer` is all that a host needs: an element, a backend that answers requests, and the
 * figure that `view.js` fills. Each part below knows only what it is told here.
 */

import { checkScene, createReader } from "./contract.js";
import { createChoices, createPlayerControls, createRunButton } from "./controls.js";
import { h, replace, set } from "./dom.js";
import { createEditor } from "./editor.js";
import { chooseLanguage, createTranslator, loadCatalogues } from "./i18n.js";
import { icon } from "./icons.js";
import { createInspector } from "./inspector.js";
import { listenToKeys } from "./keys.js";
import { createLessonText } from "./lesson_text.js";
import { createLessonsMenu } from "./lessons_menu.js";
import { createOutput } from "./output.js";
import { createPlayer } from "./player.js";
import { splitTitle } from "./prose.js";
import { recall, remember } from "./settings.js";
import { createNotice, createStage } from "./stage.js";
import { createTimeline } from "./timeline.js";
import { createView } from "./view.js";

/** @typedef {{ask: (request: any) => Promise<any>, close: () => void}} Backend */

/**
 * Show an explorer in an element.
 *
 * @param {HTMLElement} host
 * @param {object} options
 * @param {Backend} options.backend
 * @param {object} options.figure Bokeh's json item of the empty figure
 * @param {"en"|"zh"} [options.language] else remembered, else the browser's
 * @param {"light"|"dark"} [options.theme] else remembered, else the system's
 * @param {{name: string, source: string}|null} [options.program] run at first, in place of the first lesson
 * @param {boolean} [options.focus] take the keyboard at once (where the explorer is the whole page)
 * @returns {Promise<{dispose: () => void}>}
 */
export async function mountExplorer(host, { backend, figure, language, theme, program = null, focus = false }) {
  const styles = stylesheet();
  const translator = createTranslator(await loadCatalogues(), language ?? chooseLanguage(recall("language"), navigator.languages));
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const startTheme = theme ?? { light: "light", dark: "dark" }[recall("theme") ?? ""] ?? (darkSystem.matches ? "dark" : "light");

  /** @type {import("./contract.js").Reader|null} */
  let reader = null;
  /** @type {Awaited<ReturnType<typeof createView>>|null} */
  let view = null;
  let errorStyle = "2.13";
  let overview = true; // the whole picture is shown and nobody has stepped yet
  let asked = 0; // counts requests, so that an overtaken reply is dropped
  let running = false;

  const goToLine = (line) => {
    overview = false;
    if (player.toLine(line)) return;
    const moment = reader?.scene.moments.findIndex((one) => one.line > line) ?? -1;
    if (moment >= 0) player.seek(moment);
  };
  const seek = (k) => {
    overview = false;
    player.seek(k);
  };
  const select = (id) => {
    view?.select(id);
    inspector.select(id);
    markLines(player.moment());
    selected = id;
  };
  /** @type {string|null} */
  let selected = null;

  const editor = createEditor({
    root: /** @type {Document|ShadowRoot} */ (host.getRootNode()),
    translator,
    titleOf: (cell) => splitTitle(translator.pick(cell.text)).title || translator.t("ui.text_cell"),
    onRun: () => run(),
    onEdit: () => showStale(),
    onLine: (line) => !isStale() && goToLine(line),
  });
  const lessonText = createLessonText({ translator });
  const output = createOutput({ translator, onMoment: seek, onLine: goToLine });
  const inspector = createInspector({ translator, onSelect: select, onHover: (id) => view?.select(id ?? selected), onLine: goToLine });
  const timeline = createTimeline({ translator, onSeek: seek });
  const player = createPlayer({
    show: (k) => view?.show(k),
    travel: (k, fraction) => view?.travel(k, fraction),
    still: () => still.matches,
    onMoment: (k) => showMoment(k),
    onSettled: (k) => settleOn(k),
    onPlaying(playing) {
      if (playing) overview = false;
      controls.setPlaying(playing);
      stage.setPlaying(playing);
    },
    onError: (k) => focusError(k),
  });
  const controls = createPlayerControls({ translator, player });
  const runButton = createRunButton({ translator, onRun: () => run(), onStop: () => stop() });
  const lessons = createLessonsMenu({ translator, onChoose: (id) => openLesson(id) });
  const choices = createChoices({
    translator,
    theme: startTheme,
    onErrorStyle(style) {
      errorStyle = style;
      if (reader) run();
    },
    onLanguage(next) {
      remember("language", next);
      translator.setLanguage(next);
      view?.setStrings(translator.t);
      if (reader) showMoment(player.moment());
    },
    onTheme(next) {
      remember("theme", next);
      setTheme(next);
    },
  });

  const stage = createStage({ translator, controls, timeline, onZoom: (factor) => view?.zoom(factor), onFit: () => view?.fit() });
  const root = page({ lessons, runButton, choices, lessonText, editor, output, inspector, stage, translator });
  const notice = createNotice(translator);
  output.element.before(notice.element);

  const setTheme = (next) => {
    set(root, { "data-theme": next });
    view?.setTheme(next);
    timeline.repaint();
  };
  const isStale = () => reader !== null && editor.text() !== reader.scene.source;
  const showStale = () => {
    stage.setStale(isStale());
    if (reader) markLines(player.moment());
  };

  const markLines = (k) => {
    if (!reader) return;
    const { errors, silent, moments } = reader.scene;
    const told = [...silent, ...errors]
      .filter((one) => one.moment <= k && (one.cell === moments[k]?.cell || k === moments.length - 1))
      .sort((one, other) => one.moment - other.moment)
      .at(-1);
    const three = told && told.lines.saved !== null ? told.lines : { saved: null, wrote: null, needed: null };
    const failed = told && "type" in told && told.lines.saved === null ? told.line : null;
    const now = overview && !told ? null : (moments[k]?.line ?? null);
    editor.mark({ ...three, error: failed, now, lit: reader.node(selected)?.line ?? null });
  };

  const showMoment = (k) => {
    const moment = reader?.scene.moments[k];
    if (!reader || !moment) return;
    stage.show(k, moment, reader.scene.moments.length);
    timeline.show(k);
    lessonText.show(overview ? 0 : moment.line);
    markLines(k);
  };

  const settleOn = (k) => {
    inspector.show(k);
    output.show(k);
  };

  const focusError = (k) => {
    const error = reader?.scene.errors.find(({ moment }) => moment === k);
    if (error) view?.focus(error.nodes);
    if (selected !== null) select(null);
  };

  /** Take in a reply; what was drawn stays until a scene has come. */
  const receive = (reply, source) => {
    if (reply.kind === "refused") {
      notice.show(reply.reason);
      return;
    }
    const scene = checkScene(reply.scene);
    notice.hide();
    reader = createReader(scene);
    selected = null;
    view?.setScene(scene);
    if (source === undefined || editor.text() === source) editor.load(scene.source, scene.cells);
    lessonText.setCells(scene.cells);
    output.setScene(reader);
    inspector.setScene(reader);
    const failure = source === undefined ? undefined : scene.errors[0];
    overview = failure === undefined;
    timeline.setScene(scene, 0);
    player.load(scene.moments, scene.errors.map(({ moment }) => moment), failure?.moment ?? scene.moments.length - 1);
    if (scene.moments.length === 0) settleOn(0);
    stage.setScene(scene);
    controls.setEnabled(scene.moments.length > 0);
    view?.fit();
    if (failure) focusError(failure.moment);
    if (source !== undefined && !scene.cells.some(({ kind }) => kind === "text")) lessons.setCurrent(null);
    showStale();
  };

  /** Ask the backend; an answer that has been overtaken by a later question is dropped. */
  const ask = async (request, source) => {
    asked += 1;
    const mine = asked;
    running = true;
    notice.hide();
    stage.setBusy(true);
    runButton.setRunning(request.kind === "run");
    try {
      const reply = await backend.ask(request);
      if (mine === asked) receive(reply, source);
      return mine === asked && reply.kind !== "refused";
    } catch (reason) {
      if (mine === asked) notice.show(/** @type {any} */ (reason).words ?? { key: "ui.failed", args: { reason: String(reason) } });
      return false;
    } finally {
      if (mine === asked) {
        running = false;
        stage.setBusy(false);
        runButton.setRunning(false);
      }
    }
  };

  const run = () => {
    if (running) return;
    const source = editor.text();
    ask({ kind: "run", source, error_style: errorStyle }, source);
  };
  const stop = () => backend.ask({ kind: "stop" }).catch(() => {});
  const openLesson = async (id) => {
    if (running) await stop();
    if (await ask({ kind: "lesson", id })) lessons.setCurrent(id);
  };

  listenToKeys(root, {
    toggle: player.toggle,
    step: (direction, grain) => {
      overview = false;
      player.step(direction, grain);
    },
    jump: (direction) => {
      overview = false;
      player.jump(direction);
    },
    first: () => seek(0),
    last: () => seek(Infinity),
    backward: player.toBackward,
    error: player.toError,
    fit: () => view?.fit(),
    zoom: (factor) => view?.zoom(factor),
    faster: controls.nudgeSpeed,
    deselect: () => select(null),
    run,
  });
  // A click with the pointer gives the keyboard back to the explorer, so that the space bar plays.
  root.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    if (event.detail > 0 && button && !button.hasAttribute("aria-haspopup")) root.focus({ preventScroll: true });
  });
  const followSystem = () => recall("theme") === null && theme === undefined && setTheme(darkSystem.matches ? "dark" : "light");
  darkSystem.addEventListener("change", followSystem);

  set(root, { "data-theme": startTheme });
  const loaded = new Promise((resolve) => ["load", "error"].forEach((event) => styles.addEventListener(event, resolve, { once: true })));
  host.append(styles, root);
  await loaded;
  const [made, listed] = await Promise.all([
    createView({ host: stage.canvas, figure, onSelect: select, onHover: () => {} }),
    backend.ask({ kind: "lessons" }),
  ]);
  view = made;
  view.setTheme(startTheme);
  view.setStrings(translator.t);
  if (focus) root.focus({ preventScroll: true });
  lessons.setLessons(listed.lessons ?? []);
  if (program) {
    editor.load(program.source, []);
    run();
  } else if (listed.lessons?.length > 0) {
    await openLesson(listed.lessons[0].id);
  }

  return {
    dispose() {
      darkSystem.removeEventListener("change", followSystem);
      player.dispose();
      timeline.dispose();
      lessons.dispose();
      editor.dispose();
      view?.dispose();
      backend.close();
      root.remove();
      styles.remove();
    },
  };
}

/** The style sheet, which lies beside this module. */
function stylesheet() {
  return h("link", { rel: "stylesheet", href: new URL("./explorer.css", import.meta.url).href });
}

/** The page's frame: header, code, graph, inspector, player. */
function page({ lessons, runButton, choices, lessonText, editor, output, inspector, stage, translator }) {
  const fold = h("button", { type: "button", class: "fold", "aria-expanded": "false" }, h("span", {}), icon("chevron"));
  const code = h("section", { class: "code" }, h("h2", { class: "code-title" }, fold), editor.element);
  fold.addEventListener("click", () => set(fold, { "aria-expanded": String(code.classList.toggle("open")) }));
  const root = h(
    "div",
    { class: "gradwalk", tabindex: -1 },
    h(
      "header",
      { class: "header" },
      h("h1", {}, h("span", { class: "logo", "aria-hidden": "true" }, "∂"), "gradwalk"),
      lessons.element,
      h("div", { class: "space" }),
      choices.element,
      runButton.element,
    ),
    h("div", { class: "left" }, lessonText.element, code, output.element),
    stage.element,
    inspector.element,
    stage.player,
  );
  translator.follow(() => {
    set(root, { lang: translator.language() === "zh" ? "zh-CN" : "en", role: "region", "aria-label": "gradwalk" });
    replace(/** @type {Element} */ (fold.firstElementChild), translator.t("ui.code"));
  });
  return root;
}
