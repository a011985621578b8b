"""A weight by its direction and its norm along all dimensions but one."""

from __future__ import annotations

from typing import Any

from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.spread import norm_of_array, vector_norm


def _others(ndim: int, dim: int) -> tuple[int, ...]:
    axis = dims.one(dim, ndim)
    return tuple(d for d in range(ndim) if d != axis)


def norm_except_dim(v: Any, dim: int = 0) -> Any:
    """The norms along all other dimensions, or of the whole where dim is -1."""
    return vector_norm(v) if dim == -1 else vector_norm(v, 2, _others(len(v.shape), dim), True)


def _along(grad: Any, v: Any, dim: int) -> Any:
    return sum_dim(grad * v, _others(len(v.shape), dim), True)


weight_norm_interface: Function = op(
    "weight_norm_interface",
    lambda v, g, dim=0: v * (g / norm_of_array(v, 2, _others(v.ndim, dim), True)),
    v=lambda grad, v, g, dim: (
        g
        / norm_except_dim(v, dim)
        * (grad - v * (_along(grad, v, dim) / norm_except_dim(v, dim) ** 2))
    ),
    g=lambda grad, v, dim: _along(grad, v, dim) / norm_except_dim(v, dim),
    samples=((numbers(2, 3), numbers(2, 1)), (numbers(2, 3), numbers(1, 3), 1)),
)


def weight_norm(v: Any, g: Any, dim: int = 0) -> Any:
    """The direction of v with the norm g; an operation of its own along the first or last dim."""
    if dim in (0, len(v.shape) - 1):
        return weight_norm_interface(v, g, dim)
    return v * (g / norm_except_dim(v, dim))
