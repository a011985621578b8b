"""Factorisations of matrices, and what is built on them: svd, qr, lstsq, pinv, triangular solve.

Rules are those of PyTorch's FunctionsManual.cpp for real matrices. The signs of singular vectors
are the array module's; every function that does not depend on them has PyTorch's numbers.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk import return_types
from gradwalk.array import xp
from gradwalk.dtypes import of
from gradwalk.op import Function, op
from gradwalk.ops.basic_index import slice_
from gradwalk.ops.compare import ones_like, zeros_like
from gradwalk.ops.diagonals import diag_embed, diagonal
from gradwalk.ops.join import cat_op
from gradwalk.ops.linalg import matmul
from gradwalk.ops.matrix import check_matrix, inv, matmul_any, require_floats, transposed_last
from gradwalk.ops.order import tril, triu
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import narrow, unsqueeze, view
from gradwalk.ops.spread import vector_norm
from gradwalk.tensorbase import fresh

_NO_SUCH_TYPE = "This function doesn't handle types other than float and double"
_TALL = numbers(4, 3) + xp.eye(4, 3) * 3


# --- singular values -----------------------------------------------------------------------------
def _svd(A: Any, full_matrices: bool) -> tuple[Any, Any, Any]:
    check_matrix(A, "svd", square=False)
    u, s, vh = xp.linalg.svd(A, full_matrices=full_matrices)
    return u, s, vh


def _svd_rule(grads: Any, u: Any, s: Any, vh: Any) -> Any:
    """Townsend 2016, for the thin factors: the gradients of U and V move the matrix too."""
    grad_u, grad_s, grad_vh = grads
    k, tall, wide = tuple(s.shape)[-1], tuple(u.shape)[-2], tuple(vh.shape)[-1]
    u, grad_u = (narrow(each, -1, 0, k) for each in (u, grad_u))
    vh, grad_vh = (narrow(each, -2, 0, k) for each in (vh, grad_vh))
    v = transposed_last(vh)
    squares = s * s
    gaps = unsqueeze(squares, -2) - unsqueeze(squares, -1)
    eye = diag_embed(ones_like(s))
    inverse = (1.0 / (gaps + eye)) * (1.0 - eye)
    skew_u = matmul_any(transposed_last(u), grad_u)
    skew_v = matmul_any(vh, transposed_last(grad_vh))
    row, column = unsqueeze(s, -2), unsqueeze(s, -1)
    inside = (skew_u - transposed_last(skew_u)) * inverse * row
    inside = inside + (skew_v - transposed_last(skew_v)) * inverse * column
    inside = inside + diag_embed(grad_s)
    total = matmul_any(u, matmul_any(inside, vh))
    if tall > k:
        rest = grad_u / row
        rest = rest - matmul_any(u, matmul_any(transposed_last(u), rest))
        total = total + matmul_any(rest, vh)
    if wide > k:
        rest = transposed_last(grad_vh) / row
        rest = rest - matmul_any(v, matmul_any(vh, rest))
        total = total + matmul_any(u, transposed_last(rest))
    return total


svd_: Function = op(
    "linalg_svd",
    lambda A, full_matrices=False: _svd(A, full_matrices),
    A=lambda grads, U, S, Vh: _svd_rule(grads, U, S, Vh),
    outputs=("U", "S", "Vh"),
    samples=((_TALL,),),
)


def svd(A: Any, full_matrices: bool = True, *, driver: Any = None) -> Any:
    """U, S, Vh with A = U diag(S) Vh."""
    return return_types.svd(svd_(A, full_matrices))


def svdvals(A: Any, *, driver: Any = None) -> Any:
    """The singular values."""
    return svd_(A, False)[1]


def matrix_norm(
    A: Any, ord: Any = "fro", dim: Any = (-2, -1), keepdim: bool = False, *, dtype: Any = None
) -> Any:
    """The norm of matrices: "fro", "nuc", 1, -1, 2, -2, inf, -inf."""
    if isinstance(ord, str) and ord not in ("fro", "nuc"):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if A.ndim < 2:
        text = "linalg.matrix_norm: The input tensor A must have at least 2 dimensions."
        raise RuntimeError(text)
    require_floats("linalg.matrix_norm", A._array)
    if len(dim) != 2:
        raise RuntimeError(f"linalg.matrix_norm: dim must be a 2-tuple. Got {dim[0]}")
    rows, columns = (d % A.ndim for d in dim)
    if ord == "fro":
        return vector_norm(A, 2.0, (rows, columns), keepdim)
    if ord in ("nuc", 2, -2):
        values = svdvals(A.movedim((rows, columns), (-2, -1)))
        made = values.sum(-1) if ord == "nuc" else values.amax(-1) if ord == 2 else values.amin(-1)
        return made.unsqueeze(rows).unsqueeze(columns) if keepdim else made
    if abs(ord) not in (1, math.inf):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    along, rest = (rows, columns) if abs(ord) == 1 else (columns, rows)
    sums = vector_norm(A, 1.0, (along,), keepdim)
    rest -= int(not keepdim and rest > along)
    return sums.amax(rest, keepdim) if ord > 0 else sums.amin(rest, keepdim)


def matrix_rank(
    A: Any, *, atol: Any = None, rtol: Any = None, tol: Any = None, hermitian: bool = False
) -> Any:
    """How many singular values are not negligible."""
    array = A._array
    if array.ndim < 2:
        start = "torch.linalg.matrix_rank: The input tensor input"
        raise RuntimeError(f"{start} must have at least 2 dimensions.")
    if array.dtype not in (xp.float32, xp.float64):
        raise RuntimeError(_NO_SUCH_TYPE)
    values = xp.linalg.svd(array, compute_uv=False)
    top = values.max(-1) if values.shape[-1] else xp.zeros(values.shape[:-1])
    relative = max(array.shape[-2:]) * float(xp.finfo(array.dtype).eps) if rtol is None else rtol
    relative = 0.0 if rtol is None and (atol or tol) else relative
    cut = xp.maximum(top * relative, (atol if tol is None else tol) or 0.0)
    return fresh(xp.asarray((values > cut[..., None]).sum(-1), dtype="int64"))


def _pinv(A: Any, atol: Any, rtol: Any) -> Any:
    if A.ndim < 2 or A.dtype not in (xp.float32, xp.float64):
        raise RuntimeError(
            f"linalg.pinv({of(A).word}{{{list(A.shape)}}}): expected a tensor with 2 or more "
            "dimensions of float, double, cfloat or cdouble types"
        )
    u, s, vh = xp.linalg.svd(A, full_matrices=False)
    if rtol is None:
        rtol = 0.0 if atol else max(A.shape[-2:]) * float(xp.finfo(A.dtype).eps)
    top = s.max(-1, keepdims=True) if s.shape[-1] else s
    keep = s > xp.maximum(xp.asarray(atol or 0.0, dtype=s.dtype), top * rtol)
    inverse = xp.where(keep, 1.0 / xp.where(keep, s, 1.0), 0.0).astype(s.dtype)
    return xp.matmul(xp.swapaxes(vh, -2, -1) * inverse[..., None, :], xp.swapaxes(u, -2, -1))


def _pinv_backward(grad: Any, result: Any, A: Any) -> Any:
    """Golub and Pereyra 1973, in the form that makes the smaller products."""
    m, n = tuple(A.shape)[-2:]
    across, grad = transposed_last(result), transposed_last(grad)
    if m <= n:
        inner = matmul_any(grad, result)
        whole = matmul_any(inner, across)
        return (
            whole
            - transposed_last(matmul_any(result, inner))
            - matmul_any(matmul_any(A, result), whole)
            + matmul_any(matmul_any(across, result), grad - matmul_any(inner, A))
        )
    inner = matmul_any(result, grad)
    whole = matmul_any(across, inner)
    return (
        whole
        - transposed_last(matmul_any(inner, result))
        + matmul_any(matmul_any(grad - matmul_any(A, inner), result), across)
        - matmul_any(matmul_any(whole, result), A)
    )


pinv_: Function = op(
    "linalg_pinv",
    lambda self, atol, rtol: _pinv(self, atol, rtol),
    self=lambda grad, result, self: _pinv_backward(grad, result, self),
    samples=((_TALL, None, None), (_TALL.T.copy(), None, None)),
)


def pinv(A: Any, *args: Any, atol: Any = None, rtol: Any = None, hermitian: bool = False) -> Any:
    """The pseudo-inverse, by singular values; the older spelling is `pinv(A, rcond)`."""
    return pinv_(A, atol, args[0] if args else rtol)


def cond(A: Any, p: Any = None) -> Any:
    """The condition number."""
    if p in (None, 2):
        values = svdvals(A)
        return (narrow(values, -1, 0, 1) / narrow(values, -1, -1, 1)).squeeze(-1)
    return matrix_norm(A, p) * matrix_norm(inv(A), p)


# --- QR ------------------------------------------------------------------------------------------
def _qr_rule(grads: Any, Q: Any, R: Any) -> Any:
    """Walter and Lehmann 2018: A at least as high as wide."""
    grad_q, grad_r = grads
    m = matmul_any(R, transposed_last(grad_r)) - matmul_any(transposed_last(grad_q), Q)
    lower = tril(m, -1)
    symmetric = lower + transposed_last(lower) + diag_embed(diagonal(m, 0, -2, -1))
    total = grad_q + matmul_any(Q, symmetric)
    return matmul_any(total, transposed_last(inv(R)))


def _qr(A: Any, mode: str) -> tuple[Any, Any]:
    check_matrix(A, "qr", square=False)
    q, r = xp.linalg.qr(A, "complete" if mode == "complete" else "reduced")
    return q, r


qr_: Function = op(
    "linalg_qr",
    lambda A, mode="reduced": _qr(A, mode),
    A=lambda grads, Q, R: _qr_rule(grads, Q, R),
    outputs=("Q", "R"),
    samples=((_TALL,), (numbers(3, 3) + xp.eye(3) * 3,)),
)


def _no_q(grad: Any) -> Any:
    raise RuntimeError(
        "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use "
        "linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr."
    )


qr_only_r: Function = op(
    "linalg_qr_r", lambda A: _qr(A, "reduced")[1], A=_no_q, node="LinalgQrBackward0"
)


def qr(A: Any, mode: str = "reduced") -> Any:
    """Q and R with A = Q R; mode "reduced", "complete" or "r"."""
    if mode not in ("reduced", "complete", "r"):
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), "
            "'r', or 'complete'"
        )
    if mode == "r":
        return return_types.qr((fresh(xp.zeros((0,), A._array.dtype)), qr_only_r(A)))
    return return_types.qr(qr_(A, mode))


# --- solving -------------------------------------------------------------------------------------
def _triangular(
    self: Any, B: Any, upper: bool, left: bool = True, unitriangular: bool = False
) -> Any:
    check_matrix(self, "solve_triangular")
    part = xp.triu(self) if upper else xp.tril(self)
    if unitriangular:
        n = self.shape[-1]
        part = part * (1 - xp.eye(n, dtype=self.dtype)) + xp.eye(n, dtype=self.dtype)
    if left:
        return xp.linalg.solve(part, B)
    swapped = xp.linalg.solve(xp.swapaxes(part, -1, -2), xp.swapaxes(B, -1, -2))
    return xp.swapaxes(swapped, -1, -2)


def _triangular_a(
    grad: Any, self: Any, upper: bool, left: bool, unitriangular: bool, result: Any
) -> Any:
    back = solve_triangular_(transposed_last(self), grad, not upper, left, unitriangular)
    if left:
        whole = -matmul_any(back, transposed_last(result))
    else:
        whole = -matmul_any(transposed_last(result), back)
    shift = int(unitriangular)
    return triu(whole, shift) if upper else tril(whole, -shift)


solve_triangular_: Function = op(
    "linalg_solve_triangular",
    _triangular,
    self=_triangular_a,
    B=lambda grad, self, upper, left, unitriangular: solve_triangular_(
        transposed_last(self), grad, not upper, left, unitriangular
    ),
    samples=(
        (numbers(3, 3) + xp.eye(3) * 3, numbers(3, 2, start=8), True),
        (numbers(3, 3) + xp.eye(3) * 3, numbers(2, 3, start=8), False, False),
        (numbers(3, 3), numbers(3, 2, start=8), True, True, True),
    ),
)


def solve_triangular(
    A: Any, B: Any, *, upper: bool, left: bool = True, unitriangular: bool = False
) -> Any:
    """X with A X = B (or X A = B), A taken for triangular."""
    return solve_triangular_(A, B, upper, left, unitriangular)


def _lstsq(A: Any, B: Any, told: bool) -> tuple[Any, Any]:
    """The solution of least norm, and the sums of squared residuals where they are told."""
    solution = xp.matmul(_pinv(A, None, None), B)
    if not told or A.shape[-2] <= A.shape[-1]:
        return solution, xp.zeros((0,), A.dtype)
    return solution, ((xp.matmul(A, solution) - B) ** 2).sum(-2)


def _lstsq_backward(grads: Any, A: Any, B: Any, solution: Any, told: bool) -> tuple[Any, Any]:
    """The gradients for A and for B."""
    inverse = pinv_(A, None, None)
    of_a = _pinv_backward(matmul_any(grads[0], transposed_last(B)), inverse, A)
    of_b = matmul_any(transposed_last(inverse), grads[0])
    if not told or tuple(A.shape)[-2] <= tuple(A.shape)[-1]:
        return of_a, of_b
    gap = (matmul_any(A, solution) - B) * (unsqueeze(grads[1], -2) * 2.0)
    return of_a + matmul_any(gap, transposed_last(solution)), of_b - gap


lstsq_: Function = op(
    "linalg_lstsq",
    lambda self, b, told: _lstsq(self, b, told),
    self=lambda grads, self, b, solution, told: _lstsq_backward(grads, self, b, solution, told)[0],
    b=lambda grads, self, b, solution, told: _lstsq_backward(grads, self, b, solution, told)[1],
    outputs=("solution", "residuals"),
    samples=((_TALL, numbers(4, 2, start=9), True),),
)


def lstsq(A: Any, B: Any, rcond: Any = None, *, driver: Any = None) -> Any:
    """The least-squares solution of A X = B; which of the rest is told is the driver's choice."""
    _check_lstsq(A, B, driver)
    column = B.ndim == A.ndim - 1 or B.ndim == 1
    told = driver in ("gels", "gelsd", "gelss")
    found, residuals = lstsq_(A, unsqueeze(B, -1) if column else B, told)
    empty = fresh(xp.zeros((0,), A._array.dtype))
    values = svdvals(A.detach()) if driver in ("gelsd", "gelss") else empty
    rank = fresh(xp.zeros((0,), "int64")) if driver == "gels" else matrix_rank(A)
    shown = found.squeeze(-1) if column else found
    return return_types.lstsq((shown, residuals, rank, values))


