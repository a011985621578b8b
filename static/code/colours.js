/**
 * The colours of Python's words, for code that is shown before it can be edited: those that the
 * editor gives with its grammar, found by the words' look alone.
 */

const words = (/** @type {string} */ list) => new Set(list.split(" "));
const KEYWORDS = words(
  "and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield",
);
const CONSTANTS = words("True False None");

const QUOTED = ["'''", '"""'].map((quotes) => `${quotes}(?:[^\\\\]|\\\\[^])*?(?:${quotes}|$)`);
QUOTED.push(...["'", '"'].map((quote) => `${quote}(?:[^\\\\\\n${quote}]|\\\\[^])*${quote}?`));
const TOKEN = new RegExp(
  [
    "(?<comment>#[^\\n]*)",
    `(?<prefix>[fF][rR]?|[rR][fF]|[rRuUbB]|[bB][rR]|[rR][bB])?(?<string>${QUOTED.join("|")})`,
    "(?<number>(?:0[xX][\\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\\d[\\d_]*(?:\\.\\d[\\d_]*)?|\\.\\d[\\d_]*)(?:[eE][+-]?\\d[\\d_]*)?)[jJ]?)",
    "(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)",
    "(?<arrow>->)",
    "(?<operator>\\*\\*|[:@]=|[-+*/%@&|^~<>=!.,;()[\\]{}])",
  ].join("|"),
  "gu",
);
/** What is no plain text in a string: in an f-string, values in braces, with their format. */
const ESCAPE = /\\(?:N\{[^}]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|[^])/g;
const FIELD =
  /\{\{|\}\}|\{(?<value>(?:[^{}!:'"[]|!=|\[[^\]]*\]|'[^']*'|"[^"]*")*)(?<as>![rsa])?(?<colon>:)?(?<format>(?:[^{}]|\{[^{}]*\})*)\}/g;

/** @typedef {{from: number, to: number, kind: string}} Span */
/** @typedef {(from: number, to: number, kind: string) => void} Add */

/**
 * The coloured parts of a text, in order; what is in none has the colour of plain code.
 *
 * @param {string} text
 * @returns {Span[]}
 */
export function coloured(text) {
  /** @type {Span[]} */
  const spans = [];
  /** @type {Add} */
  const add = (from, to, kind) => to > from && spans.push({ from, to, kind });
  for (const match of text.matchAll(TOKEN)) {
    const {
      comment,
      prefix = "",
      string,
      number,
      name = "",
      operator,
    } = /** @type {Record<string, string|undefined>} */ (match.groups);
    const from = match.index;
    const to = from + match[0].length;
    const before = text.slice(Math.max(0, from - 40), from);
    if (comment !== undefined) add(from, to, "comment");
    else if (string !== undefined) addString(from, match[0], prefix.toLowerCase(), add);
    else if (number !== undefined || CONSTANTS.has(name)) add(from, to, "number");
    else if (operator !== undefined) addOperator(from, operator, before, add);
    else if (KEYWORDS.has(name)) add(from, to, "keyword");
    else if (
      name &&
      /^[ \t]*\(/.test(text.slice(to, to + 20)) &&
      !/(?:\bclass[ \t]+|(?:^|\n)[ \t]*@[\w.]*)$/.test(before)
    )
      add(from, to, "call");
  }
  return spans;
}

/**
 * A star before arguments is no factor, and an @ before a function no product.
 * @param {number} from
 * @param {string} operator
 * @param {string} before
 * @param {Add} add
 */
function addOperator(from, operator, before, add) {
  if (operator === "@" && /(?:^|\n)[ \t]*$/.test(before)) return;
  const unpacks = /^\*/.test(operator) && /(?:[(,[{=]|\blambda|\bimport)\s*$/.test(before);
  add(from, from + operator.length, unpacks ? "keyword" : "operator");
}

/** @param {number} start @param {string} text @param {string} prefix @param {Add} add */
function addString(start, text, prefix, add) {
  if (!prefix.includes("f")) {
    addText(start, text, prefix, add);
    return;
  }
  let done = 0;
  for (const match of text.matchAll(FIELD)) {
    const {
      value,
      as = "",
      colon = "",
      format = "",
    } = /** @type {Record<string, string|undefined>} */ (match.groups);
    if (value === undefined) continue;
    addText(start + done, text.slice(done, match.index), prefix, add);
    let at = start + match.index + 1;
    add(at - 1, at, "operator");
    for (const { from, to, kind } of coloured(value)) add(at + from, at + to, kind);
    at += value.length;
    add(at, at + as.length, "keyword");
    at += as.length + colon.length;
    add(at, at + format.length, "keyword");
    add(at + format.length, at + format.length + 1, "operator");
    done = match.index + match[0].length;
  }
  addText(start + done, text.slice(done), prefix, add);
}

/** @param {number} start @param {string} text @param {string} prefix @param {Add} add */
function addText(start, text, prefix, add) {
  let done = 0;
  for (const { index, 0: escape } of prefix.includes("r") ? [] : text.matchAll(ESCAPE)) {
    add(start + done, start + index, "string");
    done = index + escape.length;
  }
  add(start + done, start + text.length, "string");
}
