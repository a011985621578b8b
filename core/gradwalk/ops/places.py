"""What PyTorch says of index tensors that do not fit: index_add, scatter, gather and their kin.

The order of the checks is PyTorch's own, for the first that fails is the one a reader sees. As
there, a tensor of no dimensions counts as one of one dimension where that helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.dtypes import of
from gradwalk.ops import dims

_SHORT = ("int64", "int32")


def _is(array: Any, kinds: Sequence[str] = ("int64",)) -> bool:
    return str(array.dtype) in kinds


def _sizes(array: Any) -> tuple[int, ...]:
    return tuple(array.shape) or (1,)


def for_add(self: Any, dim: int, index: Any, source: Any, name: str = "index_add_") -> int:
    """index_add and index_reduce: the axis, if all fits."""
    axis = dims.one(dim, self.ndim)
    word = of(index).word
    if index.ndim > 1:
        raise IndexError(
            f"{name}(): Index is supposed to be a vector, but got dim: {index.ndim} with "
            f"type: {word} and size: {list(index.shape)}"
        )
    if not _is(index, _SHORT):
        raise RuntimeError(f"{name}(): Expected dtype int32/int64 for index but got: {word}")
    if source.dtype != self.dtype:
        raise RuntimeError(
            f"{name}(): self ({of(self).word}) and source ({of(source).word}) must have the "
            "same scalar type"
        )
    if axis and axis >= source.ndim:
        raise RuntimeError(
            f"{name}(): Indexing dim {axis} is out of bounds of the source tensor with dim "
            f"{source.ndim}"
        )
    if index.size != _sizes(source)[axis]:
        if not source.ndim:
            raise dims.without()
        raise RuntimeError(
            f"{name}(): Number of indices ({index.size}) should be equal to source.size(dim): "
            f"({source.shape[axis]}), for dim: {axis}"
        )
    if self.ndim != source.ndim or _without(self.shape, axis) != _without(source.shape, axis):
        raise RuntimeError(
            "source tensor shape must match self tensor shape, excluding the specified dimension. "
            f"Got self.shape = {list(self.shape)} source.shape = {list(source.shape)}"
        )
    size = _sizes(self)[axis]
    if self.ndim < 2 or name != "index_add_":
        in_reach(index, size, "index out of range in self")
    else:
        text = f"index {{}} is out of bounds for dimension {axis} with size {size}"
        in_reach(index, size, text, error=RuntimeError)
    return axis


def _without(sizes: Sequence[int], axis: int) -> list[int]:
    return [n for place, n in enumerate(sizes) if place != axis]


def for_copy(self: Any, dim: int, index: Any, source: Any) -> int:
    """index_copy: the axis, if all fits."""
    axis = dims.one(dim, self.ndim)
    count = index.size
    if index.ndim > 1:
        raise IndexError(f"index_copy_(): Index should have dimension 1 or 0 (got {index.ndim})")
    if not source.ndim and count != 1:
        text = f"index_copy_(): When source is scalar, index should have one element (got {count})"
        raise IndexError(text)
    if source.ndim != self.ndim and source.ndim and self.ndim:
        raise IndexError(
            "index_copy_(): When source and destination are not scalars, their dimensionality "
            f"must match. Source dimensionality ({source.ndim}), destination dimensionality "
            f"({self.ndim})"
        )
    long_alone("index_copy_", index)
    if source.dtype != self.dtype:
        raise RuntimeError(
            "index_copy_(): self and source expected to have the same dtype, but got (self) "
            f"{of(self).word} and (source) {of(source).word}"
        )
    _same_slices(self, axis, source)
    if source.ndim and count != source.shape[axis]:
        raise IndexError(
            f"index_copy_(): Number of indices ({count}) should be equal to source.size(dim) "
            f"({source.shape[axis]})"
        )
    size = _sizes(self)[axis]
    text = f"index_copy_(): index {{}} is out of bounds for dimension {axis} with size {size}"
    in_reach(index, size, text)
    return axis


def _same_slices(self: Any, axis: int, source: Any) -> None:
    mine, theirs = _without(self.shape, axis), _without(source.shape, axis)
    if mine != theirs:
        shown = [" ".join(map(str, each)) for each in (mine, theirs)]
        raise RuntimeError(
            "index_copy_(): Source/destination tensor must have same slice shapes. Destination "
            f"slice shape: {shown[0]} at dimension {axis} and source slice shape: {shown[1]} at "
            "dimension 0."
        )


def for_fill(self: Any, dim: int, index: Any) -> int:
    """index_fill: the axis, if all fits."""
    if not _is(index):
        raise IndexError("index_fill_(): Expected dtype int64 for index.")
    axis = dims.one(dim, self.ndim)
    if index.ndim > 1:
        raise RuntimeError("Index has to be a vector/scalar")
    size = _sizes(self)[axis]
    text = f"index {{}} is out of bounds for dimension {axis} with size {size}"
    in_reach(index, size, text, negative=True)
    return axis


def for_gather(self: Any, dim: int, index: Any) -> int:
    """The axis along which `index` picks, if all fits."""
    axis = dims.one(dim, self.ndim)
    if not index.size:
        return axis
    if not _is(index, _SHORT):
        raise RuntimeError("gather(): Expected dtype int32/int64 for index")
    mine, theirs = _sizes(self), _sizes(index)
    if len(mine) != len(theirs):
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    for place, (n, m) in enumerate(zip(mine, theirs, strict=True)):
        if place != axis and m > n:
            raise RuntimeError(
                f"Size does not match at dimension {place} expected index {list(index.shape)} to "
                f"be no larger than self {list(self.shape)} apart from dimension {axis}"
            )
    return axis


def for_scatter(self: Any, dim: int, index: Any, src: Any = None) -> int:
    """scatter and scatter_add: the axis, if all fits; `src` is None where a number is written."""
    axis = dims.one(dim, self.ndim)
    if index.size and not _is(index, _SHORT):
        raise RuntimeError("scatter(): Expected dtype int32/int64 for index")
    if src is not None and src.dtype != self.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    if not index.size:
        return axis
    mine, theirs = _sizes(self), _sizes(index)
    if len(mine) != len(theirs):
        raise RuntimeError("Index tensor must have the same number of dimensions as self tensor")
    wrong = any(m > n for d, (n, m) in enumerate(zip(mine, theirs, strict=True)) if d != axis)
    rest = ""
    if src is not None:
        given = _sizes(src)
        wrong = wrong or any(m > n for n, m in zip(given, theirs, strict=False))
        if not wrong and src.ndim and len(given) < len(theirs):
            dims.one(len(given), len(given))  # PyTorch asks src for a length it has not
        if len(given) != len(theirs):
            raise RuntimeError("Index tensor must have the same number of dimensions as src tensor")
        rest = f" and to be no larger size than src {list(src.shape)}"
    if wrong:
        raise RuntimeError(
            f"Expected index {list(index.shape)} to be no larger than self {list(self.shape)} "
            f"apart from dimension {axis}{rest}"
        )
    return axis


def for_select(self: Any, dim: int, index: Any) -> int:
    """index_select: the axis, if all fits."""
    axis = dims.one(dim, self.ndim)
    if index.ndim > 1:
        raise IndexError("index_select(): Index is supposed to be a vector")
    if not self.ndim and index.size != 1:
        text = f"index_select(): Index to scalar can have only 1 value, got {index.size} value(s)"
        raise RuntimeError(text)
    if not _is(index, _SHORT):
        raise RuntimeError("index_select(): Expected dtype int32 or int64 for index")
    size = _sizes(self)[axis]
    if not size and index.size:
        raise RuntimeError("index_select(): self indexing axis dim should be positive")
    if not axis:
        in_reach(index, size, "index out of range in self")
    else:
        text = f"INDICES element is out of DATA bounds, id={{}} axis_dim={size}"
        in_reach(index, size, text, error=RuntimeError)
    return axis


def in_reach(
    index: Any, size: int, text: str, *, negative: bool = False, error: type[Exception] = IndexError
) -> None:
    """Raise with that text, which may name the number, if an index is out of bounds."""
    for each in index.reshape(-1).tolist():
        if not (-size if negative else 0) <= each < size:
            raise error(text.format(each))


def long_alone(name: str, index: Any) -> None:
    """Refuse places that are no int64."""
    if not _is(index):
        raise RuntimeError(f"{name}(): Expected a long tensor for index, but got {of(index).word}")


def in_memory(index: Any, count: int) -> None:
    """Refuse flat places outside of a tensor of so many elements."""
    text = f"out of range: tried to access index {{}} on a tensor of {count} elements."
    in_reach(index, count, text, negative=True)


def for_put(self: Any, index: Any, source: Any) -> None:
    """put: whether all fits."""
    long_alone("put_", index)
    if source.dtype != self.dtype:
        raise RuntimeError(
            "put_(): self and source expected to have the same dtype, but got self.dtype = "
            f"{of(self).word} and source.dtype = {of(source).word}"
        )
    if source.size != index.size:
        raise IndexError(
            "put_(): Expected source and index to have the same number of elements, but got "
            f"source.numel() = {source.size}, index.numel() = {index.size}"
        )
    if index.size and not self.size:
        raise IndexError("put_(): Tried to put elements into an empty tensor")
    in_memory(index, self.size)
