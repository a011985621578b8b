"""Switches of torch that change nothing here: threads, determinism, the default device."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk import devices
from gradwalk.devices import device
from gradwalk.errors import is_warn_always_enabled, set_warn_always
from gradwalk.nn.names import typename
from gradwalk.random import get_rng_state, set_rng_state
from gradwalk.storages import TypedStorage, UntypedStorage

__all__ = [
    "are_deterministic_algorithms_enabled", "get_default_device",
    "get_float32_matmul_precision", "get_num_threads", "get_rng_state", "is_autocast_enabled",
    "is_storage", "is_warn_always_enabled", "set_default_device", "set_default_tensor_type",
    "set_float32_matmul_precision", "set_num_threads", "set_rng_state", "set_warn_always",
    "typename", "use_deterministic_algorithms",
]  # fmt: skip
_deterministic = False
_precision = "highest"


def set_num_threads(num: int) -> None:
    """There is one thread; the number is checked all the same."""
    if not isinstance(num, int) or isinstance(num, bool):
        kind = type(num).__name__
        raise RuntimeError(f"set_num_threads expects an int, but got {kind}")
    if num <= 0:
        raise RuntimeError("set_num_threads expects a positive integer")


def get_num_threads() -> int:
    """One."""
    return 1


def set_float32_matmul_precision(precision: str) -> None:
    """There is one way to multiply; the word is remembered."""
    global _precision
    if precision in ("highest", "high", "medium"):
        _precision = precision
        return
    warnings.warn(
        f"{precision} is not one of 'highest', 'high', or 'medium'; the current"
        "setFloat32MatmulPrecision call has no effect.",
        stacklevel=2,
    )


def get_float32_matmul_precision() -> str:
    """The word that was set."""
    return _precision


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Everything here is deterministic anyway."""
    global _deterministic
    _deterministic = mode


def are_deterministic_algorithms_enabled() -> bool:
    """What use_deterministic_algorithms was told."""
    return _deterministic


def is_autocast_enabled(device_type: str = "cpu") -> bool:
    """Never."""
    return False


def set_default_device(wanted: Any) -> None:
    """Remembered; what is not the CPU is refused when a tensor is to be made there."""
    devices.set_default(None if wanted is None else device(wanted))


def get_default_device() -> device:
    """Where tensors are made when nobody says where."""
    return devices.default()


def set_default_tensor_type(t: Any) -> None:
    """The default dtype, by the name of a legacy type."""
    from gradwalk.dtypes import set_default_dtype

    warnings.warn(
        "torch.set_default_tensor_type() is deprecated as of PyTorch 2.1, please use "
        "torch.set_default_dtype() and torch.set_default_device() as alternatives.",
        UserWarning,
        stacklevel=2,
    )
    import gradwalk

    kind = getattr(gradwalk, t.rpartition(".")[2]) if isinstance(t, str) else t
    set_default_dtype(kind.dtype)


def is_storage(obj: object) -> bool:
    """Whether it is a storage as torch shows it."""
    return isinstance(obj, (TypedStorage, UntypedStorage))
