"""Graphs as they should not be, or hardly ever are: empty, one node, circles, names without end."""

import dataclasses

import pytest
from gradwalk.trace.events import Made, Scope, Trace
from gradwalk_ui import program, scene
from gradwalk_ui.limits import LimitReached, Limits, Meter
from test_groups import build, check_picture, composed

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


def test_a_program_of_too_many_events_says_what_is_shown():
    meter = Meter(Limits(events=10), lambda count: count < 50_000)
    with pytest.raises(LimitReached) as reached:
        meter.line()
    assert reached.value.words.key == "limit.events"
    assert reached.value.words.args["count"] == 10
