"""Variance, deviation, norm, logsumexp."""

from __future__ import annotations

import math
import warnings
from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims, rounded
from gradwalk.ops.arithmetic import power
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.compare import sgn
from gradwalk.ops.reduce import count_along, mean, mean_dim, sum_all, sum_dim
from gradwalk.ops.samples import SOME_DIMS, numbers
from gradwalk.ops.shape import restore
from gradwalk.ops.transcendental import exp


# --- spread and size ------------------------------------------------------------------------------
def _var(self: Any, dim: Any, correction: Any, keepdim: bool, name: str = "var") -> Any:
    if self.dtype.kind not in "fc":
        both = name if name.endswith("mean") else "std and var"
        raise RuntimeError(f"{both} only support floating point and complex dtypes")
    axes = dims.axes(dim, self.ndim)
    count = math.prod(self.shape[axis] for axis in axes)
    centre = self - xp.mean(self, axis=axes, keepdims=True) if count else self
    centre = abs(centre) if self.dtype.kind == "c" else centre
    total = xp.add.reduce(centre * centre, axis=axes, keepdims=keepdim)
    left = count - (1 if correction is None else correction)
    if left <= 0:
        warnings.warn(
            f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "reduction factor (input numel divided by output numel).",
            UserWarning,
            stacklevel=4,
        )
    return total / total.dtype.type(max(0, left))


def _var_backward(grad: Any, self: Any, dim: Any, correction: Any, keepdim: bool) -> Any:
    sizes = tuple(self.shape)
    left = count_along(sizes, dim) - (1 if correction is None else correction)
    factor = 2.0 / left if left else math.nan
    if dim is None or not sizes:  # over all: one element, which broadcasts
        if left <= 0:
            return grad * where(self == mean(self), math.nan, math.inf)
        return (factor * grad) * (self - mean(self))
    if len(sizes) > 1:
        grad = restore(grad, dim, keepdim, sizes)
    return (factor * grad) * (self - mean_dim(self, dims.axes(dim, len(sizes)), True))


var_: Function = op(
    "var",
    lambda self, dim=None, correction=None, keepdim=False: _var(self, dim, correction, keepdim),
    self=_var_backward,
    samples=((numbers(2, 3),), (numbers(2, 3), 1, 0, True), (numbers(2, 3), (0, 1), 1)),
)
std_: Function = op(
    "std",
    lambda self, dim=None, correction=None, keepdim=False: xp.sqrt(
        _var(self, dim, correction, keepdim, "std")
    ),
    self=lambda grad, result, self, dim, correction, keepdim: _var_backward(
        masked_fill(grad / (result * 2), result == 0, 0), self, dim, correction, keepdim
    ),
    samples=((numbers(2, 3),), (numbers(2, 3), 1, 0, True)),
)


def norm_of_array(self: Any, order: float, dim: Any, keepdim: bool) -> Any:
    if self.dtype.kind not in "fc":
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. "
            f"Got {dtypes.of(self).word}"
        )
    order, size, axes = float(order), abs(self), dims.axes(dim, self.ndim)
    if order == 2:
        squares = (size if self.dtype.kind == "c" else self) ** 2
        return xp.sqrt(xp.add.reduce(squares, axis=axes, keepdims=keepdim))
    if order == math.inf:
        return xp.max(size, axis=axes, keepdims=keepdim)
    if order == -math.inf:
        return xp.min(size, axis=axes, keepdims=keepdim)
    if order == 0:
        count = xp.add.reduce(self != 0, axis=axes, keepdims=keepdim)
        return count.astype(size.dtype)
    if order == 1:
        return xp.add.reduce(size, axis=axes, keepdims=keepdim)
    return xp.add.reduce(size**order, axis=axes, keepdims=keepdim) ** (1.0 / order)


