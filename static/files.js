/**
 * Where the files are that lie beside our modules and are no modules; a page that is one single
 * file puts another module in this one's place.
 */

/** @param {string} name @returns {string} */
export const fileUrl = (name) => new URL(`./${name}`, import.meta.url).href;
