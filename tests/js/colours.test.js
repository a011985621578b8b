import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import { highlightTree, tagHighlighter, tags } from "@lezer/highlight";
import { parser } from "@lezer/python";
import { coloured } from "../../static/code/colours.js";

// As in static/code/mirror.js.
const grammar = tagHighlighter([
  {
    tag: [
      tags.keyword,
      tags.controlKeyword,
      tags.operatorKeyword,
      tags.moduleKeyword,
      tags.definitionKeyword,
    ],
    class: "keyword",
  },
  { tag: tags.comment, class: "comment" },
  { tag: [tags.string, tags.special(tags.string)], class: "string" },
  { tag: [tags.number, tags.bool, tags.null], class: "number" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], class: "call" },
  { tag: [tags.operator, tags.punctuation], class: "operator" },
]);

/** The kind of each letter. */
function kinds(text, spans) {
  const all = Array(text.length).fill("");
  for (const { from, to, kind } of spans) all.fill(kind, from, to);
  return all.map((kind, index) => (/\s/.test(text[index]) ? "" : kind));
}

function differences(text) {
  const spans = [];
  highlightTree(parser.parse(text), grammar, (from, to, kind) => spans.push({ from, to, kind }));
  const [wanted, found] = [kinds(text, spans), kinds(text, coloured(text))];
  return [...text.matchAll(/\S+/g)]
    .filter(({ index, 0: word }) =>
      [...word].some((_, i) => wanted[index + i] !== found[index + i]),
    )
    .map(([word]) => word);
}

const folder = (path, suffix) =>
  readdirSync(path)
    .filter((name) => name.endsWith(suffix))
    .map((name) => `${path}/${name}`);

test("code has the editor's colours before there is an editor", () => {
  const files = [
    ...folder("ui/gradwalk_ui/lessons", ".py"),
    ...folder("tests/conformance/snippets", ".py"),
    "ui/gradwalk_ui/templates/starter.txt",
  ];
  assert.ok(files.length > 600);
  for (const file of files) assert.deepEqual(differences(readFileSync(file, "utf8")), [], file);
});

test("text that is no program, or not yet one, is coloured without a word", () => {
  for (const text of [
    "",
    "'",
    '"""a\n',
    'f"{',
    "f'{x!r:{w}}'",
    "0x",
    "\u0000\u202e",
    "🙂 = 'é' # ∂",
  ]) {
    const spans = coloured(text);
    assert.ok(
      spans.every(
        ({ from, to }, index) =>
          from < to && to <= text.length && from >= (spans[index - 1]?.to ?? 0),
      ),
      text,
    );
  }
});
