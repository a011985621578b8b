"""torch.nn.init: initial weights, written in place under no_grad."""

from __future__ import annotations

import math
import warnings
from typing import Any

from gradwalk import absent, creation
from gradwalk.array import xp
from gradwalk.mode import no_grad
from gradwalk.ops.choice import choose

_GAINS = {"tanh": 5.0 / 3, "relu": math.sqrt(2.0), "selu": 3.0 / 4}
_LINEAR = ("linear", "conv1d", "conv2d", "conv3d", "conv_transpose2d", "sigmoid")


def calculate_gain(nonlinearity: str, param: Any = None) -> float:
    if nonlinearity in _LINEAR:
        return 1
    if nonlinearity in _GAINS:
        return _GAINS[nonlinearity]
    if nonlinearity == "leaky_relu":
        slope = 0.01 if param is None else param
        if isinstance(slope, bool) or not isinstance(slope, (int, float)):
            raise ValueError(f"negative_slope {slope} not a valid number")
        return math.sqrt(2.0 / (1 + slope**2))
    raise ValueError(f"Unsupported nonlinearity {nonlinearity}")


def _fans(tensor: Any) -> tuple[int, int]:
    if tensor.dim() < 2:
        text = "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions"
        raise ValueError(text)
    field = math.prod(tensor.shape[2:])
    return tensor.shape[1] * field, tensor.shape[0] * field


_calculate_fan_in_and_fan_out = _fans


def uniform_(tensor: Any, a: float = 0.0, b: float = 1.0, generator: Any = None) -> Any:
    with no_grad():
        return tensor.uniform_(a, b, generator=generator)


def normal_(tensor: Any, mean: float = 0.0, std: float = 1.0, generator: Any = None) -> Any:
    with no_grad():
        return tensor.normal_(mean, std, generator=generator)


def constant_(tensor: Any, val: float) -> Any:
    with no_grad():
        return tensor.fill_(val)


def zeros_(tensor: Any) -> Any:
    return constant_(tensor, 0.0)


def ones_(tensor: Any) -> Any:
    return constant_(tensor, 1.0)


def eye_(tensor: Any) -> Any:
    if tensor.ndimension() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    with no_grad():
        return tensor.copy_(creation.eye(*tensor.shape))


def xavier_uniform_(tensor: Any, gain: float = 1.0, generator: Any = None) -> Any:
    fan_in, fan_out = _fans(tensor)
    std = gain * math.sqrt(2.0 / float(fan_in + fan_out))
    bound = math.sqrt(3.0) * std
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Any, gain: float = 1.0, generator: Any = None) -> Any:
    fan_in, fan_out = _fans(tensor)
    return normal_(tensor, 0.0, gain * math.sqrt(2.0 / float(fan_in + fan_out)), generator)


def _kaiming_std(tensor: Any, a: float, mode: str, nonlinearity: str) -> float:
    if mode not in ("fan_in", "fan_out"):
        raise ValueError(f"Mode {mode} not supported, please use one of ['fan_in', 'fan_out']")
    fan = _fans(tensor)[mode == "fan_out"]
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def _is_empty(tensor: Any) -> bool:
    if 0 not in tensor.shape:
        return False
    warnings.warn("Initializing zero-element tensors is a no-op", stacklevel=3)
    return True


def kaiming_uniform_(
    tensor: Any,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Any = None,
) -> Any:
    if _is_empty(tensor):
        return tensor
    bound = math.sqrt(3.0) * _kaiming_std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Any,
    a: float = 0,
    mode: str = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Any = None,
) -> Any:
    if _is_empty(tensor):
        return tensor
    return normal_(tensor, 0.0, _kaiming_std(tensor, a, mode, nonlinearity), generator)


