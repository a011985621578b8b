"""The dtypes that PyTorch's kernels refuse, in its words: a table, and what looks into it.

NumPy computes with truth values and integers where PyTorch has no kernel for them, and mixes
dtypes where PyTorch wants one. The table is asked when an entry of the ops' table is made; a call
pays for it only where the operation refuses something.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from gradwalk.array import FLOAT32, xp
from gradwalk.dtypes import of

# The array module's letters of kinds, and e for float16.
_TRUTH, _WHOLE, _COMPLEX = "b", "biu", "c"
_UNORDERED, _UNREAL = _TRUTH + _COMPLEX, _WHOLE + _COMPLEX

_HALF: Any = xp.dtype("float16")
# The operations, and the names of their kernels, by the kinds that these refuse.
_BY_KINDS = {
    _TRUTH: """
_trilinear:bmm abs:abs_cpu addcmul:addcmul_cpu_out addmm:addmm_impl_cpu_ baddbmm:baddbmm bmm:bmm
ceil:ceil_vml_cpu convolution:slow_conv2d_cpu floor:floor_vml_cpu mm:addmm_impl_cpu_ pow_tensor:pow
trace:trace trunc:trunc_vml_cpu
""",
    _UNREAL: """
adaptive_avg_pool2d:adaptive_avg_pool2d adaptive_max_pool2d:adaptive_max_pool2d
adaptive_max_pool3d:adaptive_max_pool3d_cpu binary_cross_entropy:binary_cross_entropy celu:elu_cpu
elu:elu_cpu frac:frac_cpu gelu:GeluKernelImpl glu:glu_cpu hardshrink:hardshrink_cpu
hardsigmoid:hardsigmoid_cpu hardswish:hardswish_cpu huber_loss:huber_cpu hypot:hypot_cpu
igamma:igamma_cpu igammac:igammac_cpu leaky_relu:leaky_relu_cpu log_sigmoid:log_sigmoid_cpu
logaddexp2:logaddexp2_cpu mish:mish_cpu mse_loss:mse_cpu native_group_norm:GroupNormKernelImpl
native_layer_norm:LayerNormKernelImpl nextafter:nextafter_cpu nll_loss:nll_loss_out_frame
prelu_kernel:prelu_cpu round_decimals:round_cpu rrelu_with_noise:leaky_relu_cpu
smooth_l1_loss:smooth_l1_cpu softplus:softplus_cpu softshrink:softshrink_check
upsample_bilinear2d:compute_indices_weights_linear upsample_linear1d:compute_indices_weights_linear
upsample_trilinear3d:compute_indices_weights_linear
""",
    _COMPLEX: """
amax:max_values_cpu amin:min_values_cpu aminmax:aminmax_cpu atan2:atan2_cpu copysign:copysign_cpu
cummax:cummax_cpu cummin:cummin_cpu digamma:digamma erf:erf_vml_cpu erfc:erfc_vml_cpu
erfinv:erfinv_vml_cpu floor_divide:div_floor_cpu floor_divide.constant:div_floor_cpu
floor_divide.number:div_floor_cpu floor_divide.untracked:div_floor_cpu floor_divide_:div_floor_cpu
floor_divide_.number:div_floor_cpu ge:ge_cpu gt:gt_cpu i0:i0_vml_cpu le:le_cpu lgamma:lgamma_vml_cpu
logit:logit_cpu lt:lt_cpu max:max_all min:min_all mode:mode_cpu polygamma:trigamma
remainder.of_number:remainder_cpu unique2:unique xlogy:xlogy_cpu xlogy_number:xlogy_cpu
xlogy_scalar:xlogy_cpu
""",
    "bcu": "avg_pool2d:avg_pool2d avg_pool3d:avg_pool3d_out_frame",
    "efc": "bitwise_not:bitwise_not_cpu",
    "befc": """
bitwise_left_shift:lshift_cpu bitwise_right_shift:rshift_cpu gcd:gcd_cpu lcm:lcm_cpu
""",
    "iu": "col2im:col2im_out_cpu im2col:im2col_out_cpu",
    _UNORDERED: """
fmod:fmod_cpu fmod_tensor:fmod_cpu kthvalue:kthvalue_cpu max_pool2d:max_pool2d max_pool3d:max_pool3d
median:median_cpu median_dim:median_out nanmedian:median_cpu nanmedian_dim:median_out
remainder:remainder_cpu remainder_tensor:remainder_cpu round:round_vml_cpu threshold:threshold_cpu
""",
    _WHOLE: """
lerp:lerp_kernel_scalar lerp_tensor:lerp_kernel_tensor logaddexp:logaddexp_cpu
logcumsumexp:logcumsumexp_out_cpu normal_:normal_kernel_cpu silu:silu_cpu
uniform:check_uniform_bounds
""",
    "e": """
