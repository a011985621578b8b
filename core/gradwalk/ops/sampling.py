"""Random numbers that the input says the chances of: bernoulli, poisson."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, random
from gradwalk.array import xp
from gradwalk.creation.base import made
from gradwalk.op import Function, op
from gradwalk.ops.compare import zeros_like

bernoulli_node: Function = op(
    "bernoulli",
    lambda self, generator=None: random.bernoulli_each(self, generator),
    self=lambda grad: zeros_like(grad),
)


def _checked_bernoulli(self: Any) -> None:
    if xp.any((self < 0) | (self > 1)):
        raise RuntimeError(
            "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message "
            "be improved?  If so, please report an enhancement request to PyTorch.)"
        )


def bernoulli(input: Any, p: Any = None, *, generator: Any = None) -> Any:
    """Ones with the input's probabilities, or with probability `p`; zeros else."""
    if p is not None:
        kind = dtypes.of(input._array)
        return made(random.bernoulli(p, input._array.shape, kind, generator), "bernoulli")
    if input._array.dtype.kind != "f":
        word = dtypes.of(input._array).word
        raise NotImplementedError(f"\"bernoulli_tensor_cpu_p_\" not implemented for '{word}'")
    _checked_bernoulli(input._array)
    return bernoulli_node(input, generator)


def poisson(input: Any, generator: Any = None) -> Any:
    """Numbers of rare events, with each element's rate."""
    array, source = input._array, generator or random.default_generator
    if array.dtype.kind != "f":
        raise NotImplementedError(f"\"poisson_cpu\" not implemented for '{dtypes.of(array).word}'")
    drawn = [_poisson(rate, source) for rate in array.reshape(-1).tolist()]
    return made(xp.array(drawn, dtype=array.dtype).reshape(array.shape), "poisson")


def _poisson(rate: float, source: random.Generator) -> int:
    """How often the event came, by Knuth's products; from 10 on by transformed rejection.

    Hormann, "The transformed rejection method for generating Poisson random variables", 1993.
    """
    if not rate >= 0:
        raise RuntimeError("invalid Poisson rate, expected rate to be non-negative")
    if rate == 0:
        return 0
    if rate < 10:
        limit, count, product = math.exp(-rate), -1, 1.0
        while product > limit or count < 0:
            product *= source.uniform(1, double=True)[0]
            count += 1
        return count
    b = 0.931 + 2.53 * math.sqrt(rate)
    a = -0.059 + 0.02483 * b
    scale = math.log(1.1239 + 1.1328 / (b - 3.4))
    while True:
        u, v = source.uniform(2, double=True)
        u -= 0.5
        near = 0.5 - abs(u)
        count = math.floor((2 * a / near + b) * u + rate + 0.43)
        if near >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
            return count
        if count >= 0 and (near >= 0.013 or v <= near):
            density = count * math.log(rate) - rate - math.lgamma(count + 1)
            if math.log(v) + scale - math.log(a / (near * near) + b) <= density:
                return count
