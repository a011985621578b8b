"""Two runs as one scene: what is the same in both, what is not, and where it is said."""

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from gradwalk_ui import answer, lessons, session
from gradwalk_ui.compare import compare
from gradwalk_ui.compare.lines import merge
from gradwalk_ui.compare.same import same_texts, same_values
from gradwalk_ui.limits import Refused
from programs import DATA, DETACH, FAILING, WORKING

ROOT = Path(__file__).parents[1]
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((ROOT / "static" / "scene.schema.json").read_text(encoding="utf-8"))
)
WORDS = json.loads((ROOT / "static" / "i18n" / "en.json").read_text(encoding="utf-8"))
SOURCES = [each.source for each in lessons.lessons()]
ODD = [*FAILING.values(), *WORKING.values()]


def here(request):
    return answer.answer(request)


def both(a, b, **more):
    asked = {"kind": "compare", "a": {"source": a}, "b": {"source": b}, **more}
    reply = session.handle(asked, here)
    assert reply["kind"] == "scene", reply
    VALIDATOR.validate(json.loads(json.dumps(reply["scene"], allow_nan=False)))
    return reply["scene"]


def told(scene):
    rows = scene["comparison"]["differences"]["rows"]
    return [WORDS[row["words"]["key"]].format(**row["words"]["args"]) for row in rows]


def sides(scene):
    return [moment.get("side") for moment in scene["moments"]]


@pytest.mark.parametrize("source", SOURCES)
def test_a_program_does_not_differ_from_itself(source):
    scene = both(source, source)
    assert scene["comparison"]["differences"] == {"count": 0, "rows": []}
    assert set(sides(scene)) <= {None}
    assert scene["source"] == source
    assert not any("side" in row for row in scene["output"] + scene["errors"])
    assert not any("differs" in fields for fields in scene["changes"].values())


@pytest.mark.parametrize("number", range(0, len(ODD) - 1, 3))
def test_programs_that_have_little_in_common_make_a_whole_scene(number):
    a, b = ODD[number : number + 2]
    scene = both(a, b)
    alone = [session.handle({"kind": "run", "source": each}, here)["scene"] for each in (a, b)]
    assert len(scene["nodes"]) == sum(len(each["nodes"]) for each in alone)
    for letter, one in zip("ab", alone, strict=True):
        count = sum(side in (None, letter) for side in sides(scene))
        assert count == len(one["moments"])
    known = {each["id"] for each in scene["nodes"] + scene["edges"]}
    for moment in scene["moments"]:
        assert set(moment["lit"]) <= known
    at = [row["moment"] for row in scene["comparison"]["differences"]["rows"]]
    assert at == sorted(at)


def test_data_beside_detach_is_told_in_the_order_in_which_it_happens():
    scene = both(DATA, DETACH)
    assert told(scene) == [
        "`.data` in A, `detach()` in B",
        "`y` is at version 0 in A, at version 1 in B",
        "what SigmoidBackward0 saved (`result`) was overwritten in A, and no version tells",
        "what SigmoidBackward0 saved (`result`) is out of date in B, and its version tells",
        "`x.grad` is `[0, 0, 0]` in A, `None` in B",
        "`x.grad` is silently wrong in A",
        "only A prints `tensor([0., 0., 0.])`",
        "only B ends in RuntimeError",
    ]


def test_the_two_texts_are_one_with_changed_lines_beside_one_another():
    scene = both(DATA, DETACH)
    assert scene["source"].split("\n")[3:6] == ["y = x.sigmoid()", "z = y.data", "z = y.detach()"]
    assert scene["comparison"]["rows"][3:7] == [[4, 4], [5, None], [None, 5], [6, 6]]
    (error,) = scene["errors"]
    assert error["lines"] == {"saved": 4, "wrote": 7, "needed": 8}
    assert error["explain"]["args"]["wrote_line"] == 7
    assert error["side"] == "b"


