"""What goes wrong in a visitor's program, and in what is no program at all: the issue's list.

Each case goes through the session and a real worker, as from the page, and is followed by a good
program that must still be answered. What only a page can show is in tests/browser.
"""

import json
import string

import pytest
from gradwalk_ui import sandbox, session
from gradwalk_ui.static_files import directory

GRAPH = "import torch\nw = torch.ones(3, requires_grad=True)\ny = (w * 2).sum()\n"


@pytest.fixture(scope="module")
def words():
    folder = directory() / "i18n"
    return {
        language: json.loads((folder / f"{language}.json").read_text(encoding="utf-8"))
        for language in ("en", "zh")
    }


@pytest.fixture(autouse=True)
def _others_are_still_served():
    yield
    assert ask(GRAPH)["kind"] == "scene"


def ask(source, **more):
    return session.handle({"kind": "run", "source": source, **more}, sandbox.run)


def scene(source, **more):
    reply = ask(source, **more)
    assert reply["kind"] == "scene", reply
    json.dumps(reply, allow_nan=False)
    return reply["scene"]


def said(words, row):
    """The text in both languages; every argument in it is given."""
    texts = [words[language][row["key"]] for language in ("en", "zh")]
    for text in texts:
        wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name}
        assert wanted <= set(row["args"])
    assert texts[0] != texts[1]
    return texts[0].format(**row["args"])


def printed(drawn):
    return "".join(piece["text"] for piece in drawn["output"] if piece["stream"] == "out")


def test_syntax_error(words):
    drawn = scene(f"# %%\n{GRAPH}# %%\nprint(w\n# %%\nprint(y)\n")
    (error,) = drawn["errors"]
    assert (error["type"], error["line"], error["cell"]) == ("SyntaxError", 6, 1)
    assert error["text"] == "'(' was never closed"
    said(words, error["explain"])
    assert drawn["nodes"]
    assert printed(drawn).startswith("tensor(6.")


def test_exception_in_any_cell():
    drawn = scene(f"# %%\n{GRAPH}# %%\nw.backward()\n# %%\nundefined\n# %%\ny.backward()\n")
    assert [(e["type"], e["line"]) for e in drawn["errors"]] == [
        ("RuntimeError", 6),
        ("NameError", 8),
    ]
    kinds = {moment["kind"] for moment in drawn["moments"]}
    assert "accumulated" in kinds


@pytest.mark.parametrize(
    ("loop", "keys", "line"),
    [
        ("while True:\n    y = y * 1\n", {"limit.events"}, 5),
        ("while True:\n    pass\n", {"limit.lines", "limit.time"}, 5),  # which is first varies
        # Within one line. A list of it would fill the memory first where the machine is quick.
        ("x = any(_ for _ in iter(int, 1))\n", {"limit.time"}, 4),
    ],
)
def test_endless_loop(words, loop, keys, line):
    drawn = scene(GRAPH + loop)
    assert drawn["stopped"]["key"] in keys
    assert line - 1 <= drawn["stopped"]["line"] <= line  # time may be up at the loop's head
    assert said(words, drawn["stopped"]).startswith("Stopped")
    assert drawn["nodes"]


def test_endless_loop_that_nothing_in_python_can_stop(words):
    drawn = scene(GRAPH + "print(y)\nsum(iter(int, 1))\nprint('never')")
    assert (drawn["stopped"]["key"], drawn["stopped"]["line"]) == ("limit.time_killed", 5)
    assert "took too long" in said(words, drawn["stopped"])
    assert drawn["nodes"]
    assert printed(drawn).startswith("tensor(6.")


@pytest.mark.parametrize(
    "line", ["z = torch.ones(2_500_000_000)", "z = [0] * 10**10", "z = ' ' * 10**10"]
)
def test_allocation_of_ten_gigabytes(words, line):
    drawn = scene(GRAPH + line)
    (error,) = drawn["errors"]
    assert (error["type"], error["line"]) == ("MemoryError", 4)
    assert "more memory" in said(words, error["explain"])
    assert drawn["nodes"]


def test_memory_that_grows_little_by_little():
    # Zeros that nobody reads take addresses but no time: the limit is met before the time is up.
    drawn = scene(GRAPH + "kept = []\nwhile True:\n    kept.append(bytes(10**6))\n")
    (error,) = drawn["errors"]
    assert (error["type"], error["line"]) == ("MemoryError", 6)


def test_100_000_prints(words):
    drawn = scene(GRAPH + "for i in range(100_000):\n    print(i)\n")
    assert (drawn["stopped"]["key"], drawn["stopped"]["line"]) == ("limit.prints", 5)
    assert "prints" in said(words, drawn["stopped"])
    assert printed(drawn).startswith("0\n1\n2\n")
    assert drawn["nodes"]


def test_one_print_that_is_far_too_long():
    drawn = scene(GRAPH + "print('x' * 10**8)")
    assert (drawn["stopped"]["key"], drawn["stopped"]["line"]) == ("limit.output", 4)
    assert len(printed(drawn)) == 100_000


def test_deep_recursion(words):
    drawn = scene(GRAPH + "def f(n):\n    return f(n + 1)\nf(0)\n")
    (error,) = drawn["errors"]
    assert (error["type"], error["line"]) == ("RecursionError", 5)
    said(words, error["explain"])


@pytest.mark.parametrize("name", ["os", "sys", "subprocess", "socket", "pathlib", "ctypes"])
def test_forbidden_module(words, name):
    drawn = scene(GRAPH + f"import {name}\n")
    (error,) = drawn["errors"]
    assert error["line"] == 4
    assert f"{name} cannot be imported here. These can: abc, " in said(words, error["explain"])
    assert drawn["nodes"]


