/**
 * A backend without Python: it answers with scenes recorded before, and refuses to run new code.
 */

/** @typedef {{id: string, title: Record<string, string>, summary: Record<string, string>}} Lesson */

/**
 * @param {{lesson: Lesson, scene: any}[]} recordings
 * @returns {{ask: (request: any) => Promise<any>, close: () => void}}
 */
export function createRecordedBackend(recordings) {
  const refused = (key, args = {}) => ({ kind: "refused", reason: { key, args } });

  /** @param {any} request */
  const answer = (request) => {
    if (request.kind === "lessons") {
      return { kind: "lessons", lessons: recordings.map(({ lesson }) => lesson) };
    }
    if (request.kind === "lesson") {
      const found = recordings.find(({ lesson }) => lesson.id === request.id);
      return found ? { kind: "scene", ...found } : refused("ui.no_lesson", { id: request.id });
    }
    return refused("ui.recorded_only");
  };

  return { ask: async (request) => answer(request), close() {} };
}
