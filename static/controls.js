/**
 * Buttons and choices: the player's, and those of the header.
 */

import { highContrast, toggleContrast } from "./colours.js";
import { h, replace, set } from "./dom.js";
import { LANGUAGES } from "./i18n.js";
import { icon } from "./icons.js";
import { GRAINS, SPEEDS } from "./player.js";

/** @typedef {import("./i18n.js").Translator} Translator */

/**
 * A button with a picture whose words are its tooltip and its name.
 *
 * @param {string} picture @param {() => void} act @param {string} [kind]
 */
function pictureButton(picture, act, kind = "") {
  return h("button", { type: "button", class: `picture ${kind}`, onclick: act }, icon(picture));
}

/** @param {HTMLElement} button @param {string} words @param {string} [key] */
const nameButton = (button, words, key) =>
  set(button, { "aria-label": words, title: key ? `${words} (${key})` : words });

/**
 * A choice among a few.
 *
 * @param {readonly (readonly [string, string])[]} options value and key of its words
 * @param {(value: string) => void} choose
 */
function createSelect(options, choose) {
  const select = /** @type {HTMLSelectElement} */ (
    h(
      "select",
      {},
      options.map(([value]) => h("option", { value })),
    )
  );
  select.addEventListener("change", () => choose(select.value));
  return {
    element: h("span", { class: "select" }, select, icon("chevron")),
    /** @param {string} label @param {(key: string) => string} t */
    words(label, t) {
      set(select, { "aria-label": label, title: label });
      options.forEach(([, key], index) => replace(select.options[index], t(key)));
    },
    /** @param {string} value */
    choose(value) {
      select.value = value;
    },
  };
}

/**
 * @param {object} options
 * @param {Translator} options.translator
 * @param {ReturnType<typeof import("./player.js").createPlayer>} options.player
 */
export function createPlayerControls({ translator, player }) {
  const previous = pictureButton("previous", () => player.jump(-1));
  const back = pictureButton("back", () => player.step(-1));
  const play = pictureButton("play", () => player.toggle(), "play");
  const forward = pictureButton("forward", () => player.step(1));
  const next = pictureButton("next", () => player.jump(1));
  const grain = createSelect(
    GRAINS.map((name) => [name, `ui.grain_${name}`]),
    (value) => player.setGrain(/** @type {any} */ (value)),
  );
  const speed = createSelect(
    SPEEDS.map((value) => [String(value), `×${value}`]),
    (value) => player.setSpeed(Number(value)),
  );
  grain.choose(player.grain());
  speed.choose(String(player.speed()));
  // Not live: the words of the moment are told.
  const position = h("output", { class: "position", "aria-live": "off" });

  const buttons = h(
    "div",
    { class: "buttons", role: "group" },
    previous,
    back,
    play,
    forward,
    next,
  );
  const nameAll = () => {
    const { t } = translator;
    set(buttons, { "aria-label": t("ui.player") });
    nameButton(previous, t("ui.previous_event"), "[");
    nameButton(back, t("ui.step_back"), "←");
    nameButton(play, t(player.playing() ? "ui.pause" : "ui.play"), t("ui.key_space"));
    nameButton(forward, t("ui.step_forward"), "→");
    nameButton(next, t("ui.next_event"), "]");
    grain.words(t("ui.grain"), t);
    speed.words(t("ui.speed"), (text) => text);
  };
  translator.follow(nameAll);

  return {
    buttons,
    choices: h("div", { class: "choices" }, grain.element, speed.element),
    position,
    /** @param {boolean} playing */
    setPlaying(playing) {
      replace(play, icon(playing ? "pause" : "play"));
      nameAll();
    },
    /** @param {number} k @param {number} count */
    show(k, count) {
      replace(position, count === 0 ? "" : `${k + 1} / ${count}`);
    },
    /** @param {boolean} enabled */
    setEnabled(enabled) {
      for (const button of [previous, back, play, forward, next])
        set(button, { disabled: !enabled });
    },
    /** @param {number} direction */
    nudgeSpeed(direction) {
      const index = SPEEDS.indexOf(player.speed()) + direction;
      const value = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, index))];
      player.setSpeed(value);
      speed.choose(String(value));
    },
  };
}

