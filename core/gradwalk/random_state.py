"""A generator's place in its sequence as the bytes that PyTorch's get_state gives.

They are a `CPUGeneratorImplState` (`aten/src/ATen/CPUGeneratorImpl.cpp`): the seed, how many words
are left until the next 624 are made, whether it was seeded, which word is next, the words, and the
second of the last pair of normal numbers, if it waits.
"""

from __future__ import annotations

import struct
from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.tensorbase import TensorBase, fresh

_LAYOUT = struct.Struct("<QiiQ624Q3di4xf?3x")
_WORDS = 624  # of MT19937's state
_NORMAL, _WAITS = 4 + _WORDS + 1, 4 + _WORDS + 3  # places of the number and of whether it waits

# Of Python's twister, the waiting number, the seed, and the twister's second word before any draw.
Position = tuple[Any, "float | None", int, int]


def packed(position: Position) -> Any:
    """The position as a uint8 tensor of shape (5056,)."""
    (_, (*words, place), _), spare, seed, first = position
    left, following = (1, 0) if words[1] == first else (_WORDS + 1 - place, place)
    waits = spare is not None
    made = _LAYOUT.pack(seed, left, 1, following, *words, 0.0, spare or 0.0, 0.0, waits, 0.0, False)
    return fresh(xp.array(list(made), dtype=dtypes.uint8.array))


def unpacked(state: Any) -> Position:
    """The position that `packed` made a tensor of.

    Raises TypeError for what is no uint8 tensor, RuntimeError for bytes of another size or meaning.
    """
    if not isinstance(state, TensorBase):
        raise TypeError(f"expected a torch.ByteTensor, but got {type(state).__name__}")
    if state._array.dtype != dtypes.uint8.array:
        raise TypeError("RNG state must be a torch.ByteTensor")
    data = bytes(state._array.reshape(-1).tolist())
    if len(data) != _LAYOUT.size:
        raise RuntimeError(
            f"Expected a CPUGeneratorImplState of size {_LAYOUT.size} but found the input RNG "
            f"state size to be {len(data)}"
        )
    seed, left, seeded, following, *rest = fields = _LAYOUT.unpack(data)
    words = rest[:_WORDS]
    if not seeded or not 0 < left <= _WORDS or following > _WORDS or max(words) >= 2**32:
        raise RuntimeError("Invalid mt19937 state")
    spare = fields[_NORMAL] if fields[_WAITS] else None
    first = -1 if following else words[1]
    return (3, (*words, _WORDS + 1 - left), None), spare, seed, first
