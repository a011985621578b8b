"""Answers that are recorded with a program are those that it gives when it is asked."""

import itertools
from types import SimpleNamespace

from gradwalk_ui import asked, session
from gradwalk_ui.answer import answer

TWICE = """\
import torch
x = torch.tensor([1.0, 2.0], requires_grad=True)
y = x * x
y.sum().backward(retain_graph=True)
y[0].backward()
torch.ones(2, requires_grad=True)
"""


def scene(source):
    return session.handle({"kind": "run", "source": source}, answer)["scene"]


def test_each_backward_that_reached_a_tensor_is_asked_about_leaves_first():
    made = scene(TWICE)
    (x,) = [node["id"] for node in made["nodes"] if node.get("leaf") and node["line"] == 2]
    reached = asked.reached(made)
    assert reached[:2] == [(x, 2), (x, 1)]
    answers = asked.answers(made)
    assert len(answers) > len(reached)
    for each in answers:
        request = {**each["request"], "kind": "ask", "source": TWICE, "seed": None}
        assert session.handle(request, answer)["answer"] == each["answer"]
    grads = {
        each["request"]["passes"]: each["answer"]["total"]["numbers"]
        for each in answers
        if each["request"]["of"] == x and each["request"]["question"] == "why"
    }
    assert grads == {1: [2.0, 4.0], 2: [2.0, 0.0]}


def test_each_answer_has_the_time_that_the_others_left(monkeypatch):
    made, given, clock = scene(TWICE), [], itertools.count()
    monkeypatch.setattr(asked, "time", SimpleNamespace(monotonic=lambda: next(clock)))

    def reply(_request, limits):
        given.append(limits.seconds)
        return {"kind": "answer", "answer": {}}

    monkeypatch.setattr(asked, "answer", reply)
    assert len(asked.answers(made, seconds=3.5)) == 3
    assert given == [2.5, 1.5, 0.5]


def test_a_program_that_cannot_be_run_again_is_asked_about_one_tensor_only(monkeypatch):
    made, tried = scene(TWICE), []
    monkeypatch.setattr(asked, "answer", lambda *_: tried.append(1) or {"kind": "refused"})
    assert asked.answers(made) == []
    assert len(tried) == len(asked.QUESTIONS)


def test_a_program_without_backward_has_nothing_to_ask():
    assert asked.answers(scene("import torch\nx = torch.ones(2, requires_grad=True)\n")) == []
