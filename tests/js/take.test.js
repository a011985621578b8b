import assert from "node:assert/strict";
import { test } from "node:test";

import { createPicture } from "../../static/graph/picture.js";
import { PALETTES } from "../../static/palette.js";
import { coloursOf, stepsOf, wrapped } from "../../static/take/animation.js";
import { stepSvg, whole, wholeSvg } from "../../static/take/drawing.js";
import { asPyTorch } from "../../static/take/pytorch.js";
import { escaped } from "../../static/take/svg.js";
import { smallScene } from "./small_scene.js";

const drawing = (k, scene = smallScene()) => ({
  picture: createPicture(scene),
  k,
  palette: PALETTES.light,
  t: (key) => key,
  selected: null,
  trail: null,
  camera: { x: 0, y: 0, zoom: 1 },
  size: { width: 10, height: 10 },
});

test("a drawing holds the texts of the moment, its size, and no number that is none", () => {
  const text = wholeSvg(drawing(2), 'a <b> & "c"');
  assert.match(text, /^<svg xmlns="[^"]+" viewBox="0 0 748 548" width="748" height="548"/);
  assert.match(text, /<title>a &lt;b&gt; &amp; &quot;c&quot;<\/title>/);
  assert.match(text, />SigmoidBackward0<\/text>/);
  assert.match(text, />\[0.7, 0.8, 0.9\]<\/text>/);
  assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  assert.doesNotMatch(wholeSvg(drawing(0), ""), />SigmoidBackward0</);
});

test("each moment, arrived and on the way, in both themes, is of elements that are closed", () => {
  for (const theme of ["light", "dark"]) {
    for (const k of smallScene().moments.keys()) {
      for (const fraction of k > 0 ? [0.3, 1] : [1]) {
        const scene = { ...drawing(k), palette: PALETTES[theme] };
        const text = stepSvg(scene, k, fraction, whole(scene.picture), 0.8, {
          room: 50,
          below: "",
        });
        assert.doesNotMatch(text, /NaN|undefined|Infinity/);
        const open = [];
        for (const [, end, tag, closed] of text.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
          if (end) assert.equal(open.pop(), tag);
          else if (!closed) open.push(tag);
        }
        assert.deepEqual(open, []);
      }
    }
  }
});

test("a text of a program is data, and XML's forbidden letters are replaced", () => {
  assert.equal(
    escaped('</text><script>"\u0000\ud800&'),
    "&lt;/text&gt;&lt;script&gt;&quot;\ufffd\ufffd&amp;",
  );
});

test("an animation has every moment, or the ends of larger steps where they are too many", () => {
  const moments = (...grains) => ({ moments: grains.map((grain) => ({ grain })) });
  assert.deepEqual(stepsOf(moments("sub", "op", "line")), [0, 1, 2]);
  const long = Array.from({ length: 900 }, (_, k) => (k % 3 === 2 ? "op" : "sub"));
  assert.equal(stepsOf(moments(...long)).length, 300);
  assert.equal(stepsOf(moments(...Array(1000).fill("sub"))).length, 1);
  assert.equal(stepsOf(moments(...Array(1000).fill("line"))).length, 400);
});

test("words under an animation take two lines, and end in an ellipsis where they are more", () => {
  assert.deepEqual(wrapped("a b", 100), ["a b"]);
  const long = wrapped("word ".repeat(60), 200);
  assert.equal(long.length, 2);
  assert.match(long[1], /…$/);
  assert.equal(wrapped("中文".repeat(30), 200).length, 2);
});

test("the colours of an animation are those of the page, in both themes at most 255", () => {
  for (const palette of Object.values(PALETTES)) {
    const colours = coloursOf(palette);
    assert.ok(colours.length <= 255 && colours.length > 100);
    for (const name of ["ground", "ink", "error", "positive"]) {
      const wanted = [1, 3, 5].map((at) => parseInt(palette[name].slice(at, at + 2), 16));
      assert.ok(
        colours.some((colour) => String(colour) === String(wanted)),
        name,
      );
    }
  }
});

test("a program for PyTorch names torch, and sets the seed of its picture", () => {
  assert.equal(asPyTorch("import torch\nx = 1\n"), "import torch\nx = 1\n");
  assert.equal(
    asPyTorch("import gradwalk as torch\nimport gradwalk.nn as nn\nfrom gradwalk import optim\n"),
    "import torch\nimport torch.nn as nn\nfrom torch import optim\n",
  );
  assert.equal(
    asPyTorch("import gradwalk\nt = gradwalk.ones(1)  # gradwalk\n"),
    "import torch as gradwalk\nt = gradwalk.ones(1)  # gradwalk\n",
  );
  assert.match(
    asPyTorch("# a\nimport torch\nx\n", 7),
    /^# a\nimport torch\ntorch\.manual_seed\(7\).*\nx\n$/,
  );
  assert.match(asPyTorch("from torch import rand\n", 7), /^import torch\ntorch\.manual_seed\(7\)/);
});
