"""What a module's parts may be called, and what errors and its repr call them."""

from __future__ import annotations

from typing import Any

from gradwalk.tensor import Tensor


def check_name(name: str, kind: str) -> None:
    if not isinstance(name, str):
        raise TypeError(f"{kind} name should be a string. Got {type(name).__name__}")
    if "." in name:
        more = f", got: {name}" if kind == "module" else ""
        raise KeyError(f'{kind} name can\'t contain "."{more}')
    if not name:
        raise KeyError(f'{kind} name can\'t be empty string ""')


def type_name(value: Any) -> str:
    """As torch.typename: the legacy name of a tensor, the plain one of a builtin."""
    if isinstance(value, Tensor):
        return str(value.type())
    kind = type(value)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def indented(text: str) -> str:
    return text.replace("\n", "\n  ")
