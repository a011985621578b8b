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
KERNELS: dict[str, tuple[str, str]] = {  # operation: the kernel's name, the kinds it refuses
    "abs": ("abs_cpu", _TRUTH),
    "addcmul": ("addcmul_cpu_out", _TRUTH),
    "addmm": ("addmm_impl_cpu_", _TRUTH),
    "avg_pool2d": ("avg_pool2d", "bcu"),
    "binary_cross_entropy": ("binary_cross_entropy", _UNREAL),
    "baddbmm": ("baddbmm", _TRUTH),
    "bincount": ("bincount_cpu", "efc"),
    "bmm": ("bmm", _TRUTH),
    "bitwise_left_shift": ("lshift_cpu", "befc"),
    "bitwise_not": ("bitwise_not_cpu", "efc"),
    "bitwise_right_shift": ("rshift_cpu", "befc"),
    "ceil": ("ceil_vml_cpu", _TRUTH),
    "celu": ("elu_cpu", _UNREAL),
    "col2im": ("col2im_out_cpu", "iu"),
    "convolution": ("slow_conv2d_cpu", _TRUTH),
    "elu": ("elu_cpu", _UNREAL),
    "floor": ("floor_vml_cpu", _TRUTH),
    "fmod": ("fmod_cpu", _UNORDERED),
    "fmod_tensor": ("fmod_cpu", _UNORDERED),
    "frac": ("frac_cpu", _UNREAL),
    "gelu": ("GeluKernelImpl", _UNREAL),
    "glu": ("glu_cpu", _UNREAL),
    "hardshrink": ("hardshrink_cpu", _UNREAL),
    "hardsigmoid": ("hardsigmoid_cpu", _UNREAL),
    "hardswish": ("hardswish_cpu", _UNREAL),
    "huber_loss": ("huber_cpu", _UNREAL),
    "hypot": ("hypot_cpu", _UNREAL),
    "igamma": ("igamma_cpu", _UNREAL),
    "igammac": ("igammac_cpu", _UNREAL),
    "im2col": ("im2col_out_cpu", "iu"),
    "kthvalue": ("kthvalue_cpu", _UNORDERED),
    "leaky_relu": ("leaky_relu_cpu", _UNREAL),
    "lerp": ("lerp_kernel_scalar", _WHOLE),
    "lerp_tensor": ("lerp_kernel_tensor", _WHOLE),
    "log_sigmoid": ("log_sigmoid_cpu", _UNREAL),
    "logaddexp": ("logaddexp_cpu", _WHOLE),
    "logcumsumexp": ("logcumsumexp_out_cpu", _WHOLE),
    "max_pool2d": ("max_pool2d", _UNORDERED),
    "median": ("median_cpu", _UNORDERED),
    "median_dim": ("median_out", _UNORDERED),
    "mish": ("mish_cpu", _UNREAL),
    "mm": ("addmm_impl_cpu_", _TRUTH),
    "mse_loss": ("mse_cpu", _UNREAL),
    "native_group_norm": ("GroupNormKernelImpl", _UNREAL),
    "native_layer_norm": ("LayerNormKernelImpl", _UNREAL),
    "nextafter": ("nextafter_cpu", _UNREAL),
    "nll_loss": ("nll_loss_out_frame", _UNREAL),
    "normal_": ("normal_kernel_cpu", _WHOLE),
    "pow_tensor": ("pow", _TRUTH),
    "remainder": ("remainder_cpu", _UNORDERED),
    "remainder_tensor": ("remainder_cpu", _UNORDERED),
    "prelu_kernel": ("prelu_cpu", _UNREAL),
    "round": ("round_vml_cpu", _UNORDERED),
    "round_decimals": ("round_cpu", _UNREAL),
    "rrelu_with_noise": ("leaky_relu_cpu", _UNREAL),
    "silu": ("silu_cpu", _WHOLE),
    "smooth_l1_loss": ("smooth_l1_cpu", _UNREAL),
    "softplus": ("softplus_cpu", _UNREAL),
    "softshrink": ("softshrink_check", _UNREAL),
    "special_erfcx": ("erfcx_cpu", "e"),
    "special_log_ndtr": ("log_ndtr_cpu", "e"),
    "special_ndtri": ("ndtri_cpu", "e"),
    "special_zeta": ("zeta_cpu", "e"),
    "threshold": ("threshold_cpu", _UNORDERED),
    "trace": ("trace", _TRUTH),
    "trunc": ("trunc_vml_cpu", _TRUTH),
    "uniform": ("check_uniform_bounds", _WHOLE),
}

