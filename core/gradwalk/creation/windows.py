"""Windows of signal processing, computed step by step in their dtype, as ATen's TensorFactories."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.creation.base import Dtype, dtype_of, made
from gradwalk.devices import require_cpu
from gradwalk.named import named
from gradwalk.ops.transcendental import i0

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor


def _hamming(numbers: Any, alpha: float = 0.54, beta: float = 0.46) -> Any:
    return xp.cos(numbers * (2 * math.pi / (len(numbers) - 1))) * -beta + alpha


def _blackman(numbers: Any) -> Any:
    turned = numbers * (math.pi / (len(numbers) - 1))
    return xp.cos(turned * 4) * 0.08 - xp.cos(turned * 2) * 0.5 + 0.42


def _bartlett(numbers: Any) -> Any:
    last = len(numbers) - 1
    risen = numbers * (2.0 / last)
    return xp.where(xp.arange(last + 1) <= last >> 1, risen, risen * -1 + 2)


def _kaiser(numbers: Any, beta: float = 12.0) -> Any:
    half = (len(numbers) - 1) / 2
    inside = 1 - ((numbers.astype("float64") - half) / half) ** 2
    return i0(beta * xp.sqrt(xp.maximum(inside, 0.0))) / i0(xp.float64(beta))


def _window(name: str, shaped: Callable[..., Any]) -> Callable[..., Tensor]:
    def make(
        window_length: int,
        periodic: bool | None = None,
        *shape: float,
        dtype: Dtype = None,
        device: Any = None,
        requires_grad: bool = False,
        **named_shape: float,
    ) -> Tensor:
        require_cpu(device)
        kind = dtype_of(dtype, dtypes.get_default_dtype(), name)
        if not kind.is_floating_point:
            raise RuntimeError(
                f"{name} expects floating point dtypes, got: TensorOptions(dtype={kind.c_name}, "
                "device=cpu, layout=Strided (default), requires_grad=false (default), "
                "pinned_memory=false, memory_format=(nullopt))"
            )
        if named_shape and periodic is None:
            raise TypeError(name)  # the guard has PyTorch's words
        if window_length < 0:
            text = f"{name} requires non-negative window_length, got window_length={window_length}"
            raise RuntimeError(text)
        count = window_length + (periodic is not False and window_length > 1)
        numbers = xp.arange(count).astype(kind.array)
        if count > 1:
            numbers = shaped(numbers, *shape, **named_shape).astype(kind.array)
        else:
            numbers = xp.ones(count, kind.array)
        return made(numbers[:window_length], name, requires_grad)

    return named(make, name, f"A window of so many numbers, `{name}` of signal processing.")


bartlett_window = _window("bartlett_window", _bartlett)
blackman_window = _window("blackman_window", _blackman)
hamming_window = _window("hamming_window", _hamming)
hann_window = _window("hann_window", lambda numbers: _hamming(numbers, 0.5, 0.5))
kaiser_window = _window("kaiser_window", _kaiser)
