"""Element by element of two tensors: copysign, logaddexp2, ldexp, float_power, gcd, lcm."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import power
from gradwalk.ops.choice import where
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.samples import BINARY
from gradwalk.ops.transcendental import exp2

copysign: Function = op(
    "copysign",
    lambda self, other: xp.copysign(self, other),
    self=lambda grad, self, result: where(self == 0, 0.0, grad * (result / self)),
    other=lambda grad: zeros_like(grad),
    promote="float",
    samples=BINARY,
)
logaddexp2: Function = op(
    "logaddexp2",
    lambda self, other: xp.logaddexp2(self, other),
    self=lambda grad, self, other: grad / (1 + exp2(other - self)),
    other=lambda grad, self, other: grad / (1 + exp2(self - other)),
    promote="float",
    samples=BINARY,
)


ldexp: Function = op(
    "ldexp",
    lambda self, other: self * xp.exp2(other),
    self=lambda grad, other: grad * exp2(other),
    other=lambda grad, result: grad * result * math.log(2),
    promote="float",
    samples=BINARY,
)


def float_power(input: Any, exponent: Any) -> Any:
    """input ** exponent, in double."""
    base, above = (
        each.to(dtypes.float64) if hasattr(each, "_array") else each for each in (input, exponent)
    )
    return power(base, float(above) if isinstance(above, int) else above)


gcd: Function = op("gcd", lambda self, other: xp.gcd(self, other), promote="same")
lcm: Function = op("lcm", lambda self, other: xp.lcm(self, other), promote="same")
