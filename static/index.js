/**
 * The list of lessons: its language and theme, which the explorer remembers too.
 */

import { h, replace, set } from "./dom.js";
import { LANGUAGES, openTranslator } from "./i18n.js";
import { icon } from "./icons.js";
import { keepForLater } from "./offline.js";
import { progressNote } from "./progress.js";
import { recall, remember } from "./settings.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const translator = await openTranslator();
const theme = () => recall("theme") ?? (dark.matches ? "dark" : "light");
const languages = Object.entries(LANGUAGES).map(([code, { name, tag }]) => ({ code, button: h("button", { type: "button", lang: tag, onclick: () => speak(code) }, name) }));
const themeButton = h("button", { type: "button", onclick: () => {
  remember("theme", theme() === "dark" ? "light" : "dark");
  draw();
} });

/** @param {string} code */
async function speak(code) {
  remember("language", code);
  await translator.choose(code);
  draw();
}

/** Show the page in the language and colours chosen. */
function draw() {
  set(root, { lang: LANGUAGES[translator.language()].tag, "data-theme": theme() });
  for (const { code, button } of languages) button.hidden = code === translator.language();
  const [picture, words] = theme() === "dark" ? ["sun", "ui.theme_light"] : ["moon", "ui.theme_dark"];
  replace(themeButton, icon(picture));
  drawProgress();
  set(themeButton, { "aria-label": translator.t(words), title: translator.t(words) });
}

/** Show beside each lesson how its questions were answered. */
function drawProgress() {
  for (const link of document.querySelectorAll("ol.lessons a")) {
    const id = /** @type {HTMLAnchorElement} */ (link).pathname.split("/").at(-1)?.replace(".html", "") ?? "";
    link.querySelector(".progress-note")?.remove();
    const note = progressNote(id, translator);
    if (note) link.querySelector("h2")?.append(note);
  }
}

draw();
keepForLater(new URL("sw.js", document.baseURI).href);
dark.addEventListener("change", draw);
document.getElementById("choices")?.append(...languages.map(({ button }) => button), themeButton);
