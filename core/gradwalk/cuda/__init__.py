"""torch.cuda where there is no GPU: the questions programs ask before they choose a device."""

from __future__ import annotations

from gradwalk.cuda import amp as amp
from gradwalk.devices import require_cpu


def is_available() -> bool:
    """Whether there is a GPU: never here."""
    return False


def device_count() -> int:
    """How many GPUs there are: none here."""
    return 0


def current_device() -> int:
    """Refused, as by a PyTorch built for the CPU."""
    require_cpu("cuda")
    return 0


def manual_seed(seed: int) -> None:
    """Seeds nothing, silently, as PyTorch does without a GPU."""


manual_seed_all = manual_seed


def empty_cache() -> None:
    """There is no cache."""


def synchronize(device: object = None) -> None:
    """Refused, as by a PyTorch built for the CPU."""
    require_cpu("cuda")