def test_what_is_in_both_has_one_place_in_both_pictures():
    for a, b in ((DATA, DETACH), (SOURCES[2], SOURCES[2].replace("lr=0.001", "lr=0.1"))):
        scene = both(a, b)
        nodes = {node["id"]: node for node in scene["nodes"]}
        right = scene["comparison"]["half"]["right"]
        assert len(scene["comparison"]["pairs"]) >= len(nodes) // 2 - 2
        for one, two in scene["comparison"]["pairs"]:
            assert (nodes[one]["x"] + right, nodes[one]["y"]) == (nodes[two]["x"], nodes[two]["y"])


def test_a_step_that_only_one_has_leaves_a_gap_in_the_other():
    scene = both(DATA.replace("y.sum()", "(y * 2).sum()"), DATA)
    only = [moment for moment in scene["moments"] if moment.get("side") == "a"]
    assert {moment["kind"] for moment in only} == {"made", "ran", "sent"}
    assert all(moment["side"] == "a" for moment in only)
    assert "only A has `×`" in told(scene)
    assert not any("sum" in row for row in told(scene))


def test_a_loop_with_more_turns_has_more_at_its_end():
    loop = "import torch\nw = torch.tensor(2.0, requires_grad=True)\nh = w\nfor turn in range({}):\n    h = h * w\nh.backward()\nprint(w.grad)\n"  # noqa: E501 - a program
    rows = told(both(loop.format(2), loop.format(3)))
    assert rows[0] == "only B has `×`"
    assert "`w.grad` is `12` in A, `32` in B" in rows
    assert "A prints `tensor(12.)`, B `tensor(32.)`" in rows


def test_both_draw_the_same_random_numbers():
    source = "import torch\nx = torch.randn(3)\nprint(x)\n"
    assert told(both(source, source + "y = x * 2\n")) == ["only B has `×`"]
    assert both(source, source, seed=3) == both(source, source, seed=3)


def test_noise_of_floats_is_no_difference():
    source = "import torch\nx = torch.tensor([{}, 1000.0])\nprint({})\n"
    near = told(both(source.format(0.1, "0.12345678"), source.format(0.1000002, "0.12345677")))
    assert near == []
    far = told(both(source.format(0.1, 1), source.format(0.2, 2)))
    assert far[-1] == "A prints `1`, B `2`"
    assert far[0] == "`x` is `[0.1000, 1000.0000]` in A, `[0.2000, 1000.0000]` in B"


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("a", "a", True),
        ("3", "4", False),
        ("step 1000000", "step 1000001", False),
        ("0.50000001 x", "0.5 x", True),
        ("0.50000001 x", "0.5 y", False),
        ("nan", "0.5", False),
        ("1e400", "2.5", False),
        ("tensor(0.1966)", "tensor(0.1967)", False),
    ],
)
def test_printed_texts_are_the_same(one, two, same):
    assert same_texts(one, two) is same


def value(numbers, text, **more):
    row = {"numbers": numbers, "text": text, "shape": [len(numbers)], "dtype": "float32"}
    return row | {"whole": True} | more


def test_values_are_the_same():
    assert same_values(None, None)
    assert not same_values(value([1.0], "[1]"), None)
    assert same_values(value(["nan"], "[nan]"), value(["nan"], "[nan]"))
    assert not same_values(value(["nan"], "[nan]"), value([1.0], "[1]"))
    assert same_values(value([1.00001], "[1.0000]"), value([1.00002], "[1.0000]"))
    assert not same_values(value([1e-9], "[1e-09]"), value([2e-9], "[2e-09]"))
    assert not same_values(value([1.0], "[1]"), value([1.0], "[1]", dtype="float64"))
    sums = {"whole": False, "min": 0.0, "max": 1.0, "mean": 0.5}
    one, two = (value([1.0], "[1, …]", norm=norm, **sums) for norm in (9.0, 9.5))
    assert not same_values(one, two)
    assert same_values(one, dict(one))


