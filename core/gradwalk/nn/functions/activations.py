"""torch.nn.functional: activations with their `inplace`, softmax with its default dimension."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk import creation, dtypes, random
from gradwalk.nn.functions.linear import require_tensor
from gradwalk.op import in_place
from gradwalk.ops import activation, arithmetic, pick
from gradwalk.ops.activation import elu_, hardtanh_, leaky_relu_, relu_, selu_, silu_, threshold_
from gradwalk.tensorbase import fresh

_mish_ = in_place(activation.mish)
_hardsigmoid_, _hardswish_ = in_place(activation.hardsigmoid), in_place(activation.hardswish)


def relu(input: Any, inplace: bool = False) -> Any:
    require_tensor(input, "relu")
    return relu_(input) if inplace else activation.relu(input)


def relu6(input: Any, inplace: bool = False) -> Any:
    return hardtanh_(input, 0.0, 6.0) if inplace else activation.relu6(input)


def leaky_relu(input: Any, negative_slope: float = 0.01, inplace: bool = False) -> Any:
    function = leaky_relu_ if inplace else activation.leaky_relu
    return function(input, negative_slope)


def elu(input: Any, alpha: float = 1.0, inplace: bool = False) -> Any:
    return elu_(input, alpha) if inplace else activation.elu(input, alpha)


def celu(input: Any, alpha: float = 1.0, inplace: bool = False) -> Any:
    return (activation.celu_ if inplace else activation.celu)(input, alpha)


def selu(input: Any, inplace: bool = False) -> Any:
    return selu_(input) if inplace else activation.selu(input)


def silu(input: Any, inplace: bool = False) -> Any:
    return silu_(input) if inplace else activation.silu(input)


def mish(input: Any, inplace: bool = False) -> Any:
    return (_mish_ if inplace else activation.mish)(input)


def hardsigmoid(input: Any, inplace: bool = False) -> Any:
    return (_hardsigmoid_ if inplace else activation.hardsigmoid)(input)


def hardswish(input: Any, inplace: bool = False) -> Any:
    return (_hardswish_ if inplace else activation.hardswish)(input)


def hardtanh(input: Any, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> Any:
    if min_val > max_val:
        raise ValueError("min_val cannot be greater than max_val")
    function = hardtanh_ if inplace else activation.hardtanh
    return function(input, min_val, max_val)


def _threshold(input: Any, threshold: float, value: float, inplace: bool = False) -> Any:
    function = threshold_ if inplace else activation.threshold
    return function(input, threshold, value)


threshold = _threshold  # so PyTorch calls it in errors


def _implicit_dim(name: str, ndim: int) -> int:
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include "
        "dim=X as an argument.",
        UserWarning,
        stacklevel=3,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    if dim is None:
        dim = _implicit_dim("softmax", input.ndim)
    return activation.softmax(input, dim, dtype)


def log_softmax(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    if dim is None:
        dim = _implicit_dim("log_softmax", input.ndim)
    return activation.log_softmax(input, dim, dtype)


def softmin(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    if dim is None:
        dim = _implicit_dim("softmin", input.ndim)
    return activation.softmax(arithmetic.neg(input), dim, dtype)


def gumbel_softmax(logits: Any, tau: float = 1, hard: bool = False, dim: int = -1) -> Any:
    noise = -creation.empty_like(logits).exponential_().log()
    soft = softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    index = pick.max(soft, dim, keepdim=True)[1]
    sharp = creation.zeros_like(logits).scatter(dim, index, 1.0)
    return sharp - soft.detach() + soft


def rrelu(
    input: Any,
    lower: float = 1.0 / 8,
    upper: float = 1.0 / 3,
    training: bool = False,
    inplace: bool = False,
) -> Any:
    """leaky_relu with the mean slope, or in training a random one for each element."""
    if lower > upper:
        raise RuntimeError("Lower bound should be less than or equal to the upper bound")
    noise = creation.ones_like(input)
    if training:
        low = input.detach() <= 0  # a slope is drawn only where one is needed
        drawn = random.uniform((int(low.sum()),), dtypes.float64, None, lower, upper)
        noise[low] = fresh(drawn).to(input.dtype)
    function = activation.rrelu_with_noise_ if inplace else activation.rrelu_with_noise
    return function(input, noise, lower, upper, training)
