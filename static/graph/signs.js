/**
 * Small drawn signs: scissors, an eye struck out, a warning, a tick. Drawn with lines, since fonts
 * lack them.
 */

/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * @param {number} x
 * @param {number} y
 * @param {number} rx
 * @param {number} ry
 * @param {number} from
 * @param {number} to
 * @param {number} count
 */
const arc = (x, y, rx, ry, from, to, count) =>
  Array.from({ length: count }, (_, i) => {
    const angle = from + ((to - from) * i) / (count - 1);
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });

/**
 * Scissors that point to the right, to cut what runs downwards.
 *
 * @param {Sheet} sheet @param {number} x @param {number} y @param {string} color
 */
export function scissors(sheet, x, y, color) {
  const style = { color, width: 1.6 };
  sheet.line(
    [
      [x - 4, y - 3],
      [x + 10, y + 4.2],
    ],
    style,
  );
  sheet.line(
    [
      [x - 4, y + 3],
      [x + 10, y - 4.2],
    ],
    style,
  );
  sheet.line(arc(x - 7, y - 4.4, 3.1, 2.7, 0, 2 * Math.PI, 14), style);
  sheet.line(arc(x - 7, y + 4.4, 3.1, 2.7, 0, 2 * Math.PI, 14), style);
}

/**
 * An eye, struck out: somebody is not told.
 * @param {Sheet} sheet
 * @param {number} x
 * @param {number} y
 * @param {string} color
 * @param {string} ground
 */
export function blindEye(sheet, x, y, color, ground) {
  sheet.line(arc(x, y + 3.5, 8.6, 7.5, Math.PI * 1.12, Math.PI * 1.88, 12), { color, width: 1.5 });
  sheet.line(arc(x, y - 3.5, 8.6, 7.5, Math.PI * 0.12, Math.PI * 0.88, 12), { color, width: 1.5 });
  sheet.line(arc(x, y, 2, 2, 0, 2 * Math.PI, 12), { color, width: 2 });
  sheet.line(
    [
      [x - 7, y + 7],
      [x + 7, y - 7],
    ],
    { color: ground, width: 4 },
  );
  sheet.line(
    [
      [x - 7, y + 7],
      [x + 7, y - 7],
    ],
    { color, width: 1.7 },
  );
}

/**
 * A warning: a triangle with a stroke and a point.
 * @param {Sheet} sheet
 * @param {number} x
 * @param {number} y
 * @param {string} color
 * @param {string} inside
 * @param {number} [size]
 */
export function warning(sheet, x, y, color, inside, size = 15) {
  sheet.mark("triangle", x, y, size, { fill: color, line: color, lineWidth: 1.5 });
  const unit = size / 15;
  sheet.line(
    [
      [x, y - 4 * unit],
      [x, y + 0.6 * unit],
    ],
    { color: inside, width: 1.9 * unit },
  );
  sheet.line(
    [
      [x, y + 3.2 * unit],
      [x, y + 3.4 * unit],
    ],
    { color: inside, width: 2.1 * unit },
  );
}

/** A tick. @param {Sheet} sheet @param {number} x @param {number} y @param {string} color */
export function tick(sheet, x, y, color) {
  sheet.line(
    [
      [x - 3.5, y],
      [x - 1, y + 3],
      [x + 4, y - 3.5],
    ],
    { color, width: 1.8 },
  );
}
