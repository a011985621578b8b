"""torch.distributions.Independent."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.utils import sum_rightmost
from gradwalk.size import Size


class Independent(Distribution):
    """A distribution whose last dimensions of the batch are part of one event."""

    arg_constraints = {}  # noqa: RUF012

    def __init__(
        self,
        base_distribution: Any,
        reinterpreted_batch_ndims: int,
        validate_args: bool | None = None,
    ) -> None:
        base, moved = base_distribution, reinterpreted_batch_ndims
        if moved > len(base.batch_shape):
            raise ValueError(
                "Expected reinterpreted_batch_ndims <= len(base_distribution.batch_shape), "
                f"actual {moved} vs {len(base.batch_shape)}"
            )
        shape = base.batch_shape + base.event_shape
        kept = len(base.batch_shape) - moved
        self.base_dist, self.reinterpreted_batch_ndims = base, moved
        super().__init__(shape[:kept], shape[kept:], validate_args=validate_args)

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        moved = self.reinterpreted_batch_ndims
        base = self.base_dist.expand(Size(batch_shape) + self.event_shape[:moved])
        new = Independent(base, moved, validate_args=False)
        new._validate_args = self._validate_args
        return new

    @property
    def has_rsample(self) -> bool:  # type: ignore[override]
        return bool(self.base_dist.has_rsample)

    @property
    def has_enumerate_support(self) -> bool:  # type: ignore[override]
        return not self.reinterpreted_batch_ndims and self.base_dist.has_enumerate_support

    @constraints.dependent_property
    def support(self) -> Any:
        moved, base = self.reinterpreted_batch_ndims, self.base_dist.support
        return constraints.independent(base, moved) if moved else base

    mean, mode, variance, sample, rsample = (
        property(attrgetter(f"base_dist.{name}"))
        for name in ("mean", "mode", "variance", "sample", "rsample")
    )

    def log_prob(self, value: Any) -> Any:
        return sum_rightmost(self.base_dist.log_prob(value), self.reinterpreted_batch_ndims)

    def entropy(self) -> Any:
        return sum_rightmost(self.base_dist.entropy(), self.reinterpreted_batch_ndims)

    def enumerate_support(self, expand: bool = True) -> Any:
        if self.reinterpreted_batch_ndims > 0:
            raise NotImplementedError("Enumeration over cartesian product is not implemented")
        return self.base_dist.enumerate_support(expand=expand)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.base_dist}, {self.reinterpreted_batch_ndims})"
