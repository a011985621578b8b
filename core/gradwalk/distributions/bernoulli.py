"""torch.distributions.Bernoulli."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import Any

from gradwalk.creation import arange
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.utils import (
    batch_of,
    broadcast_all,
    lazy_property,
    logits_to_probs,
    probs_to_logits,
)
from gradwalk.mode import no_grad
from gradwalk.nn.functional import binary_cross_entropy_with_logits
from gradwalk.ops.sampling import bernoulli

_ONE_OF_TWO = "Either `probs` or `logits` must be specified, but not both."


class Bernoulli(Distribution):
    """1 with the chance `probs`, or with the log odds `logits`; else 0."""

    arg_constraints = {  # noqa: RUF012
        "probs": constraints.unit_interval,
        "logits": constraints.real,
    }
    support = constraints.boolean
    has_enumerate_support = True
    _parameters = ("probs", "logits", "_param")

    def __init__(
        self, probs: Any = None, logits: Any = None, validate_args: bool | None = None
    ) -> None:
        if (probs is None) == (logits is None):
            raise ValueError(_ONE_OF_TWO)
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

    mean = property(attrgetter("probs"))

    @property
    def mode(self) -> Any:
        mode = (self.probs >= 0.5).to(self.probs)
        mode[self.probs == 0.5] = math.nan
        return mode

    @property
    def variance(self) -> Any:
        return self.probs * (1 - self.probs)

    def sample(self, sample_shape: Any = ()) -> Any:
        with no_grad():
            return bernoulli(self.probs.expand(self._extended_shape(sample_shape)))

    def log_prob(self, value: Any) -> Any:
        self._checked(value)
        logits, value = broadcast_all(self.logits, value)
        return -binary_cross_entropy_with_logits(logits, value, reduction="none")

    def entropy(self) -> Any:
        return binary_cross_entropy_with_logits(self.logits, self.probs, reduction="none")

    def enumerate_support(self, expand: bool = True) -> Any:
        return self._listed_support(arange(2, dtype=self._param.dtype), expand)
