"""The engine beside its peers: the same programs, taken in turns in one process of one thread.

By itself it measures what one asks for: `bench_peers.py b1 d --engines torch recorded hips`.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from row import Row

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from peers import page  # noqa: E402 - found only now
from peers.measure import ENGINES, ROUNDS  # noqa: E402 - found only now
from peers.programs import BYTES, BYTES_WANTED, HIPS_WANTED, PROGRAMS  # noqa: E402

TITLES = {
    "torch": "PyTorch",
    "recorded": "gradwalk on NumPy, recorded",
    "gradwalk": "gradwalk on NumPy",
    "ndlist-recorded": "gradwalk on ndlist, recorded",
    "ndlist": "gradwalk on ndlist",
    "by-hand": "NumPy, derivatives by hand",
    "hips": "HIPS autograd",
    "mygrad": "MyGrad",
    "micrograd": "micrograd",
    "tinygrad": "tinygrad",
    "jax": "JAX eager",
    "pyodide-recorded": "gradwalk in Pyodide, recorded",
    "pyodide": "gradwalk in Pyodide",
}
IN_PYODIDE = {"ndlist-recorded": "pyodide-recorded", "ndlist": "pyodide"}
NOT_THERE = {"c"}  # its network is made with NumPy
ONE_THREAD = {
    **dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
    ),
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
    "JAX_PLATFORMS": "cpu",
    "DEV": "CPU",  # tinygrad's
    "CPU_COUNT": "1",
}
DEEPEST = "e"
PATIENCE = 12  # seconds that an engine has for 100,000 ops, its import included
SOURCES = os.pathsep.join(map(str, (HERE, ROOT / "core")))


def measure(*arguments, timeout=None):
    """What a process says, line by line; last how it ended, where that was badly."""
    command = [sys.executable, "-m", "peers.measure", *arguments]
    return heard(command, {**ONE_THREAD, "PYTHONPATH": SOURCES}, timeout)


def measure_in_pyodide(*arguments):
    """The same from Pyodide under Node."""
    task = {
        "mounts": {"/bench": str(HERE), "/core": str(ROOT / "core")},
        "path": ["/bench", "/core"],
        "env": {"HOME": "/home"},
        "argv": ["/bench/peers/measure.py", *arguments],
    }
    runner = ROOT / "tests" / "pyodide" / "run.mjs"
    return heard(["node", str(runner), json.dumps(task)], {}, None)


def heard(command, variables, timeout):
    try:
        run = subprocess.run(
            command,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [{"said": f"over {timeout} s"}]
    said = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    if run.returncode < 0:
        said.append({"said": f"crash, signal {-run.returncode}"})
    elif run.returncode:
        sys.stderr.write(run.stderr)
        said.append({"said": run.stderr.strip().rpartition("\n")[2] or "failed"})
    return said


class Table:
    """What was measured: a cell is the seconds, or the bytes, or a word that says why not."""

    titles = TITLES

    def __init__(self, keys, names):
        self.keys, self.names = keys, names
        self.cells = {}
        self.versions = {}
        self.wrong = []

    def fill(self):
        """Measure what may crash first, alone, then all that can be in one process."""
        here = [name for name in self.names if name in ENGINES and self.installed(name)]
        for name in here:
            for column, _, op in BYTES:
                if column in self.keys:
                    self.weigh(name, column, op)
        shallow = [program.key for program in PROGRAMS if program.key in self.keys]
        self.in_pyodide([key for key in shallow if key not in NOT_THERE])
        if DEEPEST in shallow:
            shallow.remove(DEEPEST)
            self.race(self.lasting(here), [DEEPEST])
        self.race(here, shallow)

    def in_pyodide(self, keys):
        """What runs in Pyodide, in a process by itself; its numbers are gradwalk's own."""
        names = [name for name in IN_PYODIDE if IN_PYODIDE[name] in self.names]
        if not names or not keys or not (ROOT / "node_modules" / "pyodide").exists():
            return
        self.versions.update(dict.fromkeys((IN_PYODIDE[name] for name in names), ""))
        for line in measure_in_pyodide("times", *names, "--", *keys):
            if "engine" in line:
                line["engine"] = IN_PYODIDE[line["engine"]]
            self.take(line)

    def race(self, names, keys):
        for line in measure("times", *names, "--", *keys) if keys else ():
            self.take(line)

    def installed(self, name):
        """Ask for the engine's version, in a process, so that this one imports none of them."""
        said = measure("version", name)[-1]
        if "version" in said:
            self.versions[name] = said["version"]
        elif "said" in said:  # it is there, and does not work
            self.wrong.append((TITLES[name], said["said"]))
        return "version" in said

    def weigh(self, name, column, op):
        for line in measure("bytes", name, op):
            if "bytes" in line:
                self.cells[name, column] = line["bytes"]

    def lasting(self, names):
        """The engines that live through 100,000 ops, so that they can be timed together."""
        lasting = []
        for name in names:
            said = measure("deep", name, timeout=PATIENCE)[-1]
            if "seconds" in said:
                lasting.append(name)
            else:
                self.cells[name, DEEPEST] = said["said"]
        return lasting

    def take(self, line):
        name = line.get("engine")
        if "seconds" in line:
            self.cells[name, line["program"]] = line["seconds"]
            if not line["same"]:
                self.wrong.append((TITLES[name], line["program"]))
        elif "said" in line and name:
            self.cells[name, line["program"]] = line["said"]
            if "gradwalk" in TITLES[name] and line["said"].isalpha():  # an error, and it is ours
                self.wrong.append((TITLES[name], line["said"]))
        elif "said" in line:
            self.wrong.append(("the process", line["said"]))

    def ratio(self, key, name, other="torch"):
        """How many times the other's figure this one's is, or None."""
        mine, its = self.cells.get((name, key)), self.cells.get((other, key))
        if isinstance(mine, float) and isinstance(its, float):
            return mine / its
        return None

    def shown(self, name, key):
        cell = self.cells.get((name, key))
        if cell is None:
            return "" if name in self.versions else "not installed"
        if isinstance(cell, str):
            return cell
        program = next((each for each in PROGRAMS if each.key == key), None)
        number = cell if program is None else program.shown(cell)
        ratio = self.ratio(key, name)
        digits = 0 if number >= 100 else 2 if number < 10 else 1
        beside = "" if ratio is None else f" ({page.times(ratio, whole=100)})"
        return f"{number:.{digits}f}{beside}"

    def markdown(self):
        """The table, engines down and programs across."""
        heads = {program.key: f"{program.title}, {program.unit}" for program in PROGRAMS}
        heads.update({key: title for key, title, _ in BYTES})
        lines = [["engine", *(f"({key[0]}) {heads[key]}" for key in self.keys)]]
        lines += [
            [f"{TITLES[name]} {self.versions.get(name, '')}".strip()]
            + [self.shown(name, key) for key in self.keys]
            for name in self.names
        ]
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        rows = [
            "| " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True))
            + " |"
            for line in lines
        ]  # fmt: skip
        rows.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
        return "\n".join(rows)


