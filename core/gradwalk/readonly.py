"""Properties that refuse to be set or deleted in the words of PyTorch's C side."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def readonly(function: Callable[[Any], Any], name: str = "") -> property:
    """A property that refuses; the words name the class's `_c_name`, where it has one."""
    name = name or function.__name__

    def refuse(self: Any, *value: Any) -> None:
        kind = getattr(self, "_c_name", type(self).__name__)
        raise AttributeError(f"attribute '{name}' of '{kind}' objects is not writable")

    return property(function, refuse, refuse, doc=function.__doc__)
