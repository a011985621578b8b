"""torch.amp where there is no GPU: programs made for one run in full precision, as in PyTorch.

On the CPU autocast would compute in bfloat16, which the arrays have not: that is refused.
"""

from __future__ import annotations

import contextlib
import warnings
from typing import Any, Self

from gradwalk import absent, devices

_CPU = (
    "autocast('cpu') and GradScaler('cpu') do not exist in gradwalk: the array module has no "
    "bfloat16; with enabled=False they do nothing"
)


class autocast(contextlib.ContextDecorator):  # noqa: N801 - torch's own name
    """Nothing: without a GPU PyTorch disables it, too, with this warning."""

    def __init__(
        self,
        device_type: str,
        dtype: Any = None,
        enabled: bool = True,
        cache_enabled: bool | None = None,
    ) -> None:
        if not isinstance(device_type, str):
            raise ValueError(f"Expected `device_type` of type `str`, got: `{type(device_type)}`")
        kind = devices.device(device_type).type
        if kind == "cpu" and enabled:
            raise NotImplementedError(_CPU)
        if kind == "cuda" and enabled:
            text = "CUDA is not available or torch_xla is imported. Disabling autocast."
            warnings.warn(text, UserWarning, stacklevel=2)
        self.device, self.fast_dtype = device_type, dtype

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        """Nothing was changed."""


class GradScaler:
    """A scaler that does not scale: without a GPU PyTorch disables it, too, with this warning."""

    def __init__(
        self,
        device: str = "cuda",
        init_scale: float = 2.0**16,
        growth_factor: float = 2.0,
        backoff_factor: float = 0.5,
        growth_interval: int = 2000,
        enabled: bool = True,
    ) -> None:
        if enabled and device == "cpu":
            raise NotImplementedError(_CPU)
        if enabled:
            text = "torch.cuda.amp.GradScaler is enabled, but CUDA is not available.  Disabling."
            warnings.warn(text, UserWarning, stacklevel=2)

    def scale(self, outputs: Any) -> Any:
        """The outputs."""
        return outputs

    def unscale_(self, optimizer: Any) -> None:
        """Nothing."""

    def step(self, optimizer: Any, *args: Any, **kwargs: Any) -> Any:
        """A step of the optimiser."""
        return optimizer.step(*args, **kwargs)

    def update(self, new_scale: Any = None) -> None:
        """Nothing."""

    def get_scale(self) -> float:
        """One."""
        return 1.0

    def is_enabled(self) -> bool:
        """No."""
        return False

    def state_dict(self) -> dict[str, Any]:
        """Nothing is kept."""
        return {}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Nothing is kept."""


autocast.__module__ = "torch.amp.autocast_mode"
GradScaler.__module__ = "torch.amp.grad_scaler"


def __getattr__(name: str) -> Any:
    raise absent.error("torch.amp", globals(), name)
