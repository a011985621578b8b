"""The long run: random programs with live PyTorch and with gradwalk, until the time is over.

    python tests/fuzz --seconds 600 --seed 1      from that seed on
    python tests/fuzz --seed 17 --one             one program: its source and how it differs

Each difference is shrunk, printed, and written as a candidate for the corpus where --write says.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from candidate import snippet
from compare import Difference, first
from programs import generated
from run import Eyes, Program, eyes_of, flush, observed
from shrink import shrunk
from themes import AGREED, THEMES

BATCH = 400  # programs of one child process
LONGEST = 60  # seconds that a program and its shrinking may take


def difference_of(program: Program, pytorch: Eyes, ours: Eyes) -> Difference | None:
    """How PyTorch and gradwalk differ in a program."""
    return first(observed(pytorch, program), observed(ours, program))


def tried(seed: int, pytorch: Eyes, ours: Eyes, themes: list[str]) -> dict[str, Any] | None:
    """The program of a seed run with both; the difference shrunk, if there is one."""
    program, got = generated(ours, seed, themes)
    found = first(observed(pytorch, program), got)
    if found is None:
        return None

    def shows(statements: list[str]) -> bool:
        again = difference_of(replace(program, statements=statements), pytorch, ours)
        return again is not None and again.kind == found.kind

    if not shows(program.statements):
        return report(seed, program, found) | {"once": True}
    small = replace(program, statements=shrunk(program.statements, shows))
    again = difference_of(small, pytorch, ours)
    assert again is not None
    return report(seed, small, again)


def report(seed: int, program: Program, found: Difference) -> dict[str, Any]:
    """A difference as data."""
    return {
        "seed": seed,
        "statements": program.statements,
        "closely": program.closely,
        "graphs": program.graphs,
        "place": found.place,
        "path": found.path,
        "wanted": found.wanted,
        "got": found.got,
    }


def child(
    seeds: list[int], pytorch: Eyes, ours: Eyes, themes: list[str], until: float
) -> list[dict[str, Any]]:
    """Run programs in a process of their own: PyTorch itself dies of some."""
    reader, writer = os.pipe()
    flush()
    pid = os.fork()
    if not pid:
        os.close(reader)
        with os.fdopen(writer, "w") as file:
            for seed in seeds:
                if time.monotonic() > until:
                    break
                signal.alarm(LONGEST)
                file.write(json.dumps({"started": seed}) + "\n")
                file.flush()
                try:
                    found = tried(seed, pytorch, ours, themes)
                except BaseException:  # noqa: BLE001 - the fuzzer's own failure
                    found = {"seed": seed, "failure": traceback.format_exc()}
                file.write(json.dumps({"done": seed, "found": found}, default=str) + "\n")
                file.flush()
                if not (pytorch.torch.ones(1, requires_grad=True) * 1).requires_grad:
                    break  # some programs leave PyTorch unable to record: a new process goes on
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as file:
        lines = [json.loads(line) for line in file if line.endswith("\n")]
    os.waitpid(pid, 0)
    return lines


def shown(found: dict[str, Any]) -> str:
    """A difference as text."""
    if "failure" in found:
        return f"# seed {found['seed']}: the fuzzer failed\n{found['failure']}"
    head = f"# seed {found['seed']}: {found['path']} after statement {found['place'] + 1}"
    wanted, got = (str(found[key])[:700] for key in ("wanted", "got"))
    once = ["# only in the run that made it"] if found.get("once") else []
    return "\n".join(
        [head, *once, *found["statements"], f"# torch:    {wanted}", f"# gradwalk: {got}"]
    )


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--programs", type=int, default=10**9)
    parser.add_argument("--agreed", action="store_true", help="only themes that mostly agree")
    parser.add_argument("--one", action="store_true")
    parser.add_argument("--write", type=Path, default=None, help="candidates go to this folder")
    return parser.parse_args()


def one(seed: int, pytorch: Eyes, ours: Eyes, themes: list[str]) -> int:
    """Print the program of a seed and how it differs."""
    program, _ = generated(ours, seed, themes)
    print(program.source())
    found = tried(seed, pytorch, ours, themes)
    print("no difference" if found is None else shown(found))
    return found is not None


def write(found: dict[str, Any], folder: Path, pytorch: Eyes) -> None:
    """Put a candidate for the corpus into a folder."""
    if "statements" in found:
        seen = observed(pytorch, Program(found["statements"], closely=False))
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"fuzz__{found['seed']}.py"
        path.write_text(snippet(found, seen), encoding="utf-8")


def main() -> int:
    """Run the command line; 1 if a program differs."""
    chosen = arguments()
    seed = random.randrange(10**9) if chosen.seed is None else chosen.seed
    pytorch, ours = eyes_of("torch"), eyes_of("gradwalk")
    themes = AGREED if chosen.agreed else list(THEMES)
    if chosen.one:
        return one(seed, pytorch, ours, themes)
    begin = time.monotonic()
    until = begin + chosen.seconds
    next_seed, done, died, differ = seed, 0, [], 0
    while time.monotonic() < until and done < chosen.programs:
        seeds = list(range(next_seed, next_seed + min(BATCH, chosen.programs - done)))
        lines = child(seeds, pytorch, ours, themes, until)
        for line in lines:
            done += "done" in line
            if line.get("found"):
                differ += 1
                print(shown(line["found"]), end="\n\n", flush=True)
                if chosen.write:
                    write(line["found"], chosen.write, pytorch)
        if not lines:
            break
        if "started" in lines[-1]:
            died.append(lines[-1]["started"])
            print(f"# seed {died[-1]}: the process died", flush=True)
            done += 1
        next_seed = lines[-1].get("started", lines[-1].get("done")) + 1
    spent = time.monotonic() - begin
    print(
        f"{done} programs from seed {seed} in {spent:.0f} s: {differ} differ, {len(died)} died",
        died,
    )
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
