/**
 * Where the files of a static site are: its manifest names them relative to its own folder.
 */

import { toFragment } from "./share.js";

/**
 * @typedef {{lessons: import("./backends/recorded.js").Entry[], figure: any, static: string,
 *   runtime: {frame: string, worker: string, arrays: string, files: {role: string, file: string,
 *   bytes: number, sha256: string}[]}}} Manifest
 */

/**
 * @param {Manifest} manifest
 * @param {URL} base the site's folder
 */
export function createSite(manifest, base) {
  const url = (/** @type {string} */ file) => new URL(file, base).href;
  const { frame, worker, arrays, files } = manifest.runtime;
  const page = (/** @type {string|null} */ id) =>
    manifest.lessons.find((lesson) => lesson.id === id)?.page ?? "explorer.html";
  return {
    url,
    manifest,
    /** What the page without a lesson opens with. */
    starter: manifest.lessons.find(({ listed }) => listed === false)?.id ?? null,
    /**
     * The address of a program, or of a lesson, at a moment.
     * @param {import("./share.js").Shared & {lesson: string|null}} shared
     */
    link: async (shared) =>
      `${url(page(shared.lesson))}#${await toFragment({ ...shared, lesson: null })}`,
    /** @type {import("./python/download.js").Runtime} */
    runtime: {
      frame: url(frame),
      worker: url(worker),
      arrays,
      files: files.map((file) => ({ ...file, url: url(file.file) })),
    },
    /** @param {string} file */
    async load(file) {
      try {
        const response = await fetch(url(file));
        if (response.ok) return await response.json(); // which fails, too, where it was cut short
      } catch (reason) {
        console.info(file, String(reason));
      }
      throw Object.assign(new Error(file), { words: { key: "ui.no_scene", args: { file } } });
    },
  };
}
