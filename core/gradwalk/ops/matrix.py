"""Linear algebra of small matrices: inverse, determinant, solving, factoring."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, return_types
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import div, mul
from gradwalk.ops.broadcast import broadcast_tensors, expand
from gradwalk.ops.choice import where
from gradwalk.ops.compare import ones_like
from gradwalk.ops.diagonals import diag_embed, diagonal
from gradwalk.ops.linalg import matmul, mv
from gradwalk.ops.order import flip, tril
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.scan import cumprod
from gradwalk.ops.shape import transpose, unsqueeze
from gradwalk.tensorbase import fresh

_SQUARE = numbers(3, 3) + 3 * xp.eye(3)  # far from singular

# --- small matrices -------------------------------------------------------------------------------

_CALLED = {"cholesky": "cholesky_cpu", "eigh": "linalg_eigh_cpu", "qr": "geqrf_cpu"} | {
    "solve_triangular": "triangular_solve_cpu", "svd": "linalg_svd_cpu"
}  # fmt: skip


def require_floats(name: str, array: Any) -> None:
    kind = dtypes.of(array)
    if kind.category < dtypes.FLOAT:
        text = "Expected a floating point or complex tensor as input"
        raise RuntimeError(f"{name}: {text}. Got {kind.word}")


def check_matrix(
    array: Any, name: str, *, square: bool = True, floats: bool = True, home: str = "linalg."
) -> None:
    """Refuse what has no rows and columns, is not square where it must be, or is of no float."""
    if array.ndim < 2:
        raise RuntimeError(f"{home}{name}: The input tensor A must have at least 2 dimensions.")
    n, m = array.shape[-2:]
    if square and n != m:
        raise RuntimeError(
            f"{home}{name}: A must be batches of square matrices, but they are {n} by {m} matrices"
        )
    kind = dtypes.of(array) if floats else dtypes.float32
    if floats and name not in ("eigh", "solve_triangular"):
        require_floats(home + name, array)
    if kind is dtypes.float16 and name in ("inv", "slogdet"):
        raise RuntimeError(f"linalg.{name}: Low precision dtypes not supported. Got Half")
    if kind not in (dtypes.float32, dtypes.float64):
        kernel = _CALLED.get(name, "lu_cpu")
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{kind.word}'")


def transposed_last(value: Any) -> Any:
    return transpose(value, -2, -1)


def _inverse(A: Any) -> Any:
    check_matrix(A, "inv")
    try:
        return xp.linalg.inv(A)
    except xp.linalg.LinAlgError:
        _refuse_singular(
            "inv",
            "The diagonal element {i} is zero, the inversion could not be "
            "completed because the input matrix is singular.",
            A,
        )
        return xp.full_like(A, xp.nan)


def _inverse_or_zero(A: Any) -> Any:
    """The inverses, and zeros where there is none: with them goes a determinant of zero."""
    try:
        return xp.linalg.inv(A)
    except xp.linalg.LinAlgError:
        singular = (_product_of_pivots(A) == 0)[..., None, None]
        regular = xp.where(singular, xp.eye(A.shape[-1], dtype=A.dtype), A)
        return xp.where(singular, 0, xp.linalg.inv(regular)).astype(A.dtype)


class LinAlgError(RuntimeError):
    """A matrix that cannot be inverted, solved for or factored."""


LinAlgError.__name__ = LinAlgError.__qualname__ = "_LinAlgError"
LinAlgError.__module__ = "torch._C"


def _first_bad_minor(array: Any) -> int:
    """The order of the first leading minor that is not positive; 0 if all are."""
    orders = range(1, len(array) + 1)
    return next((k for k in orders if not _product_of_pivots(array[:k, :k]) > 0), 0)


def _refuse_singular(name: str, text: str, array: Any) -> None:
    """Raise LinAlgError for the first matrix with a pivot of zero; one that holds nan has none."""
    from gradwalk.ops.lu import factored  # lu.py needs this file

    if name == "cholesky":
        bad = [_first_bad_minor(each) for each in array.reshape(-1, *array.shape[-2:])]
    else:
        bad = factored(array, name)[2].reshape(-1).tolist()
    element = next((i for i, place in enumerate(bad) if place), None)
    if element is None:
        return
    which = f"(Batch element {element}): " if array.ndim > 2 else ""
    home = "torch." * (name == "solve") + f"linalg.{name}: {which}"
    raise LinAlgError(home + text.format(i=bad[element])) from None


inv, inverse_or_zero = (
    op(
        name,
        forward,
        A=lambda grad, result: (
            -matmul_any(transposed_last(result), matmul_any(grad, transposed_last(result)))
        ),
        node="LinalgInvExBackward0",
        samples=((_SQUARE,),),
    )
    for name, forward in (("linalg_inv", _inverse), ("inverse_or_zero", _inverse_or_zero))
)
matmul_any: Function = op(  # a product of matrices or batches of them, for rules
    "matmul_any",
    lambda self, other: xp.matmul(self, other),
    self=lambda grad, other: matmul_any(grad, transposed_last(other)),
    other=lambda grad, self: matmul_any(transposed_last(self), grad),
    node="BmmBackward0",
)


def _det(A: Any) -> Any:
    check_matrix(A, "det")
    return _product_of_pivots(A)


def _product_of_pivots(A: Any) -> Any:
    """The determinant; of the transposed matrix where rows lie together, as ATen computes it."""
    from gradwalk.ops.lu import factored  # lu.py needs this file

    made, pivots, _ = factored(xp.swapaxes(A, -1, -2) if A.flags.c_contiguous else A, "det")
    odd = xp.add.reduce(pivots != xp.arange(1, A.shape[-1] + 1), axis=-1) % 2
    diagonal = xp.diagonal(made, axis1=-2, axis2=-1)
    return (xp.multiply.reduce(diagonal, axis=-1) * (1 - 2 * odd)).astype(A.dtype)


det: Function = op(
    "linalg_det",
    _det,
    A=lambda grad, A, result: (
        unsqueeze(unsqueeze(grad * result, -1), -1) * transposed_last(inverse_or_zero(A))
    ),
    samples=((_SQUARE,),),
)


def _solve(A: Any, B: Any) -> Any:
    check_matrix(A, "solve")
    if A.dtype != B.dtype:
        raise RuntimeError(
            "linalg.solve: Expected A and B to have the same dtype, but found A of type "
            f"{dtypes.of(A).word} and B of type {dtypes.of(B).word} instead"
        )
    vector = B.ndim == 1 or (B.ndim == A.ndim - 1 and B.shape == A.shape[:-1])
    if not vector and B.ndim < 2:
        raise RuntimeError("linalg.solve: The input tensor B must have at least 2 dimensions.")
    rows, columns = (B.shape[-1], 1) if vector else B.shape[-2:]
    if rows != A.shape[-1]:
        raise RuntimeError(
            "linalg.solve: Incompatible shapes of A and B for the equation AX = B "
            f"({A.shape[-2]}x{A.shape[-1]} and {rows}x{columns})"
        )
    try:
        return xp.linalg.solve(A, B[..., None])[..., 0] if vector else xp.linalg.solve(A, B)
    except xp.linalg.LinAlgError:
        _refuse_singular("solve", "The solver failed because the input matrix is singular.", A)
        return xp.full_like(B, xp.nan)


def _solve_rule_a(grad: Any, A: Any, B: Any, result: Any) -> Any:
    back = solve_(transposed_last(A), grad)
    if len(tuple(result.shape)) < len(tuple(A.shape)):
        return -unsqueeze(back, -1) * unsqueeze(result, -2)
    return -matmul_any(back, transposed_last(result))


solve_: Function = op(
    "linalg_solve",
    _solve,
    A=lambda grad, A, B, result: _solve_rule_a(grad, A, B, result),
    B=lambda grad, A: solve_(transposed_last(A), grad),
    node="LinalgSolveExBackward0",
    samples=((_SQUARE, numbers(3, 2, start=8)), (_SQUARE, numbers(3, start=8))),
)


def _slogdet(A: Any) -> tuple[Any, Any]:
    check_matrix(A, "slogdet")
    return tuple(xp.linalg.slogdet(A))


slogdet_: Function = op(
    "linalg_slogdet",
    _slogdet,
    A=lambda grads, A: unsqueeze(unsqueeze(grads[1], -1), -1) * transposed_last(inv(A)),
    outputs=("sign", "logabsdet"),
    samples=((_SQUARE,),),
)


def _cholesky(A: Any) -> Any:
    check_matrix(A, "cholesky")
    try:
        made = xp.linalg.cholesky(A)
    except xp.linalg.LinAlgError:
        made = xp.full_like(A, xp.nan)
    if xp.isnan(made).any():
        _refuse_singular(
            "cholesky",
            "The factorization could not be completed because the input "
            "is not positive-definite (the leading minor of order {i} is not "
            "positive-definite).",
            A,
        )
    return made


def _cholesky_rule(grad: Any, result: Any) -> Any:
    """Murray 2016: the symmetric part of L^-T phi(L^T grad) L^-1."""
    inverse = inv(result)
    lower = tril(matmul_any(transposed_last(result), grad))
    half = lower - diag_embed(diagonal(lower, 0, -2, -1)) * 0.5
    inner_ = matmul_any(transposed_last(inverse), matmul_any(half, inverse))
    return (inner_ + transposed_last(inner_)) * 0.5


cholesky: Function = op(
    "linalg_cholesky",
    _cholesky,
    A=lambda grad, result: _cholesky_rule(grad, result),
    node="LinalgCholeskyExBackward0",
)
eigh_: Function = op(
    "linalg_eigh",
    lambda A: tuple(xp.linalg.eigh(A)),
    A=lambda grads, eigenvalues, eigenvectors: _eigh_rule(grads, eigenvalues, eigenvectors),
    outputs=("eigenvalues", "eigenvectors"),
)


def _eigh_rule(grads: Any, values: Any, vectors: Any) -> Any:
    gaps = unsqueeze(values, -2) - unsqueeze(values, -1)
    eye = diag_embed(ones_like(values))
    inside = matmul_any(transposed_last(vectors), grads[1]) * (1.0 / (gaps + eye) * (1.0 - eye))
    inside = inside + diag_embed(grads[0])
    return matmul_any(vectors, matmul_any(inside, transposed_last(vectors)))


def matrix_power(input: Any, n: int) -> Any:
    check_matrix(input._array, "matrix_power", floats=False)
    if n < 0:
        input, n = inv(input), -n
    if n == 0:
        eye = xp.eye(input.shape[-1], dtype=input._array.dtype)
        return input.clone().copy_(expand(fresh(eye), tuple(input.shape)))
    result = input
    for _ in range(n - 1):
        result = matmul(result, input)
    return result


def slogdet(A: Any) -> Any:
    return return_types.slogdet(slogdet_(A))


def eigh(A: Any) -> Any:
    check_matrix(A._array, "eigh")
    return return_types.eigh(eigh_(A))


def logdet(input: Any) -> Any:
    """The logarithm of the determinant; nan where that is negative."""
    check_matrix(input._array, "logdet", home="")
    sign, size = slogdet_(input)
    return where(sign == -1, math.nan, size)


addr_: Function = op(
    "addr",
    lambda self, vec1, vec2, beta=1, alpha=1: self * beta + xp.outer(vec1, vec2) * alpha,
    self=lambda grad, beta: grad * beta,
    vec1=lambda grad, vec2, alpha: mv(grad, vec2) * alpha,
    vec2=lambda grad, vec1, alpha: mv(transpose(grad, 0, 1), vec1) * alpha,
    samples=((numbers(2, 3), numbers(2, start=5), numbers(3, start=8), 0.5, 2.0),),
)


def addr(input: Any, vec1: Any, vec2: Any, *, beta: Any = 1, alpha: Any = 1) -> Any:
    return addr_(input, vec1, vec2, beta, alpha)


addbmm_: Function = op(
    "addbmm",
    lambda self, batch1, batch2, beta=1, alpha=1: (
        self * beta + xp.matmul(batch1, batch2).sum(0) * alpha
    ),
    self=lambda grad, beta: grad * beta,
    batch1=lambda grad, batch2, alpha: (
        matmul_any(unsqueeze(grad, 0), transpose(batch2, 1, 2)) * alpha
    ),
    batch2=lambda grad, batch1, alpha: (
        matmul_any(transpose(batch1, 1, 2), unsqueeze(grad, 0)) * alpha
    ),
    samples=((numbers(2, 2), numbers(2, 2, 3, start=5), numbers(2, 3, 2, start=9), 0.5, 2.0),),
)


def addbmm(input: Any, batch1: Any, batch2: Any, *, beta: Any = 1, alpha: Any = 1) -> Any:
    return addbmm_(input, batch1, batch2, beta, alpha)


def cosine_similarity(x1: Any, x2: Any, dim: int = 1, eps: float = 1e-8) -> Any:
    """The dot product of two vectors divided by their lengths (each at least eps)."""
    from gradwalk.ops.spread import vector_norm

    text = "expected common dtype to be floating point, yet common dtype is {}"
    dtypes.require_floats(text, x1, x2)
    x1, x2 = broadcast_tensors(x1, x2)
    lengths = [vector_norm(x, 2, (dim,), True).clone() for x in (x1, x2)]
    for length in lengths:  # ATen bounds them where autograd does not see it
        least = length._array.dtype.type(eps)
        length._array = xp.maximum(length._array, least)
    one, other = (div(x, length) for x, length in zip((x1, x2), lengths, strict=True))
    return sum_dim(mul(one, other), (dim,))


def vander(x: Any, N: int | None = None, *, increasing: bool = False) -> Any:
    """Powers of a vector as the columns of a matrix."""
    if x.ndim != 1:
        raise RuntimeError("x must be a one-dimensional tensor.")
    count = x.shape[0] if N is None else N
    if count < 0:
        raise RuntimeError("N must be non-negative.")
    kind = x._array.dtype if x._array.dtype.kind == "f" else xp.int64
    matrix = fresh(xp.ones((x.shape[0], count), kind))
    if count > 1:
        matrix[:, 1:].copy_(unsqueeze(x, 1))
        matrix[:, 1:].copy_(cumprod(matrix[:, 1:], 1))
    return matrix if increasing else flip(matrix, (1,))
