"""torch.distributions.Bernoulli."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import Any

from gradwalk.creation import arange
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of
from gradwalk.distributions.utils import (
    batch_of,
    broadcast_all,
    lazy_property,
    logits_to_probs,
    probs_to_logits,
)
from gradwalk.nn.functional import binary_cross_entropy_with_logits
from gradwalk.ops.sampling import bernoulli

ONE_OF_TWO = "Either `probs` or `logits` must be specified, but not both."


class Bernoulli(Distribution):
    """1 with the chance `probs`, or with the log odds `logits`; else 0."""

    arg_constraints = {  # noqa: RUF012
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    support = constraints.boolean
    has_enumerate_support = True
    _expandable = ("probs", "logits", "_param")

    def __init__(
        self, probs: Any = None, logits: Any = None, validate_args: bool | None = None
    ) -> None:
        if (probs is None) == (logits is None):
            raise ValueError(ONE_OF_TWO)
        given = logits if probs is None else probs
        (self._param,) = broadcast_all(given)
        setattr(self, "logits" if probs is None else "probs", self._param)
        super().__init__(batch_of(self._param, given), validate_args=validate_args)

    @lazy_property
    def logits(self) -> Any:
        return probs_to_logits(self.probs, is_binary=True)

    @lazy_property
    def probs(self) -> Any:
        return logits_to_probs(self.logits, is_binary=True)

    param_shape = property(attrgetter("_param.shape"))

    @of
    def mode(probs: Any) -> Any:
        mode = (probs >= 0.5).to(probs)
        mode[probs == 0.5] = math.nan
        return mode

    @of
    def log_prob(value: Any, logits: Any) -> Any:
        logits, value = broadcast_all(logits, value)
        return -binary_cross_entropy_with_logits(logits, value, reduction="none")

    @of
    def entropy(logits: Any, probs: Any) -> Any:
        return binary_cross_entropy_with_logits(logits, probs, reduction="none")

    def enumerate_support(self, expand: bool = True) -> Any:
        return self._listed_support(arange(2, dtype=self._param.dtype), expand)

    mean = of(lambda probs: probs)
    variance = of(lambda probs: probs * (1 - probs))
    sample = of(lambda shape, probs: bernoulli(probs.expand(shape)))
