"""torch.special: special functions under their statistical names."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.keywords import spelled
from gradwalk.ops import activation, compare, spread
from gradwalk.ops import transcendental as t

_NAMES = """
digamma entr erf erfc erfcx erfinv exp2 expm1 i0 i0e i1 i1e log1p log_ndtr ndtr ndtri polygamma sinc
xlog1py xlogy zeta
"""
_FUNCTIONS: dict[str, Any] = {name: getattr(t, name) for name in _NAMES.split()}
_FUNCTIONS |= {
    "expit": activation.sigmoid,
    "gammainc": t.igamma,
    "gammaincc": t.igammac,
    "gammaln": t.lgamma,
    "log_softmax": activation.log_softmax,
    "logit": t.logit_plain,
    "logsumexp": spread.logsumexp_,
    "multigammaln": t.mvlgamma,
    "psi": t.digamma,
    "round": compare.round_,
    "softmax": activation.softmax,
}
globals().update(
    {
        name: spelled(f"special_{name}", function, tensor_first=name[0] not in "xzp")
        for name, function in _FUNCTIONS.items()
    }
)
__all__ = list(_FUNCTIONS)


def __getattr__(name: str) -> Any:
    raise absent.error("torch.special", globals(), name)
