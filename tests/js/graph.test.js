import assert from "node:assert/strict";
import { test } from "node:test";

import { drawLit } from "../../static/graph/lit.js";
import { drawMoves } from "../../static/graph/moves.js";
import { createPicture } from "../../static/graph/picture.js";
import { drawRest } from "../../static/graph/rest.js";
import { createSheet, KINDS, LEGIBLE } from "../../static/graph/sheet.js";
import { sumAt } from "../../static/graph/sums.js";
import { fit, SANS, widthOf } from "../../static/graph/text.js";
import { tipLines } from "../../static/graph/tip.js";
import { PALETTES } from "../../static/palette.js";
import { smallScene } from "./small_scene.js";

const ALL = { left: -1e4, top: -1e4, right: 1e4, bottom: 1e4 };
const t = (key, args = {}) => `${key}(${Object.values(args).join(",")})`;

/** The sheet of one layer at a moment. */
const drawn = (
  picture,
  layer,
  k,
  {
    zoom = 1,
    theme = "light",
    fraction = 0.5,
    rest = 0,
    about,
    selected = null,
    hovered = null,
  } = {},
) => {
  const sheet = createSheet(zoom);
  const look = { palette: PALETTES[theme], t };
  if (layer === "rest") drawRest(sheet, picture, k, ALL, look);
  else if (layer === "lit")
    drawLit(
      sheet,
      picture,
      { rest, k, about: about ?? k, window: ALL, labels: new Map(), selected, hovered },
      look,
    );
  else drawMoves(sheet, picture, k, fraction, look);
  return sheet.columns;
};
const texts = (columns) => columns.text.text;

test("at every moment, zoom and theme each layer has columns of one length and real numbers", () => {
  const picture = createPicture(smallScene());
  const count = picture.reader.scene.moments.length;
  for (let k = 0; k < count; k++) {
    for (const layer of ["rest", "lit", "move"]) {
      for (const zoom of [0.05, 0.3, 1, 2.7]) {
        const columns = drawn(picture, layer, k, {
          zoom,
          theme: k % 2 ? "dark" : "light",
          selected: "t2v0",
          hovered: "t1v0",
        });
        for (const [kind, table] of Object.entries(columns)) {
          const lengths = new Set(Object.values(table).map((column) => column.length));
          assert.equal(lengths.size, 1, `${layer}.${kind} at ${k}`);
          assert.deepEqual(Object.keys(table), KINDS[kind]);
          for (const entry of Object.values(table).flat(3)) {
            assert.ok(
              typeof entry === "string" || Number.isFinite(entry),
              `${layer}.${kind} at ${k}: ${entry}`,
            );
          }
        }
      }
    }
  }
});

test("before anything has happened there are outlines and no words", () => {
  const columns = drawn(createPicture(smallScene()), "rest", -1);
  assert.deepEqual(texts(columns), []);
  assert.ok(columns.pill.x.length > 0);
  assert.ok(columns.edges.color.every((color) => color === PALETTES.light.ghost));
});

test("a tensor says its name, shape, value, that it wants a gradient, and then its gradient", () => {
  const picture = createPicture(smallScene());
  const before = texts(drawn(picture, "rest", 0));
  for (const text of ["x", "[3]", "[1, 2, 3]", "None"]) assert.ok(before.includes(text), text);
  assert.ok(drawn(picture, "rest", 0).marks.marker.includes("inverted_triangle"));
  const after = texts(drawn(picture, "rest", 6));
  for (const text of ["[-2, 2, 2]", "×2"]) assert.ok(after.includes(text), text);
});

test("a saved tensor turns to alarm the moment it is stale, by words, sign and double border", () => {
  const picture = createPicture(smallScene());
  const held = drawn(picture, "rest", 7);
  assert.ok(texts(held).includes("view.ok(0,0)"));
  assert.ok(!held.round.line.includes(PALETTES.light.error));
  const stale = drawn(picture, "rest", 8);
  assert.ok(texts(stale).includes("view.stale(0,1)"));
  assert.equal(stale.round.line.filter((color) => color === PALETTES.light.error).length, 2);
  assert.ok(stale.marks.marker.includes("triangle"));
});

test("a version is shown from 1 on, beside its storage's letter", () => {
  const picture = createPicture(smallScene());
  assert.ok(texts(drawn(picture, "rest", 7)).includes("A"));
  assert.ok(!texts(drawn(picture, "rest", 7)).includes("v1"));
  assert.equal(texts(drawn(picture, "rest", 8)).filter((text) => text === "v1").length, 2);
});

test("a wrong gradient is shown with the true one beside it", () => {
  const words = texts(drawn(createPicture(smallScene()), "rest", 6));
  assert.ok(words.includes("view.got([-2, 2, 2])"));
  assert.ok(words.includes("view.true([1, 2, 3])"));
});

test("a refused gradient ends in a bar and never arrives", () => {
  const picture = createPicture(smallScene());
  const columns = drawn(picture, "rest", 10);
  assert.ok(columns.edges.dash.includes("6 5"));
  assert.ok(columns.lines.color.includes(PALETTES.light.error));
  // The lane runs upwards from y = 149 to 81; it stops short of the pill.
  const ends = columns.edges.y1.filter((_, i) => columns.edges.dash[i] === "6 5");
  assert.ok(Math.min(...ends) > 85, String(ends));
});

