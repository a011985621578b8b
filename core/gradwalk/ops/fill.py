"""Random numbers written in place: uniform_, normal_, bernoulli_ and the rarer ones."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, random
from gradwalk.array import xp
from gradwalk.op import in_place, op
from gradwalk.ops.compare import zeros_like


def _continuous(name: str, array: Any, word: str) -> None:
    if array.dtype.kind != "f":
        raise RuntimeError(
            f"{name} distribution is a continuous probability distribution. dtype must be a "
            f"floating point but you specified {word}"
        )


def _uniform(self: Any, from_: float = 0.0, to: float = 1.0, generator: Any = None) -> Any:
    largest = float(xp.finfo(self.dtype).max) if self.dtype.kind == "f" else math.inf
    for name, bound in (("from", from_), ("to", to)):
        if not -largest <= bound <= largest:
            raise RuntimeError(f"{name} is out of bounds for {dtypes.of(self).c_name}")
    if from_ > to:
        raise RuntimeError(
            f"uniform_ expects to return a [from, to) range, but found from={from_:g} > to={to:g}"
        )
    return random.uniform(self, dtypes.of(self), generator, from_, to)


def _normal(self: Any, mean: float = 0.0, std: float = 1.0, generator: Any = None) -> Any:
    if std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    return random.normal(self, dtypes.of(self), generator, mean, std)


def _bernoulli(self: Any, p: Any = 0.5, generator: Any = None) -> Any:
    if not 0 <= p <= 1:
        raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
    return random.bernoulli(p, self, dtypes.of(self), generator)


def _integers(self: Any, from_: Any = None, to: Any = None, generator: Any = None) -> Any:
    if to is None:
        from_, to = None, random.most(dtypes.of(self)) if from_ is None else from_
    from_ = from_ or 0
    if from_ >= to:
        text = f"random_ expects 'from' to be less than 'to', but got from={from_} >= to={to}"
        raise RuntimeError(text)
    return random.integers(from_, to, self, dtypes.of(self), generator)


def _exponential(self: Any, lambd: float = 1.0, generator: Any = None) -> Any:
    _continuous("Exponential", self, dtypes.of(self).word)
    if lambd <= 0:
        raise RuntimeError(f"exponential_ expects lambda > 0.0, but found lambda={lambd:g}")
    drawn = random.uniform(self, dtypes.float64, generator)
    return (-xp.log1p(-drawn) / lambd).astype(self.dtype)


def _geometric(self: Any, p: float, generator: Any = None) -> Any:
    if not 0 < p < 1:
        raise RuntimeError(f"geometric_ expects p to be in (0, 1), but got p={p:g}")
    drawn = random.uniform(self, dtypes.float64, generator)
    return xp.ceil(xp.log(drawn) / math.log1p(-p)).astype(self.dtype)


def _log_normal(self: Any, mean: float = 1, std: float = 2, generator: Any = None) -> Any:
    if std <= 0:
        raise RuntimeError(f"log_normal_ expects std > 0.0, but found std={std:g}")
    source = generator or random.default_generator
    drawn = [math.exp(source.one_normal() * std + mean) for _ in range(self.size)]
    return random.laid(drawn, self, dtypes.of(self))


def _cauchy(self: Any, median: float = 0, sigma: float = 1, generator: Any = None) -> Any:
    _continuous("Cauchy", self, dtypes.of(self).c_name)
    if sigma <= 0:
        raise RuntimeError(f"cauchy_ expects sigma > 0.0, but found sigma={sigma:g}")
    drawn = random.uniform(self, dtypes.float64, generator)
    return (xp.tan((drawn - 0.5) * math.pi) * sigma + median).astype(self.dtype)


def _filler(name: str, draw: Any, node: str) -> Any:
    """The in-place form: what was there before is of no account, so its gradient is 0."""
    return in_place(op(name, draw, self=lambda grad: zeros_like(grad), node=node), name)


uniform_ = in_place(op("uniform", _uniform, self=lambda grad: zeros_like(grad)))
normal_ = _filler("normal_", _normal, "NormalBackward0")
bernoulli_ = _filler("bernoulli_", _bernoulli, "BernoulliBackward2")
random_ = _filler("random_", _integers, "RandomBackward1")
geometric_ = _filler("geometric_", _geometric, "GeometricBackward0")
exponential_ = _filler("exponential_", _exponential, "ExponentialBackward0")
log_normal_ = _filler("log_normal_", _log_normal, "LogNormalBackward0")
cauchy_ = _filler("cauchy_", _cauchy, "CauchyBackward0")
