"""gradwalk itself: on NumPy and on ndlist, with and without the recorder, all in one process.

The array module is chosen when the package is imported, so each choice is a copy of the package.
The modules of the copy that runs are in `sys.modules` while it does, for what imports late.
"""

import importlib
import os
import sys
from contextlib import contextmanager
from pathlib import Path

from peers import torchlike

VARIABLE = "GRADWALK_ARRAYS"
_copies = {}


class Copy:
    """The package, imported with one array module."""

    def __init__(self, array):
        self.modules = {}
        before = os.environ.get(VARIABLE)
        os.environ[VARIABLE] = array
        try:
            with self.in_place():
                self.package = importlib.import_module("gradwalk")
                self.recorder = importlib.import_module("gradwalk.trace.record").Recorder
                found = importlib.import_module("gradwalk.array").xp.__name__.rpartition(".")[2]
        finally:
            if before is None:
                del os.environ[VARIABLE]
            else:
                os.environ[VARIABLE] = before
        if found != array:
            raise RuntimeError(f"its array module is {found}")

    @contextmanager
    def in_place(self):
        """Let imports find this copy."""
        others = taken()
        sys.modules.update(self.modules)
        try:
            yield
        finally:
            self.modules = taken()
            sys.modules.update(others)


def taken():
    """Take what there is of the package out of `sys.modules`."""
    names = [name for name in sys.modules if name.partition(".")[0] == "gradwalk"]
    return {name: sys.modules.pop(name) for name in names}


class Gradwalk:
    """The programs of `torchlike` on a copy, run as they are or recorded from a cell."""

    def __init__(self, array, *, recorded):
        if array not in _copies:
            _copies[array] = Copy(array)
        self.copy = _copies[array]
        self.recorded = recorded
        programs = torchlike.TorchLike
        if recorded:  # as a person's program is, so that each op's line is looked up
            programs = in_a_cell(Path(torchlike.__file__))["TorchLike"]
        self.programs = programs(self.copy.package)
        self.context = self.copy.in_place

    def __getattr__(self, name):
        return getattr(self.programs, name)

    def listening(self, work):
        """The same work, with a recorder of its own where it is to be recorded."""
        if not self.recorded:
            return work

        def recorded():
            with self.copy.recorder():
                return work()

        return recorded

    def held(self, op, size):
        if not self.recorded:
            return self.programs.held(op, size)
        with self.copy.recorder() as recorder:
            return self.programs.held(op, size), recorder


def in_a_cell(path):
    """A module's names, its code compiled as that of cell 1."""
    names = {}
    exec(compile(path.read_text(encoding="utf-8"), "<cell 1>", "exec"), names)  # noqa: S102
    return names


def engine(array, *, recorded):
    return Gradwalk(array, recorded=recorded)


def version():
    return ""  # this tree
