/**
 * The colours of the graph, light and dark, and what a gradient's sign and size look like.
 *
 * Blue and orange mean a gradient's sign and nothing else. Every other meaning has a shape or words
 * beside its colour: purple dashes for what is saved, teal chips for storage, a double border and a
 * warning sign for an error. All pairs were chosen to stay apart for colour-blind eyes.
 */

/**
 * @typedef {object} Palette
 * @property {string} ground behind everything
 * @property {string} ink text and what is lit
 * @property {string} dim secondary text
 * @property {string} ghost outlines of what has not happened yet
 * @property {string} edge
 * @property {string} box @property {string} boxLine
 * @property {string} plainLine outline of a tensor without requires_grad
 * @property {string} op @property {string} opLine
 * @property {string} saved @property {string} savedFill
 * @property {string} storage @property {string} storageFill @property {string} onStorage
 * @property {string} error @property {string} errorFill @property {string} onError
 * @property {string} wrong @property {string} wrongFill
 * @property {string} group @property {string} groupLine
 * @property {string} now what happens in this moment
 * @property {string} onNow text on it
 * @property {string} negative @property {string} zero @property {string} positive
 */

/** @type {Readonly<Record<"light"|"dark"|"light_contrast"|"dark_contrast", Palette>>} */
export const PALETTES = Object.freeze({
  light: {
    ground: "#fbfcfd",
    ink: "#1b2330",
    dim: "#5d6878",
    ghost: "#e6eaef",
    edge: "#7a8699",
    box: "#ffffff",
    boxLine: "#475467",
    plainLine: "#b4bdc9",
    op: "#e9edf3",
    opLine: "#98a2b3",
    saved: "#6941c6",
    savedFill: "#f7f4fe",
    storage: "#0f766e",
    storageFill: "#dff3f0",
    onStorage: "#ffffff",
    error: "#b3261e",
    errorFill: "#fdeceb",
    onError: "#ffffff",
    wrong: "#8a5a00",
    wrongFill: "#fff3cf",
    group: "#e3e9f4",
    groupLine: "#8593ad",
    now: "#ffcf33",
    onNow: "#1b2330",
    negative: "#2166ac",
    zero: "#667085",
    positive: "#b35806",
  },
  dark: {
    ground: "#101418",
    ink: "#eef2f7",
    dim: "#9aa6b6",
    ghost: "#222933",
    edge: "#76838f",
    box: "#1b212b",
    boxLine: "#97a4b5",
    plainLine: "#475262",
    op: "#2a323e",
    opLine: "#5d6a7b",
    saved: "#b69df8",
    savedFill: "#211b36",
    storage: "#4fd1c5",
    storageFill: "#10302e",
    onStorage: "#06231f",
    error: "#ff8a80",
    errorFill: "#3b1917",
    onError: "#2a0b08",
    wrong: "#f2c14e",
    wrongFill: "#362b0d",
    group: "#222d40",
    groupLine: "#64748f",
    now: "#ffcf33",
    onNow: "#1b1400",
    negative: "#67a9cf",
    zero: "#9aa6b6",
    positive: "#f1a340",
  },
  light_contrast: {
    ground: "#ffffff",
    ink: "#000000",
    dim: "#333333",
    ghost: "#a0a0a0",
    edge: "#404040",
    box: "#ffffff",
    boxLine: "#000000",
    plainLine: "#595959",
    op: "#f0f0f0",
    opLine: "#000000",
    saved: "#4a1fa8",
    savedFill: "#ffffff",
    storage: "#00514a",
    storageFill: "#ffffff",
    onStorage: "#ffffff",
    error: "#9c0006",
    errorFill: "#ffffff",
    onError: "#ffffff",
    wrong: "#663f00",
    wrongFill: "#ffffff",
    group: "#f0f0f0",
    groupLine: "#000000",
    now: "#ffc400",
    onNow: "#000000",
    negative: "#003f8a",
    zero: "#404040",
    positive: "#7a3300",
  },
  dark_contrast: {
    ground: "#000000",
    ink: "#ffffff",
    dim: "#d6d6d6",
    ghost: "#6b6b6b",
    edge: "#c8c8c8",
    box: "#000000",
    boxLine: "#ffffff",
    plainLine: "#b0b0b0",
    op: "#1c1c1c",
    opLine: "#ffffff",
    saved: "#d0bcff",
    savedFill: "#000000",
    storage: "#6ff2e4",
    storageFill: "#000000",
    onStorage: "#000000",
    error: "#ffb3ab",
    errorFill: "#000000",
    onError: "#000000",
    wrong: "#ffd866",
    wrongFill: "#000000",
    group: "#1c1c1c",
    groupLine: "#ffffff",
    now: "#ffe000",
    onNow: "#000000",
    negative: "#9ad1ff",
    zero: "#d6d6d6",
    positive: "#ffb866",
  },
});

/**
 * A colour between two, both `#rrggbb`.
 *
 * Fading is done by mixing with the ground, never by transparency, so that what is drawn on the
 * overlay hides what it replaces.
 *
 * @param {string} from @param {string} to @param {number} part 0 gives from, 1 gives to
 */
export function mix(from, to, part) {
  const channel = (/** @type {number} */ at) => {
    const a = parseInt(from.slice(at, at + 2), 16);
    const b = parseInt(to.slice(at, at + 2), 16);
    return Math.round(a + (b - a) * part)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/**
 * The colour of a gradient's sign; null is a tensor with both signs.
 *
 * @param {Palette} palette @param {-1|0|1|null} sign
 */
export function signColor(palette, sign) {
  if (sign === 1) return palette.positive;
  if (sign === -1) return palette.negative;
  return sign === 0 ? palette.zero : palette.ink;
}

// Magnitudes from a thousandth to a thousand cover the widths; beyond them it stays as it is.
const DECADES = 3;

/**
 * How strong a gradient is, from 0 (a thousandth or less) to 1 (a thousand or more).
 *
 * @param {number} magnitude
 */
export function strength(magnitude) {
  if (!(magnitude > 0)) return 0;
  return Math.min(1, Math.max(0, (Math.log10(magnitude) + DECADES) / (2 * DECADES)));
}

/** The width of a gradient's line in pixels at zoom 1. @param {number} magnitude */
export const gradientWidth = (magnitude) => 1.5 + 4.5 * strength(magnitude);

/**
 * The sign of all the numbers of a value: 1, -1, 0 for all zero, null for both signs or unknown.
 *
 * @param {{min: number|string|null, max: number|string|null}|null} value
 * @returns {-1|0|1|null}
 */
export function signOf(value) {
  const min = Number(value?.min ?? NaN);
  const max = Number(value?.max ?? NaN);
  if (min === 0 && max === 0) return 0;
  if (min >= 0) return 1;
  return max <= 0 ? -1 : null;
}
