"""Padding layers: zeros, a constant, reflection, replication, circular."""

from __future__ import annotations

from typing import Any

from gradwalk.nn import functional as F
from gradwalk.nn.functions.sizes import each
from gradwalk.nn.module import Module


class _Pad(Module):
    """What they share: `k` spatial dimensions, and how the new elements come about."""

    k = 0
    mode = "constant"

    def __init__(self, padding: Any) -> None:
        super().__init__()
        self.padding = each(padding, 2 * self.k)

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, self.mode)

    def extra_repr(self) -> str:
        return f"{self.padding}"


class _ConstantPad(_Pad):
    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPad):
    k = 1


class ConstantPad2d(_ConstantPad):
    k = 2


class ConstantPad3d(_ConstantPad):
    k = 3


class ZeroPad1d(_Pad):
    k = 1


class ZeroPad2d(_Pad):
    k = 2


class ZeroPad3d(_Pad):
    k = 3


class ReflectionPad1d(_Pad):
    k, mode = 1, "reflect"


class ReflectionPad2d(_Pad):
    k, mode = 2, "reflect"


class ReflectionPad3d(_Pad):
    k, mode = 3, "reflect"


class ReplicationPad1d(_Pad):
    k, mode = 1, "replicate"


class ReplicationPad2d(_Pad):
    k, mode = 2, "replicate"


class ReplicationPad3d(_Pad):
    k, mode = 3, "replicate"


class CircularPad1d(_Pad):
    k, mode = 1, "circular"


class CircularPad2d(_Pad):
    k, mode = 2, "circular"


class CircularPad3d(_Pad):
    k, mode = 3, "circular"
