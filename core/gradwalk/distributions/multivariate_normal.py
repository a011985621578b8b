"""torch.distributions.MultivariateNormal."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.creation import eye
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution
from gradwalk.distributions.utils import lazy_property
from gradwalk.linalg import cholesky, solve_triangular
from gradwalk.ops.broadcast import broadcast_shapes

_MATRICES = ("covariance_matrix", "precision_matrix", "scale_tril")


def mahalanobis(factor: Any, away: Any) -> Any:
    """The squared distance x^T (L L^T)^-1 x, of vectors x (..., n) and factors L (..., n, n)."""
    return solve_triangular(factor, away.unsqueeze(-1), upper=False).squeeze(-1).pow(2).sum(-1)


def _factor_of_precision(precision: Any) -> Any:
    """The lower factor of the covariance whose inverse is given."""
    flipped = cholesky(precision.flip((-2, -1))).flip((-2, -1)).transpose(-2, -1)
    one = eye(precision.shape[-1], dtype=precision.dtype)
    return solve_triangular(flipped, one, upper=False)


class MultivariateNormal(Distribution):
    """Normal vectors of mean `loc`; their covariance, its inverse or its lower factor is given."""

    arg_constraints = {  # noqa: RUF012
        "loc": constraints.real_vector,
        "covariance_matrix": constraints.positive_definite,
        "precision_matrix": constraints.positive_definite,
        "scale_tril": constraints.lower_cholesky,
    }
    support = constraints.real_vector
    has_rsample = True
    _parameters = ("loc", *_MATRICES)

    def __init__(
        self,
        loc: Any,
        covariance_matrix: Any = None,
        precision_matrix: Any = None,
        scale_tril: Any = None,
        validate_args: bool | None = None,
    ) -> None:
        if loc.dim() < 1:
            raise ValueError("loc must be at least one-dimensional.")
        matrices = (covariance_matrix, precision_matrix, scale_tril)
        given = [(k, v) for k, v in zip(_MATRICES, matrices, strict=True) if v is not None]
        if len(given) != 1:
            raise ValueError(
                "Exactly one of covariance_matrix or precision_matrix or scale_tril may be "
                "specified."
            )
        [(name, matrix)] = given
        if matrix.dim() < 2:
            what = "scale_tril matrix" if name == "scale_tril" else name
            raise ValueError(
                f"{what} must be at least two-dimensional, with optional leading batch dimensions"
            )
        batch = broadcast_shapes(matrix.shape[:-2], loc.shape[:-1])
        setattr(self, name, matrix.expand((*batch, -1, -1)))
        self.loc = loc.expand((*batch, -1))
        super().__init__(batch, self.loc.shape[-1:], validate_args=validate_args)
        makers: dict[str, Any]
        makers = {"covariance_matrix": cholesky, "precision_matrix": _factor_of_precision}
        self._unbroadcasted_scale_tril = makers[name](matrix) if name in makers else matrix

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        new = super().expand(batch_shape, _instance)
        new._unbroadcasted_scale_tril = self._unbroadcasted_scale_tril
        return new

    def _expanded(self, matrix: Any) -> Any:
        return matrix.expand(self._batch_shape + self._event_shape + self._event_shape)

    @lazy_property
    def scale_tril(self) -> Any:
        return self._expanded(self._unbroadcasted_scale_tril)

    @lazy_property
    def covariance_matrix(self) -> Any:
        factor = self._unbroadcasted_scale_tril
        return self._expanded(factor.matmul(factor.mT))

    @lazy_property
    def precision_matrix(self) -> Any:
        factor = self._unbroadcasted_scale_tril
        inverse = solve_triangular(factor, eye(factor.shape[-1], dtype=factor.dtype), upper=False)
        return self._expanded(inverse.mT.matmul(inverse))

    @property
    def mean(self) -> Any:
        return self.loc

    @property
    def mode(self) -> Any:
        return self.loc

    @property
    def variance(self) -> Any:
        squares = self._unbroadcasted_scale_tril.pow(2).sum(-1)
        return squares.expand(self._batch_shape + self._event_shape)

    def rsample(self, sample_shape: Any = ()) -> Any:
        drawn = self._standard_normal(sample_shape, self.loc)
        return self.loc + self._unbroadcasted_scale_tril.matmul(drawn.unsqueeze(-1)).squeeze(-1)

    def half_log_det(self) -> Any:
        """Half the logarithm of the covariance's determinant."""
        return self._unbroadcasted_scale_tril.diagonal(dim1=-2, dim2=-1).log().sum(-1)

    def log_prob(self, value: Any) -> Any:
        self._checked(value)
        distance = mahalanobis(self._unbroadcasted_scale_tril, value - self.loc)
        constant = self._event_shape[0] * math.log(2 * math.pi)
        half_log_det = self.half_log_det()
        return -0.5 * (constant + distance) - half_log_det

    def entropy(self) -> Any:
        constant = 0.5 * self._event_shape[0] * (1.0 + math.log(2 * math.pi))
        entropy = constant + self.half_log_det()
        return entropy.expand(self._batch_shape) if self._batch_shape else entropy
