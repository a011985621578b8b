"""Running programs: output, values, names, errors with their lines, cells after a failed one."""

import subprocess
import sys
import textwrap

import pytest
from gradwalk.trace import events
from gradwalk_ui import program
from gradwalk_ui.limits import DEFAULT, Limits


def run(text, limits=DEFAULT, name="program.py", **more):
    return program.run(program.read(textwrap.dedent(text), name), limits, **more)


def output(result, stream="out"):
    return "".join(piece.text for piece in result.output if piece.stream == stream)


def test_both_names_of_the_engine_are_the_engine():
    text = """\
    import torch, gradwalk
    import torch.nn as nn
    import torch.nn.functional as F
    from torch import nn as same
    print(torch is gradwalk, nn is same is gradwalk.nn, F is nn.functional)
    """
    assert output(run(text)) == "True True True\n"


def test_what_is_printed_has_its_line_and_its_place_among_the_events():
    result = run("""\
        import torch
        print("before")
        x = torch.ones(2, requires_grad=True)
        print("a", "b")
        def say():
            print("in", end=" ")
            print("two", end=" parts\\n")
        say()
    """)
    assert [(piece.line, piece.text) for piece in result.output] == [
        (2, "before\n"),
        (4, "a b\n"),
        (6, "in "),
        (7, "two parts\n"),
    ]
    assert result.output[0].event_index == 0
    assert result.output[1].event_index == len(result.trace.events)


def test_values_of_last_expressions_are_shown_as_notebooks_do():
    result = run("""\
        # %%
        import torch
        torch.tensor([1.0, 2.0])
        # %%
        'text'
        # %%
        None
        # %%
        3;
        # %%
        x = 4
    """)
    assert output(result, "value") == "tensor([1., 2.])\n'text'\n"
    assert [(piece.cell, piece.line) for piece in result.output] == [(0, 3), (1, 5)]


def test_variables_are_named_at_the_line_that_binds_them():
    result = run("""\
        import torch
        w = torch.ones(1, requires_grad=True)
        def layer(inner):
            hidden = inner * 2
            return hidden
        y = layer(w)
        for z in [y]:
            pass
    """)
    named = [e for e in result.trace.events if isinstance(e, events.Named)]
    assert [(e.name, e.line) for e in named] == [
        ("w", 2),
        ("inner", 3),
        ("hidden", 4),
        ("y", 6),
        ("z", 7),
    ]
    assert named[0].tensor == named[1].tensor
    assert named[2].tensor == named[3].tensor == named[4].tensor


def test_events_have_the_cell_and_the_line_of_the_whole_source():
    result = run("""\
        # %% [markdown]
        # text
        # %%
        import torch
        # %%
        w = torch.ones(2, requires_grad=True)
        (w
         * 3).sum().backward()
    """)
    places = {(type(e).__name__, e.cell, e.line) for e in result.trace.events}
    assert ("Created", 2, 6) in places
    assert ("Made", 2, 7) in places
    assert ("Accumulated", 2, 7) in places or ("Accumulated", 2, 8) in places


def test_cells_after_a_failed_one_run():
    result = run("""\
        # %%
        x = 1
        1 / 0
        y = 2
        # %%
        print(x)
        y
        # %%
        print("end")
    """)
    assert output(result) == "1\nend\n"
    assert [(e.cell, e.line, e.type, e.text) for e in result.errors] == [
        (0, 3, "ZeroDivisionError", "division by zero"),
        (1, 7, "NameError", "name 'y' is not defined"),
    ]


FAILING = [
    "def f(x):\n    return g(x)\n\ndef g(x):\n    raise KeyError('<b>')\n\nf(3)\n",
    "try:\n    1 / 0\nexcept ZeroDivisionError as error:\n    raise ValueError('so') from error\n",
    "try:\n    1 / 0\nexcept ZeroDivisionError:\n    undefined\n",
    "x = (\n",
    "def f():\n    x = 1\n   y = 2\n",
    "return 3\n",
    "raise ExceptionGroup('g', [ValueError(1), TypeError('a')])\n",
    "class Own(Exception):\n    def __str__(self):\n        raise ValueError\n\nraise Own\n",
    "x = [1, 2,\n     None + 3]\n",
    "assert False, 'no'\n",
    "int('a')\n",
]


