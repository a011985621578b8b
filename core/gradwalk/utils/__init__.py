"""torch.utils."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.utils import checkpoint, data

__all__ = ["checkpoint", "data"]


def __getattr__(name: str) -> Any:
    raise absent.error("torch.utils", globals(), name)
