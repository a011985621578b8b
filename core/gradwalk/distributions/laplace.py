"""torch.distributions.Laplace."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import empty
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of
from gradwalk.dtypes import finfo


class Laplace(Distribution):
    """An exponential distribution of mean `scale` to both sides of `loc`."""

    arg_constraints = {"loc": constraints.real, "scale": constraints.positive}  # noqa: RUF012
    support = constraints.real
    has_rsample = True

    def __init__(self, loc: Any, scale: Any, validate_args: bool | None = None) -> None:
        self._take(validate_args, loc=loc, scale=scale)

    @of
    def rsample(shape: Any, loc: Any, scale: Any) -> Any:
        u = empty(shape, dtype=loc.dtype).uniform_(finfo(loc.dtype).eps - 1, 1)
        return loc - scale * u.sign() * (-u.abs()).log1p()

    @of
    def cdf(value: Any, loc: Any, scale: Any) -> Any:
        return 0.5 - 0.5 * (value - loc).sign() * (-(value - loc).abs() / scale).expm1()

    @of
    def icdf(value: Any, loc: Any, scale: Any) -> Any:
        term = value - 0.5
        return loc - scale * term.sign() * (-2 * term.abs()).log1p()

    mean = of(lambda loc: loc)
    mode = of(lambda loc: loc)
    variance = of(lambda scale: 2 * scale.pow(2))
    stddev = of(lambda scale: 2**0.5 * scale)
    log_prob = of(lambda value, loc, scale: -(2 * scale).log() - (value - loc).abs() / scale)
    entropy = of(lambda scale: 1 + (2 * scale).log())
