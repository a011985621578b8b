"""The operations that indexing is made of: select, slice, unsqueeze, alias, index, index_put."""

from __future__ import annotations

import re
from typing import Any

from gradwalk.array import Array, xp
from gradwalk.op import Function, in_place, op
from gradwalk.ops import dims
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.samples import numbers

Sizes = tuple[int, ...]


def _at(dim: int, item: Any) -> tuple[Any, ...]:
    """An index of one dimension; the ellipsis keeps the result a view where it is 0-d."""
    return (*(slice(None),) * dim, item, Ellipsis)


def _placed(grad: Array, sizes: Sizes, where: Any) -> Array:
    """Zeros of a size with `grad` at one place."""
    made = xp.zeros(sizes, grad.dtype)
    made[where] = grad
    return made


select_backward: Function = op(
    "select_backward",
    lambda grad_output, input_sizes, dim, index: _placed(grad_output, input_sizes, _at(dim, index)),
    grad_output=lambda grad, dim, index: select(grad, dim, index),
)
select: Function = op(
    "select",
    lambda self, dim, index: self[_at(dim, index)],
    self=lambda grad, self_sym_sizes, dim, index: select_backward(grad, self_sym_sizes, dim, index),
    view=True,
    samples=((numbers(3, 4), 0, 1), (numbers(3, 4), 1, 2)),
)
slice_backward: Function = op(
    "slice_backward",
    lambda grad_output, input_sizes, dim, start, end, step: _placed(
        grad_output, input_sizes, _at(dim, slice(start, end, step))
    ),
    grad_output=lambda grad, dim, start, end, step: slice_(grad, dim, start, end, step),
)
slice_: Function = op(
    "slice",
    lambda self, dim, start, end, step: self[_at(dim, slice(start, end, step))],
    self=lambda grad, self_sym_sizes, dim, start, end, step: slice_backward(
        grad, self_sym_sizes, dim, start, end, step
    ),
    view=True,
    samples=((numbers(3, 4), 0, 1, 3, 1), (numbers(3, 4), 1, 0, 4, 2)),
)
alias: Function = op("alias", lambda self: self[...], self=lambda grad: grad, view=True)
fw_primal: Function = op(  # a dual tensor without its tangent
    "_fw_primal",
    lambda self: self[...],
    self=lambda grad: grad,
    view=True,
    node="Identity",
    samples=((numbers(2, 3),),),
)


def numpy_index(indices: tuple[Any, ...]) -> tuple[Any, ...]:
    """Index arrays, with None for a dimension taken whole, as NumPy wants them."""
    return tuple([slice(None) if each is None else each for each in indices])


_SHAPES = re.compile(r"indexing arrays could not be broadcast together with shapes (.*?) *$")


def _index(self: Array, indices: tuple[Any, ...]) -> Array:
    try:
        made = self[numpy_index(indices)]
        return made if made.flags.c_contiguous else made.copy()
    except IndexError as error:
        raise index_refused(error, self, indices) from None


def index_refused(error: IndexError, self: Array, indices: tuple[Any, ...]) -> IndexError:
    """What PyTorch says of index tensors that do not broadcast with each other, or lead outside."""
    match = _SHAPES.search(str(error))
    if match is None:
        return _out_of_bounds(self, indices) or error
    shapes = [each.rstrip(",") for each in re.findall(r"\(([^)]*)\)", match[1])]
    shown = ", ".join(f"[{each.replace(',', ', ')}]" for each in shapes)
    return IndexError(
        f"shape mismatch: indexing tensors could not be broadcast together with shapes {shown}"
    )


def _out_of_bounds(self: Array, indices: tuple[Any, ...]) -> IndexError | None:
    dim = nth = 0  # how many dimensions are passed, and how many of them are indexed
    for each in indices:
        if each is None:
            dim += 1
            continue
        integers = not _is_whole(each)
        size = self.shape[dim]
        for place in each.reshape(-1).tolist() if integers else ():
            if not size:
                return IndexError("index is out of bounds for dimension with size 0")
            if not -size <= place < size:
                text = f"index {place} is out of bounds for dimension {nth} with size {size}"
                return IndexError(text)
        dim += 1 if integers else each.ndim
        nth += 1 if integers else each.ndim
    return None


