"""numpy.linalg: those of its names that there are."""

from gradwalk.exports import exported

_NAMES = """
matmul: matmul outer tensordot
matrices: LinAlgError QRResult SlogdetResult cholesky det inv qr slogdet solve
norms: cond lstsq matrix_norm matrix_power matrix_rank multi_dot norm pinv vector_norm
products: cross
spectra: EighResult SVDResult eigh eigvalsh svd svdvals
triangles: diagonal trace
"""
_FOUND = exported("gradwalk.ndlist", _NAMES)
globals().update(_FOUND)
__all__ = [*_FOUND]  # noqa: PLE0604
