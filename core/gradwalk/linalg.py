"""torch.linalg: the part of it that courses use."""

from __future__ import annotations

from typing import Any

from gradwalk.ops import dims
from gradwalk.ops.linalg import cross
from gradwalk.ops.matrix import cholesky, det, eigh, inv, matrix_power, slogdet
from gradwalk.ops.matrix import solve_ as solve
from gradwalk.ops.spread import vector_norm as _vector_norm


class LinAlgError(RuntimeError):
    """A matrix that cannot be inverted, solved for or factored."""


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"
LinAlgError.__module__ = "torch._C"


def vector_norm(
    x: Any, ord: Any = 2, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of a vector, or of all elements."""
    return _vector_norm(x, float(ord), dims.as_tuple(dim), keepdim)


def norm(
    A: Any,
    ord: Any = None,
    dim: Any = None,
    keepdim: bool = False,
    *,
    dtype: Any = None,
) -> Any:
    """The Euclidean norm, or a vector norm by its order."""
    return vector_norm(A, 2 if ord in (None, "fro") else ord, dim, keepdim)


__all__ = [
    "LinAlgError",
    "cholesky",
    "cross",
    "det",
    "eigh",
    "inv",
    "matrix_power",
    "norm",
    "slogdet",
    "solve",
    "vector_norm",
]
