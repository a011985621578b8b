"""The dtypes that PyTorch's kernels refuse, in its words: a table, and what looks into it.

NumPy computes with truth values and integers where PyTorch has no kernel for them, and mixes
dtypes where PyTorch wants one. The table is asked when an entry of the ops' table is made; a call
pays for it only where the operation refuses something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk.array import FLOAT32, xp
from gradwalk.dtypes import of

_TRUTH, _WHOLE = "b", "biu"  # the array module's letters of kinds, and e for float16

_HALF: Any = xp.dtype("float16")
KERNELS: dict[str, tuple[str, str]] = {  # operation: the kernel's name, the kinds it refuses
    "abs": ("abs_cpu", _TRUTH),
    "addcmul": ("addcmul_cpu_out", _TRUTH),
    "addmm": ("addmm_impl_cpu_", _TRUTH),
    "avg_pool2d": ("avg_pool2d", _TRUTH),
    "binary_cross_entropy": ("binary_cross_entropy", _WHOLE),
    "bincount": ("bincount_cpu", "efc"),
    "bitwise_left_shift": ("lshift_cpu", "befc"),
    "bitwise_not": ("bitwise_not_cpu", "efc"),
    "bitwise_right_shift": ("rshift_cpu", "befc"),
    "ceil": ("ceil_vml_cpu", _TRUTH),
    "celu": ("elu_cpu", _WHOLE),
    "convolution": ("slow_conv2d_cpu", _TRUTH),
    "dot": ("dot", _TRUTH),
    "elu": ("elu_cpu", _WHOLE),
    "floor": ("floor_vml_cpu", _TRUTH),
    "fmod": ("fmod_cpu", _TRUTH),
    "fmod_tensor": ("fmod_cpu", _TRUTH),
    "frac": ("frac_cpu", _WHOLE),
    "gelu": ("GeluKernelImpl", _WHOLE),
    "glu": ("glu_cpu", _WHOLE),
    "hardshrink": ("hardshrink_cpu", _WHOLE),
    "hardsigmoid": ("hardsigmoid_cpu", _WHOLE),
    "hardswish": ("hardswish_cpu", _WHOLE),
    "huber_loss": ("huber_cpu", _WHOLE),
    "hypot": ("hypot_cpu", _WHOLE),
    "igamma": ("igamma_cpu", _WHOLE),
    "igammac": ("igammac_cpu", _WHOLE),
    "kthvalue": ("kthvalue_cpu", _TRUTH),
    "leaky_relu": ("leaky_relu_cpu", _WHOLE),
    "lerp": ("lerp_kernel_scalar", _WHOLE),
    "lerp_tensor": ("lerp_kernel_tensor", _WHOLE),
    "log_sigmoid": ("log_sigmoid_cpu", _WHOLE),
    "logaddexp": ("logaddexp_cpu", _WHOLE),
    "logcumsumexp": ("logcumsumexp_out_cpu", _WHOLE),
    "max_pool2d": ("max_pool2d", _TRUTH),
    "median": ("median_cpu", _TRUTH),
    "median_dim": ("median_out_impl", _TRUTH),
    "mish": ("mish_cpu", _WHOLE),
    "mse_loss": ("mse_cpu", _WHOLE),
    "native_group_norm": ("GroupNormKernelImpl", _WHOLE),
    "native_layer_norm": ("LayerNormKernelImpl", _WHOLE),
    "nextafter": ("nextafter_cpu", "biue"),
    "nll_loss": ("nll_loss_out_frame", _WHOLE),
    "normal_": ("normal_kernel_cpu", _WHOLE),
    "pow_tensor": ("pow", _TRUTH),
    "remainder": ("remainder_cpu", _TRUTH),
    "remainder_tensor": ("remainder_cpu", _TRUTH),
    "prelu_kernel": ("prelu_cpu", _WHOLE),
    "round": ("round_vml_cpu", _TRUTH),
    "round_decimals": ("round_cpu", _WHOLE),
    "rrelu_with_noise": ("leaky_relu_cpu", _WHOLE),
    "silu": ("silu_cpu", _WHOLE),
    "smooth_l1_loss": ("smooth_l1_cpu", _WHOLE),
    "softplus": ("softplus_cpu", _WHOLE),
    "softshrink": ("softshrink_check", _WHOLE),
    "special_erfcx": ("erfcx_cpu", "e"),
    "special_log_ndtr": ("log_ndtr_cpu", "e"),
    "special_ndtri": ("ndtri_cpu", "e"),
    "special_zeta": ("zeta_cpu", "e"),
    "threshold": ("threshold_cpu", _TRUTH),
    "trace": ("trace", _TRUTH),
    "trunc": ("trunc_vml_cpu", _TRUTH),
    "uniform": ("check_uniform_bounds", _WHOLE),
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
    refused, kinds = _refusal(name)
    if not alike and not kinds:
        return forward

    fine = "f" not in kinds  # float32 everywhere is the usual case

    def guard(self: Any, *args: Any) -> Any:
        own = getattr(self, "dtype", None)  # a number has none
        if own is None or (own is FLOAT32 and fine and not alike):
            return forward(self, *args)
        kind = "e" if own is _HALF else own.kind
        if kinds and kind in kinds:
            raise refused(self)
        for place, text in alike:
            other = args[place - 1]
            if getattr(other, "dtype", own) is not own:
                raise RuntimeError(text.format(self=of(self), other=of(other)))
        return forward(self, *args)

    return guard


def _refusal(name: str) -> tuple[Callable[[Any], Exception], str]:
    if name in TEXTS:
        text, kinds = TEXTS[name]
        return lambda array: RuntimeError(text), kinds
    kernel, kinds = KERNELS.get(name, ("", ""))
    return lambda array: NotImplementedError(
        f"\"{kernel}\" not implemented for '{of(array).word}'"
    ), kinds
