"""Properties that refuse assignment in the words of PyTorch's C side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def readonly(function: Callable[[Any], Any]) -> property:
    """A property that refuses assignment in the words of PyTorch's C side."""
    name = function.__name__

    def refuse(self: Any, value: Any) -> None:
        text = f"attribute '{name}' of 'torch._C.TensorBase' objects is not writable"
        raise AttributeError(text)

    return property(function, refuse, doc=function.__doc__)
