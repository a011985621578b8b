"""Sizes of kernels, strides and paddings: one number, or one for each dimension."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Size = int | Sequence[int]


def each(value: Any, k: int) -> tuple[int, ...]:
    """One number for each of k dimensions."""
    return (value,) * k if isinstance(value, int) else tuple(value)
