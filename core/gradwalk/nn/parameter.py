"""Parameter: a leaf that a module knows; Buffer: a tensor that it keeps but does not train."""

from __future__ import annotations

from typing import Any

from gradwalk import creation, errors, mode
from gradwalk.creation.base import NO_INT_GRAD
from gradwalk.devices import require_cpu
from gradwalk.graph import leaf_edge
from gradwalk.tensor import Tensor
from gradwalk.tensorbase import TensorBase, fresh, writable
from gradwalk.trace import listen


class Parameter(Tensor):
    """A tensor that shares storage and version counter with `data` and requires grad."""

    __slots__ = ()

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Any:
        if data is None:
            data = creation.empty(0)
        if not isinstance(data, Tensor):
            raise AttributeError(f"'{type(data).__name__}' object has no attribute 'detach'")
        if requires_grad.__class__ is not bool:
            text = "_make_subclass(): argument 'require_grad' (position 3)"
            raise errors.not_a_bool(text, requires_grad)
        if requires_grad and data._array.dtype.kind not in "fc":
            raise RuntimeError(NO_INT_GRAD)
        if requires_grad and data.is_inference() and not mode.inference:
            raise RuntimeError(errors.INFERENCE_LEAF)
        made = object.__new__(cls)
        made._array = writable(data)
        made._storage, made._counter = data._storage, data._counter
        made._edge = made._grad = made._view = made._acc = None
        made._known = 0
        if requires_grad:
            made._edge = leaf_edge(made)
        return made

    def __init__(self, data: Any = None, requires_grad: bool = True) -> None:
        """Everything is done in __new__, as in PyTorch."""

    def __repr__(self, *, tensor_contents: Any = None) -> str:  # type: ignore[override]
        return "Parameter containing:\n" + super().__repr__()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made = type(self)(self.detach().clone(), self.requires_grad)
        memo[id(self)] = made
        return made


class Buffer(Tensor):
    """A tensor that a module keeps and saves when it is assigned; it has no gradient."""

    __slots__ = ()
    persistent: bool

    def __new__(cls, data: Any = None, *, persistent: bool = True) -> Any:
        if data is None:
            data = creation.empty(0)
        made = data.detach()
        made.__class__ = cls
        made.persistent = persistent
        return made

    def __init__(self, data: Any = None, *, persistent: bool = True) -> None:
        """Everything is done in __new__."""


_USED = (
    "Attempted to use an uninitialized parameter in {}. This error happens when you are using a "
    "`LazyModule` or explicitly manipulating `torch.nn.parameter.UninitializedParameter` objects. "
    "When using LazyModules Call `forward` with a dummy batch to initialize the parameters before "
    "calling torch functions"
)
_NO_SHAPE = (
    "Can't access the shape of an uninitialized parameter or buffer. This error usually happens in "
    "`load_state_dict` when trying to load an uninitialized parameter into an initialized one. "
    "Call `forward` to initialize the parameters before accessing their attributes."
)
_KNOWN = ["grad", "requires_grad", "is_leaf", "grad_fn", "device", "materialize", "detach"]


class _Uninitialized:
    """A tensor of a lazy layer before it has a shape; it becomes `_kind` when it is given one."""

    __slots__ = ()
    _shapeless = True
    _kind: Any

    def __new__(cls, requires_grad: Any = None, dtype: Any = None, device: Any = None) -> Any:
        require_cpu(device)
        wanted = cls._kind is Parameter if requires_grad is None else requires_grad
        made = creation.empty(0, dtype=dtype, requires_grad=wanted)
        made.__class__ = cls  # type: ignore[assignment]
        return made

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Everything is done in __new__."""

    def __getattribute__(self, name: str) -> Any:
        if name == "shape":
            raise RuntimeError(_NO_SHAPE)
        if name in ("data", "dtype"):
            inner = fresh(TensorBase.__dict__["_array"].__get__(self))
            return inner if name == "data" else inner.dtype
        if name == "_array":
            raise ValueError(_USED.format("an operation"))
        if name[0] == "_" or name in _KNOWN:
            return super().__getattribute__(name)
        raise ValueError(_USED.format(f"<method {name!r} of 'torch._C.TensorBase' objects>"))

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "data":  # for its dtype: there are no values
            name, value = "_array", value._array
        super().__setattr__(name, value)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        made = memo[id(self)] = type(self)(self.requires_grad, self.dtype)
        return made

    def materialize(self: Any, shape: Any, device: Any = None, dtype: Any = None) -> None:
        """Take a shape; the values are to be filled in."""
        self._become(creation.empty(shape, dtype=dtype or self.dtype))

    def _become(self: Any, other: TensorBase) -> None:
        self.__class__ = self._kind
        self._array, self._memory, self._writes = other._array, other._memory, other._writes
        self._acc, wanted = None, self.requires_grad
        self._edge = leaf_edge(self) if wanted else None
        if listen.listener is not None:
            listen.listener.shaped(self)

    def detach(self) -> Any:
        """Itself: there is nothing to cut off."""
        return self

    def __repr__(self, *, tensor_contents: Any = None) -> str:
        return f"<{type(self).__name__}>"


class UninitializedParameter(_Uninitialized, Parameter):  # type: ignore[misc]
    """A parameter without a shape."""

    __slots__ = ()
    _kind = Parameter


class UninitializedBuffer(_Uninitialized, Tensor):  # type: ignore[misc]
    """A buffer without a shape."""

    __slots__ = ()
    _kind = Tensor


Buffer.__module__ = "torch.nn.parameter"
UninitializedParameter.__module__ = UninitializedBuffer.__module__ = "torch.nn.parameter"
Parameter.__module__ = "torch.nn.parameter"


def empty(*size: int, dtype: Any = None, device: Any = None) -> Any:
    """A parameter to be filled."""
    return Parameter(creation.empty(size, dtype=dtype, device=device))