test("a gradient of both signs has a strand of each colour", () => {
  const colors = drawn(createPicture(smallScene()), "rest", 5).edges.color;
  assert.ok(colors.includes(PALETTES.light.negative) && colors.includes(PALETTES.light.positive));
});

test("a cut edge is cut, and a pulse goes where the moment says", () => {
  const picture = createPicture(smallScene());
  assert.ok(drawn(picture, "rest", 7).lines.xs.length >= 4, "scissors");
  const forth = drawn(picture, "move", 2, { fraction: 0.5 });
  assert.deepEqual(texts(forth), ["[0.7, 0.8, 0.9]"]);
  const [early, late] = [0.2, 0.8].map(
    (fraction) => drawn(picture, "move", 2, { fraction }).text.y[0],
  );
  assert.ok(late > early, "down the edge");
  const [first, last] = [0.2, 0.8].map(
    (fraction) => drawn(picture, "move", 4, { fraction }).text.y[0],
  );
  assert.ok(last < first, "a gradient goes up");
});

test("what changed is drawn over the resting graph; what is gone needs a new one", () => {
  const picture = createPicture(smallScene());
  assert.ok(picture.canCover(2, 4, 99), "forwards");
  assert.ok(!picture.canCover(4, 1, 99), "backwards a box goes");
  assert.ok(!picture.canCover(5, 9, 99), "a gradient leaves its edge");
  assert.ok(!picture.canCover(8, 9, 99), "the callout of a wrong gradient goes");
  assert.ok(!picture.canCover(0, 11, 3), "too much has changed");
  assert.ok(picture.canCover(11, 11, 0));
});

test("over an older resting graph the lit layer draws all that changed", () => {
  const picture = createPicture(smallScene());
  const words = texts(drawn(picture, "lit", 8, { rest: 2 }));
  for (const text of ["view.stale(0,1)", "z", "v1"]) assert.ok(words.includes(text), text);
});

test("while a value travels its ends are lit, and nothing of the state it travels to is told", () => {
  const picture = createPicture(smallScene());
  const columns = drawn(picture, "lit", 4, { rest: 4, about: 5 });
  assert.equal(
    [...columns.pill.line, ...columns.square.line].filter((color) => color === PALETTES.light.now)
      .length,
    2,
  );
  assert.ok(
    !drawn(picture, "lit", 9, { rest: 9, about: 10 }).pill.line.includes(PALETTES.light.error),
  );
});

test("a wrong gradient marks all that led to it", () => {
  const scene = smallScene();
  scene.moments[6].mark = "wrong";
  scene.silent = [{ moment: 6, nodes: ["o0", "n0.result", "t1v0", "t2v1"] }];
  const columns = drawn(createPicture(scene), "lit", 6, { rest: 6 });
  const second = (kind) =>
    columns[kind].line.filter(
      (color, i) =>
        color === PALETTES.light.wrong && columns[kind].fill[i] === PALETTES.light.ground,
    );
  assert.equal(second("pill").length, 1);
  assert.equal(second("round").length, 2, "the card and y; what is not there yet is not marked");
});

test("the older box of a written tensor steps back", () => {
  const picture = createPicture(smallScene());
  assert.equal(picture.stateAt("t2v0", 7).past, false);
  assert.equal(picture.stateAt("t2v0", 8).past, true);
  assert.ok(picture.changed(7, 8).has("t2v0"));
});

test("an accumulation is shown as old + new = sum, with the scene's own numbers", () => {
  const picture = createPicture(smallScene());
  assert.deepEqual(sumAt(picture.reader, 6), {
    at: "t0v0",
    rows: [
      ["", "[-1, 1, 1]"],
      ["+", "[-1, 1, 1]"],
      ["=", "[-2, 2, 2]"],
    ],
  });
  assert.equal(sumAt(picture.reader, 2), null);
  const scene = smallScene();
  scene.moments[5].words.args.total = "[-3, 3, 3]";
  const first = createPicture(scene);
  assert.equal(sumAt(first.reader, 5), null, "nothing came before");
  scene.moments.splice(5, 0, {
    ...scene.moments[5],
    words: { key: "moment.sent", args: { part: "[-2, 2, 2]" } },
  });
  const second = createPicture(scene);
  assert.deepEqual(sumAt(second.reader, 6)?.rows, [
    ["", "[-2, 2, 2]"],
    ["+", "[-1, 1, 1]"],
    ["=", "[-3, 3, 3]"],
  ]);
});

test("texts too small to read are left out, and far out a box says its name alone", () => {
  const picture = createPicture(smallScene());
  assert.deepEqual(texts(drawn(picture, "rest", 11, { zoom: 0.05 })), []);
  const brief = drawn(picture, "rest", 11, { zoom: 0.4 });
  assert.ok(texts(brief).includes("x") && !texts(brief).includes("[1, 2, 3]"));
  assert.ok(brief.text.size.every((size) => parseFloat(size) >= LEGIBLE));
});

