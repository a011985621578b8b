"""Methods that are C's in PyTorch, as they look where somebody forgot to call them: `x.size[0]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class builtin_function_or_method:  # noqa: N801 - the name that Python's own messages have
    """A method of one tensor."""

    __slots__ = ("_function", "_owner")

    def __init__(self, owner: Any, function: Callable[..., Any]) -> None:
        self._owner, self._function = owner, function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._function(self._owner, *args, **kwargs)

    def __repr__(self) -> str:
        kind, name = type(self._owner).__name__, self._function.__name__
        return f"<built-in method {name} of {kind} object at {id(self._owner):#x}>"


class Builtin:
    """A function that is such a method of its class's objects."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __get__(self, owner: Any, kind: Any = None) -> Any:
        return self.function if owner is None else builtin_function_or_method(owner, self.function)
