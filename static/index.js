/**
 * The list of lessons: its language and theme, which the explorer remembers too.
 */

import { attributesOf, chosenTheme, followSystem } from "./colours.js";
import { h, replace, set } from "./dom.js";
import { LANGUAGES, openTranslator } from "./i18n.js";
import { icon } from "./icons.js";
import { keepForLater } from "./offline.js";
import { progressNote } from "./progress.js";
import { remember } from "./settings.js";

const root = document.documentElement;
const translator = await openTranslator();
const languages = Object.entries(LANGUAGES).map(([code, { name, tag }]) => ({
  code,
  button: h("button", { type: "button", lang: tag, onclick: () => speak(code) }, name),
}));
const themeButton = h("button", {
  type: "button",
  onclick: () => {
    remember("theme", chosenTheme() === "dark" ? "light" : "dark");
    draw();
  },
});

/** @param {string} code */
async function speak(code) {
  remember("language", code);
  await translator.choose(code);
  draw();
}

/** Show the page in the language and colours chosen. */
function draw() {
  set(root, { lang: LANGUAGES[translator.language()].tag, ...attributesOf(chosenTheme()) });
  for (const { code, button } of languages) button.hidden = code === translator.language();
  const [picture, words] =
    chosenTheme() === "dark" ? ["sun", "ui.theme_light"] : ["moon", "ui.theme_dark"];
  replace(themeButton, icon(picture));
  drawProgress();
  set(themeButton, { "aria-label": translator.t(words), title: translator.t(words) });
}

/** Show beside each lesson how its questions were answered. */
function drawProgress() {
  for (const link of document.querySelectorAll("ol.lessons a")) {
    const id =
      /** @type {HTMLAnchorElement} */ (link).pathname.split("/").at(-1)?.replace(".html", "") ??
      "";
    link.querySelector(".progress-note")?.remove();
    const note = progressNote(new URL("./", document.baseURI).href, id, translator);
    if (note) link.querySelector("h2")?.append(note);
  }
}

draw();
keepForLater(new URL("sw.js", document.baseURI).href);
followSystem(draw);
document.getElementById("choices")?.append(...languages.map(({ button }) => button), themeButton);
