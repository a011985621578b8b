"""Running sums and products along a dimension, and products whose factors may be zero."""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes
from gradwalk.array import FLOAT32, xp
from gradwalk.named import named
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.order import flip
from gradwalk.ops.reduce import check_recorded, kind_of_sum, sum_dim
from gradwalk.ops.samples import ONE_DIM, WHOLE, numbers
from gradwalk.ops.shape import restore
from gradwalk.ops.transcendental import exp


def concrete(value: Any) -> Any:
    """The numbers of a tensor or array; None of a symbol, which has none."""
    value = getattr(value, "_array", value)
    return value if hasattr(value, "dtype") and hasattr(value, "ndim") else None


# --- products -------------------------------------------------------------------------------------
def _has_zero(value: Any) -> bool:
    array = concrete(value)
    return array is not None and bool(xp.any(array == 0))


def _product_with_zeros(grad: Any, value: Any, dim: int | None) -> Any:
    """Each element's derivative is the product of all the others: no division."""
    from gradwalk.ops.shape import reshape

    flat = reshape(value, (-1,)) if dim is None else value
    axis = 0 if dim is None else dim
    others = _exclusive(flat, axis) * flip(_exclusive(flip(flat, (axis,)), axis), (axis,))
    return grad * (reshape(others, tuple(value.shape)) if dim is None else others)


def _exclusive(value: Any, dim: int) -> Any:
    """The product of all elements before each."""
    from gradwalk.ops.join import cat_op
    from gradwalk.ops.shape import narrow

    first = narrow(value, dim, 0, 1)
    ones = zeros_like(first) + 1.0
    return cumprod(cat_op((ones, narrow(value, dim, 0, value.shape[dim] - 1)), dim), dim)


# --- scans ----------------------------------------------------------------------------------------

cumsum: Function = op(
    "cumsum",
    lambda self, dim, dtype=None: _scan(xp.add, self, dim, dtype),
    self=lambda grad, dim: (
        grad if _one_long(grad, dim) else flip(cumsum(flip(grad, (dim,)), dim), (dim,))
    ),
    samples=((numbers(2, 3), 1), (numbers(2, 3), 0)),
)
cumprod: Function = op(
    "cumprod",
    lambda self, dim, dtype=None: _scan(xp.multiply, self, dim, dtype),
    self=lambda grad, self, dim, result: (
        grad
        if _one_long(self, dim)
        else _cumprod_with_zeros(grad, self, dim)
        if _has_zero(self)
        else flip(cumsum(flip(grad * result, (dim,)), dim), (dim,)) / self
    ),
    samples=((numbers(2, 3), 1), (xp.array([2.0, 0.0, 3.0, 4.0]), 0)),
)


def _scan(function: Any, self: Any, dim: int, dtype: Any) -> Any:
    kind = kind_of_sum(self, dtype)
    axis = dims.one(dim, self.ndim)
    if kind.kind == "b":
        name = "cumsum" if function is xp.add else "cumprod"
        raise NotImplementedError(f"\"{name}_out_cpu\" not implemented for 'Bool'")
    if self.ndim == 0:
        return self.astype(kind)
    wide = "float64" if kind == FLOAT32 else kind  # ATen adds up in double
    made = function.accumulate(self, axis=axis, dtype=wide)
    if function is xp.add and kind.kind == "f":
        made += 0.0  # it begins with 0: there is no -0
    return xp.ascontiguousarray(made.astype(kind))


def of_floats(function: Function) -> Any:
    """The scan as torch has it, which refuses to record a result of integers."""

    def scan(input: Any, dim: int, *, dtype: Any = None) -> Any:
        if dtype is not dtypes.bool_:  # which has no kernel
            check_recorded(input, dtype)
        return function(input, dim, dtype)

    return named(scan, function.entry.name)


def _one_long(value: Any, dim: int) -> bool:
    """Whether there is nothing to add up."""
    array = concrete(value)
    return array is not None and (array.size <= 1 or array.shape[dim] == 1)


def _cumprod_with_zeros(grad: Any, value: Any, dim: int) -> Any:
    """Row by row of the Jacobian: d result[k] / d value[i] without dividing by value[i]."""
    from gradwalk.ops.join import cat_op, stack_op
    from gradwalk.ops.shape import narrow

    n = value.shape[dim]
    columns = []
    for i in range(n):
        before = narrow(value, dim, 0, i)
        after = narrow(value, dim, i + 1, n - i - 1)
        one = zeros_like(narrow(value, dim, 0, 1)) + 1.0
        rows = cumprod(cat_op((before, one, after), dim), dim)
        columns.append(sum_dim(narrow(grad * rows, dim, i, n - i), dim))
    return stack_op(tuple(columns), dim)


def _logcumsumexp(self: Any, dim: int) -> Any:
    axis = dims.one(dim, self.ndim)
    return xp.logaddexp.accumulate(self, axis=axis) if self.ndim else self.copy()


logcumsumexp: Function = op(
    "logcumsumexp",
    _logcumsumexp,
    self=lambda grad, self, result, dim: (
        flip(cumsum(flip(grad * exp(-result), (dim,)), dim), (dim,)) * exp(self)
    ),
    samples=((numbers(2, 3), 1),),
)


# --- products -------------------------------------------------------------------------------------
def _product_rule(grad: Any, self: Any, result: Any) -> Any:
    """The product of the other factors, by division where none of them is zero."""
    array = concrete(self)
    if array is not None and array.ndim == 0:
        return grad
    return _product_with_zeros(grad, self, None) if _has_zero(self) else grad * (result / self)


prod_all: Function = op(
    "prod",
    lambda self, dtype=None: xp.multiply.reduce(self, axis=None, dtype=kind_of_sum(self, dtype)),
    self=lambda grad, self, result: _product_rule(grad, self, result),
    samples=(*WHOLE, (xp.array([2.0, 0.0, 3.0]),), (xp.array([[0.0, 0.0], [1.0, 2.0]]),)),
)
prod_dim: Function = op(
    "prod_dim",
    lambda self, dim, keepdim=False, dtype=None: xp.multiply.reduce(
        self, axis=dims.axes(dim, self.ndim), keepdims=keepdim, dtype=kind_of_sum(self, dtype)
    ),
    self=lambda grad, self, result, dim, keepdim, self_sym_sizes: (
        _product_with_zeros(restore(grad, dim, keepdim, self_sym_sizes), self, dim)
        if _has_zero(self)
        else restore(grad, dim, keepdim, self_sym_sizes)
        * (restore(result, dim, keepdim, self_sym_sizes) / self)
    ),
    node="ProdBackward1",
    samples=(*ONE_DIM, (xp.array([[2.0, 0.0, 3.0], [1.0, 2.0, 3.0]]), 1)),
)


def prod(input: Any, dim: Any = None, keepdim: bool = False, *, dtype: Any = None) -> Any:
    check_recorded(input, dtype)
    return prod_all(input, dtype) if dim is None else prod_dim(input, dim, keepdim, dtype)
