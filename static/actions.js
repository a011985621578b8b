/**
 * What the keys do that have to do with the moment shown and the node selected.
 */

import { otherStep } from "./training/steps.js";

/**
 * @param {object} parts
 * @param {ReturnType<typeof import("./player.js").createPlayer>} parts.player
 * @param {import("./questions/questions.js").Questions} parts.questions
 * @param {ReturnType<typeof import("./inspector.js").createInspector>} parts.inspector
 * @param {(k: number) => void} parts.seek
 * @param {(id: string|null) => void} parts.select
 * @param {() => boolean} parts.leave a search or a group that is open; whether one was
 * @param {() => Awaited<ReturnType<typeof import("./view.js").createView>>|null} parts.view
 * @param {() => import("./contract.js").Reader|null} parts.reader
 * @param {() => string|null} parts.selected
 */
export const createActions = ({
  player,
  questions,
  inspector,
  seek,
  select,
  leave,
  view,
  reader,
  selected,
}) => ({
  toggle: player.toggle,
  step: player.step,
  jump: player.jump,
  backward: player.toBackward,
  error: player.toError,
  first: () => seek(0),
  last: () => seek(Infinity),
  fit: () => view()?.fit(),
  /** @param {number} factor */
  zoom: (factor) => view()?.zoom(factor),
  deselect: () => leave() || (questions.asked() ? questions.close() : select(null)),
  /** @param {import("./questions/questions.js").Question} question */
  ask(question) {
    if (!questions.canAsk(question, selected(), player.moment())) return;
    if ((question === "training" || question === "alive") && selected() !== null) select(null);
    questions.put(question, selected(), player.moment());
    inspector.focus();
  },
  /** @param {1|-1} direction */
  trainingStep(direction) {
    const training = reader()?.scene.training;
    if (training) seek(otherStep(training, player.moment(), direction));
  },
});
