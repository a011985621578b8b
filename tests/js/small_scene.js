/**
 * A small scene by hand: y = x.sigmoid(); z = y.detach(); z.zero_(); y.backward() is refused, after
 * a first pass that was not.
 */

const value = (text, min, max) => ({
  text,
  shape: [3],
  dtype: "float32",
  numbers: [min, max, max],
  corner: [3],
  min,
  max,
  mean: 0,
  norm: 1,
  whole: true,
});

const tensor = (id, version, x, y, more = {}) => ({
  id: `${id}v${version}`,
  kind: "tensor",
  tensor: id,
  version,
  x,
  y,
  width: 140,
  height: 62,
  shape: [3],
  dtype: "float32",
  leaf: false,
  storage: "s1",
  made_by: null,
  line: 1,
  cell: 0,
  docked: null,
  ...more,
});

const op = (id, name, x, y, more = {}) => ({
  id,
  kind: "op",
  op: name,
  symbol: name,
  node: null,
  grad_fn: null,
  inputs: [],
  outputs: [],
  local: [],
  x,
  y,
  width: 130,
  height: 42,
  line: 2,
  cell: 0,
  in_place: false,
  ...more,
});

const edge = (id, from, to, kind, ...path) => ({ id, from, to, kind, path, input: null });

const moment = (kind, more = {}) => ({
  kind,
  grain: "op",
  phase: "forward",
  cell: 0,
  line: 2,
  lit: [],
  moves: [],
  mark: null,
  words: { key: "moment.x", args: {} },
  ...more,
});

const move = (edge, back, value, label) => ({ edge, back, value, label });
const down = (x, from, to) => [
  [x, from],
  [x, from + 10],
  [x, to - 10],
  [x, to],
];

