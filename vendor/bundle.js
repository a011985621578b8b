/**
 * One module of third parties' code in one file, and whose it is.
 */

import { build } from "esbuild";
import { readFile, readdir } from "node:fs/promises";

/** What BokehJS brings along for figures other than ours: maps' coordinates, and icons of tools. */
const NEVER_USED = {
  name: "never used",
  setup({ onResolve, onLoad }) {
    // WebGL and MathJax, each asked for when a figure has need of it.
    onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path, external: true } : undefined,
    );
    onResolve({ filter: /^proj4\/lib\/(core|Proj)$/ }, ({ path }) => ({ path, namespace: "none" }));
    onLoad({ filter: /./, namespace: "none" }, () => ({
      contents: "export default function () {}",
    }));
    onLoad({ filter: /[\\/]icons\.css\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(/`[^`]*`/g, "``"),
    }));
  },
};

/**
 * @param {string} entry @param {string} outfile
 * @returns {Promise<Map<string, string>>} the licences, by package
 */
export async function bundled(entry, outfile) {
  const options = {
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    metafile: true,
    plugins: [NEVER_USED],
  };
  const { metafile } = await build({ entryPoints: [entry], outfile, ...options });
  const used = Object.entries(Object.values(metafile.outputs)[0].inputs).filter(
    ([, { bytesInOutput }]) => bytesInOutput > 0,
  );
  const packages = used
    .map(([input]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1])
    .filter((name) => name !== undefined);
  return new Map(
    await Promise.all(
      [...new Set(packages)].map(async (name) => [name, await licence(`node_modules/${name}`)]),
    ),
  );
}

/**
 * The text of a package's licence, or its name where the package holds no text.
 * @param {string} folder
 */
async function licence(folder) {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  return file
    ? readFile(`${folder}/${file}`, "utf8")
    : JSON.parse(await readFile(`${folder}/package.json`, "utf8")).license;
}