def _index_backward(grad: Array, sizes: Sizes, indices: tuple[Any, ...]) -> Array:
    made = xp.zeros(sizes, grad.dtype)
    xp.add.at(made, numpy_index(indices), grad)
    return made


index_backward: Function = op(
    "index_backward",
    lambda grad_output, input_sizes, indices: _index_backward(grad_output, input_sizes, indices),
    grad_output=lambda grad, indices: index(grad, indices),
    node="IndexPutImplBackward0",
)
index: Function = op(
    "index",
    _index,
    self=lambda grad, self_sym_sizes, indices: index_backward(grad, self_sym_sizes, indices),
)


def broadcasts(sizes: Sizes, to: Sizes) -> bool:
    """Whether a tensor of one size can be expanded to the other."""
    pairs = zip(reversed(sizes), reversed(to), strict=False)
    return len(sizes) <= len(to) and all(n in (1, m) for n, m in pairs)


def _is_whole(index: Any) -> bool:
    """Whether what stands for a dimension cannot lead outside: nothing, or a mask."""
    return index is None or index.dtype.kind == "b"


def check_put(self: Array, indices: tuple[Any, ...], values: Any) -> None:
    """Refuse values that do not fit where they are to be written."""
    if self.size:  # whether they lead outside is asked later
        indices = tuple([each if _is_whole(each) else xp.zeros_like(each) for each in indices])
    given, wanted = xp.shape(values), _index(self, indices).shape
    if not broadcasts(given, wanted):
        raise RuntimeError(
            f"shape mismatch: value tensor of shape {list(given)} cannot be broadcast to indexing "
            f"result of shape {list(wanted)}"
        )


def _index_put(self: Array, indices: tuple[Any, ...], values: Any, accumulate: bool) -> Array:
    check_put(self, indices, values)
    made = self.copy()
    where = numpy_index(indices)
    try:
        if accumulate:
            xp.add.at(made, where, values)
        else:
            made[where] = values
    except IndexError as error:
        raise index_refused(error, self, indices) from None
    return made


index_put: Function = op(
    "index_put",
    _index_put,
    self=lambda grad, indices, accumulate: (
        grad if accumulate else index_put(grad, indices, 0.0, False)
    ),
    values=lambda grad, indices: index(grad, indices),
)
index_put_ = in_place(index_put)


def _copied(self: Array, src: Array, non_blocking: bool = False) -> Array:
    if not broadcasts(src.shape, self.shape):
        return xp.broadcast_to(src, xp.broadcast_shapes(src.shape, self.shape))  # refused later
    return xp.broadcast_to(src, self.shape).astype(self.dtype)


def expand_error(kind: str, sizes: Sizes, to: Sizes) -> RuntimeError:
    """What PyTorch says where a tensor cannot be expanded to a size."""
    if len(sizes) > len(to):
        return RuntimeError(
            f"expand({kind}{{{list(sizes)}}}, size={list(to)}): the number of sizes "
            f"provided ({len(to)}) must be greater or equal to the number of dimensions in the "
            f"tensor ({len(sizes)})"
        )
    lead = len(to) - len(sizes)
    dim = max(i for i, n in enumerate(sizes) if n not in (1, to[lead + i])) + lead
    return RuntimeError(
        f"The expanded size of the tensor ({to[dim]}) must match the existing size "
        f"({sizes[dim - lead]}) at non-singleton dimension {dim}.  Target sizes: {list(to)}.  "
        f"Tensor sizes: {list(sizes)}"
    )


def _copy_into(self: Array, src: Array, non_blocking: bool = False) -> None:
    if not broadcasts(src.shape, self.shape):
        raise ValueError
    self[...] = src


