/**
 * Where gradients meet, the sum as it is made: what was there, what comes, what there is now.
 */

import { freePlace } from "./camera.js";
import { brief } from "./labels.js";
import { widthOf } from "./text.js";

const SIZE = 11;
const ROW = 16;
const AWAY = 12; // pixels from its box

/**
 * The rows of the sum that a moment makes, or null if it makes none.
 *
 * Every number is the scene's own: nothing is added up here.
 *
 * @param {import("../contract.js").Reader} reader
 * @param {number} k
 * @returns {{at: string, rows: [string, string][]}|null}
 */
export function sumAt(reader, k) {
  const moment = reader.scene.moments[k];
  const { before, after, total } = moment?.words.args ?? {};
  if (moment?.kind === "accumulated" && before !== undefined && before !== null) {
    const at = moment.lit[0];
    const sent = lastSent(reader, k, (earlier) => earlier.lit.includes(at));
    return (
      sent && {
        at,
        rows: [
          ["", before],
          ["+", String(sent.words.args.total ?? sent.words.args.part)],
          ["=", after],
        ],
      }
    );
  }
  if (moment?.kind !== "sent" || total === undefined || moment.moves.length === 0) return null;
  const receiver = (/** @type {import("../contract.js").Moment} */ one) =>
    reader.edge(one.moves[0]?.edge ?? "")?.from;
  const at = receiver(moment);
  const last = at && lastSent(reader, k, (earlier) => receiver(earlier) === at);
  if (!at || !last) return null;
  return {
    at,
    rows: [
      ["", String(last.words.args.total ?? last.words.args.part)],
      ["+", moment.words.args.part],
      ["=", total],
    ],
  };
}

/**
 * The newest moment of this backward pass that sent a gradient.
 * @param {import("../contract.js").Reader} reader
 * @param {number} k
 * @param {(moment: import("../contract.js").Moment) => boolean} fits
 */
function lastSent(reader, k, fits) {
  const { moments } = reader.scene;
  for (let i = k - 1; i >= 0 && moments[i].kind !== "began"; i--) {
    if (moments[i].kind === "sent" && fits(moments[i])) return moments[i];
  }
  return null;
}

/**
 * Draw a sum beside its box, where there is room.
 *
 * @param {import("./sheet.js").Sheet} sheet @param {{rows: [string, string][]}} sum
 * @param {import("../contract.js").SceneNode} node
 * @param {(bounds: import("./camera.js").Bounds) => boolean} isFree
 * @param {import("../palette.js").Palette} palette
 */
export function drawSum(sheet, sum, node, isFree, palette) {
  const rows = sum.rows.map(([sign, text]) => /** @type {const} */ ([sign, brief(text)]));
  const width = Math.max(...rows.map(([, text]) => widthOf(text, SIZE))) + 34;
  const height = rows.length * ROW + 10;
  const [x, y] = freePlace(node, width, height, AWAY, isFree);
  sheet.box("round", x, y, width, height, { fill: palette.box, line: palette.ink, lineWidth: 1.5 });
  rows.forEach(([sign, text], i) => {
    const middle = y - height / 2 + 5 + ROW * (i + 0.5);
    const last = i === rows.length - 1;
    sheet.text(sign, x - width / 2 + 9, middle, { color: palette.dim, size: SIZE, bold: true });
    sheet.text(text, x + width / 2 - 9, middle, {
      color: palette.ink,
      size: SIZE,
      bold: last,
      align: "right",
    });
    if (last)
      sheet.line(
        [
          [x - width / 2 + 8, middle - ROW / 2],
          [x + width / 2 - 8, middle - ROW / 2],
        ],
        { color: palette.dim, width: 1 },
      );
  });
}
