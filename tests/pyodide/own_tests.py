"""Runs pytest inside Pyodide, on the engine's own tests: prints a line of JSON for each file.

Its arguments are the files, in the order in which to run them.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest


class Counts:
    """What became of the tests of each file, and the text of what failed."""

    def __init__(self):
        self.files = {}
        self.failures = {}

    def note(self, file, outcome, text=""):
        self.files.setdefault(file, Counter())[outcome] += 1
        if text:
            self.failures.setdefault(file, []).append(text)

    def pytest_runtest_logreport(self, report):
        file = report.nodeid.partition("::")[0]
        if report.failed:
            self.note(file, "failed", f"{report.nodeid}\n{report.longreprtext}")
        elif report.when == "call" or report.skipped:
            self.note(file, report.outcome)

    def pytest_collectreport(self, report):
        if report.failed:
            self.note(report.nodeid, "failed", f"{report.nodeid}\n{report.longreprtext}")


def main():
    counts = Counts()
    folder = Path(sys.argv[1]).parent
    os.chdir(folder)
    options = ["-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
    options += ["-c", "/dev/null", f"--rootdir={folder}", "-W", "error"]
    sys.stdout.flush()
    pytest.main([*options, *sys.argv[1:]], plugins=[counts])
    for file, outcomes in counts.files.items():
        said = {"file": Path(file).name, **outcomes}
        said["texts"] = counts.failures.get(file, [])
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
