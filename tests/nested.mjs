// Puts the groups of the scene on standard input together: for each list of closed groups the boxes,
// frames and paths of the picture.
import { readFileSync } from "node:fs";

import { createNest } from "../static/graph/nest.js";
import { unpacked } from "../static/paths.js";

const { scene, wanted } = JSON.parse(readFileSync(0, "utf8"));
const nest = createNest(unpacked(scene));
const box = ({ id, x, y, width, height }) => ({ id, x, y, width, height });
const answer = wanted.map(({ closed, moving }) => {
  const { nodes, frames, ports, edges, size } = nest.compose(new Set(closed), moving ?? null);
  return {
    nodes: nodes.map((node) => ({ ...box(node), kind: node.kind })),
    frames: frames.map((frame) => ({ ...box(frame), parent: frame.group.parent })),
    ports: ports.map(box),
    edges: edges.map(({ id, from, to, path }) => ({ id, from, to, path })),
    size,
  };
});
process.stdout.write(JSON.stringify(answer));
