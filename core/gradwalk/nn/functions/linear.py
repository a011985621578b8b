"""torch.nn.functional: linear maps."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.keywords import not_a_tensor
from gradwalk.ops import einsum, linalg
from gradwalk.ops.shape import t, view
from gradwalk.tensorbase import is_tensor


def require_tensor(value: Any, function: str) -> None:
    if not is_tensor(value):
        raise not_a_tensor(function, value)


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """input @ weight.T + bias: AddmmBackward0 where there is a bias."""
    require_tensor(input, "linear")
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
