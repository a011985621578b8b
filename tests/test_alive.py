"""What is kept alive: as many bytes as in PyTorch, before each statement of a program."""

import json
import math

import pytest
from alive_programs import ALIVE, RECORD
from asking import built
from gradwalk_ui import program, scene
from gradwalk_ui.holders import Look
from programs import FAILING, WORKING

PYTORCH = json.loads(RECORD.read_text(encoding="utf-8"))


def at(told, moment):
    """The bytes by kind at a moment."""
    return {kind: max((row for row in rows if row[0] <= moment), default=[0, 0])[1]
            for kind, rows in told.items()}  # fmt: skip


def watched(source, monkeypatch, recorder=None, run=program.run):
    """A program's film and scene, and each statement's line and how many events there were."""
    begun, row = [], scene.alive_row
    line = program.Running.line

    def told(running):
        begun.append((program.locate()[1], running.mark()))
        line(running)

    monkeypatch.setattr(program.Running, "line", told)
    films = []
    kept = lambda film, lives: films.append(film) or row(film, lives)  # noqa: E731
    monkeypatch.setattr(scene, "alive_row", kept)
    recorder = recorder or program.Recorder()
    done = run(program.read(source), recorder=recorder)
    times = [(number, recorder.index(mark)) for number, mark in begun]
    drawn = scene.build(done)
    return films[0], drawn, [*times, (0, len(done.trace.events))]


def is_held(drawn, card, moment):
    """Whether a card still is what it says: neither freed by a backward nor gone with its graph."""
    changes, gone = drawn["changes"][card], drawn["alive"]["gone"].get(card.split(".")[0])
    state = [value for when, value in changes["state"] if when <= moment]
    return bool(state) and state[-1] != "freed" and (gone is None or moment < gone)


def size(drawn, card):
    """Bytes of the storage of a saved tensor; most are those of the tensor."""
    nodes = {node["id"]: node for node in drawn["nodes"]}
    tensor = nodes.get(nodes[card]["tensor_node"])
    told = drawn["alive"]["sizes"].get(nodes[card]["storage"])
    return math.prod(tensor["shape"]) * 4 if told is None else told


def shown(film, drawn, times):
    """Line, bytes alive and bytes saved at the moment that is shown when each statement begins."""
    rows, run_since, before = [], set(), None
    storage = {node["id"]: node.get("storage") for node in drawn["nodes"]}
    cards = [node["id"] for node in drawn["nodes"] if node["kind"] == "saved"]
    alive = drawn["alive"]
    for line, time in times:
        run_since = {line} if time != before else run_since
        moment = film.moment_of.get(time - 1, -1)
        for (when, where), let_go in film.released.items():
            if when < time or (when == time and where in run_since - {line}):
                moment = max(moment, let_go)
        held = {storage[card]: card for card in cards if is_held(drawn, card, moment)}
        total = sum(at(alive["bytes"], moment).values())
        rows.append([line, total, sum(size(drawn, each) for each in held.values())])
        run_since, before = run_since | {line}, time
    return rows


@pytest.mark.parametrize("name", ALIVE)
def test_as_many_bytes_are_alive_as_in_pytorch(name, monkeypatch):
    assert shown(*watched(ALIVE[name], monkeypatch)) == PYTORCH[name]


def applied(source, edit):
    """A source with an edit done."""
    lines = source.split("\n")
    for hunk in reversed(edit):
        lines[hunk["line"] - 1 : hunk["line"] - 1 + len(hunk["old"])] = hunk["new"]
    return "\n".join(lines)


def leaks(source):
    return built(source)["alive"]["leaks"]


@pytest.mark.parametrize(
    ("name", "kind", "kept", "count", "nodes"),
    [
        ("list", "list", "losses", 3, 9),
        ("sum", None, None, None, None),  # it is let go at the end
        ("sgd", "list", "losses", 3, 30),
    ],
)
def test_what_is_kept_in_vain_is_told(name, kind, kept, count, nodes):
    found = [
        (each["kind"], each["name"], each["count"], each["nodes"]) for each in leaks(ALIVE[name])
    ]
    assert found == ([] if kind is None else [(kind, kept, count, nodes)])


