"""torch.distributions.Gamma."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import as_tensor
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of
from gradwalk.dtypes import finfo
from gradwalk.ops.sampling import standard_gamma
from gradwalk.ops.transcendental import igamma, xlogy


class Gamma(Distribution):
    """The time to the `concentration`-th of events that happen `rate` times in a unit of it."""

    arg_constraints = {  # noqa: RUF012
        "concentration": constraints.positive,
        "rate": constraints.positive,
    }
    support = constraints.nonnegative
    has_rsample = True

    def __init__(self, concentration: Any, rate: Any, validate_args: bool | None = None) -> None:
        self._take(validate_args, concentration=concentration, rate=rate)

    @of
    def rsample(shape: Any, concentration: Any, rate: Any) -> Any:
        value = standard_gamma(concentration.expand(shape)) / rate.expand(shape)
        value.detach().clamp_(min=finfo(value.dtype).tiny)
        return value

    def log_prob(self, value: Any) -> Any:
        return self._log_prob(as_tensor(value, dtype=self.mean.dtype))

    @of
    def _log_prob(value: Any, concentration: Any, rate: Any) -> Any:
        powers = xlogy(concentration, rate) + xlogy(concentration - 1, value)
        return powers - rate * value - concentration.lgamma()

    @of
    def entropy(concentration: Any, rate: Any) -> Any:
        less = (1.0 - concentration) * concentration.digamma()
        return concentration - rate.log() + concentration.lgamma() + less

    mean = of(lambda concentration, rate: concentration / rate)
    mode = of(lambda concentration, rate: ((concentration - 1) / rate).clamp(min=0))
    variance = of(lambda concentration, rate: concentration / rate.pow(2))
    cdf = of(lambda value, concentration, rate: igamma(concentration, rate * value))
