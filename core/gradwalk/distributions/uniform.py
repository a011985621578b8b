"""torch.distributions.Uniform."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.creation import rand
from gradwalk.distributions import constraints
from gradwalk.distributions.constraints import greater_than, less_than
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of


class Uniform(Distribution):
    """Numbers of [low, high), each as likely as another."""

    has_rsample = True
    arg_constraints = of(lambda low, high: {"low": less_than(high), "high": greater_than(low)})
    support = constraints.dependent_property(
        lambda self: constraints.interval(self.low, self.high), is_discrete=False, event_dim=0
    )

    def __init__(self, low: Any, high: Any, validate_args: bool | None = None) -> None:
        self._take(validate_args, low=low, high=high)

    @of
    def log_prob(value: Any, low: Any, high: Any) -> Any:
        above, below = low.le(value).type_as(low), high.gt(value).type_as(low)
        return above.mul(below).log() - (high - low).log()

    mean = of(lambda low, high: (high + low) / 2)
    mode = of(lambda high: math.nan * high)
    stddev = of(lambda low, high: (high - low) / 12**0.5)
    variance = of(lambda low, high: (high - low).pow(2) / 12)
    rsample = of(lambda shape, low, high: low + rand(shape, dtype=low.dtype) * (high - low))
    cdf = of(lambda value, low, high: ((value - low) / (high - low)).clamp(min=0, max=1))
    icdf = of(lambda value, low, high: value * (high - low) + low)
    entropy = of(lambda low, high: (high - low).log())
