"""numpy.linalg: those of its names that there are."""

from gradwalk.ndlist.matmul import matmul, outer, tensordot
from gradwalk.ndlist.matrices import (
    LinAlgError,
    QRResult,
    SlogdetResult,
    cholesky,
    det,
    inv,
    qr,
    slogdet,
    solve,
)
from gradwalk.ndlist.norms import (
    cond,
    lstsq,
    matrix_norm,
    matrix_power,
    matrix_rank,
    multi_dot,
    norm,
    pinv,
    vector_norm,
)
from gradwalk.ndlist.products import cross
from gradwalk.ndlist.spectra import EighResult, SVDResult, eigh, eigvalsh, svd, svdvals
from gradwalk.ndlist.triangles import diagonal, trace

__all__ = [
    "EighResult", "LinAlgError", "QRResult", "SVDResult", "SlogdetResult", "cholesky", "cond",
    "cross", "det", "diagonal", "eigh", "eigvalsh", "inv", "lstsq", "matmul", "matrix_norm",
    "matrix_power", "matrix_rank", "multi_dot", "norm", "outer", "pinv", "qr", "slogdet", "solve",
    "svd", "svdvals", "tensordot", "trace", "vector_norm",
]  # fmt: skip
