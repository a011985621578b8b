"""Engine and UI in Pyodide, under Node: pure Python, no NumPy, and a stack that ends early.

Each program of this folder runs once, in an interpreter of its own, two at a time.
"""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "conformance"))
import conformance  # noqa: E402 - found only now

sys.path.pop(0)

sys.path.insert(0, str(HERE))
import deep  # noqa: E402 - the same

sys.path.pop(0)

DIED = 70  # as run.mjs ends when the interpreter does
PATIENCE = 900  # seconds for any of the programs, on a machine that has other work too
PURE = ("pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments")
KINDS = [kind.__name__ for kind in deep.KINDS]
SNIPPETS = {record["id"]: record["area"] for record in conformance.load()}

# The engine's own tests, but for those that start processes or threads, read memory from outside,
# or are written with Hypothesis, a part of which is no Python.
OWN = [
    "test_data",
    "test_engine",
    "test_errors",
    "test_gradcheck",
    "test_listen",
    "test_module",
    "test_ops",
    "test_optim",
    "test_random",
    "test_record",
]
# Those of what runs in the browser besides: programs, scenes, words; under the same conditions.
OWN_UI = [
    "test_allowed",
    "test_explain",
    "test_formula",
    "test_labels",
    "test_lessons",
    "test_limits",
    "test_lines",
    "test_mends",
    "test_program",
    "test_session",
    "test_source",
    "test_text",
    "test_values",
]

# Snippets that cannot do in Pyodide what they do elsewhere.
NOT_HERE: dict[str, str] = {}


@dataclass
class Ended:
    """How a program ended, and what it said in JSON."""

    code: int
    said: list = field(default_factory=list)
    text: str = ""

    def about(self, key, name):
        """The line that tells of `name`; fails with the end of all it printed if there is none."""
        found = [line for line in self.said if line[key] == name]
        assert found, f"ended with {self.code} before {name}:\n{self.text[-3000:]}"
        return found[0]


def pyodide(bytecode, site, program, *arguments):
    """Run a program of this folder in Pyodide; the engine, the tests and pytest can be imported."""
    mounts = {f"/{name}": ROOT / name for name in ("core", "ui", "static", "tests")}
    mounts |= {"/bytecode": bytecode, "/site": site}
    task = {
        "mounts": {inside: str(outside) for inside, outside in mounts.items()},
        "path": ["/core", "/ui", "/tests/conformance", "/site"],
        "env": {"HOME": "/home"},
        "argv": [f"/tests/pyodide/{program}", *arguments],
    }
    return ended(["node", str(HERE / "run.mjs"), json.dumps(task)], os.environ)


def here(program, *arguments):
    """Run a program of this folder in this Python."""
    path = os.pathsep.join([str(ROOT / "core"), str(ROOT / "tests" / "conformance")])
    environment = {**os.environ, "PYTHONPATH": path}
    return ended([sys.executable, str(HERE / program), *arguments], environment)


def ended(command, environment):
    try:
        run = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as stopped:
        return Ended(-1, [], f"no end in {PATIENCE} s\n{stopped.stdout}\n{stopped.stderr}")
    said = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    return Ended(run.returncode, said, run.stdout + run.stderr)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder with pytest and what it needs, all pure Python."""
    folder = tmp_path_factory.mktemp("site")
    for name in PURE:
        source = Path(importlib.util.find_spec(name).origin).parent
        shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(importlib.util.find_spec("py").origin, folder)
    return folder


@pytest.fixture(scope="module")
def runs(site, tmp_path_factory):
    """All programs, started at once and run two at a time; the longest first."""
    files, ui_files = ([f"/tests/{name}.py" for name in names] for names in (OWN, OWN_UI))
    inside = partial(pyodide, tmp_path_factory.mktemp("bytecode"), site)
    with ThreadPoolExecutor(2) as pool:
        yield {
            "tests": pool.submit(inside, "own_tests.py", *files),
            "recorded": pool.submit(inside, "deep.py", "--record"),
            "ui tests": pool.submit(inside, "own_tests.py", *ui_files),
            "corpus": pool.submit(inside, "corpus.py"),
            "deep": pool.submit(inside, "deep.py"),
            "bare": pool.submit(inside, "bare.py", str(deep.DEEP)),
            "deep here": pool.submit(here, "deep.py"),
            "recorded here": pool.submit(here, "deep.py", "--record"),
        }


def test_a_bare_chain_kills_the_interpreter(runs):
    """What these tests guard against is real: without care it ends like this."""
    bare = runs["bare"].result()
    assert bare.said == [{"made": deep.DEEP}]
    assert bare.code == DIED


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", ["deep", "recorded"])
def test_deep_in_pyodide(what, kind, runs):
    assert runs[what].result().about("kind", kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", ["deep here", "recorded here"])
def test_deep_in_this_python(what, kind, runs):
    assert runs[what].result().about("kind", kind)


@pytest.mark.parametrize(
    ("what", "file"),
    [*(("tests", file) for file in OWN), *(("ui tests", file) for file in OWN_UI)],
)
def test_their_own_tests(what, file, runs):
    counted = runs[what].result().about("file", f"{file}.py")
    assert not counted["texts"], "\n\n".join(counted["texts"])[:5000]
    assert counted.get("passed", 0) > 0


@pytest.mark.parametrize("area", sorted(set(SNIPPETS.values())))
def test_conformance(area, runs):
    corpus = runs["corpus"].result()
    assert corpus.code == 0, corpus.text[-3000:]
    wanted = [each for each in conformance.passing() if SNIPPETS[each] == area]
    (found,) = corpus.said
    differ = {each for each in wanted if found[each]}
    text = "\n\n".join(f"{each}\n" + "\n".join(found[each]) for each in differ - NOT_HERE.keys())
    assert not text, text[:5000]
    passes = {each for each in NOT_HERE if SNIPPETS[each] == area} - differ
    assert not passes, f"these pass in Pyodide after all: {passes}"
