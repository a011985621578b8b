"""The runtime as a site has it: its library is cut, and nothing a program may use is missing."""

import json
import subprocess
from pathlib import Path

import pytest
from gradwalk_ui import allowed, lessons, runtime

HERE = Path(__file__).parent
LATE = """\
import datetime, decimal, fractions, json, pprint, random, re, statistics, textwrap, warnings
print(datetime.datetime.strptime("2026-01-02", "%Y-%m-%d").date())
print(statistics.stdev([1, 2, 4]), fractions.Fraction("1/3"), decimal.Decimal("1.10"))
print(statistics.NormalDist().inv_cdf(0.5), format(decimal.Decimal(1234), ","))
pprint.pprint({"a": list(range(30))}, width=40)
print("\\N{GREEK SMALL LETTER ALPHA}", re.findall(r"(?i)\\bÄ\\w+", "äb"), "ß".encode("utf-16"))
print(json.dumps({"a": [1.5, None]}, indent=1), textwrap.fill("a b c", 3))
warnings.warn("mind")
"""
WRONG = ["import math\nmath.sqr(2)\n", "lenght = 1\nprint(lenghts)\n", "int('x')\n", "1 / 0\n"]
TORCH = """\
import torch
from torch.utils.data import DataLoader, TensorDataset
for each, in DataLoader(TensorDataset(torch.arange(4)), batch_size=2):
    print(each)
print(torch.__version__, torch.linalg.inv(torch.eye(2)))
try:
    torch.add(1)
except TypeError as error:
    print(error)
"""
PROGRAMS = [
    LATE,
    TORCH,
    *WRONG,
    *(f"import {name}\nprint({name}.__name__)\n" for name in allowed.MODULES),
    *(lesson.source for lesson in lessons.lessons()),
]


@pytest.fixture(scope="module")
def replies(tmp_path_factory):
    """What the runtime answers to each program."""
    folder = tmp_path_factory.mktemp("runtime")
    for part in runtime.parts():
        (folder / part.role).write_bytes(part.content)
    asked = "".join(json.dumps({"kind": "run", "source": each}) + "\n" for each in PROGRAMS)
    command = ["node", str(HERE / "shipped.mjs"), str(folder)]
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def said(reply):
    return "".join(piece["text"] for piece in reply["scene"]["output"])


def test_every_module_that_a_program_may_import_is_there(replies):
    for reply in replies:
        types = [error["type"] for error in reply["scene"]["errors"]]
        assert not {"ImportError", "ModuleNotFoundError", "NotAvailable"} & {*types}, said(reply)


def test_what_the_library_imports_late_is_there(replies):
    text = said(replies[0])
    assert text.startswith("2026-01-02\n1.5275252316519468 1/3 1.10\n0.0 1,234\n")
    assert "α ['äb']" in text
    assert "UserWarning: mind" in text
    assert "tensor([2, 3])" in said(replies[1])
    assert "Did you mean: 'sqrt'?" in said(replies[2])
    assert "Did you mean: 'lenght'?" in said(replies[3])


def test_the_lessons_are_what_they_are_here(replies):
    for lesson, reply in zip(lessons.lessons(), replies[-len(lessons.lessons()) :], strict=True):
        assert len(reply["scene"]["nodes"]) > 2, lesson.id
        assert reply["scene"]["stopped"] is None
