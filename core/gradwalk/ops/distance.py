"""Distances, of two tensors or of every two rows."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, errors
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import power
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.compare import sgn, zeros_like
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import unsqueeze
from gradwalk.ops.spread import norm_of_array

dist_: Function = op(
    "dist",
    lambda self, other, p=2.0: norm_of_array(self - other, p, None, False),
    self=lambda grad, self, other, p, result: _slope(grad, self - other, result, p),
    other=lambda grad, self, other, p, result: -_slope(grad, self - other, result, p),
    promote="same",
    samples=((numbers(2, 3), numbers(2, 3, start=9)), (numbers(2, 3), numbers(3, start=9), 1.0)),
)


def _slope(grad: Any, gap: Any, result: Any, p: float) -> Any:
    """The derivative of a norm by the differences it is of, already in their shape."""
    if p == 0:
        return zeros_like(gap) * grad
    if p == 1:
        return sgn(gap) * grad
    if p == 2:
        return gap * masked_fill(grad / result, result == 0, 0)
    if math.isinf(p):
        return sgn(gap) * where(abs(gap) == result, grad, 0.0)
    if p < 2:
        scaled = masked_fill(sgn(gap) * power(abs(gap), p - 1), gap == 0, 0)
    else:
        scaled = gap * power(abs(gap), p - 2)
    return scaled * masked_fill(grad / power(result, p - 1), result == 0, 0)


def dist(input: Any, other: Any, p: float = 2) -> Any:
    """The norm of the difference."""
    if input.dtype is dtypes.bool_ and other.dtype is dtypes.bool_:
        raise RuntimeError(errors.BOOL_SUBTRACTED)
    text = "norm(): input dtype should be either floating point or complex. Got {} instead."
    dtypes.require_floats(text, input, other, complexes=True)
    return dist_(input, other, float(p))


def _pair_slopes(grad: Any, x1: Any, x2: Any, result: Any, p: float) -> Any:
    gap = unsqueeze(x1, -2) - unsqueeze(x2, -3)
    return _slope(unsqueeze(grad, -1), gap, unsqueeze(result, -1), p)


cdist_: Function = op(
    "cdist",
    lambda x1, x2, p=2.0: norm_of_array(x1[..., :, None, :] - x2[..., None, :, :], p, (-1,), False),
    x1=lambda grad, x1, x2, p, result: sum_dim(_pair_slopes(grad, x1, x2, result, p), (-2,)),
    x2=lambda grad, x1, x2, p, result: -sum_dim(_pair_slopes(grad, x1, x2, result, p), (-3,)),
    samples=((numbers(2, 3), numbers(4, 3, start=9)), (numbers(2, 3), numbers(2, 3, start=9), 1.0)),
)


def cdist(x1: Any, x2: Any, p: float = 2.0, compute_mode: Any = None) -> Any:
    """The distance of every row of one from every row of the other."""
    for name, each in (("X1", x1), ("X2", x2)):
        if each.ndim < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, {name} got: {each.ndim}D")
    for name, each in (("X1", x1), ("X2", x2)):
        dtypes.require_floats(f"cdist only supports floating-point dtypes, {name} got: {{}}", each)
    if x1.shape[-1] != x2.shape[-1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {x1.shape[-1]} X2: {x2.shape[-1]}"
        )
    if x1.dtype is not x2.dtype:
        words = x1.dtype.word, x2.dtype.word
        raise RuntimeError(f"expected scalar type {words[0]} but found {words[1]}")
    if p < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    return cdist_(x1, x2, float(p))


def _apart(rows: Any) -> Any:
    """The differences of every two rows, in the order of pdist."""
    left, right = xp.triu_indices(rows.shape[0], 1)
    return rows[left] - rows[right]


def _pdist_backward(grad: Any, rows: Any, p: float, result: Any) -> Any:
    """Each pair's slope, added to one of its rows and taken from the other."""
    n = rows.shape[0]
    slopes = _slope(grad[:, None], _apart(rows), result[:, None], p)
    left, right = (xp.eye(n, dtype=rows.dtype)[each] for each in xp.triu_indices(n, 1))
    return xp.matmul(xp.swapaxes(left - right, 0, 1), slopes)


def _no_second(grad: Any) -> Any:
    raise NotImplementedError("the derivative for '_pdist_backward' is not implemented.")


pdist_backward: Function = op(
    "pdist_backward",
    lambda grad_output, self, p, pdist: _pdist_backward(grad_output, self, p, pdist),
    **dict.fromkeys(("grad_output", "self", "pdist"), lambda grad: _no_second(grad)),
)
pdist_: Function = op(
    "pdist",
    lambda self, p: norm_of_array(_apart(self), p, (-1,), False),
    self=lambda grad, self, p, result: pdist_backward(grad, self, p, result),
)


def pdist(input: Any, p: float = 2.0) -> Any:
    """The distance of every two rows."""
    if input.ndim != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {input.ndim}D")
    if input._array.dtype.kind != "f":
        raise RuntimeError("pdist only supports floating-point dtypes")
    if p < 0:
        raise RuntimeError("pdist only supports non-negative p values")
    return pdist_(input, float(p))
