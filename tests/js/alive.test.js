import assert from "node:assert/strict";
import { test } from "node:test";
import { bytes, heldAt, rowsOf } from "../../static/alive/page.js";
import { areaPath, topOf } from "../../static/charts/areas.js";

test("bytes are told in the largest unit that fits", () => {
  assert.deepEqual([0, 999, 1000, 12_345, 999_999, 2.5e6, 3e9].map(bytes), [
    "0 B",
    "999 B",
    "1.0 kB",
    "12 kB",
    "1000 kB",
    "2.5 MB",
    "3.0 GB",
  ]);
});

const ROWS = [
  [0, 4, 0],
  [5, 4, 4],
  [10, 0, 8],
];

test("areas stand on one another and change at their moments", () => {
  assert.equal(topOf(ROWS), 8);
  assert.equal(areaPath(ROWS, 11, 0), "M0 100L0.0 50.0H500.0V50.0H1000.0V100.0H1000V100Z");
  assert.equal(areaPath(ROWS, 11, 1), "M0 100L0.0 50.0H500.0V0.0H1000.0V0.0H1000V100Z");
});

test("what is held at a moment comes with its size, who holds it and how it goes, the largest first", () => {
  const alive = {
    sizes: { s2: 400 },
    gone: { n2: 12 },
    kept: { n1: [5, 8] },
    ways: {
      n0: [
        [2, "y"],
        [6, "losses[0]"],
      ],
      n1: [
        [3, "y"],
        [7, null],
      ],
      n2: "z",
    },
  };
  const storage = { "n0.self": "s1", "n1.result": "s2", "n2.self": "s1" };
  const changes = {
    "n0.self": {
      shown: [[2, true]],
      state: [
        [2, "held"],
        [9, "freed"],
      ],
    },
    "n1.result": { shown: [[3, true]] },
    "n2.self": { shown: [[9, true]] },
  };
  const nodes = Object.keys(storage).map((id) => ({ id, kind: "saved" }));
  const reader = /** @type {any} */ ({
    scene: { alive, changes, nodes },
    node: (/** @type {string} */ id) =>
      id === "t1" ? { shape: [1], dtype: "float32" } : { storage: storage[id], tensor_node: "t1" },
  });
  const at = (/** @type {number} */ k) =>
    heldAt(reader, k).map(({ id, way, stayed, how }) => [id, way, stayed, how]);
  assert.deepEqual(at(1), []);
  assert.deepEqual(at(6), [
    ["n1.result", "y", 5, "freed"],
    ["n0.self", "losses[0]", null, "freed"],
  ]);
  assert.deepEqual(at(12).length, 1);
  assert.deepEqual(at(9), [
    ["n1.result", null, 8, "freed"],
    ["n2.self", "z", null, "gone"],
  ]);
});

test("the bytes of each kind are put together by moment", () => {
  assert.deepEqual(
    rowsOf({
      values: [
        [0, 4],
        [9, 0],
      ],
      graph: [[3, 8]],
      grads: [[3, 2]],
    }),
    [
      [0, 4, 0, 0],
      [3, 4, 8, 2],
      [9, 0, 8, 2],
    ],
  );
});
