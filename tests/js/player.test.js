import assert from "node:assert/strict";
import { test } from "node:test";

import { createPlayer, stopsAt } from "../../static/player.js";

const moment = (grain, { moves = 0, kind = "made", line = 1, mark = null } = {}) => ({
  kind,
  grain,
  phase: "forward",
  cell: 0,
  line,
  lit: [],
  mark,
  moves: Array.from({ length: moves }, (_, i) => ({
    edge: `e${i}`,
    back: false,
    value: null,
    label: "",
  })),
  words: { key: "moment.made", args: {} },
});

// Two lines of two ops each, a sub-step before every op; line 2 ends in an error, line 3 follows.
const MOMENTS = [
  moment("line", { line: 1 }),
  moment("sub", { line: 2, moves: 1 }),
  moment("op", { line: 2, moves: 1, mark: "save" }),
  moment("sub", { line: 2 }),
  moment("line", { line: 2, mark: "in_place" }),
  moment("op", { line: 3, kind: "began", mark: "backward" }),
  moment("sub", { line: 3, moves: 2 }),
  moment("line", { line: 3, mark: "error" }),
  moment("line", { line: 2 }),
];

/** A player over a clock that a test turns by hand. */
function setUp({ still = false, start = 0, errors = [7] } = {}) {
  const seen = { shown: [], travelled: [], moments: [], settled: [], playing: [], errors: [] };
  let time = 0;
  let pending = new Map();
  let handle = 0;
  const player = createPlayer({
    show: (k) => seen.shown.push(k),
    travel: (k, fraction) => seen.travelled.push([k, fraction]),
    onMoment: (k) => seen.moments.push(k),
    onSettled: (k) => seen.settled.push(k),
    onPlaying: (playing) => seen.playing.push(playing),
    onError: (k) => seen.errors.push(k),
    still: () => still,
    clock: {
      now: () => time,
      request: (callback) => (pending.set((handle += 1), callback), handle),
      cancel: (which) => pending.delete(which),
    },
  });
  const run = (milliseconds) => {
    for (const end = time + milliseconds; time < end;) {
      time += 10;
      const due = [...pending.values()];
      pending = new Map();
      for (const callback of due) callback();
    }
  };
  player.load(MOMENTS, errors, start);
  return { player, seen, run, idle: () => pending.size === 0 };
}

test("a coarser moment is a stop of every finer grain", () => {
  assert.equal(stopsAt(moment("line"), "sub"), true);
  assert.equal(stopsAt(moment("line"), "op"), true);
  assert.equal(stopsAt(moment("op"), "line"), false);
  assert.equal(stopsAt(moment("sub"), "op"), false);
});

test("steps of each grain end where they should, forward and back", () => {
  const visits = (grain, direction, start) => {
    const { player } = setUp({ still: true, start });
    const all = [player.moment()];
    for (;;) {
      player.step(direction, grain);
      if (player.moment() === all.at(-1)) return all;
      all.push(player.moment());
    }
  };
  assert.deepEqual(visits("sub", 1, 0), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(visits("op", 1, 0), [0, 2, 4, 5, 7, 8]);
  assert.deepEqual(visits("line", 1, 0), [0, 4, 7, 8]);
  assert.deepEqual(visits("op", -1, 8), [8, 7, 5, 4, 2, 0]);
  assert.deepEqual(visits("line", -1, 8), [8, 7, 4, 0]);
});

test("a step lets every value on its way travel, over the state before it", () => {
  const { player, seen, run } = setUp();
  player.step(1, "op");
  assert.deepEqual(seen.moments.slice(-1), [1], "the moment under way is told at once");
  run(3000);
  assert.deepEqual([...new Set(seen.travelled.map(([k]) => k))], [1, 2]);
  assert.ok(seen.travelled.every(([, fraction]) => fraction >= 0 && fraction < 1));
  assert.deepEqual(
    seen.shown,
    [0, 0, 1, 2],
    "state 0 under moment 1, state 1 under moment 2, then 2",
  );
  assert.equal(player.moment(), 2);
});

test("a step taken while another is under way ends the first at once", () => {
  const { player, seen, run, idle } = setUp();
  player.step(1, "op");
  run(50);
  player.step(1, "op");
  assert.equal(seen.settled.at(-2), 2);
  run(3000);
  assert.equal(player.moment(), 4);
  assert.ok(idle());
});

test("speed divides the time a value takes", () => {
  const duration = (speed) => {
    const { player, run } = setUp();
    player.setSpeed(speed);
    player.step(1, "sub");
    let time = 0;
    while (player.moment() === 0) {
      run(10);
      time += 10;
    }
    return time;
  };
  assert.ok(Math.abs(duration(1) / duration(4) - 4) < 0.6);
  assert.ok(Math.abs(duration(0.25) / duration(1) - 4) < 0.2);
});

test("play stops at an error, tells of it once, and can go on", () => {
  const { player, seen, run } = setUp();
  player.play();
  run(20000);
  assert.equal(player.moment(), 7);
  assert.deepEqual(seen.errors, [7]);
  assert.deepEqual(seen.playing, [true, false]);
  player.play();
  run(5000);
  assert.equal(player.moment(), 8);
  assert.equal(player.playing(), false);
  assert.deepEqual(seen.errors, [7]);
});

test("play at the end begins again", () => {
  const { player, seen, run } = setUp({ start: 8, errors: [] });
  player.play();
  assert.equal(seen.shown.at(-1), 0);
  run(20000);
  assert.equal(player.moment(), 8);
});

test("pause lets a value arrive and asks for no more frames", () => {
  const { player, seen, run, idle } = setUp();
  player.play();
  run(100);
  player.toggle();
  assert.equal(player.playing(), false);
  assert.equal(seen.settled.at(-1), 2);
  const { length } = seen.shown;
  run(5000);
  assert.equal(seen.shown.length, length);
  assert.ok(idle());
});

test("with reduced motion nothing travels, and play still takes its time", () => {
  const { player, seen, run } = setUp({ still: true });
  player.play();
  run(500);
  assert.equal(player.moment(), 2);
  run(20000);
  assert.deepEqual(seen.travelled, []);
  assert.equal(player.moment(), 7);
});

test("events, backward, error and lines are found", () => {
  const { player, seen } = setUp();
  player.jump(1);
  assert.equal(player.moment(), 2);
  player.jump(1);
  assert.equal(player.moment(), 4);
  player.jump(-1);
  assert.equal(player.moment(), 2);
  player.jump(-1);
  assert.equal(player.moment(), 0);
  player.toBackward();
  assert.equal(player.moment(), 5);
  player.toError();
  assert.equal(player.moment(), 7);
  assert.deepEqual(seen.errors, [7]);
  assert.equal(player.toLine(2), true);
  assert.equal(player.moment(), 8, "the next time the line runs");
  player.toLine(2);
  assert.equal(player.moment(), 1, "after the last time, the first");
  assert.equal(player.toLine(99), false);
});

test("seek stays within the trace", () => {
  const { player } = setUp();
  player.seek(Infinity);
  assert.equal(player.moment(), 8);
  player.seek(-3);
  assert.equal(player.moment(), 0);
});

test("an empty trace moves nowhere and breaks nothing", () => {
  const { player, seen, run } = setUp();
  player.load([], [], 0);
  const { length } = seen.shown;
  for (const act of [player.play, player.toggle, player.toBackward, player.toError]) act();
  player.step(1);
  player.step(-1);
  player.jump(1);
  player.seek(3);
  run(1000);
  assert.equal(seen.shown.length, length);
  assert.equal(player.playing(), false);
});
