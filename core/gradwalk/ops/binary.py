"""Element by element of two tensors: copysign, ldexp, gcd, nextafter and the like; and frexp."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, return_types
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import power
from gradwalk.ops.choice import where
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.samples import BINARY, UNARY
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
    promote="same",
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
        each.to(dtypes.float64) if hasattr(each, "_array") else float(each)
        for each in (input, exponent)
    )
    return power(base, above)


gcd: Function = op("gcd", lambda self, other: xp.gcd(self, other), promote="same")
lcm: Function = op("lcm", lambda self, other: xp.lcm(self, other), promote="same")


def _nextafter(self: Any, other: Any) -> Any:
    if not hasattr(other, "dtype"):
        raise TypeError("nextafter() takes tensors")  # the guard has PyTorch's words
    return xp.nextafter(self, other)


nextafter: Function = op(
    "nextafter",
    lambda self, other: _nextafter(self, other),
    self=lambda grad, self, other: where(self == other, 0.0, grad),
    other=lambda grad, self, other: where(self == other, grad, 0.0),
    promote="same",
    samples=BINARY,
)


def _frexp(self: Any) -> tuple[Any, Any]:
    if self.dtype.kind != "f":
        raise RuntimeError("torch.frexp() only supports floating-point dtypes")
    pairs = [math.frexp(each) for each in self.reshape(-1).tolist()]
    mantissas, exponents = ([pair[at] for pair in pairs] for at in (0, 1))
    return (
        xp.array(mantissas, dtype=self.dtype).reshape(self.shape),
        xp.array(exponents, dtype="int32").reshape(self.shape),
    )


frexp_op: Function = op(
    "frexp",
    _frexp,
    self=lambda grads, exponent: grads[0] / exp2(exponent),
    outputs=("mantissa", "exponent"),
    samples=UNARY,
)


def frexp(input: Any) -> Any:
    """Mantissas in [0.5, 1) and powers of two."""
    return return_types.frexp(frexp_op(input))
