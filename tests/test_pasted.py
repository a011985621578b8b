"""A notebook that was copied from its page: what is code in it, what is text, what was printed."""

import pytest
from gradwalk_ui import answer, pasted
from gradwalk_ui.source import read

SHOWN = """\
In [1]:
import torch

# 自动微分模块

PyTorch中具有一个内置的微分引擎`torch.autograd`

| `x`  | -> | `loss` |
| :- | :- | :--- |

In [2]:
x = torch.tensor([1.0, 2, 3], requires_grad=True)

def twice(t):
    # 两倍

    return t * 2

y = twice(x)
print(y)
print(y.is_leaf)

tensor([2., 4., 6.],
       grad_fn=<MulBackward0>)
False


有时我们希望将某些计算移动到计算图之外

In [3]:
# y.sum().backward()

In [4]:
y.sum().backward()
x.grad

Out[4]:
tensor([2., 2., 2.])

In [5]:
y.sum().backward()

RuntimeError: Trying to backward through the graph a second time
"""


def cells(text):
    program = read(text)
    return [(cell.kind, program.code(cell) if cell.text is None else cell.text["zh"])
            for cell in program.cells]  # fmt: skip


def test_code_and_texts_are_cells_and_what_was_printed_is_left_out():
    found = cells(SHOWN)
    assert [kind for kind, _ in found] == ["code", "text", "code", "text", "code", "code", "code"]
    assert found[1][1].startswith("# 自动微分模块\n\nPyTorch中")
    assert found[1][1].endswith("| :- | :- | :--- |")
    assert "return t * 2\n\ny = twice(x)" in found[2][1]
    assert found[3][1] == "有时我们希望将某些计算移动到计算图之外"
    source = read(SHOWN).source
    for printed in ("grad_fn=<", "False", "Out[4]", "RuntimeError", "In ["):
        assert printed not in source


def test_it_runs_as_the_notebook_did():
    scene = answer.answer({"source": SHOWN})["scene"]
    assert [row["text"].split("\n")[0] for row in scene["output"] if row["stream"] != "error"] == [
        "tensor([2., 4., 6.], grad_fn=<MulBackward0>)",
        "False",
        "tensor([2., 2., 2.])",
    ]
    (error,) = scene["errors"]
    assert error["type"] == "RuntimeError"
    assert scene["source"].split("\n")[error["line"] - 1] == "y.sum().backward()"


def test_a_terminal_s_prompts():
    text = (
        "In [1]: import torch\n\nIn [2]: for i in range(2):\n   ...:     print(i)\n   ...: \n0\n1\n"
    )
    shown = text.replace("0\n1\n", "\n0\n1\n")
    assert cells(shown)[0] == ("code", "# %%\nimport torch\n")
    assert cells(shown)[1][1].startswith("# %%\nfor i in range(2):\n    print(i)")
    assert answer.answer({"source": shown})["scene"]["output"][0]["text"] == "0\n"


@pytest.mark.parametrize(
    "text",
    ["In = {}\nIn[1]: int = 3\n", "x = 1\n", "", 'print("""\nIn [1]:\n""")\n', "x = (\n"],
)
def test_what_is_python_or_has_no_prompt_stays_as_it_is(text):
    assert not pasted.is_pasted(text)
    assert read(text).source == text


@pytest.mark.parametrize(
    "text", ["In [1]:", "In [1]:\n\n\nIn [ ]:\n", "In [*]:\nx = (\n", "a b\nIn [2]:"]
)
def test_little_or_broken_is_no_trouble(text):
    assert pasted.is_pasted(text)
    assert "In [" not in read(text).source


def test_a_mistake_in_the_first_paragraph_is_the_reader_s_to_see():
    scene = answer.answer({"source": "In [1]:\nx = = 1\n\nIn [2]:\nprint(2)\n"})["scene"]
    (error,) = scene["errors"]
    assert error["type"] == "SyntaxError"
    assert scene["source"].split("\n")[error["line"] - 1] == "x = = 1"
