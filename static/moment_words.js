/**
 * What happens at a moment, in words; of two runs beside one another, in which.
 *
 * @param {import("./i18n.js").Translator} translator @param {import("./contract.js").Moment} moment
 */
export function momentWords(translator, { words, side, before }) {
  const text = translator.words(words);
  if (side) return translator.t("compare.only", { side: side.toUpperCase(), words: text });
  return before ? translator.t("compare.both", { a: translator.words(before), b: text }) : text;
}