def _norm_backward(grad: Any, self: Any, result: Any, ord: float, dim: Any, keepdim: bool) -> Any:
    sizes, ord = tuple(self.shape), float(ord)
    if not keepdim and dim is not None and dims.as_tuple(dim):  # else of one element
        grad, result = (restore(each, dim, keepdim, sizes) for each in (grad, result))
    if ord == 0:
        return None
    if ord == 1:
        return sgn(self) * grad
    if ord == 2:
        return grad * masked_fill(self / result, result == 0, 0)
    if math.isinf(ord):
        mask = abs(self) == result
        count = sum_dim(mask, dims.axes(dim, len(sizes)), True) if sizes else sum_all(mask)
        return sgn(self) * ((grad / count) * mask)
    if ord < 1:
        scaled = sgn(self) * where(self == 0, 0.0, power(abs(self), ord - 1))
        return scaled * (grad * power(result, 1 - ord))
    if ord < 2:
        scaled = masked_fill(sgn(self) * power(abs(self), ord - 1), self == 0, 0)
    else:
        scaled = self * power(abs(self), ord - 2)
    return scaled * masked_fill(grad / power(result, ord - 1), result == 0, 0)


_NORMS = (
    (numbers(2, 3), 2, None),
    (numbers(2, 3), 1, None),
    (numbers(2, 3), 3, 1),
    (numbers(2, 3), 1.5, 1, True),
    (numbers(2, 3), math.inf, 1),
)
vector_norm: Function = op(
    "linalg_vector_norm",
    lambda self, ord=2, dim=None, keepdim=False: norm_of_array(self, ord, dim, keepdim),
    self=_norm_backward,
    samples=_NORMS,
)
norm_dim: Function = op(  # as pairwise_distance has it
    "norm_dim",
    lambda self, p, dim, keepdim=False: norm_of_array(self, p, dim, keepdim),
    self=lambda grad, self, result, p, dim, keepdim: _norm_backward(
        grad, self, result, p, dim, keepdim
    ),
    node="NormBackward1",
    samples=_NORMS[2:],
)


def _logsumexp(self: Any, dim: Any, keepdim: bool = False) -> Any:
    axes = dims.axes(dim, self.ndim)
    top = xp.max(self, axis=axes, keepdims=True, initial=-math.inf)
    top = xp.where(xp.isfinite(top), top, 0).astype(self.dtype)
    total = rounded.log(xp.add.reduce(rounded.exp(self - top), axis=axes, keepdims=True)) + top
    return total if keepdim else xp.squeeze(total, axes)


logsumexp: Function = op(
    "logsumexp",
    _logsumexp,
    self=lambda grad, self, result, dim, keepdim: (
        restore(grad, dim, keepdim, tuple(self.shape))
        * exp(self - restore(result, dim, keepdim, tuple(self.shape)))
    ),
    promote="float",
    samples=SOME_DIMS,
)


# --- torch's spellings ----------------------------------------------------------------------------
def _correction(unbiased: Any, correction: Any) -> Any:
    if unbiased is not None:
        return 1 if unbiased else 0
    return correction


