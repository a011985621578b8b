"""torch.cuda.amp: torch.amp for CUDA under the names that it had first."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk import absent, amp


def _deprecated(name: str) -> None:
    warnings.warn(
        f"`torch.cuda.amp.{name}(args...)` is deprecated. Please use `torch.amp.{name}('cuda', "
        "args...)` instead.",
        FutureWarning,
        stacklevel=3,
    )


class autocast(amp.autocast):  # noqa: N801 - torch's own name
    """torch.amp.autocast("cuda")."""

    def __init__(self, enabled: bool = True, dtype: Any = None, cache_enabled: bool = True) -> None:
        _deprecated("autocast")
        super().__init__("cuda", dtype, enabled, cache_enabled)


class GradScaler(amp.GradScaler):
    """torch.amp.GradScaler("cuda")."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _deprecated("GradScaler")
        super().__init__("cuda", *args, **kwargs)


autocast.__module__ = "torch.cuda.amp.autocast_mode"
GradScaler.__module__ = "torch.cuda.amp.grad_scaler"


def __getattr__(name: str) -> Any:
    raise absent.error("torch.cuda.amp", globals(), name)
