"""Batch, layer, group normalisation: each (x - mean) / sqrt(var + eps), over other dimensions.

The rules compute mean and deviation anew from what was saved, so that they can be differentiated
again.
"""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import power
from gradwalk.ops.reduce import mean_dim, sum_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import reshape

Axes = tuple[int, ...]


def _statistics(array: Any, axes: Axes) -> tuple[Any, Any]:
    if not array.size:  # there is no mean
        return array, xp.ones([1] * array.ndim, dtype=array.dtype)
    centre = array - xp.mean(array, axis=axes, keepdims=True)
    return centre, xp.mean(centre * centre, axis=axes, keepdims=True)


def _normalized(array: Any, axes: Axes, eps: float) -> Any:
    centre, variance = _statistics(array, axes)
    return centre / xp.sqrt(variance + array.dtype.type(eps))


def _affine(value: Any, weight: Any, bias: Any) -> Any:
    kind = value.dtype  # which half keeps beside float parameters
    value = value if weight is None else value * weight
    value = value if bias is None else value + bias
    return value if value.dtype == kind else value.astype(kind)


def _hat(input: Any, axes: Axes, eps: float) -> tuple[Any, Any]:
    """The normalised input and one over its deviation, by functions of the table."""
    centre = input - mean_dim(input, axes, True)
    scale = power(mean_dim(centre * centre, axes, True) + eps, -0.5)
    return centre * scale, scale


def _input_rule(grad: Any, input: Any, weight: Any, axes: Axes, eps: float) -> Any:
    hat, scale = _hat(input, axes, eps)
    grad = grad if weight is None else grad * weight
    along = mean_dim(grad * hat, axes, True)
    return scale * (grad - mean_dim(grad, axes, True) - hat * along)


# --- layer norm: over the last dimensions --------------------------------------------------------
def _last(sizes: Any, count: int) -> Axes:
    return tuple(range(len(sizes) - count, len(sizes)))


native_layer_norm: Function = op(
    "native_layer_norm",
    lambda input, weight, bias, count, eps: xp.ascontiguousarray(
        _affine(_normalized(input, _last(input.shape, count), eps), weight, bias)
    ),
    input=lambda grad, input, weight, input_sym_sizes, count, eps: _input_rule(
        grad, input, weight, _last(input_sym_sizes, count), eps
    ),
    weight=lambda grad, input, input_sym_sizes, count, eps: (
        grad * _hat(input, _last(input_sym_sizes, count), eps)[0]
    ),
    bias=lambda grad: grad,
    samples=((numbers(2, 3), numbers(3), numbers(3, start=9), 1, 1e-5),),
)


# --- batch norm: over all dimensions but the second ----------------------------------------------
def _all_but_second(ndim: int) -> Axes:
    return (0, *range(2, ndim))


def _wide(vector: Any, ndim: int) -> Any:
    """(c,) seen as (1, c, 1, ...)."""
    return None if vector is None else reshape(vector, (1, -1, *(1,) * (ndim - 2)))


def _batch_norm(input: Any, weight: Any, bias: Any, mean: Any, var: Any, eps: float) -> Any:
    """With the given statistics, or the batch's own where there are none."""
    n = input.ndim
    if mean is None:
        hat = _normalized(input, _all_but_second(n), eps)
    else:
        hat = (input - _wide(mean, n)) / xp.sqrt(_wide(var, n) + input.dtype.type(eps))
    return _affine(hat, _wide(weight, n), _wide(bias, n))


def _batch_hat(input: Any, mean: Any, var: Any, eps: float) -> Any:
    n = len(input.shape)
    if mean is None:
        return _hat(input, _all_but_second(n), eps)[0]
    return (input - _wide(mean, n)) * power(_wide(var, n) + eps, -0.5)


def _batch_input_rule(grad: Any, input: Any, weight: Any, mean: Any, var: Any, eps: float) -> Any:
    n = len(input.shape)
    if mean is None:
        return _input_rule(grad, input, _wide(weight, n), _all_but_second(n), eps)
    grad = grad if weight is None else grad * _wide(weight, n)
    return grad * power(_wide(var, n) + eps, -0.5)


native_batch_norm: Function = op(
    "native_batch_norm",
    lambda input, weight, bias, mean, var, eps: _batch_norm(input, weight, bias, mean, var, eps),
    input=_batch_input_rule,
    weight=lambda grad, input, mean, var, eps, input_sym_sizes: sum_dim(
        grad * _batch_hat(input, mean, var, eps), _all_but_second(len(input_sym_sizes))
    ),
    bias=lambda grad, input_sym_sizes: sum_dim(grad, _all_but_second(len(input_sym_sizes))),
    samples=(
        (numbers(4, 3), numbers(3), numbers(3, start=9), None, None, 1e-5),
        (numbers(2, 2, 3), None, None, None, None, 1e-5),
    ),
)


# --- group norm: over groups of channels ---------------------------------------------------------
def _grouped(value: Any, sizes: Any, groups: int) -> Any:
    return reshape(value, (sizes[0], groups, -1))


def _group_norm(input: Any, weight: Any, bias: Any, groups: int, eps: float) -> Any:
    n = input.ndim
    hat = _normalized(_grouped(input, input.shape, groups), (2,), eps).reshape(input.shape)
    return _affine(hat, _wide(weight, n), _wide(bias, n))


def _group_hat(input: Any, groups: int, eps: float) -> Any:
    sizes = tuple(input.shape)
    return reshape(_hat(_grouped(input, sizes, groups), (2,), eps)[0], sizes)


def _group_input_rule(grad: Any, input: Any, weight: Any, groups: int, eps: float) -> Any:
    sizes = tuple(input.shape)
    grad = grad if weight is None else grad * _wide(weight, len(sizes))
    back, given = (_grouped(each, sizes, groups) for each in (grad, input))
    return reshape(_input_rule(back, given, None, (2,), eps), sizes)


native_group_norm: Function = op(
    "native_group_norm",
    lambda input, weight, bias, groups, eps: _group_norm(input, weight, bias, groups, eps),
    input=_group_input_rule,
    weight=lambda grad, input, groups, eps, input_sym_sizes: sum_dim(
        grad * _group_hat(input, groups, eps), _all_but_second(len(input_sym_sizes))
    ),
    bias=lambda grad, input_sym_sizes: sum_dim(grad, _all_but_second(len(input_sym_sizes))),
    samples=((numbers(2, 4, 2), numbers(4), numbers(4, start=9), 2, 1e-5),),
)
