"""Functions that make tensors from numbers: tensor, zeros, arange, rand and their kin.

They take torch's spellings: a size as separate numbers or as one sequence, dtype objects or the
Python types, `requires_grad`, `generator`, and `device` (only the CPU exists).
"""

# ruff: noqa: F403, F405 - which names of these modules are for others is listed below
from gradwalk.creation.constants import *
from gradwalk.creation.ranges import *
from gradwalk.creation.samples import *
from gradwalk.creation.values import *

__all__ = [
    "arange", "as_tensor", "asarray", "empty", "empty_like", "empty_strided",
    "eye", "from_numpy", "full", "full_like", "linspace", "logspace", "normal",
    "ones", "ones_like", "rand", "rand_like", "randint", "randint_like", "randn", "randn_like",
    "randperm", "scalar_tensor", "tensor", "zeros", "zeros_like",
]  # fmt: skip
