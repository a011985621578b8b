"""torch.autograd.forward_ad: dual tensors, and the level they live in."""

from __future__ import annotations

from typing import Any, NamedTuple

from gradwalk import absent, mode
from gradwalk.forward_rules import tangents_of
from gradwalk.ops.shape import view
from gradwalk.tangents import NESTED, Level, innermost

__all__ = [
    "UnpackedDualTensor", "dual_level", "enter_dual_level", "exit_dual_level", "make_dual",
    "unpack_dual",
]  # fmt: skip


class UnpackedDualTensor(NamedTuple):
    """What `unpack_dual` returns: a tensor's value, and its tangent or None."""

    primal: Any
    tangent: Any


def _current() -> int:
    """The number of the level that is entered; -1 where none is."""
    return -1 if innermost() is None else 0


def enter_dual_level() -> int:
    """Start to follow tangents; there is one level at a time."""
    if innermost() is not None:
        raise RuntimeError(NESTED)
    Level(tangents_of).enter()
    return 0


def exit_dual_level(*, level: int | None = None) -> None:
    """Forget all tangents."""
    current = _current()
    if level is not None and level != current:
        raise RuntimeError(
            "Trying to exit a forward AD level that was not the last one that was created. This is "
            "not supported."
        )
    entered = innermost()
    if entered is None:
        raise RuntimeError("Dual level must be a positive number.")
    entered.leave()


def make_dual(tensor: Any, tangent: Any, *, level: int | None = None) -> Any:
    """A view of `tensor` that moves with `tangent`."""
    number = _current() if level is None else level
    if number < 0:
        raise RuntimeError(
            "Trying to create a dual Tensor for forward AD but no level exists, make sure to "
            "enter_dual_level() first."
        )
    for name, each in (("primal", tensor), ("tangent", tangent)):
        if not (each.is_floating_point() or each.is_complex()):
            text = f"Expected {name} to be floating point or complex, but got: {each.dtype}"
            raise ValueError(text)
    entered = innermost()
    if number != 0 or entered is None:
        raise RuntimeError("Invalid level given to _make_dual")
    if entered.of(tensor) is not None:
        raise RuntimeError(
            "Making a dual Tensor based on a Tensor that already has a forward gradient at the "
            f"same level {number} is not supported."
        )
    made = view(tensor, tuple(tensor.shape))
    entered.give(made, tangent)
    return made


def unpack_dual(tensor: Any, *, level: int | None = None) -> UnpackedDualTensor:
    """A tensor's value and its tangent."""
    entered = innermost()
    if entered is None or (level is not None and level < 0):
        return UnpackedDualTensor(tensor, None)
    return UnpackedDualTensor(entered.primal(tensor), entered.of(tensor))


class dual_level(mode.Decorating):  # noqa: N801 - torch's own name
    """A level for as long as the block, or the function, runs."""

    def __enter__(self) -> int:
        return enter_dual_level()

    def __exit__(self, *error: object) -> None:
        exit_dual_level()


def __getattr__(name: str) -> Any:
    if name == "_current_level":
        return _current()
    raise absent.error("torch.autograd.forward_ad", globals(), name)
