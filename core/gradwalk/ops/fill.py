"""Random numbers written in place: uniform_, normal_, bernoulli_."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, random
from gradwalk.array import xp
from gradwalk.op import in_place, op
from gradwalk.ops.compare import zeros_like


def _uniform(self: Any, from_: float = 0.0, to: float = 1.0, generator: Any = None) -> Any:
    if from_ > to:
        raise RuntimeError(
            f"uniform_ expects to return a [from, to) range, but found from={from_:g} > to={to:g}"
        )
    return random.uniform(self.shape, dtypes.of(self), generator, from_, to)


def _normal(self: Any, mean: float = 0.0, std: float = 1.0, generator: Any = None) -> Any:
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    return random.normal(self.shape, dtypes.of(self), generator, mean, std)


def _bernoulli(self: Any, p: Any = 0.5, generator: Any = None) -> Any:
    if not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    return random.bernoulli(p, self.shape, dtypes.of(self), generator)


uniform_ = in_place(op("uniform", _uniform, self=lambda grad: zeros_like(grad)))
normal_ = in_place(
    op("normal_", _normal, self=lambda grad: zeros_like(grad), node="NormalBackward0"), "normal_"
)


def _integers(self: Any, from_: Any = 0, to: Any = None, generator: Any = None) -> Any:
    if to is None:
        from_, to = 0, from_ or random.most(dtypes.of(self))
    return random.integers(from_, to, self.shape, dtypes.of(self), generator)


def _exponential(self: Any, lambd: float = 1.0, generator: Any = None) -> Any:
    drawn = random.uniform(self.shape, dtypes.float64, generator)
    return (-xp.log1p(-drawn) / lambd).astype(self.dtype)


def _geometric(self: Any, p: float, generator: Any = None) -> Any:
    if not 0 < p < 1:
        raise RuntimeError(f"geometric_ expects p to be in (0, 1), but got p={p:g}")
    drawn = random.uniform(self.shape, dtypes.float64, generator)
    return xp.ceil(xp.log(drawn) / math.log1p(-p)).astype(self.dtype)


geometric_ = in_place(
    op(
        "geometric_",
        _geometric,
        self=lambda grad: zeros_like(grad),
        node="GeometricBackward0",
    ),
    "geometric_",
)
random_ = in_place(
    op("random_", _integers, self=lambda grad: zeros_like(grad), node="RandomBackward1"), "random_"
)
exponential_ = in_place(
    op(
        "exponential_",
        _exponential,
        self=lambda grad: zeros_like(grad),
        node="ExponentialBackward0",
    ),
    "exponential_",
)
bernoulli_ = in_place(
    op("bernoulli_", _bernoulli, self=lambda grad: zeros_like(grad), node="BernoulliBackward2"),
    "bernoulli_",
)