def _spread(entry: Any, input: Any, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """var(unbiased), var(dim, unbiased, keepdim), var(dim, *, correction, keepdim)."""
    correction = options.pop("correction", 1 if args or options else None)  # as the overloads have
    dim, keepdim = options.pop("dim", None), options.pop("keepdim", False)
    unbiased = options.pop("unbiased", None)
    if args and isinstance(args[0], bool):
        unbiased = args[0]
    elif args:
        dim = args[0]
        unbiased = args[1] if len(args) > 1 else unbiased
        keepdim = args[2] if len(args) > 2 else keepdim
    return entry(input, dims.as_tuple(dim), _correction(unbiased, correction), keepdim)


def var(input: Any, *args: Any, **options: Any) -> Any:
    return _spread(var_, input, args, options)


def std(input: Any, *args: Any, **options: Any) -> Any:
    return _spread(std_, input, args, options)


def norm(
    input: Any, p: Any = "fro", dim: Any = None, keepdim: bool = False, dtype: Any = None
) -> Any:
    from gradwalk import linalg  # linalg.py needs this file

    if isinstance(p, str) and p != "fro":
        given = input if dtype is None else input.to(dtype)
        return linalg.matrix_norm(given, p, dims.as_tuple(dim) or (-2, -1), keepdim)
    order = 2 if p is None or isinstance(p, str) else p
    axes = [dim] if isinstance(dim, int) else dim
    return linalg.vector_norm(input, order, axes, keepdim, dtype=dtype)


def logsumexp_(input: Any, dim: Any, keepdim: bool = False) -> Any:
    return logsumexp(input, dims.as_tuple(dim), keepdim)


def _var_mean(
    self: Any, dim: Any = None, correction: Any = None, keepdim: bool = False
) -> tuple[Any, Any]:
    axes = dims.axes(dim, self.ndim)
    mean = xp.mean(self, axis=axes, keepdims=keepdim)
    return _var(self, dim, correction, keepdim, "var_mean"), mean


def _std_mean(
    self: Any, dim: Any = None, correction: Any = None, keepdim: bool = False
) -> tuple[Any, Any]:
    axes = dims.axes(dim, self.ndim)
    mean = xp.mean(self, axis=axes, keepdims=keepdim)
    return xp.sqrt(_var(self, dim, correction, keepdim, "std_mean")), mean


def _mean_part(grad: Any, self: Any, dim: Any, keepdim: bool) -> Any:
    sizes = tuple(self.shape)
    count = math.prod(sizes[axis] for axis in dims.axes(dim, len(sizes)))
    return restore(grad, dim, keepdim, sizes) * (1.0 / count)


var_mean_: Function = op(
    "var_mean",
    _var_mean,
    self=lambda grads, self, dim, correction, keepdim: (
        _var_backward(grads[0], self, dim, correction, keepdim)
        + _mean_part(grads[1], self, dim, keepdim)
    ),
    outputs=("result0", "result1"),
    samples=((numbers(2, 3),), (numbers(2, 3), (1,), 0, True)),
)
std_mean_: Function = op(
    "std_mean",
    _std_mean,
    self=lambda grads, result0, self, dim, correction, keepdim: (
        _var_backward(
            masked_fill(grads[0] / (result0 * 2), result0 == 0, 0), self, dim, correction, keepdim
        )
        + _mean_part(grads[1], self, dim, keepdim)
    ),
    outputs=("result0", "result1"),
    samples=((numbers(2, 3),), (numbers(2, 3), (1,), 0, True)),
)


def var_mean(input: Any, *args: Any, **options: Any) -> Any:
    """Variance and mean."""
    return _spread(var_mean_, input, args, options)


def std_mean(input: Any, *args: Any, **options: Any) -> Any:
    """Standard deviation and mean."""
    return _spread(std_mean_, input, args, options)


def _lengths(self: Any, p: float, dim: int) -> tuple[Any, Any]:
    """The norms of the slices along `dim`, and the dimensions that they go over."""
    axes = tuple([d for d in range(len(self.shape)) if d != dim])
    return vector_norm(self, p, axes, True), axes


def _renorm(self: Any, p: float, dim: int, maxnorm: float) -> Any:
    if self.ndim < 2:
        text = f"renorm: input needs at least 2 dimensions, got {self.ndim} dimensions"
        raise RuntimeError(text)
    axes = tuple([d for d in range(self.ndim) if d != dim])
    length = norm_of_array(self, p, axes, True)
    return self * xp.where(length > maxnorm, maxnorm / (length + 1e-7), 1.0).astype(self.dtype)


def _renorm_backward(grad: Any, self: Any, p: float, dim: int, maxnorm: float) -> Any:
    length, axes = _lengths(self, p, dim)
    along = _norm_backward(sum_dim(self * grad, axes, True), self, length, p, axes, True)
    inverse = 1.0 / (length + 1e-7)
    return where(length > maxnorm, maxnorm * inverse * (grad - inverse * along), grad)


renorm_: Function = op(
    "renorm",
    lambda self, p, dim, maxnorm: _renorm(self, p, dim, maxnorm),
    self=lambda grad, self, p, dim, maxnorm: _renorm_backward(grad, self, p, dim, maxnorm),
    samples=((numbers(2, 3), 2.0, 0, 1.0), (numbers(2, 3), 1.0, 1, 50.0)),
)


def renorm(input: Any, p: float, dim: int, maxnorm: float) -> Any:
    """The slices along `dim` shortened to a norm of at most `maxnorm`."""
    if not isinstance(p, (int, float)) or p <= 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if maxnorm < 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {maxnorm:g}")
    return renorm_(input, float(p), dims.one(dim, input.ndim) if input.ndim > 1 else dim, maxnorm)
