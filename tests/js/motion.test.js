import assert from "node:assert/strict";
import { test } from "node:test";

import { aside, ease, measured, pieces, reversed, settle, shifted } from "../../static/motion.js";

const LINE = [
  [0, 0],
  [10, 0],
  [20, 0],
  [30, 0],
];
const BEND = [
  [0, 0],
  [0, 40],
  [50, 60],
  [50, 100],
  [50, 140],
  [90, 160],
  [90, 200],
];

const close = (a, b, within = 1e-6) =>
  a.forEach((part, i) => assert.ok(Math.abs(part - b[i]) <= within, `${a} is not ${b}`));

test("a way begins at its first point and ends at its last", () => {
  const way = measured(BEND);
  close(way.at(0), [0, 0]);
  close(way.at(1), [90, 200]);
  close(way.at(-1), [0, 0]);
  close(way.at(2), [90, 200]);
});

test("a straight way has its length, and halves where its middle is", () => {
  const way = measured(LINE);
  assert.ok(Math.abs(way.length - 30) < 1e-9);
  close(way.at(0.5), [15, 0], 0.05);
  close(way.direction(0.5), [1, 0]);
});

test("equal parts of a way are equally long, through short and long pieces", () => {
  const way = measured([
    [0, 0],
    [3, 0],
    [6, 0],
    [9, 0],
    [40, 0],
    [70, 0],
    [100, 0],
  ]);
  const steps = way.points(11).map(([x]) => x);
  for (let i = 1; i < steps.length; i++)
    assert.ok(Math.abs(steps[i] - steps[i - 1] - 10) < 1.5, String(steps));
});

test("a part of a way begins and ends on it, and its pieces meet", () => {
  const way = measured(BEND);
  const part = way.part(0.2, 0.9);
  close(part[0][0], way.at(0.2), 0.5);
  close(part.at(-1)[3], way.at(0.9), 0.5);
  for (let i = 1; i < part.length; i++) close(part[i][0], part[i - 1][3]);
  assert.deepEqual(way.part(0.5, 0.5), []);
  assert.equal(way.part(0, 1).length, pieces(BEND).length);
});

test("there and back is the same way", () => {
  const there = measured(BEND);
  const back = measured(reversed(BEND));
  close(back.at(0.25), there.at(0.75), 0.5);
});

test("a lane lies beside its edge, across the way it goes", () => {
  assert.deepEqual(
    aside(
      [
        [0, 0],
        [0, 50],
        [5, 50],
        [5, 100],
      ],
      8,
    ),
    [8, 0],
  );
  assert.deepEqual(aside(LINE, 8), [0, 8]);
  assert.deepEqual(shifted(LINE, 0, 8)[3], [30, 8]);
});

test("both ways of easing go from 0 to 1 and never back", () => {
  for (const curve of [ease, settle]) {
    assert.equal(curve(0), 0);
    assert.equal(curve(1), 1);
    for (let i = 1; i <= 20; i++) assert.ok(curve(i / 20) >= curve((i - 1) / 20));
  }
});
