"""Activations as modules: each holds its options and calls its function."""

from __future__ import annotations

from typing import Any

from gradwalk import creation
from gradwalk.nn import functional as F
from gradwalk.nn.families import shown
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter


def _without_options(name: str, function: str) -> Any:
    """A layer that has no options."""

    def forward(self: Module, input: Any) -> Any:
        return getattr(F, function)(input)

    return type(name, (Module,), {"forward": forward})


Sigmoid = _without_options("Sigmoid", "sigmoid")
Tanh = _without_options("Tanh", "tanh")
LogSigmoid = _without_options("LogSigmoid", "logsigmoid")
Softsign = _without_options("Softsign", "softsign")
Tanhshrink = _without_options("Tanhshrink", "tanhshrink")
Hardsigmoid = _without_options("Hardsigmoid", "hardsigmoid")
Hardswish = _without_options("Hardswish", "hardswish")


class _InPlace(Module):
    """Those that take `inplace` and nothing else."""

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    told: tuple[str, ...] = ()  # what else its repr shows

    def extra_repr(self) -> str:
        return shown(self, *self.told, inplace=self.inplace)


class ReLU(_InPlace):
    def forward(self, input: Any) -> Any:
        return F.relu(input, self.inplace)


class ReLU6(_InPlace):
    def forward(self, input: Any) -> Any:
        return F.relu6(input, self.inplace)


class SELU(_InPlace):
    def forward(self, input: Any) -> Any:
        return F.selu(input, self.inplace)


class SiLU(_InPlace):
    def forward(self, input: Any) -> Any:
        return F.silu(input, self.inplace)


class Mish(_InPlace):
    def forward(self, input: Any) -> Any:
        return F.mish(input)


class LeakyReLU(_InPlace):
    told = ("negative_slope",)

    def __init__(self, negative_slope: float = 0.01, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.negative_slope = negative_slope

    def forward(self, input: Any) -> Any:
        return F.leaky_relu(input, self.negative_slope, self.inplace)


class ELU(_InPlace):
    told = ("alpha",)

    def __init__(self, alpha: float = 1.0, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.alpha = alpha

    def forward(self, input: Any) -> Any:
        return F.elu(input, self.alpha, self.inplace)


class CELU(ELU):
    def forward(self, input: Any) -> Any:
        return F.celu(input, self.alpha)


class Hardtanh(_InPlace):
    told = ("min_val", "max_val")

    def __init__(self, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> None:
        super().__init__(inplace)
        if not max_val > min_val:
            raise AssertionError(f"max_val ({max_val}) must be greater than min_val ({min_val})")
        self.min_val, self.max_val = min_val, max_val

    def forward(self, input: Any) -> Any:
        return F.hardtanh(input, self.min_val, self.max_val, self.inplace)


class Threshold(_InPlace):
    told = ("threshold", "value")

    def __init__(self, threshold: float, value: float, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.threshold, self.value = threshold, value

    def forward(self, input: Any) -> Any:
        return F.threshold(input, self.threshold, self.value, self.inplace)


class GELU(Module):
    def __init__(self, approximate: str = "none") -> None:
        super().__init__()
        self.approximate = approximate

    def forward(self, input: Any) -> Any:
        return F.gelu(input, self.approximate)

    def extra_repr(self) -> str:
        return shown(self, "approximate")


class Softplus(Module):
    def __init__(self, beta: float = 1.0, threshold: float = 20.0) -> None:
        super().__init__()
        self.beta, self.threshold = beta, threshold

    def forward(self, input: Any) -> Any:
        return F.softplus(input, self.beta, self.threshold)

    def extra_repr(self) -> str:
        return shown(self, "beta", "threshold")


class Hardshrink(Module):
    def __init__(self, lambd: float = 0.5) -> None:
        super().__init__()
        self.lambd = lambd

    def forward(self, input: Any) -> Any:
        return F.hardshrink(input, self.lambd)

    def extra_repr(self) -> str:
        return f"{self.lambd}"


class Softshrink(Hardshrink):
    def forward(self, input: Any) -> Any:
        return F.softshrink(input, self.lambd)


class PReLU(Module):
    def __init__(self, num_parameters: int = 1, init: float = 0.25) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.weight = Parameter(creation.full((num_parameters,), float(init)))

    def forward(self, input: Any) -> Any:
        return F.prelu(input, self.weight)

    def extra_repr(self) -> str:
        return f"num_parameters={self.num_parameters}"


class _OverDim(Module):
    """Those along one dimension."""

    def __init__(self, dim: int | None = None) -> None:
        super().__init__()
        self.dim = dim

    def extra_repr(self) -> str:
        return f"dim={self.dim}"


class Softmax(_OverDim):
    def forward(self, input: Any) -> Any:
        return F.softmax(input, self.dim, _stacklevel=5)


class LogSoftmax(_OverDim):
    def forward(self, input: Any) -> Any:
        return F.log_softmax(input, self.dim, _stacklevel=5)


class Softmin(_OverDim):
    def forward(self, input: Any) -> Any:
        return F.softmin(input, self.dim, _stacklevel=5)


class GLU(_OverDim):
    def __init__(self, dim: int = -1) -> None:
        super().__init__(dim)

    def forward(self, input: Any) -> Any:
        return F.glu(input, self.dim)


class RReLU(_InPlace):
    told = ("lower", "upper")

    def __init__(
        self, lower: float = 1.0 / 8, upper: float = 1.0 / 3, inplace: bool = False
    ) -> None:
        super().__init__(inplace)
        self.lower, self.upper = lower, upper

    def forward(self, input: Any) -> Any:
        return F.rrelu(input, self.lower, self.upper, self.training, self.inplace)


class Softmax2d(Module):
    def forward(self, input: Any) -> Any:
        if input.dim() not in (3, 4):
            raise ValueError(
                f"Softmax2d: expected input to be 3D or 4D, got {input.dim()}D instead"
            )
        return F.softmax(input, -3)
