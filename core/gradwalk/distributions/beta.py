"""torch.distributions.Beta: a Dirichlet of two."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import tensor
from gradwalk.distributions import constraints
from gradwalk.distributions.dirichlet import Dirichlet
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.formulas import of
from gradwalk.distributions.utils import NUMBER, broadcast_all
from gradwalk.ops.join import stack


class Beta(Distribution):
    """A share, of which `concentration1` are for and `concentration0` against."""

    arg_constraints = {  # noqa: RUF012
        "concentration1": constraints.positive,
        "concentration0": constraints.positive,
    }
    support = constraints.unit_interval
    has_rsample = True

    def __init__(
        self, concentration1: Any, concentration0: Any, validate_args: bool | None = None
    ) -> None:
        both = (concentration1, concentration0)
        if all(isinstance(each, NUMBER) for each in both):
            stacked = tensor([float(each) for each in both])
        else:
            stacked = stack(broadcast_all(*both), -1)
        self._dirichlet = Dirichlet(stacked, validate_args=validate_args)
        super().__init__(self._dirichlet.batch_shape, validate_args=validate_args)

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        return self._renewed(batch_shape, _instance, _dirichlet=self._dirichlet.expand(batch_shape))

    def rsample(self, sample_shape: Any = ()) -> Any:
        return self._dirichlet.rsample(sample_shape).select(-1, 0)

    @of
    def mean(concentration1: Any, concentration0: Any) -> Any:
        return concentration1 / (concentration1 + concentration0)

    @of
    def variance(concentration1: Any, concentration0: Any) -> Any:
        total = concentration1 + concentration0
        return concentration1 * concentration0 / (total.pow(2) * (total + 1))

    concentration1 = property(lambda self: self._dirichlet.concentration[..., 0])
    concentration0 = property(lambda self: self._dirichlet.concentration[..., 1])
    mode = of(lambda _dirichlet: _dirichlet.mode[..., 0])
    log_prob = of(lambda value, _dirichlet: _dirichlet.log_prob(stack([value, 1.0 - value], -1)))
    entropy = of(lambda _dirichlet: _dirichlet.entropy())
