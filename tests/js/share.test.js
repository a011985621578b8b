import assert from "node:assert/strict";
import { test } from "node:test";

import { createSite } from "../../static/site_files.js";
import { dedented, partsFrom } from "../../static/embedding.js";
import { fromFragment, toFragment } from "../../static/share.js";

const PROGRAM = "import torch\nx = torch.ones(3)  # 张量 😀 <b>&\n".repeat(40);
const given = (fragment) => new URLSearchParams(fragment);

test("a program comes out of its link as it went in", async () => {
  for (const source of [PROGRAM, "", "\u0000\ud83d\ude00"]) {
    const fragment = await toFragment({ source, moment: 8, language: "zh" });
    assert.match(fragment, /^[\w=&-]*$/);
    assert.deepEqual(await fromFragment(given(fragment)), {
      program: source,
      beside: null,
      trouble: null,
    });
    assert.deepEqual(
      partsFrom((name) => given(fragment).get(name)),
      { language: "zh", theme: undefined, moment: 8, autoplay: false, readonly: false },
    );
  }
  assert.ok(
    (await toFragment({ source: PROGRAM, moment: null, language: null })).length <
      PROGRAM.length / 10,
  );
});

test("a link holds a second program to compare with", async () => {
  const fragment = await toFragment({ source: "b", beside: "a", moment: null, language: null });
  assert.deepEqual(await fromFragment(given(fragment)), {
    program: "b",
    beside: { source: "a" },
    trouble: null,
  });
  assert.equal(
    (await fromFragment(given(fragment.replace("beside=", "beside=!")))).trouble?.key,
    "ui.link_broken",
  );
});

test("a link without a program holds none", async () => {
  assert.equal(await toFragment({ source: null, moment: null, language: null }), "");
  assert.deepEqual(await fromFragment(given("moment=3")), {
    program: null,
    beside: null,
    trouble: null,
  });
  assert.equal(
    await toFragment({ source: null, lesson: "detach", moment: 1, language: null }),
    "lesson=detach&moment=2",
  );
});

test("a link that was cut, changed, or unpacks to too much is not read", async () => {
  const key = async (text) => (await fromFragment(given(text))).trouble?.key;
  const fragment = await toFragment({ source: PROGRAM, moment: null, language: null });
  for (const bad of [
    fragment.slice(0, -20),
    fragment.replace("code=", "code=AAAA"),
    "code=!!!!",
    "code=",
    "v=x&code=%00",
  ])
    assert.equal(await key(bad), "ui.link_broken", bad);
  assert.equal(await key(fragment.replace("v=1", "v=2")), "ui.link_newer");
  assert.equal(await key(fragment.replace("v=1&", "")), undefined);
  const bomb = await toFragment({ source: " ".repeat(500_000), moment: null, language: null });
  assert.ok(bomb.length < 2000);
  assert.equal(await key(bomb), "ui.link_broken");
});

test("what a page says of an element is taken where it makes sense", () => {
  const parts = (attributes) => partsFrom((name) => attributes[name] ?? null);
  assert.deepEqual(parts({}), {
    language: undefined,
    theme: undefined,
    moment: null,
    autoplay: false,
    readonly: false,
  });
  assert.deepEqual(
    parts({ lang: "zh-CN", theme: "dark", moment: "12", autoplay: "", readonly: "" }),
    { language: "zh", theme: "dark", moment: 11, autoplay: true, readonly: true },
  );
  // Which languages there are is not said here.
  assert.deepEqual(parts({ lang: "fr-CA", theme: "pink", moment: "-3" }), {
    ...parts({}),
    language: "fr",
  });
});

test("a program in a page loses the indentation that all its lines share", () => {
  assert.equal(dedented("\n    if a:\n        b\n\n    c\n  "), "if a:\n    b\n\nc\n");
  assert.equal(dedented("\tx\n\t\ty"), "x\n    y\n");
  assert.equal(dedented("  \n \n"), "");
});

test("a site's files are found from wherever it lies", async () => {
  const file = { role: "x", file: "python/x.1.zip", bytes: 3, sha256: "" };
  const lessons = [
    { id: "one", page: "lessons/one.html" },
    { id: "start", page: "explorer.html", listed: false },
  ];
  const site = createSite(
    { lessons, runtime: { frame: "a/f.js", worker: "a/w.js", files: [file] } },
    new URL("https://host.invalid/some/where/"),
  );
  assert.equal(site.runtime.frame, "https://host.invalid/some/where/a/f.js");
  assert.equal(site.runtime.files[0].url, "https://host.invalid/some/where/python/x.1.zip");
  assert.equal(site.starter, "start");
  assert.equal(
    await site.link({ lesson: "one", source: null, moment: 2, language: "en" }),
    "https://host.invalid/some/where/lessons/one.html#moment=3&lang=en",
  );
  assert.match(
    await site.link({ lesson: null, source: "1", moment: null, language: null }),
    /where\/explorer\.html#v=1&code=/,
  );
});
