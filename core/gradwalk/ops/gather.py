"""Reading and writing by index along a dimension: gather, scatter, index_select, masked_select."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import errors
from gradwalk.array import xp
from gradwalk.dtypes import of
from gradwalk.named import named
from gradwalk.op import Function, in_place, op
from gradwalk.ops import dims, places
from gradwalk.ops.basic_index import index
from gradwalk.ops.broadcast import broadcast_shapes, expand
from gradwalk.ops.choice import masked_fill
from gradwalk.ops.compare import refusing
from gradwalk.ops.conv import constant_pad_nd
from gradwalk.ops.samples import integers, numbers
from gradwalk.ops.shape import reshape, unsqueeze
from gradwalk.tensorbase import fresh

_ROWS = xp.array([[0, 1], [1, 0]])


def check_index(index: Any, size: int, dim: int) -> None:
    """Refuse places outside of a dimension, in the words of PyTorch's kernel."""
    for each in index.reshape(-1).tolist():
        if not 0 <= each < size:
            text = f"index {each} is out of bounds for dimension {dim} with size {size}"
            raise RuntimeError(text)


def _gather(self: Any, dim: int, index: Any) -> Any:
    axis = places.for_gather(self, dim, index)
    if not index.size:
        return xp.zeros(index.shape, self.dtype)
    check_index(index, (self.shape or (1,))[axis], axis)
    if not (self.ndim and index.ndim):
        picked = self.reshape(-1)[index.reshape(-1)]
        return picked.reshape(index.shape)
    return self[grid(index, axis)]


def grid(index: Any, axis: int) -> tuple[Any, ...]:
    """Index arrays that pick along one axis and follow their own position along the others."""
    found: list[Any] = list(xp.ogrid[tuple(slice(n) for n in index.shape)])
    found[axis] = index
    return tuple(found)


gather: Function = op(
    "gather",
    lambda self, dim, index: _gather(self, dim, index),
    self=lambda grad, self, dim, index: gather_backward(grad, tuple(self.shape), dim, index),
    samples=((numbers(2, 3), 1, _ROWS), (numbers(2, 3), 0, xp.array([[1, 0, 1]]))),
)


def _add_at(sizes: tuple[int, ...], dim: int, index: Any, values: Any) -> Any:
    result = xp.zeros(sizes, values.dtype)
    if sizes:
        xp.add.at(result, grid(index, dims.one(dim, len(sizes))), values)
    else:
        result += values.sum()
    return result


gather_backward: Function = op(
    "gather_backward",
    lambda grad_output, sizes, dim, index: _add_at(sizes, dim, index, grad_output),
    grad_output=lambda grad, dim, index: gather(grad, dim, index),
    node="ScatterAddBackward0",
)


def _scatter(self: Any, dim: int, index: Any, src: Any, function: Any = None) -> Any:
    with_tensor = hasattr(src, "dtype")
    axis = places.for_scatter(self, dim, index, src if with_tensor else None)
    if not index.size:
        return self.copy()
    check_index(index, (self.shape or (1,))[axis], axis)
    result = self.reshape(self.shape or (1,)).copy()
    index = index.reshape(index.shape or (1,))
    where = grid(index, axis)
    if with_tensor:
        src = src.reshape(src.shape or (1,))[tuple(slice(n) for n in index.shape)]
    if function is None:
        result[where] = src
    else:
        function.at(result, where, src)
    return result.reshape(self.shape)


