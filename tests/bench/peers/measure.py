"""Measure the peers: one process in which every engine runs, and a process each for what may crash.

    python -m peers.measure version ENGINE
    python -m peers.measure times ENGINE... -- PROGRAM...
    python -m peers.measure deep ENGINE
    python -m peers.measure bytes ENGINE OP

Each prints lines of JSON. Engines take turns, several rounds; the least time of each counts, in
seconds of the processor, so that what else the machine does is left out. The collector runs as it
does by default, over what the programs make: what the imports made is frozen.
"""

import gc
import importlib
import json
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from peers.programs import DEEP, PROGRAMS, TRAINING

ROUNDS = 25
BUDGET = 0.4  # seconds that an engine may take for one program, after its first run
NODES = 20_000  # held at once where bytes are counted
CLOSE = 1e-3  # how near an engine's number must be to PyTorch's, as a part of it

ENGINES = {
    "torch": ("torch", (), {}),
    "recorded": ("gradwalk", ("numpy",), {"recorded": True}),
    "gradwalk": ("gradwalk", ("numpy",), {"recorded": False}),
    "ndlist-recorded": ("gradwalk", ("ndlist",), {"recorded": True}),
    "ndlist": ("gradwalk", ("ndlist",), {"recorded": False}),
    "by-hand": ("by_hand", (), {}),
    "hips": ("hips", (), {}),
    "mygrad": ("mygrad", (), {}),
    "micrograd": ("micrograd", (), {}),
    "tinygrad": ("tinygrad", (), {}),
    "jax": ("jax", (), {}),
}


def say(**what):
    print(json.dumps(what), flush=True)


def load(name):
    """The engine of that name."""
    module, args, options = ENGINES[name]
    return importlib.import_module(f"peers.{module}").engine(*args, **options)


def version(name):
    """Say the engine's version, or nothing where it is not installed."""
    module, *_ = ENGINES[name]
    try:
        load(name)
    except ModuleNotFoundError as error:
        say(engine=name, missing=str(error))
    else:
        say(engine=name, version=importlib.import_module(f"peers.{module}").version())


def prepared(engine, program, size):
    """The work of a program on an engine, or None."""
    with context_of(engine):
        method = getattr(engine, program.method)
        work = method(start() if program.method == TRAINING else program.shape, size)
        return work and getattr(engine, "listening", lambda work: work)(work)


def start():
    """The network to train. NumPy made it, which Pyodide does not have: so imported here."""
    from peers.network import Network  # noqa: PLC0415

    return Network()


def context_of(engine):
    return getattr(engine, "context", nullcontext)()


def timed(engine, work):
    with context_of(engine):
        gc.collect()
        start = time.process_time()
        number = work()
        return time.process_time() - start, number


class Turn:
    """One engine at one program."""

    def __init__(self, name, engine, work, size):
        self.name, self.engine, self.work, self.size = name, engine, work, size
        self.first, self.number = timed(engine, work)
        self.spent = 0.0
        self.best = None

    def take(self):
        if self.best is None or self.spent < BUDGET:
            seconds, _ = timed(self.engine, self.work)
            self.spent += seconds
            self.best = seconds if self.best is None else min(self.best, seconds)


def times(names, keys):
    engines = {name: load(name) for name in names}
    gc.collect()
    gc.freeze()
    for program in PROGRAMS:
        if program.key in keys:
            race(program, engines)


def race(program, engines):
    """All engines at one program, in turns."""
    turns = []
    for name, engine in engines.items():
        size = getattr(engine, "fewer", {}).get(program.method, program.size)
        try:
            work = prepared(engine, program, size)
            if work is not None:
                turns.append(Turn(name, engine, work, size))
                continue
            said = "–"
        except Exception as error:  # noqa: BLE001 - whatever it is, the others go on
            said = type(error).__name__
        say(engine=name, program=program.key, said=said)
    for _ in range(ROUNDS):
        for turn in turns:
            turn.take()
    for turn in turns:
        seconds = turn.best * program.size / turn.size
        expected = reference(engines.get("torch"), program, turn)
        same = abs(turn.number - expected) <= CLOSE * abs(expected)
        say(engine=turn.name, program=program.key, seconds=seconds, number=turn.number, same=same)


def reference(torch, program, turn):
    """PyTorch's number for the work as this engine did it the first time, where it is here."""
    return turn.number if torch is None else prepared(torch, program, turn.size)()


def deep(name):
    """The chain of 100,000, alone: this process may not live to say so."""
    engine = load(name)
    program = next(program for program in PROGRAMS if program.method == DEEP)
    try:
        seconds, number = timed(engine, prepared(engine, program, program.size))
    except RecursionError:
        say(engine=name, said="RecursionError")
    else:
        say(engine=name, seconds=seconds, number=number)


def count_bytes(name, op):
    """By how much this process grows for each node of a graph."""
    engine = load(name)
    with context_of(engine):
        if engine.held(op, 100) is None:
            say(engine=name, said="cannot")
            return
        gc.collect()
        before = resident()
        graph = engine.held(op, NODES)
        say(engine=name, bytes=(resident() - before) / NODES)
    del graph


def resident():
    """Bytes of memory this process has, from Linux."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise LookupError("VmRSS")


def main():
    what, *rest = sys.argv[1:]
    if what == "times":
        split = rest.index("--")
        times(rest[:split], rest[split + 1 :])
    elif what == "version":
        version(*rest)
    elif what == "deep":
        deep(*rest)
    else:
        count_bytes(*rest)


if __name__ == "__main__":
    main()