FINE = {
    "numbers": ALIVE["list of numbers"],
    "detached": ALIVE["list detached"],
    "numbers summed": ALIVE["sum of numbers"],
    "gone through together": ALIVE["list"].replace("print", "sum(losses).backward()\nprint"),
    "gone through one by one": ALIVE["list"].replace(
        "print", "for l in losses: l.backward()\nprint"
    ),
    "computed with": ALIVE["list"].replace("print", "y = torch.stack(losses).sum()\nprint"),
    "a gradient of each": ALIVE["list"].replace(
        "print", "[torch.autograd.grad(l, x) for l in losses]\nprint"
    ),
    "one sum": "import torch\nx = torch.ones(2, requires_grad=True)\n"
    "total = 0\ntotal = total + (x * 2).sum()\n",
    "a recurrence": "import torch\nx = torch.ones(2, requires_grad=True)\nh = x\n"
    "for i in range(4):\n    h = h + (h * x).tanh()\n",
    "a sum gone through": "import torch\nx = torch.ones(2, requires_grad=True)\ntotal = 0\n"
    "for i in range(3):\n    total += (x * i).sum()\ntotal.backward()\n",
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_kept_for_a_reason_is_no_leak(name):
    assert leaks(FINE[name]) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("losses.append(loss)", "losses.append(loss.item())"),
        ("losses.append(loss * 2)", "losses.append((loss * 2).item())"),
        ("losses.append(loss)  # kept (all)", "losses.append(loss.item())  # kept (all)"),
        ("losses.append((i, loss))", None),
    ],
)
def test_the_mend_of_a_list_keeps_nothing_alive(before, after):
    source = ALIVE["list"].replace("losses.append(loss)", before)
    (leak,) = leaks(source)
    edit = leak["mends"][0].get("edit")
    if after is None:
        assert edit is None
        return
    assert [hunk["new"] for hunk in edit] == [["    " + after]]
    assert leaks(applied(source, edit)) == []


@pytest.mark.parametrize("line", ["total += loss", "total = total + loss"])
def test_the_mend_of_a_sum_keeps_nothing_alive(line):
    source = ALIVE["sum"].split("print(1)")[0].replace("total = total + loss", line)
    (leak,) = leaks(source)
    assert (leak["kind"], leak["name"], leak["count"], leak["bytes"]) == ("sum", "total", 3, 1200)
    mended = applied(source, leak["mends"][0]["edit"])
    assert ".item()" in mended
    assert leaks(mended) == []


def test_who_holds_a_graph_and_what_retain_graph_keeps():
    found = built(ALIVE["retained"])["alive"]
    assert found["gone"] == {}
    assert set(found["kept"]) == {"n0", "n1"}  # by the first backward
    ways = built(ALIVE["list"])["alive"]["ways"]
    assert [name for _, name in ways["n0"]] == ["h", "loss", "losses[0]"]
    assert built(ALIVE["deleted"])["alive"]["ways"] == {"n0": [[3, "h"], [7, "y"]], "n1": "y"}


@pytest.mark.parametrize("name", [*ALIVE, *FAILING, *WORKING])
def test_the_bytes_are_never_negative_and_every_moment_has_one_row(name):
    drawn = built((ALIVE | FAILING | WORKING)[name])
    alive = drawn["alive"]
    for rows in alive["bytes"].values():
        assert all(size >= 0 for _, size in rows)
        moments = [moment for moment, _ in rows]
        assert moments == sorted(set(moments))


def test_a_program_that_keeps_much_is_looked_through_in_a_time_that_does_not_explode():
    many = "kept = [object() for _ in range(30_000)]\n"
    steps = "for i in range(300):\n    y = x * 2\n"
    looks = []
    holders = program.Holders.look
    try:
        program.Holders.look = lambda self, **more: looks.append(1) or holders(self, **more)
        run = program.run(program.read("import torch\nx = torch.ones(1)\n" + many + steps))
    finally:
        program.Holders.look = holders
    assert len(looks) > 300
    assert sum(isinstance(each, Look) for each in run.lives.told) < 20
