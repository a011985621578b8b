"""Padding layers: zeros, a constant, reflection, replication, circular."""

from __future__ import annotations

from typing import Any

from gradwalk.nn import functional as F
from gradwalk.nn.families import of_dimensions
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


class _ConstantPadNd(_Pad):
    def __init__(self, padding: Any, value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Any) -> Any:
        return F.pad(input, self.padding, "constant", self.value)

    def extra_repr(self) -> str:
        return f"padding={self.padding}, value={self.value}"


ConstantPad1d, ConstantPad2d, ConstantPad3d = of_dimensions(_ConstantPadNd, "ConstantPad", 1, 2, 3)
ZeroPad1d, ZeroPad2d, ZeroPad3d = of_dimensions(_Pad, "ZeroPad", 1, 2, 3)
ReflectionPad1d, ReflectionPad2d, ReflectionPad3d = of_dimensions(
    _Pad, "ReflectionPad", 1, 2, 3, mode="reflect"
)
ReplicationPad1d, ReplicationPad2d, ReplicationPad3d = of_dimensions(
    _Pad, "ReplicationPad", 1, 2, 3, mode="replicate"
)
CircularPad1d, CircularPad2d, CircularPad3d = of_dimensions(
    _Pad, "CircularPad", 1, 2, 3, mode="circular"
)
