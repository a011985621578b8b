"""torch.autograd: backward, grad, Function and its submodules."""

from __future__ import annotations

from gradwalk.autograd import graph
from gradwalk.backward import backward, grad
from gradwalk.mode import enable_grad, inference_mode, no_grad, set_grad_enabled

__all__ = [
    "backward",
    "enable_grad",
    "grad",
    "graph",
    "inference_mode",
    "no_grad",
    "set_grad_enabled",
]
