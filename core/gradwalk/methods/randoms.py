"""The methods of Tensor that draw random numbers."""

from __future__ import annotations

from typing import Any

from gradwalk import mode
from gradwalk.ops import fill, sampling, statistics


class Randoms:
    """Random numbers, most of them written in place."""

    __slots__ = ()

    random_ = fill.random_
    exponential_ = fill.exponential_
    geometric_ = fill.geometric_
    uniform_ = fill.uniform_
    normal_ = fill.normal_
    bernoulli_ = fill.bernoulli_
    bernoulli = sampling.bernoulli
    multinomial = statistics.multinomial

    def log_normal_(self, mean: float = 1, std: float = 2, *, generator: Any = None) -> Any:
        """The exponential of normally distributed numbers."""
        if std <= 0:
            raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
        self.normal_(mean, std, generator=generator)
        with mode.no_grad():
            return self.exp_()  # type: ignore[attr-defined]