def every_key():
    return [program.key for program in PROGRAMS] + [key for key, _, _ in BYTES]


def goals(table):
    """A row for each ratio that is wanted."""
    wanted = {program.key: (program.title, program.wanted) for program in PROGRAMS}
    wanted.update({key: (title, BYTES_WANTED) for key, title, _ in BYTES})
    for key in table.keys:
        title, most = wanted[key]
        ratio = table.ratio(key, "recorded")
        if ratio is not None:
            yield Row(f"({key[0]}) {title}: recorded / PyTorch", ratio, "x", f"<= {most}")
        slower = table.ratio(key, "hips", "recorded")
        if slower is not None and key[0] != "f":
            what = f"({key[0]}) {title}: HIPS autograd / recorded"
            yield Row(what, slower, "x", f">= {HIPS_WANTED}")
    yield Row("programs in which an engine's number is not PyTorch's", len(table.wrong), "", "<= 0",
              ", ".join(map(" ".join, table.wrong)))  # fmt: skip


def rows(table=None):
    table = table or Table(every_key(), list(TITLES))
    table.fill()
    yield "\n" + table.markdown() + "\n"
    yield from goals(table)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "keys", nargs="*", help="a, b, ... or a1, b2, ...: all, where none is named"
    )
    parser.add_argument(
        "--write", action="store_true", help="write docs/bench.md and the README's table"
    )
    parser.add_argument("--engines", nargs="+", choices=list(TITLES), default=list(TITLES))
    chosen = parser.parse_args()
    keys = [key for key in every_key() if not chosen.keys or key.startswith(tuple(chosen.keys))]
    from run import printed  # noqa: PLC0415 - run.py imports this file

    table = Table(keys, chosen.engines)
    printed(rows(table))
    if chosen.write:
        page.write(table, list(goals(table)), ROUNDS)


if __name__ == "__main__":
    main()
