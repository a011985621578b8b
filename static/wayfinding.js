/**
 * Finding one's way in a large graph: its groups, a search, and their buttons and keys.
 */

import { h } from "./dom.js";
import { fetched } from "./later.js";
import { createTools } from "./tools.js";

const MAPPED = 60; // nodes; a smaller graph is known by heart

/**
 * @param {object} options
 * @param {import("./i18n.js").Translator} options.translator
 * @param {import("./later.js").Later} options.later
 * @param {() => Awaited<ReturnType<typeof import("./view.js").createView>>|null} options.view
 * @param {() => import("./contract.js").Reader|null} options.reader
 * @param {() => number} options.moment
 * @param {() => string|null} options.selected
 * @param {() => HTMLElement} options.room of the graph on the page
 * @param {() => "light"|"dark"} options.theme
 * @param {(k: number) => void} options.onSeek
 * @param {(id: string) => void} options.onChoose a node was found and chosen
 * @param {() => void} options.onGroups a group was opened or closed
 * @param {() => void} options.onLeave the keyboard is free again
 */
export function createWayfinding({
  translator,
  later,
  view,
  reader,
  moment,
  selected,
  room,
  theme,
  onSeek,
  onChoose,
  onGroups,
  onLeave,
}) {
  /** @type {import("./search/panel.js").Search|null} */
  let searching = null;

  const search = async () => {
    const early = searching
      ? null
      : // takes what is typed until the box is there
        h("input", { class: "early", "aria-label": translator.t("search.label") });
    if (early) room().parentElement?.append(early);
    early?.focus({ preventScroll: true });
    const parts = await later("search/panel.js", () => import("./search/panel.js"));
    searching ??=
      parts &&
      parts.createSearch({
        translator,
        place: room(),
        onFound: (ids) => view()?.find(ids),
        onChoose,
        onClose: onLeave,
      });
    const now = reader();
    if (searching && now) searching.open(now, moment, early?.value);
    else onLeave();
    early?.remove();
  };
  const groups = () => view()?.groups.setGrouped(!view()?.groups.isGrouped());
  const tools = createTools({ translator, onGroups: groups, onSearch: search });

  /** @type {ReturnType<typeof import("./minimap.js").createMinimap>|null} */
  let map = null;
  let frame = 0;
  let mapless = false; // it did not come, and nobody has asked for it
  /** Show the map where a part of the graph is out of sight; the last of many motions will do. */
  const moved = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(async () => {
      const sight = view()?.sight();
      if (!sight?.picture || (sight.picture.nodes().length < MAPPED && !map) || mapless) return;
      const parts = await fetched("minimap.js", () => import("./minimap.js")).catch(() => null);
      mapless = parts === null;
      map ??=
        parts &&
        parts.createMinimap({
          translator,
          place: room(),
          theme,
          onLook: (x, y) => view()?.look(x, y),
        });
      map?.show(/** @type {any} */ (sight));
    });
  };

  const changed = () => {
    moved();
    tools.setGrouped(view()?.groups.isGrouped() ?? false);
    onGroups();
  };

  return {
    buttons: tools.buttons,
    /** What the inspector does with groups. */
    groups: {
      isOpen: (/** @type {string} */ id) => view()?.groups.isOpen(id) ?? false,
      toggle: (/** @type {string} */ id) => view()?.groups.toggle(id),
      chain: (/** @type {string} */ id) => view()?.groups.chain(id) ?? [],
      go: onSeek,
    },
    /** What keys do. */
    keys: {
      groups,
      search,
      /** Open or close the selected group, or the one around what is selected. */
      open: () => view()?.groups.turn(selected()),
      /**
       * Go to the next node along the edges, from what happens now where nothing is selected.
       * @param {"after"|"before"} side
       */
      follow(side) {
        const from = selected();
        const next = from
          ? view()?.neighbour(from, side)
          : reader()?.scene.moments[moment()]?.lit[0];
        if (next) onChoose(next);
      },
    },
    changed,
    moved,
    /** @param {import("./contract.js").Scene} scene */
    setScene(scene) {
      searching?.close();
      mapless = false;
      tools.setScene(scene);
      changed();
    },
    /** Whether there was a search to be closed. */
    leave() {
      if (!searching?.isOpen()) return false;
      searching.close();
      return true;
    },
  };
}
