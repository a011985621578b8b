"""Explanations: each usual error has one, with its names, lines and boxes, in both languages."""

import json
from pathlib import Path

import pytest
from gradwalk_ui import program, reasons, scene
from programs import FAILING

I18N = Path(__file__).parents[1] / "static" / "i18n"
CATALOGUES = {
    language: json.loads((I18N / f"{language}.json").read_text(encoding="utf-8"))
    for language in ("en", "zh")
}


def build(name):
    return scene.build(program.run(program.read(FAILING[name])))


def errors(name):
    return build(name)["errors"]


@pytest.mark.parametrize(
    ("name", "key", "args"),
    [
        ("mismatch", "mismatch", {"saved": "y2", "through": "z2", "wrote_line": 10}),
        ("mismatch_input", "mismatch_same", {"saved": "h", "write": "add_", "wrote_line": 6}),
        ("twice", "twice", {"first_line": 5, "line": 6}),
        ("nonscalar", "nonscalar", {"line": 4}),
        ("detached", "no_grad_fn_detached", {"name": "s", "cut": ".detach()", "cut_line": 4}),
        ("no_grad", "no_grad_fn_no_grad", {"name": "y", "cut_line": 5}),
        ("leaf_written", "leaf_written", {"name": "x"}),
        ("leaf_view_written", "leaf_view_written", {"name": "x"}),
        ("shapes", "broadcast", {"a": "3", "b": "2", "dim": "1"}),
        ("name", "name_near", {"name": "tensr", "near": "tensor"}),
        ("syntax", "never_closed", {"sign": "("}),
    ],
)
def test_an_error_is_explained(name, key, args):
    (error,) = errors(name)
    assert error["explain"]["key"] == f"explain.{key}"
    assert args.items() <= error["explain"]["args"].items()


def test_a_name_that_an_earlier_failure_left_unbound():
    first, second = errors("name_failed")
    assert first["explain"]["key"] == "explain.no_grad_fn"
    assert second["explain"]["key"] == "explain.name_failed"
    assert second["explain"]["args"]["failed_line"] == 4


@pytest.mark.parametrize("name", ["mismatch", "mismatch_input", "twice", "leaf_written"])
def test_there_are_two_ways_to_mend_or_more(name):
    (error,) = errors(name)
    assert len({mend["key"] for mend in error["mends"]}) >= 2


@pytest.mark.parametrize("root", ["y", "y.sum()", "y.mean()"])
def test_a_cut_is_found_behind_a_sum(root):
    text = f"import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x.detach() ** 2\n{root}"
    (error,) = scene.build(program.run(program.read(f"{text}.backward()\n")))["errors"]
    assert error["explain"]["key"] == "explain.no_grad_fn_detached"
    assert error["explain"]["args"]["cut_line"] == 3
    assert [mend["key"] for mend in error["mends"]] == ["mend.no_detach"], "x wants one already"


def test_a_mismatch_marks_node_writer_and_saved_card():
    built = build("mismatch_input")
    (error,) = built["errors"]
    nodes = {node["id"]: node for node in built["nodes"]}
    marked = [nodes[identity] for identity in error["nodes"]]
    assert any(node["kind"] == "saved" for node in marked)
    assert {node["op"] for node in marked if node["kind"] == "op"} == {"mul", "add_"}
    assert error["lines"] == {"saved": 5, "wrote": 6, "needed": 7}


@pytest.mark.parametrize(
    ("name", "key", "line"),
    [
        ("mismatch", "silent", 9),
        ("numpy_write", "silent_found", 6),
        ("data_assigned", "silent_assigned", 5),
    ],
)
def test_a_silent_write_is_explained_with_its_line(name, key, line):
    (silent,) = build(name)["silent"]
    assert silent["explain"]["key"] == f"explain.{key}"
    assert silent["lines"]["wrote"] == line
    assert len(silent["mends"]) >= 2


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_reason_has_words(language):
    for reason in reasons.REASONS:
        assert f"explain.{reason.key}" in CATALOGUES[language]
        for mend in reason.mends:
            assert f"mend.{mend}" in CATALOGUES[language]


def test_pytorchs_text_stays_verbatim():
    (error,) = errors("mismatch")
    assert error["text"].startswith("one of the variables needed for gradient computation has been")
    assert "output 0 of Sigmoid, is at version 1; expected version 0 instead" in error["text"]


def test_an_unknown_error_has_no_explanation():
    run = program.run(program.read("class Odd(Exception): pass\nraise Odd('so')\n"))
    (error,) = scene.build(run)["errors"]
    assert (error["type"], error["text"], error["explain"]) == ("Odd", "so", None)
