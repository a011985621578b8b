"""Random walks through views and in-place writes do what PyTorch did with them."""

from __future__ import annotations

import sys
from pathlib import Path

import gradwalk
import pytest

sys.path.insert(0, str(Path(__file__).parent / "conformance"))
import walks

sys.path.pop(0)

RECORD = (Path(__file__).parent / "conformance" / "walks.txt").read_text(encoding="utf-8")
WALKS = {int(walk.split("\n", 1)[0]): walk.split("\n", 1)[1] for walk in RECORD.split("# ")[1:]}


@pytest.mark.parametrize("start", range(0, walks.WALKS, 50))
def test_walks(start: int) -> None:
    for seed in range(start, start + 50):
        if seed in walks.CRASHES:
            continue
        made = walks.text(gradwalk, range(seed, seed + 1))
        assert made == f"# {seed}\n{WALKS[seed]}", f"walk {seed}"
