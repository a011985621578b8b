"""A real tensor's content at one time, as the trace has it."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.trace.capture import corner_of, summary
from gradwalk.trace.events import Value
from gradwalk.trace.rows import text_of

LARGE = 1 << 16  # elements from which on a tensor is summed up where it lies, as on a GPU
WIDER = ("bfloat16", "float16", "float8_e4m3fn", "float8_e5m2")  # by what NumPy has


def value_of(torch: Any, tensor: Any, like: Value | None = None) -> Value:
    """Return what is in a tensor now; of one without numbers (meta, sparse) its shape alone.

    `like` is the value of a large tensor with the same elements in another order.
    """
    kind = str(tensor.dtype).removeprefix("torch.")
    shape = tuple([int(length) for length in tensor.shape])
    if tensor.device.type == "meta" or tensor.layout != torch.strided or tensor.is_quantized:
        return unknown(shape, kind)
    plain = tensor.detach()
    if kind in WIDER:
        plain = plain.float()
    if plain.is_complex():  # shown by their size
        plain = plain.abs()
    if plain.numel() > LARGE:
        return far(torch, plain, shape, kind, like)
    try:  # a copy: memory that NumPy has seen cannot be resized any more
        found = summary(plain.clone().resolve_neg().cpu().numpy())
    except RuntimeError:  # one that stands for many, within vmap and its like
        return unknown(shape, kind)
    if found.dtype == kind:
        return found
    rest = found.low, found.high, found.mean, found.norm
    return Value(shape, kind, found.numbers, found.corner, *rest)


def unknown(shape: tuple[int, ...], kind: str) -> Value:
    """Return the value of a tensor whose numbers nobody has."""
    return Value(shape, kind, (), (0,) * len(shape), None, None, None, None)


def far(torch: Any, tensor: Any, shape: tuple[int, ...], kind: str, like: Value | None) -> Value:
    """Sum up a large tensor where it lies; one small row of numbers comes back."""
    corner, where = corner_of(shape)
    if like is not None:
        numbers = tuple(tensor[where].double().reshape(-1).tolist())
        return Value(shape, kind, numbers, corner, like.low, like.high, like.mean, like.norm)
    wide = torch.float32 if tensor.device.type == "mps" else torch.float64
    low, high = torch.aminmax(tensor)
    floats = tensor if tensor.is_floating_point() else tensor.to(wide)
    mean, norm = floats.mean(dtype=wide), torch.linalg.vector_norm(floats, dtype=wide)
    measures = torch.stack([each.to(wide) for each in (low, high, mean, norm)])
    row = torch.cat([measures, tensor[where].reshape(-1).to(wide)]).tolist()
    assert len(row) == 4 + math.prod(corner)
    return Value(shape, kind, tuple(row[4:]), corner, *row[:4])


def text(value: Any) -> str:
    """Return a plain argument as a program would write it."""
    if isinstance(value, list):
        value = tuple([tuple(each) if isinstance(each, list) else each for each in value])
    return text_of(value)
