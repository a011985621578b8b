"""More of the same numbers: expand (a view), repeat, broadcasting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.core import clone
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import flatten, reshape, unsqueeze, view
from gradwalk.size import common_shape, size_of
from gradwalk.tensorbase import fresh


# --- expand and repeat ----------------------------------------------------------------------------
def expanded(self: Any, size: Sequence[int]) -> Any:
    old, new = tuple(self.shape), tuple(size)
    if len(new) < len(old):
        kind = _type_name(self)
        raise RuntimeError(
            f"expand({kind}{{{list(old)}}}, size={list(new)}): the number of sizes provided "
            f"({len(new)}) must be greater or equal to the number of dimensions in the tensor "
            f"({len(old)})"
        )
    lead = len(new) - len(old)
    full: list[int] = []
    for i in reversed(range(len(new))):  # PyTorch complains of the last dimension first
        n = new[i]
        if i >= lead:
            now = old[i - lead]
            wanted = now if n == -1 else n
            if now not in (1, wanted):
                raise RuntimeError(
                    f"The expanded size of the tensor ({n}) must match the existing size ({now}) "
                    f"at non-singleton dimension {i}.  Target sizes: {list(new)}.  "
                    f"Tensor sizes: {list(old)}"
                )
            if n < -1:
                raise RuntimeError("numel: integer multiplication overflow")
            full.insert(0, wanted)
        elif n < 0:
            raise RuntimeError(
                f"The expanded size of the tensor ({n}) isn't allowed in a leading, non-existing "
                f"dimension {i}"
            )
        else:
            full.insert(0, n)
    return xp.lib.stride_tricks.as_strided(
        self, tuple(full), _expanded_strides(self, tuple(full), lead)
    )


def _expanded_strides(self: Any, full: tuple[int, ...], lead: int) -> tuple[int, ...]:
    steps = tuple(
        0 if now == 1 and now != n else step
        for now, n, step in zip(self.shape, full[lead:], self.strides, strict=True)
    )
    return (0,) * lead + steps


def _type_name(array: Any) -> str:
    from gradwalk.saved import type_name

    return type_name(array)


expand: Function = op(
    "expand",
    lambda self, size: expanded(xp.asarray(self), size),
    self=lambda grad, self_sym_sizes: sum_to_size(grad, self_sym_sizes),
    view=True,
    samples=((numbers(1, 3), (2, 3)), (numbers(3), (2, 3)), (numbers(2, 1), (-1, 3))),
)


def sum_to_size(grad: Any, size: tuple[int, ...]) -> Any:
    """Undo expand."""
    from gradwalk.ops.core import sum_to

    if hasattr(grad, "apply_op"):
        return grad
    return sum_to(grad, tuple(size))


def _repeat(self: Any, repeats: Sequence[int]) -> Any:
    if len(repeats) < self.ndim:
        raise RuntimeError(
            "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
            "tensor"
        )
    lead = len(repeats) - self.ndim
    sizes = [n * m for n, m in zip(repeats, (1,) * lead + self.shape, strict=True)]
    for n in sizes:
        if n < 0:
            raise RuntimeError(f"Trying to create tensor with negative dimension {n}: {sizes}")
    return xp.tile(self, tuple(repeats))


def _repeat_backward(grad: Any, repeats: Sequence[int], sizes: tuple[int, ...]) -> Any:
    """Sum over the copies: (r0*n0, r1*n1) seen as (r0, n0, r1, n1), summed over the r's."""
    from gradwalk.ops.reduce import sum_dim

    lead = len(repeats) - len(sizes)
    for _ in range(lead):
        grad = sum_dim(grad, (0,))
    split_: list[int] = []
    axes = []
    for times, n in zip(repeats[lead:], sizes, strict=True):
        if times != 1:
            axes.append(len(split_))
            split_.append(times)
        split_.append(n)
    grad = reshape(grad, tuple(split_))
    return sum_dim(grad, tuple(axes)) if axes else grad


repeat: Function = op(
    "repeat",
    lambda self, repeats: _repeat(self, repeats),
    self=lambda grad, repeats, self_sym_sizes: _repeat_backward(grad, repeats, self_sym_sizes),
    samples=((numbers(2, 3), (2, 2)), (numbers(3), (2, 3))),
)


# --- torch's spellings ----------------------------------------------------------------------------
def tile(input: Any, repeats: Sequence[int]) -> Any:
    short = input.ndim - len(repeats)
    return repeat(input, (1,) * short + tuple(repeats))


