"""torch.backends, torch.mps, torch.xpu and torch.accelerator where there is a CPU alone.

The questions and the switches that programs have before they choose a device.
"""

from __future__ import annotations

from types import SimpleNamespace


def _never() -> bool:
    return False


def _count() -> int:
    return 0


cudnn = SimpleNamespace(
    is_available=_never, enabled=True, deterministic=False, benchmark=False, allow_tf32=True
)
mps = SimpleNamespace(is_available=_never, is_built=_never)
cuda = SimpleNamespace(is_built=_never, matmul=SimpleNamespace(allow_tf32=False))
xpu = SimpleNamespace(is_available=_never, device_count=_count)
accelerator = SimpleNamespace(
    is_available=_never, current_accelerator=lambda: None, device_count=_count
)
