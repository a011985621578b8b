"""torch.special: special functions under their statistical names."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.ops.activation import log_softmax, sigmoid, softmax
from gradwalk.ops.spread import logsumexp_ as logsumexp
from gradwalk.ops.transcendental import (
    digamma,
    erf,
    erfc,
    erfinv,
    exp2,
    expm1,
    log1p,
    polygamma,
    sinc,
    xlogy,
)
from gradwalk.ops.transcendental import lgamma as gammaln
from gradwalk.ops.transcendental import logit_plain as logit

expit = sigmoid
psi = digamma

__all__ = [
    "digamma",
    "erf",
    "erfc",
    "erfinv",
    "exp2",
    "expit",
    "expm1",
    "gammaln",
    "log1p",
    "log_softmax",
    "logit",
    "logsumexp",
    "polygamma",
    "psi",
    "sinc",
    "softmax",
    "xlogy",
]


def __getattr__(name: str) -> Any:
    raise absent.error("torch.special", globals(), name)
