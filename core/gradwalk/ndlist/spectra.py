"""Eigenvalues of symmetric matrices and singular values of any, in stacks, with their vectors."""

from __future__ import annotations

from typing import Any, NamedTuple

from gradwalk.ndlist import eigen, factors, singular
from gradwalk.ndlist.base import Shape, build
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.factors import Rows
from gradwalk.ndlist.matrices import LinAlgError, result_kind, stacked, unstacked


class EighResult(NamedTuple):
    """What eigh returns."""

    eigenvalues: Any
    eigenvectors: Any


class SVDResult(NamedTuple):
    """What svd returns."""

    U: Any
    S: Any
    Vh: Any


def _eigh(a: Any, uplo: str) -> tuple[list[tuple[list[float], Rows]], Shape]:
    if uplo.upper() not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    stack, lead = stacked(a, square=True)
    found = []
    for rows in stack:
        pair = eigen.eigh(rows if uplo.upper() == "L" else factors.columns(rows))
        if pair is None:
            raise LinAlgError("Eigenvalues did not converge")
        found.append(pair)
    return found, lead


def eigh(a: Any, UPLO: str = "L") -> EighResult:
    """Eigenvalues (..., n) in ascending order and eigenvectors (..., n, n) as columns."""
    a = asarray(a)
    found, lead = _eigh(a, UPLO)
    kind, n = result_kind(a), a.shape[-1]
    flat = [number for pair in found for number in pair[0]]
    vectors = unstacked([pair[1] for pair in found], lead, n, n, kind)
    return EighResult(build(flat, (*lead, n), kind), vectors)


def eigvalsh(a: Any, UPLO: str = "L") -> Any:
    """The eigenvalues of symmetric matrices (..., n), in ascending order."""
    return eigh(a, UPLO).eigenvalues


def svd(
    a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False
) -> Any:
    """(U, S, Vh) with a = U diag(S) Vh, S in descending order; only S without `compute_uv`."""
    a = asarray(a)
    stack, lead = stacked(a)
    kind, (m, n) = result_kind(a), a.shape[-2:]
    found = [singular.svd(rows, m, n, full_matrices) for rows in stack]
    if not all(found):
        raise LinAlgError("SVD did not converge")
    k = min(m, n)
    s = build([number for each in found if each for number in each[1]], (*lead, k), kind)
    if not compute_uv:
        return s
    u = unstacked([each[0] for each in found if each], lead, m, m if full_matrices else k, kind)
    vh = unstacked([each[2] for each in found if each], lead, n if full_matrices else k, n, kind)
    return SVDResult(u, s, vh)


def svdvals(x: Any, /) -> Any:
    """The singular values, in descending order."""
    return svd(x, compute_uv=False)
