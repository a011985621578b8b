"""Named tuples of tensors, printed as torch.return_types are: what max(dim), sort, topk return."""

from __future__ import annotations

from functools import cache
from operator import itemgetter
from typing import Any, cast


def _named(name: str, *fields: str) -> type[tuple[Any, ...]]:
    """A tuple type whose fields also have names."""

    class Result(tuple[Any, ...]):
        __slots__ = ()

        def __getattr__(self, wanted: str) -> Any:
            text = f"'torch.return_types.{name}' object has no attribute '{wanted}'"
            raise AttributeError(text)

        def __repr__(self) -> str:
            pairs = zip(fields, self, strict=True)
            return (
                f"torch.return_types.{type(self).__name__}(\n"
                + ",\n".join(f"{k}={v!r}" for k, v in pairs)
                + ")"
            )

    for position, field in enumerate(fields):
        setattr(Result, field, property(itemgetter(position)))
    Result.__name__ = Result.__qualname__ = name
    Result.__module__ = "torch.return_types"
    return Result


@cache
def of_out(kind: type[tuple[Any, ...]]) -> type[tuple[Any, ...]]:
    """The type of what is written into `out=`, beside that of what is returned."""
    return kind if kind is tuple else type(f"{kind.__name__}_out", (kind,), {"__slots__": ()})


_OF_VALUES = "max min median nanmedian mode sort topk kthvalue cummax cummin"
max, min, median, nanmedian, mode, sort, topk, kthvalue, cummax, cummin = (
    cast("Any", _named(name, "values", "indices")) for name in _OF_VALUES.split()
)
aminmax: Any = _named("aminmax", "min", "max")
slogdet: Any = _named("slogdet", "sign", "logabsdet")
linalg_slogdet: Any = _named("linalg_slogdet", "sign", "logabsdet")
svd: Any = _named("linalg_svd", "U", "S", "Vh")
eigh: Any = _named("linalg_eigh", "eigenvalues", "eigenvectors")
qr: Any = _named("linalg_qr", "Q", "R")
old_svd: Any = _named("svd", "U", "S", "V")
old_qr: Any = _named("qr", "Q", "R")
histogram: Any = _named("histogram", "hist", "bin_edges")
lstsq: Any = _named("linalg_lstsq", "solution", "residuals", "rank", "singular_values")
inv_ex: Any = _named("linalg_inv_ex", "inverse", "info")
cholesky_ex: Any = _named("linalg_cholesky_ex", "L", "info")
frexp: Any = _named("frexp", "mantissa", "exponent")
linalg_lu: Any = _named("linalg_lu", "P", "L", "U")
lu_unpack: Any = _named("lu_unpack", "P", "L", "U")
linalg_lu_factor: Any = _named("linalg_lu_factor", "LU", "pivots")
linalg_lu_factor_ex: Any = _named("linalg_lu_factor_ex", "LU", "pivots", "info")
lu_with_info: Any = _named("_lu_with_info", "LU", "pivots", "info")
linalg_solve_ex: Any = _named("linalg_solve_ex", "result", "info")
