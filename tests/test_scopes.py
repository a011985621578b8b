"""Scopes: which module, function and turn of a loop each event belongs to."""

import pytest
from gradwalk_ui import program
from grouped_programs import RECURSION, TRAINING


def scopes(source):
    return program.run(program.read(source)).trace.scopes


def told(source, *kinds):
    return [
        (scope.kind, scope.name or scope.of, scope.number)
        for scope in scopes(source)
        if not kinds or scope.kind in kinds
    ]


def test_a_training_step_is_modules_functions_and_a_step_in_a_turn_of_a_loop():
    found = told(TRAINING.format(turns=2))
    assert found[:3] == [
        ("function", "__init__", 0),
        ("loop", "for step in range(2)", 0),
        ("turn", "for step in range(2)", 1),
    ]
    turn = [
        ("module", "model", 0),
        ("module", "0", 0),
        ("module", "1", 0),
        ("module", "2", 0),
        ("function", "forward", 0),
        ("module", "fc", 0),
        ("module", "3", 0),
        ("function", "loss_of", 0),
        ("step", "SGD", 0),
    ]
    assert found[3:] == [*turn, ("turn", "for step in range(2)", 2), *turn]


def test_they_are_nested_and_know_their_lines():
    source = (
        "import torch\nx = torch.ones(2)\ndef f(a):\n    b = a + 1\n    return b * 2\nf(f(x))\n"
    )
    one, two = scopes(source)
    assert (one.line, one.last) == (two.line, two.last) == (3, 5)
    assert one.first < one.end <= two.first < two.end
    outer, *inner = scopes(RECURSION.format(depth=4))
    for scope in inner:
        assert outer.first <= scope.first < scope.end <= outer.end
        outer = scope


LEAVING = {
    "break": "for i in range(3):\n    x = x + 1\n    if i == 1:\n        break\nx = x * 2",
    "continue": "for i in range(2):\n    x = x + 1\n    continue\nx = x * 2",
    "return": "def f(x):\n    for i in range(9):\n        x = x + 1\n        if i: return x\n"
    "x = f(x)\nx = x * 2",
    "except": "try:\n    for i in range(9):\n        x = x + 1\n        if i == 1:\n"
    "            raise ValueError\nexcept ValueError:\n    x = x * 2",
    "error": "for i in range(2):\n    x = x + 1\n    if i: raise ValueError\n\n# %%\nx = x * 2",
}


@pytest.mark.parametrize("way", LEAVING)
def test_a_loop_is_over_however_it_is_left(way):
    run = program.run(program.read(f"import torch\nx = torch.ones(2)\n{LEAVING[way]}\n"))
    (loop,) = [scope for scope in run.trace.scopes if scope.kind == "loop"]
    turns = [scope.number for scope in run.trace.scopes if scope.kind == "turn"]
    assert turns == [1, 2]
    (after,) = [i for i, event in enumerate(run.trace.events) if getattr(event, "op", "") == "mul"]
    assert loop.end <= after


def test_a_module_that_raises_is_left():
    source = (
        "import torch\nfrom torch import nn\nclass Bad(nn.Module):\n    def forward(self, x):\n"
        "        x = x + 1\n        raise ValueError\nx = torch.ones(2)\n"
        "try:\n    Bad()(x)\nexcept ValueError:\n    y = x * 2\nz = nn.ReLU()(y)\n"
    )
    found = scopes(source)
    assert [scope.of for scope in found if scope.kind == "module"] == ["Bad", "ReLU"]
    assert all(a.end <= b.first for a, b in [(found[0], found[-1]), (found[1], found[-1])])


def test_what_only_has_names_like_those_of_a_module_is_none():
    source = (
        "import torch\nclass Plain:\n    _modules = _parameters = ('w',)\n"
        "    def __init__(self):\n        self._modules = self._parameters = ('w',)\n"
        "x = torch.ones(2, requires_grad=True)\nplain, kind = Plain(), Plain\n(x * 2).sum()\n"
        "print(plain._parameters)\n"
    )
    result = program.run(program.read(source))
    assert not result.errors
    assert [piece.text for piece in result.output] == ["('w',)\n"]


def test_what_does_nothing_with_tensors_leaves_no_scope():
    source = (
        "def f(n):\n    return n * 2\nfor i in range(1000):\n    f(i)\n"
        "import torch\ntorch.ones(2)\n"
    )
    assert not scopes(source)


def test_generators_are_left_alone():
    source = (
        "import torch\ndef f():\n    x = torch.ones(2)\n    for i in range(2):\n        x = x + 1\n"
        "        yield x\nfor x in f():\n    y = x * 2\n    z = y * 2\n"
    )
    kinds = [(scope.kind, scope.line) for scope in scopes(source)]
    assert kinds == [("loop", 7), ("turn", 7), ("turn", 7)]


def test_scopes_move_no_line_and_no_docstring():
    source = (
        'def f():\n    """What f does."""\n    for i in range(1):\n        raise ValueError(i)\n'
        "print(f.__doc__)\nf()\n"
    )
    run = program.run(program.read(source))
    assert run.output[0].text == "What f does.\n"
    assert run.errors[0].line == 4
    assert "line 6, in <module>" in run.errors[0].traceback_text
    assert "line 4, in f" in run.errors[0].traceback_text
