"""torch.nn.functional: linear maps."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.keywords import not_a_tensor
from gradwalk.ops import dims, linalg
from gradwalk.ops.products import trilinear
from gradwalk.ops.shape import reshape, t, view
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
    """input1 A input2 for each matrix A of `weight`: TrilinearBackward0, of rows."""
    _check_bilinear(input1, input2, weight, bias)
    lead = tuple(input1.shape)[:-1]
    one, two = (reshape(each, (math.prod(lead), each.shape[-1])) for each in (input1, input2))
    made = trilinear(one, weight, two, (1, 3), (0,), (1, 2), (2, 3))
    result = reshape(made, (*lead, weight.shape[0]))
    return result if bias is None else result + bias


def _check_bilinear(input1: Any, input2: Any, weight: Any, bias: Any) -> None:
    given = {"input1": input1, "input2": input2, "weight": weight, "bias": bias}
    kinds = {name: each.dtype for name, each in given.items() if each is not None}
    if len(set(kinds.values())) > 1:
        shown = ", ".join(f"{name}: {kind.c_name}" for name, kind in kinds.items())
        raise RuntimeError(f"All tensors must have the same dtype, got {shown}")
    one, two = tuple(input1.shape), tuple(input2.shape)
    if len(one) != len(two):
        text = f"input dimensions do not match: got {len(one)} and {len(two)}"
        raise RuntimeError(f"bilinear(): {text}")
    for i, (a, b) in enumerate(zip(one[:-1], two[:-1], strict=True)):
        if a != b:
            text = f"input batch dimensions do not match at dim {i}: got {a} and {b}"
            raise RuntimeError(f"bilinear(): {text}")
    if not one:
        raise dims.without(-1)
    sizes = [("input1", one[-1], 1), ("input2", two[-1], 2)]
    sizes += [] if bias is None else [("bias", bias.shape[0], 0)]
    for name, size, axis in sizes:
        if size != weight.size(axis):
            text = f"{name} size does not match weight size: got {size} but expected"
            raise RuntimeError(f"bilinear(): {text} {weight.shape[axis]}")
