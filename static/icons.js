/**
 * The pictures on buttons, drawn in a box of 24 by 24 in the text's colour.
 */

import { s } from "./dom.js";

const PATHS = {
  play: ["M8 5.5v13l10.5-6.5z"],
  pause: ["M7 5.5h3.6v13H7zM13.4 5.5H17v13h-3.6z"],
  stop: ["M7 7h10v10H7z"],
  forward: ["M6 5.5v13l9-6.5zM16 5.5h2.6v13H16z"],
  back: ["M18 5.5v13L9 12zM5.4 5.5H8v13H5.4z"],
  next: ["M4 6v12l7-6zM11.5 6v12l7-6z", "M19 6h1.8v12H19z"],
  previous: ["M20 6v12l-7-6zM12.5 6v12l-7-6z", "M3.2 6H5v12H3.2z"],
};

const STROKES = {
  chevron: "M7 10l5 5 5-5",
  sun: "M12 4V2M12 22v-2M4 12H2M22 12h-2M6.3 6.3L4.9 4.9M19.1 19.1l-1.4-1.4M17.7 6.3l1.4-1.4M4.9 19.1l1.4-1.4M12 8a4 4 0 100 8 4 4 0 000-8z",
  moon: "M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  search: "M15.5 15.5L20 20M10.5 4a6.5 6.5 0 100 13 6.5 6.5 0 000-13z",
  map: "M4 5h16v14H4zM12 12h5v4h-5z",
  groups: "M4 4h16v16H4zM8 8h4v4H8zM8 16h8M15 9h1",
  link: "M10 14a4.5 4.5 0 006.4 0l3-3a4.5 4.5 0 00-6.400-6.400l-1.200 1.200M14 10a4.500 4.500 0 00-6.400 0l-3 3a4.500 4.500 0 006.400 6.400l1.200-1.200",
  contrast: "M12 3a9 9 0 100 18 9 9 0 000-18zM12 3v18M15 4.600v14.800M18 6.500v11",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  check: "M5 12.5l4.5 4.5L19 7.5",
};

/**
 * @param {string} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const props = {
    viewBox: "0 0 24 24",
    width: 20,
    height: 20,
    class: "icon",
    "aria-hidden": "true",
  };
  if (name in STROKES) return s("svg", props, s("path", { d: STROKES[name], class: "line" }));
  return s(
    "svg",
    props,
    PATHS[name].map((d) => s("path", { d })),
  );
}
