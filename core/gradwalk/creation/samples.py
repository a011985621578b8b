"""Tensors of random numbers, of a size or like another tensor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, random
from gradwalk.array import xp
from gradwalk.creation.base import (
    Dtype,
    check_memory,
    dtype_of,
    layout_like,
    like,
    made,
    maker_like,
    size_of,
)
from gradwalk.devices import require_cpu
from gradwalk.named import named
from gradwalk.size import common_shape
from gradwalk.tensorbase import TensorBase

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor


def _random_dtype(dtype: Dtype, function: str, kernel: str) -> dtypes.dtype:
    kind = dtype_of(dtype, dtypes.get_default_dtype(), function)
    if not kind.is_floating_point:
        raise NotImplementedError(f"\"{kernel}\" not implemented for '{kind.word}'")
    return kind


_UNIFORM, _NORMAL = "check_uniform_bounds", "normal_kernel_cpu"  # kernels, which errors name


def _sampler(name: str, kernel: str, draw: Callable[..., Any], doc: str) -> Callable[..., Tensor]:
    def make(
        *size: Any, generator: random.Generator | None = None, dtype: Dtype = None,
        device: Any = None, requires_grad: bool = False,
    ) -> Tensor:  # fmt: skip
        require_cpu(device)
        kind = _random_dtype(dtype, name, kernel)
        shape = size_of(size, name)
        check_memory(shape, kind.itemsize)
        return made(draw(shape, kind, generator), name, requires_grad)

    return named(make, name, doc)


rand = _sampler("rand", _UNIFORM, random.uniform, "Uniform random numbers of [0, 1).")
randn = _sampler("randn", _NORMAL, random.normal, "Standard normal random numbers.")


def _drawn_like(name: str, kernel: str, draw: Callable[..., Any]) -> Callable[..., Any]:
    return lambda input, kind: draw(layout_like(input), _random_dtype(kind, name, kernel))


_RAND, _RANDN = ("rand_like", _UNIFORM, random.uniform), ("randn_like", _NORMAL, random.normal)
rand_like, randn_like = (
    maker_like(given[0], _drawn_like(*given), f"{what} random numbers in another tensor's size.")
    for what, given in (("Uniform", _RAND), ("Standard normal", _RANDN))
)


def randint(
    low: int = 0, high: Any = None, size: Any = None, *,
    generator: random.Generator | None = None, dtype: Dtype = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Random integers of [low, high); with one number of [0, high)."""
    require_cpu(device)
    if isinstance(high, (tuple, list)):  # randint(high, size)
        low, high, size = 0, low, high
    elif high is None:
        low, high = 0, low
    _check_range(low, high)
    kind = dtype_of(dtype, dtypes.int64, "randint")
    if kind.category <= dtypes.INT:
        whole = None if kind is dtypes.bool_ else dtypes.iinfo(kind)
        least, most = (whole.min, whole.max) if whole else (0, 1)
        for name, end in (("from", low), ("to - 1", high - 1)):
            if not least <= end <= most:
                raise RuntimeError(f"{name} is out of bounds for {kind.c_name}")
    shape = size_of((size,), "randint")
    check_memory(shape, kind.itemsize)
    return made(random.integers(low, high, shape, kind, generator), "randint", requires_grad)


def _check_range(low: int, high: int) -> None:
    if low >= high:
        text = f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        raise RuntimeError(text)


def randperm(
    n: int, *, generator: random.Generator | None = None, dtype: Dtype = None,
    device: Any = None, requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """The integers from 0 to n-1 in random order."""
    require_cpu(device)
    kind = dtype_of(dtype, dtypes.int64, "randperm")
    if kind is dtypes.bool_ or kind.is_complex:
        raise NotImplementedError(f"\"randperm\" not implemented for '{kind.word}'")
    size_of((n,), "randperm")
    order = (generator or random.default_generator).permutation(n)
    return made(xp.array(order, dtype=kind.array), "randperm", requires_grad)


def normal(
    mean: Any, std: Any = 1.0, size: Sequence[int] | None = None, *,
    generator: random.Generator | None = None, dtype: Dtype = None, requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Normal random numbers; mean and deviation are numbers, or tensors with one for each."""
    if not isinstance(std, TensorBase) and std < 0:
        raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
    if isinstance(std, TensorBase) and not (std._array >= 0).all():
        raise RuntimeError("normal expects all elements of std >= 0.0")
    if size is not None:
        kind = _random_dtype(dtype, "normal", _NORMAL)
        numbers = random.normal(size_of((tuple(size),), "normal"), kind, generator, mean, std)
        return made(numbers, "normal", requires_grad)
    means, stds = (v._array if isinstance(v, TensorBase) else v for v in (mean, std))
    shape = common_shape(xp.shape(means), xp.shape(stds))
    kind = dtypes.of(means if isinstance(mean, TensorBase) else stds)
    if not kind.is_floating_point:
        text = f"\"normal_kernel_cpu\" not implemented for '{kind.word}'"
        raise NotImplementedError(text)
    drawn = random.normal(shape, kind, generator) * stds + means
    return made(drawn.astype(kind.array), "normal", requires_grad)


def randint_like(
    input: Any, low: int, high: int | None = None, *, dtype: Dtype = None, device: Any = None,
    requires_grad: bool = False,
) -> Tensor:  # fmt: skip
    """Random integers in the size and dtype of another tensor."""
    _, kind = like("randint_like", input, dtype, device)
    low, high = (0, low) if high is None else (low, high)
    _check_range(low, high)
    drawn = random.integers(low, high, layout_like(input), kind)
    return made(drawn, "randint", requires_grad)
