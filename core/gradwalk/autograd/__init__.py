"""torch.autograd: backward, grad, Function, anomaly mode and its submodules."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk import mode as grad_mode
from gradwalk.anomaly import detect_anomaly, set_detect_anomaly
from gradwalk.autograd import forward_ad, function, functional, graph
from gradwalk.autograd.function import Function
from gradwalk.autograd.variable import Variable
from gradwalk.backward import backward, grad
from gradwalk.gradcheck import GradcheckError as GradcheckError
from gradwalk.gradcheck import gradcheck, gradgradcheck
from gradwalk.mode import (
    enable_grad,
    inference_mode,
    no_grad,
    set_grad_enabled,
    set_multithreading_enabled,
)

__all__ = [
    "Function", "Variable", "backward", "detect_anomaly", "enable_grad",
    "forward_ad", "function", "functional", "grad", "grad_mode", "gradcheck", "gradgradcheck",
    "graph", "inference_mode", "no_grad", "set_detect_anomaly", "set_grad_enabled",
    "set_multithreading_enabled",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    raise absent.error("torch.autograd", globals(), name)
