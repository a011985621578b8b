import assert from "node:assert/strict";
import { test } from "node:test";

import { createRecordedBackend } from "../../static/backends/recorded.js";
import { createChannel } from "../../static/channel.js";
import { edited } from "../../static/explain.js";
import { actionFor } from "../../static/keys.js";
import { textFor } from "../../static/lesson_text.js";
import { lineMarks } from "../../static/line_marks.js";
import { cellNumbers } from "../../static/output.js";
import { splitTitle } from "../../static/prose.js";
import { createRequests } from "../../static/requests.js";
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

test("recordings answer with their scenes, and hand on what must be run", async () => {
  const lessons = [
    { id: "one", title: { en: "One" }, summary: { en: "" }, scene: "one.json" },
    { id: "start", title: { en: "" }, summary: { en: "" }, scene: "start.json", listed: false },
  ];
  const load = async (file) => ({ version: 2, file });
  const backend = createRecordedBackend({ lessons, load });
  assert.deepEqual((await backend.ask({ kind: "lessons" })).lessons, [
    { id: "one", title: { en: "One" }, summary: { en: "" } },
  ]);
  assert.deepEqual((await backend.ask({ kind: "lesson", id: "one" })).scene, {
    version: 2,
    file: "one.json",
  });
  assert.deepEqual((await backend.ask({ kind: "lesson", id: "start" })).scene, {
    version: 2,
    file: "start.json",
  });
  assert.equal((await backend.ask({ kind: "lesson", id: "two" })).reason.key, "ui.no_lesson");
  assert.equal((await backend.ask({ kind: "run", source: "1" })).reason.key, "ui.recorded_only");

  const asked = [];
  const python = { ask: async (request) => asked.push(request.kind), close() {} };
  await createRecordedBackend({ lessons, load, python }).ask({ kind: "run", source: "1" });
  assert.deepEqual(asked, ["run"]);
});

test("keys do what the help says, and no more", () => {
  const done = [];
  const record =
    (name) =>
    (...values) =>
      done.push([name, ...values.filter((value) => value !== undefined)]);
  const names = [
    "toggle",
    "step",
    "jump",
    "first",
    "last",
    "backward",
    "error",
    "fit",
    "zoom",
    "faster",
    "follow",
    "deselect",
    "run",
  ];
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
  press("ArrowDown");
  press("b");
  press("E");
  press("Enter", { ctrlKey: true });
  assert.deepEqual(done, [
    ["toggle"],
    ["step", 1],
    ["step", -1, "line"],
    ["step", 1, "sub"],
    ["jump", -1],
    ["jump", 1],
    ["first"],
    ["last"],
    ["follow", "after"],
    ["backward"],
    ["error"],
    ["run"],
  ]);
  for (const [key, more] of [
    ["c", { ctrlKey: true }],
    ["b", { metaKey: true }],
    ["b", { altKey: true }],
    ["Tab", {}],
    ["x", {}],
    ["Enter", {}],
    ["constructor", {}],
  ]) {
    assert.equal(actionFor({ key, ...more }, actions), null, key);
  }
});

test("the lesson's words follow the line shown", () => {
  const text = (first, words) => ({
    kind: "text",
    first,
    last: first + 1,
    text: { en: words, zh: words },
  });
  const cells = [
    text(1, "a"),
    { kind: "code", first: 3, last: 6 },
    text(7, "b"),
    { kind: "code", first: 9, last: 12 },
  ];
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
  const written = [
    0,
    -1,
    -0.1966,
    36.9749,
    121.614,
    1234.5678,
    0.0000001,
    -2.5e9,
    "nan",
    "-inf",
    null,
  ].map(short);
  assert.deepEqual(written, [
    "0",
    "−1",
    "−0.1966",
    "36.9749",
    "121.6140",
    "1234.6",
    "1.00e−7",
    "−2.50e+9",
    "nan",
    "−inf",
    "–",
  ]);
});

