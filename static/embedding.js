/**
 * What a page may say of an embedded explorer, as attributes of an element or in a frame's
 * fragment.
 */

/** The parts that are left out unless the page says otherwise. */
export const EMBEDDED = "lessons inspector choices questions";

/**
 * @param {(name: string) => string|null} get
 * @returns {{language?: string, theme?: "light"|"dark", moment: number|null, autoplay: boolean,
 *   readonly: boolean}}
 */
export function partsFrom(get) {
  const language = (get("lang") ?? "").toLowerCase().split("-")[0];
  const theme = get("theme");
  const moment = Number.parseInt(get("moment") ?? "", 10);
  return {
    language: language || undefined,
    theme: theme === "light" || theme === "dark" ? theme : undefined,
    moment: moment >= 1 ? moment - 1 : null,
    autoplay: get("autoplay") !== null,
    readonly: get("readonly") !== null,
  };
}

/**
 * The theme of the page around an element: that of the ground it stands on, and where nobody has
 * painted any, that of the browser's own.
 *
 * @param {Element} element
 * @returns {"light"|"dark"}
 */
export function themeAround(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    const [red, green, blue, alpha = 1] = (
      /^rgba?\((.+)\)$/.exec(getComputedStyle(at).backgroundColor)?.[1] ?? "0 0 0 0"
    )
      .split(/[\s,/]+/)
      .map(Number);
    if (alpha > 0.5) return 0.3 * red + 0.59 * green + 0.11 * blue < 128 ? "dark" : "light";
  }
  const schemes = getComputedStyle(document.documentElement).colorScheme;
  const dark = schemes.includes("light")
    ? matchMedia("(prefers-color-scheme: dark)").matches
    : true;
  return schemes.includes("dark") && dark ? "dark" : "light";
}

/**
 * A text without the indentation that all its lines share, and without empty lines around it.
 * @param {string} text
 */
export function dedented(text) {
  const lines = text.replace(/\t/g, "    ").split("\n");
  const filled = lines.filter((line) => line.trim() !== "");
  const shared = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return filled.length === 0
    ? ""
    : `${lines
        .map((line) => line.slice(shared))
        .join("\n")
        .trim()}\n`;
}
