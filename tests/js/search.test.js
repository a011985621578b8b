import assert from "node:assert/strict";
import { test } from "node:test";

import { createReader } from "../../static/contract.js";
import { entriesOf, matches } from "../../static/search/find.js";
import { smallScene } from "./small_scene.js";

const t = (key) => key;
const at = (k) => entriesOf(createReader(smallScene()), k, t);
const found = (k, question, ...filters) =>
  matches(at(k), question, new Set(filters)).map(({ id }) => id);

test("a name, an op, a shape and a dtype find what has them", () => {
  assert.deepEqual(found(8, "y"), ["t1v0", "n0.result"], "what is named so, and a card of it");
  assert.deepEqual(found(8, "sigm"), ["o0"]);
  assert.deepEqual(found(8, "SigmoidBackward0"), ["o0"]);
  for (const shape of ["[3]", "[ 3 ]", "[3"])
    assert.deepEqual(found(8, shape), ["t0v0", "t1v0", "t2v0", "t2v1"], shape);
  assert.deepEqual(found(8, "float32 z"), ["t2v0", "t2v1"], "all words must fit");
  assert.deepEqual(found(8, "nowhere"), []);
  assert.deepEqual(found(8, ""), []);
});

test("what is not there yet is not found", () => {
  assert.deepEqual(found(1, "detach"), []);
  assert.deepEqual(found(7, "detach"), ["o1"]);
});

test("filters tell what requires grad, has no gradient, or is stale at the moment", () => {
  assert.deepEqual(found(2, "", "requires_grad"), ["t0v0", "t1v0"]);
  assert.deepEqual(found(2, "", "no_grad"), ["t0v0", "t1v0"]);
  assert.deepEqual(found(6, "", "no_grad"), ["t1v0"], "x has its gradient now");
  assert.deepEqual(found(7, "", "stale"), []);
  assert.deepEqual(found(8, "", "stale"), ["n0.result"]);
  assert.deepEqual(found(8, "x", "stale"), [], "and the words as well");
});

test("a name that is just that comes first", () => {
  const entries = ["xx", "axis", "x", "fx"].map((label, i) => ({
    id: String(i),
    kind: "tensor",
    label,
    detail: "",
    text: label,
    is: new Set(),
  }));
  assert.deepEqual(
    matches(entries, "x", new Set()).map(({ label }) => label),
    ["x", "xx", "axis", "fx"],
  );
});

test("ten thousand nodes are searched within a blink, whatever is typed", () => {
  const entries = Array.from({ length: 10000 }, (_, i) => ({
    id: `t${i}`,
    kind: "tensor",
    label: `h${i}`,
    detail: "[3, 4]",
    text: `h${i} [3, 4]`,
    is: new Set(),
  }));
  for (const question of ["h99", "[3, 4] h1", "[[[[,,,", "🙂", "\\", "(.*)"])
    assert.ok(matches(entries, question, new Set()).length <= 10000);
});
