"""What tensors are called: their variable, else the expression that made them."""

import pytest
from gradwalk.trace import events as e
from gradwalk_ui import program
from gradwalk_ui.labels import Labels

START = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"


def label(expression):
    """What the result of an expression is called while no variable is bound to it."""
    run = program.run(program.read(f"{START}print({expression})\n"))
    assert not run.errors
    labels = Labels(run.trace.events)
    made = [event for event in run.trace.events if isinstance(event, e.Made)]
    return labels.of(made[-1].outputs[0].tensor)


@pytest.mark.parametrize(
    "expression",
    [
        "x * 3",
        "x + x",
        "x ** 2",
        "1 - x",
        "-x",
        "x @ x",
        "x.exp()",
        "x.data",
        "x.detach()",
        "x[0]",
        "x[-1]",
        "x[1:2]",
        "x[1:]",
        "x[:-1]",
        "(x * 2).sum()",
        "x.sum(dim=0)",
        "(x + 1) * x",
    ],
)
def test_an_expression_reads_as_the_program_has_it(expression):
    expected = {"x @ x": "x.dot(x)"}.get(expression, expression)
    assert label(expression) == expected


def test_the_first_name_wins():
    run = program.run(program.read(START + "y = x\n"))
    assert Labels(run.trace.events).of("t0") == "x"


def test_a_gradient_is_called_after_its_tensor():
    run = program.run(program.read(START + "x.sum().backward()\nz = x.grad * 2\n"))
    labels = Labels(run.trace.events)
    created = [event for event in run.trace.events if isinstance(event, e.Created)]
    assert labels.of(created[-1].tensor) == "x.grad"


def test_a_long_expression_is_cut_to_its_op():
    assert label("((x + 1) * (x + 2) * (x + 3)).exp().sigmoid()").endswith(".sigmoid()")
    assert len(label("((x + 1) * (x + 2) * (x + 3)).exp().sigmoid()")) <= 26
