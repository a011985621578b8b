"""What programs may import and call, and what they are told otherwise."""

import sys

import pytest
from gradwalk.array import xp
from gradwalk_ui import allowed
from gradwalk_ui.program import torch_is_gradwalk


@pytest.fixture(autouse=True)
def _as_programs_run():
    with torch_is_gradwalk():
        yield


def program(text, *, trusted=False):
    names = {"__builtins__": allowed.names(trusted=trusted)}
    exec(text, names)  # noqa: S102
    return names


@pytest.mark.parametrize("module", [name for name in allowed.MODULES if name != "torch"])
def test_every_listed_module_can_be_imported(module):
    program(f"import {module}")


@pytest.mark.parametrize(
    "text",
    [
        "from collections import OrderedDict",
        "from gradwalk.nn import functional as F",
        "import numpy as np, math",
        "from __future__ import annotations",
    ],
)
def test_forms_of_import(text):
    program(text)


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "import os.path",
        "from os import path",
        "from . import x",
        "import numpy.f2py",
        "__import__('sys')",
        "import collections, socket",
    ],
)
def test_what_is_not_listed_is_refused(text):
    with pytest.raises(allowed.NotAvailable) as caught:
        program(text)
    assert isinstance(caught.value, ImportError)
    assert caught.value.words.key.startswith("explain.no_")


def test_a_part_of_torch_that_is_not_there_yet_is_named():
    with pytest.raises(allowed.NotAvailable, match=r"gradwalk\.fft does not exist"):
        program("import gradwalk.fft")


@pytest.mark.parametrize("name", allowed.BUILTINS)
def test_builtins_that_need_more_than_a_program_has(name):
    with pytest.raises(allowed.NotAvailable, match=rf"{name}\(\) is not available here"):
        program(f"{name}(1)")


def test_ordinary_builtins_are_pythons_own():
    names = program("x = sorted(map(abs, [-2, 1])), isinstance(3, int), getattr(3, 'real')")
    assert names["x"] == ([1, 2], True, 3)


def test_leaving():
    with pytest.raises(SystemExit):
        program("exit()")


def test_a_trusted_program_has_everything():
    assert program("import os\nx = eval('os.sep')", trusted=True)["x"]


def test_preloading_brings_all_in():
    allowed.preload()
    given = {"torch"} if xp.__name__ == "numpy" else {"torch", "numpy"}
    wanted = {name for name in allowed.MODULES if name.partition(".")[0] not in given}
    assert wanted <= sys.modules.keys()
