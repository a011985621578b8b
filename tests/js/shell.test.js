import assert from "node:assert/strict";
import { test } from "node:test";

import { createRecordedBackend } from "../../static/backends/recorded.js";
import { createChannel } from "../../static/channel.js";
import { actionFor } from "../../static/keys.js";
import { textFor } from "../../static/lesson_text.js";
import { cellNumbers } from "../../static/output.js";
import { splitTitle } from "../../static/prose.js";
import { recall, remember } from "../../static/settings.js";
import { rows, short } from "../../static/tensor_value.js";

test("answers find their questions whatever their order", async () => {
  const sent = [];
  const channel = createChannel((message) => sent.push(message));
  const [one, two] = [channel.ask("a"), channel.ask("b")];
  channel.receive({ id: sent[1].id, reply: "B" });
  channel.receive({ id: 99, reply: "nobody's" });
  channel.receive({ id: sent[0].id, reply: "A" });
  assert.deepEqual(await Promise.all([one, two]), ["A", "B"]);
});

test("a closed channel leaves nobody waiting", async () => {
  const channel = createChannel(() => {});
  const open = channel.ask("a");
  channel.close(new Error("gone"));
  await assert.rejects(open, /gone/);
  await assert.rejects(channel.ask("b"), /gone/);
});

test("recordings answer with their scenes and run nothing", async () => {
  const lesson = { id: "one", title: { en: "One" }, summary: { en: "" } };
  const backend = createRecordedBackend([{ lesson, scene: { version: 1 } }]);
  assert.deepEqual((await backend.ask({ kind: "lessons" })).lessons, [lesson]);
  assert.deepEqual((await backend.ask({ kind: "lesson", id: "one" })).scene, { version: 1 });
  assert.equal((await backend.ask({ kind: "lesson", id: "two" })).kind, "refused");
  assert.equal((await backend.ask({ kind: "run", source: "1" })).kind, "refused");
});

test("keys do what the help says, and no more", () => {
  const done = [];
  const record = (name) => (...values) => done.push([name, ...values.filter((value) => value !== undefined)]);
  const names = ["toggle", "step", "jump", "first", "last", "backward", "error", "fit", "zoom", "faster", "deselect", "run"];
  const actions = Object.fromEntries(names.map((name) => [name, record(name)]));
  const press = (key, more = {}) => actionFor({ key, ...more }, actions)?.();
  press(" ");
  press("ArrowRight");
  press("ArrowLeft", { shiftKey: true });
  press("ArrowRight", { altKey: true });
  press("[");
  press("]");
  press("Home");
  press("End");
  press("b");
  press("E");
  press("Enter", { ctrlKey: true });
  assert.deepEqual(done, [
    ["toggle"], ["step", 1], ["step", -1, "line"], ["step", 1, "sub"], ["jump", -1], ["jump", 1],
    ["first"], ["last"], ["backward"], ["error"], ["run"],
  ]);
  for (const [key, more] of [["c", { ctrlKey: true }], ["b", { metaKey: true }], ["b", { altKey: true }], ["Tab", {}], ["x", {}], ["Enter", {}], ["constructor", {}]]) {
    assert.equal(actionFor({ key, ...more }, actions), null, key);
  }
});

test("the lesson's words follow the line shown", () => {
  const text = (first, words) => ({ kind: "text", first, last: first + 1, text: { en: words, zh: words } });
  const cells = [text(1, "a"), { kind: "code", first: 3, last: 6 }, text(7, "b"), { kind: "code", first: 9, last: 12 }];
  const shown = [0, 1, 4, 6, 7, 10, 50].map((line) => textFor(cells, line).text.en);
  assert.deepEqual(shown, ["a", "a", "a", "a", "b", "b", "b"]);
  assert.equal(textFor([{ kind: "code", first: 1, last: 2 }], 1), null);
});

test("a text cell's title is its heading", () => {
  assert.deepEqual(splitTitle("# One `x`\n\nThen."), { title: "One `x`", body: "Then." });
  assert.deepEqual(splitTitle("Only words."), { title: "", body: "Only words." });
});

test("code cells are numbered as in a notebook", () => {
  const cells = ["text", "code", "code", "text", "code"].map((kind) => ({ kind }));
  assert.deepEqual(cellNumbers(cells), [0, 1, 2, 0, 3]);
});

test("numbers are short and keep their sign and their oddities", () => {
  const written = [0, -1, -0.1966, 36.97490, 121.614, 1234.5678, 0.0000001, -2.5e9, "nan", "-inf", null].map(short);
  assert.deepEqual(written, ["0", "−1", "−0.1966", "36.9749", "121.6140", "1234.6", "1.00e−7", "−2.50e+9", "nan", "−inf", "–"]);
});

test("a value's corner becomes rows", () => {
  const value = (corner, count) => ({ corner, numbers: Array.from({ length: count }, (_, i) => i) });
  assert.deepEqual(rows(value([], 1)), [[0]]);
  assert.deepEqual(rows(value([3], 3)), [[0, 1, 2]]);
  assert.deepEqual(rows(value([2, 2], 4)), [[0, 1], [2, 3]]);
  assert.deepEqual(rows(value([2, 1, 2], 4)), [[0, 1], [2, 3]]);
  assert.deepEqual(rows(value([0], 0)), []);
});

test("where storage is forbidden, settings are forgotten in silence", () => {
  assert.equal(recall("theme"), null);
  remember("theme", "dark");
  const store = new Map();
  globalThis.localStorage = { getItem: (key) => store.get(key) ?? null, setItem: (key, value) => store.set(key, value) };
  remember("theme", "dark");
  assert.equal(recall("theme"), "dark");
  delete globalThis.localStorage;
});
