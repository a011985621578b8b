"""Graphs as they should not be, or hardly ever are: empty, one node, circles, names without end."""

import dataclasses
import json

import pytest
from gradwalk.trace.events import Made, Scope, Trace
from gradwalk_ui import asked, program, scene
from gradwalk_ui.answer import answer
from gradwalk_ui.groups import levels
from gradwalk_ui.limits import LimitReached, Limits, Meter
from gradwalk_ui.static_files import directory
from test_groups import build, check_picture, composed

LOOP = """\
import torch
w = torch.tensor([0.5, 2.0, -1.0], requires_grad=True)
h = torch.tensor([0.1, -0.2, 0.3])
for i in range({turns}):
    h = h * w
    h = h + 0.1
h.sum().backward()
"""
NAMES = {
    "5,000 letters": "x" * 5000,
    "right to left": "מתחיל_פה",
    "accents and Chinese": "权重_é",
}


def test_a_scene_of_nothing_and_of_one_node_have_no_groups():
    for source, count in (("1 + 1", 0), ("import torch\nx = torch.tensor(1.0)\n", 1)):
        built = build(source)
        assert len(built["nodes"]) == count
        assert built["groups"] == []
        assert "level" not in built


@pytest.mark.parametrize("name", NAMES)
def test_a_module_may_have_any_name(name):
    source = (
        "import torch\nfrom torch import nn\n"
        f"{NAMES[name]} = nn.Sequential(nn.Linear(2, 2), nn.Linear(2, 2))\n"
        f"{NAMES[name]}(torch.ones(1, 2)).sum().backward()\n"
    )
    built = build(source)
    (outer,) = [group for group in built["groups"] if group["parent"] is None]
    assert outer["words"]["args"]["name"] == NAMES[name]
    assert outer["width"] < 500
    ids = [group["id"] for group in built["groups"]]
    for closed, picture in zip(
        ([], ids), composed(built, [{"closed": []}, {"closed": ids}]), strict=True
    ):
        check_picture(built, set(closed), picture)


def test_scopes_that_cross_and_a_circle_by_mistake_are_drawn_all_the_same():
    """As a faulty recording might have them: a scope that outlives the one around it, and an op
    whose input is what it made."""
    run = program.run(
        program.read("import torch\nx = torch.ones(2, requires_grad=True)\ny = (x * 2).exp() + x\n")
    )
    events = list(run.trace.events)
    places = [i for i, event in enumerate(events) if isinstance(event, Made)]
    first = events[places[0]]
    later = events[places[1]].outputs[0].tensor
    wrong = dataclasses.replace(first.inputs[0], tensor=later)
    events[places[0]] = dataclasses.replace(first, inputs=(wrong, *first.inputs[1:]))
    end = len(events)
    scopes = (
        Scope("function", "f", "", 0, 1, 9, places[0], places[1] + 1),
        Scope("module", "m", "M", 0, 0, 0, places[1], end + 5),
    )
    built = scene.build(dataclasses.replace(run, trace=Trace(tuple(events), scopes=scopes)))
    (picture,) = composed(built, [{"closed": []}])
    assert len(picture["nodes"]) == len(built["nodes"])
    boxes = {node["id"]: node for node in built["nodes"] if node.get("tensor") == later}
    back = [edge for edge in built["edges"] if edge["from"] in boxes]
    assert [built_op(built, edge["to"]) for edge in back] == ["add", "mul"]  # both are drawn


def built_op(built, box):
    """The op of a pill."""
    return next(node["op"] for node in built["nodes"] if node["id"] == box)


def test_a_program_of_too_many_events_says_what_is_shown():
    meter = Meter(Limits(events=10), lambda count: count < 50_000)
    with pytest.raises(LimitReached) as reached:
        meter.line()
    assert reached.value.words.key == "limit.events"
    assert reached.value.words.args["count"] == 10


@pytest.fixture(scope="module")
def cut():
    """The scene of a program of 50,000 nodes, as it is pasted into the page."""
    reply = answer({"source": LOOP.format(turns=25_000)}, Limits(seconds=60.0))
    assert reply["kind"] == "scene"
    return reply["scene"]


def test_a_program_of_50_000_nodes_is_drawn_up_to_where_it_is_told(cut):
    assert cut["stopped"] == {"key": "limit.events", "args": {"count": 10_000}, "line": 6}
    ops = [node for node in cut["nodes"] if node["kind"] == "op"]
    assert 4_500 < len(ops) <= 10_000
    for language, drawn, left in (("en", "are drawn", "left out"), ("zh", "已经画出", "没有画出")):
        words = json.loads((directory() / "i18n" / f"{language}.json").read_text("utf-8"))
        said = words["limit.events"].format(**cut["stopped"]["args"])
        assert "10000" in said
        assert drawn in said
        assert left in said


def test_the_turns_of_a_loop_are_alike_and_arranged_once(monkeypatch):
    arranged = []
    arrange = levels.arrange
    monkeypatch.setattr(levels, "arrange", lambda *given: arranged.append(1) or arrange(*given))
    counts = []
    for turns in (200, 400):
        arranged.clear()
        built = build(LOOP.format(turns=turns))
        assert len(built["groups"]) > turns
        counts.append(len(arranged))
    assert counts[0] == counts[1] < 30


def test_what_can_be_asked_of_a_large_program_is_found_in_one_walk():
    """Of each tensor all backwards that reached it, the newest first."""
    source = LOOP.format(turns=3).replace("h.sum()", "h.sum().backward(retain_graph=True)\nh.sum()")
    built = build(source)
    found = asked.reached(built)
    (leaf,) = [node["id"] for node in built["nodes"] if node["kind"] == "tensor" and node["leaf"]
               and (node["id"], 1) in found]  # fmt: skip
    assert found[:2] == [(leaf, 2), (leaf, 1)]
    assert len(found) == len(set(found)) > 6
