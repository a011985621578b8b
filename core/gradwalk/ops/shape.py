"""The same numbers in another shape: view, permute, squeeze, narrow.

Those PyTorch makes views of are views here: they share storage and version counter.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.core import contiguous
from gradwalk.ops.samples import UNARY, numbers
from gradwalk.tensorbase import is_tensor

_CUBE = numbers(2, 3, 2)


def sizes_of(size: tuple[Any, ...]) -> tuple[int, ...]:
    """Lengths given one by one or as one sequence."""
    if len(size) == 1 and isinstance(size[0], (tuple, list)):
        size = tuple(size[0])
    for each in size:
        if each.__class__ is not int:
            break
    else:
        return size
    return tuple(each if isinstance(each, int) else each.__index__() for each in size)


# --- view and reshape -----------------------------------------------------------------------------
def inferred(size: Sequence[int], numel: int) -> tuple[int, ...]:
    """The size with its -1, if it has one, worked out."""
    size = tuple(size)
    if -1 not in size and math.prod(size) == numel and (not size or min(size) >= 0):
        return size
    if any(n < -1 for n in size):
        place, bad = next((i, n) for i, n in enumerate(size) if n < -1)
        raise RuntimeError(f"invalid shape dimension {bad} at index {place} of shape {list(size)}")
    if size.count(-1) > 1:
        raise RuntimeError("only one dimension can be inferred")
    if -1 in size:
        known = math.prod(n for n in size if n != -1)
        if known and numel % known == 0:
            return tuple(numel // known if n == -1 else n for n in size)
        if known == 0 and numel == 0:
            raise RuntimeError(
                f"cannot reshape tensor of 0 elements into shape {list(size)} because the "
                "unspecified dimension size -1 can be any value and is ambiguous"
            )
    elif math.prod(size) == numel:
        return size
    raise RuntimeError(f"shape '{list(size)}' is invalid for input of size {numel}")


def _view(self: Any, size: tuple[int, ...]) -> Any:
    size = inferred(size, self.size)
    looked = self.reshape(size)
    if not self.flags.c_contiguous and looked.size and not xp.shares_memory(looked, self):
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one "
            "dimension spans across two contiguous subspaces). Use .reshape(...) instead."
        )
    return looked


view: Function = op(
    "view",
    _view,
    self=lambda grad, self_sym_sizes: reshape(grad, self_sym_sizes),
    view=True,
    samples=((numbers(2, 3), (3, 2)), (numbers(2, 3), (-1,))),
)
reshape_alias: Function = op(  # reshape of what lies otherwise in memory, yet can be looked at
    "reshape_alias",
    _view,
    self=lambda grad, self_sym_sizes: reshape(grad, self_sym_sizes),
    view=True,
    samples=((numbers(2, 3), (3, 2)),),
)
unsafe_view: Function = op(  # what PyTorch makes of the fresh result of another op
    "unsafe_view",
    lambda self, size: self.reshape(inferred(size, self.size)),
    self=lambda grad, self_sym_sizes: reshape(grad, self_sym_sizes),
    samples=((numbers(2, 3), (3, 2)),),
)


def _is_viewable(array: Any, size: tuple[int, ...]) -> bool:
    """Whether the array can be looked at in that shape without a copy."""
    if not array.ndim or array.flags.c_contiguous:
        return True
    looked = array.reshape(size)
    return not looked.size or bool(xp.shares_memory(looked, array))


def reshape(self: Any, shape: Sequence[int]) -> Any:
    """A view where that is possible, else a copy (CloneBackward0, UnsafeViewBackward0)."""
    array = getattr(self, "_array", None)
    if array is None:
        return view_of(self, shape)
    size = inferred(shape, array.size)
    if _is_viewable(array, size):
        dense = not array.ndim or array.flags.c_contiguous
        return (view if dense else reshape_alias)(self, size)
    return unsafe_view(contiguous(self), size)


def view_of(self: Any, shape: Sequence[int]) -> Any:
    """reshape on an array or a symbol."""
    if hasattr(self, "apply_op"):
        return view(self, shape)
    return self.reshape(tuple(shape))


# --- dimensions in another order ------------------------------------------------------------------
def _permute(self: Any, dims_: Sequence[int]) -> Any:
    if len(dims_) != self.ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            "length of the desired ordering of dimensions i.e. "
            f"input.dim() = {self.ndim} is not equal to len(dims) = {len(dims_)}"
        )
    order = tuple([dims.one(d, self.ndim) for d in dims_])
    if len(set(order)) != len(order):
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return self.transpose(order)


def _inverse(order: Sequence[int]) -> tuple[int, ...]:
    counted = [d % len(order) for d in order]
    return tuple(counted.index(i) for i in range(len(counted)))


permute: Function = op(
    "permute",
    lambda self, dims: _permute(self, dims),
    self=lambda grad, dims: permute(grad, _inverse(dims)),
    view=True,
    samples=((_CUBE, (2, 0, 1)), (_CUBE, (-1, 0, 1))),
)


def _transpose(self: Any, dim0: int, dim1: int) -> Any:
    first, second = dims.one(dim0, self.ndim), dims.one(dim1, self.ndim)
    return xp.swapaxes(self, first, second) if self.ndim else self


transpose: Function = op(
    "transpose",
    _transpose,
    self=lambda grad, dim0, dim1: transpose(grad, dim0, dim1),
    view=True,
    samples=((_CUBE, 0, 2),),
)


def _t(self: Any, name: str = "t") -> Any:
    if self.ndim > 2:
        text = f"{name}() expects a tensor with <= 2 dimensions, but self is {self.ndim}D"
        raise RuntimeError(text)
    return self.T


t: Function = op("t", _t, self=lambda grad: t(grad), view=True, samples=UNARY)

# --- dimensions of length one ---------------------------------------------------------------------

unsqueeze: Function = op(
    "unsqueeze",
    lambda self, dim: xp.expand_dims(self, dims.one(dim, self.ndim + 1)),
    self=lambda grad, dim: squeeze_dim(grad, dim),
    view=True,
    samples=((numbers(2, 3), 1), (numbers(2, 3), -1)),
)
squeeze_all: Function = op(
    "squeeze",
    lambda self: xp.squeeze(self),
    self=lambda grad, self_sym_sizes: _unsqueezed(grad, None, self_sym_sizes),
    view=True,
    samples=((numbers(2, 1, 3),),),
)
squeeze_dim: Function = op(
    "squeeze_dim",
    lambda self, dim: _squeeze(self, (dim,)),
    self=lambda grad, self_sym_sizes, dim: _unsqueezed(grad, (dim,), self_sym_sizes),
    view=True,
    node="SqueezeBackward1",
    samples=((numbers(2, 1, 3), 1), (numbers(2, 1, 3), 0)),
)
squeeze_dims: Function = op(
    "squeeze_dims",
    lambda self, dim: _squeeze(self, dim),
    self=lambda grad, self_sym_sizes, dim: _unsqueezed(grad, dim, self_sym_sizes),
    view=True,
    node="SqueezeBackward2",
    samples=((numbers(2, 1, 3, 1), (1, 3)),),
)
squeeze_of_matmul: Function = op(  # vector @ matrix ends in it; PyTorch numbers it apart
    "squeeze_of_matmul",
    lambda self, dim: _squeeze(self, (dim,)),
    self=lambda grad, self_sym_sizes, dim: _unsqueezed(grad, (dim,), self_sym_sizes),
    node="SqueezeBackward4",
)


def squeeze_result(input: Any, dim: int) -> Any:
    """The squeeze that ends a product; PyTorch does it in place, so it counts as a write."""
    made = squeeze_of_matmul(input, dim)
    if is_tensor(made) and not made.is_inference():
        made._counter.version += 1
    return made


def _squeeze(self: Any, which: Sequence[int]) -> Any:
    axes = dims.several(which, self.ndim) if which else ()  # an empty list: none of them
    return xp.squeeze(self, tuple(axis for axis in axes if self.shape[axis : axis + 1] == (1,)))


def _unsqueezed(grad: Any, which: Sequence[int] | None, sizes: tuple[int, ...]) -> Any:
    """Put back the dimensions of length one that were taken out."""
    n = len(sizes)
    axes = range(n) if which is None else sorted(dims.one(d, n) for d in which)
    for axis in axes:
        if n and sizes[axis] == 1:
            grad = unsqueeze(grad, axis)
    return grad


def restore(value: Any, dim: Any, keepdim: bool, sizes: tuple[int, ...]) -> Any:
    """Put back, with length one, the dimensions a reduction took out."""
    if keepdim or not sizes or dim == ():
        return value
    for axis in sorted(dims.axes(dim, len(sizes))):
        value = unsqueeze(value, axis)
    return value


# --- in place: the node of `t_` is numbered apart from that of `t` --------------------------------
def _numbered(function: Any, name: str, node: str, forward: Any = None) -> Any:
    entry = function.entry
    rules = {rule.name: rule.function for rule in entry.rules}
    return op(name, forward or entry.forward, view=True, node=node, samples=entry.samples, **rules)


t_in_place = _numbered(t, "t_", "TBackward1", lambda self: _t(self, "t_"))
transpose_in_place = _numbered(transpose, "transpose_", "TransposeBackward1")
unsqueeze_in_place = _numbered(unsqueeze, "unsqueeze_", "UnsqueezeBackward1")
_squeeze_all_in_place = _numbered(squeeze_all, "squeeze_", "SqueezeBackward3")
_squeeze_dim_in_place = _numbered(squeeze_dim, "squeeze_dim_", "SqueezeBackward4")
_squeeze_dims_in_place = _numbered(squeeze_dims, "squeeze_dims_", "SqueezeBackward5")


def squeeze_in_place(input: Any, dim: Any = None) -> Any:
    if dim is None:
        return _squeeze_all_in_place(input)
    if isinstance(dim, int):
        return _squeeze_dim_in_place(input, dim)
    return _squeeze_dims_in_place(input, tuple(dim))


# --- torch's spellings ----------------------------------------------------------------------------
def narrow(input: Any, dim: int, start: int, length: int) -> Any:
    """A slice of one dimension, on arrays, tensors and symbols."""
    from gradwalk.ops.basic_index import slice_

    if not len(input.shape):
        raise RuntimeError("narrow() cannot be applied to a 0-dim tensor.")
    dim = dims.one(dim, len(input.shape))
    n = input.shape[dim]
    start = start.item() if hasattr(start, "item") else start
    if not -n <= start <= n:
        text = f"start out of range (expected to be in range of [{-n}, {n}], but got {start})"
        raise IndexError(text)
    start %= n if start < 0 else n + 1
    if length < 0:
        raise RuntimeError("narrow(): length must be non-negative.")
    if start + length > n:
        raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({n}).")
    return slice_(input, dim, start, start + length, 1)


def squeeze(input: Any, dim: Any = None, *more: int) -> Any:
    if dim is None:
        return squeeze_all(input)
    dim = (dim, *more) if more else dim
    if isinstance(dim, int):
        return squeeze_dim(input, dim)
    return squeeze_dims(input, tuple(dim))


def flatten(input: Any, start_dim: int = 0, end_dim: int = -1) -> Any:
    ndim = input.ndim
    first, last = dims.one(start_dim, ndim), dims.one(end_dim, ndim)
    if first > last:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if ndim == 0:
        return reshape(input, (1,))
    if first == last:
        return input
    sizes = tuple(input.shape)
    return reshape(input, (*sizes[:first], math.prod(sizes[first : last + 1]), *sizes[last + 1 :]))


def unflatten(input: Any, dim: int, sizes: Sequence[int]) -> Any:
    if not isinstance(sizes, (tuple, list)):
        text = "unflatten(): argument 'sizes' (position 2) must be tuple of ints, not"
        raise TypeError(f"{text} {type(sizes).__name__}")
    axis = dims.one(dim, input.ndim)
    old = tuple(input.shape)
    if not sizes:
        raise RuntimeError("unflatten: sizes must be non-empty")
    if not old:
        raise RuntimeError(f"unflatten got an unexpected error:\n{dims.without()}")
    if sizes.count(-1) > 1:
        text = "only one dimension can be inferred"
        raise RuntimeError(f"unflatten got an unexpected error:\n{text}")
    count = math.prod(each for each in sizes if each != -1)
    if count != old[axis] if -1 not in sizes else count and old[axis] % count:
        raise RuntimeError(
            f"unflatten: Provided sizes {list(sizes)} don't multiply up to the size of dim {axis} "
            f"({old[axis]}) in the input tensor"
        )
    new = inferred(sizes, old[axis])
    return view(input, (*old[:axis], *new, *old[axis + 1 :]))


def movedim(input: Any, source: Any, destination: Any) -> Any:
    ndim = input.ndim
    from_ = dims.several(source, ndim)
    to = dims.several(destination, ndim)
    if ndim == 0:
        from gradwalk.ops.basic_index import alias

        return alias(input)
    if len(from_) != len(to):
        raise RuntimeError(
            f"movedim: Invalid source or destination dims: source ({list(from_)} dims ) should "
            f"contain the same number of dims as destination ({list(to)} dims)"
        )
    rest = iter(d for d in range(ndim) if d not in from_)
    order = [from_[to.index(i)] if i in to else next(rest) for i in range(ndim)]
    return permute(input, tuple(order))


def _of_each(function: Any) -> Any:
    """`function` of a tensor; of several, or of a list of them, a tuple."""

    def spelled(*tensors: Any) -> Any:
        if len(tensors) == 1 and is_tensor(tensors[0]):
            return function(tensors[0])
        many = len(tensors) != 1 or isinstance(tensors[0], (tuple, list))
        listed = tensors[0] if many and len(tensors) == 1 else tensors
        for place, each in enumerate(listed):
            if not is_tensor(each):
                kind = type(each).__name__
                raise TypeError(f"expected Tensor as element {place} in argument 0, but got {kind}")
        return tuple([function(each) for each in listed])

    return spelled


@_of_each
def atleast_1d(input: Any) -> Any:
    return reshape(input, (1,)) if input.ndim == 0 else input


@_of_each
def atleast_2d(input: Any) -> Any:
    if input.ndim == 0:
        return reshape(input, (1, 1))
    return unsqueeze(input, 0) if input.ndim == 1 else input


@_of_each
def atleast_3d(input: Any) -> Any:
    if input.ndim == 0:
        return reshape(input, (1, 1, 1))
    if input.ndim == 1:
        return unsqueeze(unsqueeze(input, 0), -1)
    return unsqueeze(input, -1) if input.ndim == 2 else input


def transposed(input: Any) -> Any:
    """H of a real matrix."""
    if input.ndim != 2:
        raise RuntimeError(
            "tensor.H is only supported on matrices (2-D tensors). Got "
            f"{input.ndim}-D tensor."
            + (" For batches of matrices, consider using tensor.mH" if input.ndim > 2 else "")
        )
    return transpose(input, 0, 1)
