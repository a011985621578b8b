"""What the options of an optimiser may be, in PyTorch's words."""

from __future__ import annotations

from typing import Any

from gradwalk.tensorbase import TensorBase

_WORDS = {"lr": "learning rate", "eps": "epsilon value"}


def check_range(ok: bool, what: str, value: Any) -> None:
    """Refuse an option out of range."""
    if not ok:
        raise ValueError(f"Invalid {what}: {value}")


def check_one(lr: Any) -> None:
    """Refuse a learning rate that is a tensor of several."""
    if isinstance(lr, TensorBase) and lr._array.size != 1:
        raise ValueError("Tensor lr must be 1-element")


def check_not_negative(**options: float) -> None:
    """Refuse options below zero, in the order given."""
    for name, value in options.items():
        if name == "lr":
            check_one(value)
        ok = 0.0 <= value  # noqa: SIM300 - in PyTorch's order: what is no number is told so
        check_range(ok, _WORDS.get(name, f"{name} value"), value)


def check_adam(lr: float, betas: tuple[float, float], eps: float, **decays: float) -> None:
    """Refuse what Adam and its kin do, such as weights of running averages not in [0, 1)."""
    check_not_negative(lr=lr, eps=eps)
    for i in (0, 1):
        beta = betas[i]
        check_range(0.0 <= beta < 1.0, f"beta parameter at index {i}", beta)
    check_not_negative(**decays)


def chosen(arguments: dict[str, Any], names: str) -> dict[str, Any]:
    """Those of an optimiser's arguments that are options of each group, in PyTorch's order."""
    if arguments.get("fused") and arguments["differentiable"]:
        raise RuntimeError("`fused` does not support `differentiable`")
    if arguments.get("fused") and arguments["foreach"]:
        raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
    return {name: arguments[name] for name in names.split()}
