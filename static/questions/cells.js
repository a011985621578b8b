/**
 * Where the elements of a tensor lie in its storage: which cells, in which order, with which
 * content.
 */

/** @typedef {import("../contract.js").Reader} Reader */
/** @typedef {import("../contract.js").TensorNode} TensorNode */

const MOST = 4096; // elements that are followed one by one

/**
 * The indices of the elements of a shape, row by row.
 *
 * @param {readonly number[]} shape @param {number} [most]
 * @returns {number[][]}
 */
export function indicesOf(shape, most = MOST) {
  const count = Math.min(
    most,
    shape.reduce((product, length) => product * length, 1),
  );
  return Array.from({ length: count }, (_, element) => {
    const index = [];
    let rest = element;
    for (const length of [...shape].reverse()) {
      index.unshift(rest % length);
      rest = Math.floor(rest / length);
    }
    return index;
  });
}

/** The cell of one element. @param {TensorNode} node @param {readonly number[]} index */
export const cellOf = ({ strides = [], offset = 0 }, index) =>
  offset + index.reduce((sum, at, dim) => sum + at * (strides[dim] ?? 0), 0);

/**
 * For each cell the elements of a tensor that lie in it; with a stride of 0 there are several.
 *
 * @param {TensorNode} node
 * @returns {Map<number, number[][]>}
 */
export function elementsByCell(node) {
  const found = new Map();
  for (const index of indicesOf(node.shape)) {
    const cell = cellOf(node, index);
    found.set(cell, [...(found.get(cell) ?? []), index]);
  }
  return found;
}

/**
 * The first and the last cell that a tensor looks at; null where it has no elements.
 * @param {TensorNode} node
 * @returns {[number, number]|null}
 */
export function rangeOf(node) {
  if (node.shape.includes(0)) return null;
  return [
    node.offset ?? 0,
    cellOf(
      node,
      node.shape.map((length) => length - 1),
    ),
  ];
}

/**
 * What is in the cells, as far as any of these tensors tells at a moment.
 *
 * @param {Reader} reader @param {readonly TensorNode[]} nodes @param {number} k
 * @returns {Map<number, number|string>}
 */
export function contentOf(reader, nodes, k) {
  const content = new Map();
  for (const node of nodes) {
    const value = reader.value(reader.at(node.id, "value", k));
    if (!value) continue;
    const indices = indicesOf(value.corner);
    value.numbers.forEach((number, element) =>
      content.set(cellOf(node, indices[element] ?? []), number),
    );
  }
  return content;
}
