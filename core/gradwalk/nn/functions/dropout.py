"""torch.nn.functional: dropout of elements, of channels, and of selu's outputs."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from typing import Any

from gradwalk import dtypes, errors, random
from gradwalk.creation.base import layout_like, made
from gradwalk.named import named
from gradwalk.ops import arithmetic


def _check_probability(p: float) -> None:
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Zeros with probability p, the rest times 1/(1-p); the input itself outside training."""
    _check_probability(p)
    return _dropped(input, p, training, inplace, layout_like(input))


def _dropped(input: Any, p: float, training: bool, inplace: bool, like: random.Like) -> Any:
    if p == 0 or not training or input.numel() == 0:
        return input
    if not input.is_floating_point():
        raise errors.cannot_cast(dtypes.get_default_dtype(), input.dtype.word)
    if p == 1:
        return input.zero_() if inplace else input * 0.0
    kept = random.bernoulli(1 - p, like, input.dtype)
    noise = made(kept / input._array.dtype.type(1 - p), "bernoulli")
    return input.mul_(noise) if inplace else arithmetic.mul(input, noise)


def _of_channels(k: int) -> Callable[..., Any]:
    """dropout1d, 2d or 3d: whole channels at once."""
    name, wanted = f"dropout{k}d", f"{k + 1}D or {k + 2}D"
    meant = (
        f"Note that {name} exists to provide channel-wise dropout on inputs with {k} spatial "
        f"dimension{'s' * (k > 1)}, a channel dimension, and an optional batch dimension (i.e. "
        f"{wanted} inputs)."
    )

    def dropout(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
        _check_probability(p)
        n = input.dim()
        if n not in (k + 1, k + 2) and k == 1:
            text = f"{name}: Expected {wanted} input, but received a {n}D input. {meant}"
            raise RuntimeError(text)
        if n not in (k + 1, k + 2):
            warnings.warn(
                f"{name}: Received a {n}-D input to {name}, which is deprecated and will result in "
                "an error in a future release. To retain the behavior and silence this warning, "
                f"please use dropout instead. {meant}",
                stacklevel=2,
            )
        if k == 2 and n == 3:
            warnings.warn(_AS_ONE_DIMENSION, stacklevel=2)
        lead = 1 if k != 2 and n != k + 2 else 2  # without a batch, channels come first
        if n < lead:
            raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
        shape = (*tuple(input.shape)[:lead], *(1,) * (n - lead))
        return _dropped(input, p, training, inplace, shape)

    return named(dropout, name)


_AS_ONE_DIMENSION = (
    "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D dropout "
    "behavior is desired - input is interpreted as shape (N, C, L), where C is the channel dim. "
    "This behavior will change in a future release to interpret the input as one without a batch "
    "dimension, i.e. shape (C, H, W). To maintain the 1D channel-wise dropout behavior, please "
    "switch to using dropout1d instead."
)
dropout1d, dropout2d, dropout3d = map(_of_channels, (1, 2, 3))
_ALPHA = 1.6732632423543772 * 1.0507009873554805  # of selu, where dropped elements go


def _alpha_dropped(input: Any, p: float, training: bool, like: random.Like) -> Any:
    """Dropped elements go to selu's lower end; scale and shift keep mean and variance."""
    _check_probability(p)
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return input * 0.0
    scale = 1.0 / math.sqrt((_ALPHA * _ALPHA * p + 1) * (1 - p))
    kept = made(random.bernoulli(1 - p, like, input.dtype), "bernoulli")
    shift = (kept - 1) * (_ALPHA * scale) + _ALPHA * scale * p
    return input * (kept * scale) + shift


def alpha_dropout(input: Any, p: float = 0.5, training: bool = False, inplace: bool = False) -> Any:
    """Dropout that keeps the mean and variance of selu's outputs."""
    made = _alpha_dropped(input, p, training, layout_like(input))
    return input.copy_(made) if inplace else made


def feature_alpha_dropout(
    input: Any, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Any:
    """alpha_dropout of whole channels."""
    shape = tuple(input.shape[:2]) + (1,) * (input.ndim - 2)
    made = _alpha_dropped(input, p, training, shape)
    return input.copy_(made) if inplace else made
