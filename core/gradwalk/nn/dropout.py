"""Dropout layers."""

from __future__ import annotations

from typing import Any

from gradwalk.nn import functional as F
from gradwalk.nn.module import Module


class _DropoutNd(Module):
    function = ""

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        self.p, self.inplace = p, inplace

    def forward(self, input: Any) -> Any:
        return getattr(F, self.function)(input, self.p, self.training, self.inplace)

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"


class AlphaDropout(_DropoutNd):
    def forward(self, input: Any) -> Any:
        return F.alpha_dropout(input, self.p, self.training)


class FeatureAlphaDropout(_DropoutNd):
    def forward(self, input: Any) -> Any:
        return F.feature_alpha_dropout(input, self.p, self.training)


Dropout, Dropout1d, Dropout2d, Dropout3d = (
    type(name, (_DropoutNd,), {"function": name.lower(), "__module__": __name__})
    for name in ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d")
)
