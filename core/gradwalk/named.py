"""Functions made by a function: each goes under its own name in errors, and is documented."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Dotted(type):
    """A class that Python's own errors call torch.NAME, as they do a class made in C."""

    def __init__(cls, *given: Any) -> None:
        super().__init__(*given)
        type.__dict__["__name__"].__set__(cls, f"torch.{cls.__qualname__}")

    __name__ = property(lambda cls: cls.__qualname__)


def named(function: Callable[..., Any], name: str, doc: str | None = None) -> Callable[..., Any]:
    """The function, one of a family, as if it had been defined under this name."""
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc or function.__doc__
    return function
