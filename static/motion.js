/**
 * Geometry of edges and of what travels along them: chains of cubic Beziers, as the scene gives
 * them.
 *
 * A chain is its first point, then triples (control, control, end). A place on it is told by the
 * fraction of its length, so that a value moves at one speed through short and long pieces.
 */

/** @typedef {number[]} Point x and y */
/** @typedef {Point[]} Chain */
/** @typedef {Point[]} Cubic its four points */

const SAMPLES = 12; // per piece, to measure its length

/** Slow at both ends. @param {number} f */
export const ease = (f) => (f < 0.5 ? 4 * f * f * f : 1 - (2 - 2 * f) ** 3 / 2);

/** Fast at first, as something that comes to rest. @param {number} f */
export const settle = (f) => 1 - (1 - f) ** 3;

/** @param {Point} a @param {Point} b @param {number} t @returns {number[]} */
const between = (a, b, t) => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];

/** The pieces of a chain. @param {Chain} chain @returns {Cubic[]} */
export function pieces(chain) {
  const found = [];
  for (let i = 0; i + 3 < chain.length; i += 3) {
    found.push(/** @type {Cubic} */ ([chain[i], chain[i + 1], chain[i + 2], chain[i + 3]]));
  }
  return found;
}

/** The same way in the other direction. @param {Chain} chain @returns {Chain} */
export const reversed = (chain) => [...chain].reverse();

/**
 * The chain moved aside.
 * @param {Chain} chain
 * @param {number} dx
 * @param {number} dy
 * @returns {Chain}
 */
export const shifted = (chain, dx, dy) => chain.map(([x, y]) => [x + dx, y + dy]);

/** @param {Cubic} cubic @param {number} t @returns {number[]} */
function cubicAt([a, b, c, d], t) {
  const s = 1 - t;
  const f = s * s * s;
  const g = 3 * s * s * t;
  const h = 3 * s * t * t;
  const i = t * t * t;
  return [f * a[0] + g * b[0] + h * c[0] + i * d[0], f * a[1] + g * b[1] + h * c[1] + i * d[1]];
}

/**
 * The part of a cubic from t0 to t1, by de Casteljau.
 * @param {Cubic} cubic
 * @param {number} t0
 * @param {number} t1
 * @returns {Cubic}
 */
function cubicPart(cubic, t0, t1) {
  const [, right] = halves(cubic, t0);
  const [left] = halves(right, t0 < 1 ? (t1 - t0) / (1 - t0) : 1);
  return left;
}

/** @param {Cubic} cubic @param {number} t @returns {[Cubic, Cubic]} */
function halves([a, b, c, d], t) {
  const ab = between(a, b, t);
  const bc = between(b, c, t);
  const cd = between(c, d, t);
  const left = between(ab, bc, t);
  const right = between(bc, cd, t);
  const middle = between(left, right, t);
  return [
    [a, ab, left, middle],
    [middle, right, cd, d],
  ];
}

/**
 * Measure a chain once; ask it for places and parts often.
 *
 * @param {Chain} chain
 */
export function measured(chain) {
  const cubics = pieces(chain);
  // Length travelled at each sample, over the whole chain.
  const lengths = [0];
  for (const cubic of cubics) {
    let last = cubic[0];
    for (let i = 1; i <= SAMPLES; i++) {
      const point = cubicAt(cubic, i / SAMPLES);
      lengths.push(
        lengths[lengths.length - 1] + Math.hypot(point[0] - last[0], point[1] - last[1]),
      );
      last = point;
    }
  }
  const length = lengths[lengths.length - 1];

  /**
   * The piece and its t at a fraction of the length.
   * @param {number} fraction
   * @returns {[number, number]}
   */
  const locate = (fraction) => {
    const wanted = Math.min(1, Math.max(0, fraction)) * length;
    let i = 1;
    while (i < lengths.length - 1 && lengths[i] < wanted) i++;
    const step = lengths[i] - lengths[i - 1];
    const at = i - 1 + (step > 0 ? (wanted - lengths[i - 1]) / step : 0);
    const piece = Math.min(cubics.length - 1, Math.floor(at / SAMPLES));
    return [piece, at / SAMPLES - piece];
  };

  /** @param {number} fraction @returns {number[]} */
  const at = (fraction) => {
    const [piece, t] = locate(fraction);
    return cubicAt(cubics[piece], t);
  };

  return {
    length,
    at,
    /** Unit vector of travel. @param {number} fraction @returns {number[]} */
    direction(fraction) {
      const a = at(Math.max(0, fraction - 0.02));
      const b = at(Math.min(1, fraction + 0.02));
      const far = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
      return [(b[0] - a[0]) / far, (b[1] - a[1]) / far];
    },
    /**
     * The pieces between two fractions.
     * @param {number} from
     * @param {number} to
     * @returns {Cubic[]}
     */
    part(from, to) {
      if (to <= from) return [];
      const [first, t0] = locate(from);
      const [last, t1] = locate(to);
      const found = [];
      for (let i = first; i <= last; i++) {
        const start = i === first ? t0 : 0;
        const end = i === last ? t1 : 1;
        if (end > start) found.push(cubicPart(cubics[i], start, end));
      }
      return found;
    },
    /** Evenly spread points. @param {number} count @returns {number[][]} */
    points(count) {
      return Array.from({ length: count }, (_, i) => at(i / (count - 1)));
    },
  };
}

/** @typedef {ReturnType<typeof measured>} Way */

/**
 * How far to move a gradient's lane aside from its edge, so that both can be seen.
 *
 * @param {Chain} chain @param {number} distance
 * @returns {[number, number]}
 */
export function aside(chain, distance) {
  const [x0, y0] = chain[0];
  const [x1, y1] = chain[chain.length - 1];
  return Math.abs(y1 - y0) >= Math.abs(x1 - x0) ? [distance, 0] : [0, distance];
}
