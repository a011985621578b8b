"""Scenes: what is drawn, when it changes, and that every part of a scene fits the others."""

import json
from itertools import pairwise
from pathlib import Path

import hand
import pytest
from gradwalk_ui import program, scene
from gradwalk_ui.lessons import lessons
from gradwalk_ui.paths import points
from hypothesis import given
from hypothesis import strategies as st
from programs import FAILING, WORKING

ROOT = Path(__file__).parents[1]
CATALOGUES = [
    json.loads((ROOT / "static" / "i18n" / f"{language}.json").read_text(encoding="utf-8"))
    for language in ("en", "zh")
]
SOURCES = {each.id: each.source for each in lessons()} | FAILING | WORKING
FIELDS = {
    "tensor": {
        *("shown", "names", "value", "requires_grad", "version"),
        *("grad", "grads", "retains", "wrong"),
    },
    "op": {"shown", "state", "incoming"},
    "saved": {"shown", "state", "now"},
}
SAVED = {"held", "stale", "blind", "ok", "failed", "freed"}
OPS = {"idle", "running", "done", "failed", "freed"}


def build(source):
    return scene.build(program.run(program.read(source)))


def at(built, identity, field, moment=None):
    """The state of a field at a moment, the last by default."""
    entries = built["changes"].get(identity, {}).get(field, [])
    moment = len(built["moments"]) if moment is None else moment
    return next((value for k, value in reversed(entries) if k <= moment), None)


def node(built, **wanted):
    """The first node that has these entries."""
    return next(
        each
        for each in built["nodes"]
        if wanted.items() <= {k: each.get(k) for k in wanted}.items()
    )


def box_named(built, name):
    """The newest box that a variable is bound to."""
    return next(
        each
        for each in reversed(built["nodes"])
        if each["kind"] == "tensor" and name in (at(built, each["id"], "names") or [])
    )


def check(built):
    """Whatever a scene refers to is there, and every list of changes is a step function."""
    nodes = {each["id"]: each for each in built["nodes"]}
    edges = {each["id"]: each for each in built["edges"]}
    storages = {each["id"] for each in built["storages"]}
    assert len(nodes) == len(built["nodes"])
    assert len(edges) == len(built["edges"])
    assert not nodes.keys() & edges.keys()
    check_nodes(nodes, storages)
    for edge in edges.values():
        assert edge["from"] in nodes
        assert edge["to"] in nodes
        assert len(points(edge["path"])) % 3 == 1
    check_moments(built, nodes, edges)
    check_changes(built, nodes, edges, storages)
    check_findings(built, nodes)
    check_words(built)


def check_nodes(nodes, storages):
    for each in nodes.values():
        docked = each.get("docked")
        assert docked is None or nodes[docked]["kind"] == "op"
        if each["kind"] == "tensor":
            assert each["storage"] in storages
            assert each["made_by"] is None or each["id"] in nodes[each["made_by"]]["outputs"]
        elif each["kind"] == "saved":
            assert nodes[each["op"]]["kind"] == "op"
            assert each["tensor_node"] is None or each["tensor_node"] in nodes
        else:
            for entry in each["inputs"]:
                assert (entry["node"] is None) != (entry["text"] is None)
                assert entry["node"] is None or entry["node"] in nodes


def check_moments(built, nodes, edges):
    for moment in built["moments"]:
        assert set(moment["lit"]) <= nodes.keys() | edges.keys()
        for move in moment["moves"]:
            assert move["edge"] in edges
            assert move["value"] is None or move["value"] < len(built["values"])
    if built["moments"]:
        assert built["moments"][-1]["grain"] == "line"


def check_changes(built, nodes, edges, storages):
    count = max(len(built["moments"]), 1)
    for identity, fields in built["changes"].items():
        if identity in edges:
            assert fields.keys() <= {"shown", "gradient"}
        elif identity in storages:
            assert fields.keys() <= {"version"}
        elif identity in {group["id"] for group in built["groups"]}:
            assert fields.keys() <= {"shown", "state"}
        else:
            assert fields.keys() <= FIELDS[nodes[identity]["kind"]]
        for field, entries in fields.items():
            moments = [moment for moment, _ in entries]
            assert moments == sorted(set(moments))
            assert moments[0] >= 0
            assert moments[-1] < count
            for (_, one), (_, other) in pairwise(entries):
                assert one != other, (identity, field)
    for identity in [*nodes, *edges]:
        assert at(built, identity, "shown") is True, identity
    for identity, each in nodes.items():
        if each["kind"] != "tensor":
            states = SAVED if each["kind"] == "saved" else OPS
            assert {v for _, v in built["changes"][identity]["state"]} <= states


