"""torch.distributions.utils: parameters of one shape, chances and their logarithms."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from gradwalk.creation import tensor
from gradwalk.dtypes import finfo, get_default_dtype
from gradwalk.mode import enable_grad
from gradwalk.ops.activation import softmax
from gradwalk.ops.broadcast import broadcast_tensors
from gradwalk.tensor import Tensor

NUMBER = (bool, int, float)


def broadcast_all(*values: Any) -> Any:
    """Tensors of one shape; numbers become tensors of the dtype of the first tensor."""
    if not all(isinstance(each, (Tensor, *NUMBER)) for each in values):
        raise ValueError(
            "Input arguments must all be instances of Number, torch.Tensor or objects implementing "
            "__torch_function__."
        )
    tensors = [each for each in values if isinstance(each, Tensor)]
    dtype = tensors[0].dtype if tensors else get_default_dtype()
    made = [each if isinstance(each, Tensor) else tensor(each, dtype=dtype) for each in values]
    return broadcast_tensors(*made)


def batch_of(value: Any, *given: Any) -> Any:
    """The batch shape of distributions whose parameters were given so."""
    return () if all(isinstance(each, NUMBER) for each in given) else value.size()


def logits_to_probs(logits: Any, is_binary: bool = False) -> Any:
    return logits.sigmoid() if is_binary else softmax(logits, -1)


def clamp_probs(probs: Any) -> Any:
    eps = finfo(probs.dtype).eps
    return probs.clamp(min=eps, max=1 - eps)


def probs_to_logits(probs: Any, is_binary: bool = False) -> Any:
    inside = clamp_probs(probs)
    return inside.log() - (-inside).log1p() if is_binary else inside.log()


def sum_rightmost(value: Any, dim: int) -> Any:
    """The sum over so many dimensions at the end."""
    return value if dim == 0 else value.reshape((*value.shape[:-dim], -1)).sum(-1)


class lazy_property:  # noqa: N801 - torch's own name
    """A property that is computed when first asked for, and then kept."""

    def __init__(self, wrapped: Callable[[Any], Any]) -> None:
        self.wrapped = wrapped
        update_wrapper(self, wrapped)  # type: ignore[arg-type]

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        with enable_grad():
            value = self.wrapped(instance)
        setattr(instance, self.wrapped.__name__, value)
        return value
