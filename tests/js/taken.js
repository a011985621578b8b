/**
 * What the page makes of scenes and programs, for the tests in Python: JSON in, JSON out.
 *
 * `{scenes: [[scene, moment]...], programs: [[source, seed]...]}` gives the texts, and of each DOT
 * what Graphviz itself says of it.
 */

import { instance } from "@viz-js/viz";
import { text } from "node:stream/consumers";

import { createReader } from "../../static/contract.js";
import { dot } from "../../static/take/dot.js";
import { mermaid } from "../../static/take/mermaid.js";
import { asPyTorch } from "../../static/take/pytorch.js";

const { scenes = [], programs = [] } = JSON.parse(await text(process.stdin));
const graphviz = await instance();

/** The labels of a graph as Graphviz reads them, or what it complains of. @param {string} source */
const read = (source) => {
  const { status, output, errors } = graphviz.render(source, { format: "json", engine: "nop" });
  return status === "success" ? { objects: JSON.parse(output).objects ?? [] } : { errors };
};

const graphs = scenes.map(([scene, moment]) => {
  const reader = createReader(scene);
  const graph = dot(reader, moment);
  return { dot: graph, mermaid: mermaid(reader, moment), ...read(graph) };
});
process.stdout.write(
  JSON.stringify({ graphs, programs: programs.map(([source, seed]) => asPyTorch(source, seed)) }),
);