def _check_lstsq(A: Any, B: Any, driver: str | None) -> None:
    name = "torch.linalg.lstsq: "
    if A.ndim < 2:
        raise RuntimeError(name + "input must have at least 2 dimensions.")
    if A._array.dtype != B._array.dtype:
        raise RuntimeError(
            f"{name}Expected input and other to have the same dtype, but got input's dtype "
            f"{A.dtype.word} and other's dtype {B.dtype.word}"
        )
    if A.shape[-2] != B.shape[-1 if B.ndim == A.ndim - 1 else -2]:
        where = "(-1)" if B.ndim == A.ndim - 1 else "(-2)"
        raise RuntimeError(f"{name}input.size(-2) should match other.size{where}")
    if driver not in (None, "gels", "gelsy", "gelsd", "gelss"):
        raise RuntimeError(name + "parameter `driver` should be one of (gels, gelsy, gelsd, gelss)")
    if A._array.dtype not in (xp.float32, xp.float64):
        raise RuntimeError(_NO_SUCH_TYPE)


def _matrix_exp(A: Any) -> Any:
    """The exponential, by scaling, a Taylor series and squaring."""
    check_matrix(A, "matrix_exp")
    size = float(abs(A).sum(-1).max()) if A.size else 0.0
    halvings = max(0, math.ceil(math.log2(size)) + 2) if size > 0 else 0
    small = A / A.dtype.type(2**halvings)
    total = xp.broadcast_to(xp.eye(A.shape[-1], dtype=A.dtype), A.shape).copy()
    term = total
    for k in range(1, 19):
        term = xp.matmul(term, small) / A.dtype.type(k)
        total = total + term
    for _ in range(halvings):
        total = xp.matmul(total, total)
    return total


