"""docs/bench.md: the table of the peers, what is wanted of it, how it was measured; and in short.

The short table stands in the README, between two marks.
"""

import os
import platform
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
MARKS = "<!-- bench: written by bench_peers.py --write -->\n", "<!-- /bench -->"
LAYOUTS = "\n# Layouts of graphs\n"  # from here on bench_layout.py writes
SITE = "\n# The static site\n"  # from here on bench_site.py writes
SHORT = {  # the columns of the short table
    "a2": "a small op",
    "b2": "1,000 of them and back",
    "c": "a step of an MLP",
    "d": "10,000 scalars and back",
    "e": "100,000 deep and back",
    "f1": "memory of a node",
}

PAGE = """# Beside its peers

Written by `python tests/bench/bench_peers.py --write` (`make bench` prints the same); do not edit.

{table}

Time for one op, one step or one chain, and in brackets how many times PyTorch's that is. Measured
on Python {python}, {machine}, {processors} processors, of which one was used.

* **(a)** `x * y + z`, an op; `x * y` and its `backward`, a pair. **(b)** 333 times `h * c`, `h +
  x`, `h.tanh()`, then `backward`; an op. **(c)** an MLP 784-128-64-10, a batch of 64, forward,
  cross entropy, backward, SGD; a step. **(d)** 5,000 times `h * y + x` on scalars, then
  `backward`; a node. **(e)** `h * 1.0`, 100,000 times, `backward`, and all of it freed. **(f)**
  by how much the process grows for each node of a graph of `h * y`, and of `h + y`.
* All engines are loaded into one process and take turns, up to {rounds} rounds; the least time of
  each counts, in seconds of the processor. One thread for everybody; the garbage collector as it
  is by default. Each engine must arrive at PyTorch's numbers (in (c): its losses).
* *Recorded* means with the trace on, a new recorder for each run, each op's line looked up. Rows
  refer to values; the summary of a large one is made when the trace is read, which is not timed, or
  when more than 32 MB are held on to, which is.
* gradwalk on NumPy and on ndlist (pure Python, for where there is no NumPy) are two copies of the
  package in that process. Pyodide has a process of its own, under Node.
* *NumPy, derivatives by hand* is what these programs ask of NumPy and nothing else, without a
  graph; of its scalars where there are no dimensions.
* (e) was first tried by each engine in a process by itself, to see whether it lives. Bytes are
  measured in a process each.
* In the peers' favour: MyGrad runs without its guard of memory, micrograd with a higher limit of
  recursion in (d) (it has no arrays and no `tanh`), HIPS autograd with the cheaper of its two
  ways to ask for two gradients in (a). JAX and tinygrad ran shorter loops, or they would take
  minutes; JAX runs op by op, as an explorer of steps must, not compiled.

## What is wanted

| | got | wanted | |
| --- | --- | --- | --- |
{goals}
"""


def goal(row):
    verdict = {None: "", True: "met", False: "**missed**"}[row.held]
    return f"| {row.what} | {row.value:.2f}{row.unit} | {row.wanted} | {verdict} |"


def times(ratio, *, whole):
    """A ratio in words: without a point from `whole` on, with two digits after it below 0.1."""
    return f"{ratio:.{0 if ratio >= whole else 1 if ratio >= 0.1 else 2}f}x"


def short(table):
    """Each engine's ratios to PyTorch; a word where there is none."""
    keys = [key for key in SHORT if key in table.keys]
    lines = [
        ["beside PyTorch, one thread", *(SHORT[key] for key in keys)],
        ["---"] * (len(keys) + 1),
    ]
    for name in table.names:
        ratios = [table.ratio(key, name) for key in keys]
        if name != "torch" and "pyodide" not in name and any(ratios):
            words = [table.cells.get((name, key), "") for key in keys]
            cells = [
                times(ratio, whole=10) if ratio else str(word)
                for ratio, word in zip(ratios, words, strict=True)
            ]
            lines.append([table.titles[name], *cells])
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def write(table, goals, rounds):
    text = PAGE.format(
        table=table.markdown(),
        goals="\n".join(map(goal, goals)),
        rounds=rounds,
        python=platform.python_version(),
        machine=platform.machine(),
        processors=os.cpu_count(),
    )
    file = ROOT / "docs" / "bench.md"
    _, mark, others = file.read_text(encoding="utf-8").partition(LAYOUTS)
    file.write_text(f"{text}{mark}{others}", encoding="utf-8")
    readme = ROOT / "README.md"
    start, end = MARKS
    found = re.compile(re.escape(start) + ".*?" + re.escape(end), re.DOTALL)
    old = readme.read_text(encoding="utf-8")
    readme.write_text(found.sub(lambda _: start + short(table) + end, old), encoding="utf-8")
