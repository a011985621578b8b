"""Is a gradient right? Where it is the check says so, where it is not it says by how much."""

from types import SimpleNamespace

import pytest
from asking import ask, ask_by_name, asked_of, box_of, built
from gradwalk.trace import events as e
from gradwalk_ui import check as checking
from gradwalk_ui import program
from gradwalk_ui.lessons import lessons
from programs import WORKING

SOURCES = {each.id: each.source for each in lessons()} | WORKING
# Where moving a leaf does something else to the result than what is recorded says.
ELSEWISE = {
    "hook": "off",  # it changes the gradient
}


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """However slow the machine, there is time for all elements."""
    monkeypatch.setattr(checking, "SECONDS", 300.0)


@pytest.mark.parametrize("name", SOURCES)
def test_the_gradients_of_programs_that_work_are_right(name):
    for of, passes in list(asked_of(built(SOURCES[name], seed=3)))[:4]:
        found = ask("check", SOURCES[name], of, passes, seed=3)
        if "verdict" in found:
            assert found["verdict"] == ELSEWISE.get(name, "ok"), (of, passes, found)
        else:
            assert found["key"] in ("check.one_statement", "check.large_result"), found


LEAF = "import torch\nx = torch.tensor([1.0, -2.0, 0.0], requires_grad=True)\n"


def check(lines, name="x", **more):
    return ask_by_name("check", LEAF + lines, name, **more)


def test_it_is_checked_in_float64_element_by_element():
    found = check("y = (x * x).sum()\ny.backward()\n")
    assert (found["verdict"], found["precision"]) == ("ok", "float64")
    assert [row["at"] for row in found["rows"]] == [[0], [1], [2]]
    assert [row["slope"] for row in found["rows"]] == pytest.approx([2, -4, 0], abs=1e-6)


def test_a_kink_says_which_side_was_taken():
    found = check("y = (x.relu() + x.abs()).sum()\ny.backward()\n")
    assert found["verdict"] == "kink"
    row = found["rows"][2]
    assert (row["left"], row["right"]) == pytest.approx((-1, 2))
    assert (row["got"], row["side"]) == (0, "between")
    assert check("y = x.relu().sum()\ny.backward()\n")["rows"][2]["side"] == "left"


def test_what_was_cut_off_is_seen_by_the_differences():
    found = check("y = (x * x.detach()).sum()\ny.backward()\n")
    assert (found["verdict"], found["reason"]) == ("off", "check.because_cut")
    assert found["rows"][0]["slope"] == pytest.approx(2)
    hooked = check("y = x * x\ny.register_hook(lambda g: g * 3)\ny.sum().backward()\n")
    assert hooked["reason"] == "check.because_hook"


def test_a_silent_write_is_told_with_the_true_gradient():
    found = check("y = (x * x).sum()\nx.data[0] = 5.0\ny.backward()\n")
    assert found["verdict"] == "off"
    assert found["got"]["numbers"] == [10, -4, 0]
    assert found["true"]["numbers"] == [2, -4, 0]
    assert found["rows"][0]["slope"] == pytest.approx(2)


def test_a_parameter_is_moved_where_the_step_reads_it():
    source = (
        "import torch\ntorch.manual_seed(0)\n"
        "layer = torch.nn.Linear(2, 1)\nx = torch.rand(4, 2)\n"
        "opt = torch.optim.SGD(layer.parameters(), lr=0.5)\nfor _ in range(3):\n"
        "    opt.zero_grad()\n    loss = layer(x).exp().mean()\n"
        "    loss.backward()\n    opt.step()\n"
    )
    weight = box_of(built(source), "layer.weight")
    for passes in (1, 2, 3):
        found = ask("check", source, weight, passes)
        assert (found["verdict"], found["precision"]) == ("ok", "float64")


def test_what_keeps_to_float32_is_checked_roughly():
    found = check("y = (x.to(torch.float32) ** 3).sum().to(torch.float32)\ny.backward()\n")
    assert found["verdict"] == "ok"
    source = "import torch\nx = torch.ones(2, dtype=torch.float32, requires_grad=True)\n"
    found = ask_by_name("check", source + "y = x.exp().sum()\ny.backward()\n", "x")
    assert (found["verdict"], found["precision"]) == ("ok", "float32")


def test_a_tensor_on_the_way_can_be_checked():
    found = check("y = x.exp()\nz = (y * y).sum()\nz.backward()\n", "y")
    assert found["verdict"] == "ok"
    assert found["rows"][2]["slope"] == pytest.approx(2)


def test_of_a_large_tensor_some_elements_are_checked():
    source = "import torch\nx = torch.linspace(0, 1, 500, requires_grad=True)\n"
    found = ask_by_name("check", source + "y = x.sin().sum()\ny.backward()\n", "x")
    assert found["verdict"] == "ok"
    assert (found["checked"], found["elements"]) == (checking.MOST, 500)


def test_when_the_time_is_over_the_elements_checked_so_far_are_told(monkeypatch):
    clock = iter([0.0, 100.0, 200.0])
    monkeypatch.setattr(checking, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    found = check("y = (x * x).sum()\ny.backward()\n")
    assert (found["verdict"], found["checked"], found["elements"]) == ("ok", 2, 3)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("(torch.ones(2, requires_grad=True) * 2).sum().backward()\n", "why.unreached"),
        ("import time\ny = (x * time.perf_counter()).sum()\ny.backward()\n", "check.not_alike"),
        ("y = x.repeat(100)\ny.backward(torch.ones(300))\n", "check.large_result"),
    ],
)
def test_what_cannot_be_checked_says_why(lines, reason):
    assert ask("check", LEAF + lines, "t0v0")["key"] == reason


def test_where_the_result_ends_it_cannot_be_said():
    found = check("y = x.sqrt().sum()\ny.backward()\n")
    assert found["verdict"] == "unsure"


def test_a_wrong_gradient_is_marked_on_its_way():
    source = LEAF + "u = x * 3\ny = u.sigmoid()\nz = y * 2\ny.data.zero_()\nz.sum().backward()\n"
    run = program.run(program.read(source))
    wrong = [event for event in run.trace.events if isinstance(event, e.SentWrong)]
    assert len(wrong) == 2  # from sigmoid to u, and from there to x
    found = built(source)
    u = box_of(found, "u")
    (_, marked) = found["changes"][u]["wrong"][-1]
    true = found["values"][marked["true"]]["numbers"]
    assert true[2] == pytest.approx(0.5)  # 2 y (1 - y), where y was a half
    assert found["values"][marked["got"]]["numbers"] == [0, 0, 0]
    edges = [edge for edge in found["edges"] if edge["from"] in (u, box_of(found, "x"))]
    assert all("true" in found["changes"][edge["id"]]["gradient"][-1][1] for edge in edges)
    again = built(source + "(x * 1).sum().backward()\n")
    assert again["changes"][u]["wrong"][-1][1] is None  # the next pass did not come past it
