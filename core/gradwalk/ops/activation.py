"""Activations and softmax.

Where PyTorch has a separate op for a derivative (sigmoid_backward, threshold_backward) there is
one here, so that the graph of a gradient has PyTorch's nodes.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes
from gradwalk.array import float32, one_for, where_else_zero, xp
from gradwalk.op import Function, in_place, op
from gradwalk.ops import dims, rounded, special
from gradwalk.ops.arithmetic import div, minus_product, mul_scalar, without_derivative
from gradwalk.ops.choice import where
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.join import cat_op
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import UNARY, numbers
from gradwalk.ops.shape import narrow
from gradwalk.ops.summing import added_in_lanes
from gradwalk.ops.transcendental import exp, tanh

_PAIR = ((numbers(2, 3), numbers(2, 3, start=9)),)
_SELU_ALPHA, _SELU_SCALE = 1.6732632423543772, 1.0507009873554805
_SQRT_2 = math.sqrt(2.0)
_GELU_BETA, _GELU_KAPPA = math.sqrt(2.0 / math.pi), 0.044715


def _single(number: float) -> float:
    """A constant as ATen has it in float32, for tensors of float64, too."""
    return float(float32(number))


# --- relu and its relatives ----------------------------------------------------------------------

threshold_backward: Function = op(
    "threshold_backward",
    lambda grad_output, self, threshold: where_else_zero(~(self <= threshold), grad_output),
    grad_output=lambda grad, self, threshold: threshold_backward(grad, self, threshold),
    self=lambda grad: zeros_like(grad),
    samples=((numbers(2, 3), numbers(2, 3, start=9), 0),),
)


def _relu(self: Any) -> Any:
    if self.dtype.kind == "b":
        raise RuntimeError("Boolean inputs not supported for relu")
    return xp.maximum(0, self)  # in this order -0.0 stays, as in PyTorch


relu: Function = op(
    "relu",
    lambda self: _relu(self),
    self=lambda grad, result: threshold_backward(grad, result, 0),
    samples=UNARY,
)
threshold, _threshold_in_place = (
    op(
        f"threshold{end}",
        lambda self, threshold, value: xp.where(self <= threshold, value, self).astype(self.dtype),
        self=lambda grad, self, threshold: threshold_backward(grad, self, threshold),
        node=node,
        samples=((numbers(2, 3), 0.1, 20.0),),
    )
    for end, node in (("", "ThresholdBackward0"), ("_", "ThresholdBackward1"))
)
leaky_relu: Function = op(
    "leaky_relu",
    lambda self, negative_slope=0.01: xp.where(self > 0, self, self * negative_slope),
    self=lambda grad, self, negative_slope: leaky_relu_backward(grad, self, negative_slope),
    samples=((numbers(2, 3), 0.2),),
)
leaky_relu_backward: Function = op(
    "leaky_relu_backward",
    lambda grad_output, self, negative_slope: xp.where(
        self > 0, grad_output, grad_output * negative_slope
    ),
    grad_output=lambda grad, self, negative_slope: leaky_relu_backward(grad, self, negative_slope),
    self=lambda grad: zeros_like(grad),
)


def _rrelu(self: Any, values: Any, noise: Any, lower: float, upper: float, training: bool) -> Any:
    if training:
        return values * noise
    return xp.where(self > 0, values, values * self.dtype.type((lower + upper) / 2))


rrelu_with_noise_backward: Function = op(
    "rrelu_with_noise_backward",
    lambda grad, self, noise, lower, upper, training: _rrelu(
        self, grad, noise, lower, upper, training
    ),
    grad=lambda grad, self, noise, lower, upper, training: rrelu_with_noise_backward(
        grad, self, noise, lower, upper, training
    ),
    self=lambda grad: zeros_like(grad),
)
rrelu_with_noise, _rrelu_in_place = (
    op(
        f"rrelu_with_noise{end}",
        lambda self, noise, lower, upper, training: _rrelu(
            self, self, noise, lower, upper, training
        ),
        self=rule,
        node=f"RreluWithNoiseBackward{len(end)}",
        samples=((numbers(2, 3), xp.full((2, 3), 0.25), 0.125, 0.375, False),),
    )
    for end, rule in (
        ("", rrelu_with_noise_backward),
        (
            "_",
            lambda grad, result, noise, lower, upper, training: rrelu_with_noise_backward(
                grad, result, noise, lower, upper, training
            ),
        ),
    )
)
prelu_kernel: Function = op(
    "prelu_kernel",
    lambda self, weight: xp.where(self > 0, self, self * weight),
    self=lambda grad, self, weight: where(self > 0, grad, grad * weight),
    weight=lambda grad, self: where(self > 0, 0.0, grad * self),
    samples=((numbers(2, 3), numbers(3, low=0.1, high=0.5)),),
)


def _elu(self: Any, alpha: float, scale: float, input_scale: float) -> Any:
    negative = rounded.expm1(self * input_scale) * (alpha * scale)
    return xp.where(self > 0, self * scale, negative)


elu_full: Function = op(
    "elu",
    lambda self, alpha=1.0, scale=1, input_scale=1: _elu(self, alpha, scale, input_scale),
    self=lambda grad, self, alpha, scale, input_scale: elu_backward(
        grad, self, alpha, scale, input_scale, False
    ),
    samples=((numbers(2, 3), 1.5),),
)


def _elu_slope(
    grad_output: Any, self: Any, alpha: float, scale: float, input_scale: float, is_result: bool
) -> Any:
    """The gradient of `self`, or where that was written into, by what became of it."""
    if is_result:
        negative = grad_output * input_scale * (self + alpha * scale)
    else:
        negative = grad_output * input_scale * (alpha * scale) * rounded.exp(self * input_scale)
    return xp.where(self <= 0, negative, grad_output * scale)


def _elu_twice(
    grad: Any, grad_output: Any, self: Any, alpha: float, scale: float, input_scale: float,
    is_result: bool,
) -> Any:  # fmt: skip
    both = mul_scalar(grad * grad_output, input_scale)
    if not is_result:
        both = elu_backward(both, self, alpha, scale, input_scale, is_result)
    return both * (self < 0)


elu_backward: Function = op(
    "elu_backward",
    _elu_slope,
    grad_output=lambda grad, self, alpha, scale, input_scale, is_result: elu_backward(
        grad, self, alpha, scale, input_scale, is_result
    ),
    self=_elu_twice,
)
celu: Function = op(
    "celu",
    lambda self, alpha=1.0: _elu(self, alpha, 1.0, 1.0 / alpha),
    self=lambda grad, self, alpha: elu_backward(grad, self, alpha, 1.0, 1 / _single(alpha), False),
    samples=((numbers(2, 3), 1.5),),
)
hardtanh: Function = op(
    "hardtanh",
    lambda self, min_val=-1.0, max_val=1.0: xp.clip(self, min_val, max_val).astype(self.dtype),
    self=lambda grad, self, min_val, max_val: hardtanh_backward(grad, self, min_val, max_val),
    samples=((numbers(2, 3),),),
)
hardtanh_backward: Function = op(
    "hardtanh_backward",
    lambda grad_output, self, min_val, max_val: where_else_zero(
        ~((self <= min_val) | (self >= max_val)), grad_output
    ),
    grad_output=lambda grad, self, min_val, max_val: hardtanh_backward(
        grad, self, min_val, max_val
    ),
    self=lambda grad: zeros_like(grad),
    samples=((*_PAIR[0], -1.0, 1.0),),
)
hardsigmoid_backward = without_derivative(
    "hardsigmoid_backward",
    lambda grad_output, self: where_else_zero(
        (self > -3) & (self < 3), grad_output * _single(1 / 6)
    ),
    "grad_output",
    "self",
)
hardsigmoid: Function = op(
    "hardsigmoid",
    lambda self: xp.clip(self + 3, 0, 6) / 6,
    self=lambda grad, self: hardsigmoid_backward(grad, self),
    samples=UNARY,
)
hardswish: Function = op(
    "hardswish",
    lambda self: self * xp.clip(self + 3, 0, 6) / 6,
    self=lambda grad, self: hardswish_backward(grad, self),
    samples=UNARY,
)
hardswish_backward: Function = op(
    "hardswish_backward",
    lambda grad_output, self: where_else_zero(
        ~(self <= -3), xp.where(self < 3, grad_output * (self / 3 + one_for(self) / 2), grad_output)
    ),
    grad_output=lambda grad, self: hardswish_backward(grad, self),
    self=lambda grad, grad_output, self: where(
        (self > -3.0) & (self < 3.0), grad * grad_output / 3.0, 0.0
    ),
    samples=_PAIR,
)


def _shrink_backward(name: str) -> Function:
    """The entry of hardshrink_backward or softshrink_backward, which are one in ATen."""
    made: Function = op(
        f"{name}_backward",
        lambda grad, self, lambd: where_else_zero(~((self >= -lambd) & (self <= lambd)), grad),
        grad=lambda grad, self, lambd: made(grad, self, lambd),
        self=lambda grad: zeros_like(grad),
        samples=((*_PAIR[0], 0.5),),
    )
    return made


hardshrink_backward, softshrink_backward = map(_shrink_backward, ("hardshrink", "softshrink"))
hardshrink: Function = op(
    "hardshrink",
    lambda self, lambd=0.5: where_else_zero(~((self >= -lambd) & (self <= lambd)), self),
    self=hardshrink_backward,
    samples=UNARY,
)


def _softshrink(self: Any, lambd: float = 0.5) -> Any:
    most = float(xp.finfo(self.dtype).max)
    if not 0 <= lambd <= most:
        raise RuntimeError(
            f"lambda must be in range [0, {most:g}] for input dtype {dtypes.of(self).word}, but "
            f"found {lambd:g}"
        )
    shrunk = self - xp.sign(self) * lambd
    return xp.where(abs(self) > lambd, shrunk, self * 0).astype(self.dtype)


softshrink: Function = op(
    "softshrink",
    _softshrink,
    self=softshrink_backward,
    samples=UNARY,
)


# --- smooth ones ---------------------------------------------------------------------------------
def logistic(array: Any) -> Any:
    """1 / (1 + exp(-x)), without overflow on either side."""
    small = rounded.exp(-abs(array))
    return xp.where(array >= 0, 1, small) / (1 + small)


def _sigmoid(self: Any) -> Any:
    one = one_for(self)
    return one / (one + rounded.exp(-self))


sigmoid_backward: Function = op(
    "sigmoid_backward",
    lambda grad_output, output: grad_output * (one_for(output) - output) * output,
    grad_output=lambda grad, output: sigmoid_backward(grad, output),
    output=lambda grad, grad_output, output: grad * grad_output * (-2 * output + 1),
    samples=_PAIR,
)
sigmoid: Function = op(
    "sigmoid",
    _sigmoid,
    self=lambda grad, result: sigmoid_backward(grad, result),
    promote="float",
    samples=UNARY,
)
log_sigmoid: Function = op(
    "log_sigmoid",
    lambda self: xp.minimum(self, 0) - rounded.log1p(rounded.exp(-abs(self))),
    self=lambda grad, self: log_sigmoid_backward(grad, self),
    samples=UNARY,
)
log_sigmoid_backward: Function = op(
    "log_sigmoid_backward",
    lambda grad_output, self: grad_output * _sigmoid(-self),
    grad_output=lambda grad, self: log_sigmoid_backward(grad, self),
    self=lambda grad, grad_output, self: grad * grad_output * (sigmoid(self) - 1) * sigmoid(self),
    samples=_PAIR,
)


def _softplus_slope(grad_output: Any, scaled: Any, threshold: float) -> Any:
    z = rounded.exp(xp.minimum(scaled, threshold))
    return xp.where(scaled > threshold, grad_output, grad_output * z / (z + 1))


softplus: Function = op(
    "softplus",
    lambda self, beta=1, threshold=20: xp.where(
        self * beta > threshold, self, rounded.log1p(rounded.exp(self * beta)) / beta
    ).astype(self.dtype),
    self=lambda grad, self, beta, threshold: softplus_backward(grad, self, beta, threshold),
    samples=((numbers(2, 3), 2.0),),
)
softplus_backward: Function = op(
    "softplus_backward",
    lambda grad_output, self, beta, threshold: _softplus_slope(
        grad_output, self * beta, threshold
    ).astype(grad_output.dtype),
    grad_output=lambda grad, self, beta, threshold: softplus_backward(grad, self, beta, threshold),
    self=lambda grad, grad_output, self, beta, threshold: mul_scalar(
        sigmoid_backward(grad * grad_output, sigmoid(self * beta)) * (self * beta < threshold), beta
    ),
    samples=((*_PAIR[0], 2.0, 20.0),),
)


def _silu_rule(grad: Any, self: Any, squashed: Any) -> Any:
    return grad * squashed * (1 + self * (1 - squashed))


silu: Function = op(
    "silu",
    lambda self: self * _sigmoid(self),
    self=lambda grad, self: _silu_rule(grad, self, sigmoid(self)),
    samples=UNARY,
)
mish: Function = op(
    "mish",
    lambda self: self * rounded.tanh(rounded.log1p(rounded.exp(self))),
    self=lambda grad, self: _mish_rule(grad, self),
    samples=UNARY,
)


def _mish_rule(grad: Any, self: Any) -> Any:
    squashed = tanh(softplus(self))
    return grad * (squashed + self * sigmoid(self) * (1 - squashed * squashed))


def _gelu(self: Any, approximate: str = "none") -> Any:
    if approximate == "tanh":
        inner = _GELU_BETA * (self + _GELU_KAPPA * self**3)
        return 0.5 * self * (1 + rounded.tanh(inner))
    if approximate != "none":
        raise RuntimeError("approximate argument must be either none or tanh.")
    return self * 0.5 * (1 + special.erf(self * (1 / _SQRT_2)))


def _gelu_slope(grad_output: Any, self: Any, approximate: str) -> Any:
    if approximate == "tanh":
        inner = rounded.tanh(_GELU_BETA * (self + _GELU_KAPPA * (self * self * self)))
        slope = _GELU_BETA * (1 + 3 * _GELU_KAPPA * (self * self))
        return grad_output * (0.5 * (1 + inner) + 0.5 * self * (1 - inner * inner) * slope)
    cdf = 0.5 * (1 + special.erf(self * (1 / _SQRT_2)))
    pdf = rounded.exp(self * self * -0.5) * (1 / math.sqrt(2 * math.pi))
    return grad_output * (cdf + self * pdf)


def _gelu_bend(grad: Any, self: Any, approximate: str) -> Any:
    """The gradient times gelu's second derivative."""
    square = self * self
    if approximate == "tanh":
        inner = tanh(_GELU_BETA * (self + _GELU_KAPPA * (square * self)))
        slope = _GELU_BETA * (1 + 3 * _GELU_KAPPA * square)
        bend = 3 * _GELU_BETA * _GELU_KAPPA * square - inner * slope * slope * self
        return grad * (1 - inner * inner) * (slope + bend)
    return grad * exp(square * -0.5) * (2 - square) * (1 / math.sqrt(2 * math.pi))


