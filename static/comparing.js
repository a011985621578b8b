/**
 * Comparing a run with the one before: what is offered, asked for and gone back from. What shows
 * two runs beside one another is loaded when somebody asks for it.
 */

import { h, replace, set } from "./dom.js";

/** @typedef {import("./contract.js").Scene} Scene */
/** @typedef {{name?: string, source: string}} Program */

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {import("./later.js").Later} options.later
 * @param {(request: any) => Promise<any>} options.ask
 * @param {(scene: Scene) => void} options.show
 * @param {(source: string) => void} options.run
 * @param {() => HTMLElement} options.room where the picture is
 * @param {HTMLElement} options.before the part of the page that the list of differences goes before
 * @param {(difference: import("./contract.js").Difference) => void} options.onGo
 * @param {(side: "a"|"b") => void} options.onSide show one of the two pictures
 * @param {boolean} options.readonly
 */
export function createComparing({
  translator,
  later,
  ask,
  show,
  run,
  room,
  before,
  onGo,
  onSide,
  readonly,
}) {
  const button = h("button", {
    type: "button",
    class: "offer",
    hidden: true,
    onclick: () => toggle(),
  });
  /** The scene of one program that was shown last. @type {Scene|null} */
  let last = null;
  /** The program that ran before it. @type {string|null} */
  let previous = null;
  /** Two programs that the lesson contrasts. @type {Program[]|null} */
  let contrast = null;
  /** The scene of two that is shown. @type {Scene|null} */
  let both = null;
  /** @type {typeof import("./compare/comparison.js")|null} */
  let parts = null;
  /** @type {Awaited<ReturnType<typeof import("./compare/comparison.js").createComparison>>|null} */
  let list = null;

  const load = async () => {
    parts ??= await later("compare/comparison.js", () => import("./compare/comparison.js"));
    list ??=
      parts &&
      (await parts.createComparison({
        translator,
        before,
        onGo,
        onSide,
        onClose: readonly ? null : close,
      }));
    return parts;
  };

  /** @param {Scene} scene of two runs */
  const open = async (scene) => {
    const loaded = await load();
    if (loaded) show(loaded.placed(scene, room()));
  };

  /** @param {Program} a @param {Program} b @param {number|null} [seed] */
  const start = async (a, b, seed = null) => {
    const reply = await ask({ kind: "compare", a, b, seed });
    if (reply) await open(reply.scene);
  };

  const close = () => {
    if (!both || !parts) return;
    if (last) show(last);
    else run(parts.sourceOf(both, "b"));
  };

  const toggle = () => {
    if (readonly) return;
    if (both) close();
    else if (previous !== null && last)
      start({ source: previous }, { source: last.source }, last.seed ?? null);
    else if (contrast) start(contrast[0], contrast[1]);
  };

  const draw = () => {
    button.hidden = readonly || both !== null || (previous ?? contrast) === null;
    const words = translator.t(previous === null ? "compare.offer_lesson" : "compare.offer");
    replace(button, words);
    set(button, { title: `${words} (D)` });
  };
  translator.follow(draw);

  return {
    button,
    open,
    start,
    toggle,
    /** The programs that are beside one another. @returns {{a: string, b: string}|null} */
    programs: () =>
      both && parts ? { a: parts.sourceOf(both, "a"), b: parts.sourceOf(both, "b") } : null,
    /**
     * What the inspector says of a node's twin.
     * @param {import("./contract.js").SceneNode} node
     * @param {any} tools
     */
    twin: (node, tools) => (both && parts ? parts.twinSection(node, tools) : null),
    /**
     * A question about the scene shown as one about a program, and back.
     * @param {any} request
     * @param {(request: any) => Promise<any>} put
     */
    async question(request, put) {
      if (!both || !parts) return put(request);
      const [scene, { ofOne, ofBoth }] = [both, parts];
      const reply = await put(ofOne(scene, request));
      return reply && { ...reply, answer: ofBoth(scene, request.of[0], reply.answer) };
    },
    /** A scene is shown. @param {Scene} scene */
    setScene(scene) {
      both = scene.comparison ? scene : null;
      if (!both) {
        if (last && last.source !== scene.source) previous = last.source;
        last = scene;
      }
      list?.setScene(both);
      draw();
    },
    /**
     * What comes next has nothing to do with what was shown.
     * @param {Program[]|null} [programs] that it contrasts
     */
    forget(programs = null) {
      last = null;
      previous = null;
      contrast = programs;
    },
    /** @param {number} k */
    show: (k) => list?.show(k),
    dispose: () => list?.dispose(),
  };
}
