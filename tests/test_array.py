"""Which array module the engine runs on, and what a program's `import numpy` gives then."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import without_numpy

HIDDEN = without_numpy.HIDDEN


def ran(code, *, arrays="", hidden=False):
    """What a fresh process says that runs the code."""
    environment = {**os.environ, "GRADWALK_ARRAYS": arrays}
    paths = [folder for folder in sys.path if folder and folder != HIDDEN]
    environment["PYTHONPATH"] = os.pathsep.join([HIDDEN, *paths] if hidden else paths)
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


WHICH = "from gradwalk.array import xp; print(xp.__name__)"


@pytest.mark.parametrize(
    ("arrays", "hidden", "wanted"),
    [
        ("", False, "numpy"),
        ("numpy", False, "numpy"),
        ("ndlist", False, "gradwalk.ndlist"),
        ("", True, "gradwalk.ndlist"),
        ("numpy", True, "ModuleNotFoundError: No module named 'numpy'"),
        ("jax", False, "ImportError: GRADWALK_ARRAYS is 'jax'; it can be 'numpy' or 'ndlist'"),
    ],
)
def test_the_array_module(arrays, hidden, wanted):
    assert ran(WHICH, arrays=arrays, hidden=hidden) == wanted


def test_where_numpy_is_ndlist_is_not_even_imported():
    code = "import gradwalk, sys; print([m for m in sys.modules if 'ndlist' in m])"
    assert ran(code) == "[]"


def test_where_ndlist_is_asked_for_numpy_is_not_even_imported():
    code = "import gradwalk, sys; print([m for m in sys.modules if m.startswith('numpy')])"
    assert ran(code, arrays="ndlist") == "[]"


PROGRAM = """
from gradwalk.alias import as_torch
as_torch()
import numpy as np, torch
import numpy.linalg, numpy.random
from numpy.lib.stride_tricks import as_strided
a = np.zeros(3, dtype=np.float32)
t = torch.from_numpy(a)
t += 1
a[0] = 5
b = t.numpy()
b[2] = 7
print(a.tolist(), t.tolist(), type(b) is np.ndarray, np.linalg.det(np.eye(2)))
"""


@pytest.mark.parametrize("hidden", [True, False])
def test_a_program_shares_memory_with_what_it_imports_as_numpy(hidden):
    assert ran(PROGRAM, hidden=hidden) == "[5.0, 1.0, 7.0] [5.0, 1.0, 7.0] True 1.0"


def test_there_is_no_numpy_beyond_what_ndlist_has():
    code = "from gradwalk.alias import as_torch; as_torch(); import numpy.nowhere"
    assert "nowhere" in ran(code, hidden=True)


def test_the_other_generators_are_refused_clearly():
    code = "from gradwalk.alias import as_torch; as_torch(); import numpy as np\n"
    assert "use np.random.seed" in ran(code + "np.random.default_rng(0)", hidden=True)
