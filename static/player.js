/**
 * Where we are in the trace and how we move through it: one clock, three grains.
 *
 * The player knows moments and time, nothing of drawing: it calls `show(k)` for a state and
 * `travel(k, fraction)` while the values of moment k are on their way over the state before it.
 */

/** @typedef {import("./contract.js").Moment} Moment */
/** @typedef {"line"|"op"|"sub"} Grain */

/** The grains, coarse to fine. @type {readonly Grain[]} */
export const GRAINS = Object.freeze(["line", "op", "sub"]);

/** Speeds that can be chosen. */
export const SPEEDS = Object.freeze([0.25, 0.5, 1, 2, 4, 8]);

// Milliseconds at speed 1: a value on its way, a rest after a step, and a longer one to take a mark
// in.
const TRAVEL = 420;
const REST = 260;
const LOOK = 1000;
const SHORTEST = 110;
// Of one step; a step over more moments than this shows only the last ones moving
const MOST_LEGS = 12;

/** Marks that deserve a longer look while playing. */
const NOTABLE = new Set([
  "in_place",
  "unseen",
  "detach",
  "data",
  "backward",
  "check_failed",
  "error",
  "wrong",
  "again",
]);

/**
 * Whether stepping at a grain stops at a moment.
 *
 * @param {Moment} moment
 * @param {Grain} grain
 */
export const stopsAt = (moment, grain) => GRAINS.indexOf(moment.grain) <= GRAINS.indexOf(grain);

/**
 * @typedef {object} Clock
 * @property {() => number} now milliseconds
 * @property {(callback: () => void) => number} request as requestAnimationFrame
 * @property {(handle: number) => void} cancel
 */

/** @type {Clock} */
const browserClock = {
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
};

/**
 * @param {object} options
 * @param {(k: number) => void} options.show draw the state at a moment
 * @param {(k: number, fraction: number) => void} options.travel draw a moment's values on their way
 * @param {(k: number) => void} options.onMoment a moment begins to happen
 * @param {(k: number) => void} options.onSettled the state of a moment is drawn
 * @param {(playing: boolean) => void} options.onPlaying
 * @param {(k: number) => void} options.onError play came to an error and stopped
 * @param {() => boolean} options.still true when nothing may travel (reduced motion)
 * @param {Clock} [options.clock]
 */