def _matrix_exp_backward(grad: Any, A: Any) -> Any:
    """The derivative stands in a block of the exponential of a larger matrix (Al-Mohy, Higham)."""
    ndim, n, turned = len(tuple(A.shape)), tuple(A.shape)[-1], transposed_last(A)
    top = cat_op((turned, grad), -1)
    bottom = cat_op((zeros_like(A), turned), -1)
    whole = matrix_exp(cat_op((top, bottom), -2))
    return slice_(slice_(whole, ndim - 2, 0, n, 1), ndim - 1, n, 2 * n, 1)


matrix_exp: Function = op(
    "linalg_matrix_exp",
    lambda A: _matrix_exp(A),
    A=lambda grad, A: _matrix_exp_backward(grad, A),
    samples=((numbers(3, 3),),),
)


def multi_dot(tensors: Any) -> Any:
    """The product of several matrices."""
    if len(tensors) < 2:
        raise RuntimeError("multi_dot(): expected at least 2 tensors but got 1")
    _check_chain(tensors)
    first = tensors[0] if tensors[0].ndim == 2 else unsqueeze(tensors[0], 0)
    last = tensors[-1] if tensors[-1].ndim == 2 else unsqueeze(tensors[-1], 1)
    matrices = [first, *tensors[1:-1], last]
    shape = (tensors[0].shape[0],) if tensors[0].ndim == 2 else ()
    shape += (tensors[-1].shape[1],) if tensors[-1].ndim == 2 else ()
    return view(_chained(matrices), shape)


