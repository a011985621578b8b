"""Sizes of kernels, strides and paddings: one number, or one for each dimension."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Size = int | Sequence[int]


def each(value: Any, k: int) -> tuple[int, ...]:
    """One number for each of k dimensions."""
    return (value,) * k if isinstance(value, int) else tuple(value)


def _ntuple(k: int, name: str) -> Any:
    """What torch.nn.modules.utils has for k dimensions."""

    def parse(x: Any) -> tuple[Any, ...]:
        return tuple(x) if isinstance(x, Iterable) else (x,) * k

    parse.__name__ = name
    return parse


_single, _pair = _ntuple(1, "_single"), _ntuple(2, "_pair")
_triple, _quadruple = _ntuple(3, "_triple"), _ntuple(4, "_quadruple")