export function createPlayer({
  show,
  travel,
  onMoment,
  onSettled,
  onPlaying,
  onError,
  still,
  clock = browserClock,
}) {
  /** @type {readonly Moment[]} */
  let moments = [];
  let errors = new Set();
  let marks = [];
  let at = 0;
  /** @type {Grain} */
  let grain = "op";
  let speed = 1;
  let playing = false;
  let frame = 0;
  /**
   * The moments still to be shown moving, and where the step ends.
   * @type {{legs: number[], target: number, done: () => void}|null}
   */
  let step = null;

  /** The last moment that is open; what comes later is not shown yet. @type {number|null} */
  let limit = null;

  const last = () => Math.max(0, Math.min(moments.length - 1, limit ?? Infinity));
  const clamp = (k) => Math.min(last(), Math.max(0, Math.round(k)));

  const settle = (k) => {
    at = k;
    onMoment(k);
    show(k);
    onSettled(k);
  };

  const halt = () => {
    clock.cancel(frame);
    const pending = step;
    step = null;
    if (pending) settle(pending.target);
  };

  const setPlaying = (value) => {
    if (playing === value) return;
    playing = value;
    onPlaying(value);
  };

  /** Wait, then go on. @param {number} milliseconds @param {() => void} then */
  const wait = (milliseconds, then) => {
    const start = clock.now();
    const tick = () => {
      if (clock.now() - start >= milliseconds) then();
      else frame = clock.request(tick);
    };
    frame = clock.request(tick);
  };

  /**
   * Show one moment's values travelling.
   * @param {number} k
   * @param {number} milliseconds
   * @param {() => void} then
   */
  const leg = (k, milliseconds, then) => {
    if (k > 0) show(k - 1);
    onMoment(k);
    const start = clock.now();
    const tick = () => {
      const fraction = (clock.now() - start) / milliseconds;
      if (fraction >= 1) then();
      else {
        travel(k, fraction);
        frame = clock.request(tick);
      }
    };
    tick();
  };

  const walk = (target, done) => {
    const moving = still() ? [] : range(at + 1, target).filter((k) => moments[k].moves.length > 0);
    const legs = moving.slice(-MOST_LEGS);
    const each = Math.max(SHORTEST, legs.length > 2 ? (TRAVEL * 2) / legs.length : TRAVEL) / speed;
    step = { legs, target, done };
    const next = () => {
      const k = legs.shift();
      if (k !== undefined) return leg(k, each, next);
      step = null;
      settle(target);
      return done();
    };
    next();
  };

  const following = (size, k = at) => {
    for (let i = k + 1; i < last(); i++) if (errors.has(i) || stopsAt(moments[i], size)) return i;
    return last();
  };

  const preceding = (size, k = at) => {
    for (let i = k - 1; i > 0; i--) if (errors.has(i) || stopsAt(moments[i], size)) return i;
    return 0;
  };

  const playOn = () => {
    if (!playing) return;
    if (at >= last()) {
      setPlaying(false);
      return;
    }
    walk(following(grain), () => {
      if (errors.has(at)) {
        setPlaying(false);
        onError(at);
        return;
      }
      const rest = NOTABLE.has(moments[at].mark ?? "") ? LOOK : REST;
      if (playing) wait((still() ? Math.max(rest, 700) : rest) / speed, playOn);
    });
  };

  const player = {
    moment: () => at,
    playing: () => playing,
    grain: () => grain,
    speed: () => speed,

    /**
     * @param {readonly Moment[]} all
     * @param {number[]} errorMoments
     * @param {number} start
     * @param {number|null} [open] the last moment that is
     */
    load(all, errorMoments, start, open = null) {
      limit = open;
      clock.cancel(frame);
      step = null;
      setPlaying(false);
      moments = all;
      errors = new Set(errorMoments);
      marks = range(0, all.length - 1).filter(
        (k) => all[k].mark !== null && all[k].mark !== "print",
      );
      at = 0;
      if (all.length > 0) settle(clamp(start));
      else onSettled(0);
    },

    /** Go to a moment at once. @param {number} k */
    seek(k) {
      player.pause();
      if (moments.length > 0) settle(clamp(k));
    },

    play() {
      if (moments.length === 0 || playing) return;
      halt();
      if (at >= last()) settle(0);
      setPlaying(true);
      playOn();
    },

    /** Stop where we are; a value on its way arrives. */
    pause() {
      setPlaying(false);
      halt();
    },

    toggle() {
      if (playing) player.pause();
      else player.play();
    },

    /** @param {1|-1} direction @param {Grain} [size] */
    step(direction, size = grain) {
      player.pause();
      if (moments.length === 0) return;
      if (direction < 0) {
        settle(preceding(size));
        return;
      }
      if (at >= last()) return;
      walk(following(size), () => {
        if (errors.has(at)) onError(at);
      });
    },

    /** To the next or previous marked moment. @param {1|-1} direction */
    jump(direction) {
      player.pause();
      const next = direction > 0 ? marks.find((k) => k > at) : marks.findLast((k) => k < at);
      if (next !== undefined) player.seek(next);
      else if (direction > 0) player.seek(last());
      else player.seek(0);
    },

    /** To where the (next) backward begins. */
    toBackward() {
      const found = find(moments, (moment) => moment.kind === "began", at);
      if (found !== null) player.seek(found);
    },

    /** To the (next) error. */
    toError() {
      const found = find(moments, (_, k) => errors.has(k), at);
      if (found === null || found > last()) return;
      player.seek(found);
      onError(found);
    },

    /** To where a line runs next; from its last run back to its first. @param {number} line */
    toLine(line) {
      const found = find(
        moments,
        (moment, k) => moment.line === line && (k === 0 || moments[k - 1].line !== line),
        at,
      );
      if (found === null) return false;
      player.seek(found);
      return true;
    },

    /** Open the moments up to one, or all; who is beyond goes back. @param {number|null} open */
    setLimit(open) {
      limit = open;
      if (at > last()) player.seek(last());
    },

    /** @param {Grain} size */
    setGrain(size) {
      grain = size;
    },

    /** @param {number} factor */
    setSpeed(factor) {
      speed = factor;
    },

    dispose() {
      playing = false;
      step = null;
      clock.cancel(frame);
    },
  };
  return player;
}

/** The next moment after k that fits, else the first that does. */
function find(moments, fits, k) {
  const after = moments.findIndex((moment, i) => i > k && fits(moment, i));
  if (after >= 0) return after;
  const first = moments.findIndex(fits);
  return first >= 0 ? first : null;
}

/** Whole numbers from first to last. @param {number} first @param {number} last */
function range(first, last) {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}
