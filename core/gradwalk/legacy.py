"""The constructors of older code: torch.Tensor(2, 3), torch.FloatTensor([1, 2])."""

from __future__ import annotations

from typing import Any

from gradwalk import creation, dtypes
from gradwalk.tensorbase import TensorBase

_WORDS = ["Float", "Double", "Half", "Long", "Int", "Short", "Char", "Byte", "Bool"]


def constructed(kind: dtypes.dtype, args: tuple[Any, ...]) -> Any:
    """A tensor of sizes given one by one, of nested lists, or of another tensor."""
    if not args:
        return creation.empty(0, dtype=kind)
    if len(args) == 1 and not isinstance(args[0], int):
        given: Any = args[0]
        if isinstance(given, TensorBase):
            return given.detach()  # type: ignore[attr-defined]
        return creation.tensor(given, dtype=kind)
    return creation.empty(*args, dtype=kind)


def _type(kind: dtypes.dtype) -> type:
    def new(cls: type, *args: Any) -> Any:
        return constructed(kind, args)

    made = type(f"{kind.word}Tensor", (), {"__new__": new, "dtype": kind})
    made.__module__ = "torch"
    return made


TYPES = {f"{kind.word}Tensor": _type(kind) for kind in dtypes.ALL if kind.word in _WORDS}
