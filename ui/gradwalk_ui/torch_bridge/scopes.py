"""Real PyTorch's modules and optimisers as scopes: hooks on all of them while somebody records."""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Any

from gradwalk.trace.scopes import Scopes


def calls_of_modules(torch: Any, scopes: Scopes) -> list[Any]:
    """Let modules and optimisers of this thread tell when they are called; returns the hooks."""
    thread = threading.get_ident()

    def here() -> bool:
        return threading.get_ident() == thread

    def module_begins(module: Any, _args: Any) -> None:
        if here():
            scopes.entered_module(module)

    def module_ends(_module: Any, _args: Any, _result: Any) -> None:
        if here():
            scopes.left_module()

    def step_begins(optimizer: Any, _args: Any, _kwargs: Any) -> None:
        if here():
            scopes.entered("step", "", type(optimizer).__name__)

    def step_ends(_optimizer: Any, _args: Any, _kwargs: Any) -> None:
        if here():
            scopes.left()

    modules = torch.nn.modules.module
    optimizers = import_module("torch.optim.optimizer")
    return [
        modules.register_module_forward_pre_hook(module_begins),
        modules.register_module_forward_hook(module_ends, always_call=True),
        optimizers.register_optimizer_step_pre_hook(step_begins),
        optimizers.register_optimizer_step_post_hook(step_ends),
    ]
