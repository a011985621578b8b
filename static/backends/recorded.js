/**
 * The backend of a static page: lessons were drawn when the site was built and need no Python; what
 * a reader changes goes to another backend, where there is one.
 */

/**
 * @typedef {{id: string, title?: Record<string, string>, summary?: Record<string, string>,
 *   scene: string, page?: string, listed?: boolean, beside?: {name: string, source: string}[]}}
 *   Entry
 */
/**
 * @typedef {{request: any, answer: any}} Answered a question about a program, with its answer; with
 *   a source where the page has several
 */
/** @typedef {import("../requests.js").Backend} Backend */

// By which fields one program's questions are told apart.
const TOLD_BY = /** @type {const} */ (["question", "of", "result", "passes"]);

/**
 * @param {object} options
 * @param {readonly Entry[]} options.lessons each with the name of its scene's file
 * @param {(file: string) => Promise<any>} options.load fetches a scene
 * @param {Backend|null} [options.python] runs programs
 * @param {readonly Answered[]} [options.answers] that were recorded, where nothing runs
 * @returns {Backend}
 */
export function createRecordedBackend({ lessons, load, python = null, answers = [] }) {
  const listed = lessons
    .filter((entry) => entry.listed !== false)
    .map(({ id, title, summary }) => ({ id, title, summary }));

  /** @param {any} request @param {(progress: any) => void} [onProgress] */
  const ask = async (request, onProgress) => {
    if (request.kind === "lessons") return { kind: "lessons", lessons: listed };
    if (request.kind === "ask" && !python) return recordedAnswer(request);
    if (request.kind !== "lesson")
      return python ? python.ask(request, onProgress) : refused("ui.recorded_only");
    const found = lessons.find(({ id }) => id === request.id);
    if (!found) return refused("ui.no_lesson", { id: request.id });
    return { kind: "scene", lesson: found.title ? found : null, scene: await load(found.scene) };
  };

  const recordedAnswer = (/** @type {any} */ request) => {
    const found = answers.find(
      ({ request: other }) =>
        TOLD_BY.every((name) => (request[name] ?? null) === (other[name] ?? null)) &&
        request.source === (other.source ?? request.source),
    );
    return found ? { kind: "answer", answer: found.answer } : refused("question.not_recorded");
  };

  return { ask, close: () => python?.close(), prepare: () => python?.prepare?.() };
}

const refused = (key, args = {}) => ({ kind: "refused", reason: { key, args } });
