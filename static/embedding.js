/**
 * What a page may say of an embedded explorer, as attributes of an element or in a frame's fragment.
 */

/** The parts that are left out unless the page says otherwise. */
export const EMBEDDED = "lessons inspector choices";

/**
 * @param {(name: string) => string|null} get
 * @returns {{language?: "en"|"zh", theme?: "light"|"dark", moment: number|null, autoplay: boolean, readonly: boolean}}
 */
export function partsFrom(get) {
  const language = (get("lang") ?? "").toLowerCase().split("-")[0];
  const theme = get("theme");
  const moment = Number.parseInt(get("moment") ?? "", 10);
  return {
    language: language === "en" || language === "zh" ? language : undefined,
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    moment: moment >= 1 ? moment - 1 : null,
    autoplay: get("autoplay") !== null,
    readonly: get("readonly") !== null,
  };
}

/** A text without the indentation that all its lines share, and without empty lines around it. @param {string} text */
export function dedented(text) {
  const lines = text.replace(/\t/g, "    ").split("\n");
  const filled = lines.filter((line) => line.trim() !== "");
  const shared = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return filled.length === 0 ? "" : `${lines.map((line) => line.slice(shared)).join("\n").trim()}\n`;
}
