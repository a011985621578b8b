"""torch.nn.functional: linear maps, embeddings, distances."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.ops import compare, einsum, gather, linalg
from gradwalk.ops.shape import t, unsqueeze, view
from gradwalk.tensorbase import is_tensor

# --- linear ---------------------------------------------------------------------------------------


def _require_tensor(value: Any, function: str) -> None:
    if not is_tensor(value):
        kind = type(value).__name__
        raise TypeError(f"{function}(): argument 'input' (position 1) must be Tensor, not {kind}")


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """input @ weight.T + bias: AddmmBackward0 where there is a bias."""
    _require_tensor(input, "linear")
    if not input._array.ndim or not weight._array.ndim:
        raise RuntimeError(
            "both arguments to linear need to be at least 1D, but they are "
            f"{input._array.ndim}D and {weight._array.ndim}D"
        )
    if bias is None:
        return linalg.matmul(input, t(weight))
    if input._array.ndim == 2:
        return linalg.addmm(bias, input, t(weight))
    if not input.is_contiguous():
        return linalg.matmul(input, t(weight)).add_(bias)
    *lead, last = input.shape
    flat = view(input, (math.prod(lead), last))
    return view(linalg.addmm(bias, flat, t(weight)), (*lead, weight.shape[0]))


def bilinear(input1: Any, input2: Any, weight: Any, bias: Any = None) -> Any:
    result = einsum.einsum("...i,oij,...j->...o", input1, weight, input2)
    return result if bias is None else result + bias


def embedding(input: Any, weight: Any, padding_idx: int | None = None, **other: Any) -> Any:
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx < 0:
        padding_idx += weight.shape[0]
    return gather.embedding(weight, input, padding_idx)


def one_hot(tensor: Any, num_classes: int = -1) -> Any:
    array = tensor._array
    if array.dtype.name != "int64":
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if array.size and array.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(array.max()) + 1
    elif array.size and array.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    classes = creation.arange(num_classes)
    return compare.eq(unsqueeze(tensor, -1), classes).to(dtypes.int64)
