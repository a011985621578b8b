/**
 * Places of a text, as the browser's selection tells them in rows that show it.
 */

/** @typedef {{anchor: number, head: number}} Range from the text's beginning */

/**
 * What is selected in an element, or null where it is elsewhere.
 *
 * @param {HTMLElement} content
 * @param {(row: Element, column: number) => number} place of a column in a row, in the whole text
 * @returns {Range|null}
 */
export function selectedIn(content, place) {
  const root = /** @type {any} */ (content.getRootNode());
  const selection = /** @type {Selection|null} */ (
    (root.getSelection ?? document.getSelection).call(root.getSelection ? root : document)
  );
  const { anchorNode, focusNode } = selection ?? {};
  if (
    !selection ||
    !anchorNode ||
    !focusNode ||
    !content.contains(anchorNode) ||
    !content.contains(focusNode)
  )
    return null;
  const at = (/** @type {Node} */ node, /** @type {number} */ offset) => {
    if (node === content)
      return place(content.children[Math.min(offset, content.children.length - 1)], 0);
    const row = [...content.children].find((each) => each.contains(node));
    const before = document.createRange();
    before.setStart(/** @type {Element} */ (row), 0);
    before.setEnd(node, offset);
    return place(/** @type {Element} */ (row), before.toString().length);
  };
  return {
    anchor: at(anchorNode, selection.anchorOffset),
    head: at(focusNode, selection.focusOffset),
  };
}