gelu: Function = op(
    "gelu",
    _gelu,
    self=lambda grad, self, approximate: gelu_backward(grad, self, approximate),
    samples=((numbers(2, 3),), (numbers(2, 3), "tanh")),
)
gelu_backward: Function = op(
    "gelu_backward",
    _gelu_slope,
    grad_output=lambda grad, self, approximate: gelu_backward(grad, self, approximate),
    self=lambda grad, grad_output, self, approximate: _gelu_bend(
        grad * grad_output, self, approximate
    ),
    samples=((*_PAIR[0], "none"), (*_PAIR[0], "tanh")),
)


# --- over a dimension ----------------------------------------------------------------------------
def _require_floating(self: Any, kernel: str, axis: int) -> None:
    if self.dtype.kind != "f":
        word = dtypes.of(self).word
        last = "lastdim_" if axis >= self.ndim - 1 else ""
        raise NotImplementedError(f"\"{kernel}_{last}kernel_impl\" not implemented for '{word}'")


def _softmax(self: Any, dim: int) -> Any:
    axis = dims.one(dim, self.ndim)
    _require_floating(self, "softmax", axis)
    if self.ndim == 0:
        return xp.exp(self - self)  # nan of nan
    if not self.size:
        return self.copy()
    if self.dtype == "float16":
        return _softmax(self.astype("float32"), dim).astype("float16")  # rounded once, as by ATen
    self = xp.ascontiguousarray(self)  # so lies the result, whatever the input
    shifted = rounded.exp(self - xp.maximum.reduce(self, axis=axis, keepdims=True))
    total = added_in_lanes(shifted, axis)
    if axis == self.ndim - 1:
        shifted *= 1 / total  # as ATen does along the last dimension
    else:
        shifted /= total
    return shifted


