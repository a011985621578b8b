"""torch.nn.utils: clipping of gradients, parameters as one vector."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterable
from typing import Any

from gradwalk import absent
from gradwalk.creation import tensor
from gradwalk.mode import no_grad
from gradwalk.nn.module import Module
from gradwalk.nn.names import typename
from gradwalk.nn.utils import parametrizations, parametrize, rnn
from gradwalk.nn.utils.reweighted import (
    remove_spectral_norm,
    remove_weight_norm,
    spectral_norm,
    weight_norm,
)
from gradwalk.ops.choice import clamp_number
from gradwalk.ops.join import cat, stack
from gradwalk.ops.spread import vector_norm
from gradwalk.random import default_generator
from gradwalk.tensor import Tensor

__all__ = [
    "clip_grad_norm_", "clip_grad_value_", "clip_grads_with_norm_", "get_total_norm",
    "parameters_to_vector", "parametrizations", "parametrize", "remove_spectral_norm",
    "remove_weight_norm", "rnn", "skip_init", "spectral_norm", "vector_to_parameters",
    "weight_norm",
]  # fmt: skip


def _with_grad(parameters: Any) -> list[Any]:
    listed = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    return [each.grad for each in listed if each.grad is not None]


@no_grad()
def get_total_norm(
    tensors: Any, norm_type: float = 2.0, error_if_nonfinite: bool = False, foreach: Any = None
) -> Any:
    listed = [tensors] if isinstance(tensors, Tensor) else list(tensors)
    if not listed:
        return tensor(0.0)
    order = float(norm_type)
    total = vector_norm(stack(tuple(vector_norm(each, order) for each in listed)), order)
    if error_if_nonfinite and not math.isfinite(total.item()):
        raise RuntimeError(
            f"The total norm of order {order} for gradients from `parameters` is non-finite, so it "
            "cannot be clipped. To disable this error and scale the gradients by the non-finite "
            "norm anyway, set `error_if_nonfinite=False`"
        )
    return total


@no_grad()
def clip_grads_with_norm_(
    parameters: Any, max_norm: float, total_norm: Any, foreach: Any = None
) -> None:
    factor = clamp_number(float(max_norm) / (total_norm + 1e-6), None, 1.0)
    for grad in _with_grad(parameters):
        grad.mul_(factor)


def clip_grad_norm_(
    parameters: Any,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: Any = None,
) -> Any:
    listed = [parameters] if isinstance(parameters, Tensor) else list(parameters)
    total = get_total_norm(_with_grad(listed), norm_type, error_if_nonfinite)
    clip_grads_with_norm_(listed, max_norm, total)
    return total


@no_grad()
def clip_grad_value_(parameters: Any, clip_value: float) -> None:
    most, grads = float(clip_value), _with_grad(parameters)
    if not grads:
        raise RuntimeError(
            "Expected !nested_tensorlist[0].empty() to be true, but got false.  (Could this error "
            "message be improved?  If so, please report an enhancement request to PyTorch.)"
        )
    for grad in grads:
        grad.clamp_(min=-most, max=most)


def parameters_to_vector(parameters: Iterable[Any]) -> Any:
    return cat(tuple(each.view(-1) for each in parameters))


def vector_to_parameters(vec: Tensor, parameters: Iterable[Any]) -> None:
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {typename(vec)}")
    start = 0
    for each in parameters:
        n = each.numel()
        each.data = vec[start : start + n].view_as(each).data
        start += n


def skip_init(module_cls: Any, *args: Any, **kwargs: Any) -> Any:
    """A layer whose numbers are yet to be filled, zeros here; none is drawn for it."""
    if not issubclass(module_cls, Module):
        raise RuntimeError(f"Expected a Module; got {module_cls}")
    if "device" not in inspect.signature(module_cls).parameters:
        raise RuntimeError("Module must support a 'device' arg to skip initialization")
    before = default_generator.position()
    layer = module_cls(*args, **kwargs)
    default_generator.go_to(before)
    with no_grad():
        for each in (*layer.parameters(), *layer.buffers()):
            each.zero_()
    return layer


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.utils", globals(), name)
