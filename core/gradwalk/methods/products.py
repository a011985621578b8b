"""The methods of Tensor for products and for linear algebra."""

from __future__ import annotations

from typing import Any

from gradwalk import errors, return_types
from gradwalk.op import in_place
from gradwalk.ops import factor, linalg, matrix
from gradwalk.ops import lu as lower_upper

_CHOLESKY = (
    "torch.cholesky is deprecated in favor of torch.linalg.cholesky and will be removed in a "
    "future PyTorch release.\nL = torch.cholesky(A)\nshould be replaced with\n"
    "L = torch.linalg.cholesky(A)\nand\nU = torch.cholesky(A, upper=True)\n"
    "should be replaced with\nU = torch.linalg.cholesky(A).mH\n"
    "This transform will produce equivalent results for all valid (symmetric positive definite) "
    "inputs."
)
_QR = (
    "torch.qr is deprecated in favor of torch.linalg.qr and will be removed in a future PyTorch "
    "release.\nThe boolean parameter 'some' has been replaced with a string parameter 'mode'.\n"
    "Q, R = torch.qr(A, some)\nshould be replaced with\n"
    "Q, R = torch.linalg.qr(A, 'reduced' if some else 'complete')"
)


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
    matrix_power = matrix.matrix_power
    addbmm = matrix.addbmm
    addr = matrix.addr
    addbmm_ = in_place(matrix.addbmm_, "addbmm_")
    addmm_ = in_place(linalg.addmm)
    addmv_ = in_place(linalg.addmv)
    baddbmm_ = in_place(linalg.baddbmm)
    vdot = linalg.vdot
    slogdet = matrix.slogdet
    lu = lower_upper.old_lu
    lu_solve = lower_upper.old_lu_solve
    cholesky_solve = lower_upper.cholesky_solve
    cholesky_inverse = lower_upper.cholesky_inverse

    matrix_exp = factor.matrix_exp

    def pinverse(self, rcond: float = 1e-15) -> Any:
        """The pseudo-inverse."""
        return factor.pinv(self, rtol=rcond)

    def svd(self, some: bool = True, compute_uv: bool = True) -> Any:
        """U, S and V with self = U diag(S) V^T."""
        u, s, vh = factor.svd(self, full_matrices=not some)
        return return_types.old_svd((u, s, vh.mH))

    def cholesky(self, upper: bool = False) -> Any:
        """L (or its transpose) with self = L L^T."""
        errors.warn_once(_CHOLESKY)
        made = matrix.cholesky(self)
        return made.mT if upper else made

    def qr(self, some: bool = True) -> Any:
        """Q and R with self = Q R."""
        errors.warn_once(_QR)
        return return_types.old_qr(factor.qr(self, "reduced" if some else "complete"))
