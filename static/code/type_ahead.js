/**
 * What a reader types while the editor is being fetched, which is then put into it.
 */

/** @typedef {{text: string}|{key: KeyboardEventInit}} Typed */

const KEYS = /^(?:Enter|Backspace|Delete|Home|End|Page(?:Up|Down)|Arrow\w+)$/;
const COMMANDS = /^(?:[azy]|Enter|Backspace|Delete|Home|End|Arrow\w+)$/i; // with Control or Command

/**
 * @param {HTMLElement} content what has the focus until then
 * @param {() => boolean} waiting whether it is being fetched
 * @returns {() => Typed[]} takes away what was typed, in order
 */
export function createTypeAhead(content, waiting) {
  /** @type {Typed[]} */
  let typed = [];
  content.addEventListener("keydown", (event) => {
    const { key, code, keyCode, shiftKey, altKey, ctrlKey, metaKey } = event;
    const command = ctrlKey || metaKey;
    if (!waiting() || event.isComposing || (command && key === "Enter" && typed.length === 0))
      return;
    if (!command && key.length === 1) typed.push({ text: key });
    else if ((command ? COMMANDS : KEYS).test(key))
      typed.push({
        key: {
          key,
          code,
          keyCode,
          shiftKey,
          altKey,
          ctrlKey,
          metaKey,
          bubbles: true,
          cancelable: true,
        },
      });
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  content.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain");
    if (!waiting()) return;
    if (text) typed.push({ text });
    event.preventDefault();
  });
  return () => {
    const all = typed;
    typed = [];
    return all;
  };
}
