"""Functions that make tensors from numbers: tensor, zeros, arange, rand and their kin.

They take torch's spellings: a size as separate numbers or as one sequence, dtype objects or the
Python types, `requires_grad`, `generator`, and `device` (only the CPU exists).
"""

from gradwalk.creation.constants import (
    empty,
    empty_like,
    empty_strided,
    eye,
    full,
    full_like,
    ones,
    ones_like,
    zeros,
    zeros_like,
)
from gradwalk.creation.ranges import arange, linspace, logspace
from gradwalk.creation.samples import (
    normal,
    rand,
    rand_like,
    randint,
    randint_like,
    randn,
    randn_like,
    randperm,
)
from gradwalk.creation.values import as_tensor, asarray, from_numpy, scalar_tensor, tensor

__all__ = [
    "arange", "as_tensor", "asarray", "empty", "empty_like", "empty_strided",
    "eye", "from_numpy", "full", "full_like", "linspace", "logspace", "normal",
    "ones", "ones_like", "rand", "rand_like", "randint", "randint_like", "randn", "randn_like",
    "randperm", "scalar_tensor", "tensor", "zeros", "zeros_like",
]  # fmt: skip