def test_lines_are_matched_where_they_are_alike():
    text = merge("a = 1\nloss = x * w\n\nend", "a = 1\nnew = 3\nloss = x * w * 2\n\nend")
    assert text.source == "a = 1\nloss = x * w\nnew = 3\nloss = x * w * 2\n\nend"
    assert text.keys[4] == text.keys[2]
    assert text.keys[3] == 3
    assert text.rows == ([0, 1, 2, 5, 6], [0, 1, 3, 4, 5, 6])
    assert merge("", "").source == ""


def test_what_is_too_much_is_refused_in_words():
    scene = here({"source": DATA})["scene"]
    with pytest.raises(Refused, match=r"compare\.too_big"):
        compare(scene | {"nodes": scene["nodes"] * 1000}, scene, ("A", "B"))


@pytest.mark.parametrize(
    "request_",
    [
        {"kind": "compare"},
        {"kind": "compare", "a": DATA, "b": DATA},
        {"kind": "compare", "a": {"source": DATA}},
        {"kind": "compare", "a": {"source": DATA}, "b": {"source": 3}},
        {"kind": "compare", "a": {"source": DATA}, "b": {"source": DATA}, "seed": "x"},
        {"kind": "compare", "a": {"source": DATA, "name": 3}, "b": {"source": DATA}},
    ],
)
def test_a_request_that_makes_no_sense_is_refused(request_):
    assert session.handle(request_, here)["reason"]["key"] == "request.bad"


def test_the_scenes_it_is_made_of_stay_as_they_are():
    one, two = (here({"source": each})["scene"] for each in (DATA, DETACH))
    before = json.dumps([one, two])
    compare(one, two, ("A", "B"))
    assert json.dumps([one, two]) == before


def test_a_program_that_stops_is_beside_one_that_does_not():
    endless = DATA + "while True:\n    pass\n"
    rows = told(both(DATA, endless))
    assert rows == ["B was stopped before its end"]


def test_odd_programs():
    for a, b in (("", ""), ("", DATA), ("x = (", DATA), ("print(1)", "print(2)"), ("# %%\n", "1")):
        both(a, b)


TRAINING = """\
import torch
w = torch.tensor(1.0, requires_grad=True)
v = torch.tensor(2.0, requires_grad=True)
optimizer = torch.optim.SGD([w, v], lr=0.1)
losses = []
for step in range({steps}):
    {clear}loss = (w * v - 1) ** 2
    loss.backward()
    optimizer.step()
    losses.append(loss)
"""
CLEAR = "optimizer.zero_grad()\n    "


def test_each_program_is_a_frame_with_its_groups_and_those_of_both_are_twins():
    scene = both(TRAINING.format(steps=5, clear=""), TRAINING.format(steps=5, clear=CLEAR))
    groups = {group["id"]: group for group in scene["groups"]}
    frames = [group for group in scene["groups"] if group["parent"] is None]
    assert [(frame["id"], frame["kind"]) for frame in frames] == [
        ("a", "program"),
        ("b", "program"),
    ]
    known = {node["id"] for node in scene["nodes"]}
    placed = [node for group in scene["groups"] for node in group["nodes"]]
    assert sorted(placed) == sorted(known)  # each in one group
    for one, two in scene["comparison"]["twins"]:
        left, right = groups[one], groups[two]
        assert (left["words"], left["closed"]) == (right["words"], right["closed"])
    turns = [group for group in scene["groups"] if group["kind"] == "turn"]
    assert len(turns) == 10
    assert {turn["id"] for turn in turns} <= {
        each for pair in scene["comparison"]["twins"] for each in pair
    }
    for group in scene["groups"]:
        level, drawing = group["level"], scene["drawings"][group["level"]["drawing"]]
        assert len(drawing["places"]) == len(group["nodes"]) + len(level["inside"])
        assert len(drawing["links"]) == len(level["links"])
    differs = scene["changes"][turns[1]["id"]]["differs"]
    pair = next(pair for pair in scene["comparison"]["twins"] if turns[1]["id"] in pair)
    assert differs[0][0] >= min(groups[each]["begins"] for each in pair)
    assert "grad" in differs[0][1]