@pytest.mark.parametrize("text", FAILING)
def test_tracebacks_are_those_of_cpython(text, tmp_path):
    file = tmp_path / "program.py"
    file.write_text(text)
    run_by_python = subprocess.run(
        [sys.executable, file], capture_output=True, text=True, check=False
    )
    expected = run_by_python.stderr.replace(str(file), "program.py")
    assert run(text).errors[0].traceback_text == expected


def test_a_traceback_has_none_of_the_engines_frames():
    result = run("""\
        import torch
        x = torch.ones(2, requires_grad=True)
        x.backward()
    """)
    (error,) = result.errors
    assert error.line == 3
    lines = error.traceback_text.splitlines()
    assert [line for line in lines if line.strip("~^ ")] == [  # newer Pythons underline more
        "Traceback (most recent call last):",
        '  File "program.py", line 3, in <module>',
        "    x.backward()",
        "RuntimeError: grad can be implicitly created only for scalar outputs",
    ]


def test_errors_are_output_too():
    result = run("print(1)\n1 / 0")
    assert [piece.stream for piece in result.output] == ["out", "error"]
    assert result.output[1].text == result.errors[0].traceback_text


def test_warnings_are_shown_with_the_programs_line():
    result = run("""\
        import warnings
        def old():
            warnings.warn("do not", DeprecationWarning)
        old()
        old()
        1 is 1
    """)
    assert output(result, "warning") == (
        'program.py:6: SyntaxWarning: "is" with a literal. Did you mean "=="?\n  1 is 1\n'
        "program.py:3: DeprecationWarning: do not\n"
        '  warnings.warn("do not", DeprecationWarning)\n'
    ) or "SyntaxWarning" in output(result, "warning")


def test_a_warning_of_the_engine_is_at_the_programs_line():
    result = run("""\
        import torch
        x = torch.ones(2, requires_grad=True)
        y = x * 2
        y.grad
    """)
    (piece,) = result.output
    assert (piece.stream, piece.line) == ("warning", 4)
    assert piece.text.startswith("program.py:4: UserWarning: The .grad attribute of a Tensor")


def test_a_warning_is_shown_once_for_each_line():
    result = run("""\
        import torch
        y = torch.ones(2, requires_grad=True) * 2
        for _ in range(3):
            y.grad
        y.grad
    """)
    assert [(piece.stream, piece.line) for piece in result.output][:2] == [
        ("warning", 4),
        ("warning", 5),
    ]


def test_a_module_that_is_half_made_is_no_trouble():
    result = run("""\
        import torch
        class Net(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.layer = torch.nn.Linear(2, 1)
            def forward(self, x):
                return self.layer(x)
        net = Net()
        y = net(torch.ones(1, 2))
    """)
    assert result.errors == ()
    names = {e.name for e in result.trace.events if isinstance(e, events.Named)}
    assert {"net.layer.weight", "net.layer.bias", "x", "y"} <= names


@pytest.mark.parametrize("text", ["raise SystemExit", "exit()", "quit(0)", "import sys"])
def test_leaving_ends_the_program(text):
    result = run(f"# %%\nprint(1)\n{text}\n# %%\nprint(2)")
    if "import" in text:
        assert result.errors
    else:
        assert (output(result), result.errors) == ("1\n", ())


def test_the_wording_of_errors_is_a_choice():
    text = """\
        import torch
        x = torch.ones(3, requires_grad=True)
        y = x.sigmoid()
        y.detach().zero_()
        y.sum().backward()
    """
    new, old = run(text).errors[0].text, run(text, error_style="classic").errors[0].text
    assert "which is output 0 of Sigmoid, is at version 1" in new
    assert "which is output 0 of SigmoidBackward0, is at version 1" in old
    assert run(text).errors[0].text == new


