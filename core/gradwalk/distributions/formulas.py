"""Properties and methods of distributions, each written as one formula.

A formula's parameter names say what it reads, as a rule's of the table of operations: attributes of
the distribution; `value`, which it is asked about; `shape`, of what is to be drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk.mode import no_grad

_UNCHECKED = ("icdf",)  # its values are chances, not what is drawn
_PROPERTIES = ("mean", "mode", "variance", "stddev", "arg_constraints")


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
        made = property(self._with) if name in _PROPERTIES else self._method(owner, name)
        setattr(owner, name, made)

    def _method(self, owner: type, name: str) -> Any:
        def draw(distribution: Any, sample_shape: Any = ()) -> Any:
            return self._with(distribution, shape=distribution._extended_shape(sample_shape))

        def ask(distribution: Any) -> Any:
            return self._with(distribution)

        def ask_about(distribution: Any, value: Any) -> Any:
            if name not in _UNCHECKED:
                distribution._checked(value)
            return self._with(distribution, value=value)

        made: Any = ask_about if "value" in self.reads else draw if "shape" in self.reads else ask
        made.__name__, made.__qualname__ = name, f"{owner.__name__}.{name}"
        return no_grad()(made) if name == "sample" else made
