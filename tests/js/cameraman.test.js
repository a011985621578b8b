import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { COMFORT, contains, windowOf } from "../../static/graph/camera.js";
import { createCameraman } from "../../static/graph/cameraman.js";

const node = (id, x, y) => ({ id, x, y, width: 100, height: 60 });
const GRAPH = { left: 0, top: 0, right: 900, bottom: 60_000 };
const NODES = new Map(["a", "b", "c"].map((id, i) => [id, node(id, 400, 300 + i * 20_000)]));

let size;
let moves;
let frames;

beforeEach(() => {
  size = { width: 800, height: 600 };
  moves = [];
  frames = [];
  globalThis.matchMedia = () => ({ matches: true }); // reduced motion: every way is a jump
  globalThis.requestAnimationFrame = (callback) => frames.push(callback);
  globalThis.cancelAnimationFrame = () => frames.splice(0);
});

const cameraman = (more = {}) =>
  createCameraman({
    size: () => size,
    graph: () => GRAPH,
    nodesOf: (ids) => ids.map((id) => NODES.get(id)),
    onMove: (camera) => moves.push(camera),
    onSetOut: () => {},
    ...more,
  });
const sees = (camera, id) => {
  const { x, y } = NODES.get(id);
  return contains(windowOf(camera, size), { left: x, right: x, top: y, bottom: y });
};

test("a large graph opens where it matters, large enough to read", () => {
  const man = cameraman();
  man.open(["b"]);
  assert.equal(man.camera().zoom, COMFORT);
  assert.ok(sees(man.camera(), "b"));
});

test("of things too far apart for one screen the first is shown", () => {
  const man = cameraman();
  man.open(["c", "a"]);
  assert.ok(sees(man.camera(), "c"));
  man.reveal(["a", "c"]);
  assert.ok(sees(man.camera(), "a"));
});

test("fit shows what can be read, once more all of it, and again what can be read", () => {
  const man = cameraman();
  man.open(["a"]);
  man.fit(["a"]);
  assert.equal(man.camera().zoom, COMFORT);
  man.fit(["a"]);
  assert.ok(man.camera().zoom < 0.1);
  man.fit(["a"]);
  assert.equal(man.camera().zoom, COMFORT);
});

test("a fitted camera follows the screen's size; one moved by hand keeps its zoom", () => {
  const man = cameraman();
  man.open(["a"]);
  man.fit(["a"]);
  man.fit(["a"]);
  size = { width: 400, height: 2000 };
  man.resize(["a"]);
  assert.ok(man.camera().zoom < 0.1, "still whole");
  man.pinch(8, 10, 10);
  const { zoom } = man.camera();
  size = { width: 300, height: 300 };
  man.resize(["a"]);
  assert.equal(man.camera().zoom, zoom);
});

test("what is in sight moves nothing", () => {
  const man = cameraman();
  man.open(["a"]);
  const count = moves.length;
  man.reveal(["a"]);
  man.reveal([]);
  assert.equal(moves.length, count);
});

test("after the reader's hand nobody else moves the camera for a while", () => {
  const man = cameraman();
  man.open(["a"]);
  assert.ok(man.isFree());
  man.pan(10, 0);
  assert.ok(!man.isFree());
});

test("a pan follows the pointer at every zoom", () => {
  const man = cameraman();
  man.open(["a"]);
  const { x, y, zoom } = man.camera();
  man.pan(37, -20);
  assert.deepEqual(man.camera(), { x: x - 37 / zoom, y: y + 20 / zoom, zoom });
});

test("a short way is gone smoothly and ends exactly there, a long one is jumped", () => {
  globalThis.matchMedia = () => ({ matches: false });
  let prepared = 0;
  const man = cameraman({ onSetOut: () => prepared++ });
  man.open(["a"]);
  man.reveal(["b"]);
  assert.equal(frames.length, 0, "20,000 pixels are jumped");
  NODES.set("d", node("d", 400, NODES.get("b").y + 500));
  man.reveal(["d"]);
  assert.equal(frames.length, 1);
  assert.equal(prepared, 1, "what will be seen is painted before");
  const { now } = performance;
  const start = now.call(performance);
  try {
    performance.now = () => start + 1e6;
    frames.pop()();
  } finally {
    performance.now = now;
  }
  assert.equal(frames.length, 0, "arrived");
  assert.ok(sees(man.camera(), "d"));
});
