"""Bags of embeddings: the sum, mean or maximum of some rows of a table, as one operation.

`mode` is a number as in PyTorch's C++ (and in `_saved_mode`): 0 sum, 1 mean, 2 max.
"""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import without_derivative
from gradwalk.ops.compare import refusing

SUM, MEAN, MAX = 0, 1, 2


def _bag_of_each(indices: Any, offsets: Any) -> Any:
    """The bag in which each index lies."""
    return xp.searchsorted(offsets, xp.arange(len(indices)), side="right") - 1


def _members(indices: Any, offsets: Any, padding: int, bags: int) -> tuple[Any, Any]:
    """Which indices count, and the bag of each of these."""
    bag = _bag_of_each(indices, offsets)
    kept = xp.nonzero((indices != padding) & (bag < bags))[0]
    return kept, bag[kept]


def _forward(
    weight: Any,
    indices: Any,
    offsets: Any,
    scale_grad_by_freq: bool = False,
    mode: int = SUM,
    sparse: bool = False,
    per_sample_weights: Any = None,
    include_last_offset: bool = False,
    padding_idx: int = -1,
) -> tuple[Any, Any, Any, Any]:
    """The bags; the bag of each index, how many each has, where the largest were."""
    _check(weight, indices, offsets, per_sample_weights)
    count = len(offsets) - include_last_offset
    kept, bag = _members(indices, offsets, padding_idx, count)
    rows = weight[indices[kept]]
    if per_sample_weights is not None:
        rows = rows * per_sample_weights[kept][:, None]
    made = xp.zeros((count, weight.shape[1]), weight.dtype)
    if mode == SUM:
        xp.add.at(made, bag, rows)
        nothing = xp.zeros((count,), offsets.dtype)
        return made, xp.zeros((0,), offsets.dtype), nothing, nothing
    sizes = where = xp.bincount(bag, minlength=count).astype(offsets.dtype)
    if mode == MAX:
        where = _largest(made, rows, indices[kept], bag)
    else:
        xp.add.at(made, bag, rows)
        made /= xp.maximum(sizes, 1)[:, None].astype(made.dtype)
    return made, _bag_of_each(indices, offsets), sizes, where


def _largest(made: Any, rows: Any, indices: Any, bag: Any) -> Any:
    """Fill in the largest of each bag's rows; returns which they were, or -1."""
    where = xp.full(made.shape, -1, indices.dtype)
    for b in set(bag.tolist()):
        here = xp.nonzero(bag == b)[0]
        made[b], where[b] = rows[here].max(0), indices[here[rows[here].argmax(0)]]
    return where


def _times(indices: Any) -> Any:
    """How often each index is there, as PyTorch's kernel has it: it looks up another index.

    Of the n-th of the different indices it takes what stands n-th among all of them, sorted.
    """
    rank = xp.searchsorted(xp.unique(indices), indices)
    return xp.bincount(indices)[xp.sort(indices)[rank]]


def _backward(
    grad: Any,
    indices: Any,
    offsets: Any,
    result2: Any,
    result3: Any,
    weight_sym_sizes: tuple[int, int],
    scale_grad_by_freq: bool,
    mode: int,
    per_sample_weights: Any,
    padding_idx: int,
) -> Any:
    """The gradient of the table."""
    made = xp.zeros(weight_sym_sizes, grad.dtype)
    if mode == MAX:
        bags, columns = xp.nonzero(result3 >= 0)
        xp.add.at(made, (result3[bags, columns], columns), grad[bags, columns])
        return made
    kept, bag = _members(indices, offsets, padding_idx, len(grad))
    rows = grad[bag]
    if per_sample_weights is not None:
        rows = rows * per_sample_weights[kept][:, None]
    if mode == MEAN:
        rows = rows / result2[bag][:, None].astype(grad.dtype)
    if scale_grad_by_freq:
        rows = rows / _times(indices)[kept][:, None].astype(grad.dtype)
    xp.add.at(made, indices[kept], rows)
    return made


def _weights_backward(grad: Any, weight: Any, indices: Any, offsets: Any, padding_idx: int) -> Any:
    """The gradient of each index's own factor."""
    kept, bag = _members(indices, offsets, padding_idx, len(grad))
    made = xp.zeros(indices.shape, grad.dtype)
    made[kept] = (grad[bag] * weight[indices[kept]]).sum(1)
    return made


_NO_SECOND = refusing(
    NotImplementedError("the derivative for '_embedding_bag_backward' is not implemented.")
)
embedding_bag_backward: Function = op(
    "_embedding_bag_backward", _backward, grad=_NO_SECOND, per_sample_weights=_NO_SECOND
)
weights_backward = without_derivative(
    "_embedding_bag_per_sample_weights_backward", _weights_backward, "grad", "weight"
)

embedding_bag: Function = op(
    "embedding_bag",
    _forward,
    weight=embedding_bag_backward,
    per_sample_weights=weights_backward,
    outputs=("result0", "result1", "result2", "result3"),
)


def _check(weight: Any, indices: Any, offsets: Any, factors: Any) -> None:
    end = "(while checking arguments for embedding_bag)"
    words = [dtypes.of(each).word for each in (indices, offsets, weight)]
    names, floats = ("indices", "indices", "weight"), "Half, BFloat16, Float, Double"
    for name, word, wanted in zip(names, words, ("Long, Int", "Long, Int", floats), strict=True):
        if word not in wanted.split(", "):
            raise RuntimeError(
                f"Expected tensor for argument #1 '{name}' to have one of the following scalar "
                f"types: {wanted}; but got torch.{word}Tensor instead {end}"
            )
    if factors is not None and factors.dtype != weight.dtype:
        raise RuntimeError(
            "Expected tensor for argument #1 'weight' to have the same type as tensor for argument "
            f"#1 'per_sample_weights'; but type torch.{words[2]}Tensor does not equal "
            f"torch.{dtypes.of(factors).word}Tensor {end}"
        )
    _check_places(indices.tolist(), offsets.tolist(), len(weight))


def _check_places(indices: list[int], offsets: list[int], rows: int) -> None:
    if offsets and offsets[0] != 0:
        raise RuntimeError(
            "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start from "
            f"position 0. However, got {offsets[0]}\n[ torch.LongTensor{{}} ]"
        )
    if offsets and offsets[-1] > len(indices):
        raise RuntimeError(
            f"offsets[-1] can not be greater than input's length {len(indices)} but got "
            f"offsets[-1] of {offsets[-1]}"
        )
    for i, each in enumerate(indices):
        if not 0 <= each < rows:
            raise RuntimeError(
                f"Index {i} of input takes value {each} which is not in the valid range [0, {rows})"
            )
