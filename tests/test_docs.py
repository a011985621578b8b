"""The tables of what is supported say what is."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest
import real_torch
from gradwalk.torch_names import MISSING

sys.path.insert(0, str(Path(__file__).parents[1] / "docs"))
import supported

sys.path.pop(0)


def test_the_page_of_what_is_supported_is_fresh():
    assert supported.PAGE.read_text(encoding="utf-8") == supported.page(), "make docs"


def test_the_table_in_the_readme_is_fresh():
    text = supported.README.read_text(encoding="utf-8")
    assert supported.START in text
    assert text == supported.readme(), "make docs"


@pytest.mark.parametrize("module", [module for module, _ in supported.MODULES])
def test_each_module_has_something(module):
    assert supported.here(module)


@pytest.mark.parametrize("module", MISSING)
def test_no_name_that_exists_is_listed_as_missing(module):
    ours = vars(importlib.import_module(module.replace("torch", "gradwalk", 1)))
    assert not MISSING[module].intersection(ours), "strike them out in torch_names.py"


if real_torch.RECORDED:

    @pytest.mark.parametrize("module", [module for module, _ in supported.MODULES])
    def test_what_is_supported_has_pytorchs_names(module):
        theirs = importlib.import_module(module)
        assert [name for name in supported.here(module) if not hasattr(theirs, name)] == []


CORE = Path(__file__).parents[1] / "core"


def test_the_walk_through_the_engine_names_files_and_functions_that_exist():
    walk = (CORE / "README.md").read_text(encoding="utf-8")
    code = "\n".join(path.read_text(encoding="utf-8") for path in CORE.rglob("*.py"))
    prose = re.sub(r"```.*?```", "", walk, flags=re.DOTALL)
    for name in re.findall(r"`([\w/]+\.py)`", prose):
        assert list((CORE / "gradwalk").rglob(name)), name
    for name in re.findall(r"`(_?[a-z]\w*_\w+|_[a-z]\w+)`", prose):
        assert name in code, name


def test_the_walk_through_the_engine_computes_what_it_says():
    walk = (CORE / "README.md").read_text(encoding="utf-8")
    program = walk.split("```python\n")[1].split("```")[0]
    found: dict[str, object] = {}
    exec(program, found)  # noqa: S102 - the file's own example
    assert f"# {found['x'].grad!r}" in program  # type: ignore[attr-defined]
