"""torch.distributions.Exponential."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import empty, zeros_like
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of


class Exponential(Distribution):
    """The time to the next of events that happen `rate` times in a unit of it."""

    arg_constraints = {"rate": constraints.positive}  # noqa: RUF012
    support = constraints.nonnegative
    has_rsample = True

    def __init__(self, rate: Any, validate_args: bool | None = None) -> None:
        self._take(validate_args, rate=rate)

    mean = of(lambda rate: rate.reciprocal())
    stddev = of(lambda rate: rate.reciprocal())
    mode = of(lambda rate: zeros_like(rate))
    variance = of(lambda rate: rate.pow(-2))
    rsample = of(lambda shape, rate: empty(shape, dtype=rate.dtype).exponential_() / rate)
    log_prob = of(lambda value, rate: rate.log() - rate * value)
    cdf = of(lambda value, rate: 1 - (-rate * value).exp())
    icdf = of(lambda value, rate: -(-value).log1p() / rate)
    entropy = of(lambda rate: 1.0 - rate.log())
