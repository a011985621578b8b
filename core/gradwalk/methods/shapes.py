"""The methods of Tensor for its shape, with torch's varargs.

In-place forms that change the shape (`t_`, `unsqueeze_`) give the tensor another look at its own
memory, and count as a write.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from gradwalk import dtypes, errors, inplace, mode
from gradwalk.array import ndarray, xp
from gradwalk.creation.base import dtype_of
from gradwalk.engine import expandable
from gradwalk.layouts import CHANNELS_LAST, CONTIGUOUS, PRESERVE
from gradwalk.named import named
from gradwalk.op import in_place
from gradwalk.ops import broadcast, diagonals, dims, order, parts, shape
from gradwalk.ops import shape as s
from gradwalk.ops.core import in_format
from gradwalk.readonly import readonly
from gradwalk.size import size_of
from gradwalk.storages import viewed_as
from gradwalk.tensorbase import writable
from gradwalk.trace import listen
from gradwalk.views import move_retained, tracked


def _reshaped(function: Any, name: str) -> Callable[..., Any]:
    """The in-place form of a view operation."""

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        recording = mode.grad_enabled and tracked(self)
        inplace.check(self, recording)
        with listen.silence() as listener:
            looked = function(self, *args, **kwargs)
        self._array = looked._array
        if recording:
            edge = looked._edge
            assert edge is not None and edge[0] is not None
            move_retained(self, *edge)
            self._edge = edge
        inplace.check_counted(self)
        before = inplace.bump(self)
        if recording and self._view is not None:
            self._view.version = self._counter.version  # the history is right as it is
        if listener is not None:
            node = looked._edge[0] if recording else None
            listener.wrote(name, self, (("self", self),), node, before)
            if (level := listen.follower(listener)) is not None:
                level.reshaped(self, lambda mine: function(mine, *args, **kwargs))
        return self

    call.__name__ = name
    return call


def _sized(function: Any, name: str, doc: str) -> Callable[..., Any]:
    """A method that takes lengths or dimensions one by one, or as a list."""

    def call(self: Any, *sizes: Any) -> Any:
        return function(self, s.sizes_of(sizes))

    return named(call, name, doc)


class Shapes:
    """Lengths, views and rearrangements."""

    __slots__ = ()
    _array: Any

    def size(self, dim: int | None = None) -> Any:
        """Its lengths, or the length along one dimension."""
        sizes = size_of(self._array.shape)
        if dim is not None and not sizes:
            raise dims.without(dim)
        return sizes if dim is None else sizes[dims.one(dim, len(sizes))]

    def dim(self) -> int:
        """How many dimensions it has."""
        return int(self._array.ndim)

    ndimension = dim

    def numel(self) -> int:
        """How many elements it has."""
        return int(self._array.size)

    nelement = numel

    def element_size(self) -> int:
        """How many bytes an element takes."""
        return int(self._array.dtype.itemsize)

    def is_contiguous(self, *, memory_format: Any = CONTIGUOUS) -> bool:
        """Whether its elements lie one after the other in memory, in that order."""
        array = self._array
        if memory_format is CHANNELS_LAST:
            return array.ndim == 4 and bool(array.transpose(0, 2, 3, 1).flags.c_contiguous)
        return array.__class__ is not ndarray or bool(array.flags.c_contiguous)

    def contiguous(self, *, memory_format: Any = CONTIGUOUS) -> Any:
        """Self if contiguous, else a copy that is."""
        if memory_format is PRESERVE:
            raise RuntimeError("preserve memory format is unsupported by the contiguous operator")
        there = self.is_contiguous(memory_format=memory_format)
        return self if there else in_format(self, memory_format)

    def view(self: Any, *shape: Any, dtype: Any = None) -> Any:
        """The same memory in another shape, or as another dtype."""
        if dtype is not None and shape:
            raise TypeError("view() takes a dtype or sizes")  # the guard has PyTorch's words
        wanted = shape[0] if len(shape) == 1 else dtype
        if isinstance(wanted, dtypes.dtype | type):
            return viewed_as(self, dtype_of(wanted, dtypes.float32))
        return s.view(self, s.sizes_of(shape))

    def view_as(self, other: Any) -> Any:
        """The same memory in the shape of `other`."""
        return s.view(self, tuple(other.shape))

    def reshape(self, *shape: Any) -> Any:
        """The same elements in another shape: a view where one is possible."""
        return s.reshape(self, s.sizes_of(shape))

    def reshape_as(self, other: Any) -> Any:
        """The same elements in the shape of `other`."""
        return s.reshape(self, tuple(other.shape))

    permute = _sized(s.permute, "permute", "The dimensions in another order.")
    expand = _sized(broadcast.expand, "expand", "Dimensions of length 1 repeated, as a view.")
    broadcast_to = _sized(broadcast.expand, "broadcast_to", "As `expand`.")
    repeat = _sized(broadcast.repeat, "repeat", "Copies side by side.")
    tile = _sized(broadcast.tile, "tile", "Copies side by side, as numpy.tile.")
    flip = _sized(order.flip, "flip", "The elements in reverse order along dimensions.")

    def sum_to_size(self, *size: Any) -> Any:
        """Summed to a shape that broadcasts to its own."""
        sizes, mine = s.sizes_of(size), self._array.shape
        if not expandable(sizes, mine):
            raise RuntimeError(
                f"size {{{list(sizes)}}} is not expandable to size {{{list(mine)}}}."
            )
        return broadcast.sum_to_size(self, sizes)

    transpose = swapaxes = swapdims = s.transpose
    t = s.t
    unsqueeze = s.unsqueeze
    squeeze = s.squeeze
    flatten = s.flatten
    unflatten = s.unflatten
    movedim = moveaxis = s.movedim
    narrow = s.narrow
    roll = order.roll
    tril = order.tril
    triu = order.triu
    diag = diagonals.diag
    diagonal = diagonals.diagonal
    diag_embed = diagonals.diag_embed
    trace = diagonals.trace
    unbind = parts.unbind
    split_with_sizes = unsafe_split_with_sizes = parts.split_sizes
    chunk = parts.chunk
    tensor_split = parts.tensor_split
    unfold = parts.unfold
    repeat_interleave = broadcast.repeat_interleave
    expand_as = broadcast.expand_as
    fliplr = order.fliplr
    flipud = order.flipud
    tril_ = in_place(order.tril)
    triu_ = in_place(order.triu)
    fill_diagonal_ = diagonals.fill_diagonal_
    t_ = _reshaped(s.t_in_place, "t_")
    transpose_ = swapaxes_ = swapdims_ = _reshaped(s.transpose_in_place, "transpose_")
    unsqueeze_ = _reshaped(s.unsqueeze_in_place, "unsqueeze_")
    squeeze_ = _reshaped(s.squeeze_in_place, "squeeze_")

    def split(self, split_size: Any, dim: int = 0) -> Any:
        """Parts of one length, or of these lengths."""
        return parts.split(self, split_size, dim)

    unsafe_split = split

    def ravel(self) -> Any:
        """In one dimension."""
        return self.contiguous().view(-1)

    @readonly
    def T(self) -> Any:
        """The dimensions in reverse order."""
        if self._array.ndim == 0:
            errors.warn_once(errors.OF_A_SCALAR.format("T"))
        elif self._array.ndim != 2:
            errors.warn_once(errors.T_NOT_A_MATRIX)
        return s.permute(self, tuple(reversed(range(self._array.ndim))))

    @readonly
    def mT(self) -> Any:
        """The last two dimensions swapped."""
        if self._array.ndim == 0:
            errors.warn_once(errors.OF_A_SCALAR.format("mT"))
            return self
        if self._array.ndim == 1:
            raise RuntimeError(errors.MT_OF_A_VECTOR)
        return s.transpose(self, -2, -1)

    rot90 = order.rot90
    diagflat = diagonals.diagflat
    hsplit = parts.hsplit
    vsplit = parts.vsplit
    dsplit = parts.dsplit
    unsafe_chunk = parts.chunk

    def narrow_copy(self, dim: int, start: int, length: int) -> Any:
        """A slice of one dimension, copied."""
        return self.narrow(dim, start, length).clone()

    @readonly
    def H(self) -> Any:
        """The transpose of a matrix."""
        dtypes.check_real(self._array, "Tensor.H")
        return shape.transposed(self)

    @readonly
    def mH(self) -> Any:
        """The last two dimensions swapped."""
        if self._array.ndim == 1:
            raise RuntimeError(errors.NOT_MATRICES.format("mH"))
        return self.mT.conj()

    def adjoint(self) -> Any:
        """The last two dimensions swapped."""
        if self._array.ndim == 1:
            raise RuntimeError(errors.NOT_MATRICES.format("adjoint()"))
        return self.mT.conj()

    def __reversed__(self) -> Any:
        return order.flip(self, tuple(range(self._array.ndim)))

    def resize_(self, *sizes: Any, memory_format: Any = None) -> Any:
        """Another shape on the same memory; more is added at the end where it does not do."""
        if tracked(self):  # type: ignore[arg-type]
            raise RuntimeError("cannot resize variables that require grad")
        shape = s.sizes_of(sizes)
        if shape == self._array.shape:  # which does not count
            return self
        old = writable(self).reshape(-1)  # type: ignore[arg-type]
        count = math.prod(shape)
        if count > old.size:
            flat = xp.zeros(count, old.dtype)
            flat[: old.size] = old
        else:
            flat = old[:count]
        self._array = flat.reshape(shape)
        inplace.bump(self)  # type: ignore[arg-type]
        return self

    def resize_as_(self, other: Any) -> Any:
        """The shape of another tensor."""
        return self.resize_(tuple(other.shape))
