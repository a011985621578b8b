"""The calls put into a cell: each line that starts, each variable that is bound, the last value."""

import sys
import textwrap

import pytest
from gradwalk_ui import lines, scoping

SCOPING = (scoping.ENTER, scoping.LEAVE, scoping.TURN, scoping.OUT)


def ran(cell, first=1):
    """Run a cell; return the lines it started, what it bound, and its last value."""
    started, bound, values = [], [], []

    def line():
        started.append(sys._getframe(1).f_lineno)

    def bind(names, *objects):
        bound.extend(zip(names, objects, strict=True))

    given = {**vars(__builtins__ if hasattr(__builtins__, "print") else __import__("builtins"))}
    given.update({lines.LINE: line, lines.BOUND: bind, lines.VALUE: values.append})
    given.update(dict.fromkeys(SCOPING, lambda *_: None))
    names = {"__builtins__": given, "__name__": "__main__"}
    exec(lines.compiled(textwrap.dedent(cell), "<cell 0>", first), names)  # noqa: S102
    return started, bound, values


def bound(cell):
    return ran(cell)[1]


def test_every_statement_tells_its_line_of_the_whole_source():
    cell = """\
    x = 0
    for i in range(2):
        x += i
    else:
        x = 7
    """
    assert ran(cell, first=11)[0] == [11, 12, 13, 13, 15]


def test_functions_branches_handlers_and_cases_are_inside():
    cell = '''\
    def f(a):
        """Say nothing."""
        try:
            raise ValueError
        except ValueError:
            return a
        finally:
            a = 3
    match f(1):
        case 1:
            y = 2
    while False:
        pass
    '''
    assert ran(cell)[0] == [1, 9, 3, 4, 6, 8, 11, 12]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("x = y = 1", [("x", 1), ("y", 1)]),
        ("x, *y = 1, 2, 3", [("x", 1), ("y", [2, 3])]),
        ("x: int = 1", [("x", 1)]),
        ("x: int", []),
        ("x = 1\nx += 1", [("x", 1), ("x", 2)]),
        ("x = [0]\nx[0] = 1", [("x", [1])]),
        ("for x in (1, 2): pass", [("x", 1), ("x", 2)]),
        ("(x := 1)", [("x", 1)]),
        ("if x := 1: pass", [("x", 1)]),
        ("n = 2\nwhile n := n - 1: pass", [("n", 2), ("n", 1)]),
        ("def f(a, /, b, *, c): pass\nf(1, 2, c=3)", [("a", 1), ("b", 2), ("c", 3)]),
        ("import contextlib\nwith contextlib.nullcontext(1) as x: pass", [("x", 1)]),
        ("class A:\n    __x = 1", [("__x", 1)]),
    ],
)
def test_names_are_told_when_they_are_bound(cell, expected):
    assert bound(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "False and (x := 1)",
        "1 if True else (x := 1)",
        "if True or (x := 1): pass",
        "2 < 1 < (x := 3)",
        "lambda: (x := 1)",
        "if (x := 0): pass",
        "[(i, 1) for i in range(2)]",
    ],
)
def test_a_name_that_may_be_unbound_is_never_looked_up(cell):
    assert bound(cell) == []


def test_the_last_value_is_told_unless_a_semicolon_follows():
    assert ran("x = 1\nx + 1")[2] == [2]
    assert ran("x = 1\nx + 1  # not ; this")[2] == [2]
    assert ran("x = 1\nx + 1 ; ")[2] == []
    assert ran("'张量' ;")[2] == []
    assert ran("x = 1")[2] == []
    assert ran("if True:\n    1")[2] == []


def test_a_docstring_and_imports_from_the_future_stay_first():
    cell = '"""Doc."""\nfrom __future__ import annotations\nx: undefined = 1'
    assert bound(cell) == [("x", 1)]
    started, _, values = ran('def f():\n    """Doc."""\n    return f.__doc__\nf()')
    assert values == ["Doc."]
    assert started == [1, 4, 3]


def test_an_empty_cell_and_a_comment_are_nothing():
    assert ran("") == ([], [], [])
    assert ran("# %%\n# hello") == ([], [], [])


def test_errors_of_syntax_have_the_line_of_the_whole_source():
    with pytest.raises(SyntaxError) as caught:
        lines.compiled("x = 1\ny = (", "<cell 0>", 10)
    assert caught.value.lineno == 11


def test_an_endless_loop_on_one_line_starts_lines():
    class Enough(Exception):
        pass

    count = 0

    def line():
        nonlocal count
        count += 1
        if count > 50:
            raise Enough

    given = {lines.LINE: line, scoping.TURN: lambda *_: None, "True": True}
    with pytest.raises(Enough):
        exec(lines.compiled("while True: pass", "<cell 0>", 1), {"__builtins__": given})  # noqa: S102