test("a value's corner becomes rows", () => {
  const value = (corner, count) => ({
    corner,
    numbers: Array.from({ length: count }, (_, i) => i),
  });
  assert.deepEqual(rows(value([], 1)), [[0]]);
  assert.deepEqual(rows(value([3], 3)), [[0, 1, 2]]);
  assert.deepEqual(rows(value([2, 2], 4)), [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual(rows(value([2, 1, 2], 4)), [
    [0, 1],
    [2, 3],
  ]);
  assert.deepEqual(rows(value([0], 0)), []);
});

test("where storage is forbidden, settings are forgotten in silence", () => {
  assert.equal(recall("theme"), null);
  remember("theme", "dark");
  const store = new Map();
  globalThis.localStorage = {
    getItem: (key) => store.get(key) ?? null,
    setItem: (key, value) => store.set(key, value),
  };
  remember("theme", "dark");
  assert.equal(recall("theme"), "dark");
  delete globalThis.localStorage;
});

/** A backend whose answers a test gives by hand. */
function handBackend() {
  const asked = [];
  return {
    asked,
    ask: (request) => new Promise((resolve, reject) => asked.push({ request, resolve, reject })),
    close() {},
  };
}

test("an answer that has been overtaken is dropped, and only the last one ends the wait", async () => {
  const backend = handBackend();
  const busy = [];
  const requests = createRequests({
    backend,
    onBusy: (request) => busy.push(request?.kind ?? null),
    onRefused: assert.fail,
  });
  const [one, two] = [requests.ask({ kind: "run" }), requests.ask({ kind: "lesson" })];
  backend.asked[0].resolve({ kind: "scene", scene: 1 });
  assert.equal(await one, null);
  assert.equal(requests.busy(), true);
  backend.asked[1].resolve({ kind: "scene", scene: 2 });
  assert.equal((await two).scene, 2);
  assert.deepEqual(busy, ["run", "lesson", null]);
});

test("a refusal and a failure both come as words, and the next request is free", async () => {
  const backend = handBackend();
  const reasons = [];
  const requests = createRequests({
    backend,
    onBusy() {},
    onRefused: (reason) => reasons.push(reason.key),
  });
  const ends = [
    (asked) => asked.resolve({ kind: "refused", reason: { key: "server.busy", args: {} } }),
    (asked) => asked.reject(new Error("odd")),
    (asked) =>
      asked.reject(
        Object.assign(new Error("gone"), { words: { key: "ui.connection_lost", args: {} } }),
      ),
  ];
  for (const end of ends) {
    const reply = requests.ask({ kind: "run" });
    end(backend.asked.at(-1));
    assert.equal(await reply, null);
    assert.equal(requests.busy(), false);
  }
  assert.deepEqual(reasons, ["server.busy", "ui.failed", "ui.connection_lost"]);
  const stop = requests.stop();
  backend.asked.at(-1).reject(new Error("no line"));
  await stop;
});

test("the three lines of a mismatch are marked from the error on, until another cell runs", () => {
  const at = (cell, line) => ({ cell, line });
  const moments = [at(0, 1), at(0, 2), at(0, 3), at(1, 5), at(1, 6)];
  const lines = { saved: 1, wrote: 2, needed: 3 };
  const scene = {
    moments,
    silent: [],
    errors: [{ moment: 2, cell: 0, line: 3, type: "RuntimeError", lines }],
  };
  const marks = (k, overview = false) => lineMarks(scene, k, { overview, lit: null });
  assert.deepEqual(marks(1), {
    saved: null,
    wrote: null,
    needed: null,
    error: null,
    now: 2,
    lit: null,
  });
  assert.deepEqual(marks(2), { ...lines, error: null, now: 3, lit: null });
  assert.equal(marks(3).saved, null);
  assert.equal(marks(4, true).saved, 1, "the whole picture tells the whole story");
});

test("an error without a story marks its own line; a silent one never does", () => {
  const moments = [
    { cell: 0, line: 1 },
    { cell: 0, line: 2 },
  ];
  const lines = { saved: null, wrote: null, needed: null };
  const error = { moment: 1, cell: 0, line: 2, type: "NameError", lines };
  assert.equal(
    lineMarks({ moments, silent: [], errors: [error] }, 1, { overview: false, lit: 1 }).error,
    2,
  );
  const { type, ...silent } = error;
  assert.equal(type, "NameError");
  assert.equal(
    lineMarks({ moments, silent: [silent], errors: [] }, 1, { overview: false, lit: null }).error,
    null,
  );
  assert.equal(
    lineMarks({ moments, silent: [], errors: [] }, 1, { overview: true, lit: null }).now,
    null,
  );
});

test("an edit counts its lines before anything is changed", () => {
  const edit = [
    { line: 1, old: ["a"], new: [] },
    { line: 3, old: [], new: ["a", "x"] },
    { line: 4, old: ["d"], new: ["D"] },
  ];
  assert.equal(edited("a\nb\nc\nd\ne", edit), "b\na\nx\nc\nD\ne");
});
