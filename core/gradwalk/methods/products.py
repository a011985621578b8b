"""The methods of Tensor for products and for linear algebra."""

from __future__ import annotations

from typing import Any

from gradwalk.op import in_place
from gradwalk.ops import linalg, matrix


class Products:
    """Products and factorisations."""

    __slots__ = ()

    matmul = linalg.matmul
    mm = linalg.mm
    mv = linalg.mv
    bmm = linalg.bmm
    dot = linalg.dot
    outer = ger = linalg.outer
    inner = linalg.inner
    addmm = linalg.addmm
    addmv = linalg.addmv
    baddbmm = linalg.baddbmm
    cross = linalg.cross
    kron = linalg.kron
    det = matrix.det
    logdet = matrix.logdet
    inverse = matrix.inv
    cholesky = matrix.cholesky
    matrix_power = matrix.matrix_power
    addbmm = matrix.addbmm
    addr = matrix.addr
    addbmm_ = in_place(matrix.addbmm_, "addbmm_")
    addmm_ = in_place(linalg.addmm)
    addmv_ = in_place(linalg.addmv)
    baddbmm_ = in_place(linalg.baddbmm)
    vdot = linalg.vdot
    slogdet = matrix.slogdet

    def pinverse(self, rcond: float = 1e-15) -> Any:
        """The pseudo-inverse."""
        from gradwalk import linalg as names

        return names.pinv(self, rtol=rcond)

    def svd(self, some: bool = True, compute_uv: bool = True) -> Any:
        """U, S and V with self = U diag(S) V^T."""
        from gradwalk import linalg as names
        from gradwalk import return_types

        u, s, vh = names.svd(self, full_matrices=not some)
        return return_types.old_svd((u, s, vh.mH))

    def qr(self, some: bool = True) -> Any:
        """Q and R with self = Q R."""
        from gradwalk import linalg as names
        from gradwalk import return_types

        return return_types.old_qr(names.qr(self, "reduced" if some else "complete"))

    def matrix_exp(self) -> Any:
        """The exponential of a square matrix."""
        from gradwalk import linalg as names

        return names.matrix_exp(self)
