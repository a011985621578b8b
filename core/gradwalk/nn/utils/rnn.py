"""torch.nn.utils.rnn: sequences of several lengths in one tensor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk import absent


def pad_sequence(
    sequences: Sequence[Any],
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Any:
    """The sequences side by side, each filled up to the length of the longest."""
    listed = list(sequences)
    if not listed:
        raise RuntimeError("received an empty list of sequences")
    longest = max(each.size(0) for each in listed)
    rest = tuple(listed[0].shape[1:])
    wide = (len(listed), longest) if batch_first else (longest, len(listed))
    made = listed[0].new_full((*wide, *rest), padding_value)
    for i, each in enumerate(listed):
        n = each.size(0)
        rows = slice(longest - n, longest) if padding_side == "left" else slice(0, n)
        made[(i, rows) if batch_first else (rows, i)] = each
    return made


def unpad_sequence(padded_sequences: Any, lengths: Any, batch_first: bool = False) -> list[Any]:
    """The sequences that pad_sequence put together."""
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [row[: int(n)] for row, n in zip(rows, lengths, strict=True)]


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.utils.rnn", globals(), name)