test("curves are cut off outside a window, and drawn once where they lie on each other", () => {
  const sheet = createSheet(1, { left: 0, right: 100, top: 0, bottom: 100 });
  const line = (top, bottom) => [
    [50, top],
    [50, top + 1],
    [50, bottom - 1],
    [50, bottom],
  ];
  sheet.curve(line(-9000, -8000), { color: "a" });
  assert.equal(sheet.columns.edges.x0.length, 0);
  sheet.curve(line(-5000, 5000), { color: "a", width: 1 });
  sheet.curve(line(-7000, 90000), { color: "b", width: 3 });
  sheet.curve(line(-7000, 8000), { color: "c", width: 2 });
  const { y0, y1, color, width } = sheet.columns.edges;
  assert.deepEqual([y0, y1, color, width], [[0], [100], ["b"], [3]]);
  const bend = [
    [50, -50],
    [50, 20],
    [90, 30],
    [90, 300],
  ];
  sheet.curve(bend, { color: "d" });
  assert.equal(sheet.columns.edges.y0[1], -50, "a bend keeps its shape");
});

test("a label of the resting graph stays where it is when its edge is lit", () => {
  const picture = createPicture(smallScene());
  const sheet = createSheet(1);
  const labels = drawRest(sheet, picture, 4, ALL, { palette: PALETTES.light, t });
  const { x, y } = labels.get("e1");
  const lit = createSheet(1);
  const other = new Map([["e1", { ...labels.get("e1"), x: x + 7, y: y - 9 }]]);
  const sight = {
    rest: 4,
    k: 4,
    about: 4,
    window: ALL,
    labels: other,
    selected: null,
    hovered: null,
  };
  drawLit(lit, picture, sight, { palette: PALETTES.light, t });
  const at = lit.columns.text.text.indexOf("[-1, 1, 1]");
  assert.deepEqual([lit.columns.text.x[at], lit.columns.text.y[at]], [x + 7, y - 9]);
});

test("only what is shown can be hit", () => {
  const picture = createPicture(smallScene());
  assert.equal(picture.hit(300, 180, 1, 0), null);
  assert.equal(picture.hit(300, 180, 2, 0), "t1v0");
  assert.equal(picture.hit(300, 214, 2, 0), null);
  assert.equal(picture.hit(300, 214, 2, 4), "t1v0");
});

test("two edges between the same nodes have their lanes at their outer sides", () => {
  const scene = smallScene();
  const twin = {
    ...scene.edges[1],
    id: "e1b",
    path: scene.edges[1].path.map(([x, y]) => [x + 9, y]),
  };
  scene.edges.push(twin);
  const { edges } = createPicture(scene);
  assert.ok(edges.get("e1").lane.at(0.5)[0] < 300);
  assert.ok(edges.get("e1b").lane.at(0.5)[0] > 309);
});

test("an edge stands for its ends", () => {
  const picture = createPicture(smallScene());
  assert.deepEqual(
    picture.nodesOf(["e0", "nothing", "t1v0"]).map(({ id }) => id),
    ["t0v0", "o0", "t1v0"],
  );
});

test("hovering lights neighbours and the boxes on the same storage", () => {
  const picture = createPicture(smallScene());
  const plain = drawn(picture, "lit", 11, { rest: 11 });
  const hovered = drawn(picture, "lit", 11, { rest: 11, hovered: "t2v0" });
  assert.ok(texts(hovered).includes("z") && !texts(plain).includes("z"));
  assert.ok(hovered.round.line.includes(PALETTES.light.storage));
});

test("a tooltip says what a node is", () => {
  const picture = createPicture(smallScene());
  const lines = (id) =>
    tipLines(picture.reader, id, picture.stateAt(id, 8), t)
      .map(({ text }) => text)
      .join("\n");
  assert.match(
    lines("t0v0"),
    /x \[3\] float32\n\[1, 2, 3\]\ngrad \[-2, 2, 2\]\nis_leaf · requires_grad · _version 0/,
  );
  assert.match(lines("o0"), /SigmoidBackward0/);
  assert.match(lines("n0.result"), /view.tip_saved\(y,0\)\nview.tip_now\(1\)/);
});

test("a text is made smaller, then shorter, to fit its room", () => {
  assert.deepEqual(fit("abc", 100, 12), { text: "abc", size: 12 });
  const smaller = fit("abcdefghij", widthOf("abcdefghij", 11), 12);
  assert.equal(smaller.text, "abcdefghij");
  assert.ok(smaller.size < 12);
  const shorter = fit("abcdefghijklmnop", 50, 12);
  assert.ok(shorter.text.endsWith("…") && widthOf(shorter.text, shorter.size) <= 50);
  assert.ok(widthOf("现为", 10, SANS) > widthOf("ab", 10, SANS));
});

test("a name that looks like markup stays a text", () => {
  const scene = smallScene();
  scene.changes.t0v0.names = [[0, ["<script>alert(1)</script>"]]];
  const picture = createPicture(scene);
  assert.ok(texts(drawn(picture, "rest", 0)).some((text) => text.startsWith("<script>")));
});