special_erfcx:erfcx_cpu special_log_ndtr:log_ndtr_cpu special_ndtri:ndtri_cpu special_zeta:zeta_cpu
""",
    "bic": """
upsample_nearest1d:compute_indices_weights_nearest
upsample_nearest2d:compute_indices_weights_nearest
upsample_nearest3d:compute_indices_weights_nearest
""",
}
KERNELS = {
    name: (kernel, kinds)
    for kinds, rows in _BY_KINDS.items()
    for name, kernel in [row.split(":") for row in rows.split()]
}

_ADDCDIV = (
    "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will "
    "perform a true division of tensor1 and tensor2. The historic addcdiv behavior can be "
    "implemented as (input + value * torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer "
    "inputs and as (input + value * tensor1 / tensor2) for float inputs. The future addcdiv "
    "behavior is just the latter implementation: (input + value * tensor1 / tensor2), for all "
    "dtypes."
)
TEXTS: dict[str, tuple[str, str]] = {  # operation: what it says instead, the kinds it refuses
    "addcdiv": (_ADDCDIV, _WHOLE),
    "argmax": ("argmax(): does not support bool input", _TRUTH),
    "argmin": ("argmin(): does not support bool input", _TRUTH),
    "hardtanh": ("Bool inputs not supported for hardtanh", _TRUTH),
    "topk": ("topk does not support bool dtypes on CPU", _TRUTH),
}

# What is said of complex numbers where that is no kernel's text.
_SIGN = "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use torch.sgn"
_CLAMPING = "clamp clamp_max clamp_min clamp_tensor hardtanh relu"
_NOT_REAL = (
    (NotImplementedError, "{name} is not supported for complex inputs", "ceil floor trunc"),
    (NotImplementedError, "clamp is not supported for complex types", _CLAMPING),
    (NotImplementedError, f"{_SIGN} instead.", "sign"),
    (NotImplementedError, "signbit is not implemented for complex tensors.", "signbit"),
    (RuntimeError, "{name} is not supported for complex tensors.", "deg2rad rad2deg"),
    (RuntimeError, "{name} does not support complex inputs.", "isneginf isposinf"),
    (RuntimeError, "{name} not implemented for complex tensors.", "fmax fmin maximum minimum"),
    (RuntimeError, "{name}(): does not support complex input", "argmax argmin max_dim min_dim"),
    (RuntimeError, "heaviside is not yet implemented for complex tensors.", "heaviside"),
    (RuntimeError, "nansum on CPU does not support complex inputs", "nansum"),
    (RuntimeError, " Sort does not support complex dtypes on CPU", "argsort sort sort_stable"),
    (RuntimeError, " topk does not support complex dtypes on CPU", "topk"),
)

_LERP_END = (1, "expected dtype {self.c_name} for `end` but got dtype {other.c_name}")
_SCATTERED = (
    2,
    (
        "masked_scatter: expected self and source to have same dtypes but got{self.word} and "
        "{other.word}"
    ),
)
ALIKE: dict[str, tuple[tuple[int, str], ...]] = {  # operation: places of operands of self's dtype
    "lerp": (_LERP_END,),
    "lerp_tensor": (_LERP_END,),
    "masked_scatter": (_SCATTERED,),
}


def guarded(name: str, forward: Callable[..., Any]) -> Callable[..., Any]:
    """The forward of an operation, with what PyTorch's kernel refuses refused."""
    alike = ALIKE.get(name, ())
    refused = list(_refusals(name))
    if not alike and not refused:
        return forward

    fine = not any("f" in kinds for kinds, _ in refused)  # float32 everywhere is the usual case

    def guard(self: Any, *args: Any) -> Any:
        first = self if hasattr(self, "dtype") or not args else args[0]  # a number may come first
        own = getattr(first, "dtype", None)
        if own is None or (own is FLOAT32 and fine and not alike):
            return forward(self, *args)
        kind = "e" if own is _HALF else own.kind
        for kinds, error in refused:
            if kind in kinds:
                raise error(of(first).word)
        for place, text in alike:
            other = args[place - 1]
            if getattr(other, "dtype", own) is not own:
                raise RuntimeError(text.format(self=of(self), other=of(other)))
        return forward(self, *args)

    return guard


def _refusals(name: str) -> Iterator[tuple[str, Callable[[str], Exception]]]:
    """The kinds that an operation refuses, and the error of a dtype called so."""
    if name in TEXTS:
        text, kinds = TEXTS[name]
        yield kinds, _saying(RuntimeError, text)
    if name in KERNELS:
        kernel, kinds = KERNELS[name]
        yield kinds, _saying(NotImplementedError, f"\"{kernel}\" not implemented for '{{word}}'")
    for error, text, names in _NOT_REAL:
        if name in names.split():
            yield _COMPLEX, _saying(error, text.replace("{name}", name.removesuffix("_dim")))


def _saying(error: type[Exception], text: str) -> Callable[[str], Exception]:
    return lambda word: error(text.format(word=word))
