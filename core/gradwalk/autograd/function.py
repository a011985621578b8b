"""torch.autograd.function: custom functions."""

from __future__ import annotations

from gradwalk.function import BackwardCFunction, Function, once_differentiable

FunctionCtx = BackwardCFunction

__all__ = ["Function", "FunctionCtx", "once_differentiable"]
