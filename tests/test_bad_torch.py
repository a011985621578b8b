"""The bridge to real PyTorch where things go wrong, or are far too large: the issue's list."""

import json
from collections import OrderedDict

import pytest
import torch
from gradwalk.trace import events as e
from gradwalk_ui import program, torch_bridge
from gradwalk_ui.limits import UNLIMITED
from gradwalk_ui.torch_bridge import host, switch
from torch import nn

MANY = 300
ODD = {
    "emoji": "😀",
    "right to left": "מתחיל_פה",
    "long": "x" * 5000,
    "markup": "<img src=x onerror=alert(1)>",
}


def chain(x, count=MANY):
    h = x
    for _ in range(count):
        h = h * 1.01
    return h.sum()


def leaf():
    return torch.ones(2, requires_grad=True)


def sent(recording):
    """The scene, as it would go over the wire."""
    scene = recording.scene()
    json.dumps(scene, allow_nan=False)
    return scene


@pytest.fixture(autouse=True)
def _nothing_stays_behind():
    yield
    assert not switch.listening
    assert not switch.wrapped


@pytest.mark.parametrize("most", [3, 40, 2 * MANY + 10])  # in the forward, and within backward
def test_a_recording_that_is_full_ends_and_the_program_goes_on(most):
    x, plain = leaf(), leaf()
    chain(plain).backward()
    with torch_bridge.record(events=most) as recording:
        chain(x).backward()
    assert torch.equal(x.grad, plain.grad)
    assert len(recording.trace.events) == most
    scene = sent(recording)
    assert scene["stopped"]["key"] == "limit.recorded"
    assert scene["stopped"]["args"]["count"] == most
    assert (scene["stopped"]["args"]["left"] > 0) == (most < MANY)
    assert scene["source"].split("\n")[scene["stopped"]["line"] - 1].strip()


def test_what_is_left_out_is_counted():
    x = leaf()
    with torch_bridge.record(events=1) as recording:
        chain(x).backward()  # its formulas are not the program's operations
    assert recording.run.stopped.words.args == {"count": 1, "left": MANY + 1}  # and the sum


def test_a_program_under_real_torch_runs_to_its_end_too(monkeypatch):
    monkeypatch.setattr(host, "recorder", lambda: host.Recorder(torch, host.locate, 20))
    source = "import torch\nh = torch.ones(2, requires_grad=True)\n"
    source += "for _ in range(50):\n    h = h * 2\nprint('done')\n"
    run = host.run(program.read(source), UNLIMITED)
    assert [piece.text for piece in run.output] == ["done\n"]
    assert len(run.trace.events) == 20
    assert (run.stopped.words.key, run.stopped.line) == ("limit.recorded", 4)


def test_a_backward_through_more_than_can_be_recorded_is_not_touched():
    x = leaf()
    loss = chain(x)
    with torch_bridge.record(events=50) as recording:
        loss.backward()
    assert x.grad is not None
    assert recording.run.stopped is not None


def test_explore_shows_the_nearest_of_very_many_and_says_so():
    loss = chain(leaf())
    shown = torch_bridge.explore(loss, most=10)
    made = [each for each in shown.trace.events if isinstance(each, e.Made)]
    assert [each.op for each in made] == ["mul"] * 9 + ["sum"]
    assert made[0].inputs[0].text == "…"
    assert sent(shown)["stopped"] == {"key": "limit.explored", "args": {"count": 10}, "line": 0}
    assert torch_bridge.explore(loss, most=None).run.stopped is None


def test_one_node_and_none():
    shown = sent(torch_bridge.explore(leaf() * 2))
    assert [node["kind"] for node in shown["nodes"]].count("op") == 1
    with torch_bridge.record() as recording:
        pass
    assert sent(recording)["nodes"] == []


@pytest.mark.parametrize("name", ODD)
def test_a_module_may_have_any_name(name):
    model = nn.Sequential(OrderedDict([(ODD[name], nn.Linear(2, 2)), ("last", nn.Linear(2, 1))]))
    with torch_bridge.record() as recording:
        model(torch.ones(1, 2)).sum().backward()
    scene = sent(recording)
    assert any(ODD[name] in str(group["words"]["args"]) for group in scene["groups"])
    assert all(group["width"] < 900 for group in scene["groups"])


def test_numbers_at_the_end_of_the_line():
    with torch_bridge.record() as recording:
        x = torch.tensor([1e308, -1e308], dtype=torch.float64, requires_grad=True)
        (x * 10).sum().backward()
    texts = {value["text"] for value in sent(recording)["values"]}
    assert any("e+308" in text for text in texts)
    assert any("inf" in text for text in texts)


def test_a_million_elements_are_a_summary():
    with torch_bridge.record() as recording:
        x = torch.ones(1000, 1000, requires_grad=True)
        x.exp().mean().backward()
    assert len(json.dumps(recording.scene())) < 60_000


class Refuse(Exception):
    """What a hook of the program's own raises."""


def refuse(*_):
    raise Refuse("mine")


def hooked(place):
    """A loss with a hook that raises, there."""
    if place == "packing":
        with torch.autograd.graph.saved_tensors_hooks(refuse, refuse):
            return leaf().exp()
    model = nn.Linear(2, 1)
    if place == "module":
        model.register_forward_hook(refuse)
    elif place == "module backward":
        model.register_full_backward_hook(refuse)
    elif place == "leaf":
        model.weight.register_post_accumulate_grad_hook(refuse)
    loss = model(torch.ones(1, 2, requires_grad=True)).sum()
    if place == "node":
        loss.grad_fn.register_hook(refuse)
    elif place == "tensor":
        loss.register_hook(refuse)
    return loss


PLACES = ("module", "module backward", "leaf", "node", "tensor", "packing")


@pytest.mark.parametrize("place", PLACES)
def test_an_error_in_a_hook_passes_and_is_shown(place):
    with pytest.raises(Refuse, match="mine"), torch_bridge.record() as recording:
        hooked(place).backward()
    (error,) = sent(recording)["errors"]
    assert (error["type"], error["text"]) == ("Refuse", "mine")


def test_where_a_gradient_begins_to_be_no_number_is_told():
    with torch_bridge.record() as recording:
        x = torch.tensor([0.0, 1.0], requires_grad=True)
        y = x.sqrt() * 0
        y.sum().backward()
    (row,) = sent(recording)["advice"]
    assert row["explain"]["key"] == "advice.nan_gradient"
    assert row["explain"]["args"]["node"] == "SqrtBackward0"
