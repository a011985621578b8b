/**
 * The inspector's page of a group, and on a node's page the groups that it is part of.
 */

import { h } from "./dom.js";
import { head, section } from "./node_pages.js";

const MOST = 60; // chips of what is in a group

/** @param {import("./contract.js").Group} group @param {any} tools the inspector's */
export function groupPage(group, { reader, at, t, translator, chip, onLine, onSelect, groups }) {
  const inner = reader.scene.groups.filter(({ parent }) => parent === group.id).map(({ id }) => id);
  const shown = [...inner, ...group.nodes.filter((id) => reader.node(id)?.kind !== "saved")].filter(
    (id) => reader.shown(id, at),
  );
  const ports = Object.entries(group.level.ports).flatMap(([, { of }]) => of);
  const open = groups.isOpen(group.id);
  return [
    head(translator.words(group.words), {
      kind: t(`group.kind_${group.kind}`),
      line: group.lines?.[0] ?? 0,
      close: () => onSelect(null),
      t,
      translator,
      onLine,
    }),
    h("p", { class: "muted" }, t("group.ops", { count: group.ops })),
    h(
      "div",
      { class: "questions" },
      h(
        "button",
        { type: "button", title: "O", onclick: () => groups.toggle(group.id) },
        t(open ? "group.close" : "group.open"),
      ),
      h("button", { type: "button", onclick: () => groups.go(group.begins) }, t("group.to_begin")),
    ),
    section(
      t("group.comes_in"),
      ports.length > 0 && h("div", { class: "chips" }, [...new Set(ports)].map(chip)),
    ),
    section(
      t("group.inside"),
      h(
        "div",
        { class: "chips" },
        shown.slice(0, MOST).map(chip),
        shown.length > MOST &&
          h("span", { class: "muted" }, t("group.more", { count: shown.length - MOST })),
      ),
    ),
    partOf(group.id, { t, chip, groups }),
  ];
}

/** The groups around something, as chips. @param {string} id @param {any} tools */
export function partOf(id, { t, chip, groups }) {
  const around = groups.chain(id);
  return section(
    t("group.part_of"),
    around.length > 0 && h("div", { class: "chips" }, around.map(chip)),
  );
}
