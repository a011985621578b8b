"""Properties and methods of distributions, each written as one formula.

A formula's parameter names say what it reads, as a rule's of the table of operations: attributes of
the distribution; `value`, which it is asked about; `shape`, of what is to be drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk.mode import no_grad

_UNCHECKED = ("icdf",)  # its values are chances, not what is drawn
_PROPERTIES = ("mean", "mode", "variance", "stddev", "param_shape")


def of(formula: Callable[..., Any]) -> Any:
    """What a class body calls `mean`, `log_prob`, `rsample`, ...: made to be that by its name."""
    return _Formula(formula)


class _Formula:
    def __init__(self, formula: Callable[..., Any]) -> None:
        self.formula = formula
        self.reads = formula.__code__.co_varnames[: formula.__code__.co_argcount]

    def _with(self, distribution: Any, **given: Any) -> Any:
        read = [given[n] if n in given else getattr(distribution, n) for n in self.reads]
        return self.formula(*read)

    def __set_name__(self, owner: type, name: str) -> None:
        made: Any = property(self._with)
        if name not in _PROPERTIES:
            made = self._drawing(name) if "sample" in name else self._asking(name)
            made.__name__, made.__qualname__ = name, f"{owner.__name__}.{name}"
        setattr(owner, name, made)

    def _drawing(self, name: str) -> Any:
        def draw(distribution: Any, sample_shape: Any = ()) -> Any:
            return self._with(distribution, shape=distribution._extended_shape(sample_shape))

        return no_grad()(draw) if name == "sample" else draw

    def _asking(self, name: str) -> Any:
        def ask(distribution: Any) -> Any:
            return self._with(distribution)

        def ask_about(distribution: Any, value: Any) -> Any:
            if name not in _UNCHECKED:
                distribution._checked(value)
            return self._with(distribution, value=value)

        return ask_about if "value" in self.reads else ask
