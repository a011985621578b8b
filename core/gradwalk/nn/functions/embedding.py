"""torch.nn.functional: rows of a table, one by one or in bags."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.mode import no_grad
from gradwalk.ops import bag, compare, gather
from gradwalk.ops.shape import unsqueeze

_OLD_ORDER = (
    "Argument order of nn.functional.embedding_bag was changed. Usage `embedding_bag(weight, "
    "input, ...)` is deprecated, and should now be `embedding_bag(input, weight, ...)`."
)
_MODES = {"sum": bag.SUM, "mean": bag.MEAN, "max": bag.MAX}


@no_grad()
def _shorten(weight: Any, input: Any, most: float, order: float) -> None:
    """The rows that are asked for made no longer than `most`, in the table itself."""
    places = input.unique()
    rows = weight[places]
    norms = rows.norm(order, dim=1, keepdim=True)
    weight.index_copy_(0, places, (most / (norms + 1e-7)).masked_fill(norms <= most, 1.0) * rows)


def embedding(
    input: Any, weight: Any, padding_idx: int | None = None, max_norm: float | None = None,
    norm_type: float = 2.0, scale_grad_by_freq: bool = False, sparse: bool = False,
) -> Any:  # fmt: skip
    if sparse or scale_grad_by_freq:
        raise NotImplementedError("embedding: sparse and scale_grad_by_freq do not exist here")
    count = weight.shape[0]
    if padding_idx is not None and not -count <= padding_idx < max(count, 1):
        raise AssertionError("Padding_idx must be within num_embeddings")
    if max_norm is not None:
        _shorten(weight, input, max_norm, norm_type)
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx < 0:
        padding_idx += count
    return gather.embedding(weight, input, padding_idx)


def one_hot(input: Any, num_classes: int = -1) -> Any:
    array = input._array
    if array.dtype.name != "int64":
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if array.size and array.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(array.max()) + 1
    elif array.size and array.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    classes = creation.arange(num_classes)
    return compare.eq(unsqueeze(input, -1), classes).to(dtypes.int64)


def embedding_bag(
    input: Any, weight: Any, offsets: Any = None, max_norm: Any = None, norm_type: float = 2,
    scale_grad_by_freq: bool = False, mode: str = "mean", sparse: bool = False,
    per_sample_weights: Any = None, include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Any:  # fmt: skip
    """The sum, mean or maximum of the embeddings of each bag."""
    if weight.dtype is dtypes.int64 and input.is_floating_point():
        warnings.warn(_OLD_ORDER, UserWarning, stacklevel=2)
        weight, input = input, weight
    factors = per_sample_weights
    if factors is not None and input.size() != factors.size():
        raise ValueError(
            f"embedding_bag: If per_sample_weights ({factors.shape}) is not None, then it must "
            f"have the same shape as the input ({input.shape})"
        )
    if weight.ndim != 2:
        raise ValueError(f"weight has to be a 2D Tensor, but got Tensor of dimension {weight.ndim}")
    offsets = _offsets(input, offsets)
    number = _mode(mode, scale_grad_by_freq, factors)
    if max_norm is not None:
        _shorten(weight, input, max_norm, norm_type)
    if input.ndim == 2:
        input = input.reshape(-1)
        factors = None if factors is None else factors.reshape(-1)
    padding = -1 if padding_idx is None else _row(padding_idx, weight.shape[0])
    options = (scale_grad_by_freq, number, sparse, factors, include_last_offset, padding)
    return bag.embedding_bag(weight, input, offsets, *options)[0]


def _mode(mode: str, scaled: bool, factors: Any) -> int:
    """The mode's number, once it goes with the rest."""
    if mode not in _MODES:
        raise ValueError("mode has to be one of sum, mean or max")
    if mode == "max" and scaled:
        raise ValueError("max mode does not support scaling the gradient by the frequency")
    if factors is not None and mode != "sum":
        raise NotImplementedError(
            "embedding_bag: per_sample_weights was not None. per_sample_weights is only supported "
            f"for mode='sum' (got mode='{mode}'). Please open a feature request on GitHub."
        )
    return _MODES[mode]


def _row(index: int, rows: int) -> int:
    if not -rows <= index < rows:
        raise RuntimeError(
            f"padding_idx must be within the number of embeddings, {-rows} through {rows - 1}, but "
            f"got {index}"
        )
    return index % rows


def _offsets(input: Any, offsets: Any) -> Any:
    """Where each bag begins: the rows of a matrix are bags."""
    if input.ndim == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch "
                "of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>"
            )
        return creation.arange(0, input.numel(), input.shape[1], dtype=input.dtype)
    if input.ndim != 1:
        text = f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.ndim}"
        raise ValueError(text)
    if offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    if offsets.ndim != 1:
        raise ValueError("offsets has to be a 1D Tensor")
    return offsets