def test_modules_that_draw_are_not_needed(words):
    (error,) = scene("import matplotlib.pyplot as plt")["errors"]
    assert "the graph is drawn for you" in said(words, error["explain"])


@pytest.mark.parametrize("call", ["open('x')", "exec('x')", "eval('1')", "input()"])
def test_forbidden_builtin(words, call):
    (error,) = scene(f"x = 1\n{call}\n")["errors"]
    assert error["line"] == 2
    assert "not available here" in said(words, error["explain"])


@pytest.mark.parametrize("source", ["", "\n\n", "# nothing", "# %%\n# %%\n"])
def test_empty_program(source):
    drawn = scene(source)
    assert (drawn["nodes"], drawn["errors"], drawn["stopped"]) == ([], [], None)


def test_program_without_tensors():
    drawn = scene("for i in range(3):\n    print(i)\n")
    assert printed(drawn) == "0\n1\n2\n"
    assert (drawn["nodes"], drawn["errors"]) == ([], [])


def test_a_megabyte_of_source(words):
    reply = ask("x = 1\n" * 170_000)
    assert reply["kind"] == "refused"
    assert reply["reason"]["args"]["line"] > 1
    assert "1020000 characters" in said(words, reply["reason"])


def test_nan_and_infinity():
    drawn = scene("""\
import torch
x = torch.tensor([0.0, -1.0, 1.0], requires_grad=True)
y = x.log()
(y / x).sum().backward()
print(y, x.grad)
""")
    assert drawn["errors"] == []
    numbers = [number for value in drawn["values"] for number in value["numbers"]]
    assert {"nan", "-inf"} <= {number for number in numbers if isinstance(number, str)}


def test_markup_in_names_and_strings_is_text():
    mark = "<script>alert(1)</script>"
    drawn = scene(f"print({mark!r})\n{mark!r}\nraise ValueError({mark!r})\n")
    assert printed(drawn) == mark + "\n"
    assert drawn["errors"][0]["text"] == mark


def test_half_of_a_surrogate_pair_is_sent_as_text():
    drawn = scene("print('a' + chr(0xD800) + 'b')\nraise ValueError(chr(0xDFFF))")
    assert printed(drawn) == "a?b\n"


@pytest.mark.parametrize("text", ['{"nbformat": 4, "cells": [}', '{"nbformat": 4, "cells": 3}'])
def test_broken_notebook(words, text):
    for reply in (ask(text), ask(text, name="a.ipynb")):
        assert reply["kind"] == "refused"
        assert said(words, reply["reason"]).startswith("This notebook cannot be read")


def test_huge_notebook(words):
    reply = ask("{" + " " * 21_000_000, name="a.ipynb")
    assert reply["reason"]["key"] == "program.too_long"
    said(words, reply["reason"])


def test_a_good_notebook():
    cells = [{"cell_type": "code", "source": GRAPH}, {"cell_type": "markdown", "source": "# Hi"}]
    drawn = scene(json.dumps({"cells": cells, "nbformat": 4}), name="a.ipynb")
    assert drawn["nodes"]
    assert [cell["kind"] for cell in drawn["cells"]] == ["code", "text"]


def test_two_column_mismatch_is_a_scene_with_an_error():
    drawn = scene("""\
import torch
x = torch.ones(3, requires_grad=True)
y = x.sigmoid()
y.detach().zero_()
y.sum().backward()
""")
    (error,) = drawn["errors"]
    assert (error["line"], error["lines"]) == (5, {"saved": 3, "wrote": 4, "needed": 5})


@pytest.mark.parametrize(
    ("forward", "key", "node", "line"),
    [
        ("y = x.sqrt() * 0\ny.sum()", "nan_gradient", "SqrtBackward0", 3),
        ("y = (x - 2).log().exp()\ny.sum()", "nan_from_value", "ExpBackward0", 3),
        # nan that is elsewhere has nothing to do with it
        (
            "torch.full((2, 2), -torch.inf).triu(1)\ny = 1 / x.sqrt()\ny.sum()",
            "nan_gradient",
            "ReciprocalBackward0",
            4,
        ),
        ("y = x.exp() + 1e308\n(y * 10).mean()", None, None, None),  # its gradients are numbers
    ],
)
def test_where_a_gradient_begins_to_be_no_number(words, forward, key, node, line):
    head = "import torch\nx = torch.tensor([0.0, 1.0], dtype=torch.float64, requires_grad=True)\n"
    advice = scene(f"{head}{forward}.backward()\n")["advice"]
    assert [row["explain"]["key"] for row in advice] == ([f"advice.{key}"] if key else [])
    for row in advice:
        assert row["explain"]["args"]["node"] == node
        assert row["explain"]["args"]["made_line"] == line
        assert "stops being a number" in said(words, row["explain"])
        assert row["nodes"]


def test_a_million_elements_are_a_summary():
    drawn = scene(GRAPH + "big = torch.ones(1000, 1000, requires_grad=True)\n(big * 2).sum()")
    assert drawn["errors"] == []
    assert len(json.dumps(drawn)) < 60_000


def test_an_error_in_a_hook_names_its_line():
    hook = "def refuse(grad):\n    raise KeyError('mine')\nw.register_hook(refuse)\ny.backward()\n"
    (error,) = scene(GRAPH + hook)["errors"]
    assert (error["type"], error["line"]) == ("KeyError", 5)


def test_names_of_any_script_and_length():
    name = "\u05de\u05e9\u05e7\u05dc_" + "x" * 5000
    drawn = scene(f"import torch\n{name} = torch.ones(2)\nd = {{'\U0001f600': {name}}}\nprint(d)\n")
    assert drawn["errors"] == []
    assert "\U0001f600" in printed(drawn)
    assert all(node["width"] < 450 for node in drawn["nodes"])
