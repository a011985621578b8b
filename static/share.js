/**
 * Links that hold a program: its text is compressed into the fragment, which no browser sends to a
 * server. `#code=…&moment=9&lang=zh`; a lesson's page needs no code in it.
 */

/** @typedef {{source: string|null, moment: number|null, language: "en"|"zh"|null}} Shared */

const LONGEST = 400_000; // bytes of a program; what unpacks to more is no program of ours

/** @param {Shared} shared @returns {Promise<string>} the fragment, without its # */
export async function toFragment({ source, moment, language }) {
  const entries = [];
  if (source !== null) entries.push(["code", await packed(source)]);
  if (moment !== null) entries.push(["moment", String(moment + 1)]);
  if (language !== null) entries.push(["lang", language]);
  return new URLSearchParams(entries).toString();
}

/**
 * The program in a fragment, or null where there is none; raises where it cannot be read.
 *
 * @param {URLSearchParams} given
 * @returns {Promise<string|null>}
 */
export async function fromFragment(given) {
  const code = given.get("code");
  return code === null ? null : unpacked(code);
}

/** @param {string} text */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {string} code */
async function unpacked(code) {
  const bytes = Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    chunks.push(value);
    size += value.length;
    if (size > LONGEST) throw new RangeError(`a program of more than ${LONGEST} bytes`);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(chunks).arrayBuffer());
}
