/**
 * How an explorer comes to its programs: those that a reader runs, and lessons.
 */

import { VERSION } from "./contract.js";
import { edited } from "./explain.js";
import { unpacked } from "./paths.js";

/**
 * @param {import("./explorer_state.js").State} now
 * @param {import("./explorer_parts.js").Parts} parts none of them is there yet
 * @param {ReturnType<typeof import("./explorer_showing.js").createShowing>} showing
 * @param {import("./explorer_options.js").Options} options
 */
export function createRunning(now, parts, showing, { program = null, readonly = false }) {
  /**
   * The reply with its scene, or null where there is none that could be shown.
   * @param {any} request
   */
  const ask = async (request) => {
    const reply = await parts.requests.ask(request);
    if (!reply) return null;
    const given = reply.scene.version;
    if (given === VERSION) return { ...reply, scene: unpacked(reply.scene) };
    showing.refuse({ key: "ui.scene_version", args: { given, wanted: VERSION } });
    return null;
  };
  const run = async () => {
    const { editor, comparing, drafts, requests } = parts;
    await editor.settled();
    if (requests.busy() || readonly) return;
    const source = comparing.programs()?.b ?? editor.text(); // of two it is B that goes on
    if (source !== editor.text()) editor.load(source, []);
    drafts.edited(); // a mend may have done it
    const other = now.waiting;
    now.waiting = null;
    if (other) return comparing.start(other, { name: program?.name, source });
    const reply = await ask({ kind: "run", source, error_style: now.errorStyle });
    if (!reply) return;
    await showing.ready(reply.scene, now.asks);
    now.asks = false;
    showing.showRun(reply.scene, source);
  };
  /**
   * Do what a way to mend says, and run it; what was typed since the run is not lost for it.
   * @param {import("./contract.js").Hunk[]} edit
   */
  const mend = (edit) => {
    if (!now.reader || parts.requests.busy()) return;
    if (showing.isStale()) return showing.refuse({ key: "ui.mend_stale", args: {} });
    parts.editor.load(edited(now.reader.scene.source, edit), []);
    run();
  };
  const openLesson = async (id, again = false) => {
    const { requests, comparing, lessons, drafts, telling } = parts;
    if (requests.busy()) await requests.stop();
    const reply = await ask({ kind: "lesson", id });
    if (!reply) return;
    now.opened = reply.lesson;
    comparing.forget(now.opened?.beside);
    await showing.open(reply.scene);
    lessons.setCurrent(id);
    drafts.open(id, reply.scene.source, again);
    telling.lesson(now.opened);
  };
  return { ask, run, mend, openLesson };
}
