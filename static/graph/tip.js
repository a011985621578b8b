/**
 * The short tooltip beside the pointer, and what it says about a node.
 *
 * It is only a hint: everything in it, and more, is in the inspector.
 */

import { h, replace } from "../dom.js";
import { MONO } from "./text.js";

/** @typedef {{text: string, strong?: boolean}} Line */

const STYLE = [
  "position:absolute",
  "z-index:3",
  "pointer-events:none",
  "max-width:min(340px,90%)",
  "padding:6px 9px",
  "border:1px solid",
  "border-radius:6px",
  `font:12px/1.5 ${MONO}`,
  "box-shadow:0 4px 14px rgb(0 0 0 / 18%)",
  "overflow-wrap:anywhere",
].join(";");
const AWAY = 14; // pixels from the pointer

/** @param {HTMLElement} host */
export function createTip(host) {
  const element = h("div", { class: "gradwalk-tip", "aria-hidden": "true", hidden: true });
  element.style.cssText = STYLE;
  host.append(element);

  return {
    /** @param {import("../palette.js").Palette} palette */
    setPalette(palette) {
      Object.assign(element.style, {
        background: palette.box,
        color: palette.ink,
        borderColor: palette.plainLine,
      });
    },
    /** @param {number} x @param {number} y @param {Line[]} lines */
    show(x, y, lines) {
      replace(
        element,
        ...lines.map(({ text, strong }) =>
          h("div", { style: strong ? "font-weight:700" : null }, text),
        ),
      );
      element.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = element;
      const left = x + AWAY + width <= host.clientWidth ? x + AWAY : Math.max(4, x - AWAY - width);
      const top =
        y + AWAY + height <= host.clientHeight ? y + AWAY : Math.max(4, y - AWAY - height);
      Object.assign(element.style, { left: `${left}px`, top: `${top}px` });
    },
    hide() {
      element.hidden = true;
    },
    remove: () => element.remove(),
  };
}

/**
 * @param {import("../contract.js").Reader} reader @param {string} id @param {any} state
 * @param {(key: string, args?: Record<string, any>) => string} t
 * @returns {Line[]}
 */
export function tipLines(reader, id, state, t) {
  const node = reader.node(id);
  const group = reader.group(id);
  if (group)
    return [
      { text: t(group.words.key, group.words.args), strong: true },
      { text: t("group.ops", { count: group.ops }) },
      { text: t("group.open_hint") },
    ];
  if (!node) return [];
  if (node.kind === "op") {
    const inputs = node.local.map(({ of, formula }) => ({
      text: t("view.tip_local", { of, formula }),
    }));
    return [{ text: node.grad_fn ?? node.op, strong: true }, ...inputs, ...lineOf(node.line, t)];
  }
  if (node.kind === "saved") {
    const of = state.names[0] ?? node.name;
    return [
      { text: t("view.tip_saved", { name: of, saved: node.saved_version }), strong: true },
      { text: t("view.tip_now", { now: state.now }) },
      ...lineOf(node.line, t),
    ];
  }
  const flags = [
    node.leaf ? "is_leaf" : null,
    state.requires_grad ? "requires_grad" : null,
    state.retains ? "retains_grad" : null,
    `_version ${state.version}`,
  ].filter(Boolean);
  return [
    {
      text: [state.names.join(", "), `[${node.shape.join(", ")}] ${node.dtype}`]
        .filter(Boolean)
        .join(" "),
      strong: true,
    },
    { text: state.value?.text ?? "" },
    ...(state.grad ? [{ text: `grad ${state.grad.text}` }] : []),
    { text: flags.join(" · ") },
    ...lineOf(node.line, t),
  ];
}

/**
 * @param {number} line
 * @param {(key: string, args?: Record<string, any>) => string} t
 * @returns {Line[]}
 */
const lineOf = (line, t) => (line > 0 ? [{ text: t("ui.line", { line }) }] : []);
