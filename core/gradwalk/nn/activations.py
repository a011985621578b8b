"""Activations as modules: each holds its options and calls its function."""

from __future__ import annotations

from types import FunctionType
from typing import Any

from gradwalk import creation
from gradwalk.keywords import spelled
from gradwalk.nn import functional as F
from gradwalk.nn.families import shown
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter
from gradwalk.ops.activation import sigmoid
from gradwalk.ops.transcendental import tanh


def _without_options(name: str, function: Any) -> Any:
    """A layer that has no options."""

    def forward(self: Module, input: Any) -> Any:
        return function(input)

    forward.__qualname__ = f"{name}.forward"
    return type(name, (Module,), {"forward": forward})


Sigmoid = _without_options("Sigmoid", spelled("sigmoid", sigmoid, tensor_first=True))
Tanh = _without_options("Tanh", spelled("tanh", tanh, tensor_first=True))
LogSigmoid = _without_options("LogSigmoid", F.logsigmoid)
Softsign = _without_options("Softsign", F.softsign)
Tanhshrink = _without_options("Tanhshrink", F.tanhshrink)


class _InPlace(Module):
    """Those that can write into their input; their function takes its options, then `inplace`."""

    function = ""
    told: tuple[str, ...] = ()  # the options, which its repr shows

    def __init__(self, inplace: bool = False) -> None:
        super().__init__()
        self.inplace = inplace

    def __init_subclass__(cls) -> None:
        """Each of this file has a `forward` of its own: Python's errors name it."""
        if cls.__module__ == __name__ and "forward" not in cls.__dict__:
            own = FunctionType(_InPlace.forward.__code__, globals(), "forward")
            own.__qualname__ = f"{cls.__name__}.forward"
            cls.forward = own  # type: ignore[method-assign]

    def forward(self, input: Any) -> Any:
        options = [getattr(self, name) for name in self.told]
        return getattr(F, self.function)(input, *options, self.inplace)

    def extra_repr(self) -> str:
        return shown(self, *self.told, inplace=self.inplace)


ReLU, ReLU6, SELU, SiLU, Mish, Hardsigmoid, Hardswish = (
    type(name, (_InPlace,), {"function": name.lower(), "__module__": __name__})
    for name in ("ReLU", "ReLU6", "SELU", "SiLU", "Mish", "Hardsigmoid", "Hardswish")
)
for _plain in (Hardsigmoid, Hardswish):
    setattr(_plain, "extra_repr", lambda self: "")  # noqa: B010 - mypy knows no such attribute


class LeakyReLU(_InPlace):
    function, told = "leaky_relu", ("negative_slope",)

    def __init__(self, negative_slope: float = 0.01, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.negative_slope = negative_slope


class ELU(_InPlace):
    function, told = "elu", ("alpha",)

    def __init__(self, alpha: float = 1.0, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.alpha = alpha


class CELU(ELU):
    function = "celu"


class Hardtanh(_InPlace):
    function, told = "hardtanh", ("min_val", "max_val")

    def __init__(self, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False) -> None:
        super().__init__(inplace)
        if not max_val > min_val:
            raise AssertionError(f"max_val ({max_val}) must be greater than min_val ({min_val})")
        self.min_val, self.max_val = min_val, max_val


class Threshold(_InPlace):
    function, told = "threshold", ("threshold", "value")

    def __init__(self, threshold: float, value: float, inplace: bool = False) -> None:
        super().__init__(inplace)
        self.threshold, self.value = threshold, value


class GELU(Module):
    def __init__(self, approximate: str = "none") -> None:
        super().__init__()
        self.approximate = approximate

    def forward(self, input: Any) -> Any:
        return F.gelu(input, approximate=self.approximate)

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
        self.weight = Parameter(creation.empty(num_parameters).fill_(init))

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
            text = f"Softmax2d: expected input to be 3D or 4D, got {input.dim()}D instead"
            raise ValueError(text)
        return F.softmax(input, -3)
