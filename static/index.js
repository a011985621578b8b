/**
 * The list of lessons: its language and theme, which the explorer remembers too.
 */

import { h, replace, set } from "./dom.js";
import { LANGUAGES, chooseLanguage, createTranslator, loadCatalogues } from "./i18n.js";
import { icon } from "./icons.js";
import { keepForLater } from "./offline.js";
import { recall, remember } from "./settings.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
let language = chooseLanguage(recall("language"), navigator.languages);

const translator = createTranslator(await loadCatalogues(), language);
const theme = () => recall("theme") ?? (dark.matches ? "dark" : "light");
const languageButton = h("button", { type: "button", onclick: () => {
  language = language === "zh" ? "en" : "zh";
  remember("language", language);
  draw();
} });
const themeButton = h("button", { type: "button", onclick: () => {
  remember("theme", theme() === "dark" ? "light" : "dark");
  draw();
} });

/** Show the page in the language and colours chosen. */
function draw() {
  const other = language === "zh" ? "en" : "zh";
  set(root, { lang: language === "zh" ? "zh-CN" : "en", "data-theme": theme() });
  replace(languageButton, LANGUAGES[other]);
  set(languageButton, { lang: other === "zh" ? "zh-CN" : "en" });
  const [picture, words] = theme() === "dark" ? ["sun", "ui.theme_light"] : ["moon", "ui.theme_dark"];
  translator.setLanguage(language);
  replace(themeButton, icon(picture));
  set(themeButton, { "aria-label": translator.t(words), title: translator.t(words) });
}

draw();
keepForLater(new URL("sw.js", document.baseURI).href);
dark.addEventListener("change", draw);
document.getElementById("choices")?.append(languageButton, themeButton);