def _log_softmax(self: Any, dim: int) -> Any:
    axis = dims.one(dim, self.ndim)
    _require_floating(self, "log_softmax", axis)
    if self.ndim == 0:
        return self - self
    if not self.size:
        return self.copy()
    if self.dtype == "float16":
        return _log_softmax(self.astype("float32"), dim).astype("float16")
    self = xp.ascontiguousarray(self)  # so lies the result, whatever the input
    shifted = self - xp.maximum.reduce(self, axis=axis, keepdims=True)
    shifted -= rounded.log(added_in_lanes(rounded.exp(shifted), axis))
    return shifted


def _softmax_double(grad: Any, grad_output: Any, output: Any, dim: int) -> Any:
    return (
        grad_output * grad
        - sum_dim(output * grad, (dim,), True) * grad_output
        - grad * sum_dim(output * grad_output, (dim,), True)
    )


softmax_backward_data: Function = op(
    "softmax_backward_data",
    lambda grad_output, output, dim: (
        output * (grad_output - xp.add.reduce(grad_output * output, axis=dim, keepdims=True))
        if output.ndim
        else grad_output * 0
    ),
    grad_output=lambda grad, output, dim: softmax_backward_data(grad, output, dim),
    output=lambda grad, grad_output, output, dim: _softmax_double(grad, grad_output, output, dim),
    samples=((numbers(2, 3), numbers(2, 3, start=9), 1),),
)
softmax_: Function = op(
    "softmax",
    _softmax,
    self=lambda grad, result, dim: softmax_backward_data(grad, result, dim),
    samples=((numbers(2, 3), 1), (numbers(2, 3), 0)),
)
log_softmax_backward_data: Function = op(
    "log_softmax_backward_data",
    lambda grad_output, output, dim: (
        minus_product(
            grad_output, rounded.exp(output), xp.add.reduce(grad_output, axis=dim, keepdims=True)
        )
        if output.ndim
        else grad_output * 0
    ),
    grad_output=lambda grad, output, dim: grad - sum_dim(grad * exp(output), (dim,), True),
    output=lambda grad, grad_output, output, dim: (
        -sum_dim(grad_output, (dim,), True) * exp(output) * grad
    ),
    samples=((numbers(2, 3), numbers(2, 3, start=9), 1),),
)
log_softmax_: Function = op(
    "log_softmax",
    _log_softmax,
    self=lambda grad, result, dim: log_softmax_backward_data(grad, result, dim),
    samples=((numbers(2, 3), 1), (numbers(2, 3), 0)),
)


