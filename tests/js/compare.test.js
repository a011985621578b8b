import assert from "node:assert/strict";
import { test } from "node:test";

import { ofBoth, ofOne, placed, sourceOf } from "../../static/compare/comparison.js";
import { createGrouping, prepareGroups } from "../../static/graph/grouping.js";
import { momentWords } from "../../static/moment_words.js";
import { passOf } from "../../static/questions/questions.js";
import { createReader } from "../../static/contract.js";

const NODE = { kind: "tensor", y: 10, width: 20, height: 20 };
const SCENE = {
  groups: [],
  source: "one\nold\nnew\nend",
  size: { width: 1100, height: 400 },
  nodes: [
    { ...NODE, id: "a:t0v0", x: 50 },
    { ...NODE, id: "b:t0v0", x: 650 },
  ],
  edges: [
    {
      id: "b:e0",
      from: "b:t0v0",
      to: "b:o0",
      path: [
        [650, 10],
        [650, 20],
      ],
    },
  ],
  storages: [],
  moments: [{ kind: "began" }, { kind: "began", side: "b" }, { kind: "ran" }],
  changes: { "a:t0v0": { grad: [[2, 0]] }, "b:t0v0": { grad: [[2, 0]] } },
  comparison: {
    rows: [
      [1, 1],
      [2, null],
      [null, 2],
      [3, 3],
    ],
    half: { right: 600, below: 464 },
  },
};

test("each program can be taken out of the text of both", () => {
  assert.equal(sourceOf(SCENE, "a"), "one\nold\nend");
  assert.equal(sourceOf(SCENE, "b"), "one\nnew\nend");
});

test("the second picture goes below the first where there is no room beside it", () => {
  const wide = placed(SCENE, { clientWidth: 1100, clientHeight: 500 });
  assert.deepEqual(wide.comparison.half, { right: 600, below: 0 });
  assert.equal(wide.nodes, SCENE.nodes);
  const tall = placed(SCENE, { clientWidth: 500, clientHeight: 1000 });
  assert.deepEqual(tall.comparison.half, { right: 0, below: 464 });
  assert.deepEqual(tall.size, { width: 500, height: 864 });
  assert.deepEqual(
    tall.nodes.map(({ x, y }) => [x, y]),
    [
      [50, 10],
      [50, 474],
    ],
  );
  assert.deepEqual(tall.edges[0].path, [
    [50, 474],
    [50, 484],
  ]);
  assert.equal(placed(tall, { clientWidth: 1100, clientHeight: 500 }), tall);
});

test("a question goes to the program that it is about, and its answer comes back with our ids and lines", () => {
  const request = {
    kind: "ask",
    question: "why",
    source: SCENE.source,
    of: "b:t0v0",
    result: null,
  };
  assert.deepEqual(ofOne(SCENE, request), { ...request, source: "one\nnew\nend", of: "t0v0" });
  const answer = {
    of: "t0v0",
    root: null,
    line: 2,
    paths: [{ steps: [{ op: "o0", name: "exp", line: 3, names: ["op"] }] }],
  };
  assert.deepEqual(ofBoth(SCENE, "b", answer), {
    of: "b:t0v0",
    root: null,
    line: 3,
    paths: [{ steps: [{ op: "b:o0", name: "exp", line: 4, names: ["op"] }] }],
  });
});

test("a backward that only one run has is not counted for the other", () => {
  const reader = createReader(SCENE);
  assert.equal(passOf(reader, "a:t0v0", 2)?.passes, 1);
  assert.equal(passOf(reader, "b:t0v0", 2)?.passes, 2);
});

test("a moment says in which run it is, and how they differ", () => {
  const translator = {
    t: (key, args) => `${key} ${JSON.stringify(args)}`,
    words: ({ key }) => key,
  };
  assert.equal(momentWords(translator, { words: { key: "w" } }), "w");
  assert.equal(
    momentWords(translator, { words: { key: "w" }, side: "a" }),
    'compare.only {"side":"A","words":"w"}',
  );
  assert.equal(
    momentWords(translator, { words: { key: "w" }, before: { key: "v" } }),
    'compare.both {"a":"v","b":"w"}',
  );
});

/** Two frames, each with one group that holds one node. */
function framed() {
  const level = (places, ports = {}) => ({ width: 100, height: 60, places, ports, links: {} });
  const group = (id, kind, parent, nodes, inside) => ({
    id,
    kind,
    parent,
    nodes,
    words: { key: "w", args: {} },
    ops: 1,
    lines: null,
    begins: 0,
    ends: 2,
    closed: kind !== "program",
    width: 100,
    height: 60,
    level: level(Object.fromEntries([...nodes, ...inside].map((each) => [each, [50, 30]]))),
  });
  return {
    ...SCENE,
    edges: [],
    groups: ["a", "b"].flatMap((side) => [
      group(side, "program", null, [], [`${side}:g0`]),
      group(`${side}:g0`, "turn", side, [`${side}:t0v0`], []),
    ]),
    level: { width: 260, height: 60, ports: {}, links: {}, places: { a: [50, 30], b: [210, 30] } },
    comparison: { ...SCENE.comparison, twins: [["a:g0", "b:g0"]] },
  };
}

test("the frames of both are as the room is shaped, whatever the whole pictures are", () => {
  const wide = placed(framed(), { clientWidth: 1100, clientHeight: 500 });
  assert.deepEqual(wide.level.places, { a: [50, 30], b: [210, 30] });
  const tall = placed(framed(), { clientWidth: 500, clientHeight: 1000 });
  assert.deepEqual(tall.level, {
    width: 100,
    height: 180,
    ports: {},
    links: {},
    places: { a: [50, 30], b: [50, 150] },
  });
});

test("a group opens and closes with the same group of the other run", async () => {
  // With less motion all of it happens at once.
  Object.assign(globalThis, { matchMedia: () => ({ matches: true }), cancelAnimationFrame() {} });
  const scene = framed();
  let shown = null;
  const grouping = createGrouping({
    later: (_, load) => load(),
    onPicture: (picture) => (shown = picture),
    onOther() {},
    onSettled() {},
  });
  await prepareGroups(scene, (_, load) => load());
  const ids = (picture) =>
    picture
      .nodes()
      .map(({ id }) => id)
      .sort();
  assert.deepEqual(ids(grouping.begin(scene)), ["a:g0", "b:g0"]);
  await grouping.toggle("b:g0");
  assert.deepEqual(ids(shown), ["a:t0v0", "b:t0v0"]);
  assert.deepEqual(shown.frames.map(({ id }) => id).sort(), ["a", "a:g0", "b", "b:g0"]);
  await grouping.toggle("a:g0");
  assert.deepEqual(ids(shown), ["a:g0", "b:g0"]);
  await grouping.toggle("a"); // a whole program has no twin: it is put away alone
  assert.deepEqual(ids(shown), ["a", "b:g0"]);
});
