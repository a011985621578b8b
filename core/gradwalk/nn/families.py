"""Layers that differ in a number or in the function they call: classes made from their name."""

from __future__ import annotations

from typing import Any

from gradwalk.nn import functional as F
from gradwalk.nn.module import Module


def of_dimensions(base: type, stem: str, *dimensions: int, **options: Any) -> list[Any]:
    """`stem` + "1d", "2d", ...: k spatial dimensions, and the function of `functions` for them.

    `options` are attributes of all; one that is called with k gives a value for each.
    """
    made = []
    for k in dimensions:
        own = {name: value(k) if callable(value) else value for name, value in options.items()}
        made.append(type(f"{stem}{k}d", (base,), {"k": k, "__module__": base.__module__, **own}))
    return made


def function_of(name: str) -> Any:
    """The function of k dimensions, as an attribute: `function_of("conv")(2)` is that of conv2d."""
    return lambda k: staticmethod(getattr(F, f"{name}{k}d"))


def shown(layer: Module, *names: str, inplace: bool = False) -> str:
    """Options of a layer as its repr shows them; `inplace` only where it is on."""
    told = [f"{name}={getattr(layer, name)!r}" for name in names]
    return ", ".join(told + ["inplace=True"] * inplace)
