"""torch.nn.functional: dropout of elements, of channels, and of selu's outputs."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, errors, random
from gradwalk.creation.base import layout_like, made
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


def _feature_dropout(input: Any, p: float, training: bool, inplace: bool) -> Any:
    _check_probability(p)
    shape = tuple(input.shape[:2]) + (1,) * (input.ndim - 2)
    return _dropped(input, p, training, inplace, shape)


def dropout1d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def dropout2d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def dropout3d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


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