scatter_src: Function = op(
    "scatter",
    lambda self, dim, index, src: _scatter(self, dim, index, src),
    self=lambda grad, dim, index: scatter_value(grad, dim, index, 0),
    src=lambda grad, dim, index: gather(grad, dim, index),
    samples=((numbers(2, 3), 1, _ROWS, numbers(2, 2, start=9)),),
)
scatter_value: Function = op(
    "scatter_value",
    lambda self, dim, index, value: _scatter(self, dim, index, value),
    self=lambda grad, dim, index: scatter_value(grad, dim, index, 0),
    node="ScatterBackward1",
    samples=((numbers(2, 3), 1, _ROWS, 1.5),),
)
scatter_add: Function = op(
    "scatter_add",
    lambda self, dim, index, src: _scatter(self, dim, index, src, xp.add),
    self=lambda grad: grad,
    src=lambda grad, dim, index: gather(grad, dim, index),
    samples=((numbers(2, 3), 1, _ROWS, numbers(2, 2, start=9)),),
)
_NO_REDUCED = refusing(RuntimeError("derivative for aten::scatter is not implemented"))
scatter_with: Function = op(
    "scatter_with",
    lambda self, dim, index, src, reduce: _scatter(self, dim, index, src, _with(reduce, src)),
    self=_NO_REDUCED,
    src=_NO_REDUCED,
    node="NotImplemented",
)


def _with(reduce: str, src: Any) -> Any:
    """What is done where values meet."""
    if hasattr(src, "dtype"):
        errors.warn_once(
            "The reduce argument of torch.scatter with Tensor src is deprecated and will be "
            "removed in a future PyTorch release. Use torch.scatter_reduce instead for more "
            "reduction options."
        )
    if reduce not in ("add", "multiply"):
        raise RuntimeError("reduce argument must be either add or multiply.")
    return getattr(xp, reduce)


def _scatterer(by_src: Any, by_value: Any, reducing: Any) -> Callable[..., Any]:
    """The function, or its in-place form, that chooses between the three by what it is given."""

    def call(
        input: Any,
        dim: int,
        index: Any,
        src: Any = None,
        *,
        value: Any = None,
        reduce: str | None = None,
    ) -> Any:
        given = value if src is None else src
        if reduce is not None:
            return reducing(input, dim, index, given, reduce)
        return (by_src if hasattr(given, "_array") else by_value)(input, dim, index, given)

    return call


scatter = named(_scatterer(scatter_src, scatter_value, scatter_with), "scatter")
_in_place = (in_place(each, "scatter_") for each in (scatter_src, scatter_value, scatter_with))
scatter_ = named(_scatterer(*_in_place), "scatter_")


def _index_select(self: Any, dim: int, index: Any) -> Any:
    axis = places.for_select(self, dim, index)
    if not self.ndim:
        return self.copy()
    return xp.take(self, index.reshape(-1), axis=axis)


def _add_rows(grad: Any, self_sym_sizes: Sequence[int], dim: int, index: Any) -> Any:
    if not self_sym_sizes:
        return grad.reshape(())
    result = xp.zeros(tuple(self_sym_sizes), grad.dtype)
    axis = dims.one(dim, len(self_sym_sizes))
    xp.add.at(result, (slice(None),) * axis + (index,), grad)
    return result


index_select_backward: Function = op(
    "index_select_backward",
    _add_rows,
    grad=lambda grad, dim, index: index_select(grad, dim, index),
    node="IndexAddBackward0",
)
index_select: Function = op(
    "index_select",
    _index_select,
    self=index_select_backward,
    samples=((numbers(2, 3), 1, integers(0, 2, 0)),),
)


def _index_add(self: Any, dim: int, index: Any, source: Any, alpha: Any) -> Any:
    axis = places.for_add(self, dim, index, source)
    if not self.ndim:
        return self + (source * alpha).reshape(())
    source = source.reshape(source.shape or (1,))
    added = self + _add_rows(source * alpha, self.shape, axis, index.reshape(-1))
    return added.astype(self.dtype) if self.dtype.kind == "b" else added


index_add: Function = op(
    "index_add",
    lambda self, dim, index, source, alpha=1: _index_add(self, dim, index, source, alpha),
    self=lambda grad: grad,
    source=lambda grad, dim, index, alpha: index_select(grad, dim, index) * alpha,
    samples=((numbers(2, 3), 1, integers(0, 2), numbers(2, 2, start=9)),),
)