def check_findings(built, nodes):
    for each in [*built["errors"], *built["silent"]]:
        assert each["moment"] < len(built["moments"])
        assert set(each["nodes"]) <= nodes.keys()
    for each in built["output"]:
        assert each["moment"] < len(built["moments"])


def check_words(built):
    said = [moment["words"] for moment in built["moments"]]
    for each in [*built["errors"], *built["silent"]]:
        said += [*each["mends"], *([each["explain"]] if each["explain"] else [])]
    for words in said:
        for catalogue in CATALOGUES:
            text = catalogue[words["key"]].format(**words["args"])
            assert "None" not in text or "None" in catalogue[words["key"]] or words["args"], text


@pytest.mark.parametrize("name", SOURCES)
def test_the_parts_of_a_scene_fit(name):
    check(build(SOURCES[name]))


def test_a_scene_of_events_written_by_hand_fits():
    check(scene.build(hand.mismatch()))


OPERATIONS = [
    "{a} + {b}",
    "{a} * {b}",
    "{a} - 1",
    "{a}.sigmoid()",
    "{a}.detach()",
    "{a}.data",
    "{a}.exp()",
    "{a}[0:1].sum() * {b}",
    "{a}.zero_()",
    "{a}.add_({b})",
    "{a}.mul_(2)",
    "{a}.sum().backward()",
    "({a} * {b}).sum().backward()",
    "{a}.retain_grad()",
    "{a}.grad",
    "{a}.detach().numpy().fill(0)",
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(OPERATIONS), st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)
        ),
        max_size=14,
    )
)
def test_scenes_of_any_program_fit(steps):
    lines = ["import torch", "v0 = torch.tensor([1.0, 2.0], requires_grad=True)"]
    lines += [f"v{i} = torch.tensor([{i}.5, 0.25], requires_grad={i % 2 == 0})" for i in (1, 2, 3)]
    lines += ["v4 = v0 * 2", "v5 = v4.detach()"]
    for operation, a, b, into in steps:
        lines += ["# %%", f"v{into} = {operation.format(a=f'v{a}', b=f'v{b}')}"]
        lines += [f"if v{into} is None: v{into} = torch.ones(2)"]
    check(build("\n".join(lines)))


def test_the_saved_card_turns_stale_at_the_write_before_backward():
    built = build(FAILING["mismatch"])
    card = node(built, kind="saved", tensor="t3")["id"]
    states = built["changes"][card]["state"]
    assert [state for _, state in states] == ["held", "stale", "failed"]
    stale, failed = states[1][0], states[2][0]
    moments = built["moments"]
    assert moments[stale]["kind"] == "wrote"
    assert moments[stale]["line"] == 10
    assert moments[stale]["mark"] == "in_place"
    assert moments[failed]["mark"] == "check_failed"
    storage = node(built, kind="tensor", tensor="t3")["storage"]
    assert [value for _, value in built["changes"][storage]["version"]] == [0, 1]
    assert built["changes"][storage]["version"][1][0] == stale
    assert at(built, card, "now") == 1


def test_the_error_names_who_saved_who_wrote_and_through_which_alias():
    (error,) = build(FAILING["mismatch"])["errors"]
    assert error["lines"] == {"saved": 6, "wrote": 10, "needed": 12}
    args = error["explain"]["args"]
    assert (args["node"], args["saved"], args["through"]) == ("SigmoidBackward0", "y2", "z2")
    assert (args["write"], args["expected"], args["found"]) == ("zero_", 0, 1)
    assert len(error["mends"]) >= 2
    built = build(FAILING["mismatch"])
    kinds = {node(built, id=identity)["kind"] for identity in error["nodes"]}
    assert kinds == {"op", "saved", "tensor"}


