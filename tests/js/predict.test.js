import assert from "node:assert/strict";
import { test } from "node:test";

import { createPlayer } from "../../static/player.js";
import { isRight, linesFor, sameText } from "../../static/predict/answers.js";
import { keepOutcomes, outcomesOf, progressOf } from "../../static/progress.js";
import { recall, remember } from "../../static/settings.js";

test("a typed answer is right however it is set", () => {
  for (const typed of ["[2, 4]", "2 4", "2., 4.", "tensor([2., 4.])", " [2.00001,4] "])
    assert.ok(sameText(typed, "[2, 4]"), typed);
  for (const typed of ["2", "[2, 5]", "", "  ", "none", "-2 4", "2 4 6", "x 2 4"])
    assert.ok(!sameText(typed, "[2, 4]"), typed);
  assert.ok(sameText("1", "[[1, 1], [1, 1]]"));
  assert.ok(!sameText("1", "[[1, 1], [1, 2]]"));
  assert.ok(sameText("none", "None"));
  assert.ok(!sameText("0", "None"));
  assert.ok(sameText("121.614", "tensor([[121.6140]])"));
  assert.ok(!sameText("121.7", "tensor([[121.6140]])"));
  assert.ok(sameText("nan", "[nan, nan]"));
  assert.ok(sameText("-inf", "-inf") && !sameText("inf", "-inf"));
});

test("each form of a question knows its right answer", () => {
  assert.ok(isRight({ form: "choice", truth: 1 }, "1"));
  assert.ok(!isRight({ form: "choice", truth: 1 }, "0"));
  assert.ok(isRight({ form: "yes", truth: false }, "no"));
  assert.ok(isRight({ form: "node", truth: "o3" }, "o3"));
  assert.ok(isRight({ form: "line", truth: 12 }, "12"));
  assert.ok(isRight({ form: "text", truth: "0" }, "0"));
});

test("lines to choose from are code up to the cell that is asked about", () => {
  const scene = {
    source: "# %%\nx = 1\n\n# note\n# %%\ny = 2\n# %%\nz = 3",
    cells: [
      { kind: "code", first: 1, last: 4 },
      { kind: "code", first: 5, last: 6 },
      { kind: "code", first: 7, last: 8 },
    ],
  };
  assert.deepEqual(linesFor({ cell: 1 }, { scene }), [2, 6]);
});

test("progress is kept, and for the visit where nothing can be stored", () => {
  assert.equal(progressOf("a/", "lesson"), null);
  keepOutcomes("a/", "lesson", ["right", "", "shown"]);
  assert.deepEqual(outcomesOf("a/", "lesson"), ["right", "", "shown"]);
  assert.deepEqual(progressOf("a/", "lesson"), { right: 1, count: 3 });
  assert.equal(progressOf("b/", "lesson"), null); // another site of the same host
  keepOutcomes("a/", "lesson", ["", ""]);
  assert.equal(progressOf("a/", "lesson"), null);
  remember("theme", "dark");
  assert.equal(recall("theme"), "dark");
});

test("what is not open yet cannot be come to", () => {
  const nothing = () => {};
  const player = createPlayer({
    show: nothing,
    travel: nothing,
    onMoment: nothing,
    onSettled: nothing,
    onPlaying: nothing,
    onError: () => assert.fail("an error that is hidden"),
    still: () => true,
    clock: { now: () => 0, request: () => 0, cancel: nothing },
  });
  const moments = Array.from({ length: 8 }, (_, k) => ({
    kind: k === 6 ? "began" : "made",
    grain: "op",
    phase: "forward",
    moves: [],
    mark: k === 7 ? "error" : null,
    line: k,
  }));
  player.load(moments, [7], 3, 3);
  for (const act of [
    () => player.seek(7),
    () => player.step(1),
    () => player.jump(1),
    player.toBackward,
    player.toError,
    () => player.toLine(6),
    player.play,
  ]) {
    act();
    assert.equal(player.moment() <= 3, true);
  }
  player.setLimit(5);
  player.seek(Infinity);
  assert.equal(player.moment(), 5);
  player.setLimit(2);
  assert.equal(player.moment(), 2);
  player.setLimit(null);
  player.seek(Infinity);
  assert.equal(player.moment(), 7);
});
