"""gradcheck finds what is wrong, and only that."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.autograd import Function, GradcheckError, gradcheck, gradgradcheck


class Cube(Function):
    """x ** 3 with a right gradient, whose own gradient is lost."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * 3 * x.detach() ** 2


def doubles(*numbers):
    return torch.tensor(numbers, dtype=torch.float64, requires_grad=True)


def test_a_right_gradient_passes():
    assert gradcheck(lambda x, y: (x * y).sum(), (doubles(1, 2), doubles(3, 4)))


def test_a_lost_second_derivative_is_found():
    assert gradcheck(Cube.apply, (doubles(1, 2),))
    with pytest.raises(GradcheckError, match="Jacobian mismatch for output 0"):
        gradgradcheck(Cube.apply, (doubles(1, 2),))


def test_it_can_answer_instead_of_raising():
    def lossy(x):
        return x * x.detach()

    assert not gradcheck(lossy, (doubles(1, 2),), raise_exception=False)


def test_the_inputs_are_left_as_they_were():
    x = doubles(1, 2)
    gradcheck(lambda t: t.exp(), (x,))
    assert x.tolist() == [1.0, 2.0]
    assert x._version == 0
    assert x.grad is None


def test_single_precision_is_warned_of():
    with pytest.warns(UserWarning, match="Input #0 requires gradient and is not a double"):
        gradcheck(lambda t: t, (torch.ones(1, requires_grad=True),), atol=1.0)


def test_something_must_require_grad():
    with pytest.raises(ValueError, match="none of them have requires_grad=True"):
        gradcheck(lambda t: t, (torch.ones(1, dtype=torch.float64),))
