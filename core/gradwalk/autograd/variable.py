"""torch.autograd.Variable, the name and the constructor of older code."""

from __future__ import annotations

import operator
import warnings
from typing import Any

from gradwalk.array import xp
from gradwalk.signatures import type_name
from gradwalk.tensor import Tensor
from gradwalk.tensorbase import fresh

_VOLATILE = "volatile was removed and now has no effect. Use `with torch.no_grad():` instead."


class VariableMeta(type):
    __module__ = "torch.autograd.variable"

    def __instancecheck__(cls, other: Any) -> bool:
        return isinstance(other, Tensor)


class Variable(metaclass=VariableMeta):
    """Every tensor is one; calling it gives a leaf that shares the memory of `data`."""

    __module__ = "torch.autograd.variable"

    def __new__(cls, data: Any = None, requires_grad: Any = False, volatile: Any = False) -> Any:
        requires_grad, volatile = map(operator.index, (requires_grad, volatile))
        if volatile:
            warnings.warn(_VOLATILE, stacklevel=2)
            if requires_grad:
                raise ValueError("Variable can't be volatile and require_grad at the same time!")
        if not (data is None or isinstance(data, Tensor)):
            raise TypeError(f"Variable data has to be a tensor, but got {type_name(data)}")
        made: Any = fresh(xp.zeros(0, dtype="float32")) if data is None else data.detach()
        if requires_grad and not (made.is_floating_point() or made.is_complex()):
            text = "Only Tensors of floating point and complex dtype can require gradients"
            raise RuntimeError(text)
        made.requires_grad = bool(requires_grad)
        return made
