/**
 * A button and the menu under it: opened, left and walked through as menus are, by pointer and
 * keys.
 */

import { set } from "./dom.js";

/**
 * @param {HTMLElement} button
 * @param {HTMLElement} menu with the role of one, hidden
 * @param {HTMLElement} element that holds both
 * @param {{onOpen?: () => Promise<void>|void, onClose?: () => void}} [options] `onOpen` may fill
 *   the menu
 */
export function createDropdown(
  button,
  menu,
  element,
  { onOpen = () => {}, onClose = () => {} } = {},
) {
  const items = () => /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role^=menuitem]")]);
  const focused = () =>
    /** @type {HTMLElement} */ (
      /** @type {ShadowRoot|Document} */ (element.getRootNode()).activeElement
    );

  const open = async () => {
    menu.hidden = false;
    set(button, { "aria-expanded": "true" });
    await onOpen();
    (items().find((item) => item.getAttribute("aria-checked") === "true") ?? items()[0])?.focus();
  };
  const close = () => {
    if (menu.hidden) return;
    menu.hidden = true;
    set(button, { "aria-expanded": "false" });
    onClose();
  };
  /** @param {KeyboardEvent} event @returns {boolean} whether the key was the menu's */
  const press = ({ key }) => {
    if (menu.hidden) {
      if (key !== "ArrowDown" || focused() !== button) return false;
      open();
      return true;
    }
    const all = items();
    const at = all.indexOf(focused());
    const places = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (key in places) {
      all.at(places[/** @type {"Home"} */ (key)] % all.length)?.focus();
      return true;
    }
    if (key !== "Escape") return false;
    close();
    button.focus();
    return true;
  };

  const leave = (/** @type {Event} */ event) => event.composedPath().includes(element) || close();
  document.addEventListener("pointerdown", leave);
  element.addEventListener(
    "focusout",
    ({ relatedTarget }) =>
      relatedTarget && !element.contains(/** @type {Node} */ (relatedTarget)) && close(),
  );
  button.addEventListener("click", () => (menu.hidden ? open() : close()));
  element.addEventListener("keydown", (event) => {
    if (!press(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { close, dispose: () => document.removeEventListener("pointerdown", leave) };
}