def trunc_normal_(
    tensor: Any,
    mean: float = 0.0,
    std: float = 1.0,
    a: float = -2.0,
    b: float = 2.0,
    generator: Any = None,
) -> Any:
    """Normal numbers between a and b: what falls outside is drawn again.

    Where few would fall inside, uniform numbers of [a, b] are taken as often as the density wants.
    """
    if mean < a - 2 * std or mean > b + 2 * std:
        warnings.warn(
            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. "
            "The distribution of values may be incorrect.",
            stacklevel=2,
        )
    inside = math.erf((b - mean) / std / math.sqrt(2)) - math.erf((a - mean) / std / math.sqrt(2))
    usual = inside / 2 > 0.3
    log_peak = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2

    def draw(drawn: Any) -> tuple[Any, Any]:
        """Numbers, and which of them are refused."""
        if usual:
            drawn.normal_(mean, std, generator=generator)
            return drawn, (drawn < a) | (drawn > b)
        drawn.uniform_(a, b, generator=generator)
        density = drawn.sub(mean).div_(std).pow_(2).mul_(-0.5).sub_(log_peak)
        chance = creation.empty_like(tensor).uniform_(generator=generator)
        return drawn, chance.log_().gt(density)

    with no_grad():
        found, refused = draw(tensor)
        while refused.any():
            again, worse = draw(creation.empty_like(tensor))
            found, refused = choose(refused, again, found), refused & worse
        return tensor if found is tensor else tensor.copy_(found)


def orthogonal_(tensor: Any, gain: float = 1, generator: Any = None) -> Any:
    """Rows or columns that are orthonormal: Q of the QR decomposition of normal numbers."""
    if tensor.dim() < 2:
        raise ValueError("Only tensors with 2 or more dimensions are supported")
    rows = tensor.shape[0]
    columns = tensor.numel() // rows
    flat = creation.randn(rows, columns, generator=generator)._array
    q, r = xp.linalg.qr(flat.T if rows < columns else flat)
    q = q * xp.sign(xp.diag(r))
    q = q.T if rows < columns else q
    with no_grad():
        tensor.copy_(creation.tensor(q.reshape(tuple(tensor.shape))))
        return tensor.mul_(gain)


def dirac_(tensor: Any, groups: int = 1) -> Any:
    """A convolution that passes its input on: one 1 in the middle of each channel's kernel."""
    sizes = tuple(tensor.shape)
    if len(sizes) not in (3, 4, 5):
        raise ValueError("Only tensors with 3, 4, or 5 dimensions are supported")
    if sizes[0] % groups:
        raise ValueError("dim 0 must be divisible by groups")
    each = sizes[0] // groups
    middle = tuple(n // 2 for n in sizes[2:])
    with no_grad():
        tensor.zero_()
        for group in range(groups):
            for d in range(min(each, sizes[1])):
                tensor[(group * each + d, d, *middle)] = 1
    return tensor


def sparse_(tensor: Any, sparsity: float, std: float = 0.01, generator: Any = None) -> Any:
    """Normal numbers, and zeros in that share of each column."""
    if tensor.dim() != 2:
        raise ValueError("Only tensors with 2 dimensions are supported")
    rows, columns = tensor.shape
    zeros = math.ceil(sparsity * rows)
    with no_grad():
        tensor.normal_(0, std, generator=generator)
        for column in range(columns):
            tensor[creation.randperm(rows, generator=generator)[:zeros], column] = 0
    return tensor


def _deprecated(name: str) -> Any:
    """The name without an underscore, of older code."""
    function = globals()[name + "_"]

    def call(*args: Any, **kwargs: Any) -> Any:
        warnings.warn(
            f"`nn.init.{name}` is now deprecated in favor of `nn.init.{name}_`.",
            FutureWarning,
            stacklevel=2,
        )
        return function(*args, **kwargs)

    call.__name__ = name
    return call


uniform, normal, constant = map(_deprecated, ("uniform", "normal", "constant"))
xavier_uniform, xavier_normal = map(_deprecated, ("xavier_uniform", "xavier_normal"))
kaiming_uniform, kaiming_normal = map(_deprecated, ("kaiming_uniform", "kaiming_normal"))
eye, dirac, orthogonal, sparse = map(_deprecated, ("eye", "dirac", "orthogonal", "sparse"))
__all__ = [name for name in absent.public(globals()) if name not in ("choose", "no_grad")]


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.init", globals(), name)
