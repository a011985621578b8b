"""Element by element: several steps in one op, as optimisers use them: lerp, addcmul, addcdiv."""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.dtypes import of
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import plus
from gradwalk.ops.samples import numbers

# --- combined -------------------------------------------------------------------------------------

lerp_number: Function = op(
    "lerp",
    lambda self, end, weight: _lerp(self, end, weight),
    self=lambda grad, weight: grad * (1 - weight),
    end=lambda grad, weight: grad * weight,
    samples=((numbers(2, 3), numbers(2, 3, start=8), 0.3),),
)
lerp_tensor: Function = op(
    "lerp_tensor",
    lambda self, end, weight: _lerp(self, end, weight),
    self=lambda grad, weight: grad * (1 - weight),
    end=lambda grad, weight: grad * weight,
    weight=lambda grad, self, end: grad * (end - self),
    node="LerpBackward1",
    samples=((numbers(2, 3), numbers(2, 3, start=8), numbers(3, low=0, high=1)),),
)


def _lerp(self: Any, end: Any, weight: Any) -> Any:
    """From whichever end is nearer, as PyTorch does for the sake of rounding."""
    if getattr(weight, "dtype", self.dtype) is not self.dtype:
        if weight.ndim:
            text = f"expected dtype {of(self).c_name} for `weight` but got dtype"
            raise RuntimeError(f"{text} {of(weight).c_name}")
        weight = weight.astype(self.dtype)
    if self.dtype == xp.float16:  # rounded once
        wide = [
            each if isinstance(each, (int, float)) else each.astype(xp.float32)
            for each in (self, end, weight)
        ]
        return _lerp(*wide).astype(xp.float16)
    near = abs(weight) < 0.5
    if isinstance(weight, (int, float)):
        share = weight if near else self.dtype.type(weight) - self.dtype.type(1)
        return plus(self if near else end, end - self, share)
    return plus(xp.where(near, self, end), end - self, xp.where(near, weight, weight - 1))


addcmul: Function = op(
    "addcmul",
    lambda self, tensor1, tensor2, value=1: plus(self, value * tensor1, tensor2),
    self=lambda grad: grad,
    tensor1=lambda grad, tensor2, value: grad * (tensor2 * value),
    tensor2=lambda grad, tensor1, value: grad * (tensor1 * value),
    promote="same",
    samples=((numbers(3), numbers(2, 3), numbers(2, 3, start=8), 0.5),),
)
addcdiv: Function = op(
    "addcdiv",
    lambda self, tensor1, tensor2, value=1: self + (value * tensor1) / tensor2,
    self=lambda grad: grad,
    tensor1=lambda grad, tensor2, value: grad * (value / tensor2),
    tensor2=lambda grad, tensor1, tensor2, value: -grad * (value * tensor1 / (tensor2 * tensor2)),
    promote="same",
    samples=((numbers(3), numbers(2, 3), numbers(2, 3, low=0.5, start=8), 0.5),),
)
