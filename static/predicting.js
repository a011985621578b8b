/**
 * Questions that a lesson asks before it shows: what of the timeline is open, and the card that
 * asks, which is loaded where there is something to ask.
 */

/** @typedef {import("./contract.js").Scene} Scene */

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {import("./later.js").Later} options.later
 * @param {string} options.where the address under which answers are kept
 * @param {HTMLElement} options.before the part of the page that the card goes before
 * @param {{setLimit: (limit: number|null) => void}[]} options.parts that know how far the timeline
 *   is open
 * @param {() => void} options.onOpened more of it is open
 * @param {() => void} options.onGo
 * @param {(reason: import("./i18n.js").Words) => void} options.onProblem a question cannot be asked
 */
export function createPredicting({
  translator,
  later,
  where,
  before,
  parts,
  onOpened,
  onGo,
  onProblem,
}) {
  /** @type {Awaited<ReturnType<typeof import("./predict/card.js").createCard>>|null} */
  let card = null;
  const opened = () => {
    for (const part of parts) part.setLimit(card?.limit() ?? null);
    onOpened();
  };

  return {
    /**
     * Be ready for a scene, before it is shown.
     *
     * @param {Scene} scene
     * @param {{lesson: string|null, asks: boolean, moment: number|null}} how under which name
     *   answers are kept, whether anything is asked, and a moment that is wanted, before which
     *   nothing is
     */
    async prepare(scene, { lesson, asks, moment }) {
      const wanted = asks && !scene.comparison && scene.cells.some(({ question }) => question);
      if (wanted && !card) {
        const parts = await later("predict/card.js", () => import("./predict/card.js"));
        card =
          parts && (await parts.createCard({ translator, where, before, onOpened: opened, onGo }));
      }
      card?.setScene(wanted ? scene : null, lesson, moment);
      const problem = scene.comparison
        ? undefined
        : scene.cells.find((cell) => cell.problem)?.problem;
      if (problem) onProblem(problem);
    },
    /** The last moment that is open; null where all are. @returns {number|null} */
    limit: () => card?.limit() ?? null,
    /** @param {number} k */
    show: (k) => card?.show(k),
    /**
     * What stands for a question, or a text that is still to come; else null.
     * @param {import("./contract.js").Cell} cell
     */
    titleOf(cell) {
      if (cell.kind === "question") return `? ${translator.t("predict.cell")}`;
      return card?.hides(cell) ? `… ${translator.t("predict.later")}` : null;
    },
    /**
     * A node was chosen in the picture, or a line in the code; whether that was an answer.
     * @param {"node"|"line"} form
     * @param {string|number} what
     */
    choose: (form, what) => card?.choose(form, what) ?? false,
    dispose: () => card?.dispose(),
  };
}
