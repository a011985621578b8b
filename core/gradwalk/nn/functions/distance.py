"""torch.nn.functional: distances between rows, and rows of length one."""

from __future__ import annotations

from typing import Any

from gradwalk.ops import choice
from gradwalk.ops.arithmetic import add_scalar
from gradwalk.ops.broadcast import expand
from gradwalk.ops.spread import norm_dim, vector_norm


def normalize(input: Any, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Any:
    length = vector_norm(input, float(p), (dim,), True)
    bounded = choice.clamp_min(length, eps)
    return input / expand(bounded, tuple(input.shape))


def pairwise_distance(
    x1: Any, x2: Any, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> Any:
    apart = add_scalar(x1 - x2, eps)
    return norm_dim(apart, float(p), (apart.ndim - 1,), keepdim)
