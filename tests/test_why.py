"""Why a gradient is what it is: the paths' parts add up to what backward brought."""

import gradwalk as torch
import pytest
from asking import ask, ask_by_name, asked_of, box_of, built
from gradwalk import paths
from gradwalk.array import xp
from gradwalk_ui.lessons import lessons
from programs import WORKING

SOURCES = {each.id: each.source for each in lessons()} | WORKING


@pytest.mark.parametrize("name", SOURCES)
def test_the_paths_of_every_leaf_add_up_to_its_gradient(name):
    drawn = built(SOURCES[name], seed=3)
    nodes = {node["id"]: node for node in drawn["nodes"]}
    edges = {edge["id"] for edge in drawn["edges"]}
    for of, passes in asked_of(drawn):
        found = ask("why", SOURCES[name], of, passes, seed=3)
        assert found["agrees"] or (name == "hook" and found["hooked"]), (of, passes, found)
        for step in (step for path in found["paths"] for step in path["steps"]):
            assert {step["op"], step["from"], step["to"]} - {None} <= nodes.keys()
            assert step["edge"] is None or step["edge"] in edges


SUMMED = """\
import torch
x = torch.tensor(3.0, requires_grad=True)
y = x * x
z = y * 2 + y * y + x
z.backward()
"""


def test_each_path_has_its_own_product():
    found = ask_by_name("why", SUMMED, "x")
    assert found["count"] == "7"  # through y three times, each by both factors of x * x, and x
    assert sorted(float(path["exact"]) for path in found["paths"]) == [1, 6, 6, 27, 27, 27, 27]
    assert found["exact"] == "121"
    assert {use["name"]: use["count"] for use in found["uses"]}["AddBackward0"] == "1"
    for path in found["paths"]:
        product = 1.0
        for step in path["steps"]:
            product *= step["jacobian"][0][0]
        assert product == float(path["exact"])


def test_another_result_may_be_asked_for():
    drawn = built(SUMMED)
    found = ask("why", SUMMED, box_of(drawn, "x"), result=box_of(drawn, "y"))
    assert found["exact"] == "6"
    assert found["agrees"] is None
    assert [one["name"] for one in found["results"]] == ["y"]


def test_a_jacobian_is_outputs_by_inputs():
    source = (
        "import torch\nw = torch.tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)\n"
        "x = torch.tensor([1., 0., 2.], requires_grad=True)\ny = w @ x\n"
        "y.backward(torch.tensor([1., 10.]))\n"
    )
    (path,) = ask_by_name("why", source, "x")["paths"]
    assert path["steps"][0]["jacobian"] == [[1, 2, 3], [4, 5, 6]]
    assert path["gradient"]["numbers"] == [41, 52, 63]


def test_paths_without_number_are_counted_and_the_largest_listed():
    a = torch.tensor(1.0, requires_grad=True)
    b = a
    for _ in range(200):
        b = b * 0.25 + b * 0.75
    found = paths.find([(b._edge, xp.asarray(1.0))], a._acc)
    assert found.count == 2**200
    assert float(found.total) == 1.0
    assert found.largest[0].gradient == pytest.approx(0.75**200)
    assert found.largest[1].gradient == pytest.approx(0.75**199 * 0.25)
    assert sum(use.count for use in found.uses) == found.count


def test_a_program_with_many_paths_is_answered():
    found = ask_by_name(
        "why",
        "import torch\na = torch.tensor(1.0, requires_grad=True)\nb = a\n"
        "for _ in range(60):\n    b = b * 0.25 + b * 0.75\nb.backward()\n",
        "a",
    )
    assert found["count"].startswith("1.1 · 10^18")
    assert found["many"]
    assert found["exact"] == "1"


def test_what_an_earlier_backward_left_is_told():
    twice = SUMMED.replace("z.backward()", "(x * 5).backward()\nz.backward()")
    found = ask_by_name("why", twice, "x", passes=2)
    assert (found["before"]["text"], found["arrived"]["text"]) == ("5", "121")
    assert found["after"]["text"] == "126"


def test_a_hook_that_changes_a_gradient_is_told():
    found = ask_by_name("why", SUMMED.replace("z =", "y.register_hook(lambda g: g * 10)\nz ="), "x")
    assert found["hooked"]
    assert found["agrees"] is False


def test_where_backward_refuses_there_are_no_paths():
    source = SUMMED.replace("z.backward()", "(y * 1).sigmoid().backward()")
    assert ask("why", source, "t99v0")["key"] == "why.unreached"
    written = "import torch\nx = torch.ones(2, requires_grad=True)\ny = x.exp()\nz = y.sum()\n"
    written += "y.zero_()\nz.backward()\n"
    assert ask_by_name("why", written, "x")["key"] == "why.refused"


@pytest.mark.parametrize("more", [{"passes": "1"}, {"of": "x"}, {"result": "n1"}, {"seed": "s"}])
def test_a_question_that_makes_no_sense_is_refused(more):
    assert ask("why", SUMMED, **{"of": "t0v0", "passes": 1} | more)["key"] == "request.bad"


def test_a_run_with_chance_in_it_can_be_run_again():
    source = "import torch\nx = torch.rand(2, requires_grad=True)\n(x * x).sum().backward()\n"
    drawn = built(source)
    found = ask("why", source, "t0v0", seed=drawn["seed"])
    shown = drawn["values"][drawn["changes"]["t0v0"]["grad"][-1][1]]
    assert found["after"] == shown
    assert "seed" not in built(SUMMED)
