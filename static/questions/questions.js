/**
 * Questions about the selected tensor: what was asked, and the answer once it has come.
 *
 * The program runs once more for an answer, where programs run; a refusal stays on the page of the
 * question.
 */

/** @typedef {import("../contract.js").Reader} Reader */
/** @typedef {import("../i18n.js").Words} Words */
/** @typedef {"why"|"check"|"memory"|"alive"|"training"} Question */
/** @typedef {{elements: any[], show: (k: number) => void}} Page that follows the moment itself */
/**
 * @typedef {{question: Question, of: string|null, waiting: boolean, answer: any,
 *   refused: Words|null}} Asked
 */

/**
 * Pages about the whole program, which are fetched when first asked for; all they tell is in the
 * scene.
 * @type {Record<string,
 *   (later: import("../later.js").Later) => Promise<{createPage: (tools: any) => Page}|null>>}
 */
const WHOLE = {
  alive: (later) => later("alive/page.js", () => import("../alive/page.js")),
  training: (later) => later("training/page.js", () => import("../training/page.js")),
};

/**
 * The last backward up to a moment that brought a node a gradient: which it was, from 1, and when
 * the gradient came; null where none did.
 *
 * @param {Reader} reader @param {string} id @param {number} k
 * @returns {{passes: number, moment: number}|null}
 */
export function passOf(reader, id, k) {
  const { scene } = reader;
  const fields = scene.edges
    .filter((edge) => edge.from === id)
    .map((edge) => scene.changes[edge.id]?.gradient);
  const came = [scene.changes[id]?.grad, ...fields]
    .flatMap((changes) => changes ?? [])
    .filter(([moment, value]) => moment <= k && value !== null)
    .map(([moment]) => moment);
  if (came.length === 0) return null;
  const moment = Math.max(...came);
  const passes = scene.moments
    .slice(0, moment + 1)
    .filter(({ kind, side }) => kind === "began" && (!side || id.startsWith(side))).length;
  return passes > 0 ? { passes, moment } : null;
}

/**
 * The storages that a question about memory is about: a node's, or all that are shared or written.
 *
 * @param {Reader} reader @param {string|null} id
 */
function storagesOf(reader, id) {
  const node = reader.node(id);
  const told = reader.scene.storages.filter(({ letter }) => letter !== null);
  if (id === null) return told;
  return node && node.kind !== "op" ? told.filter((storage) => storage.id === node.storage) : [];
}

/**
 * @param {object} options
 * @param {(request: any, onRefused: (reason: Words) => void, onAnswer: (one: any, came: any) =>
 *   any) => Promise<any>} options.ask which hands on what one program was asked, and its reply
 * @param {import("../later.js").Later} options.later
 * @param {() => void} options.onChange
 */
export function createQuestions({ ask, later, onChange }) {
  /** @type {Reader|null} */
  let reader = null;
  /** @type {Asked|null} */
  let asked = null;
  /**
   * The scene's answers so far, for a file that is made of it.
   * @type {import("../backends/recorded.js").Answered[]}
   */
  let answered = [];

  return {
    asked: () => asked,
    answered: () => answered,
    /** @param {Reader} next */
    setScene(next) {
      reader = next;
      asked = null;
      answered = [];
    },
    /**
     * Whether there is something to ask about.
     * @param {Question} question
     * @param {string|null} id
     * @param {number} k
     */
    canAsk(question, id, k) {
      if (!reader) return false;
      if (question in WHOLE) return Object.hasOwn(reader.scene, question);
      if (question === "memory") return storagesOf(reader, id).length > 0;
      return id !== null && reader.node(id)?.kind === "tensor" && passOf(reader, id, k) !== null;
    },
    close() {
      if (!asked) return;
      asked = null;
      onChange();
    },
    /**
     * @param {Question} question
     * @param {string|null} of a box; null asks about all memory
     * @param {number} k the moment shown
     * @param {string|null} [result] another box than the one the backward began at
     */
    async put(question, of, k, result = null) {
      if (!reader) return;
      if (question in WHOLE) {
        const mine = (asked = /** @type {Asked} */ ({
          question,
          of: null,
          waiting: true,
          answer: null,
          refused: null,
        }));
        const page = await WHOLE[question](later);
        if (mine !== asked) return;
        if (page) Object.assign(mine, { waiting: false, answer: { createPage: page.createPage } });
        else asked = null;
        onChange();
        return;
      }
      if (question === "memory") {
        asked = {
          question,
          of,
          waiting: false,
          answer: { storages: storagesOf(reader, of) },
          refused: null,
        };
        onChange();
        return;
      }
      const pass = of === null ? null : passOf(reader, of, k);
      if (!pass) return;
      const { scene } = reader;
      const mine = (asked = /** @type {Asked} */ ({
        question,
        of,
        waiting: true,
        answer: null,
        refused: null,
      }));
      onChange();
      const request = {
        kind: "ask",
        question,
        source: scene.source,
        of,
        result,
        passes: pass.passes,
        seed: scene.seed ?? null,
      };
      const reply = await ask(
        request,
        (reason) => (mine.refused = reason),
        (one, came) => {
          const { question, of, result, passes, source } = one;
          if (came && scene === reader?.scene)
            answered.push({
              request: { question, of, result, passes, ...(source !== scene.source && { source }) },
              answer: came.answer,
            });
          return came;
        },
      );
      mine.waiting = false;
      mine.answer = reply?.answer ?? null;
      if (mine.answer === null) mine.refused ??= { key: "question.overtaken" };
      if (mine === asked) onChange();
    },
  };
}

/** @typedef {ReturnType<typeof createQuestions>} Questions */
