"""Groups in a scene: what is in which, what is closed at first, and the pictures they make."""

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from random import Random

import drawing
import pytest
from gradwalk_ui import program, scene
from gradwalk_ui.groups.rows import FEW, SHOWN
from gradwalk_ui.lessons import lessons
from gradwalk_ui.limits import UNLIMITED
from grouped_programs import RECURSION, STALE, TRAINING

HERE = Path(__file__).parent
LOOP = """
import torch
w = torch.tensor(0.5, requires_grad=True)
h = torch.tensor(1.0)
for i in range({turns}):
    h = (h * w).tanh()
h.backward()
"""


def build(source):
    return scene.build(program.run(program.read(source), UNLIMITED))


def named(built, key, **args):
    return [
        group
        for group in built["groups"]
        if group["words"]["key"] == key and args.items() <= group["words"]["args"].items()
    ]


def kinds(built):
    return [group["kind"] for group in built["groups"]]


@pytest.fixture(scope="module")
def training():
    return build(TRAINING.format(turns=3))


def test_every_group_is_in_its_parent_and_every_node_in_one_at_most(training):
    ids = [group["id"] for group in training["groups"]]
    assert len(set(ids)) == len(ids)
    for place, group in enumerate(training["groups"]):
        assert group["parent"] is None or group["parent"] in ids[:place]
        assert 0 <= group["begins"] <= group["ends"] < len(training["moments"])
        assert group["nodes"] or any(each["parent"] == group["id"] for each in training["groups"])
    nodes = [node for group in training["groups"] for node in group["nodes"]]
    assert len(set(nodes)) == len(nodes)
    assert set(nodes) <= {node["id"] for node in training["nodes"]}


def test_modules_have_name_and_class_and_turns_their_number(training):
    turn = named(training, "group.turn", number=1)[0]
    model = next(g for g in named(training, "group.module", name="model", of="Sequential")
                 if g["parent"] == turn["id"])  # fmt: skip
    inner = [g["words"]["args"] for g in training["groups"] if g["parent"] == model["id"]]
    assert inner == [
        {"name": "0", "of": "Linear"},
        {"name": "1", "of": "ReLU"},
        {"name": "2", "of": "Block"},
        {"name": "3", "of": "Linear"},
    ]
    assert named(training, "group.step", of="SGD")[0]["parent"] == turn["id"]
    assert named(training, "group.loop", name="for step in range(3)")[0]["lines"] == [21, 26]


def test_a_leaf_stands_where_all_that_read_it_are(training):
    weight = next(
        each
        for each, fields in training["changes"].items()
        if ["model.0.weight"] in [names for _, names in fields.get("names", [])]
    )
    turn = named(training, "group.turn", number=1)[0]
    assert weight in turn["nodes"], "its forward and its step are in the first turn"


def test_few_nodes_are_shown_without_groups_many_with_most_of_them_closed(training):
    small = build(TRAINING.format(turns=1))
    assert len(small["nodes"]) <= FEW
    assert not any(group["closed"] for group in small["groups"])
    assert len(training["nodes"]) > FEW
    closed = {group["id"] for group in training["groups"] if group["closed"]}
    (first,) = composed(training, [{"closed": sorted(closed)}])
    assert 10 < len(first["nodes"]) <= SHOWN
    assert named(training, "group.turn", number=1)[0]["id"] not in closed, "one as an example"
    assert named(training, "group.turn", number=2)[0]["id"] in closed


def test_no_lesson_begins_with_groups_but_the_one_of_many_steps():
    begin = {
        each.id for each in lessons() if any(g["closed"] for g in build(each.source)["groups"])
    }
    assert begin == {"training"}


def test_the_turns_of_a_long_loop_are_gathered_by_tens():
    built = build(LOOP.format(turns=230))
    (loop,) = named(built, "group.loop")
    spans = [g["words"]["args"] for g in built["groups"] if g["parent"] == loop["id"]]
    assert spans == [
        {"first": 1, "last": 100},
        {"first": 101, "last": 200},
        {"first": 201, "last": 230},
    ]
    assert kinds(built).count("turn") == 230


