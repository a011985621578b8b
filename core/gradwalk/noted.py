"""Nodes on which programs note what they like: `ctx.saved = 3` is not what the engine saved.

The context of a custom function is its node. What a program sets there by a name that the engine
uses, too, is kept apart, and found again by the program alone.
"""

from __future__ import annotations

import sys
from typing import Any

from gradwalk.graph import Node


class NotedNode(Node):
    """A node that programs may set attributes on."""

    ours: frozenset[str] = frozenset()  # names that mean something to the engine and not to PyTorch

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self.ours and not _asked_by_us():
            if "_theirs" not in self.__dict__:
                self.__class__ = _apart(type(self))
                self._theirs: dict[str, Any] = {}
            self._theirs[name] = value
            return
        try:
            object.__setattr__(self, name, value)
        except AttributeError:
            text = f"attribute '{name}' of 'torch._C._FunctionBase' objects is not writable"
            raise AttributeError(text) from None

    def __delattr__(self, name: str) -> None:
        if name not in self.ours or _asked_by_us():
            object.__delattr__(self, name)
        elif name not in self.__dict__.get("_theirs", ()):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        else:
            del self._theirs[name]


def _asked_by_us() -> bool:
    """Whether the engine reads or writes a node's attribute; else the program does."""
    return str(sys._getframe(2).f_globals.get("__name__")).partition(".")[0] == "gradwalk"


def _apart(cls: Any) -> Any:
    """The class of nodes that have something by the name of one of ours: slower to read.

    A class keeps its own, so that all nodes of a kind are of one class, as in PyTorch.
    """
    if "_apart" in cls.__dict__:
        return cls._apart

    def __getattribute__(self: NotedNode, name: str) -> Any:  # noqa: N807 - for the class below
        if name in cls.ours and not _asked_by_us():
            theirs = object.__getattribute__(self, "_theirs")
            if name in theirs:
                return theirs[name]
        return object.__getattribute__(self, name)

    body = {"__getattribute__": __getattribute__, "__module__": cls.__module__}
    cls._apart = type(cls.__name__, (cls,), body)
    return cls._apart
