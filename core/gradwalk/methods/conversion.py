"""The methods of Tensor that make something else of its elements: dtypes, numbers, arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gradwalk import dtypes, errors, mode
from gradwalk.array import generic, xp
from gradwalk.creation import empty_strided, from_numpy, tensor
from gradwalk.creation.values import warn_of_copy
from gradwalk.devices import device, require_cpu
from gradwalk.legacy import constructed
from gradwalk.named import named
from gradwalk.ops import shape as s
from gradwalk.ops.core import clone, in_format, to_dtype
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.trace import listen
from gradwalk.views import tracked


def _refused(name: str, reason: str) -> Callable[..., Any]:
    """A method that does not exist here, and why."""

    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"Tensor.{name} does not exist in gradwalk: {reason}")

    return call


def _as(kind: dtypes.dtype) -> Callable[[Any], Any]:
    def call(self: Any) -> Any:
        return self.to(kind)

    return named(call, kind.word.lower(), f"In {kind}.")


class Conversion:
    """The same elements as something else."""

    __slots__ = ()
    _array: Any

    def clone(self, *, memory_format: Any = None) -> Any:
        """A copy with memory of its own, in the graph."""
        return in_format(self, memory_format)

    def to(self, *args: Any, **kwargs: Any) -> Any:
        """In another dtype (there is one device); self where nothing changes."""
        wanted = kwargs.get("dtype")
        for each in (*args, kwargs.get("device")):
            if each.__class__ in (str, int, device):
                require_cpu(each)
            elif isinstance(each, TensorBase):
                wanted = dtypes.of(each._array)
            elif isinstance(each, dtypes.dtype | type):
                wanted = each
        kind = None if wanted is None else dtypes.meant(wanted)
        if kind is None or kind.array is self._array.dtype:
            return clone(self) if kwargs.get("copy", False) else self
        return to_dtype(self, kind)

    def type(self, dtype: Any = None) -> Any:
        """The legacy name of its type; with a dtype, as `to`."""
        if dtype is None:
            return f"torch.{dtypes.of(self._array).word}Tensor"
        if isinstance(dtype, str):
            dtype = dtypes.of_legacy(dtype)
        dtype = getattr(dtype, "dtype", dtype)  # torch.LongTensor and such have one
        if isinstance(dtype, type):
            raise ValueError(f"invalid type: {dtype.__name__!r}")
        return self.to(dtype)

    def type_as(self, other: Any) -> Any:
        """In the dtype of `other`."""
        return self.to(other.dtype)

    double, half, long = _as(dtypes.float64), _as(dtypes.float16), _as(dtypes.int64)
    byte, char, short = _as(dtypes.uint8), _as(dtypes.int8), _as(dtypes.int16)

    def item(self) -> Any:
        """The only element as a Python number."""
        if mode.mapping:
            raise RuntimeError(errors.ITEM_MAPPED)
        array = self._array
        if array.size != 1:
            raise RuntimeError(f"a Tensor with {array.size} elements cannot be converted to Scalar")
        return array.item()

    def tolist(self) -> Any:
        """The elements as nested lists."""
        return self._array.tolist()

    def numpy(self, *, force: Any = False) -> Any:
        """An ndarray that shares the memory."""
        if not force and mode.grad_enabled and tracked(self):  # type: ignore[arg-type]
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

    def __array_wrap__(self, array: Any) -> Any:
        return from_numpy(array.astype("uint8") if array.dtype == bool else array)

    __array_priority__ = 1000  # numpy's operators leave the work to ours

    def _number(self, kind: Any) -> Any:
        if mode.mapping:
            raise RuntimeError(errors.ITEM_MAPPED)
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
        if mode.mapping:
            raise RuntimeError(errors.FLOW_MAPPED)
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

    def new_zeros(self, *size: Any, dtype: Any = None, requires_grad: Any = False) -> Any:
        """Zeros of its dtype."""
        return _new(self, xp.zeros, size, dtype, requires_grad)

    def new_ones(self, *size: Any, dtype: Any = None, requires_grad: Any = False) -> Any:
        """Ones of its dtype."""
        return _new(self, xp.ones, size, dtype, requires_grad)

    new_empty = new_zeros

    def new_empty_strided(self, size: Any, stride: Any) -> Any:
        """A tensor of its dtype to be filled, with these steps in its memory."""
        return empty_strided(size, stride, dtype=dtypes.of(self._array))

    def new_tensor(self, data: Any, dtype: Any = None, requires_grad: Any = False) -> Any:
        """A tensor of its dtype from data."""
        kind = dtypes.of(self._array) if dtype is None else dtype
        if isinstance(data, TensorBase):
            warn_of_copy("tensor.new_tensor")
            data = data._array
        return tensor(data, dtype=kind, requires_grad=requires_grad)

    def new_full(self, size: Any, fill_value: Any, dtype: Any = None) -> Any:
        """One number everywhere, in its dtype."""
        return self.new_tensor(xp.full(tuple(size), fill_value), dtype=dtype)

    @property
    def real(self) -> Any:
        """Its real part: itself."""
        dtypes.check_real(self._array, "Tensor.real")
        return self

    @property
    def imag(self) -> Any:
        """Its imaginary part, which no tensor has here."""
        dtypes.check_real(self._array, "Tensor.imag")
        raise RuntimeError("imag is not implemented for tensors with non-complex dtypes.")

    def cpu(self) -> Any:
        """Self: there is no other device."""
        return self

    @property
    def grad_dtype(self) -> Any:
        """The dtype its gradient has: its own."""
        return dtypes.of(self._array)

    def conj(self) -> Any:
        """Itself, of real numbers."""
        dtypes.check_real(self._array, "Tensor.conj")
        return self

    def resolve_conj(self) -> Any:
        """Itself: nothing is put off here."""
        return self

    conj_physical = conj
    resolve_neg = to_dense = pin_memory = resolve_conj

    def share_memory_(self) -> Any:
        """Itself: there is one process."""
        return self

    bfloat16 = _refused("bfloat16", "the array module has no such dtype; float16 is there")
    cfloat = cdouble = _refused("cfloat", "complex numbers have no autograd here")
    to_sparse = _refused("to_sparse", "tensors are dense here")
    stft = _refused("stft", "there are no Fourier transforms")
    angle = _refused("angle", "complex numbers have no autograd here")
    refine_names = rename = _refused("rename", "dimensions have no names")

    def _elements(self) -> Iterator[Any]:
        yield from self._array.reshape(-1).tolist()

    def apply_(self, callable: Callable[[Any], Any]) -> Any:
        """Replace each element by what the function makes of it."""
        if tracked(self):  # type: ignore[arg-type]
            raise RuntimeError(
                "Can't call apply_() on Variable that requires grad. Use var.detach().apply_() "
                "instead."
            )
        made = [callable(each) for each in self._elements()]
        return self._overwrite(made)

    def map_(self, tensor: Any, callable: Callable[[Any, Any], Any]) -> Any:
        """Replace each element by what the function makes of it and of the other tensor's."""
        if tracked(self):  # type: ignore[arg-type]
            raise RuntimeError(
                "Can't call map_() on Variable that requires grad. Use var.detach().map_() instead."
            )
        others = xp.broadcast_to(tensor._array, self._array.shape).reshape(-1).tolist()
        made = [callable(x, y) for x, y in zip(self._elements(), others, strict=True)]
        return self._overwrite(made)

    def _overwrite(self, values: list[Any]) -> Any:
        listen.lend(self)  # type: ignore[arg-type]
        memory = writable(self)  # type: ignore[arg-type]
        memory[...] = xp.array(values, dtype=memory.dtype).reshape(memory.shape)
        return self  # no counter hears of it, as in PyTorch

    def new(self, *args: Any) -> Any:
        """A tensor of its dtype, as the constructors of older code."""
        return constructed(dtypes.of(self._array), args)


def _new(tensor: Any, make: Any, size: Any, dtype: Any, requires_grad: Any) -> Any:
    kind = tensor._array.dtype if dtype is None else dtypes.meant(dtype).array
    made = fresh(make(s.sizes_of(size), kind))
    made.requires_grad = requires_grad
    return made


for _kind in (dtypes.float32, dtypes.int32, dtypes.bool_):  # names that the class itself uses
    setattr(Conversion, _kind.word.lower(), _as(_kind))
