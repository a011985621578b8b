"""torch.nn.functional: rows of a table, one by one or in bags."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.mode import no_grad
from gradwalk.ops import compare, gather
from gradwalk.ops.join import stack
from gradwalk.ops.shape import unsqueeze


@no_grad()
def _shorten(weight: Any, input: Any, most: float, order: float) -> None:
    """The rows that are asked for made no longer than `most`, in the table itself."""
    places = input.unique()
    rows = weight[places]
    norms = rows.norm(order, dim=1, keepdim=True)
    weight.index_copy_(0, places, (most / (norms + 1e-7)).masked_fill(norms <= most, 1.0) * rows)


def embedding(
    input: Any,
    weight: Any,
    padding_idx: int | None = None,
    max_norm: float | None = None,
    norm_type: float = 2.0,
    scale_grad_by_freq: bool = False,
    sparse: bool = False,
) -> Any:
    if sparse or scale_grad_by_freq:
        raise NotImplementedError("embedding: sparse and scale_grad_by_freq do not exist here")
    if max_norm is not None:
        _shorten(weight, input, max_norm, norm_type)
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx < 0:
        padding_idx += weight.shape[0]
    return gather.embedding(weight, input, padding_idx)


def one_hot(tensor: Any, num_classes: int = -1) -> Any:
    array = tensor._array
    if array.dtype.name != "int64":
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if array.size and array.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(array.max()) + 1
    elif array.size and array.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    classes = creation.arange(num_classes)
    return compare.eq(unsqueeze(tensor, -1), classes).to(dtypes.int64)


def embedding_bag(
    input: Any,
    weight: Any,
    offsets: Any = None,
    max_norm: Any = None,
    norm_type: float = 2,
    scale_grad_by_freq: bool = False,
    mode: str = "mean",
    sparse: bool = False,
    per_sample_weights: Any = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Any:
    """The sum, mean or maximum of the embeddings of each bag."""
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    starts = _bag_starts(input, offsets, include_last_offset)
    if max_norm is not None:
        _shorten(weight, input, max_norm, norm_type)
    rows = gather.embedding(weight, input.reshape(-1))
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.reshape(-1, 1)
    places = input.reshape(-1).tolist()
    bags = []
    for start, end in pairwise(starts):
        kept = [i for i in range(start, end) if places[i] != padding_idx]
        bags.append(_bag(rows, kept, mode, weight))
    return stack(tuple(bags))


def _bag_starts(input: Any, offsets: Any, include_last: bool) -> list[int]:
    """Where each bag begins, and where the last one ends."""
    if input.ndim == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch "
                "of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>"
            )
        return [i * input.shape[1] for i in range(input.shape[0] + 1)]
    if input.ndim != 1:
        raise ValueError(
            f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.ndim}"
        )
    if offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    starts: list[int] = offsets.tolist()
    return starts if include_last else [*starts, input.numel()]


def _bag(rows: Any, kept: list[int], mode: str, weight: Any) -> Any:
    if not kept:
        return creation.zeros(weight.shape[1], dtype=weight.dtype)
    part = rows[kept]
    if mode == "max":
        return part.max(0).values
    return part.sum(0) if mode == "sum" else part.mean(0)
