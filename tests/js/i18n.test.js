import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { chooseLanguage, createTranslator } from "../../static/i18n.js";

const STATIC = new URL("../../static/", import.meta.url);
const read = (language) =>
  JSON.parse(readFileSync(new URL(`i18n/${language}.json`, STATIC), "utf8"));
const [en, zh] = [read("en"), read("zh")];
const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("the catalogues have the same keys, with the same placeholders", () => {
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  for (const key of Object.keys(en))
    assert.deepEqual([...new Set(holes(zh[key]))], [...new Set(holes(en[key]))], key);
});

test("every key that our code names is in the catalogue", () => {
  const files = readdirSync(STATIC, { recursive: true }).filter(
    (file) => file.endsWith(".js") && !file.startsWith("vendor"),
  );
  const named = files.flatMap((file) =>
    [
      ...readFileSync(new URL(file, STATIC), "utf8").matchAll(
        /"((?:ui|inspector|mark|op|saved|graph)\.[a-z0-9_]+)"/g,
      ),
    ].map(([, key]) => key),
  );
  assert.ok(named.length > 50);
  assert.deepEqual(
    [...new Set(named)].filter((key) => !(key in en)),
    [],
  );
});

test("arguments fill their places, once, as text", () => {
  const translator = createTranslator({ en: { a: "{x} and {y}, {x}" }, zh: {} }, "en");
  assert.equal(translator.t("a", { x: "{y}", y: "<b>" }), "{y} and <b>, {y}");
  assert.equal(translator.t("a", { x: 1 }), "1 and {y}, 1", "a missing argument is seen");
  assert.equal(translator.words(null), "");
});

test("what a language lacks comes from English, what both lack shows its key", () => {
  const translator = createTranslator({ en: { a: "one" }, zh: { b: "二" } }, "zh");
  assert.equal(translator.t("a"), "one");
  assert.equal(translator.t("b"), "二");
  assert.equal(translator.t("c"), "c");
  assert.equal(translator.t("toString"), "toString", "not what an object happens to inherit");
  assert.equal(translator.pick({ en: "one", zh: "一" }), "一");
});

test("followers hear of a change of language", async () => {
  const translator = createTranslator({ en: { a: "one" }, zh: { a: "一" } }, "en");
  const seen = [];
  translator.follow(() => seen.push(translator.t("a")));
  await translator.choose("zh");
  assert.deepEqual(seen, ["one", "一"]);
});

test("the language to begin with", () => {
  assert.equal(chooseLanguage("zh", ["en-US"]), "zh");
  assert.equal(chooseLanguage("en", ["zh-CN"]), "en");
  assert.equal(chooseLanguage(null, ["zh-TW", "en"]), "zh");
  assert.equal(chooseLanguage(null, ["de", "en", "zh"]), "en");
  assert.equal(chooseLanguage(null, ["fr"]), "en");
  assert.equal(chooseLanguage("<script>", []), "en");
});
