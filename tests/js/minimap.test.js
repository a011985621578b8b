import assert from "node:assert/strict";
import { test } from "node:test";

import { isLarger, scaleOf } from "../../static/minimap.js";

test("a map has the whole graph in it, and a long one is no hair", () => {
  const wide = scaleOf({ width: 1680, height: 400 });
  assert.deepEqual([wide.width, wide.height], [168, 40]);
  const long = scaleOf({ width: 900, height: 600000 });
  assert.deepEqual([long.width, long.height], [30, 132]);
  assert.equal(long.x * 900, 30);
  assert.equal(long.y * 600000, 132);
  const empty = scaleOf({ width: 0, height: 0 });
  assert.ok([empty.x, empty.y, empty.width, empty.height].every(Number.isFinite));
});

test("there is one only where a part is out of sight", () => {
  const sight = (zoom) =>
    /** @type {any} */ ({
      picture: { size: { width: 1000, height: 500 } },
      camera: { x: 0, y: 0, zoom },
      size: { width: 800, height: 600 },
    });
  assert.equal(isLarger(sight(0.8)), false);
  assert.equal(isLarger(sight(1.1)), true);
});
