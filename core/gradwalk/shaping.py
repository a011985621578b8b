"""Shape, dtype and conversion methods of Tensor, with torch's varargs.

In-place forms that change the shape (`t_`, `unsqueeze_`) give the tensor another look at its own
memory, and count as a write.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk import dtypes, errors, inplace, mode
from gradwalk.array import generic, ndarray, xp
from gradwalk.devices import device, require_cpu
from gradwalk.layouts import CONTIGUOUS
from gradwalk.op import in_place
from gradwalk.ops import broadcast, diagonals, dims, order, parts
from gradwalk.ops import shape as s
from gradwalk.ops.core import clone, contiguous, to_dtype
from gradwalk.readonly import readonly
from gradwalk.size import size_of
from gradwalk.tensorbase import TensorBase, fresh, writable
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
        if self._view is not None:
            self._view.version = self._counter.version  # the history is right as it is
        if listener is not None:
            node = looked._edge[0] if recording else None
            listener.wrote(name, self, (("self", self),), node, before)
        return self

    call.__name__ = name
    return call


class Shaping:
    """What Tensor has of shapes and conversions."""

    __slots__ = ()
    _array: Any

    # --- shapes ----------------------------------------------------------------------------

    def size(self, dim: int | None = None) -> Any:
        """Its lengths, or the length along one dimension."""
        sizes = size_of(self._array.shape)
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

    def is_contiguous(self) -> bool:
        """Whether its elements lie one after the other in memory."""
        array = self._array
        return array.__class__ is not ndarray or bool(array.flags.c_contiguous)

    def contiguous(self) -> Any:
        """Self if contiguous, else a copy that is."""
        return self if self.is_contiguous() else contiguous(self)

    def view(self, *shape: Any) -> Any:
        """The same memory in another shape."""
        if len(shape) == 1 and isinstance(shape[0], dtypes.dtype):
            raise TypeError("view(dtype) does not exist in gradwalk yet")
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

    def permute(self, *dims: Any) -> Any:
        """The dimensions in another order."""
        return s.permute(self, s.sizes_of(dims))

    def expand(self, *sizes: Any) -> Any:
        """Dimensions of length 1 repeated without copying."""
        return broadcast.expand(self, s.sizes_of(sizes))

    def broadcast_to(self, *size: Any) -> Any:
        """Dimensions of length 1 repeated without copying."""
        return broadcast.expand(self, s.sizes_of(size))

    def repeat(self, *repeats: Any) -> Any:
        """Copies side by side."""
        return broadcast.repeat(self, s.sizes_of(repeats))

    def tile(self, *dims: Any) -> Any:
        """Copies side by side, as numpy.tile."""
        return broadcast.tile(self, s.sizes_of(dims))

    def flip(self, *dims: Any) -> Any:
        """The elements in reverse order along dimensions."""
        return order.flip(self, s.sizes_of(dims))

    def sum_to_size(self, *size: Any) -> Any:
        """Summed to a shape that broadcasts to its own."""
        return broadcast.sum_to_size(self, s.sizes_of(size))

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
    split = parts.split
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
    transpose_ = _reshaped(s.transpose_in_place, "transpose_")
    unsqueeze_ = _reshaped(s.unsqueeze_in_place, "unsqueeze_")
    squeeze_ = _reshaped(s.squeeze_in_place, "squeeze_")

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

    # --- copies and dtypes -----------------------------------------------------------------

    def clone(self, *, memory_format: Any = None) -> Any:
        """A copy with memory of its own, in the graph."""
        return contiguous(self) if memory_format is CONTIGUOUS else clone(self)

    def to(self, *args: Any, **kwargs: Any) -> Any:
        """In another dtype (there is one device); self where nothing changes."""
        wanted = kwargs.get("dtype")
        for each in (*args, kwargs.get("device")):
            if each.__class__ in (str, int, device):
                require_cpu(each)
            if isinstance(each, (dtypes.dtype, TensorBase)):
                wanted = each if isinstance(each, dtypes.dtype) else dtypes.of(each._array)
        copy = kwargs.get("copy", False)
        if wanted is None or wanted.array is self._array.dtype:
            return clone(self) if copy else self
        return to_dtype(self, wanted)

    def type(self, dtype: Any = None) -> Any:
        """The legacy name of its type; with a dtype, as `to`."""
        if dtype is None:
            return f"torch.{dtypes.of(self._array).word}Tensor"
        if isinstance(dtype, str):
            dtype = dtypes.of_legacy(dtype)
        return self.to(dtype)

    def type_as(self, other: Any) -> Any:
        """In the dtype of `other`."""
        return self.to(other.dtype)

    def float(self) -> Any:
        """In float32."""
        return self.to(dtypes.float32)

    def double(self) -> Any:
        """In float64."""
        return self.to(dtypes.float64)

    def half(self) -> Any:
        """In float16."""
        return self.to(dtypes.float16)

    def long(self) -> Any:
        """In int64."""
        return self.to(dtypes.int64)

    def int(self) -> Any:
        """In int32."""
        return self.to(dtypes.int32)

    def bool(self) -> Any:
        """As truth values."""
        return self.to(dtypes.bool_)

    # --- numbers ---------------------------------------------------------------------------

    def item(self) -> Any:
        """The only element as a Python number."""
        array = self._array
        if array.size != 1:
            raise RuntimeError(f"a Tensor with {array.size} elements cannot be converted to Scalar")
        return array.item()

    def tolist(self) -> Any:
        """The elements as nested lists."""
        return self._array.tolist()

    def numpy(self, *, force: Any = False) -> Any:
        """An ndarray that shares the memory."""
        if force:
            return writable(self).copy()  # type: ignore[arg-type]
        if tracked(self):  # type: ignore[arg-type]
            raise RuntimeError(
                "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() "
                "instead."
            )
        if listen.listener is not None:
            listen.listener.made("numpy", (("self", self),), (), None)
        else:
            listen.lend(self)  # type: ignore[arg-type]
        return writable(self)  # type: ignore[arg-type]

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        array = self.numpy()
        return array if dtype is None else array.astype(dtype)

    __array_priority__ = 1000  # numpy's operators leave the work to ours

    def _number(self, kind: Any) -> Any:
        if mode.grad_enabled and tracked(self):  # type: ignore[arg-type]
            errors.warn_scalar()
        if self._array.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return kind(self._array.item())

    def __float__(self) -> Any:
        return self._number(float)

    def __int__(self) -> Any:
        if self._array.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return int(self._array.item())

    def __complex__(self) -> Any:
        return self._number(complex)

    def __index__(self) -> Any:
        if self._array.size != 1 or self._array.dtype.kind not in "iub":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._array.item())

    def __bool__(self) -> Any:
        size = self._array.size
        if size != 1:
            if not size:
                raise RuntimeError("Boolean value of Tensor with no values is ambiguous")
            raise RuntimeError("Boolean value of Tensor with more than one value is ambiguous")
        return bool(self._array.item())

    def __contains__(self, element: Any) -> Any:
        if not isinstance(element, (TensorBase, int, float, complex, generic)):
            raise RuntimeError(
                "Tensor.__contains__ only supports Tensor or scalar, but you passed in a "
                f"{type(element)}."
            )
        value = element._array if isinstance(element, TensorBase) else element
        return bool((self._array == value).any())

    def __format__(self, spec: str) -> str:
        if not self._array.ndim and not isinstance(self, type):
            return format(self.item(), spec)
        return object.__format__(self, spec)

    # --- new ones like it ------------------------------------------------------------------

    def new_zeros(self, *size: Any, dtype: Any = None, requires_grad: Any = False) -> Any:
        """Zeros of its dtype."""
        return _new(self, xp.zeros, size, dtype, requires_grad)

    def new_ones(self, *size: Any, dtype: Any = None, requires_grad: Any = False) -> Any:
        """Ones of its dtype."""
        return _new(self, xp.ones, size, dtype, requires_grad)

    new_empty = new_zeros

    def new_tensor(self, data: Any, dtype: Any = None, requires_grad: Any = False) -> Any:
        """A tensor of its dtype from data."""
        from gradwalk.creation import tensor  # creation.py needs Tensor

        kind = dtypes.of(self._array) if dtype is None else dtype
        return tensor(data, dtype=kind, requires_grad=requires_grad)

    def new_full(self, size: Any, fill_value: Any, dtype: Any = None) -> Any:
        """One number everywhere, in its dtype."""
        return self.new_tensor(xp.full(tuple(size), fill_value), dtype)

    @property
    def real(self) -> Any:
        """Its real part: itself."""
        return self

    @property
    def imag(self) -> Any:
        """Its imaginary part: complex tensors have no autograd here."""
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")

    def cpu(self) -> Any:
        """Self: there is no other device."""
        return self


def _new(tensor: Any, make: Any, size: Any, dtype: Any, requires_grad: Any) -> Any:
    kind = tensor._array.dtype if dtype is None else dtype.array
    made = fresh(make(s.sizes_of(size), kind))
    made.requires_grad = requires_grad
    return made
