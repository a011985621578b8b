// Lays out the graph on standard input with dagre, as often as asked, and prints the times taken,
// the places of the boxes and the points of the links.
import { readFileSync } from "node:fs";
import { Graph, layout } from "@dagrejs/dagre";

const { boxes, links, times } = JSON.parse(readFileSync(0, "utf8"));

const build = () => {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ nodesep: 24, ranksep: 36 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
  for (const { id, source, target } of links) graph.setEdge(source, target, {}, id);
  return graph;
};

const taken = [];
let graph;
for (let k = 0; k < times; k += 1) {
  graph = build();
  const start = performance.now();
  layout(graph);
  taken.push(performance.now() - start);
}
const positions = Object.fromEntries(
  boxes.map(({ id }) => [id, [graph.node(id).x, graph.node(id).y]]),
);
const lines = Object.fromEntries(
  links.map(({ id, source, target }) => [
    id,
    graph.edge(source, target, id).points.map(({ x, y }) => [x, y]),
  ]),
);
process.stdout.write(JSON.stringify({ taken, positions, lines }));