/**
 * Run, which is Stop while a program runs.
 *
 * @param {{translator: Translator, onRun: () => void, onStop: () => void, onLikely?: () => void}}
 *   options `onLikely`: one comes near
 */
export function createRunButton({ translator, onRun, onStop, onLikely = () => {} }) {
  let running = false;
  // What follows a first click too closely is meant for Run, and must not stop what that began.
  const press = (/** @type {MouseEvent} */ { detail }) =>
    running ? detail < 2 && onStop() : onRun();
  const element = h("button", {
    type: "button",
    class: "run",
    onclick: press,
    onpointerenter: () => onLikely(),
  });
  const draw = () => {
    replace(
      element,
      icon(running ? "stop" : "play"),
      h("span", {}, translator.t(running ? "ui.stop" : "ui.run")),
    );
    set(element, { title: running ? null : translator.t("ui.run_key") });
    element.classList.toggle("running", running);
  };
  translator.follow(draw);
  return {
    element,
    /** @param {boolean} value */
    setRunning(value) {
      running = value;
      draw();
    },
  };
}

/**
 * The header's choices: whose words an error is in, language, theme.
 *
 * @param {object} options
 * @param {Translator} options.translator
 * @param {"light"|"dark"} options.theme
 * @param {(style: "2.13"|"classic") => void} options.onErrorStyle
 * @param {(language: string) => void} options.onLanguage
 * @param {(theme: "light"|"dark") => void} options.onTheme
 * @param {() => void} options.onContrast
 */
export function createChoices({
  translator,
  theme,
  onErrorStyle,
  onLanguage,
  onTheme,
  onContrast,
}) {
  let dark = theme === "dark";
  const wording = createSelect(
    [
      ["2.13", "ui.wording_2_13"],
      ["classic", "ui.wording_classic"],
    ],
    (value) => onErrorStyle(/** @type {any} */ (value)),
  );
  const languages = h(
    "div",
    { class: "switch", role: "group" },
    Object.entries(LANGUAGES).map(([code, { name, tag }]) =>
      h(
        "button",
        { type: "button", lang: tag, "data-language": code, onclick: () => onLanguage(code) },
        name,
      ),
    ),
  );
  const themes = pictureButton("moon", () => {
    dark = !dark;
    draw();
    onTheme(dark ? "dark" : "light");
  });
  const contrast = pictureButton("contrast", () => {
    toggleContrast();
    onContrast();
  });
  const panel = h("div", { class: "choices-panel" }, wording.element, languages, themes, contrast);
  const more = pictureButton(
    "more",
    () => set(more, { "aria-expanded": String(panel.classList.toggle("open")) }),
    "more",
  );
  set(more, { "aria-expanded": "false" });

  const draw = () => {
    const { t } = translator;
    wording.words(t("ui.wording"), t);
    set(languages, { "aria-label": t("ui.language") });
    for (const button of languages.children)
      set(button, {
        "aria-pressed": String(button.getAttribute("data-language") === translator.language()),
      });
    replace(themes, icon(dark ? "sun" : "moon"));
    nameButton(themes, t(dark ? "ui.theme_light" : "ui.theme_dark"));
    nameButton(contrast, t("ui.contrast"));
    set(contrast, { "aria-pressed": String(highContrast()) });
    nameButton(more, t("ui.more"));
  };
  translator.follow(draw);
  return {
    element: h("div", { class: "header-choices" }, more, panel),
    /** @param {"light"|"dark"} next chosen elsewhere */
    setTheme(next) {
      dark = next === "dark";
      draw();
    },
  };
}
