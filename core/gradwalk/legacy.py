"""The constructors of older code: torch.Tensor(2, 3), torch.FloatTensor([1, 2])."""

from __future__ import annotations

from typing import Any

from gradwalk import creation, dtypes
from gradwalk.tensorbase import TensorBase

_OPTIONS = (
    "TensorOptions(dtype={}, device=cpu, layout=Strided, requires_grad=false (default), "
    "pinned_memory=false (default), memory_format=(nullopt))"
)
_WORDS = ["Float", "Double", "Half", "Long", "Int", "Short", "Char", "Byte", "Bool"]


def constructed(kind: dtypes.dtype, args: tuple[Any, ...]) -> Any:
    """A tensor of sizes given one by one, of nested lists, or of another tensor."""
    if not args:
        return creation.empty(0, dtype=kind)
    if len(args) == 1 and (isinstance(args[0], bool) or not isinstance(args[0], int)):
        given: Any = args[0]
        if isinstance(given, TensorBase):
            return given.detach()  # type: ignore[attr-defined]
        if not hasattr(given, "__getitem__") or isinstance(given, dict):
            raise TypeError(f"new(): data must be a sequence (got {type(given).__name__})")
        return creation.tensor(given, dtype=kind)
    return creation.empty(*args, dtype=kind)


class _Kind(type):
    """The class of these constructors: a tensor of their dtype passes for an instance."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, TensorBase) and instance.dtype is cls.dtype  # type: ignore[attr-defined]


def _type(kind: dtypes.dtype) -> type:
    def new(cls: type, *args: Any) -> Any:
        given = args[0] if len(args) == 1 else None
        if isinstance(given, TensorBase) and (found := dtypes.of(given._array)) is not kind:
            wanted, got = (_OPTIONS.format(each.c_name) for each in (kind, found))
            raise TypeError(f"expected {wanted} (got {got})")
        return constructed(kind, args)

    made = _Kind(f"{kind.word}Tensor", (), {"__new__": new, "dtype": kind})
    made.__module__ = "torch"
    return made


TYPES = {f"{kind.word}Tensor": _type(kind) for kind in dtypes.ALL if kind.word in _WORDS}
