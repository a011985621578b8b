import assert from "node:assert/strict";
import { test } from "node:test";

import { VERSION } from "../../static/contract.js";
import { packed, points, unpacked } from "../../static/paths.js";

test("straight pieces of a path have their control points on its thirds, curved ones their own", () => {
  assert.deepEqual(points([0, 0, [0, 90], [0, 100, 50, 100, 50, 110]]), [
    [0, 0],
    [0, 30],
    [0, 60],
    [0, 90],
    [0, 100],
    [50, 100],
    [50, 110],
  ]);
});

test("a scene is written out once, and known as it came", () => {
  const drawing = {
    width: 10,
    height: 20,
    places: [
      [1, 2],
      [3, 4],
    ],
    links: [[0, 0, [0, 9]]],
  };
  const level = { drawing: 0, inside: ["out:t1"], ports: {}, links: ["t1>out:t1"] };
  const came = {
    version: VERSION,
    edges: [{ id: "e0", from: "t0", to: "t1", path: [0, 0, [3, 0]] }],
    drawings: [drawing],
    groups: [{ id: "g0", nodes: ["t1"], level }],
    level: { nodes: ["t0"], ...level },
  };
  const scene = unpacked(came);
  assert.deepEqual(scene.edges[0].path, [
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
  ]);
  assert.deepEqual(scene.groups[0].level.places, { t1: [1, 2], "out:t1": [3, 4] });
  assert.deepEqual(scene.level.links, {
    "t1>out:t1": [
      [0, 0],
      [0, 3],
      [0, 6],
      [0, 9],
    ],
  });
  assert.equal(unpacked(scene), scene);
  assert.equal(packed(scene), came);
});
