"""torch.distributions.Normal."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import Any

from gradwalk.creation import normal
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.utils import batch_of, broadcast_all
from gradwalk.mode import no_grad


class Normal(Distribution):
    """The normal distribution of mean `loc` and standard deviation `scale`."""

    arg_constraints = {"loc": constraints.real, "scale": constraints.positive}  # noqa: RUF012
    support = constraints.real
    has_rsample = True
    _parameters = ("loc", "scale")

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None) -> None:
        self.loc, self.scale = broadcast_all(loc, scale)
        super().__init__(batch_of(self.loc, loc, scale), validate_args=validate_args)

    mean = mode = property(attrgetter("loc"))
    stddev = property(attrgetter("scale"))

    @property
    def variance(self) -> Any:
        return self.stddev.pow(2)

    def sample(self, sample_shape: Any = ()) -> Any:
        shape = self._extended_shape(sample_shape)
        with no_grad():
            return normal(self.loc.expand(shape), self.scale.expand(shape))

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self.loc + self._standard_normal(sample_shape, self.loc) * self.scale

    def log_prob(self, value: Any) -> Any:
        self._checked(value)
        var = self.scale**2
        constant = math.log(math.sqrt(2 * math.pi))
        log_scale = self.scale.log()
        return -((value - self.loc) ** 2) / (2 * var) - log_scale - constant

    def cdf(self, value: Any) -> Any:
        self._checked(value)
        away = (value - self.loc) * self.scale.reciprocal() / math.sqrt(2)
        return 0.5 * (1 + away.erf())

    def icdf(self, value: Any) -> Any:
        return self.loc + self.scale * (2 * value - 1).erfinv() * math.sqrt(2)

    def entropy(self) -> Any:
        return 0.5 + 0.5 * math.log(2 * math.pi) + self.scale.log()
