"""Real PyTorch, looked up when somebody records it; the product never needs it.

The one place that imports torch, and that knows which of its versions will do.
"""

from __future__ import annotations

import importlib
import re
from typing import Any

OLDEST = (2, 4)


class BridgeError(RuntimeError):
    """Real PyTorch cannot be recorded here; the text says why and what to do."""


def load() -> Any:
    """Return torch, or say what is the matter with it."""
    try:
        torch: Any = importlib.import_module("torch")
    except ImportError as error:
        raise BridgeError(
            f"real PyTorch cannot be imported ({error}); `pip install torch`, or use gradwalk's "
            "own engine, which needs none"
        ) from error
    if getattr(torch, "__name__", "") != "torch" or not hasattr(torch, "_C"):
        raise BridgeError(
            "`torch` is gradwalk's own engine in this process (as_torch() was called); record real "
            "PyTorch in a process where it is not"
        )
    check(torch.__version__)
    return torch


def check(version: str) -> None:
    """Refuse a PyTorch that is older than what the bridge was tried with."""
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is None or (int(found[1]), int(found[2])) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        raise BridgeError(
            f"PyTorch {version} is too old to be recorded: {oldest} or newer is needed "
            "(`pip install --upgrade torch`)"
        )