def test_a_group_tells_what_is_wrong_in_it():
    built = build(STALE)
    (gate,) = [
        group for group in named(built, "group.module", of="Gate")
        if "state" in built["changes"][group["id"]]
    ]  # fmt: skip
    states = [state for _, state in built["changes"][gate["id"]]["state"]]
    assert states[0] == "stale"
    assert states[-1] == "failed"
    turn = next(group for group in built["groups"] if group["id"] == gate["parent"])
    assert built["changes"][turn["id"]]["state"][-1][1] == "failed"
    first = named(built, "group.turn", number=1)[0]
    assert "state" not in built["changes"][first["id"]]


def test_a_scene_grows_with_its_nodes_however_deep_its_groups_are():
    sizes = []
    for depth in (50, 100, 200):
        built = build(RECURSION.format(depth=depth))
        sizes.append(
            len(json.dumps([built["groups"], built["level"], built["drawings"]]))
            / len(built["nodes"])
        )
    assert sizes[2] < 1.15 * sizes[0]


# The pictures ------------------------------------------------------------------------------


def composed(built, wanted):
    """The pictures that the front end makes of a scene with these groups closed."""
    if shutil.which("node") is None:
        pytest.fail("node, which `make test` needs for the front end, is not installed")
    given = json.dumps({"scene": built, "wanted": wanted})
    command = ["node", str(HERE / "nested.mjs")]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def border(box, less=0.0):
    """Left, top, right and bottom."""
    half, high = box["width"] / 2 - less, box["height"] / 2 - less
    return box["x"] - half, box["y"] - high, box["x"] + half, box["y"] + high


def inside(inner, outer):
    a, b = border(inner), border(outer)
    return a[0] >= b[0] and a[1] >= b[1] and a[2] <= b[2] and a[3] <= b[3]


def check_picture(built, closed, picture):
    """Nothing covers another, frames hold what is in them, every edge that shows has a way."""
    boxes = {box["id"]: border(box) for box in picture["nodes"] + picture["ports"]}
    assert not drawing.overlaps(boxes)
    lines = {edge["id"]: drawing.polyline(edge["path"]) for edge in picture["edges"]}
    nodes = {box["id"]: border(box) for box in picture["nodes"]}
    assert not drawing.over_boxes(nodes, lines)
    frames = {frame["id"]: frame for frame in picture["frames"]}
    home = {node: group["id"] for group in built["groups"] for node in group["nodes"]}
    home |= {group["id"]: group["parent"] for group in built["groups"]}
    for box in picture["nodes"] + picture["frames"]:
        around = home.get(box["id"])
        assert around is None or inside(box, frames[around]), box["id"]
    beside = {}
    for frame in picture["frames"]:
        beside.setdefault(frame["parent"], {})[frame["id"]] = border(frame)
    assert not any(drawing.overlaps(each) for each in beside.values())
    check_edges(built, closed, picture, nodes)


def check_edges(built, closed, picture, nodes):
    parents = {group["id"]: group["parent"] for group in built["groups"]}
    home = {node: group["id"] for group in built["groups"] for node in group["nodes"]}

    def standing(node):
        found, at = node, home.get(node)
        while at is not None:
            found, at = (at if at in closed else found), parents[at]
        return found

    wanted = {(standing(edge["from"]), standing(edge["to"])) for edge in built["edges"]}
    assert {(edge["from"], edge["to"]) for edge in picture["edges"]} == {
        (source, target) for source, target in wanted if source != target
    }
    for edge in picture["edges"]:
        assert len(edge["path"]) % 3 == 1
        for (x, y), end in ((edge["path"][0], edge["from"]), (edge["path"][-1], edge["to"])):
            left, top, right, bottom = nodes[end]
            assert left - 1 <= x <= right + 1, edge
            assert top - 1 <= y <= bottom + 1, edge


