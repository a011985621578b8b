"""Run every benchmark beside this file and print one table; exit 1 when a figure is not as wanted.

A benchmark is a file `bench_NAME.py` with `rows()`, which yields a Row for each figure. Names on
the command line choose among them: `run.py layout page`.
"""

import importlib
import os
import platform
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
HEADINGS = ("what", "median", "", "wanted", "")


def benchmarks(chosen):
    for path in sorted(HERE.glob("bench_*.py")):
        if not chosen or path.stem.removeprefix("bench_") in chosen:
            yield importlib.import_module(path.stem)


def shown(row):
    digits = 3 if row.unit == "s" else 2 if row.unit == "x" else 1
    verdict = {None: "", True: "held", False: "MISSED"}[row.held]
    return (
        row.what,
        f"{row.value:.{digits}f}",
        row.unit,
        row.wanted,
        f"{verdict} {row.note}".strip(),
    )


def line(cells):
    what, value, unit, wanted, verdict = cells
    return f"{what:<58}{value:>10} {unit:<9}{wanted:<9}{verdict}".rstrip()


def printed(rows):
    """Print rows as they come, and tables of a benchmark's own; how many were missed."""
    missed = 0
    for row in rows:
        if isinstance(row, str):
            print(row, flush=True)
            continue
        print(line(shown(row)), flush=True)
        missed += row.held is False
    return missed


def main():
    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "browser")]
    processor = f"{platform.machine()}, {os.cpu_count()} processors"
    print(f"Python {platform.python_version()}, {processor}; medians\n\n{line(HEADINGS)}")
    start = time.perf_counter()
    missed = sum(printed(benchmark.rows()) for benchmark in benchmarks(sys.argv[1:]))
    print(f"\n{missed} missed; {time.perf_counter() - start:.0f} s in all")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