def _halves(self: Any, dim: int) -> tuple[Any, Any]:
    axis = dims.one(dim, self.ndim)
    n = self.shape[axis]
    if n % 2:
        raise RuntimeError(f"Halving dimension must be even, but dimension {axis} is size {n}")
    first, second = xp.split(self, 2, axis)
    return first, second


def _glu(self: Any, dim: int = -1) -> Any:
    if not self.ndim:
        raise RuntimeError("glu does not support scalars because halving size must be even")
    first, second = _halves(self, dim)
    return first * logistic(second)


def _glu_rule(grad: Any, self: Any, dim: int) -> Any:
    n = self.shape[dim] // 2
    first, gate = narrow(self, dim, 0, n), sigmoid(narrow(self, dim, n, n))
    return cat_op((grad * gate, grad * first * gate * (1 - gate)), dim)


glu: Function = op(
    "glu",
    _glu,
    self=lambda grad, self, dim: _glu_rule(grad, self, dim),
    samples=((numbers(2, 4),), (numbers(4, 2), 0)),
)


# --- in place ------------------------------------------------------------------------------------
def _refuse_negative(slope: float, name: str, end: str = "") -> None:
    if slope < 0:
        raise RuntimeError(
            f"In-place {name} backward calculation is triggered with a negative slope which is not "
            "supported. This is caused by calling in-place forward function with a negative slope, "
            f"please call out-of-place version instead.{end}"
        )


