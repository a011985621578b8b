"""torch.linalg: the part of it that courses use."""

from __future__ import annotations

from typing import Any

from gradwalk import absent, dtypes, return_types
from gradwalk.array import xp
from gradwalk.keywords import spelled
from gradwalk.ops import dims
from gradwalk.ops.broadcast import expand
from gradwalk.ops.diagonals import diagonal as _diagonal
from gradwalk.ops.factor import (
    cond,
    lstsq,
    matrix_exp,
    matrix_norm,
    matrix_rank,
    multi_dot,
    pinv,
    qr,
    solve_triangular,
    svd,
    svdvals,
)
from gradwalk.ops.join import cat
from gradwalk.ops.linalg import linalg_cross as cross
from gradwalk.ops.linalg import matmul
from gradwalk.ops.lu import (
    lu,
    lu_factor,
    lu_factor_ex,
    lu_solve,
    solve,
    solve_ex,
    tensorinv,
    tensorsolve,
)
from gradwalk.ops.matrix import LinAlgError, det, eigh, inv, matrix_power, require_floats, slogdet_
from gradwalk.ops.matrix import cholesky as _cholesky
from gradwalk.ops.scan import cumprod
from gradwalk.ops.spread import vector_norm as _vector_norm
from gradwalk.signature_table import FUNCTIONS
from gradwalk.tensorbase import fresh

__all__ = [
    "LinAlgError", "cholesky", "cholesky_ex", "cond", "cross", "det", "diagonal", "eigh",
    "eigvalsh", "inv", "inv_ex", "lstsq", "lu", "lu_factor", "lu_factor_ex", "lu_solve", "matmul",
    "matrix_exp", "matrix_norm", "matrix_power", "matrix_rank", "multi_dot", "norm", "pinv", "qr",
    "slogdet", "solve", "solve_ex", "solve_triangular", "svd", "svdvals",
    "tensorinv", "tensorsolve", "vander", "vecdot", "vector_norm",
]  # fmt: skip


def slogdet(A: Any) -> Any:
    """The sign of the determinant, and the logarithm of its size."""
    return return_types.linalg_slogdet(slogdet_(A))


def vector_norm(
    input: Any, ord: Any = 2, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of a vector, or of all elements."""
    if isinstance(ord, complex):
        text = "linalg.vector_norm: Expected a non-complex scalar as the order of norm."
        raise RuntimeError(text)
    given = input if dtype is None else _as_wide(input, dtype)
    return _vector_norm(
        given, ord if isinstance(ord, int) else float(ord), dims.as_tuple(dim), keepdim
    )


def _as_wide(x: Any, dtype: Any) -> Any:
    """The tensor in a dtype that is no narrower."""
    if not (x.is_floating_point() or x.is_complex()):
        text = "linalg.vector_norm: Expected a floating point or complex tensor as input. Got"
        raise RuntimeError(f"{text} {x.dtype.word}")
    if x.is_complex() and not dtype.is_complex:
        text = "linalg.vector_norm: dtype should be complex for complex inputs, but got"
        raise RuntimeError(f"{text} {dtype.word}")
    if not (dtype.is_floating_point or dtype.is_complex):
        text = "linalg.vector_norm: dtype should be floating point or complex, but got"
        raise RuntimeError(f"{text} {dtype.word}")
    if dtypes.promote_types(x.dtype, dtype) is not dtype:
        raise RuntimeError(
            f"linalg.vector_norm: the dtype of the input ({x.dtype.word}) should be convertible "
            f"without narrowing to the specified dtype ({dtype.word})"
        )
    return x.to(dtype)


def norm(
    input: Any, ord: Any = None, dim: Any = None, keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The Euclidean norm of all; with an order, of a vector or of matrices."""
    if ord is None:
        return vector_norm(input, 2.0, dim, keepdim, dtype=dtype)
    given = input if dtype is None else _as_wide(input, dtype)
    pair = isinstance(dim, (tuple, list)) and len(dim) == 2
    if pair or (dim is None and given.ndim == 2) or isinstance(ord, str):
        axes = (-2, -1) if dim is None else dim
        return matrix_norm(given, ord, axes, keepdim)
    if dim is None and given.ndim > 2:
        raise RuntimeError(
            "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got "
            f"{given.ndim}D."
        )
    return vector_norm(given, ord, dim, keepdim)


def cholesky(input: Any, *, upper: bool = False) -> Any:
    """L (or its transpose) with input = L L^T."""
    made = _cholesky(input)
    return made.mT if upper else made


def cholesky_ex(input: Any, *, upper: bool = False, check_errors: bool = False) -> Any:
    """`cholesky`, and 0."""
    info = fresh(xp.zeros(input._array.shape[:-2], "int32"))
    return return_types.cholesky_ex((cholesky(input, upper=upper), info))


def inv_ex(A: Any, *, check_errors: bool = False) -> Any:
    """`inv`, and 0."""
    return return_types.inv_ex((inv(A), fresh(xp.zeros(A._array.shape[:-2], "int32"))))


def eigvalsh(input: Any, UPLO: str = "L") -> Any:
    """The eigenvalues of symmetric matrices, in rising order."""
    return eigh(input)[0]


def diagonal(A: Any, *, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Any:
    """The diagonals of matrices."""
    return _diagonal(A, offset, dim1, dim2)


def vander(x: Any, *, N: int | None = None) -> Any:
    """The powers of each element, from 0 on, in a last dimension of N (by default as long)."""
    count = (x.shape[-1] if x.ndim else 1) if N is None else N
    if count <= 1:
        raise RuntimeError("N must be greater than 1.")
    if x.dtype in (dtypes.bool_, dtypes.float16):
        text = "linalg.vander supports floating point, complex, and integer tensors, but got"
        raise RuntimeError(f"{text} {x.dtype.word}")
    x = x if x.is_floating_point() or x.is_complex() else x.long()
    powers = cumprod(expand(x.unsqueeze(-1), (*x.shape, count - 1)), -1)
    return cat((powers.new_ones((*x.shape, 1)), powers), -1)


def vecdot(x: Any, y: Any, *, dim: int = -1) -> Any:
    """The dot products of vectors along a dimension."""
    require_floats("linalg.vecdot", x._array)
    return (x * y).sum(dim)


globals().update(
    {
        name: spelled(f"linalg_{name}", globals()[name])
        for name in __all__
        if f"linalg_{name}" in FUNCTIONS
    }
)


def __getattr__(name: str) -> Any:
    raise absent.error("torch.linalg", globals(), name)
