/**
 * A program as a script for PyTorch itself. Programs are written for it already; what is ours in
 * one is the engine's name, and the numbers that it drew.
 */

const OURS = /^([ \t]*)(import|from)[ \t]+gradwalk\b(.*)$/gm;
const FIRST_IMPORT = /^import torch[ \t]*$/m;

/**
 * @param {string} source
 * @param {number|null} [seed] of the random numbers in its picture, where it has set none itself
 */
export function asPyTorch(source, seed = null) {
  const text = source.replace(
    OURS,
    (_, indent, word, rest) => `${indent}${word} torch${named(word, rest)}`,
  );
  if (seed === null) return text;
  const line = `torch.manual_seed(${seed})  # the random numbers of the picture`;
  return FIRST_IMPORT.test(text)
    ? text.replace(FIRST_IMPORT, (found) => `${found}\n${line}`)
    : `import torch\n${line}\n${text}`;
}

/**
 * What follows `import torch`: `as torch` need not be said, and what was called gradwalk still is.
 * @param {string} word
 * @param {string} rest
 */
function named(word, rest) {
  if (/^from$/.test(word) || rest.startsWith(".")) return rest;
  const [, name = "gradwalk", more = ""] = /^(?:\s+as\s+(\w+))?(.*)$/s.exec(rest) ?? [];
  return (name === "torch" ? "" : ` as ${name}`) + more;
}
