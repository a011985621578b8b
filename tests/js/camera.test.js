import assert from "node:assert/strict";
import { test } from "node:test";

import {
  boundsOf,
  COMFORT,
  comfortable,
  contains,
  freePlace,
  inside,
  meets,
  revealing,
  toScene,
  union,
  whole,
  windowOf,
  zoomedAt,
} from "../../static/graph/camera.js";

const SIZE = { width: 800, height: 600 };
const PHONE = { width: 390, height: 500 };
const bounds = (left, top, right, bottom) => ({ left, top, right, bottom });

test("the middle of the screen is where the camera looks, and a pixel is 1 / zoom", () => {
  const camera = { x: 120, y: -40, zoom: 2 };
  assert.deepEqual(toScene(camera, SIZE, 400, 300), [120, -40]);
  assert.deepEqual(toScene(camera, SIZE, 420, 280), [130, -50]);
});

test("the window has the screen's proportions, so nothing is ever squashed", () => {
  for (const zoom of [0.1, 0.74, 1, 2.5]) {
    const { left, right, top, bottom } = windowOf({ x: 5, y: 9, zoom }, PHONE);
    assert.ok(Math.abs((right - left) / (bottom - top) - PHONE.width / PHONE.height) < 1e-9);
  }
});

test("zooming keeps what is under the pointer under the pointer", () => {
  const camera = { x: 0, y: 0, zoom: 1 };
  const before = toScene(camera, SIZE, 700, 50);
  const after = toScene(zoomedAt(camera, SIZE, 1.9, 700, 50), SIZE, 700, 50);
  assert.ok(Math.hypot(after[0] - before[0], after[1] - before[1]) < 1e-9);
});

test("the zoom stays between its limits", () => {
  let camera = { x: 0, y: 0, zoom: 1 };
  for (let i = 0; i < 50; i++) camera = zoomedAt(camera, SIZE, 3, 1, 1);
  assert.equal(camera.zoom, 3);
  for (let i = 0; i < 90; i++) camera = zoomedAt(camera, SIZE, 0.3, 1, 1);
  assert.equal(camera.zoom, 0.04);
});

test("whole shows all of a graph", () => {
  const graph = bounds(0, 0, 4000, 900);
  assert.ok(contains(windowOf(whole(graph, PHONE), PHONE), graph));
});

test("a small graph is shown whole, a large one as large as can be read, where it matters", () => {
  const small = bounds(0, 0, 500, 400);
  assert.deepEqual(comfortable(small, null, SIZE), whole(small, SIZE));
  const large = bounds(0, 0, 900, 80_000);
  const focus = bounds(100, 40_000, 300, 40_100);
  const camera = comfortable(large, focus, SIZE);
  assert.equal(camera.zoom, COMFORT);
  assert.ok(contains(windowOf(camera, SIZE), focus));
  assert.ok(windowOf(comfortable(large, null, SIZE), SIZE).top > -50, "begins at the top");
});

test("a camera inside a graph does not look past its borders", () => {
  const graph = bounds(0, 0, 900, 80_000);
  const { y } = inside({ x: 0, y: 0, zoom: 1 }, graph, SIZE);
  assert.ok(y - SIZE.height / 2 >= -20);
  assert.equal(inside({ x: -999, y: 500, zoom: 0.5 }, graph, SIZE).x, 450);
});

test("what is in sight moves nothing; what is not is brought well into sight", () => {
  const camera = { x: 400, y: 300, zoom: 1 };
  assert.equal(revealing(camera, bounds(350, 250, 450, 350), SIZE), camera);
  const far = bounds(380, 900, 480, 960);
  const moved = revealing(camera, far, SIZE);
  assert.equal(moved.zoom, 1);
  assert.ok(contains(windowOf(moved, SIZE, -0.1), far));
  const below = windowOf(moved, SIZE);
  assert.ok(far.top - below.top < below.bottom - far.bottom, "with more room ahead than behind");
});

test("bounds meet, contain and join", () => {
  const a = bounds(0, 0, 10, 10);
  assert.ok(meets(a, bounds(9, 9, 20, 20)));
  assert.ok(!meets(a, bounds(11, 0, 20, 10)));
  assert.deepEqual(union(a, bounds(5, -5, 20, 5)), bounds(0, -5, 20, 10));
  assert.equal(boundsOf([]), null);
  assert.deepEqual(boundsOf([{ x: 5, y: 5, width: 10, height: 4 }]), bounds(0, 3, 10, 7));
});

test("a note stands beside its box, beyond a narrow drawing if need be; below it only where all else is taken", () => {
  const box = { x: 50, y: 20, width: 60, height: 40 };
  const wide = (within, beyond = 0) => contains(bounds(-beyond, 0, 400 + beyond, 300), within);
  const narrow = (within, beyond = 0) => contains(bounds(-beyond, 0, 100 + beyond, 300), within);
  assert.deepEqual(freePlace(box, 120, 30, 0, wide), [140, 20]);
  assert.deepEqual(freePlace(box, 120, 30, 0, narrow), [140, 20]);
  assert.deepEqual(
    freePlace(box, 120, 30, 0, ({ top }) => top > 35),
    [80, 55],
  );
});
