/**
 * The keyboard, which belongs to the explorer only while the explorer has focus and nobody is
 * typing.
 */

/**
 * @typedef {{toggle: () => void, step: (direction: 1|-1, grain?: "line"|"op"|"sub") => void,
 *   jump: (direction: 1|-1) => void, first: () => void, last: () => void, backward: () => void,
 *   error: () => void, fit: () => void, zoom: (factor: number) => void, faster: (direction: 1|-1)
 *   => void, follow: (side: "after"|"before") => void, deselect: () => void,
 *   ask: (question: "why"|"check"|"memory"|"alive"|"training") => void,
 *   trainingStep: (direction: 1|-1) => void, compare: () => void, groups: () => void, open: () =>
 *   void, search: () => void, run: () => void}} Actions
 */

/**
 * What a key does, or null where it is not ours.
 *
 * @param {{key: string, shiftKey?: boolean, altKey?: boolean, ctrlKey?: boolean,
 *   metaKey?: boolean}} event
 * @param {Actions} actions
 * @returns {(() => void)|null}
 */
export function actionFor(event, actions) {
  const { key, shiftKey, altKey } = event;
  if (event.ctrlKey || event.metaKey) return key === "Enter" ? actions.run : null;
  if (key === "ArrowRight" || key === "ArrowLeft") {
    const direction = key === "ArrowRight" ? 1 : -1;
    const grain = altKey ? "sub" : shiftKey ? "line" : undefined;
    return () => actions.step(direction, grain);
  }
  if (altKey) return null;
  const others = {
    " ": actions.toggle,
    "[": () => actions.jump(-1),
    "]": () => actions.jump(1),
    ",": () => actions.step(-1, "sub"),
    ".": () => actions.step(1, "sub"),
    "<": () => actions.faster(-1),
    ">": () => actions.faster(1),
    Home: actions.first,
    End: actions.last,
    PageUp: () => actions.jump(-1),
    PageDown: () => actions.jump(1),
    b: actions.backward,
    e: actions.error,
    f: actions.fit,
    "+": () => actions.zoom(1.25),
    "=": () => actions.zoom(1.25),
    "-": () => actions.zoom(0.8),
    ArrowDown: () => actions.follow("after"),
    ArrowUp: () => actions.follow("before"),
    w: () => actions.ask("why"),
    c: () => actions.ask("check"),
    s: () => actions.ask("memory"),
    k: () => actions.ask("alive"),
    t: () => actions.ask("training"),
    "{": () => actions.trainingStep(-1),
    "}": () => actions.trainingStep(1),
    d: actions.compare,
    g: actions.groups,
    o: actions.open,
    "/": actions.search,
    Escape: actions.deselect,
  };
  const name = key.length === 1 ? key.toLowerCase() : key;
  return Object.hasOwn(others, name) ? others[name] : null;
}

/**
 * Whether a key pressed on an element is that element's own: text, a choice, a button's space.
 *
 * @param {Element} target @param {string} key
 */
function belongsTo(target, key) {
  if (
    target.closest(".editor, input, textarea, select, [contenteditable], [role=menu], [role=tree]")
  )
    return key !== "Enter";
  if (target.closest("button, summary, a")) return key === " " || key === "Enter";
  return (
    /^(Page|Arrow)(Up|Down)$/.test(key) &&
    target.closest("[role=log], .inspector-body, .prose") !== null
  );
}

/** @param {HTMLElement} root @param {Actions} actions */
export function listenToKeys(root, actions) {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const action = actionFor(event, actions);
    const target = /** @type {Element} */ (event.composedPath()[0]);
    const runs = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!action || (!runs && belongsTo(target, event.key))) return;
    event.preventDefault();
    action();
  });
}