def _leaky_rule(grad: Any, result: Any, negative_slope: float) -> Any:
    end = (
        " File an issue at https://github.com/pytorch/pytorch if you do require supporting "
        "in-place leakRelu backward calculation with negative slope"
    )
    _refuse_negative(negative_slope, "leakyReLu", end)
    return leaky_relu_backward(grad, result, negative_slope)


def _elu_rule(grad: Any, result: Any, alpha: float, scale: float, input_scale: float) -> Any:
    _refuse_negative(alpha, "elu")
    return elu_backward(grad, result, alpha, scale, input_scale, True)


# Written into their input, these have their slopes from the result: the input is gone.
_leaky_relu_in_place = op(
    "leaky_relu_",
    lambda self, negative_slope=0.01: xp.where(self > 0, self, self * negative_slope),
    self=lambda grad, result, negative_slope: _leaky_rule(grad, result, negative_slope),
    node="LeakyReluBackward1",
    samples=((numbers(2, 3), 0.2),),
)
_elu_in_place = op(
    "elu_",
    lambda self, alpha=1.0, scale=1.0, input_scale=1.0: _elu(self, alpha, scale, input_scale),
    self=_elu_rule,
    node="EluBackward1",
    samples=((numbers(2, 3), 1.5),),
)
_celu_in_place = op(
    "celu_",
    lambda self, alpha=1.0: _elu(self, alpha, 1.0, 1.0 / alpha),
    self=lambda grad, result, alpha: _elu_rule(grad, result, alpha, 1.0, 1 / _single(alpha)),
    node="CeluBackward1",
    samples=((numbers(2, 3), 1.5),),
)
relu_ = in_place(relu)
threshold_ = in_place(_threshold_in_place, "threshold_")
rrelu_with_noise_ = in_place(_rrelu_in_place, "rrelu_with_noise_")
leaky_relu_ = in_place(_leaky_relu_in_place, "leaky_relu_")
celu_ = in_place(_celu_in_place, "celu_")
sigmoid_ = in_place(sigmoid)
hardtanh_ = in_place(hardtanh)
silu_ = in_place(silu)
elu_full_ = in_place(_elu_in_place, "elu_")


