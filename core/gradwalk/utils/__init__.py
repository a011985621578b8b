"""torch.utils."""

from __future__ import annotations

from gradwalk.utils import checkpoint, data

__all__ = ["checkpoint", "data"]
