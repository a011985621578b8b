/**
 * Lesson text and explanations as elements: paragraphs, lists, headings, `code` and **strong**.
 *
 * A small part of Markdown, made into nodes; whatever else the text holds stays text.
 */

import { h } from "./dom.js";

/**
 * One line of text, with `code` and **strong** made visible.
 *
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export function inline(text) {
  return text
    .split(/(`[^`]+`|\*\*[^*]+\*\*)/)
    .filter((part) => part !== "")
    .map((part) => {
      if (part.length > 2 && part.startsWith("`") && part.endsWith("`"))
        return h("code", {}, part.slice(1, -1));
      if (part.length > 4 && part.startsWith("**") && part.endsWith("**"))
        return h("strong", {}, part.slice(2, -2));
      return part;
    });
}

/**
 * A heading's text and the rest: lesson cells begin with their title.
 *
 * @param {string} text
 * @returns {{title: string, body: string}}
 */
export function splitTitle(text) {
  const match = /^\s*#+\s+([^\n]+)\n?/.exec(text);
  return match
    ? { title: match[1].trim(), body: text.slice(match[0].length).trim() }
    : { title: "", body: text.trim() };
}

/**
 * A text of several paragraphs.
 *
 * @param {string} text
 * @returns {HTMLElement[]}
 */
export function blocks(text) {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== "")
    .map((block) => {
      const lines = block.split("\n").map((line) => line.trim());
      if (lines.every((line) => /^[-*] /.test(line))) {
        return h(
          "ul",
          {},
          lines.map((line) => h("li", {}, inline(line.slice(2)))),
        );
      }
      const heading = /^#+\s+(.*)$/.exec(lines[0]);
      if (heading && lines.length === 1) return h("h3", {}, inline(heading[1]));
      return h("p", {}, inline(join(lines)));
    });
}

/** Lines of one paragraph; between Chinese characters no space is put. @param {string[]} lines */
function join(lines) {
  return lines.reduce(
    (all, line) => all + (/[⺀-￯]$/.test(all) || /^[⺀-￯]/.test(line) ? "" : " ") + line,
  );
}
