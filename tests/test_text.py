"""A trace and a moment as text."""

import json
from pathlib import Path

import hand
import pytest
from gradwalk_ui import scene, text

I18N = Path(__file__).parents[1] / "static" / "i18n"


def test_one_event_is_one_line_and_output_and_errors_stand_among_them():
    run = hand.mismatch()
    lines = text.trace(run).splitlines()
    assert len(lines) == len(run.trace.events) + len(run.output) + len(run.errors)
    assert lines[0] == ("   1  created x1 (t0v0) = [1, 2, 3] on s0, requires_grad, by tensor")
    assert any(line.startswith("  10  out: tensor([0., 0., 0.])") for line in lines)
    assert lines[-1].startswith("  11  RuntimeError: one of the variables needed")


def test_a_trace_says_what_went_wrong_in_silence():
    found = text.trace(hand.mismatch())
    assert "SILENTLY WRONG: x1 (t0).grad is [0, 0, 0], true is [0.1966, 0.1050, 0.0452]" in found
    assert "UNSEEN write to s2 by zero_ through z1 (t4)" in found
    assert "checks n1.result saved at v0, now v1: REFUSED" in found


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "step 1 of 34, line 1: x1 is created: a leaf that wants a gradient"),
        ("zh", "第 1 步，共 34 步，第 1 行：创建 x1：需要梯度的叶子节点"),
    ],
)
def test_a_moment_in_words(language, expected):
    catalogue = json.loads((I18N / f"{language}.json").read_text(encoding="utf-8"))
    built = scene.build(hand.mismatch())
    assert text.moment(built, 0, catalogue) == expected
    for index in range(len(built["moments"])):
        assert "{" not in text.moment(built, index, catalogue)
