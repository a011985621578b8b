"""Tensor: its autograd side. The operations are in methods/, indexing in indexing.py."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from gradwalk import backward, copying, dtypes, errors, hooks, indexing, mode, printing
from gradwalk.array import address, offset_of, root, strides_of, xp
from gradwalk.devices import CPU, require_cuda
from gradwalk.graph import AccumulateGrad, Node, leaf_edge
from gradwalk.inplace import check, check_counted
from gradwalk.layouts import STRIDED, Layout
from gradwalk.legacy import constructed
from gradwalk.methods import Methods
from gradwalk.operators import Operators
from gradwalk.ops import dims
from gradwalk.ops.strided import as_strided, check_strided
from gradwalk.readonly import readonly
from gradwalk.signature_table import METHODS
from gradwalk.signatures import guarded
from gradwalk.size import Size, size_of
from gradwalk.storage import Counter, DetachedCounter, InferenceCounter, Storage
from gradwalk.storages import TypedStorage, UntypedStorage
from gradwalk.tensorbase import TensorBase, alias, fresh, use, writable
from gradwalk.trace import listen
from gradwalk.uncalled import Builtin
from gradwalk.views import history, is_leaf, tracked


class Tensor(Operators, Methods, TensorBase):
    """An array, the storage it lies in, and where a gradient of it goes."""

    def __new__(cls, *args: Any) -> Any:
        """The constructor of older code, torch.Tensor(2, 3)."""
        return constructed(dtypes.get_default_dtype(), args)

    # --- what it is ------------------------------------------------------------------------

    @readonly
    def shape(self) -> Size:
        """Its lengths along each dimension."""
        return size_of(self._array.shape)

    @readonly
    def dtype(self) -> dtypes.dtype:
        """The type of its elements."""
        return dtypes.OF_ARRAY[self._array.dtype]

    @readonly
    def ndim(self) -> int:
        """How many dimensions it has."""
        return int(self._array.ndim)

    def stride(self, dim: int | None = None) -> Any:
        """The steps in the storage from one element to the next, in elements."""
        strides = strides_of(self._array)
        return strides if dim is None else strides[dims.one(dim, len(strides))]

    def storage_offset(self) -> int:
        """Where in the storage its first element is."""
        return offset_of(writable(self))

    def data_ptr(self) -> int:
        """The address of its first element."""
        return address(writable(self))

    def untyped_storage(self) -> UntypedStorage:
        """The memory it lies in."""
        return UntypedStorage(self)

    def storage(self) -> TypedStorage:
        """The memory it lies in, as numbers of its dtype."""
        return TypedStorage(self)

    def as_strided(self, size: Any, stride: Any, storage_offset: int | None = None) -> Any:
        """Another look at the storage, by sizes and strides."""
        offset = self.storage_offset() if storage_offset is None else storage_offset
        where = (tuple(size), tuple(stride), offset)
        check_strided(root(writable(self)), *where)
        return as_strided(self, *where)

    def set_(self, source: TensorBase | None = None) -> Tensor:
        """Look at the storage of another tensor (of nothing) from now on; counts as a write."""
        if source is None:
            source = fresh(xp.zeros(0, dtype=self._array.dtype))
        if source._array.dtype is not self._array.dtype:
            other, own = dtypes.of(source._array).c_name, dtypes.of(self._array).c_name
            raise RuntimeError(f"Could not set tensor of type {other} to a tensor of type {own}")
        check(self, mode.grad_enabled and self.requires_grad)
        check_counted(self)
        listen.lend(source)
        self._counter.version += 1
        self._counter, self._storage = self._counter, source._storage
        self._array = writable(source)
        return self

    @readonly
    def device(self) -> Any:
        """Where it is: there is only the CPU."""
        return CPU

    @readonly
    def layout(self) -> Layout:
        """How it lies in memory; sparse ones do not exist here."""
        return STRIDED

    @readonly
    def is_cuda(self) -> bool:
        """Whether it is on a GPU: never."""
        return False

    is_sparse = is_quantized = is_mkldnn = is_meta = volatile = is_cuda

    @readonly
    def name(self) -> None:
        """Nothing here names tensors."""

    def cuda(self, device: Any = None) -> Tensor:
        """Refused, as by a PyTorch built for the CPU."""
        require_cuda(device)
        return self

    @readonly
    def itemsize(self) -> int:
        """How many bytes an element takes."""
        return int(self._array.itemsize)

    @readonly
    def nbytes(self) -> int:
        """How many bytes its elements take."""
        return int(self._array.nbytes)

    def is_inference(self) -> bool:
        """Whether it was made in inference mode."""
        return isinstance(self._counter, InferenceCounter)

    def is_floating_point(self) -> bool:
        """Whether its dtype is a real floating type."""
        return bool(self._array.dtype.kind == "f")

    def is_complex(self) -> bool:
        """Whether its dtype is complex."""
        return bool(self._array.dtype.kind == "c")

    def is_same_size(self, other: TensorBase) -> bool:
        """Whether another tensor has the same shape."""
        return bool(self._array.shape == other._array.shape)

    # --- history ---------------------------------------------------------------------------

    @property
    def requires_grad(self) -> bool:
        """Whether operations on it are recorded."""
        return tracked(self)

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise RuntimeError("requires_grad must be a bool")
        if value and not self.is_leaf:
            raise RuntimeError("you can only change requires_grad flags of leaf variables.")
        backward.set_requires_grad(self, value, "of floating point and complex dtype")

    @requires_grad.deleter
    def requires_grad(self) -> None:
        raise RuntimeError("requires_grad must be a bool")

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Start or stop recording operations on a leaf."""
        if mode.transforms:
            raise RuntimeError(errors.REQUIRES_GRAD_TRANSFORMED)
        backward.set_requires_grad(self, requires_grad, "of floating point dtype")
        return self

    @readonly
    def is_leaf(self) -> bool:
        """Whether it is not the result of a recorded operation."""
        edge = history(self)
        return edge is None or edge is self._acc

    @readonly
    def grad_fn(self) -> Node | None:
        """The node of the operation that made it."""
        edge = history(self)
        if edge is None or edge[0].__class__ is AccumulateGrad:
            return None
        return edge[0]

    @readonly
    def output_nr(self) -> int:
        """Which output of its grad_fn it is."""
        edge = self._edge
        return 0 if edge is None else edge[1]

    @readonly
    def _version(self) -> int:
        return self._counter.version

    @readonly
    def _base(self) -> TensorBase | None:
        return None if self._view is None else self._view.base

    def _is_view(self) -> bool:
        return self._view is not None

    @property
    def grad(self) -> Any:
        """The gradient a leaf has accumulated."""
        if self._grad is None and not is_leaf(self) and not hooks.retains(self):
            warnings.warn(errors.NONLEAF_GRAD, UserWarning, stacklevel=2)
        return self._grad

    @grad.setter
    def grad(self, value: Any) -> None:
        backward.set_grad(self, value)

    @grad.deleter
    def grad(self) -> None:
        backward.set_grad(self, None)

    @readonly
    def retains_grad(self) -> bool:
        """Whether retain_grad was called on a non-leaf."""
        return hooks.retains(self)

    def retain_grad(self) -> None:
        """Keep the gradient of a non-leaf."""
        backward.retain_grad(self)

    def backward(
        self,
        gradient: Any = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Any = None,
    ) -> None:
        """Add the gradient of this tensor to the leaves it was computed from."""
        backward.backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def register_hook(self, hook: Callable[[Any], Any]) -> hooks.RemovableHandle:
        """Call `hook` with the gradient of this tensor whenever it is computed."""
        return hooks.register(self, hook)

    def register_post_accumulate_grad_hook(
        self, hook: Callable[[Any], Any]
    ) -> hooks.RemovableHandle:
        """Call `hook` with this leaf whenever its gradient was accumulated."""
        return hooks.register_post(self, hook)

    # --- aliases ---------------------------------------------------------------------------

    def detach(self) -> Tensor:
        """The same storage and counter, cut off from the graph."""
        made = alias(self, writable(self))
        if made._writes.__class__ is InferenceCounter and not mode.inference:
            made._counter = DetachedCounter()
        if listen.listener is not None:
            listen.listener.made("detach", (("self", self),), (made,), None)
        else:
            listen.lend(self)
        return made

    def detach_(self) -> Tensor:
        """Cut this tensor itself off from the graph."""
        if self._view is not None:
            raise RuntimeError(errors.DETACH_VIEW)
        if not mode.inference:  # where nothing of autograd is changed
            self._edge = None
        return self

    @property
    def data(self) -> Tensor:
        """The same storage with a counter of its own: writes through it go unnoticed."""
        made = alias(self, writable(self))
        inference = isinstance(self._counter, InferenceCounter)
        made._counter = DetachedCounter() if inference else Counter()
        if listen.listener is not None:
            listen.listener.made("data", (("self", self),), (made,), None)
        else:
            listen.lend(self)
        return made

    @data.setter
    def data(self, value: Any) -> None:
        backward.set_data(self, value)

    @data.deleter
    def data(self) -> None:
        raise RuntimeError("Deleting tensor data is not allowed. Delete tensor instead!")

    # --- elements --------------------------------------------------------------------------

    def __getitem__(self, index: Any) -> Any:
        return indexing.get(self, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        indexing.put(self, index, value)

    def __len__(self) -> int:
        if not self._array.ndim:
            raise TypeError("len() of a 0-d tensor")
        return len(self._array)

    def __iter__(self) -> Iterator[Any]:
        return indexing.iterate(self)

    def __repr__(self, *, tensor_contents: Any = None) -> str:
        return printing.tensor_text(self)

    def __hash__(self) -> int:
        return id(self)

    # --- copies ----------------------------------------------------------------------------

    def __copy__(self) -> Tensor:
        """A leaf that shares the memory; as in PyTorch, which copies what a pickle refers to."""
        made = self.data
        made._counter.version = 1  # it was set to that memory
        made.__class__ = self.__class__
        made.__dict__.update(self.__dict__)
        if self.requires_grad:
            made._edge = leaf_edge(made)
        return made

    def __reduce_ex__(self, protocol: Any) -> Any:
        return copying.reduced(self, {})

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        made: Tensor = copying.deepcopy(self, memo)
        return made


Tensor.__module__ = "torch"
use(Tensor)


def _is_hot(method: Any, name: str) -> bool:
    """Whether it is one tensor's, or two operands', way through quick.py: left as it is."""
    entry = getattr(method, "entry", None)
    if entry is None or entry.view or name.endswith("_") or method.__name__ != name:
        return False
    pairs = (("self",), ("self", "other"), ("self", "exponent"))
    return entry.parameters[:2] in pairs and bool(entry.optional)


for _name, _signatures in METHODS.items():  # what fails is told in the words of PyTorch's parser
    _method = getattr(Tensor, _name, None)
    if callable(_method) and not _is_hot(_method, _name):
        setattr(Tensor, _name, guarded(_method, _signatures))
for _name in ("lu", "norm", "split", "unflatten", "unique"):  # PyTorch's are Python's methods, too
    _method = getattr(Tensor, _name)
    _method = FunctionType(
        _method.__code__, _method.__globals__, _name, _method.__defaults__, _method.__closure__
    )
    _method.__qualname__ = f"Tensor.{_name}"
    setattr(Tensor, _name, _method)
for _name in ("dim", "item", "numel", "numpy", "size", "stride", "tolist"):  # often not called
    setattr(Tensor, _name, Builtin(getattr(Tensor, _name)))

__all__ = ["Node", "Storage", "Tensor", "fresh", "leaf_edge"]
