"""The tables of what is supported say what is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

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
