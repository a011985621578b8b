"""torch.distributions.MultivariateNormal."""

from __future__ import annotations

import math
from itertools import chain
from typing import Any

from gradwalk.creation import eye
from gradwalk.distributions import constraints
from gradwalk.distributions.distribution import Distribution, standard_normal
from gradwalk.distributions.formulas import of
from gradwalk.distributions.utils import lazy_property
from gradwalk.linalg import cholesky, solve_triangular
from gradwalk.ops.broadcast import broadcast_shapes

_MATRICES = ("covariance_matrix", "precision_matrix", "scale_tril")


def log_diagonal(L: Any) -> Any:
    """Half the logarithm of the determinant of L L^T."""
    return L.diagonal(dim1=-2, dim2=-1).log().sum(-1)


def mahalanobis(L: Any, x: Any) -> Any:
    """x^T (L L^T)^-1 x, for batches of L and of x that end in the same dimensions.

    In PyTorch's steps: what belongs to one L is solved for at once, as columns.
    """
    n, many = x.size(-1), L.dim() - 2
    batch = x.shape[:-1]
    outer = len(batch) - many
    pairs = [(of_x // of_l, of_l) for of_l, of_x in zip(L.shape[:-2], batch[outer:], strict=True)]
    last = outer + 2 * many
    x = x.reshape((*batch[:outer], *chain(*pairs), n))
    x = x.permute((*range(outer), *range(outer, last, 2), *range(outer + 1, last, 2), last))
    flat = L.reshape(-1, n, n)
    columns = x.reshape(-1, flat.size(0), n).permute(1, 2, 0)
    found = solve_triangular(flat, columns, upper=False).pow(2).sum(-2).t().reshape(x.shape[:-1])
    back = chain(*((outer + i, outer + many + i) for i in range(many)))
    return found.permute((*range(outer), *back)).reshape(batch)


def _tril_of_precision(P: Any) -> Any:
    inverse = cholesky(P.flip((-2, -1))).flip((-2, -1)).transpose(-2, -1)
    return solve_triangular(inverse, eye(P.shape[-1], dtype=P.dtype), upper=False)


class MultivariateNormal(Distribution):
    """Normal numbers of mean `loc` that depend on each other, by one of three matrices."""

    arg_constraints = {  # noqa: RUF012
        "loc": constraints.real_vector,
        "covariance_matrix": constraints.positive_definite,
        "precision_matrix": constraints.positive_definite,
        "scale_tril": constraints.lower_cholesky,
    }
    _expandable = tuple(arg_constraints)
    support = constraints.real_vector
    has_rsample = True

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
        matrices = zip(_MATRICES, (covariance_matrix, precision_matrix, scale_tril), strict=True)
        given = [(name, matrix) for name, matrix in matrices if matrix is not None]
        if len(given) != 1:
            raise ValueError(f"Exactly one of {' or '.join(_MATRICES)} may be specified.")
        name, matrix = given[0]
        if matrix.dim() < 2:
            kind = name if name.endswith("matrix") else f"{name} matrix"
            text = "must be at least two-dimensional, with optional leading batch dimensions"
            raise ValueError(f"{kind} {text}")
        batch = broadcast_shapes(matrix.shape[:-2], loc.shape[:-1])
        setattr(self, name, matrix.expand((*batch, -1, -1)))
        self.loc = loc.expand((*batch, -1))
        super().__init__(batch, self.loc.shape[-1:], validate_args=validate_args)
        factors: Any = {"covariance_matrix": cholesky, "precision_matrix": _tril_of_precision}
        self._unbroadcasted_scale_tril = factors[name](matrix) if name in factors else matrix

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        new = super().expand(batch_shape, _instance)
        new._unbroadcasted_scale_tril = self._unbroadcasted_scale_tril
        return new

    def _as_matrix(self, value: Any) -> Any:
        return value.expand(self._batch_shape + self._event_shape + self._event_shape)

    @lazy_property
    def scale_tril(self) -> Any:
        return self._as_matrix(self._unbroadcasted_scale_tril)

    @lazy_property
    def covariance_matrix(self) -> Any:
        lower = self._unbroadcasted_scale_tril
        return self._as_matrix(lower.matmul(lower.mT))

    @lazy_property
    def precision_matrix(self) -> Any:
        return self._as_matrix(self._unbroadcasted_scale_tril.cholesky_inverse())

    mean = of(lambda loc: loc)
    mode = of(lambda loc: loc)

    @property
    def variance(self) -> Any:
        squares = self._unbroadcasted_scale_tril.pow(2).sum(-1)
        return squares.expand(self._batch_shape + self._event_shape)

    @of
    def rsample(shape: Any, loc: Any, _unbroadcasted_scale_tril: Any) -> Any:
        eps = standard_normal(shape, loc).unsqueeze(-1)
        return loc + _unbroadcasted_scale_tril.matmul(eps).squeeze(-1)

    @of
    def log_prob(value: Any, loc: Any, _unbroadcasted_scale_tril: Any) -> Any:
        away = mahalanobis(_unbroadcasted_scale_tril, value - loc)
        constant = loc.shape[-1] * math.log(2 * math.pi)
        return -0.5 * (constant + away) - log_diagonal(_unbroadcasted_scale_tril)

    def entropy(self) -> Any:
        constant = 0.5 * self._event_shape[0] * (1.0 + math.log(2 * math.pi))
        entropy = constant + log_diagonal(self._unbroadcasted_scale_tril)
        return entropy.expand(self._batch_shape) if self._batch_shape else entropy