def _check_chain(tensors: Any) -> None:
    """Refuse factors that are no matrices, of several dtypes or that do not fit together."""
    last = len(tensors) - 1
    for i, each in enumerate(tensors):
        place = {0: "first", last: "last"}.get(i)
        if each.ndim != 2 and not (place and each.ndim == 1):
            wanted = f"the {place} tensor must be 1D or 2D" if place else f"tensor {i} must be 2D"
            raise RuntimeError(f"multi_dot(): {wanted} but got {each.ndim}D")
        if each.dtype is not tensors[0].dtype:
            kinds = tensors[0].dtype.c_name, each.dtype.c_name
            raise RuntimeError(
                "multi_dot(): all tensors must have be the same dtype but tensor 0 is "
                f"{kinds[0]} and tensor {i} {kinds[1]}"
            )
    for i in range(last):
        one, other = (list(each.shape) for each in tensors[i : i + 2])
        if one[-1] != other[0]:
            raise RuntimeError(
                f"multi_dot(): tensors {i} and {i + 1} with shapes {one} and {other} cannot be "
                "multiplied"
            )


def _chained(matrices: Any) -> Any:
    """The product in the order that needs the fewest multiplications."""
    n = len(matrices)
    if n == 1:
        return matrices[0]
    sizes = [matrices[0].shape[0], *[each.shape[1] for each in matrices]]
    cost = [[0] * n for _ in range(n)]
    cut = [[0] * n for _ in range(n)]
    for length in range(1, n):
        for i in range(n - length):
            j = i + length
            found = [
                (cost[i][k] + cost[k + 1][j] + sizes[i] * sizes[k + 1] * sizes[j + 1], k)
                for k in range(i, j)
            ]
            cost[i][j], cut[i][j] = min(found)

    def product(i: int, j: int) -> Any:
        if i == j:
            return matrices[i]
        return matmul(product(i, cut[i][j]), product(cut[i][j] + 1, j))

    return product(0, n - 1)
