"""The engine against PyTorch's records: what is required passes, what once passed still does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "conformance"))
import conformance

sys.path.pop(0)

REQUIRED = [
    "seed",
    "tensor",
    "leaf",
    "graph",
    "backward",
    "retain",
    "broadcast",
    "inplace",
    "version",
    "storage",
    "view",
    "modes",
]
SNIPPETS = {record["id"]: record for record in conformance.load()}
AREAS = sorted({record["area"] for record in SNIPPETS.values()})


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """How each snippet differs; run in one process that imports the engine as torch."""
    command = [sys.executable, str(conformance.HERE / "conformance.py"), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    made: dict[str, list[str]] = json.loads(ran.stdout)
    return made


def _failing(found: dict[str, list[str]], ids: list[str]) -> str:
    return "\n\n".join("\n".join([each, *found[each]]) for each in ids if found[each])


@pytest.mark.parametrize("area", REQUIRED)
def test_the_first_tier_passes(area: str, found: dict[str, list[str]]) -> None:
    ids = [k for k, r in SNIPPETS.items() if r["area"] == area and r["tier"] == 1]
    assert ids
    text = _failing(found, ids)
    assert not text, text


@pytest.mark.parametrize("area", AREAS)
def test_what_passed_passes_still(area: str, found: dict[str, list[str]]) -> None:
    ids = [each for each in sorted(conformance.passing()) if SNIPPETS[each]["area"] == area]
    text = _failing(found, ids)
    assert not text, text


def test_every_snippet_has_a_record() -> None:
    records = conformance.oracle()
    assert set(records) == set(SNIPPETS)
    assert all(records[k]["code"] == r["code"] for k, r in SNIPPETS.items())


def test_the_list_says_how_many_of_each_area_pass() -> None:
    lines = conformance.PASSING.read_text(encoding="utf-8").splitlines()
    records: list[dict[str, Any]] = list(SNIPPETS.values())
    wanted = ["# " + line for line in conformance.counts(records, conformance.passing())]
    assert [line for line in lines if line.startswith("#")][1:] == wanted
