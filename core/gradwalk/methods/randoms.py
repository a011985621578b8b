"""The methods of Tensor that draw random numbers."""

from __future__ import annotations

from gradwalk.ops import fill, sampling, statistics


class Randoms:
    """Random numbers, most of them written in place."""

    __slots__ = ()

    random_ = fill.random_
    exponential_ = fill.exponential_
    geometric_ = fill.geometric_
    log_normal_ = fill.log_normal_
    cauchy_ = fill.cauchy_
    uniform_ = fill.uniform_
    normal_ = fill.normal_
    bernoulli_ = fill.bernoulli_
    bernoulli = sampling.bernoulli
    multinomial = statistics.multinomial