PROGRAMS = {
    "training": TRAINING.format(turns=3),
    "recursion": RECURSION.format(depth=6),
    "stale": STALE,
    "loop": LOOP.format(turns=45),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_whatever_is_open_nothing_covers_another(name):
    built = build(PROGRAMS[name])
    ids = [group["id"] for group in built["groups"]]
    random = Random(3)
    wanted = [[], ids, *[random.sample(ids, random.randrange(len(ids))) for _ in range(10)]]
    pictures = composed(built, [{"closed": closed} for closed in wanted])
    for closed, picture in zip(wanted, pictures, strict=True):
        check_picture(built, set(closed), picture)


def test_opening_a_group_keeps_the_order_of_all_that_is_there(training):
    closed = sorted(group["id"] for group in training["groups"] if group["closed"])
    opened = closed[0]
    fewer = [each for each in closed if each != opened]
    before, after = composed(training, [{"closed": closed}, {"closed": fewer}])
    there = {box["id"]: box for box in after["nodes"]}
    stays = [box for box in before["nodes"] if box["id"] in there]
    assert len(stays) > 10
    for axis in ("x", "y"):
        for one in stays:
            for other in stays:
                way = other[axis] - one[axis]
                now = there[other["id"]][axis] - there[one["id"]][axis]
                assert now >= way - 1e-6 or way < 0, "they may move apart, never together"


def test_a_group_on_its_way_open_grows_from_its_box(training):
    closed = sorted(group["id"] for group in training["groups"] if group["closed"])
    moving = closed[0]
    (group,) = [each for each in training["groups"] if each["id"] == moving]
    fewer = [each for each in closed if each != moving]
    wanted = [{"closed": fewer, "moving": {"ids": [moving], "fraction": f}} for f in (0, 0.5, 1)]
    sizes = []
    for picture in composed(training, wanted):
        frame = next(each for each in picture["frames"] if each["id"] == moving)
        sizes.append(frame["width"] * frame["height"])
        assert all(inside(box, frame) for box in picture["nodes"] if box["id"] in group["nodes"])
    assert sizes[0] < sizes[1] < sizes[2]
    assert sizes[0] == pytest.approx(group["width"] * group["height"], rel=1e-6)


STEPS = """
import torch
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x = torch.randn(8, 2)
for step in range(6):
    optimizer.zero_grad()
    loss = (model(x) ** 2).mean()
    loss.backward()
    {write}
"""
BY_HAND = """with torch.no_grad():
        for each in model.parameters():
            each -= 0.1 * each.grad"""


@pytest.mark.parametrize("write", ["optimizer.step()", BY_HAND], ids=["optimizer", "by hand"])
def test_each_turn_begins_with_its_parameters_all_in_one_place(write):
    """What a turn reads of what the one before has written is in it, not where it was written."""
    built = build(STEPS.format(write=write))
    nodes = {node["id"]: node for node in built["nodes"]}
    turns = named(built, "group.turn")
    turns = [turn for turn in turns if turn["parent"] == turns[0]["parent"]]
    assert len(turns) == 6
    found = []
    for turn in turns:
        places = built["drawings"][turn["level"]["drawing"]]["places"]
        leaves = {
            nodes[node]["tensor"]: (nodes[node]["version"], place)
            for node, place in zip(turn["nodes"], places, strict=False)
            if nodes[node]["kind"] == "tensor" and nodes[node]["leaf"]
        }
        found.append(leaves)
    first, second = ({tensor: place for tensor, (_, place) in each.items()} for each in found[:2])
    assert len(first) == 4
    shifts = [(second[tensor][0] - x, second[tensor][1] - y) for tensor, (x, y) in first.items()]
    # Into the first nothing comes from a turn before it, which may leave room at the side.
    assert all(shift == pytest.approx(shifts[0], abs=1) for shift in shifts)
    assert shifts[0][1] == 0
    for before, after in pairwise(found):
        assert all(after[tensor][0] > before[tensor][0] for tensor in first)
    for turn in found[2:]:
        assert {tensor: place for tensor, (_, place) in turn.items()} == second
    assert_ports_are_of_tensors(built)


def assert_ports_are_of_tensors(built):
    tensors = {node["id"] for node in built["nodes"] if node["kind"] == "tensor"}
    told = [of for group in built["groups"] for port in group["level"]["ports"].values()
            for of in port["of"]]  # fmt: skip
    assert set(told) <= tensors
