"""Storage: the memory some tensors share, and the counter of the writes to it.

A Storage is its own version counter, so normally `tensor._counter is tensor._storage`. Views and
`detach()` share both; `.data` shares the storage but counts for itself, which is why a write
through it goes unnoticed.
"""

from __future__ import annotations

from typing import Any

from gradwalk.array import Array


class Counter:
    """Counts the in-place writes made through the tensors that hold it."""

    __slots__ = ("version",)
    version: int

    def __init__(self, version: int = 0) -> None:
        self.version = version


class Storage(Counter):
    """The identity of some memory.

    `buffer` is set when a 0-d tensor, kept as a scalar so far, had to become memory that can be
    shared: whoever still holds the scalar reads the buffer instead.
    """

    __slots__ = ("buffer", "key", "known")

    def __init__(self) -> None:
        self.version = 0
        self.buffer: Array = None
        self.known: Any = None  # what a recorder knows of it
        self.key = 0  # the one that a recorder gave the tensor it belonged to first


class InferenceCounter(Counter):
    """The counter of tensors made in inference mode: it refuses to be read."""

    __slots__ = ()

    def __init__(self) -> None:
        """Nothing is counted."""

    @property
    def version(self) -> int:
        raise RuntimeError("Inference tensors do not track version counter.")

    @version.setter
    def version(self, value: int) -> None:
        pass


class DetachedCounter(InferenceCounter):
    """Of what was detached from an inference tensor after that mode: it counts, all the same."""

    __slots__ = ()
    version = Counter.__dict__["version"]

    def __init__(self) -> None:
        """Nothing was written yet."""
        self.version = 0
