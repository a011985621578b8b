/**
 * What a host tells `mountExplorer`.
 */

/**
 * @typedef {object} Options
 * @property {import("./requests.js").Backend} backend
 * @property {object} figure Bokeh's json item of the empty figure
 * @property {any} [bokeh] BokehJS as a module, where the page has none
 * @property {string} [language] else remembered, else the browser's
 * @property {"light"|"dark"} [theme] else remembered, else the system's
 * @property {{name: string, source: string}|null} [program] run at first, in place of the first
 *   lesson
 * @property {import("./comparing.js").Program|null} [beside] what the program is to be compared
 *   with
 * @property {string|null} [lesson] the one to begin with, in place of the first
 * @property {string|null} [draft] a program that is shown, and run only when the reader asks
 * @property {import("./i18n.js").Words|null} [trouble] what is wrong from the start
 * @property {import("./explorer.js").Kept|null} [kept] what an earlier explorer showed, in place of
 *   all these
 * @property {number|null} [moment] of the first program, in place of its end
 * @property {boolean} [autoplay]
 * @property {boolean} [readonly] nothing can be changed or run
 * @property {readonly string[]} [hide] parts that are not shown: see explorer.css
 * @property {boolean} [embedded] a part of somebody's page, not a page
 * @property {string|null} [place] under what name the browser keeps what is made of lessons
 * @property {string} [where] the address of the lessons, under which answers to their questions are
 *   kept
 * @property {string|null} [home] where the list of all lessons is
 * @property {((shared: import("./share.js").Shared & {lesson: string|null}) =>
 *   Promise<string>)|null} [link] the address of what is shown
 * @property {(what: "lesson"|"run"|"moment"|"error", detail: any) => void} [tell] what happens, for
 *   the page around
 * @property {boolean} [focus] take the keyboard at once (where the explorer is the whole page)
 */

export {}; // a description, and no more
