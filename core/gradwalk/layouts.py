"""torch.layout and torch.memory_format: how tensors lie in memory; here always strided."""

from __future__ import annotations


class Layout:
    """torch.layout."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return f"torch.{self._name}"


class MemoryFormat(Layout):
    """torch.memory_format."""


Layout.__module__, Layout.__name__ = "torch", "layout"
MemoryFormat.__module__, MemoryFormat.__name__ = "torch", "memory_format"
STRIDED = Layout("strided")
CONTIGUOUS = MemoryFormat("contiguous_format")
PRESERVE = MemoryFormat("preserve_format")
CHANNELS_LAST = MemoryFormat("channels_last")
NAMES = {
    "strided": STRIDED,
    "layout": Layout,
    "memory_format": MemoryFormat,
    "contiguous_format": CONTIGUOUS,
    "preserve_format": PRESERVE,
    "channels_last": CHANNELS_LAST,
}
