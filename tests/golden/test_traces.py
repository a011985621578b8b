"""The trace of each lesson, and of each program that fails, as text; `make accept` writes anew."""

import os
from pathlib import Path

import pytest
from gradwalk_ui import program, text
from gradwalk_ui.lessons import lessons
from programs import FAILING

HERE = Path(__file__).parent
CASES = {f"lesson_{each.id}": each.source for each in lessons()} | FAILING


@pytest.mark.parametrize("name", CASES)
def test_trace(name):
    run = program.run(program.read(CASES[name]))
    found = text.trace(run) + "\n"
    file = HERE / f"{name}.txt"
    if os.environ.get("GRADWALK_ACCEPT"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8"), "look at the change; `make accept` keeps it"
