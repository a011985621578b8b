import assert from "node:assert/strict";
import { test } from "node:test";

import { createGlide, placed } from "../../static/graph/glide.js";
import { createSheet } from "../../static/graph/sheet.js";
import { createPicture } from "../../static/graph/picture.js";
import { drawRest } from "../../static/graph/rest.js";
import { PALETTES } from "../../static/palette.js";
import { smallScene } from "./small_scene.js";

const SIZE = { width: 800, height: 600 };

test("an image lies where its places are for the other camera", () => {
  const painted = { x: 100, y: 50, zoom: 0.5 };
  const now = { x: 140, y: 20, zoom: 0.8 };
  const { x, y, scale } = placed(painted, now, SIZE);
  const screen = (camera, px, py) => [
    (px - camera.x) * camera.zoom + 400,
    (py - camera.y) * camera.zoom + 300,
  ];
  for (const place of [
    [0, 0],
    [500, -70],
  ]) {
    const [ix, iy] = screen(painted, ...place);
    const [wx, wy] = screen(now, ...place);
    assert.ok(Math.abs(ix * scale + x - wx) < 1e-9 && Math.abs(iy * scale + y - wy) < 1e-9);
  }
});

test("a light graph is painted at each motion, a heavy one when the camera rests", () => {
  const timers = [];
  globalThis.window = { setTimeout: (callback) => timers.push(callback) };
  globalThis.clearTimeout = () => timers.splice(0);
  const paints = [];
  let weight = 20;
  let now = 0;
  const ground = { style: {} };
  const glide = createGlide({
    ground,
    size: () => SIZE,
    weight: () => weight,
    clock: () => now,
    frame: () => {},
    paint: (camera) => paints.push(camera.x),
  });
  for (const x of [0, 1]) glide.move({ x, y: 0, zoom: 1 });
  assert.deepEqual(paints, [0, 1]);
  weight = 5000;
  now = 1000;
  for (const x of [2, 3]) glide.move({ x, y: 0, zoom: 1 });
  assert.deepEqual(paints, [0, 1], "the image moves");
  assert.match(ground.style.transform, /translate\(-2px, 0px\) scale\(1\)/);
  assert.equal(timers.length, 1);
  timers[0]();
  assert.deepEqual(paints, [0, 1, 3]);
  assert.equal(ground.style.transform, "");
  glide.move({ x: 3, y: 0, zoom: 9 });
  assert.deepEqual(paints, [0, 1, 3, 3], "too far enlarged to be looked at");
  weight = 100;
  now = 1100;
  glide.move({ x: 4, y: 0, zoom: 9 });
  now = 1200;
  glide.move({ x: 5, y: 0, zoom: 9 });
  assert.deepEqual(
    paints,
    [0, 1, 3, 3],
    "in between it waits as well, until it is known what a painting takes",
  );
});

test("a dear painting waits for the zoom to rest, however few the nodes, and what lies around is told", () => {
  globalThis.window = { setTimeout: () => 0 };
  globalThis.clearTimeout = () => {};
  const paints = [];
  const told = [];
  const waiting = [];
  let now = 0;
  const frame = (callback) => waiting.push(callback);
  const glide = createGlide({
    ground: { style: {} },
    size: () => SIZE,
    weight: () => 5,
    clock: () => now,
    frame,
    paint: ({ zoom }) => paints.push(zoom),
    around: (camera) => told.push(camera && camera.zoom),
  });
  const painted = (milliseconds) => {
    now += milliseconds;
    while (waiting.length > 0) waiting.shift()();
  };
  glide.move({ x: 0, y: 0, zoom: 1 });
  painted(60);
  now = 5000;
  glide.move({ x: 0, y: 0, zoom: 0.5 });
  glide.move({ x: 0, y: 0, zoom: 0.05 });
  assert.deepEqual([paints, told], [[1], [null, 0.5, 0.05]]);
  glide.move({ x: 0, y: 0, zoom: 8.5 });
  assert.deepEqual(paints, [1, 8.5], "too far enlarged to be looked at");
  painted(18);
  glide.move({ x: 0, y: 0, zoom: 8 });
  assert.deepEqual(paints, [1, 8.5, 8], "what is cheap is painted at each motion");
  assert.equal(told.at(-1), null);
});

test("from afar a node is one plain shape, without text, and what is wrong stands out", () => {
  const sheet = createSheet(0.1);
  const picture = createPicture(smallScene());
  const all = { left: -1e4, top: -1e4, right: 1e4, bottom: 1e4 };
  drawRest(sheet, picture, 11, all, { palette: PALETTES.light, t: (key) => key });
  assert.equal(
    sheet.columns.text.x.length + sheet.columns.marks.x.length + sheet.columns.round.x.length,
    0,
  );
  assert.equal(sheet.columns.square.x.length, 8);
  const red = sheet.columns.square.fill.filter((fill) => fill === PALETTES.light.error);
  assert.equal(red.length, 2, "the op that failed, and what it saved");
});
