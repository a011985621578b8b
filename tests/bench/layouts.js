// Lays out the graph on standard input with the engine named on the command line, as often as
// asked, and prints the times taken, the places of the boxes and the points of the links.
import { readFileSync } from "node:fs";

const [engine, file] = process.argv.slice(2);
const { boxes, links, times, text } = JSON.parse(readFileSync(0, "utf8"));
const GAP = 24; // pixels between boxes, and between ranks
const RANKS = 36;

/**
 * @type {Record<string, () => Promise<{prepare: () => any, run: (graph: any) => any,
 *   read: (graph: any, answer: any) => any}>>}
 */
const ENGINES = {
  async dagre() {
    const { Graph, layout } = await import("@dagrejs/dagre");
    return {
      prepare() {
        const graph = new Graph({ multigraph: true });
        graph.setGraph({ nodesep: GAP, ranksep: RANKS });
        graph.setDefaultEdgeLabel(() => ({}));
        for (const { id, width, height } of boxes) graph.setNode(id, { width, height });
        for (const { id, source, target } of links) graph.setEdge(source, target, {}, id);
        return graph;
      },
      run: layout,
      read: (graph) => ({
        positions: places(({ id }) => graph.node(id)),
        lines: ways(({ id, source, target }) => graph.edge(source, target, id).points),
      }),
    };
  },

  // Netron's own dagre, with what its grapher.js asks of it.
  async netron() {
    const { layout } = await import(file);
    const label = { minlen: 1, weight: 1, width: 0, height: 0, labeloffset: 10, labelpos: "r" };
    return {
      prepare: () => ({
        nodes: boxes.map(({ id, width, height }) => ({ v: id, width, height })),
        edges: links.map(({ source, target }) => ({ v: source, w: target, ...label })),
      }),
      run({ nodes, edges }) {
        const ranker = nodes.length > 3000 ? { ranker: "longest-path" } : {};
        layout(nodes, edges, { nodesep: 20, ranksep: 20, ...ranker }, {});
      },
      read({ nodes, edges }) {
        const found = new Map(nodes.map((node) => [node.v, node]));
        const there = new Map(edges.map((edge) => [`${edge.v} ${edge.w}`, edge]));
        return {
          positions: places(({ id }) => found.get(id)),
          lines: ways(({ source, target }) => there.get(`${source} ${target}`).points ?? []),
        };
      },
    };
  },

  async elk() {
    const { default: ELK } = await import("elkjs/lib/elk.bundled.js");
    const elk = new ELK();
    const layoutOptions = {
      "elk.algorithm": "layered",
      "elk.direction": "DOWN",
      "elk.spacing.nodeNode": String(GAP),
      "elk.layered.spacing.nodeNodeBetweenLayers": String(RANKS),
    };
    return {
      prepare: () => ({
        id: "root",
        layoutOptions,
        children: boxes.map(({ id, width, height }) => ({ id, width, height })),
        edges: links.map(({ id, source, target }) => ({
          id,
          sources: [source],
          targets: [target],
        })),
      }),
      run: (graph) => elk.layout(graph),
      read(_graph, { children, edges }) {
        const found = new Map(children.map((node) => [node.id, node]));
        const there = new Map(edges.map((edge) => [edge.id, edge]));
        const middle = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });
        const points = ({ startPoint, bendPoints = [], endPoint }) => [
          startPoint,
          ...bendPoints,
          endPoint,
        ];
        return {
          positions: places(({ id }) => middle(found.get(id))),
          lines: ways(({ id }) => there.get(id).sections.flatMap(points)),
        };
      },
    };
  },

  // Graphviz as WebAssembly, where there is no `dot` on the machine.
  async dot() {
    const { instance } = await import("@viz-js/viz");
    const viz = await instance();
    return {
      prepare: () => text,
      run: (graph) => viz.renderString(graph, { format: "plain" }),
      read: (_graph, plain) => ({ plain }),
    };
  },
};

const places = (of) => Object.fromEntries(boxes.map((box) => [box.id, [of(box).x, of(box).y]]));
const ways = (of) =>
  Object.fromEntries(links.map((link) => [link.id, of(link).map(({ x, y }) => [x, y])]));

const { prepare, run, read } = await ENGINES[engine]();
const taken = [];
let graph;
let answer;
for (let k = 0; k < times; k += 1) {
  graph = prepare();
  const start = process.cpuUsage();
  answer = await run(graph);
  taken.push(process.cpuUsage(start).user / 1000);
}
process.stdout.write(JSON.stringify({ taken, ...read(graph, answer) }));
