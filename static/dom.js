/**
 * Elements from plain calls, so that a program's text can only ever become text, never markup.
 *
 * Nothing in the front end writes markup as a string; all of it is made here.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element: `h("button", {class: "step", onclick: go}, "next")`.
 *
 * @param {string} tag
 * @param {Record<string, any>} [props] attributes; `on...` functions become listeners; null and
 *   false are left out
 * @param {...(Node|string|number|null|false|undefined|any[])} children
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  return /** @type {HTMLElement} */ (fill(document.createElement(tag), props, children));
}

/**
 * Make an SVG element.
 *
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...any} children
 * @returns {SVGElement}
 */
export function s(tag, props = {}, ...children) {
  return /** @type {SVGElement} */ (fill(document.createElementNS(SVG, tag), props, children));
}

/**
 * Set or remove attributes and listeners of an element that exists.
 *
 * @param {Element} element
 * @param {Record<string, any>} props
 */
export function set(element, props) {
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else if (name === "style") {
      // The attribute is what a strict policy forbids
      /** @type {HTMLElement} */ (element).style.cssText = value;
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

/**
 * Replace what an element holds.
 *
 * @param {Element} element
 * @param {...any} children
 */
export function replace(element, ...children) {
  element.replaceChildren(...nodes(children));
}

/** @param {Element} element @param {Record<string, any>} props @param {any[]} children */
function fill(element, props, children) {
  set(element, props);
  element.append(...nodes(children));
  return element;
}

/** @param {any[]} children @returns {(Node|string)[]} */
function nodes(children) {
  return children
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));
}
