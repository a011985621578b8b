"""torch.utils."""

from __future__ import annotations

from gradwalk.utils import checkpoint

__all__ = ["checkpoint"]