def test_of_programs_with_groups_and_without_each_is_drawn_whole():
    plain = "import torch\nx = torch.ones(2, requires_grad=True)\n(x * 2).sum().backward()\n"
    scene = both(plain, TRAINING.format(steps=3, clear=""))
    frame = next(group for group in scene["groups"] if group["id"] == "a")
    assert frame["nodes"] == [node["id"] for node in scene["nodes"] if node["id"][0] == "a"]
    alone = session.handle({"kind": "run", "source": plain}, here)["scene"]
    drawing = scene["drawings"][frame["level"]["drawing"]]
    assert drawing["places"] == [[node["x"], node["y"]] for node in alone["nodes"]]
    assert scene["comparison"]["twins"] == []
    assert both(plain, plain)["groups"] == []


def test_the_losses_of_both_are_on_one_chart_step_beside_step():
    scene = both(TRAINING.format(steps=5, clear=""), TRAINING.format(steps=7, clear=CLEAR))
    training = scene["training"]
    assert [row["name"] for row in training["losses"]] == ["A loss", "B loss"]
    assert [row["name"] for row in training["parameters"]] == ["A v", "B v", "A w", "B w"]
    first, second = (row["values"] for row in training["losses"])
    assert first[:2] == second[:2] == [1, first[1]]  # nothing has been added up yet
    assert first[2] != second[2]
    assert first[5:] == [None, None]
    assert len(training["steps"]) == len(second) == 7
    for (first, last), (after, _) in pairwise(training["steps"]):
        assert first < last < after
    assert [(mark["kind"], mark["side"]) for mark in training["marks"]] == [("added", "a")]


BY_HAND = """\
import torch
u = torch.ones(3, requires_grad=True)
for k in range(3):
    u.exp().sum().backward()
    with torch.no_grad():
        u -= 0.1 * u.grad
    u.grad = None
"""


def test_programs_that_train_one_after_the_other_have_no_steps_in_common():
    one = TRAINING.format(steps=3, clear="")
    assert all("training" in both(each, each) for each in (one, BY_HAND))
    assert "training" not in both(one, BY_HAND)


def test_what_is_kept_alive_is_told_of_each():
    kept = TRAINING.format(steps=4, clear=CLEAR)
    mended = kept.replace("losses.append(loss)", "losses.append(loss.item())")
    scene = both(kept, mended)
    alive = scene["alive"]
    for source, told, letter in ((kept, alive["other"], "a"), (mended, alive["bytes"], "b")):
        alone = session.handle({"kind": "run", "source": source}, here)["scene"]["alive"]
        for kind, rows in alone["bytes"].items():
            assert [size for _, size in told[kind]] == [size for _, size in rows]
        mine = {name for name in alive["ways"] if name[0] == letter}
        assert mine == {f"{letter}:{name}" for name in alone["ways"]}
    last = len(scene["moments"]) - 1
    assert all(0 <= moment <= last for told in (alive["other"], alive["bytes"])
               for rows in told.values() for moment, _ in rows)  # fmt: skip
    (leak,) = alive["leaks"]
    assert (leak["side"], leak["name"]) == ("a", "losses")
    assert scene["source"].splitlines()[leak["line"] - 1].strip() == "losses.append(loss)"
    assert all("edit" not in mend for mend in leak["mends"])  # there is no text of its own to edit


def test_the_programs_beside_a_lesson_differ_as_it_says():
    lesson = lessons.lesson("data_or_detach")
    names = [name for name, _ in lesson.beside]
    assert names == ["data", "detach"]
    head = next(
        each
        for each in session.handle({"kind": "lessons"}, here)["lessons"]
        if each["id"] == lesson.id
    )
    scene = session.handle(
        {"kind": "compare", "a": head["beside"][0], "b": head["beside"][1]}, here
    )
    assert "`x.grad` is silently wrong in A" in told(scene["scene"])
    assert [each for each in lessons.lessons() if each.beside] == [lesson]
