"""Methods that are C's in PyTorch, as they look where somebody forgot to call them: `x.size[0]`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any


class builtin_function_or_method(partial[Any]):  # noqa: N801 - Python's own messages name it so
    """A method of one tensor; a partial, as Python calls that without a function of ours."""

    __slots__ = ()
    __self__ = property(lambda self: self.args[0])
    __name__ = property(lambda self: self.func.__name__)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, builtin_function_or_method):
            return False
        return self.func is other.func and self.args[0] is other.args[0]

    def __hash__(self) -> int:
        return hash((self.func, id(self.args[0])))

    def __repr__(self) -> str:
        kind, place = type(self.args[0]).__name__, id(self.args[0])
        return f"<built-in method {self.__name__} of {kind} object at {place:#x}>"


class Builtin:
    """A function that is such a method of its class's objects."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        return self.function if owner is None else builtin_function_or_method(self.function, owner)
