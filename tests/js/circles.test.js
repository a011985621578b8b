import assert from "node:assert/strict";
import { test } from "node:test";

import { circlesOf } from "../../static/circles.js";
import { createPicture } from "../../static/graph/picture.js";
import { drawRest } from "../../static/graph/rest.js";
import { createSheet } from "../../static/graph/sheet.js";
import { PALETTES } from "../../static/palette.js";
import { smallScene } from "./small_scene.js";

const chain = (...ends) => ({
  nodes: ["a", "b", "c", "d"].map((id, i) => ({
    id,
    line: i + 1,
    cell: 0,
    grad_fn: id === "a" ? "MulBackward0" : undefined,
  })),
  edges: ends.map(([from, to], i) => ({ id: `e${i}`, from, to, kind: "data" })),
  changes: {
    c: {
      names: [
        [0, ["x"]],
        [3, ["z"]],
      ],
    },
  },
  moments: [{}, {}, {}],
});

test("a graph without a circle is left as it is, however its edges meet", () => {
  assert.deepEqual(
    circlesOf(chain(["a", "b"], ["a", "c"], ["b", "d"], ["c", "d"], ["b", "d"])),
    {},
  );
  assert.deepEqual(circlesOf(smallScene()), {});
});

test("the edge that closes a circle is marked and told by names, with where it leads", () => {
  const found = circlesOf(chain(["a", "b"], ["b", "c"], ["c", "a"], ["c", "d"]));
  assert.deepEqual(
    found.edges.map(({ kind }) => kind),
    ["data", "data", "circle", "data"],
  );
  assert.deepEqual(found.advice, [
    {
      moment: 2,
      cell: 0,
      line: 1,
      nodes: ["c", "a"],
      explain: { key: "advice.circle", args: { from: "z", to: "MulBackward0" } },
      mends: [],
    },
  ]);
});

test("a node that leads to itself is a circle, and each of several is told", () => {
  const found = circlesOf(chain(["a", "a"], ["b", "c"], ["c", "d"], ["d", "b"], ["d", "c"]));
  assert.deepEqual(
    found.edges.filter(({ kind }) => kind === "circle").map(({ id }) => id),
    ["e0", "e3", "e4"],
  );
  assert.equal(found.advice.length, 3);
});

test("a chain of 100,000 nodes is walked without recursion", () => {
  const ids = Array.from({ length: 1e5 }, (_, i) => `n${i}`);
  const edges = ids.map((id, i) => ({
    id: `e${i}`,
    from: id,
    to: ids[(i + 1) % ids.length],
    kind: "data",
  }));
  const found = circlesOf({ nodes: ids.map((id) => ({ id })), edges, changes: {}, moments: [] });
  assert.deepEqual(
    found.advice.map(({ nodes }) => nodes),
    [["n99999", "n0"]],
  );
});

test("it is red and dashed, near and from afar", () => {
  const scene = smallScene();
  scene.edges[0].kind = "circle";
  for (const zoom of [1, 0.1]) {
    const sheet = createSheet(zoom);
    drawRest(
      sheet,
      createPicture(scene),
      scene.moments.length - 1,
      { left: -1e4, top: -1e4, right: 1e4, bottom: 1e4 },
      { palette: PALETTES.light, t: (key) => key },
    );
    const { color, dash } = sheet.columns.edges;
    const red = color.flatMap((each, i) => (each === PALETTES.light.error ? [dash[i]] : []));
    assert.ok(red.length > 0 && (zoom < 1 || red.includes("7 4")), `at zoom ${zoom}`);
  }
});
