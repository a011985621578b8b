"""Runs pytest inside Pyodide, on tests of engine and UI: prints a line of JSON for each file.

Its arguments are the files, in the order in which to run them.
"""

import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

NOT_HERE = {  # tests of what Pyodide does not have
    "test_engine.py::test_infinities_are_silent_in_any_thread": "threads",
    "test_program.py::test_tracebacks_are_those_of_cpython": "processes",
    "test_program.py::test_time_is_up_in_the_middle_of_a_line": "signals; there is Stop",
}


class Counts:
    """How many tests of a file passed, failed or were skipped, and the texts of what failed."""

    def __init__(self):
        self.outcomes = Counter()
        self.texts = []

    def pytest_runtest_logreport(self, report):
        if report.failed:
            self.failed(report)
        elif report.when == "call" or report.skipped:
            self.outcomes[report.outcome] += 1

    def pytest_collectreport(self, report):
        if report.failed:
            self.failed(report)

    def failed(self, report):
        self.outcomes["failed"] += 1
        self.texts.append(f"{report.nodeid}\n{report.longreprtext}")


def main():
    folder = Path(sys.argv[1]).parent
    os.chdir(folder)
    options = ["-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    options += ["-c", "/dev/null", f"--rootdir={folder}", "-W", "error"]
    options += [f"--deselect={test}" for test in NOT_HERE]
    for file in sys.argv[1:]:
        counts = Counts()
        start = time.perf_counter()
        pytest.main([*options, file], plugins=[counts])
        seconds = round(time.perf_counter() - start, 1)
        said = {"file": Path(file).name, "seconds": seconds, **counts.outcomes}
        print(json.dumps({**said, "texts": counts.texts}), flush=True)


if __name__ == "__main__":
    main()
