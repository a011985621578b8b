"""torch.nn.functional: activations with their `inplace`, softmax with its default dimension."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk import creation, random
from gradwalk.nn.functions.linear import _require_tensor
from gradwalk.ops import activation, arithmetic, choice, pick
from gradwalk.ops.activation import elu_, hardtanh_, leaky_relu_, relu_, selu_, silu_, threshold_
from gradwalk.ops.broadcast import expand
from gradwalk.ops.spread import vector_norm

# --- activations that can be done in place --------------------------------------------------------


def relu(input: Any, inplace: bool = False) -> Any:
    _require_tensor(input, "relu")
    return relu_(input) if inplace else activation.relu(input)


def relu6(input: Any, inplace: bool = False) -> Any:
    return hardtanh_(input, 0.0, 6.0) if inplace else activation.relu6(input)


def leaky_relu(input: Any, negative_slope: float = 0.01, inplace: bool = False) -> Any:
    function = leaky_relu_ if inplace else activation.leaky_relu
    return function(input, negative_slope)


def elu(input: Any, alpha: float = 1.0, inplace: bool = False) -> Any:
    return elu_(input, alpha) if inplace else activation.elu(input, alpha)


def selu(input: Any, inplace: bool = False) -> Any:
    return selu_(input) if inplace else activation.selu(input)


def silu(input: Any, inplace: bool = False) -> Any:
    return silu_(input) if inplace else activation.silu(input)


def hardtanh(input: Any, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> Any:
    function = hardtanh_ if inplace else activation.hardtanh
    return function(input, min_val, max_val)


def threshold(input: Any, threshold: float, value: float, inplace: bool = False) -> Any:
    function = threshold_ if inplace else activation.threshold
    return function(input, threshold, value)


# --- softmax, dropout -----------------------------------------------------------------------------


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
    noise = -(-creation.rand_like(logits).log()).log()
    soft = softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    index = pick.max(soft, dim, keepdim=True)[1]
    sharp = creation.zeros_like(logits).scatter(dim, index, 1.0)
    return sharp - soft.detach() + soft


def _check_probability(p: float, name: str) -> None:
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Zeros with probability p, the rest times 1/(1-p); the input itself outside training."""
    _check_probability(p, "dropout")
    return _dropped(input, p, training, inplace, tuple(input.shape))


def _dropped(input: Any, p: float, training: bool, inplace: bool, shape: tuple[int, ...]) -> Any:
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return input.zero_() if inplace else input * 0.0
    kept = random.bernoulli(1 - p, shape, input.dtype)
    noise = creation.made(kept / input._array.dtype.type(1 - p), "bernoulli")
    return input.mul_(noise) if inplace else arithmetic.mul(input, noise)


def _feature_dropout(input: Any, p: float, training: bool, inplace: bool) -> Any:
    _check_probability(p, "dropout")
    shape = tuple(input.shape[:2]) + (1,) * (input.ndim - 2)
    return _dropped(input, p, training, inplace, shape)


def dropout1d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def dropout2d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def dropout3d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def normalize(input: Any, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Any:
    length = vector_norm(input, float(p), (dim,), True)
    bounded = choice.clamp_min(length, eps)
    return input / expand(bounded, tuple(input.shape))


def pairwise_distance(
    x1: Any, x2: Any, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> Any:
    return vector_norm(x1 - x2 + eps, float(p), (-1,), keepdim)