def _with_rows(self: Any, axis: int, index: Any, values: Any) -> Any:
    result = self.reshape(self.shape or (1,)).copy()
    rows = (slice(None),) * axis + (index.reshape(-1),)
    result[rows] = values if not hasattr(values, "shape") else values.reshape(values.shape or (1,))
    return result.reshape(self.shape)


index_fill: Function = op(
    "index_fill",
    lambda self, dim, index, value: _with_rows(
        self, places.for_fill(self, dim, index), index, value
    ),
    self=lambda grad, dim, index: index_fill(grad, dim, index, 0),
    samples=((numbers(2, 3), 1, integers(0, 2), 1.5),),
)
index_copy: Function = op(
    "index_copy",
    lambda self, dim, index, source: _with_rows(
        self, places.for_copy(self, dim, index, source), index, source
    ),
    self=lambda grad, dim, index: index_fill(grad, dim, index, 0),
    source=lambda grad, dim, index, source_sym_sizes: reshape(
        index_select(grad, dim, index), source_sym_sizes
    ),
    samples=((numbers(2, 3), 1, integers(0, 2), numbers(2, 2, start=9)),),
)


def _masked_select(self: Any, mask: Any) -> Any:
    if mask.dtype.kind != "b":
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    self, mask = xp.broadcast_arrays(self, mask)
    return self[mask]


def _masked_put(grad_output: Any, sizes: tuple[int, ...], mask: Any) -> Any:
    shape = xp.broadcast_shapes(sizes, mask.shape)
    result = xp.zeros(shape, grad_output.dtype)
    result[xp.broadcast_to(mask, shape)] = grad_output
    return result


masked_select: Function = op(
    "masked_select",
    _masked_select,
    self=lambda grad, self, mask: masked_select_backward(grad, tuple(self.shape), mask),
    samples=((numbers(2, 3), numbers(2, 3, start=4) > 0),),
)
masked_select_backward: Function = op(
    "masked_select_backward",
    _masked_put,
    grad_output=lambda grad, mask: masked_select(grad, mask),
    node="MaskedScatterBackward0",
)


def _masked_scatter(self: Any, mask: Any, source: Any) -> Any:
    if mask.dtype.kind != "b":
        raise RuntimeError(
            f"masked_scatter_ only supports boolean masks, but got mask with dtype {of(mask).word}"
        )
    result, mask = (each.copy() for each in xp.broadcast_arrays(self, mask))
    if source.size < int(mask.sum()):
        raise RuntimeError("Number of elements of source < number of ones in mask")
    result[mask] = source.reshape(-1)[: int(mask.sum())]
    return result


def _scattered(grad: Any, mask: Any, sizes: tuple[int, ...]) -> Any:
    from gradwalk.ops.scan import concrete

    picked = masked_select(grad, mask)
    if concrete(picked) is None:
        return picked
    count = 1
    for n in sizes:
        count *= n
    return reshape(constant_pad_nd(picked, (0, count - picked.shape[0]), 0.0), sizes)


masked_scatter: Function = op(
    "masked_scatter",
    _masked_scatter,
    self=lambda grad, mask: masked_fill(grad, mask, 0),
    source=lambda grad, mask, source_sym_sizes: _scattered(grad, mask, source_sym_sizes),
    samples=((numbers(2, 3), numbers(2, 3, start=4) > 0, numbers(7, start=9)),),
)
take_: Function = op(
    "take",
    lambda self, index: xp.take(self, index),
    self=lambda grad, self, index: take_backward(grad, tuple(self.shape), index),
    samples=((numbers(2, 3), integers(0, 4, 0)),),
)


def _take_backward(grad_output: Any, sizes: tuple[int, ...], index: Any) -> Any:
    result = xp.zeros(sizes, grad_output.dtype)
    xp.add.at(result.reshape(-1), index, grad_output)
    return result


take_backward: Function = op(
    "take_backward",
    _take_backward,
    grad_output=lambda grad, index: take_(grad, index),
    node="PutBackward0",
)


