"""torch.nn.utils.rnn: sequences of several lengths in one tensor, padded or packed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partialmethod
from typing import Any, NamedTuple, Self

from gradwalk import absent
from gradwalk.creation import arange, as_tensor, empty_like, tensor
from gradwalk.dtypes import int64
from gradwalk.ops import packing
from gradwalk.tensor import Tensor


class _Fields(NamedTuple):
    data: Any
    batch_sizes: Any
    sorted_indices: Any
    unsorted_indices: Any


class PackedSequence(_Fields):
    """Sequences step by step: `batch_sizes` says how many of them each step has.

    `sorted_indices` brings those of the program into the order of their lengths, in which they are
    packed, `unsorted_indices` brings them back; None where they came so.
    """

    def __new__(
        cls,
        data: Any,
        batch_sizes: Any = None,
        sorted_indices: Any = None,
        unsorted_indices: Any = None,
    ) -> Self:
        if batch_sizes is None:
            data, batch_sizes = data
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args: Any, **kwargs: Any) -> PackedSequence:
        return self._cast(lambda data: data.to(*args, **kwargs))

    def _cast(self, function: Any) -> PackedSequence:
        data = function(self.data)
        return self if data is self.data else self._replace(data=data)

    def cpu(self) -> PackedSequence:
        return self

    @property
    def is_cuda(self) -> bool:
        return False


def invert_permutation(permutation: Any) -> Any:
    """The places that undo those given."""
    if permutation is None:
        return None
    return empty_like(permutation).scatter_(0, permutation, arange(permutation.numel()))


def pack_padded_sequence(
    input: Any, lengths: Any, batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    """Padded sequences (time, batch, ...) of the given lengths, packed.

    Raises RuntimeError for lengths that do not fit, or do not fall where `enforce_sorted`.
    """
    lengths = as_tensor(lengths, dtype=int64)
    places = None
    if not enforce_sorted:
        lengths, places = lengths.sort(descending=True)
        input = input.index_select(0 if batch_first else 1, places)
    data, batch_sizes = packing.pack_padded_sequence(input, lengths, batch_first)
    return PackedSequence(data, batch_sizes, places)


def pad_packed_sequence(
    sequence: PackedSequence,
    batch_first: bool = False,
    padding_value: float = 0.0,
    total_length: int | None = None,
) -> tuple[Any, Any]:
    """The sequences side by side again, with their lengths."""
    sizes = sequence.batch_sizes.tolist()
    longest = len(sizes)
    if total_length is not None and total_length < longest:
        raise ValueError(
            "Expected total_length to be at least the length of the longest sequence in input, but "
            f"got total_length={total_length} and max sequence length being {longest}"
        )
    data, rest = sequence.data, tuple(sequence.data.shape[1:])
    made = data.new_full((total_length or longest, sizes[0], *rest), padding_value)
    start = first = 0
    for step in range(1, longest + 1):  # a stretch of steps with as many sequences at a time
        wide, stretch = sizes[first], step - first
        if step == longest or sizes[step] != wide:
            part = data.narrow(0, start, stretch * wide).view(stretch, wide, *rest)
            made.narrow(0, first, stretch).narrow(1, 0, wide).copy_(part)
            start, first = start + stretch * wide, step
    if batch_first:
        made = made.transpose(0, 1)
    lengths = tensor([sum(n > i for n in sizes) for i in range(sizes[0])])
    back = sequence.unsorted_indices
    if back is None:
        return made, lengths
    return made.index_select(0 if batch_first else 1, back), lengths[back]


def pad_sequence(
    sequences: Sequence[Any],
    batch_first: bool = False,
    padding_value: float = 0.0,
    padding_side: str = "right",
) -> Any:
    """The sequences side by side, each filled up to the length of the longest."""
    if not isinstance(sequences, Iterable):
        raise RuntimeError(
            "pad_sequence: Expected iterable for input sequences, but got arg of type: "
            f"{type(sequences)}"
        )
    listed = list(sequences)
    if not listed:
        raise RuntimeError("received an empty list of sequences")
    for i, each in enumerate(listed):
        if not isinstance(each, Tensor):
            kind = type(each).__name__
            raise TypeError(f"expected Tensor as element {i} in argument 0, but got {kind}")
    longest = max(each.size(0) for each in listed)
    rest = tuple(listed[0].shape[1:])
    wide = (len(listed), longest) if batch_first else (longest, len(listed))
    made = listed[0].new_full((*wide, *rest), padding_value)
    for i, each in enumerate(listed):
        n = each.size(0)
        rows = slice(longest - n, longest) if padding_side == "left" else slice(0, n)
        made[(i, rows) if batch_first else (rows, i)].copy_(each)
    return made


def unpad_sequence(padded_sequences: Any, lengths: Any, batch_first: bool = False) -> list[Any]:
    """The sequences that pad_sequence put together."""
    if not batch_first:
        padded_sequences.transpose_(0, 1)
    steps = arange(padded_sequences.shape[1])
    return [row[steps < n] for row, n in zip(padded_sequences, lengths, strict=True)]


def pack_sequence(sequences: Sequence[Any], enforce_sorted: bool = True) -> PackedSequence:
    """The sequences of a list, packed."""
    lengths = tensor([each.size(0) for each in sequences])
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Any]:
    """The list that pack_sequence packed."""
    padded, lengths = pad_packed_sequence(packed_sequences, batch_first=True)
    return unpad_sequence(padded, lengths, batch_first=True)


for _name in ("double", "float", "half", "long", "int"):
    setattr(PackedSequence, _name, partialmethod(PackedSequence._cast, getattr(Tensor, _name)))
PackedSequence.__module__ = "torch.nn.utils.rnn"


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.utils.rnn", globals(), name)
