/**
 * Making room on one axis: places are moved apart so far that some spans become as long as they
 * must.
 */

/** @typedef {{from: number, to: number, need: number}} Span */

/**
 * How places move; none come nearer to each other, and the middle of a span that grows stays its
 * middle where nothing hinders it: the mean of pushing all to the one side and all to the other.
 *
 * @param {Span[]} spans @param {number} length of the axis
 * @returns {(at: number) => number}
 */
export function stretched(spans, length) {
  const growing = spans.filter(({ from, to, need }) => need > to - from);
  if (growing.length === 0) return (at) => at;
  const stops = [...new Set([0, length, ...growing.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  const index = new Map(stops.map((at, i) => [at, i]));
  const places = (
    /** @type {[number, number, number][]} */ needs,
    /** @type {(i: number) => number} */ gap,
  ) => {
    const found = [0];
    /** @type {[number, number][][]} */
    const ending = stops.map(() => []);
    for (const [from, to, need] of needs) ending[to].push([from, need]);
    for (let i = 1; i < stops.length; i++) {
      found.push(
        Math.max(found[i - 1] + gap(i), ...ending[i].map(([from, need]) => found[from] + need)),
      );
    }
    return found;
  };
  const last = stops.length - 1;
  const needs = growing.map(
    ({ from, to, need }) =>
      /** @type {[number, number, number]} */ ([index.get(from), index.get(to), need]),
  );
  const right = places(needs, (i) => stops[i] - stops[i - 1]);
  const mirrored = places(
    needs.map(([from, to, need]) => [last - to, last - from, need]),
    (i) => stops[last - i + 1] - stops[last - i],
  );
  const moved = stops.map((_, i) => (right[i] + right[last] - mirrored[last - i]) / 2);
  return (at) => {
    if (at <= stops[0]) return moved[0] + at - stops[0];
    if (at >= stops[last]) return moved[last] + at - stops[last];
    let low = 0;
    let high = last;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (stops[middle] <= at) low = middle;
      else high = middle;
    }
    return (
      moved[low] + ((at - stops[low]) * (moved[high] - moved[low])) / (stops[high] - stops[low])
    );
  };
}
