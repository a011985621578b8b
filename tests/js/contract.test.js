import assert from "node:assert/strict";
import { test } from "node:test";

import { checkScene, createReader, valueAt } from "../../static/contract.js";
import { createPicture } from "../../static/graph/picture.js";

test("the state at a moment is the last change up to it", () => {
  const changes = [
    [2, "a"],
    [5, "b"],
    [6, null],
  ];
  const states = [0, 1, 2, 3, 4, 5, 6, 7].map((k) => valueAt(changes, k));
  assert.deepEqual(states, [undefined, undefined, "a", "a", "a", "b", null, null]);
  assert.equal(valueAt(undefined, 3), undefined);
  assert.equal(valueAt([], 3), undefined);
});

test("binary search agrees with a plain walk on many random lists", () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 200; round += 1) {
    const moments = [...new Set(Array.from({ length: random(12) }, () => random(30)))].sort(
      (a, b) => a - b,
    );
    const changes = moments.map((moment, i) => [moment, i]);
    for (let k = 0; k < 31; k += 1) {
      const plain = changes.filter(([moment]) => moment <= k).at(-1)?.[1];
      assert.equal(valueAt(changes, k), plain);
    }
  }
});

test("a scene of another version is refused in words", () => {
  assert.throws(() => checkScene({ version: 3 }), /scene version 3 given, 2 wanted/);
  assert.throws(() => checkScene(undefined), /2 wanted/);
});

test("the reader names things as the program does", () => {
  const scene = {
    version: 2,
    groups: [],
    values: [{ text: "3" }],
    storages: [{ id: "s0", letter: "A", members: ["t0"] }],
    edges: [],
    nodes: [
      { id: "t0v0", kind: "tensor", tensor: "t0", made_by: null },
      { id: "o0", kind: "op", op: "mul", grad_fn: "MulBackward0" },
      { id: "n0.self", kind: "saved", name: "self", op: "o0" },
    ],
    changes: {
      t0v0: {
        names: [
          [1, ["x"]],
          [4, ["x", "y"]],
        ],
        shown: [[0, true]],
      },
    },
  };
  const reader = createReader(scene);
  assert.equal(reader.name("t0v0", 0), "");
  assert.equal(reader.name("t0v0", 1), "x");
  assert.equal(reader.name("t0v0", 9), "x, y");
  assert.equal(reader.name("o0", 0), "MulBackward0");
  assert.equal(reader.value(0).text, "3");
  assert.equal(reader.value(null), null);
  assert.equal(reader.shown("t0v0", 0), true);
  assert.equal(reader.shown("o0", 5), false);
  assert.deepEqual(
    reader.savedOf("o0").map(({ id }) => id),
    ["n0.self"],
  );
});

test("one walks from node to node along the edges, never to one that is not there yet", () => {
  const path = [
    [0, 0],
    [0, 1],
    [0, 2],
    [0, 3],
  ];
  const scene = {
    version: 2,
    groups: [],
    values: [],
    storages: [],
    moments: [],
    nodes: [
      { id: "x", kind: "tensor" },
      { id: "o", kind: "op", inputs: [{ node: "x" }, { node: "x" }] },
      { id: "y", kind: "tensor" },
      { id: "s", kind: "saved", op: "o" },
    ],
    edges: [
      { id: "e0", from: "x", to: "o", kind: "data", path },
      { id: "e1", from: "o", to: "s", kind: "saved", path },
      { id: "e2", from: "o", to: "y", kind: "data", path },
    ],
    changes: {
      x: { shown: [[0, true]] },
      o: { shown: [[1, true]] },
      s: { shown: [[2, true]] },
      y: { shown: [[3, true]] },
    },
  };
  const picture = createPicture(/** @type {any} */ (scene));
  assert.equal(picture.neighbour("x", "after", 0), null);
  assert.equal(picture.neighbour("x", "after", 1), "o");
  assert.equal(picture.neighbour("o", "after", 2), "s");
  assert.equal(picture.neighbour("o", "after", 3), "y", "a result before what was saved");
  assert.equal(picture.neighbour("y", "before", 3), "o");
  assert.equal(picture.neighbour("x", "before", 3), null);
  assert.deepEqual(
    picture.reader.readersOf("x").map(({ id }) => id),
    ["o"],
    "once, however often it reads",
  );
});
