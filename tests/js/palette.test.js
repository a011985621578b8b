import assert from "node:assert/strict";
import { test } from "node:test";

import { gradientWidth, mix, PALETTES, signColor, signOf } from "../../static/palette.js";

const luminance = (color) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
};

const TEXTS = [
  ["ink", "ground"],
  ["ink", "box"],
  ["dim", "ground"],
  ["dim", "box"],
  ["dim", "op"],
  ["ink", "op"],
  ["saved", "savedFill"],
  ["ink", "savedFill"],
  ["storage", "storageFill"],
  ["onStorage", "storage"],
  ["error", "errorFill"],
  ["error", "ground"],
  ["ink", "errorFill"],
  ["wrong", "wrongFill"],
  ["ink", "wrongFill"],
  ["onNow", "now"],
  ["negative", "ground"],
  ["positive", "ground"],
  ["negative", "box"],
  ["positive", "box"],
  ["ground", "negative"],
  ["ground", "positive"],
  ["ground", "ink"],
  ["zero", "ground"],
];
const LINES = [
  ["edge", "ground"],
  ["boxLine", "box"],
  ["boxLine", "ground"],
  ["saved", "ground"],
  ["storage", "ground"],
  ["wrong", "ground"],
];

for (const [theme, palette] of Object.entries(PALETTES)) {
  test(`${theme}: has every colour`, () =>
    assert.deepEqual(Object.keys(palette), Object.keys(PALETTES.light)));
  test(`${theme}: texts can be read on what they stand on`, () => {
    for (const [text, ground] of TEXTS) {
      const found = contrast(palette[text], palette[ground]);
      assert.ok(found >= 4.5, `${text} on ${ground}: ${found.toFixed(2)}`);
    }
  });
  test(`${theme}: lines can be seen`, () => {
    for (const [line, ground] of LINES) {
      const found = contrast(palette[line], palette[ground]);
      assert.ok(found >= 3, `${line} on ${ground}: ${found.toFixed(2)}`);
    }
  });
  test(`${theme}: the signs of gradients differ for every eye`, () => {
    // Blue against orange: apart in the blue channel, which the common deficiencies keep.
    const blue = (color) => parseInt(color.slice(5, 7), 16);
    assert.ok(blue(palette.negative) - blue(palette.positive) > 100);
  });
}

test("both themes name the same colours", () => {
  assert.deepEqual(Object.keys(PALETTES.light), Object.keys(PALETTES.dark));
});

test("a mixture lies between its colours", () => {
  assert.equal(mix("#000000", "#ffffff", 0), "#000000");
  assert.equal(mix("#000000", "#ffffff", 1), "#ffffff");
  assert.equal(mix("#102030", "#304050", 0.5), "#203040");
});

test("a gradient's width grows with its size, and stays within bounds", () => {
  const widths = [0, 1e-9, 1e-3, 0.1, 1, 10, 1e3, 1e12].map(gradientWidth);
  for (let i = 1; i < widths.length; i++) assert.ok(widths[i] >= widths[i - 1]);
  assert.equal(widths[0], 1.5);
  assert.equal(widths.at(-1), 6);
  assert.equal(gradientWidth(Infinity), 6);
});

test("a value's sign is that of all its numbers", () => {
  assert.equal(signOf({ min: 0.5, max: 2 }), 1);
  assert.equal(signOf({ min: 0, max: 2 }), 1);
  assert.equal(signOf({ min: -2, max: -1 }), -1);
  assert.equal(signOf({ min: -2, max: 1 }), null);
  assert.equal(signOf({ min: 0, max: 0 }), 0);
  assert.equal(signOf({ min: "nan", max: "nan" }), null);
  assert.equal(signOf(null), null);
  assert.equal(signColor(PALETTES.light, -1), PALETTES.light.negative);
});

for (const theme of ["light_contrast", "dark_contrast"]) {
  test(`${theme}: all texts are at 7:1 or more, and lines at 4.5:1`, () => {
    const palette = PALETTES[theme];
    for (const [text, ground] of TEXTS)
      assert.ok(contrast(palette[text], palette[ground]) >= 7, `${text} on ${ground}`);
    for (const [line, ground] of LINES)
      assert.ok(contrast(palette[line], palette[ground]) >= 4.5, `${line} on ${ground}`);
  });
}
