"""torch.distributions.Poisson."""

from __future__ import annotations

from typing import Any

from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of
from gradwalk.distributions.utils import broadcast_all
from gradwalk.ops.sampling import poisson


class Poisson(Distribution):
    """How many events there are where `rate` are expected."""

    arg_constraints = {"rate": constraints.nonnegative}  # noqa: RUF012
    support = constraints.nonnegative_integer

    def __init__(self, rate: Any, validate_args: bool | None = None) -> None:
        self._take(validate_args, rate=rate)

    @of
    def log_prob(value: Any, rate: Any) -> Any:
        rate, value = broadcast_all(rate, value)
        return value.xlogy(rate) - rate - (value + 1).lgamma()

    mean = of(lambda rate: rate)
    variance = of(lambda rate: rate)
    mode = of(lambda rate: rate.floor())
    sample = of(lambda shape, rate: poisson(rate.expand(shape)))
