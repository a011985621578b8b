import assert from "node:assert/strict";
import { test } from "node:test";

import { createLayers } from "../../static/graph/layers.js";
import { createPicture } from "../../static/graph/picture.js";
import { smallScene } from "./small_scene.js";

/** Layers over the small scene, with what was painted, and a timer of our own. */
const set_up = () => {
  const painted = [];
  const timers = [];
  globalThis.window = { setTimeout: (callback) => timers.push(callback) };
  globalThis.clearTimeout = () => timers.splice(0);
  const sight = { camera: { x: 350, y: 250, zoom: 1 }, size: { width: 800, height: 600 } };
  const layers = createLayers(
    (layer, sheet) => painted.push([layer, sheet]),
    () => sight,
  );
  layers.setPicture(createPicture(smallScene()));
  layers.redraw();
  const taken = () => painted.splice(0).map(([layer]) => layer);
  taken();
  return { layers, sight, taken, timers, painted };
};

test("while values travel only what moves is painted, frame by frame", () => {
  const { layers, taken } = set_up();
  layers.show(1);
  taken();
  layers.travel(2, 0.1);
  assert.deepEqual(taken(), ["lit", "move"]);
  for (const fraction of [0.2, 0.5, 0.9]) {
    layers.travel(2, fraction);
    assert.deepEqual(taken(), ["move"]);
  }
  layers.show(2);
  assert.deepEqual(taken(), ["move", "lit"], "the moving layer is emptied, the rest stands");
});

test("the resting graph is painted when something must go, or too much has changed", () => {
  const { layers, taken } = set_up();
  layers.show(5);
  layers.redraw();
  taken();
  layers.show(4);
  assert.ok(taken().includes("rest"), "a gradient went back");
  layers.show(11);
  assert.ok(taken().includes("rest"), "much has changed");
});

test("once all rests, the resting graph is brought up to date, once", () => {
  const { layers, taken, timers } = set_up();
  layers.show(1);
  assert.ok(!taken().includes("rest"));
  assert.equal(timers.length, 1);
  timers.pop()();
  assert.deepEqual(taken(), ["rest", "lit"]);
  layers.draw();
  assert.deepEqual(taken(), []);
  assert.equal(timers.length, 0);
});

test("a pan within what is painted paints nothing; beyond it, or a zoom, the resting graph", () => {
  const { layers, sight, taken } = set_up();
  sight.camera = { ...sight.camera, x: 400 };
  layers.draw();
  assert.deepEqual(taken(), []);
  sight.camera = { ...sight.camera, y: 5000 };
  layers.draw();
  assert.deepEqual(taken(), ["rest", "lit"]);
  sight.camera = { ...sight.camera, zoom: 2 };
  layers.draw();
  assert.deepEqual(taken(), ["rest", "lit"]);
});

test("selecting and hovering paint the lit layer alone", () => {
  const { layers, taken } = set_up();
  layers.select("t0v0");
  assert.deepEqual(taken(), ["lit"]);
  assert.equal(layers.hover("t0v0"), true);
  assert.deepEqual(taken(), ["lit"]);
  assert.equal(layers.hover("t0v0"), false);
  assert.deepEqual(taken(), []);
});

test("a theme or a language repaints everything", () => {
  const { layers, taken } = set_up();
  layers.setStrings((key) => key.toUpperCase());
  assert.deepEqual(taken(), ["rest", "lit"]);
});

test("the way to the first moment begins from nothing", () => {
  const { layers, taken } = set_up();
  layers.travel(0, 0.5);
  assert.equal(layers.moment(), -1);
  assert.ok(taken().includes("move"));
});

test("of what is lit only that in sight is drawn: the end of a large program lights thousands", () => {
  const { layers, sight, painted } = set_up();
  layers.show(11);
  layers.redraw();
  const litBoxes = () =>
    painted
      .splice(0)
      .filter(([layer]) => layer === "lit")
      .at(-1)[1].columns;
  const near = litBoxes();
  assert.ok(near.pill.x.length + near.square.x.length + near.round.x.length > 0);
  sight.camera = { x: 50_000, y: 0, zoom: 1 };
  layers.redraw();
  assert.ok(Object.values(litBoxes()).every((columns) => Object.values(columns)[0].length === 0));
});
