"""torch.distributions.Dirichlet."""

from __future__ import annotations

from typing import Any

from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of
from gradwalk.nn.functional import one_hot
from gradwalk.ops.sampling import sample_dirichlet
from gradwalk.ops.transcendental import xlogy


class Dirichlet(Distribution):
    """Shares that sum to 1; the larger the `concentration`, the less they differ."""

    arg_constraints = {  # noqa: RUF012
        "concentration": constraints.independent(constraints.positive, 1)
    }
    support = constraints.simplex
    has_rsample = True
    _expandable = ("concentration",)

    def __init__(self, concentration: Any, validate_args: bool | None = None) -> None:
        if concentration.dim() < 1:
            raise ValueError("`concentration` parameter must be at least one-dimensional.")
        self.concentration, shape = concentration, concentration.shape
        super().__init__(shape[:-1], shape[-1:], validate_args=validate_args)

    @of
    def mode(concentration: Any) -> Any:
        above = (concentration - 1).clamp(min=0.0)
        mode = above / above.sum(-1, True)
        mask = (concentration < 1).all(dim=-1)
        mode[mask] = one_hot(mode[mask].argmax(dim=-1), above.shape[-1]).to(mode)
        return mode

    @of
    def variance(concentration: Any) -> Any:
        total = concentration.sum(-1, True)
        return concentration * (total - concentration) / (total.pow(2) * (total + 1))

    @of
    def log_prob(value: Any, concentration: Any) -> Any:
        powers = xlogy(concentration - 1.0, value).sum(-1)
        return powers + concentration.sum(-1).lgamma() - concentration.lgamma().sum(-1)

    @of
    def entropy(concentration: Any) -> Any:
        k, total = concentration.size(-1), concentration.sum(-1)
        first = concentration.lgamma().sum(-1) - total.lgamma() - (k - total) * total.digamma()
        return first - ((concentration - 1.0) * concentration.digamma()).sum(-1)

    mean = of(lambda concentration: concentration / concentration.sum(-1, True))
    rsample = of(lambda shape, concentration: sample_dirichlet(concentration.expand(shape)))
