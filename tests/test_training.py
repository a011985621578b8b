"""Training steps: found in whatever way a program trains, with the losses and norms of PyTorch."""

import json
import math

import pytest
from asking import built
from training_programs import RECORD, TRAINING

PYTORCH = json.loads(RECORD.read_text(encoding="utf-8"))


def curves(rows, kind):
    """By name what was looked at in each step."""
    return {name: [row[kind][name] for row in rows] for name in rows[0][kind]}


@pytest.mark.parametrize("name", TRAINING)
def test_losses_and_norms_are_those_of_pytorch(name):
    found = built(TRAINING[name])["training"]
    losses = {each["name"]: each["values"] for each in found["losses"]}
    norms = {each["name"]: each["norms"] for each in found["parameters"]}
    for got, wanted in ((losses, "losses"), (norms, "norms")):
        expected = curves(PYTORCH[name], wanted)
        assert got.keys() == expected.keys()
        for each, values in expected.items():
            assert got[each] == pytest.approx(values, rel=1e-5), each


@pytest.mark.parametrize("name", TRAINING)
def test_steps_follow_one_another_and_hold_their_iteration(name):
    scene = built(TRAINING[name])
    steps, source = scene["training"]["steps"], TRAINING[name].split("\n")
    head = next(n for n, line in enumerate(source, 1) if line.startswith("for step"))
    moments = scene["moments"]
    assert steps[-1][1] == len(moments) - 1
    for first, last in steps:
        lines = {moment["line"] for moment in moments[first : last + 1]}
        assert min(lines) > head
    assert all(before[1] + 1 == after[0] for before, after in zip(steps, steps[1:]))  # noqa: B905, RUF007
    assert all(moment["line"] < head for moment in moments[: steps[0][0]])


NOT = {
    "none": "import torch\nx = torch.ones(2, requires_grad=True)\n(x * x).sum().backward()\n",
    "one step": TRAINING["by_hand"].replace("range(5)", "range(1)"),
    "no step": TRAINING["sgd"].replace("range(4)", "range(0)"),
    "never updated": TRAINING["by_hand"].replace("w -= ", "w - ").replace("b -= ", "b - "),
    "updated without a gradient": "import torch\nw = torch.ones(2, requires_grad=True)\n"
    "for step in range(3):\n    with torch.no_grad():\n        w -= 1\n",
}


@pytest.mark.parametrize("name", NOT)
def test_no_training_is(name):
    assert "training" not in built(NOT[name])


def marks(source):
    return {each["kind"]: each for each in built(source)["training"]["marks"]}


def test_a_sound_training_has_no_marks():
    assert marks(TRAINING["sgd"].replace("range(4)", "range(12)")) == {}
    assert marks(TRAINING["accumulated"]) == {}


def test_gradients_that_nobody_cleared_are_told():
    assert marks(TRAINING["forgotten"])["added"] == {
        "kind": "added",
        "step": 1,
        "args": {"count": 3, "steps": 4},
    }


EXPLODES = TRAINING["by_hand"].replace("range(5)", "range(12)").replace("0.01", "0.2")


def test_what_explodes_is_told_where_it_begins():
    found = marks(EXPLODES)
    assert found["exploding"]["step"] > 3
    assert "loss_not_finite" not in found


SECOND = """\
v = torch.tensor([0.1, -0.2], requires_grad=True)
for step in range(5):
    other = ((v * 3) ** 2).sum() * 100
    other.backward()
    with torch.no_grad():
        v -= 0.0001 * v.grad
    v.grad = None
"""


def test_two_loops_one_after_the_other_have_steps_of_their_own():
    found = built(TRAINING["by_hand"] + SECOND)["training"]
    assert len(found["steps"]) == 10
    assert [each["name"] for each in found["losses"]] == ["error", "other"]
    assert [value is None for value in found["losses"][1]["values"]] == [True] * 5 + [False] * 5
    assert found["marks"] == []  # other parameters have other gradients


def test_nan_and_inf_are_told_where_they_begin():
    source = EXPLODES.replace("range(12)", "range(60)")
    scene = built(source)
    values = scene["training"]["losses"][0]["values"]
    first = next(place for place, value in enumerate(values) if isinstance(value, str))
    told = {each["kind"]: each for each in scene["training"]["marks"]}["loss_not_finite"]
    assert (told["step"], told["args"]["name"]) == (first, "error")
    assert math.isfinite(values[first - 1])


SATURATED = """\
import torch
x = torch.linspace(0, 1, 6).unsqueeze(1)
early = torch.full((1, 4), 0.1, requires_grad=True)
late = torch.full((4, 1), 0.5, requires_grad=True)
unused = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.SGD([early, late, unused], lr=0.1)
for step in range(5):
    hidden = x @ early
    for layer in range(6):
        hidden = torch.sigmoid(hidden)
    loss = ((hidden @ late + torch.relu(unused - 1) - 1) ** 2).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
"""


def test_vanishing_gradients_are_told_by_name():
    scene = built(SATURATED)
    told = {(each["kind"], each["args"]["name"]) for each in scene["training"]["marks"]}
    assert told == {("vanishing", "early"), ("zero", "unused")}


def test_very_many_steps_are_cut_by_the_limit_and_the_curves_stay_small():
    source = TRAINING["by_hand"].replace("range(5)", "range(5000)").replace("0.01", "0.0001")
    scene = built(source)
    assert scene["stopped"]["key"] == "limit.events"
    found = scene["training"]
    assert 300 < len(found["steps"]) < 5000
    assert len(json.dumps(found)) < len(json.dumps(scene)) / 50
