"""Sequences of several lengths, packed: step by step, what of each step there is."""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.samples import numbers

_SIZES = xp.array([2, 1, 1])  # for the samples


def _sizes_of(input: Any, lengths: Any, batch_first: bool) -> Any:
    """How many of the sequences, the longest of which come first, reach each step."""
    batch = input.shape[0 if batch_first else 1]
    if lengths.ndim != 1:
        raise RuntimeError(
            "'lengths' argument should be a 1D CPU int64 tensor, but got "
            f"{lengths.ndim}D cpu Long tensor"
        )
    if not input.size:
        raise RuntimeError("Cannot pack empty tensors.")
    if lengths.shape != (batch,):
        raise RuntimeError(
            f"Expected `len(lengths)` to be equal to batch_size, but got {lengths.size} "
            f"(batch_size={batch})"
        )
    listed = lengths.tolist()
    if listed[-1] <= 0:
        raise RuntimeError(
            "Length of all samples has to be greater than 0, but found an element in 'lengths' "
            "that is <= 0"
        )
    if listed != sorted(listed, reverse=True):
        raise RuntimeError(
            "`lengths` array must be sorted in decreasing order when `enforce_sorted` is True. You "
            "can pass `enforce_sorted=False` to pack_padded_sequence and/or pack_sequence to "
            "sidestep this requirement if you do not need ONNX exportability."
        )
    return [sum(n > step for n in listed) for step in range(listed[0])]


def _pack(input: Any, lengths: Any, batch_first: bool) -> tuple[Any, Any]:
    sizes = _sizes_of(input, lengths, batch_first)
    return _packed(input, sizes, batch_first), xp.array(sizes, dtype="int64")


def _packed(input: Any, sizes: Any, batch_first: bool) -> Any:
    rows = input.swapaxes(0, 1) if batch_first else input
    return xp.concatenate([row[:n] for row, n in zip(rows, sizes, strict=False)])


def _unpack(grad: Any, sizes: Any, shape: tuple[int, ...], batch_first: bool) -> Any:
    made = xp.zeros(shape, dtype=grad.dtype)
    rows, start = made.swapaxes(0, 1) if batch_first else made, 0
    for row, n in zip(rows, sizes.tolist(), strict=False):
        row[:n] = grad[start : start + n]
        start += n
    return made


pack_padded_sequence: Function = op(
    "pack_padded_sequence",
    lambda input, lengths, batch_first: _pack(input, lengths, batch_first),
    input=lambda grad, input_sym_sizes, result1, batch_first: pack_backward(
        grad, result1, input_sym_sizes, batch_first
    ),
    outputs=("result0", "result1"),
    samples=((numbers(3, 2, 2), xp.array([3, 1]), False),),
)
pack_backward: Function = op(
    "pack_padded_sequence_backward",
    lambda grad, sizes, shape, batch_first: _unpack(grad, sizes, shape, batch_first),
    grad=lambda grad, sizes, batch_first: packed(grad, sizes, batch_first),
    node="IndexPutBackward0",
    samples=((numbers(4, 2), _SIZES, (3, 2, 2), False),),
)
packed: Function = op(
    "packed",
    lambda input, sizes, batch_first: _packed(input, sizes.tolist(), batch_first),
    input=lambda grad, sizes, input_sym_sizes, batch_first: pack_backward(
        grad, sizes, input_sym_sizes, batch_first
    ),
    node="PackPaddedSequenceBackward0",
    samples=((numbers(3, 2, 2), _SIZES, False),),
)
