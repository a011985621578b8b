import assert from "node:assert/strict";
import { test } from "node:test";

import { createReader } from "../../static/contract.js";
import {
  cellOf,
  contentOf,
  elementsByCell,
  indicesOf,
  rangeOf,
} from "../../static/questions/cells.js";
import { passOf } from "../../static/questions/questions.js";
import { smallScene } from "./small_scene.js";

const view = (shape, strides, offset) => /** @type {any} */ ({ shape, strides, offset });

test("elements come row by row, and as many as are wanted", () => {
  assert.deepEqual(indicesOf([2, 2]), [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  assert.deepEqual(indicesOf([]), [[]]);
  assert.deepEqual(indicesOf([0, 3]), []);
  assert.equal(indicesOf([1000, 1000], 5).length, 5);
});

test("strides and offset say in which cell an element lies", () => {
  const transposed = view([4, 3], [1, 4], 0);
  assert.equal(cellOf(transposed, [1, 2]), 9);
  assert.deepEqual(rangeOf(transposed), [0, 11]);
  assert.deepEqual([...elementsByCell(view([2], [2], 1)).keys()], [1, 3]);
  assert.deepEqual(elementsByCell(view([2, 1], [0, 1], 5)).get(5), [
    [0, 0],
    [1, 0],
  ]);
  assert.equal(rangeOf(view([0], [1], 0)), null);
});

test("what is in the cells is what a tensor on them shows", () => {
  const scene = smallScene();
  const reader = createReader(scene);
  const node = { ...scene.nodes.find(({ id }) => id === "t1v0"), strides: [2], offset: 1 };
  const k = scene.moments.length - 1;
  const numbers = reader.value(reader.at("t1v0", "value", k))?.numbers;
  assert.deepEqual(
    [...contentOf(reader, [node], k)],
    [1, 3, 5].map((cell, i) => [cell, numbers?.[i]]),
  );
});

test("a gradient is of the last backward that brought one", () => {
  const scene = /** @type {any} */ ({
    groups: [],
    nodes: [{ id: "a", kind: "tensor" }],
    edges: [{ id: "e", from: "a", to: "o" }],
    storages: [],
    moments: ["made", "began", "sent", "began", "sent", "began"].map((kind) => ({ kind })),
    changes: {
      e: {
        gradient: [
          [2, {}],
          [3, null],
          [4, {}],
          [5, null],
        ],
      },
    },
  });
  const reader = createReader(scene);
  assert.equal(passOf(reader, "a", 1), null);
  assert.deepEqual(passOf(reader, "a", 3), { passes: 1, moment: 2 });
  assert.deepEqual(passOf(reader, "a", 5), { passes: 2, moment: 4 });
});