# Kernels that refuse complex numbers, and some what cannot be ordered.
KERNELS |= {
    "adaptive_max_pool2d": ("adaptive_max_pool2d", _UNREAL),
    "amax": ("max_values_cpu", _COMPLEX),
    "amin": ("min_values_cpu", _COMPLEX),
    "aminmax": ("aminmax_cpu", _COMPLEX),
    "atan2": ("atan2_cpu", _COMPLEX),
    "copysign": ("copysign_cpu", _COMPLEX),
    "cummax": ("cummax_cpu", _COMPLEX),
    "cummin": ("cummin_cpu", _COMPLEX),
    "digamma": ("digamma", _COMPLEX),
    "erf": ("erf_vml_cpu", _COMPLEX),
    "erfc": ("erfc_vml_cpu", _COMPLEX),
    "erfinv": ("erfinv_vml_cpu", _COMPLEX),
    "floor_divide": ("div_floor_cpu", _COMPLEX),
    "floor_divide.constant": ("div_floor_cpu", _COMPLEX),
    "floor_divide.number": ("div_floor_cpu", _COMPLEX),
    "floor_divide.untracked": ("div_floor_cpu", _COMPLEX),
    "floor_divide_": ("div_floor_cpu", _COMPLEX),
    "floor_divide_.number": ("div_floor_cpu", _COMPLEX),
    "gcd": ("gcd_cpu", "befc"),
    "ge": ("ge_cpu", _COMPLEX),
    "gt": ("gt_cpu", _COMPLEX),
    "i0": ("i0_vml_cpu", _COMPLEX),
    "lcm": ("lcm_cpu", "befc"),
    "le": ("le_cpu", _COMPLEX),
    "lgamma": ("lgamma_vml_cpu", _COMPLEX),
    "logaddexp2": ("logaddexp2_cpu", _UNREAL),
    "logit": ("logit_cpu", _COMPLEX),
    "lt": ("lt_cpu", _COMPLEX),
    "max": ("max_all", _COMPLEX),
    "min": ("min_all", _COMPLEX),
    "mode": ("mode_cpu", _COMPLEX),
    "nanmedian": ("median_cpu", _UNORDERED),
    "nanmedian_dim": ("median_out", _UNORDERED),
    "polygamma": ("trigamma", _COMPLEX),
    "remainder.of_number": ("remainder_cpu", _COMPLEX),
    "unique2": ("unique", _COMPLEX),
    "upsample_nearest1d": ("compute_indices_weights_nearest", "bic"),
    "upsample_nearest2d": ("compute_indices_weights_nearest", "bic"),
    "upsample_nearest3d": ("compute_indices_weights_nearest", "bic"),
    "upsample_linear1d": ("compute_indices_weights_linear", _UNREAL),
    "upsample_bilinear2d": ("compute_indices_weights_linear", _UNREAL),
    "upsample_trilinear3d": ("compute_indices_weights_linear", _UNREAL),
    "xlogy": ("xlogy_cpu", _COMPLEX),
    "xlogy_number": ("xlogy_cpu", _COMPLEX),
    "xlogy_scalar": ("xlogy_cpu", _COMPLEX),
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
_NOT_REAL: dict[type[Exception], dict[str, str]] = {
    NotImplementedError: {
        "{name} is not supported for complex inputs": "ceil floor trunc",
        "clamp is not supported for complex types": (
            "clamp clamp_max clamp_min clamp_tensor hardtanh relu"
        ),
        "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use "
        "torch.sgn instead.": "sign",
        "signbit is not implemented for complex tensors.": "signbit",
    },
    RuntimeError: {
        "{name} is not supported for complex tensors.": "deg2rad rad2deg",
        "{name} does not support complex inputs.": "isneginf isposinf",
        "{name} not implemented for complex tensors.": "fmax fmin maximum minimum",
        "{name}(): does not support complex input": "argmax argmin max_dim min_dim",
        "heaviside is not yet implemented for complex tensors.": "heaviside",
        "nansum on CPU does not support complex inputs": "nansum",
        " Sort does not support complex dtypes on CPU": "argsort sort sort_stable",
        " topk does not support complex dtypes on CPU": "topk",
    },
}

_LERP_END = (1, "expected dtype {self.c_name} for `end` but got dtype {other.c_name}")
_LERP_WEIGHT = (2, "expected dtype {self.c_name} for `weight` but got dtype {other.c_name}")
_SCATTERED = (
    2,
    (
        "masked_scatter: expected self and source to have same dtypes but got{self.word} and "
        "{other.word}"
    ),
)
ALIKE: dict[str, tuple[tuple[int, str], ...]] = {  # operation: places of operands of self's dtype
    "lerp": (_LERP_END,),
    "lerp_tensor": (_LERP_END, _LERP_WEIGHT),
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
        own = getattr(self, "dtype", None)
        if own is None and args:  # a number before a tensor
            own = getattr(args[0], "dtype", None)
        if own is None or (own is FLOAT32 and fine and not alike):
            return forward(self, *args)
        kind = "e" if own is _HALF else own.kind
        for kinds, error in refused:
            if kind in kinds:
                raise error(of(self if hasattr(self, "dtype") else args[0]).word)
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
    for error, texts in _NOT_REAL.items():
        for text, names in texts.items():
            if name in names.split():
                short = name.removesuffix("_dim")
                yield _COMPLEX, _saying(error, text.replace("{name}", short))


def _saying(error: type[Exception], text: str) -> Callable[[str], Exception]:
    return lambda word: error(text.format(word=word))
