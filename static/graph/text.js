/**
 * Fonts of the picture and how wide a text will be, without asking a canvas.
 *
 * Boxes get their size in Python, before any font is known; so texts are fitted here by the widths
 * that the usual monospaced fonts share.
 */

export const MONO =
  'ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", "Liberation Mono", Consolas, "Noto Sans Mono CJK SC", monospace';
export const SANS =
  'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

const MONO_WIDTH = 0.605; // of the font's size
const SANS_WIDTH = 0.58;
const BOLD_WIDTH = 0.65;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const SMALLEST = 0.84; // of the wanted size, before letters are left out

/** @param {string} text @param {number} size @param {string} [font] @param {boolean} [bold] */
export function widthOf(text, size, font = MONO, bold = false) {
  const letter = font === MONO ? MONO_WIDTH : bold ? BOLD_WIDTH : SANS_WIDTH;
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 1 : letter;
  return width * size;
}

/**
 * The text and size that fit a width: smaller first, then cut short with an ellipsis.
 *
 * @param {string} text
 * @param {number} room
 * @param {number} size
 * @param {string} [font]
 * @param {boolean} [bold]
 * @returns {{text: string, size: number}}
 */
export function fit(text, room, size, font = MONO, bold = false) {
  const wanted = widthOf(text, size, font, bold);
  if (wanted <= room) return { text, size };
  const least = size * SMALLEST;
  if (wanted * SMALLEST <= room) return { text, size: (size * room) / wanted };
  // A name may have thousands, none narrower than a pixel
  const letters = [...text.slice(0, Math.ceil(room))];
  while (letters.length > 1 && widthOf(letters.join("") + "…", least, font, bold) > room)
    letters.pop();
  return { text: letters.join("").trimEnd() + "…", size: least };
}
