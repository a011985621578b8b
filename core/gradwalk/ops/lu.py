"""LU factorisation with pivots, and what solves and inverts by triangular factors.

Rules are those of PyTorch's FunctionsManual.cpp for real matrices.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk import return_types
from gradwalk.array import xp
from gradwalk.dtypes import of
from gradwalk.op import Function, op
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.factor import solve_triangular_
from gradwalk.ops.join import cat_op
from gradwalk.ops.matrix import LinAlgError, check_matrix, inv, matmul_any, solve_, transposed_last
from gradwalk.ops.order import tril, triu
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import narrow
from gradwalk.tensorbase import fresh

_SQUARE = numbers(3, 3) + 3 * xp.eye(3)
_RIGHT = numbers(3, 2, start=8)


def factored(A: Any, name: str) -> tuple[Any, Any, Any]:
    """L below and U in and above the diagonal, the rows that were exchanged, the first zero of U.

    Golub and Van Loan, algorithm 3.4.1; rows and zeros count from 1, as LAPACK's getrf has them.
    """
    if A.ndim < 2:
        given = f"Got size: {list(A.shape)} instead"
        raise RuntimeError(f"{name}: Expected tensor with 2 or more dimensions. {given}")
    if A.dtype not in (xp.dtype("float32"), xp.dtype("float64")):
        raise NotImplementedError(f"\"lu_cpu\" not implemented for '{of(A).word}'")
    made, (m, n) = A.copy(), A.shape[-2:]
    pivots = xp.zeros((*A.shape[:-2], min(m, n)), "int32")
    infos = xp.zeros(A.shape[:-2], "int32")
    for place in xp.ndindex(*A.shape[:-2]):
        matrix = made[place]
        for k in range(min(m, n)):
            row = k + int(abs(matrix[k:, k]).argmax())
            pivots[(*place, k)] = row + 1
            if matrix[row, k] == 0:
                infos[place] = infos[place] or k + 1
                continue
            matrix[[k, row]] = matrix[[row, k]]
            matrix[k + 1 :, k] /= matrix[k, k]
            matrix[k + 1 :, k + 1 :] -= xp.outer(matrix[k + 1 :, k], matrix[k, k + 1 :])
    return made, pivots, infos


def _unpacked(LU: Any, pivots: Any) -> tuple[Any, Any, Any]:
    m, n = LU.shape[-2:]
    k = min(m, n)
    swaps = xp.zeros((*LU.shape[:-2], m, m), LU.dtype)
    for place in xp.ndindex(*LU.shape[:-2]):
        order = list(range(m))
        for i, row in enumerate(pivots[place].tolist()):
            order[i], order[row - 1] = order[row - 1], order[i]
        swaps[(*place, order, list(range(m)))] = 1
    return swaps, xp.tril(LU[..., :k], -1) + xp.eye(m, k, dtype=LU.dtype), xp.triu(LU[..., :k, :])


def _unpack_rule(grads: Any, m: int, n: int) -> Any:
    k, lower, upper = min(m, n), tril(grads[1], -1), triu(grads[2])
    below = (zeros_like(narrow(grads[2], -2, 0, 1)),) * (m - k)
    beside = (zeros_like(narrow(grads[1], -1, 0, 1)),) * (n - k)
    return cat_op((lower, *beside), -1) + cat_op((upper, *below), -2)


def _lu_rule(grad_l: Any, grad_u: Any, P: Any, L: Any, U: Any, m: int, n: int) -> Any:
    k, wide = min(m, n), m <= n
    both = matmul_any(transposed_last(L), tril(grad_l, -1))
    both = both - matmul_any(triu(grad_u), transposed_last(U))
    inside = tril(both, -1) if wide else -triu(both)
    lower = transposed_last(L if wide else narrow(L, -2, 0, k))
    upper = transposed_last(narrow(U, -1, 0, k) if n > k else U)
    if wide:
        inside = solve_triangular_(upper, inside, False, False)
        inside = inside + triu(narrow(grad_u, -1, 0, k) if n > k else grad_u)
        if n > k:
            inside = cat_op((inside, narrow(grad_u, -1, k, n - k)), -1)
        return matmul_any(P, solve_triangular_(lower, inside, True, True, True))
    inside = solve_triangular_(lower, inside, True, True, True)
    inside = inside + tril(narrow(grad_l, -2, 0, k), -1)
    inside = cat_op((inside, narrow(grad_l, -2, k, m - k)), -2)
    return matmul_any(P, solve_triangular_(upper, inside, False, False))


lu_unpack_: Function = op(
    "lu_unpack",
    lambda LU_data, LU_pivots: _unpacked(LU_data, LU_pivots),
    LU_data=lambda grads, LU_data_sym_sizes: _unpack_rule(grads, *LU_data_sym_sizes[-2:]),
    outputs=("P", "L", "U"),
    samples=((_SQUARE, xp.array([2, 3, 3], "int32")), (_SQUARE[:2], xp.array([2, 2], "int32"))),
)
lu_factor_: Function = op(
    "linalg_lu_factor_ex",
    lambda A, pivot=True, name="torch.lu_factor": factored(A, name),
    A=lambda grads, LU, pivot, pivots: _lu_factor_rule(grads[0], LU, pivots),
    outputs=("LU", "pivots", "info"),
    samples=((_SQUARE,), (_SQUARE[:2],), (_SQUARE[:, :2],)),
)
lu_: Function = op(
    "linalg_lu",
    lambda A, pivot=True: _unpacked(*factored(A, "linalg.lu")[:2]),
    A=lambda grads, P, L, U, pivot: _lu_rule(
        grads[1], grads[2], P, L, U, tuple(L.shape)[-2], tuple(U.shape)[-1]
    ),
    outputs=("P", "L", "U"),
    samples=((_SQUARE,), (_SQUARE[:2],), (_SQUARE[:, :2],)),
)


def _lu_factor_rule(grad: Any, LU: Any, pivots: Any) -> Any:
    m, n = tuple(LU.shape)[-2:]
    left, top = narrow(grad, -1, 0, min(m, n)), narrow(grad, -2, 0, min(m, n))
    swaps, lower, upper = lu_unpack_(LU, pivots)
    return _lu_rule(left, top, swaps, lower, upper, m, n)


def _lu_solved(LU: Any, pivots: Any, B: Any, left: bool, adjoint: bool) -> Any:
    check_matrix(LU, "lu_solve")
    if B.ndim < 2:
        raise RuntimeError("linalg.lu_solve: The input tensor B must have at least 2 dimensions.")
    if B.shape[-2 if left else -1] != LU.shape[-1]:
        raise RuntimeError(
            "linalg.lu_solve: Incompatible shapes of A and B for the equation "
            f"{'AX' if left else 'XA'} = B ({LU.shape[-2]}x{LU.shape[-1]} and "
            f"{B.shape[-2]}x{B.shape[-1]})"
        )
    swaps, lower, upper = _unpacked(LU, pivots)
    whole = swaps @ lower @ upper
    whole = xp.swapaxes(whole, -1, -2) if adjoint == left else whole
    if left:
        return xp.linalg.solve(whole, B)
    return xp.swapaxes(xp.linalg.solve(whole, xp.swapaxes(B, -1, -2)), -1, -2)


def _lu_solve_rule(grad: Any, LU: Any, pivots: Any, left: bool, adjoint: bool, result: Any) -> Any:
    back = lu_solve(LU, pivots, grad, left, not adjoint)
    if not left:
        back, result, adjoint = transposed_last(back), transposed_last(result), not adjoint
    swaps, lower, upper = lu_unpack_(LU, pivots)
    rows, columns = (result, back) if adjoint else (back, result)
    whole = -matmul_any(matmul_any(transposed_last(swaps), rows), transposed_last(columns))
    below = tril(matmul_any(whole, transposed_last(upper)), -1)
    return below + triu(matmul_any(transposed_last(lower), whole))


lu_solve: Function = op(
    "linalg_lu_solve",
    lambda LU, pivots, B, left=True, adjoint=False: _lu_solved(LU, pivots, B, left, adjoint),
    LU=_lu_solve_rule,
    B=lambda grad, LU, pivots, left, adjoint: lu_solve(LU, pivots, grad, left, not adjoint),
    samples=tuple(
        (_SQUARE, xp.array([2, 3, 3], "int32"), _RIGHT if left else _RIGHT.T, left, adjoint)
        for left in (True, False)
        for adjoint in (True, False)
    ),
)


def lu_factor_ex(A: Any, *, pivot: bool = True, check_errors: bool = False) -> Any:
    """LU and pivots, and where U has its first zero, or 0."""
    return return_types.linalg_lu_factor_ex(_checked(A, pivot, "lu_factor_ex", check_errors))


def lu_factor(A: Any, *, pivot: bool = True) -> Any:
    """LU and pivots; U may not have a zero on its diagonal."""
    return return_types.linalg_lu_factor(_checked(A, pivot, "lu_factor", True)[:2])


def _checked(A: Any, pivot: bool, name: str, check: bool) -> Any:
    _pivoted(pivot)
    made = lu_factor_(A, pivot)
    zeros = made[2]._array.reshape(-1).tolist()
    if check and any(zeros):
        k = next(filter(None, zeros))
        raise RuntimeError(
            f"torch.linalg.{name}: U[{k},{k}] is zero and using it on lu_solve would result in a "
            "division by zero. If you still want to perform the factorization, consider calling "
            "linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)"
        )
    return made


def _pivoted(pivot: bool) -> None:
    if not pivot:
        raise RuntimeError("linalg.lu_factor: LU without pivoting is not implemented on the CPU")


def lu(A: Any, *, pivot: bool = True) -> Any:
    """P, L and U with A = P L U."""
    _pivoted(pivot)
    return return_types.linalg_lu(_plain_swaps(lu_(A, pivot)))


def _plain_swaps(found: Any) -> Any:
    """P, L and U, the first without a history: what rows are exchanged has no derivative."""
    found[0]._edge = None
    return found


def old_lu(A: Any, pivot: bool = True, get_infos: bool = False) -> Any:
    """torch.lu: a plain tuple, or one with names where the zeros are asked for."""
    made = _checked(A, pivot, "lu_factor_ex", not get_infos)
    return return_types.lu_with_info(made) if get_infos else tuple(made[:2])


def lu_unpack(
    LU_data: Any, LU_pivots: Any, unpack_data: bool = True, unpack_pivots: bool = True
) -> Any:
    """P, L and U from what lu_factor returns; what is not wanted is empty."""
    found = _plain_swaps(lu_unpack_(LU_data, LU_pivots))
    wanted = (unpack_pivots, unpack_data, unpack_data)
    empty = fresh(xp.zeros((0,), LU_data._array.dtype))
    return return_types.lu_unpack(
        [each if want else empty for each, want in zip(found, wanted, strict=True)]
    )


def old_lu_solve(b: Any, LU_data: Any, LU_pivots: Any) -> Any:
    """torch.lu_solve, which has its arguments reversed."""
    return lu_solve(LU_data, LU_pivots, b)


# --- by a Cholesky factor ----------------------------------------------------------------------
def _cholesky_solved(self: Any, input2: Any, upper: bool) -> Any:
    for name, array in (("b", self), ("u", input2)):
        if array.ndim < 2:
            raise RuntimeError(
                f"{name} should have at least 2 dimensions, but has {array.ndim} dimensions instead"
            )
    if self.shape[-2] != input2.shape[-1]:
        raise RuntimeError(
            f"Incompatible matrix sizes for cholesky_solve: each A matrix is {input2.shape[-1]} by "
            f"{input2.shape[-1]} but each b matrix is {self.shape[-2]} by {self.shape[-1]}"
        )
    return xp.linalg.solve(_whole(input2, upper), self)


def _whole(factor: Any, upper: bool) -> Any:
    """The matrix of which this is the Cholesky factor."""
    part = xp.swapaxes(xp.triu(factor), -1, -2) if upper else xp.tril(factor)
    return part @ xp.swapaxes(part, -1, -2)


def _of_factor(common: Any, factor: Any, upper: bool) -> Any:
    return -matmul_any(factor, common) if upper else -matmul_any(common, factor)


def _cholesky_solve_rule(grad: Any, self: Any, input2: Any, upper: bool, result: Any) -> Any:
    common = matmul_any(cholesky_solve(grad, input2, upper), transposed_last(result))
    return _of_factor(common + transposed_last(common), input2, upper)


cholesky_solve: Function = op(
    "cholesky_solve",
    lambda self, input2, upper=False: _cholesky_solved(self, input2, upper),
    self=lambda grad, input2, upper: cholesky_solve(grad, input2, upper),
    input2=_cholesky_solve_rule,
)


def _cholesky_inverted(self: Any, upper: bool) -> Any:
    if self.ndim < 2:
        raise RuntimeError("cholesky_inverse: The input tensor A must have at least 2 dimensions.")
    if self.shape[-2] != self.shape[-1]:
        raise RuntimeError(
            "cholesky_inverse: A must be batches of square matrices, but they are "
            f"{self.shape[-2]} by {self.shape[-1]} matrices"
        )
    return xp.linalg.inv(_whole(self, upper))


def _cholesky_inverse_rule(grad: Any, self: Any, upper: bool, result: Any) -> Any:
    common = matmul_any(matmul_any(result, grad + transposed_last(grad)), result)
    return _of_factor(common, self, upper)


cholesky_inverse: Function = op(
    "cholesky_inverse",
    lambda self, upper=False: _cholesky_inverted(self, upper),
    self=lambda grad, self, upper, result: _cholesky_inverse_rule(grad, self, upper, result),
)


def solve_ex(A: Any, B: Any, *, left: bool = True, check_errors: bool = False) -> Any:
    """`solve`, and where the first zero of U is, or 0."""
    info = lu_factor_(A.detach())[2]
    if info._array.any():
        if check_errors:
            text = "The solver failed because the input matrix is singular."
            raise LinAlgError(f"torch.linalg.solve_ex: {text}")
        return return_types.linalg_solve_ex((zeros_like(B) * math.nan, info))
    return return_types.linalg_solve_ex((solve(A, B, left=left), info))


def solve(A: Any, B: Any, *, left: bool = True) -> Any:
    """X with A X = B, or with X A = B."""
    if left:
        return solve_(A, B)
    return transposed_last(solve_(transposed_last(A), transposed_last(B)))


def tensorinv(A: Any, ind: int = 2) -> Any:
    """The inverse for tensordot: of the matrix that has the first `ind` dimensions for rows."""
    if ind <= 0:
        raise RuntimeError(f"Expected a strictly positive integer for 'ind', but got {ind}")
    rows, columns = tuple(A.shape[:ind]), tuple(A.shape[ind:])
    n, m = math.prod(rows), math.prod(columns)
    if n != m:
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[ind:]) == "
            f"prod(self.shape[:ind]), but got {m} != {n}"
        )
    return inv(A.reshape(n, m)).reshape(*columns, *rows)


def tensorsolve(A: Any, B: Any, dims: Any = None) -> Any:
    """X with tensordot(A, X, X.ndim) = B; `dims` of A are moved to its end first."""
    end = tuple(range(A.ndim - len(dims or ()), A.ndim))
    moved = A.movedim(dims, end) if end else A
    sizes = tuple(moved.shape[B.ndim :])
    n, m = math.prod(sizes), B.numel()
    if n != m:
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == "
            f"prod(self.shape[:other.ndim]), but got {n} != {m}"
        )
    return solve_(moved.reshape(m, n), B.flatten()).reshape(sizes)
