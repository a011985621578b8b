"""torch.nn.functional: normalisation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.creation.base import made
from gradwalk.mode import no_grad
from gradwalk.nn.functions.padding import pad
from gradwalk.ops import arithmetic, reduce
from gradwalk.ops import normalize as ops_normalize
from gradwalk.ops.shape import unsqueeze
from gradwalk.views import refuse_gradient


def _normalized(name: str, input: Any, sizes: Any, **factors: Any) -> tuple[int, ...]:
    """The last sizes of the input, which are those to normalize over."""
    if not isinstance(sizes, (tuple, list)):
        raise TypeError(
            f"{name}(): argument 'normalized_shape' (position 2) must be tuple of ints, not "
            f"{type(sizes).__name__}"
        )
    shape = tuple(sizes)
    if not shape:
        raise RuntimeError(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one "
            "element, but got normalized_shape = []"
        )
    for key, each in factors.items():
        if each is not None and tuple(each.shape) != shape:
            raise RuntimeError(
                f"Expected {key} to be of same shape as normalized_shape, but got {key} of shape "
                f"{list(each.shape)} and normalized_shape = {list(shape)}"
            )
    if tuple(input.shape[-len(shape) :]) != shape:
        start = "*, " if name == "layer_norm" else "*"
        raise RuntimeError(
            f"Given normalized_shape={list(shape)}, expected input with shape "
            f"[{start}{', '.join(map(str, shape))}], but got input of size{list(input.shape)}"
        )
    return shape


def layer_norm(
    input: Any,
    normalized_shape: Sequence[int],
    weight: Any = None,
    bias: Any = None,
    eps: float = 1e-5,
) -> Any:
    _check_mixed(input, weight, bias)
    shape = _normalized("layer_norm", input, normalized_shape, weight=weight, bias=bias)
    return ops_normalize.native_layer_norm(input, weight, bias, len(shape), eps)


def _check_mixed(input: Any, *parameters: Any) -> None:
    """Parameters have the dtype of the input, or are float where that is half."""
    given = [each.dtype for each in parameters if each is not None]
    if not given or given[0] is input.dtype:
        return
    if any(each is not dtypes.float32 for each in given):
        raise RuntimeError("mixed dtype (CPU): expect parameter to have scalar type of Float")
    if input.dtype is not dtypes.float16:
        raise RuntimeError("mixed dtype (CPU): all inputs must share same datatype.")


def _check_lengths(count: int, **vectors: Any) -> None:
    """Each vector has an element for each channel."""
    for name, each in vectors.items():
        if each is not None and each.numel() != count:
            raise RuntimeError(f"{name} should contain {count} elements not {each.numel()}")


def rms_norm(
    input: Any, normalized_shape: Sequence[int], weight: Any = None, eps: float | None = None
) -> Any:
    axes = tuple(range(-len(_normalized("rms_norm", input, normalized_shape, weight=weight)), 0))
    if not (input.is_floating_point() or input.is_complex()):
        raise NotImplementedError(f"\"rms_norm\" not implemented for '{input.dtype.word}'")
    if eps is None:
        eps = float(xp.finfo(input._array.dtype).eps)
    squares = reduce.mean(arithmetic.pow_number(input, 2), axes, True)
    scale = arithmetic.rsqrt(arithmetic.add_scalar(squares, eps))
    return input * scale if weight is None else input * scale * weight


def batch_norm(
    input: Any,
    running_mean: Any,
    running_var: Any,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    count = input.numel() // input.shape[1]
    if training and count == 1:
        text = f"Expected more than 1 value per channel when training, got input size {input.shape}"
        raise ValueError(text)
    vectors = {"running_mean": running_mean, "running_var": running_var}
    for name, each in vectors.items():
        if each is None and not training:
            raise RuntimeError(f"{name} must be defined in evaluation mode")
    refuse_gradient("native_batch_norm", **vectors)
    _check_lengths(input.shape[1], **vectors, weight=weight, bias=bias)
    if input.dtype.is_floating_point:
        _check_mixed(input, weight, bias, running_mean, running_var)
    else:
        raise NotImplementedError(f"\"batch_norm\" not implemented for '{input.dtype.word}'")
    if not training:
        return ops_normalize.native_batch_norm(input, weight, bias, running_mean, running_var, eps)
    if running_mean is not None:
        _update_running(input, running_mean, running_var, momentum, count)
    return ops_normalize.native_batch_norm(input, weight, bias, None, None, eps)


def _update_running(input: Any, mean: Any, var: Any, momentum: float, count: int) -> None:
    """The moving averages; PyTorch's kernel writes them and no counter hears of it."""
    array = input._array
    axes = (0, *range(2, array.ndim))
    for kept, now in ((mean, array.mean(axes)), (var, array.var(axes, ddof=1))):
        with no_grad():
            kept.data.copy_(made((1 - momentum) * kept._array + momentum * now, "statistics"))


def group_norm(
    input: Any, num_groups: int, weight: Any = None, bias: Any = None, eps: float = 1e-5
) -> Any:
    if input.ndim < 2:
        text = f"Expected at least 2 dimensions for input tensor but received {input.ndim}"
        raise RuntimeError(text)
    channels = input.shape[1]
    sizes = [input.shape[0] * channels // num_groups, num_groups, *input.shape[2:]]
    if math.prod(sizes) == num_groups:
        text = f"Expected more than 1 value per channel when training, got input size {sizes}"
        raise ValueError(text)
    if channels % num_groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(input.shape)} and num_groups={num_groups}"
        )
    for name, each in (("weight", weight), ("bias", bias)):
        if each is not None and tuple(each.shape) != (channels,):
            raise RuntimeError(
                f"Expected {name} to be a vector of size equal to the number of channels in input, "
                f"but got {name} of shape {list(each.shape)} and input of shape {list(input.shape)}"
            )
    _check_mixed(input, weight, bias)
    return ops_normalize.native_group_norm(input, weight, bias, num_groups, eps)


def instance_norm(
    input: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    """Each channel of each example by itself: batch_norm of (1, batch * channels, ...)."""
    n, channels, *rest = tuple(input.shape) if input.ndim > 1 else (1, 1)
    if use_input_stats and math.prod(rest) == 1:
        text = f"Expected more than 1 spatial element when training, got input size {input.shape}"
        raise ValueError(text)
    wide = [None if each is None else each.repeat(n) for each in (weight, bias)]
    kept = [None if each is None else each.repeat(n) for each in (running_mean, running_var)]
    flat = input.contiguous().view(1, n * channels, *rest)
    made = batch_norm(flat, kept[0], kept[1], wide[0], wide[1], use_input_stats, momentum, eps)
    for whole, own in zip(kept, (running_mean, running_var), strict=True):
        if own is not None and whole is not None and use_input_stats:
            with no_grad():
                own.copy_(whole.view(n, channels).mean(0))
    return made.view(n, channels, *rest)


def local_response_norm(
    input: Any, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Any:
    square = unsqueeze(input * input, 1)
    around = (0,) * (2 * (input.ndim - 2)) + (size // 2, (size - 1) // 2)
    padded = pad(square, around)
    channels = input.shape[1]
    total = padded.narrow(2, 0, channels)
    for i in range(1, size):
        total = total + padded.narrow(2, i, channels)
    scale = total.squeeze(1) * (alpha / size) + k
    return input / arithmetic.power(scale, beta)
