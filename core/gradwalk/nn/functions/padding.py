"""torch.nn.functional: padding with a constant, or by reflection, replication, wrapping round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.ops import conv
from gradwalk.ops.resize import PAD


def pad(input: Any, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Any:
    """More elements at the sides of the last dimensions, pairs (before, after) from the last."""
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * len(input.shape):
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input "
            f"dimension but got padding length {len(pad)} and input of dimension "
            f"{len(input.shape)}"
        )
    if mode == "constant":
        return conv.constant_pad_nd(input, tuple(pad), 0.0 if value is None else value)
    if value is not None and value != 0:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    k, rank = len(pad) // 2, input.ndim
    if mode not in ("reflect", "replicate", "circular"):
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    if k > 3 or rank not in (k + 1, k + 2):
        raise NotImplementedError(
            f"Padding size {len(pad)} is not supported for {rank}D input tensor.\n"
            "Supported combinations for non-constant padding:\n"
            "  - 2D or 3D input: padding size = 2 (pads last dimension)\n"
            "  - 3D or 4D input: padding size = 4 (pads last 2 dimensions)\n"
            "  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)"
        )
    if mode == "circular":
        return _circular(input, pad)
    if 0 in tuple(input.shape)[1:]:
        raise RuntimeError(
            f"Expected {k + 1}D or {k + 2}D (batch mode) tensor with possibly 0 batch size and "
            f"other non-zero dimensions for input, but got: {list(input.shape)}"
        )
    if mode == "reflect":
        _check_reflection(input, pad)
    return PAD[mode, k](input, tuple(pad))


def _check_reflection(input: Any, pad: Sequence[int]) -> None:
    for i in range(len(pad) // 2):
        axis = input.ndim - 1 - i
        pair = (pad[2 * i], pad[2 * i + 1])
        if max(pair) >= input.shape[axis]:
            raise RuntimeError(
                f"Argument #{4 + 2 * i}: Padding size should be less than the corresponding input "
                f"dimension, but got: padding ({pair[0]}, {pair[1]}) at dimension {axis} of input "
                f"{list(input.shape)}"
            )


def _circular(input: Any, pad: Sequence[int]) -> Any:
    """Written slice by slice into an empty tensor, as PyTorch does: the node is CopySlices."""
    k, rank = len(pad) // 2, input.ndim
    sizes = list(input.shape)
    for i in range(k):
        axis = rank - 1 - i
        before, after = pad[2 * i], pad[2 * i + 1]
        if max(before, after) > input.shape[axis]:
            raise RuntimeError("Padding value causes wrapping around more than once.")
        sizes[axis] += before + after
    made = input.new_empty(sizes)
    inner: list[slice] = [slice(None)] * rank
    for i in range(k):
        axis = rank - 1 - i
        inner[axis] = slice(pad[2 * i], pad[2 * i] + input.shape[axis])
    made[tuple(inner)] = input
    for i in range(k):
        axis = rank - 1 - i
        before, after, n = pad[2 * i], pad[2 * i + 1], input.shape[axis]
        lead = (slice(None),) * axis
        if before:
            made[(*lead, slice(0, before))] = made[(*lead, slice(n, n + before))].clone()
        if after:
            end = before + n
            made[(*lead, slice(end, end + after))] = made[
                (*lead, slice(before, before + after))
            ].clone()
    return made