def test_the_trace_is_the_same_whether_or_not_it_is_recorded():
    text = "import torch\nprint(torch.ones(2) * 3)"
    silent = run(text, record=False)
    assert silent.trace.events == ()
    assert output(silent) == output(run(text)) == "tensor([3., 3.])\n"


def test_each_piece_is_echoed_at_once():
    heard = []
    run("print(1)\n1/0", echo=lambda piece: heard.append((piece.stream, piece.text[:9])))
    assert heard == [("out", "1"), ("out", "\n"), ("error", "Traceback")]


def test_a_limit_keeps_the_trace_so_far():
    text = """\
        import torch
        w = torch.ones(1, requires_grad=True)
        while True:
            w = w * 2
    """
    stopped = run(text, Limits(lines=100))
    assert (stopped.stopped.words.key, stopped.stopped.line) == ("limit.lines", 4)
    assert stopped.trace.events
    stopped = run(text, Limits(events=50))
    assert (stopped.stopped.words.key, stopped.stopped.words.args) == (
        "limit.events",
        {"count": 50},
    )
    assert 50 < len(stopped.trace.events) < 60


def test_a_limit_is_not_swallowed_and_ends_the_cells_after_it():
    text = """\
        # %%
        while True:
            try:
                x = 1
            except BaseException:
                print("caught")
        # %%
        print("next")
    """
    stopped = run(text, Limits(lines=1000))
    assert stopped.stopped.words.key == "limit.lines"
    assert output(stopped) == ""


@pytest.mark.parametrize(
    "text",
    [
        "x = [0 for _ in iter(int, 1)]",
        "import time\ntime.sleep(60)",
        "class A:\n def __str__(self):\n  return [0 for _ in iter(int, 1)]\nraise ValueError(A())",
        "class A:\n def __repr__(self):\n  return [0 for _ in iter(int, 1)]\nA()",
    ],
)
def test_time_is_up_in_the_middle_of_a_line(text):
    stopped = run(text, Limits(seconds=0.1, lines=None))
    assert stopped.stopped.words.key == "limit.time"
    assert stopped.stopped.line >= 1


def test_output_is_cut_where_it_is_too_long():
    stopped = run("print('x' * 1000)", Limits(output=100))
    assert output(stopped) == "x" * 100
    assert stopped.stopped.words.key == "limit.output"
    stopped = run("for i in range(1000):\n    print(i)", Limits(prints=10))
    assert stopped.stopped.words.key == "limit.prints"
    assert stopped.stopped.line == 2


def test_what_may_be_imported_is_said():
    (error,) = run("# %%\nimport torch\nimport os").errors
    assert error.line == 3
    assert "no module 'os' here; these can be imported: " in error.text
    assert error.explain.key == "explain.no_module"
    assert "numpy" in error.explain.args["modules"]
    (error,) = run("import matplotlib.pyplot as plt").errors
    assert error.explain.key == "explain.no_drawing"
    (error,) = run("open('x')").errors
    assert error.explain.args == {"name": "open"}


def test_a_missing_module_can_be_done_without():
    text = "try:\n    import tqdm\nexcept ImportError:\n    print('without')"
    assert output(run(text)) == "without\n"


def test_a_trusted_program_may_import_anything():
    text = "import os, matplotlib_is_not_here"
    (error,) = run(text, Limits(trusted=True)).errors
    assert error.type == "ModuleNotFoundError"


def test_deep_recursion_is_pythons_own_error():
    (error,) = run("def f(n):\n    return f(n + 1)\nf(0)").errors
    assert (error.type, error.line) == ("RecursionError", 2)


def test_nothing_is_left_behind_in_this_process():
    before = dict(sys.modules)
    stdout = sys.stdout
    run("import torch\nprint(torch.ones(1))")
    assert sys.stdout is stdout
    assert ("torch" in sys.modules) == ("torch" in before)