def repeat_interleave(
    input: Any, repeats: Any = None, dim: int | None = None, *, output_size: int | None = None
) -> Any:
    """Each element, or each slice along `dim`, so many times; of counts alone, their places."""
    from gradwalk.ops.gather import index_select

    if repeats is None:
        return _places(input, output_size)
    if dim is None:
        input, dim = flatten(input), 0
    axis = dims.one(dim, input.ndim)
    if isinstance(repeats, int):
        if repeats < 0:
            raise RuntimeError("Repeats must be non-negative")
        sizes = list(input.shape)
        sizes.insert(axis + 1, repeats)
        return flatten(clone(expand(unsqueeze(input, axis + 1), sizes)), axis, axis + 1)
    if repeats.ndim > 1:
        raise RuntimeError("repeats must be 0-dim or 1-dim tensor")
    n = input.shape[axis]
    if repeats.numel() == 1:
        repeats = expand(reshape(repeats, (1,)), (n,))
    elif repeats.numel() != n:
        raise RuntimeError(
            "repeats must have the same size as input along dim, but got repeats.size(0) = "
            f"{repeats.numel()} and input.size({axis}) = {n}"
        )
    return index_select(input, axis, _places(repeats, output_size))


def _places(repeats: Any, output_size: int | None) -> Any:
    """0 `repeats[0]` times, 1 `repeats[1]` times, and so on."""
    counts = repeats._array
    if counts.dtype.kind not in "iu":
        text = f"\"repeat_interleave_cpu\" not implemented for '{repeats.dtype.word}'"
        raise NotImplementedError(text)
    if counts.size and counts.min() < 0:
        raise RuntimeError("repeats can not be negative")
    places = [i for i, count in enumerate(counts.tolist()) for _ in range(count)]
    if output_size not in (None, len(places)):
        raise RuntimeError("allocated size does not match required size")
    return fresh(xp.array(places, dtype="int64"))


def expand_as(input: Any, other: Any) -> Any:
    return expand(input, tuple(other.shape))


def meshgrid(*tensors: Any, indexing: str | None = None) -> tuple[Any, ...]:
    if len(tensors) == 1 and isinstance(tensors[0], (tuple, list)):
        tensors = tuple(tensors[0])
    if indexing is None:
        import warnings

        warnings.warn(
            "torch.meshgrid: in an upcoming release, it will be required to pass the indexing "
            "argument.",
            UserWarning,
            stacklevel=2,
        )
    if indexing not in (None, "ij", "xy"):
        raise RuntimeError(
            f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}'
        )
    if not tensors:
        raise RuntimeError("meshgrid expects a non-empty TensorList")
    if len({each.dtype for each in tensors}) > 1:
        raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    for each in tensors:
        if each.ndim > 1:
            text = "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: "
            raise RuntimeError(f"{text}{each!r}")
    n = len(tensors)
    swap = indexing == "xy" and n >= 2
    listed = [tensors[1], tensors[0], *tensors[2:]] if swap else list(tensors)
    shape = tuple(each.numel() for each in listed)
    grids = []
    for i, each in enumerate(listed):
        sizes = tuple(shape[i] if j == i else 1 for j in range(n))
        grids.append(expand(view(each, sizes), shape))
    if swap:
        grids[:2] = grids[1], grids[0]
    return tuple(grids)


def broadcast_tensors(*tensors: Any) -> tuple[Any, ...]:
    shape: tuple[int, ...] = ()
    for each in tensors:
        shape = common_shape(shape, tuple(each.shape))
    return tuple(
        each if tuple(each.shape) == tuple(shape) else expand(each, shape) for each in tensors
    )


def broadcast_shapes(*shapes: Any) -> Any:
    listed = [(each,) if isinstance(each, int) else tuple(each) for each in shapes]
    made = [1] * max(map(len, listed), default=0)
    for nth, shape in enumerate(listed):
        for i in range(-1, -1 - len(shape), -1):
            if shape[i] < 0:
                raise ValueError("Attempting to broadcast a dimension with negative length!")
            if shape[i] in (1, made[i]):
                continue
            if made[i] != 1:
                raise RuntimeError(
                    f"Attempting to broadcast a dimension of length {shape[i]} at {i}! Mismatching "
                    f"argument at index {nth} had {shapes[nth]}; but expected shape should be "
                    f"broadcastable to {made}"
                )
            made[i] = shape[i]
    return size_of(tuple(made))