def take(input: Any, index: Any) -> Any:
    places.long_alone("take", index._array)
    if index.numel() and not input.numel():
        raise IndexError("take(): tried to take from an empty tensor")
    places.in_memory(index._array, input.numel())
    return take_(input, index)


def take_along_dim(input: Any, indices: Any, dim: int | None = None) -> Any:
    if dim is None:
        from gradwalk.ops.shape import flatten

        return gather(flatten(input), 0, flatten(indices))
    if input.ndim != indices.ndim:
        raise RuntimeError(
            "torch.take_along_dim(): input and indices should have the same number of dimensions, "
            f"but got {input.ndim} dimensions for input, and {indices.ndim} dimensions for indices"
        )
    if str(indices._array.dtype) != "int64":
        raise RuntimeError(
            "torch.take_along_dim(): dtype of indices should be Long but got "
            f"{of(indices._array).word}"
        )
    axis = dims.one(dim, input.ndim)
    if not input.ndim:
        raise dims.without()
    return gather(*_apart_from(axis, input, indices % input.shape[axis]))


def _apart_from(axis: int, input: Any, indices: Any) -> tuple[Any, int, Any]:
    """Both broadcast to each other, but along the axis."""
    one, other = list(input.shape), list(indices.shape)
    here, there = one[axis], other[axis]
    one[axis] = other[axis] = 1
    sizes = list(broadcast_shapes(tuple(one), tuple(other)))
    shapes = [(*sizes[:axis], n, *sizes[axis + 1 :]) for n in (here, there)]
    return expand(input, shapes[0]), axis, expand(indices, shapes[1])


nonzero_: Function = op("nonzero", lambda self: xp.argwhere(self))


def nonzero(input: Any, *, as_tuple: bool = False) -> Any:
    found = nonzero_(unsqueeze(input, 0) if as_tuple and not input.ndim else input)
    if not as_tuple:
        return found
    return tuple(found[:, i] for i in range(found.shape[1]))


def nonzero_static(input: Any, *, size: int, fill_value: int = -1) -> Any:
    """The first `size` places of elements that are not zero, filled up with a number."""
    if size < 0:
        raise RuntimeError("nonzero_static: 'size' must be an non-negative integer")
    found = xp.argwhere(input._array)[:size]
    made = xp.full((size, input._array.ndim), fill_value, dtype="int64")
    made[: len(found)] = found
    return fresh(made)


def _embedding(weight: Any, indices: Any) -> Any:
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if indices.dtype not in ("int64", "int32"):
        word = of(indices).word
        given = "CPUBoolType" if word == "Bool" else f"torch.{word}Tensor"
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar "
            f"types: Long, Int; but got {given} instead (while checking arguments for embedding)"
        )
    for each in indices.reshape(-1).tolist():
        if not 0 <= each < weight.shape[0]:
            raise IndexError("index out of range in self")
    return weight[indices]


def _embedding_backward(
    grad: Any, weight_sym_sizes: tuple[int, ...], indices: Any, padding_idx: int
) -> Any:
    result = xp.zeros(weight_sym_sizes, grad.dtype)
    xp.add.at(result, indices, grad)
    if padding_idx >= 0:
        result[padding_idx] = 0
    return result


embedding_backward: Function = op(
    "embedding_backward",
    _embedding_backward,
    grad=lambda grad, indices: index(grad, (indices,)),
    node="EmbeddingDenseBackwardBackward0",
)
embedding: Function = op(
    "embedding",
    lambda weight, indices, padding_idx=-1: _embedding(weight, indices),
    weight=embedding_backward,
    samples=((numbers(3, 2), xp.array([[0, 2], [2, 2]])),),
)


def unravel_index(indices: Any, shape: Any) -> tuple[Any, ...]:
    """The coordinates of flat places."""
    found = xp.unravel_index(indices._array, tuple(shape))
    return tuple([fresh(xp.asarray(each, dtype="int64")) for each in found])
