"""The table of operations: every entry on its samples, first and second derivatives, formulas."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import gradwalk as torch
from gradwalk.op import OPS
from gradwalk.table import MANY
from gradwalk.tensorbase import fresh

CASES = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name, entry in OPS.items()
    for number in range(len(entry.samples))
]


def tensors(value, requires_grad=True):
    """A sample with tensors in place of its arrays; float ones require grad."""
    if isinstance(value, np.ndarray):
        wanted = requires_grad and value.dtype.kind == "f"
        return fresh(np.array(value)).requires_grad_(wanted)
    if isinstance(value, tuple) and value and isinstance(value[0], np.ndarray):
        return tuple(tensors(each, requires_grad) for each in value)
    return value


def run(entry, leaves, template):
    """The op's floating outputs for these leaves, in the places the template says."""
    queue = iter(leaves)

    def fill(value):
        if value is torch.Tensor:
            return next(queue)
        return tuple(fill(each) for each in value) if isinstance(value, list) else value

    result = APPLY[entry.name](*[fill(each) for each in template])
    outputs = result if entry.outputs is not None else (result,)
    return tuple(each for each in outputs if each.dtype.is_floating_point)


def split(sample):
    """The leaves that require grad, and the sample with markers in their place."""
    leaves = []

    def take(value):
        if isinstance(value, torch.Tensor) and value.requires_grad:
            leaves.append(value)
            return torch.Tensor
        return [take(each) for each in value] if isinstance(value, tuple) else value

    return leaves, [list(x) if isinstance(x, list) else x for x in map(take, sample)]


def appliers():
    from gradwalk.quick import function_of

    return {name: function_of(entry) for name, entry in OPS.items()}


APPLY = appliers()


@pytest.mark.parametrize(("name", "number"), CASES)
def test_gradient_agrees_with_finite_differences(name, number):
    entry = OPS[name]
    leaves, template = split([tensors(each) for each in entry.samples[number]])
    assert torch.autograd.gradcheck(lambda *given: run(entry, given, template), leaves)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_second_derivative_agrees_with_finite_differences(name, number):
    entry = OPS[name]
    leaves, template = split([tensors(each) for each in entry.samples[number]])
    torch.manual_seed(0)

    def squared(*given):  # so that even a linear op has a second derivative
        return tuple((each * each).sum() for each in run(entry, given, template))

    assert torch.autograd.gradgradcheck(squared, leaves, atol=1e-4)


def test_every_differentiable_op_has_samples():
    without = [
        name for name, entry in OPS.items() if entry.rules and not entry.samples
    ]
    assert without == []


def test_node_names_are_pytorchs():
    assert OPS["mul"].node.__name__ == "MulBackward0"
    assert all(
        entry.node.__name__.isidentifier() for entry in OPS.values()
    )


def test_outputs_many_is_a_tuple():
    parts = torch.arange(5.0).split(2)
    assert OPS["split"].outputs == MANY
    assert [each.tolist() for each in parts] == [[0.0, 1.0], [2.0, 3.0], [4.0]]


@pytest.fixture(autouse=True)
def _no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
