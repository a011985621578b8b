import assert from "node:assert/strict";
import { test } from "node:test";
import { pathOf, scaleOf } from "../../static/charts/lines.js";
import { otherStep, stepAt } from "../../static/training/steps.js";

const TRAINING = /** @type {any} */ ({
  steps: [
    [4, 9],
    [10, 15],
    [16, 21],
  ],
});

test("a moment belongs to the step that began last", () => {
  assert.deepEqual(
    [0, 3, 4, 9, 10, 21, 40].map((k) => stepAt(TRAINING, k)),
    [-1, -1, 0, 0, 1, 2, 2],
  );
});

test("forward goes to the end of the step shown, then of the next, and stays at the last", () => {
  assert.deepEqual(
    [0, 4, 8, 9, 12, 15, 21, 30].map((k) => otherStep(TRAINING, k, 1)),
    [9, 9, 9, 15, 15, 21, 21, 21],
  );
});

test("back goes to the end of the step before, and before the first to the beginning", () => {
  assert.deepEqual(
    [30, 21, 12, 9, 4, 2].map((k) => otherStep(TRAINING, k, -1)),
    [15, 15, 9, 0, 0, 0],
  );
});

test("numbers far apart lie on a logarithmic scale, others from zero or from the least", () => {
  const far = scaleOf([[1000, 1, 0]]);
  assert.equal(far.log, true);
  assert.deepEqual([1000, 1, 0].map(far.height).map(Math.round), [0, 100, 100]);
  const near = scaleOf([
    [4, 1],
    [2, null],
  ]);
  assert.deepEqual([near.log, near.low, near.high], [false, 0, 4]);
  assert.deepEqual([scaleOf([[9, 8]]).low, scaleOf([[-1, 3]]).low], [8, -1]);
});

test("a scale of nothing, or of one number, is a scale all the same", () => {
  assert.equal(scaleOf([[5, 5]]).height(5), 50);
  assert.equal(Number.isNaN(scaleOf([["nan", null]]).height(1)), false);
});

test("a line has gaps where there is no number, and a dot where one stands alone", () => {
  assert.equal(
    pathOf([1, 2, "nan", 3, null, 1, 0], (value) => 10 * value),
    "M0.0 10.0L166.7 20.0M500.0 30.0h.01M833.3 10.0L1000.0 0.0",
  );
});
