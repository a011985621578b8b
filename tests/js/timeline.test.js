import assert from "node:assert/strict";
import { test } from "node:test";

import { MARKS } from "../../static/marks.js";
import { cluster, phases } from "../../static/timeline.js";

const marked = (...marks) => marks.map((mark) => ({ mark }));

test("phases are runs, in order, that cover every moment once", () => {
  const moments = ["forward", "forward", "backward", "forward", "backward"].map((phase) => ({
    phase,
  }));
  assert.deepEqual(phases(moments), [
    { phase: "forward", first: 0, last: 1 },
    { phase: "backward", first: 2, last: 2 },
    { phase: "forward", first: 3, last: 3 },
    { phase: "backward", first: 4, last: 4 },
  ]);
  assert.deepEqual(phases([]), []);
});

test("marks far apart stand alone", () => {
  const found = cluster(marked("save", null, "in_place"), (k) => k * 100);
  assert.deepEqual(
    found.map(({ x, mark, moment }) => [x, mark, moment]),
    [
      [0, "save", 0],
      [200, "in_place", 2],
    ],
  );
});

test("of marks close together the gravest gives shape and place, and none is lost", () => {
  const [only, ...others] = cluster(marked("save", "print", "check_failed", "error"), (k) => k * 4);
  assert.equal(others.length, 0);
  assert.equal(only.mark, "error");
  assert.equal(only.moment, 3);
  assert.deepEqual(
    only.all.map(({ mark }) => mark),
    ["save", "print", "check_failed", "error"],
  );
});

test("shown marks never come closer than their width, however many there are", () => {
  const many = Array.from({ length: 500 }, (_, k) => ({ mark: MARKS[(k * 7) % MARKS.length] }));
  const found = cluster(many, (k) => k * 1.3);
  assert.equal(
    found.reduce((sum, { all }) => sum + all.length, 0),
    500,
  );
  found.slice(1).forEach((one, i) => assert.ok(one.x >= found[i].x));
  assert.ok(found.length <= (500 * 1.3) / 15 + 1);
});
