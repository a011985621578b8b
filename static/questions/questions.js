/**
 * Questions about the selected tensor: what was asked, and the answer once it has come.
 *
 * The program runs once more for an answer, where programs run; a refusal stays on the page of the
 * question.
 */

/** @typedef {import("../contract.js").Reader} Reader */
/** @typedef {import("../i18n.js").Words} Words */
/** @typedef {"why"|"check"} Question */
/** @typedef {{question: Question, of: string, waiting: boolean, answer: any, refused: Words|null, passed: Words|null}} Asked */

/**
 * The last backward up to a moment that brought a node a gradient: which it was, from 1, and when the
 * gradient came; null where none did.
 *
 * @param {Reader} reader @param {string} id @param {number} k
 * @returns {{passes: number, moment: number}|null}
 */
export function passOf(reader, id, k) {
  const { scene } = reader;
  const fields = scene.edges.filter((edge) => edge.from === id).map((edge) => scene.changes[edge.id]?.gradient);
  const came = [scene.changes[id]?.grad, ...fields]
    .flatMap((changes) => changes ?? [])
    .filter(([moment, value]) => moment <= k && value !== null)
    .map(([moment]) => moment);
  if (came.length === 0) return null;
  const moment = Math.max(...came);
  const passes = scene.moments.slice(0, moment + 1).filter(({ kind }) => kind === "began").length;
  return passes > 0 ? { passes, moment } : null;
}

/**
 * @param {object} options
 * @param {(request: any, onRefused: (reason: Words) => void) => Promise<any>} options.ask
 * @param {() => void} options.onChange
 */
export function createQuestions({ ask, onChange }) {
  /** @type {Reader|null} */
  let reader = null;
  /** @type {Asked|null} */
  let asked = null;

  return {
    asked: () => asked,
    /** @param {Reader} next */
    setScene(next) {
      reader = next;
      asked = null;
    },
    /** Whether there is a gradient to ask about. @param {string} id @param {number} k */
    canAsk: (id, k) => reader?.node(id)?.kind === "tensor" && passOf(reader, id, k) !== null,
    close() {
      if (!asked) return;
      asked = null;
      onChange();
    },
    /**
     * @param {Question} question @param {string} of a box @param {number} k the moment shown
     * @param {string|null} [result] another box than the one the backward began at
     */
    async put(question, of, k, result = null) {
      const pass = reader && passOf(reader, of, k);
      if (!reader || !pass) return;
      const { scene } = reader;
      const mine = (asked = /** @type {Asked} */ ({ question, of, waiting: true, answer: null, refused: null, passed: null }));
      onChange();
      const request = { kind: "ask", question, source: scene.source, of, result, passes: pass.passes, seed: scene.seed ?? null };
      const reply = await ask(request, (reason) => (mine.refused = reason));
      mine.waiting = false;
      mine.answer = reply?.answer ?? null;
      if (mine.answer === null) mine.refused ??= { key: "question.overtaken" };
      if (mine === asked) onChange();
    },
  };
}

/** @typedef {ReturnType<typeof createQuestions>} Questions */
