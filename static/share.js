/**
 * Links that hold a program: its text is compressed into the fragment, which no browser sends to a
 * server. `#v=1&code=…&moment=9&lang=zh`; a lesson needs no code in it, and on a page of its own
 * not even its name. `beside=…` is a second program, that the first is compared with.
 */

/**
 * @typedef {{source: string|null, beside?: string|null, lesson?: string|null, moment: number|null,
 *   language: string|null}} Shared
 */

const VERSION = 1; // of how a program is packed
const LONGEST = 400_000; // bytes of a program; what unpacks to more is no program of ours

/** @param {Shared} shared @returns {Promise<string>} the fragment, without its # */
export async function toFragment({ source, beside = null, lesson = null, moment, language }) {
  const entries = [];
  if (source !== null) entries.push(["v", String(VERSION)], ["code", await packed(source)]);
  if (beside !== null) entries.push(["beside", await packed(beside)]);
  if (lesson !== null) entries.push(["lesson", lesson]);
  if (moment !== null) entries.push(["moment", String(moment + 1)]);
  if (language !== null) entries.push(["lang", language]);
  return new URLSearchParams(entries).toString();
}

/**
 * The program in a fragment, and what it is to be compared with, null where there is none; and in
 * words why it cannot be read.
 *
 * @param {URLSearchParams} given
 * @returns {Promise<{program: string|null, beside: {source: string}|null,
 *   trouble: import("./i18n.js").Words|null}>}
 */
export async function fromFragment(given) {
  const code = given.get("code");
  const trouble = (/** @type {string} */ key) => ({
    program: null,
    beside: null,
    trouble: { key, args: {} },
  });
  if (code === null) return { program: null, beside: null, trouble: null };
  if (Number(given.get("v")) > VERSION) return trouble("ui.link_newer");
  if (typeof DecompressionStream === "undefined") return trouble("ui.link_old_browser");
  const other = given.get("beside");
  try {
    const [program, source] = await Promise.all([
      unpacked(code),
      other === null ? null : unpacked(other),
    ]);
    return { program, beside: source === null ? null : { source }, trouble: null };
  } catch {
    return trouble("ui.link_broken");
  }
}

/** Another link to the same page changes the fragment alone, which loads nothing by itself. */
export const followLinks = () => addEventListener("hashchange", () => location.reload());

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
  const bytes = Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (character) =>
    character.charCodeAt(0),
  );
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream("deflate-raw"))
    .getReader();
  const chunks = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    chunks.push(value);
    size += value.length;
    if (size > LONGEST) throw new RangeError(`a program of more than ${LONGEST} bytes`);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(await new Blob(chunks).arrayBuffer());
}
