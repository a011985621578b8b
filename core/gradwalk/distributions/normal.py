"""torch.distributions.Normal."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.creation import normal
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution, standard_normal
from gradwalk.distributions.formulas import of


class Normal(Distribution):
    """The normal distribution of mean `loc` and standard deviation `scale`."""

    arg_constraints = {"loc": constraints.real, "scale": constraints.positive}  # noqa: RUF012
    support = constraints.real
    has_rsample = True

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None) -> None:
        self._take(validate_args, loc=loc, scale=scale)

    @of
    def log_prob(value: Any, loc: Any, scale: Any) -> Any:
        constant = math.log(math.sqrt(2 * math.pi))
        return -((value - loc) ** 2) / (2 * scale**2) - scale.log() - constant

    @of
    def cdf(value: Any, loc: Any, scale: Any) -> Any:
        return 0.5 * (1 + ((value - loc) * scale.reciprocal() / math.sqrt(2)).erf())

    mean = of(lambda loc: loc)
    mode = of(lambda loc: loc)
    stddev = of(lambda scale: scale)
    variance = of(lambda stddev: stddev.pow(2))
    sample = of(lambda shape, loc, scale: normal(loc.expand(shape), scale.expand(shape)))
    rsample = of(lambda shape, loc, scale: loc + standard_normal(shape, loc) * scale)
    icdf = of(lambda value, loc, scale: loc + scale * (2 * value - 1).erfinv() * math.sqrt(2))
    entropy = of(lambda scale: 0.5 + 0.5 * math.log(2 * math.pi) + scale.log())