/** @returns {any} a fresh scene each time */
export function smallScene() {
  return {
    version: 2,
    source: "",
    cells: [],
    size: { width: 700, height: 500 },
    values: [
      value("[1, 2, 3]", 1, 3),
      value("[0.7, 0.8, 0.9]", 0.7, 0.9),
      value("[0, 0, 0]", 0, 0),
      value("[-1, 1, 1]", -1, 1),
      value("[-2, 2, 2]", -2, 2),
    ],
    nodes: [
      tensor("t0", 0, 100, 60, { leaf: true, storage: "s0", docked: "o0" }),
      op("o0", "sigmoid", 300, 60, { node: "n0", grad_fn: "SigmoidBackward0" }),
      tensor("t1", 0, 300, 180, { made_by: "o0" }),
      {
        id: "n0.result",
        kind: "saved",
        op: "o0",
        name: "result",
        tensor: "t1",
        tensor_node: "t1v0",
        saved_version: 0,
        storage: "s1",
        x: 460,
        y: 60,
        width: 136,
        height: 42,
        line: 2,
        cell: 0,
        docked: "o0",
      },
      op("o1", "detach", 300, 300),
      tensor("t2", 0, 300, 400, { leaf: true, made_by: "o1" }),
      op("o2", "zero_", 500, 300, { in_place: true }),
      tensor("t2", 1, 500, 400, { leaf: true, made_by: "o2" }),
    ],
    edges: [
      edge("e0", "t0v0", "o0", "data", [170, 60], [190, 60], [215, 60], [235, 60]),
      edge("e1", "o0", "t1v0", "data", ...down(300, 81, 149)),
      edge("e2", "t1v0", "o1", "detach", ...down(300, 211, 279)),
      edge("e3", "o1", "t2v0", "data", ...down(300, 321, 369)),
      edge("e4", "t2v0", "o2", "write", [370, 400], [420, 400], [420, 340], [500, 321]),
      edge("e5", "o2", "t2v1", "data", ...down(500, 321, 369)),
    ],
    groups: [],
    storages: [
      { id: "s0", letter: null, members: ["t0"] },
      { id: "s1", letter: "A", members: ["t1", "t2"] },
    ],
    moments: [
      moment("created", { lit: ["t0v0"] }),
      moment("made", {
        grain: "sub",
        lit: ["o0", "t0v0"],
        moves: [move("e0", false, 0, "[1, 2, 3]")],
      }),
      moment("made", {
        lit: ["o0", "t1v0", "n0.result"],
        moves: [move("e1", false, 1, "[0.7, 0.8, 0.9]")],
        mark: "save",
      }),
      moment("began", { phase: "backward", lit: ["t1v0"], mark: "backward" }),
      moment("ran", {
        phase: "backward",
        grain: "sub",
        lit: ["o0", "t1v0"],
        moves: [move("e1", true, 3, "[-1, 1, 1]")],
      }),
      moment("sent", {
        phase: "backward",
        grain: "sub",
        lit: ["o0", "t0v0"],
        moves: [move("e0", true, 3, "[-1, 1, 1]")],
        words: { key: "moment.sent", args: { part: "[-1, 1, 1]" } },
      }),
      moment("accumulated", {
        phase: "backward",
        lit: ["t0v0"],
        mark: "again",
        words: {
          key: "moment.accumulated_again",
          args: { before: "[-1, 1, 1]", after: "[-2, 2, 2]" },
        },
      }),
      moment("made", { lit: ["o1", "t2v0"], moves: [move("e2", false, 1, "")], mark: "detach" }),
      moment("wrote", {
        lit: ["o2", "t2v1", "t1v0", "n0.result"],
        moves: [move("e4", false, 1, ""), move("e5", false, 2, "[0, 0, 0]")],
        mark: "in_place",
      }),
      moment("began", { phase: "backward", lit: ["t1v0"], mark: "backward" }),
      moment("checked", { phase: "backward", lit: ["o0", "n0.result"], mark: "check_failed" }),
      moment("failed", {
        phase: "backward",
        grain: "line",
        lit: ["o0", "n0.result", "t1v0", "o2"],
        mark: "error",
      }),
    ],
    changes: {
      t0v0: {
        shown: [[0, true]],
        names: [[0, ["x"]]],
        value: [[0, 0]],
        requires_grad: [[0, true]],
        grad: [[6, 4]],
        grads: [[6, 2]],
        wrong: [
          [6, { true: 0 }],
          [9, null],
        ],
      },
      o0: {
        shown: [[1, true]],
        state: [
          [1, "running"],
          [2, "idle"],
          [4, "running"],
          [5, "done"],
          [10, "failed"],
        ],
      },
      t1v0: {
        shown: [[2, true]],
        names: [[2, ["y"]]],
        value: [
          [2, 1],
          [8, 2],
        ],
        requires_grad: [[2, true]],
        retains: [[3, true]],
        version: [[8, 1]],
      },
      "n0.result": {
        shown: [[2, true]],
        state: [
          [2, "held"],
          [4, "ok"],
          [8, "stale"],
          [10, "failed"],
        ],
        now: [
          [2, 0],
          [8, 1],
        ],
      },
      o1: { shown: [[7, true]], state: [[7, "idle"]] },
      t2v0: { shown: [[7, true]], names: [[7, ["z"]]], value: [[7, 1]] },
      o2: { shown: [[8, true]], state: [[8, "idle"]] },
      t2v1: { shown: [[8, true]], names: [[8, ["z"]]], value: [[8, 2]], version: [[8, 1]] },
      e0: {
        shown: [[1, true]],
        gradient: [
          [5, { value: 3, magnitude: 1, sign: null, kind: "finite" }],
          [9, null],
        ],
      },
      e1: {
        shown: [[2, true]],
        gradient: [
          [4, { value: 3, magnitude: 1, sign: -1, kind: "finite" }],
          [9, null],
          [10, { value: 2, magnitude: 0, sign: 0, kind: "refused" }],
        ],
      },
      e2: { shown: [[7, true]] },
      e3: {
        shown: [[7, true]],
        gradient: [[7, { value: 2, magnitude: 0, sign: 0, kind: "zero" }]],
      },
      e4: { shown: [[8, true]] },
      e5: {
        shown: [[8, true]],
        gradient: [[8, { value: 2, magnitude: 0, sign: null, kind: "nan" }]],
      },
      s1: { version: [[8, 1]] },
    },
    output: [],
    errors: [],
    silent: [],
    stopped: null,
  };
}
