"""Parameter: a leaf that a module knows; Buffer: a tensor that it keeps but does not train."""

from __future__ import annotations

from typing import Any

from gradwalk import creation, errors, mode
from gradwalk.creation.base import NO_INT_GRAD
from gradwalk.graph import leaf_edge
from gradwalk.tensor import Tensor
from gradwalk.tensorbase import writable


class Parameter(Tensor):
    """A tensor that shares storage and version counter with `data` and requires grad."""

    __slots__ = ()

    def __new__(cls, data: Any = None, requires_grad: bool = True) -> Any:
        if data is None:
            data = creation.empty(0)
        if not isinstance(data, Tensor):
            raise AttributeError(f"'{type(data).__name__}' object has no attribute 'detach'")
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
        made = Parameter(self.detach().clone(), self.requires_grad)
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


Buffer.__module__ = "torch.nn.parameter"
Parameter.__module__ = "torch.nn.parameter"


def empty(*size: int, dtype: Any = None, device: Any = None) -> Any:
    """A parameter to be filled."""
    return Parameter(creation.empty(size, dtype=dtype, device=device))
