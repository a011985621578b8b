"""Named tuples of tensors, printed as torch.return_types are: what max(dim), sort, topk return."""

from __future__ import annotations

from operator import itemgetter
from typing import Any


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
                f"torch.return_types.{name}(\n" + ",\n".join(f"{k}={v!r}" for k, v in pairs) + ")"
            )

    for position, field in enumerate(fields):
        setattr(Result, field, property(itemgetter(position)))
    Result.__name__ = Result.__qualname__ = name
    Result.__module__ = "torch.return_types"
    return Result


max: Any = _named("max", "values", "indices")
min: Any = _named("min", "values", "indices")
median: Any = _named("median", "values", "indices")
nanmedian: Any = _named("nanmedian", "values", "indices")
mode: Any = _named("mode", "values", "indices")
sort: Any = _named("sort", "values", "indices")
topk: Any = _named("topk", "values", "indices")
kthvalue: Any = _named("kthvalue", "values", "indices")
cummax: Any = _named("cummax", "values", "indices")
cummin: Any = _named("cummin", "values", "indices")
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
