"""A thousand expressions as PyTorch answers them: values, gradients, errors, warnings."""

from __future__ import annotations

import sys
from pathlib import Path

import gradwalk
import pytest
import real_torch

sys.path.insert(0, str(Path(__file__).parent / "expressions"))

import expressions as corpus

WANTED = corpus.recorded()
DIFFERS = set(corpus.known_to_differ())


@pytest.fixture(autouse=True)
def _as_it_was():
    dtype = gradwalk.get_default_dtype()
    yield
    gradwalk.set_default_dtype(dtype)
    gradwalk.set_warn_always(False)
    gradwalk.set_printoptions(profile="default")


@pytest.mark.parametrize("expression", [e for e in WANTED if e not in DIFFERS])
def test_gradwalk_answers_as_pytorch(expression):
    found = corpus.difference(WANTED[expression], corpus.evaluated(gradwalk, expression))
    assert not found, found


@pytest.mark.parametrize("expression", sorted(DIFFERS))
def test_what_is_known_to_differ_differs_still(expression):
    found = corpus.difference(WANTED[expression], corpus.evaluated(gradwalk, expression))
    assert found, f"{expression} agrees by now: take it out of differs.txt"


def test_the_record_holds_every_expression():
    assert list(WANTED) == list(dict.fromkeys(corpus.expressions()))
    assert set(WANTED) >= DIFFERS
    assert len(DIFFERS) < len(WANTED) / 10


if real_torch.RECORDED:

    @pytest.mark.parametrize("expression", list(WANTED)[::20])
    def test_pytorch_still_answers_so(expression):
        import torch  # noqa: PLC0415 - two seconds that only this test needs

        assert not corpus.difference(WANTED[expression], corpus.evaluated(torch, expression))