copy: Function = op(
    "copy",
    _copied,
    into=_copy_into,
    self=lambda grad: zeros_like(grad),
    src=lambda grad: grad,
    node="CopyBackwards",
)
copy_ = in_place(copy)
fill: Function = op(
    "fill",
    lambda self, value: xp.full(self.shape, value, self.dtype),
    self=lambda grad: zeros_like(grad),
    node="FillBackward2",
)
fill_ = in_place(fill)


def _filled(self: Array, value: Array) -> Array:
    if value.ndim:
        raise RuntimeError(
            "fill_ only supports 0-dimension value tensor but got tensor with "
            f"{value.ndim} dimensions."
        )
    return xp.full(self.shape, value, self.dtype)


fill_tensor: Function = op(
    "fill_tensor",
    lambda self, value: _filled(self, value),
    self=lambda grad: zeros_like(grad),
    value=lambda grad: _total(grad),
    node="FillBackward3",
)
fill_tensor_ = in_place(fill_tensor, "fill_")


def _total(grad: Any) -> Any:
    from gradwalk.ops.reduce import sum_all

    return sum_all(grad)


zero: Function = op(
    "zero",
    lambda self: xp.zeros(self.shape, self.dtype),
    into=lambda self: self.fill(0),
    self=lambda grad: zeros_like(grad),
)
zero_ = in_place(zero)


def _with(self: Any, src: Any, where: Any) -> Any:
    """A copy of an array with one place replaced."""
    made = self.copy()
    check_part(made[where], src)
    made[where] = src
    return made


def check_part(part: Any, src: Any) -> None:
    """Refuse to put one array in place of a part of another that has another shape."""
    if part.shape != src.shape:
        raise RuntimeError(
            "expected src to have a size equal to the slice of self. src size = "
            f"{list(src.shape)}, slice size = {list(part.shape)}"
        )


select_scatter_: Function = op(
    "select_scatter",
    lambda self, src, dim, index: _with(self, src, _at(dim, index)),
    self=lambda grad, dim, index: select_scatter_(
        grad, zeros_like(select(grad, dim, index)), dim, index
    ),
    src=lambda grad, dim, index: select(grad, dim, index),
    samples=((numbers(3, 4), numbers(4, start=20), 0, 1),),
)
slice_scatter_: Function = op(
    "slice_scatter",
    lambda self, src, dim, start, end, step: _with(self, src, _at(dim, slice(start, end, step))),
    self=lambda grad, dim, start, end, step: slice_scatter_(
        grad, zeros_like(slice_(grad, dim, start, end, step)), dim, start, end, step
    ),
    src=lambda grad, dim, start, end, step: slice_(grad, dim, start, end, step),
    samples=((numbers(3, 4), numbers(3, 2, start=20), 1, 1, 4, 2),),
)


def select_scatter(input: Any, src: Any, dim: int, index: int) -> Any:
    """A copy with one part along a dimension replaced."""
    return select_scatter_(input, src, *selected(input, dim, index))


def selected(input: Any, dim: int, index: int) -> tuple[int, int]:
    """The dimension and the place in it of what `select` picks, neither of them negative."""
    if not input.ndim:
        raise IndexError("select() cannot be applied to a 0-dim tensor.")
    axis = dims.one(dim, input.ndim)
    n = input.shape[axis]
    if not -n <= index < n:
        raise IndexError(
            f"select(): index {index} out of range for tensor of size {list(input.shape)} at "
            f"dimension {axis}"
        )
    return axis, index % n


def slice_scatter(
    input: Any, src: Any, dim: int = 0, start: Any = None, end: Any = None, step: int = 1
) -> Any:
    """A copy with a slice along a dimension replaced."""
    if not input.ndim:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    axis = dims.one(dim, input.ndim)
    if step <= 0:
        raise RuntimeError("slice step must be positive")
    place = slice(start, end, step).indices(input.shape[axis])
    return slice_scatter_(input, src, axis, *place)
