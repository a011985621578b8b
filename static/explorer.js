/**
 * The explorer: code, graph, inspector and timeline of one program, put together and kept in step.
 *
 * `mountExplorer` is all that a host needs: an element, a backend that answers requests, and the
 * figure that `view.js` fills. What it shows is in `explorer_showing.js`, how it comes to programs
 * in `explorer_running.js`; each of its parts (`explorer_parts.js`) knows only what it is told.
 */

import { createActions } from "./actions.js";
import { attributesOf, chosenTheme, followSystem } from "./colours.js";
import { set } from "./dom.js";
import { createParts } from "./explorer_parts.js";
import { createRunning } from "./explorer_running.js";
import { createShowing } from "./explorer_showing.js";
import { createState } from "./explorer_state.js";
import { createStyles } from "./frame.js";
import { prepareGroups } from "./graph/grouping.js";
import { languageFor, openTranslator } from "./i18n.js";
import { listenToKeys } from "./keys.js";
import { createView } from "./view.js";

/**
 * @typedef {{scene: any, source: string, opened: import("./lessons_menu.js").Lesson|null,
 *   moment: number|null, asks: boolean}} Kept
 */

/**
 * Show an explorer in an element.
 *
 * @param {HTMLElement} host
 * @param {import("./explorer_options.js").Options} options
 */
export async function mountExplorer(host, options) {
  const translator = await openTranslator(options.language);
  let asked = options.theme; // by the page around, before what a reader chose and the system's
  const theme = () => asked ?? chosenTheme();

  const now = createState(options);
  const parts = /** @type {import("./explorer_parts.js").Parts} */ ({});
  const showing = createShowing(now, parts, options);
  const running = createRunning(now, parts, showing, options);
  Object.assign(parts, createParts(now, options, translator, showing, running, theme));
  const { player, editor, root } = parts;

  listen(now, parts, showing, running);
  const unfollow = followSystem(() => showing.setTheme(theme()));
  showing.setHidden(now.hidden);
  const styles = await putIn(host, root, options, theme());
  const [view, listed] = await Promise.all([
    createView({
      host: parts.stage.canvas,
      later: parts.later,
      figure: options.figure,
      bokeh: options.bokeh,
      onSelect: showing.select,
      onHover: parts.inspector.hover,
      onGroups: parts.wayfinding.changed,
      onMove: parts.wayfinding.moved,
    }),
    options.backend.ask({ kind: "lessons" }),
  ]);
  now.view = view;
  view.setTheme(theme());
  view.setStrings(translator.t);
  if (options.focus) root.focus({ preventScroll: true });
  parts.lessons.setLessons(listed.lessons ?? []);
  await begin(now, parts, showing, running, options, listed.lessons ?? []);

  return {
    run: running.run,
    play: player.play,
    pause: player.pause,
    seek: showing.seek,
    /** @param {number} [count] steps forward, or backward where it is negative */
    step(count = 1) {
      for (let i = 0; i < Math.abs(count); i++) player.step(count < 0 ? -1 : 1);
    },
    source: editor.text,
    /** Put in another program; it runs when it is asked for. @param {string} source */
    write(source) {
      editor.load(source, []);
      showing.showStale();
    },
    open: running.openLesson,
    setHidden: showing.setHidden,
    /** @param {string|undefined} next else what the reader chose, or the browser's */
    setLanguage: (next) => showing.setLanguage(languageFor(next)),
    /** @param {"light"|"dark"|undefined} next likewise */
    setTheme(next) {
      asked = next;
      showing.setTheme(theme());
    },
    /** All that another explorer needs to go on from here. @returns {Kept} */
    kept: () => ({
      scene: now.reader?.scene ?? null,
      source: editor.text(),
      opened: now.opened,
      moment: now.overview ? null : player.moment(),
      asks: parts.predicting.limit() !== null,
    }),
    dispose() {
      unfollow();
      const { comparing, predicting, timeline, lessons, takeButton, linkButton, drafts } = parts;
      const ending = [comparing, predicting, player, timeline, lessons, takeButton, linkButton];
      for (const part of [...ending, drafts, editor, view]) part?.dispose();
      options.backend.close();
      root.remove();
      styles.element.remove();
    },
  };
}

/** Let the keys do what they are for. */
function listen(now, parts, { seek, select }, { run }) {
  const { player, questions, inspector, wayfinding, controls, comparing, root } = parts;
  const actions = createActions({
    player,
    questions,
    inspector,
    seek,
    select,
    leave: wayfinding.leave,
    view: () => now.view,
    reader: () => now.reader,
    selected: () => now.selected,
  });
  const others = { faster: controls.nudgeSpeed, compare: comparing.toggle, run };
  listenToKeys(root, { ...actions, ...wayfinding.keys, ...others });
}

/** Put the explorer into its element, with its styles, which are returned once they are there. */
async function putIn(host, root, { embedded = false, readonly = false }, theme) {
  const styles = createStyles();
  set(root, attributesOf(theme));
  root.classList.toggle("embedded", embedded);
  root.classList.toggle("readonly", readonly);
  host.style.container = "gradwalk / inline-size"; // what is shown how depends on the room there is
  host.append(styles.element, root);
  await styles.loaded;
  return styles;
}

/** Go on from what was kept, or run, show or open what there is to begin with. */
async function begin(now, parts, showing, running, options, listed) {
  const { kept = null, program = null, lesson = null, draft = null, trouble = null } = options;
  const { editor, stage, controls, lessons, player } = parts;
  const empty = () => {
    stage.setDraft();
    controls.setEnabled(false);
  };
  if (kept) {
    now.opened = kept.opened;
    parts.comparing.forget(now.opened?.beside);
    now.start = kept.moment;
    if (kept.scene) {
      await prepareGroups(kept.scene, parts.later);
      await showing.open(kept.scene, kept.asks);
    } else empty();
    if (editor.text() !== kept.source) editor.load(kept.source, []);
    lessons.setCurrent(now.opened?.id ?? null);
    showing.showStale();
  } else if (program) {
    editor.load(program.source, []);
    running.run();
  } else if (draft !== null) {
    editor.load(draft, []);
    empty();
    lessons.setCurrent(null);
  } else if (lesson !== null || listed.length > 0) {
    await running.openLesson(lesson ?? listed[0].id, true);
  }
  if (trouble) showing.refuse(trouble);
  if (options.autoplay && now.reader) {
    player.seek(0);
    player.play();
  }
}