def test_the_write_through_data_is_found_silently_wrong():
    built = build(FAILING["mismatch"])
    (silent,) = built["silent"]
    got, true = (built["values"][silent[key]]["numbers"] for key in ("got", "true"))
    assert got == [0, 0, 0]
    assert true == pytest.approx([0.1966, 0.1050, 0.0452], abs=1e-4)
    assert silent["lines"] == {"saved": 5, "wrote": 9, "needed": 11}
    card = node(built, kind="saved", tensor="t2")["id"]
    assert [state for _, state in built["changes"][card]["state"]] == ["held", "blind", "freed"]
    leaf = box_named(built, "x1")["id"]
    assert silent["leaf"] == leaf
    assert built["values"][at(built, leaf, "wrong")["true"]]["numbers"] == true


def test_an_in_place_op_makes_a_new_box_and_the_names_move_to_it():
    built = build("import torch\nx = torch.ones(2)\nx.add_(1)\n")
    old, new = (each["id"] for each in built["nodes"] if each["kind"] == "tensor")
    assert (old, new) == ("t0v0", "t0v1")
    assert at(built, new, "names") == ["x"]
    assert built["values"][at(built, old, "value")]["numbers"] == [1, 1]
    assert built["values"][at(built, new, "value")]["numbers"] == [2, 2]
    pill = node(built, kind="op")
    assert pill["in_place"]
    assert {edge["kind"] for edge in built["edges"] if edge["to"] == pill["id"]} == {"write"}


def test_a_variable_that_moves_on_leaves_its_name_in_parentheses():
    built = build("import torch\nx = torch.ones(2)\nx = x * 2\n")
    assert at(built, "t0v0", "names") == ["(x)"]
    assert at(built, "t1v0", "names") == ["x"]


def test_gradients_are_summed_where_paths_meet_and_counted_at_the_leaf():
    built = build(WORKING["fan_in"])
    sums = [m for m in built["moments"] if m["words"]["key"] == "moment.sent_sum"]
    assert [m["words"]["args"]["total"] for m in sums] == ["[5, 17]", "[7, 25]"]
    leaf = box_named(built, "x")["id"]
    assert [value for _, value in built["changes"][leaf]["grads"]] == [1, 2, 0]
    assert at(built, leaf, "grad") is None


def test_what_is_only_compared_or_printed_is_not_drawn():
    built = build("import torch\nx = torch.ones(2)\nprint(x == x)\nprint(x * 3)\n")
    assert [each["id"] for each in built["nodes"]] == ["t0v0"]


def test_scalars_are_parameters_not_boxes():
    built = build("import torch\nx = torch.ones(2)\ny = x * 3\n")
    assert node(built, kind="op")["inputs"][1] == {"name": "other", "node": None, "text": "3"}
    assert sum(each["kind"] == "tensor" for each in built["nodes"]) == 2


def test_a_loop_stays_compact():
    steps = 1000
    source = (
        "import torch\nw = torch.tensor(1.0, requires_grad=True)\nh = torch.tensor(1.0)\n"
        f"for step in range({steps}):\n    h = h * w\nh.backward()\n"
    )
    size = len(json.dumps(build(source)))
    assert size / steps < 4000


CORPUS = sorted((ROOT / "tests" / "conformance" / "snippets").glob("*.py"))
AREAS = ("seed", "inplace", "view", "version", "storage", "hooks", "function")


@pytest.mark.parametrize("area", AREAS)
def test_scenes_of_the_conformance_programs_fit(area):
    files = [file for file in CORPUS if file.stem.startswith(f"{area}__")]
    assert files
    for file in files:
        check(build(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("optimiser", ["SGD([w], lr=0.1, momentum=0.9)", "Adam([w], lr=0.1)"])
def test_an_optimisers_step_is_one_write_to_each_parameter(optimiser):
    built = build(
        "import torch\nw = torch.ones(2, requires_grad=True)\n"
        f"optimiser = torch.optim.{optimiser}\n"
        "for turn in range(2):\n    optimiser.zero_grad()\n    (w * w).sum().backward()\n"
        "    optimiser.step()\n"
    )
    check(built)
    writes = [each for each in built["nodes"] if each["kind"] == "op" and each["in_place"]]
    assert [each["outputs"] for each in writes] == [["t0v1"], ["t0v2"]]
    assert sum(each["kind"] == "tensor" for each in built["nodes"]) == 3 + 4
    assert at(built, "t0v2", "names") == ["w"]
