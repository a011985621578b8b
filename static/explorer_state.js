/**
 * What an explorer shows now, and what it is to do with its next program: known to its parts.
 */

/**
 * @typedef {object} State
 * @property {import("./contract.js").Reader|null} reader
 * @property {Awaited<ReturnType<typeof import("./view.js").createView>>|null} view
 * @property {string|null} selected
 * @property {string} errorStyle
 * @property {import("./lessons_menu.js").Lesson|null} opened
 * @property {number|null} start the moment of the next program
 * @property {import("./comparing.js").Program|null} waiting to be compared with the first run
 * @property {number} edits
 * @property {readonly string[]} hidden
 * @property {boolean} asks its questions, in its first run
 * @property {boolean} clicked a line of the code, which leads to a moment
 * @property {boolean} overview the whole picture is shown and nobody has stepped yet
 */

/**
 * @param {import("./explorer_options.js").Options} options
 * @returns {State}
 */
export const createState = ({ program = null, beside = null, moment = null, hide = [] }) => ({
  reader: null,
  view: null,
  selected: null,
  errorStyle: "2.13",
  opened: null,
  start: moment,
  waiting: beside,
  edits: 0,
  hidden: hide,
  asks: program !== null,
  clicked: false,
  overview: true,
});
