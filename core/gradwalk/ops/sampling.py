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
    """Numbers of rare events; the sequence is gradwalk's own, not PyTorch's."""
    drawn = []
    for rate in input._array.reshape(-1).tolist():
        limit, count, product = math.exp(-rate), 0, 1.0
        while True:
            product *= float(random.uniform((), dtypes.float64, generator))
            if product <= limit:
                break
            count += 1
        drawn.append(count)
    numbers = xp.array(drawn, dtype=input._array.dtype).reshape(input._array.shape)
    return made(numbers, "poisson")