def elu_(input: Any, alpha: float = 1.0) -> Any:
    return elu_full_(input, alpha)


def selu_(input: Any) -> Any:
    return elu_full_(input, _SELU_ALPHA, _SELU_SCALE)


# --- torch's spellings ---------------------------------------------------------------------------
def softmax(input: Any, dim: int, dtype: Any = None, **other: Any) -> Any:
    return softmax_(input if dtype is None else input.to(dtype), dim)


def log_softmax(input: Any, dim: int, dtype: Any = None, **other: Any) -> Any:
    return log_softmax_(input if dtype is None else input.to(dtype), dim)


def elu(input: Any, alpha: float = 1.0) -> Any:
    return elu_full(input, alpha)


def selu(input: Any) -> Any:
    return elu_full(input, _SELU_ALPHA, _SELU_SCALE)


def relu6(input: Any) -> Any:
    return hardtanh(input, 0.0, 6.0)


def softsign(input: Any) -> Any:
    return div(input, input.abs() + 1)


def tanhshrink(input: Any) -> Any:
    return input - tanh(input)


def prelu(input: Any, weight: Any) -> Any:
    if input.dtype is not weight.dtype:
        kinds = f"{input.dtype.word} and {weight.dtype.word}"
        raise RuntimeError(f"prelu: Type promoting not supported. Got {kinds}")
    channels = input.shape[1] if input.ndim > 1 else 1
    if weight.numel() not in (1, channels):
        raise RuntimeError(
            "Mismatch of parameter numbers and input channel size. Found parameter numbers = "
            f"{weight.numel()} and channel size = {channels}."
        )
    if weight.ndim > 1:
        raise RuntimeError(
            f"prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = {weight.ndim}"
        )
    if weight.ndim != input.ndim:
        sizes = [1] * input.ndim
        sizes[1:2] = [weight.numel()] * (input.ndim > 1)
        weight = weight.view(tuple(sizes))
    return prelu_kernel(input, weight)
