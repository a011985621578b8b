"""Random programs do what PyTorch does with them: recorded ones, and new ones where it is here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import real_torch

sys.path.insert(0, str(Path(__file__).parent / "fuzz"))

import recorded
from compare import first
from run import Program, eyes_of, observed
from shrink import shrunk

sys.path.pop(0)

FUZZ = Path(__file__).parent / "fuzz"
RECORD = recorded.load()
PARTS = 8
FEW = 0.01  # of them may differ: 0.5 in a hundred do, rare refusals and corners
# As many on a slow machine as on a fast one, so that they are always the same.
LIVE = ["--seconds", "280", "--programs", "600", "--seed", "20200", "--agreed"]


@pytest.mark.parametrize("part", range(PARTS))
def test_recorded_programs(part):
    eyes = eyes_of("gradwalk")
    for program, seen in RECORD[part::PARTS]:
        found = recorded.difference(eyes, program, seen)
        assert found is None, f"{program.source()}\n{found}"


def test_the_record_is_long_enough_to_mean_something():
    assert len(RECORD) >= 60
    statements = "\n".join(each for program, _ in RECORD for each in program.statements)
    for word in ("backward", "autograd.grad", "register_hook", "no_grad", "_(", "[", "retain_grad"):
        assert statements.count(word) >= 10, word
    for word in ("Function", "saved_tensors_hooks", "inference_mode", "numpy", "vmap"):
        assert word in statements, word


def test_a_program_gives_the_same_twice():
    eyes = eyes_of("gradwalk")
    for program, _ in RECORD[:20]:
        assert first(observed(eyes, program), observed(eyes, program)) is None


def test_a_difference_is_found_and_shrunk():
    program = ["x = torch.ones(3)", "y = x * 2", "z = y + x", "w = z.sum()", "v = w.exp()"]
    small = shrunk(program, lambda statements: "z = y + x" in statements)
    assert small == ["z = y + x"]
    eyes = eyes_of("gradwalk")
    one = observed(eyes, Program(["x = torch.ones(2)", "x.add_(1)"]))
    other = observed(eyes, Program(["x = torch.ones(2)", "x.add_(2)"]))
    found = first(one, other)
    assert found is not None
    assert (found.place, found.path) == (1, "state.x.values")


if real_torch.RECORDED:

    def test_new_programs_with_live_pytorch():
        command = [sys.executable, str(FUZZ), *LIVE]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=400)
        said = re.fullmatch(
            r"(\d+) programs from seed .*: (\d+) differ, 0 died \[\]", ran.stdout.splitlines()[-1]
        )
        assert said, ran.stdout + ran.stderr
        assert int(said[1]) == 600
        assert int(said[2]) <= FEW * int(said[1]), ran.stdout
