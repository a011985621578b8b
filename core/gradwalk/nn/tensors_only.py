"""What the functions of torch.nn.functional say to an input that is no tensor.

Theirs is said by whatever PyTorch's function does first: its parser, or Python, where that is asked
for a method or an attribute of the input. (`relu`, `linear` and the losses look for themselves.)
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from gradwalk.keywords import not_a_tensor
from gradwalk.signature_table import FUNCTIONS, read
from gradwalk.signatures import refusal, type_name
from gradwalk.tensorbase import TensorBase

# What is looked up on the input first, and in which functions.
_LOOKED_UP = {
    "dim": "dropout1d dropout2d dropout3d group_norm glu interpolate upsample",
    "size": "adaptive_avg_pool2d adaptive_avg_pool3d adaptive_max_pool2d adaptive_max_pool3d",
    "softmax": "softmax softmin",
    "log_softmax": "log_softmax",
    "norm": "normalize",
    "tanh": "tanh tanhshrink",
    "sigmoid": "sigmoid",
}
_ATTRIBUTES = {name: what for what, names in _LOOKED_UP.items() for name in names.split()}
_PARSED = """
adaptive_avg_pool1d adaptive_max_pool1d alpha_dropout avg_pool1d avg_pool2d avg_pool3d bilinear celu
conv1d conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d cosine_similarity dropout
elu embedding feature_alpha_dropout gelu hardshrink hardsigmoid hardswish hardtanh kl_div layer_norm
leaky_relu linear logsigmoid max_pool1d max_pool2d max_pool3d mish nll_loss one_hot pad
pairwise_distance pdist pixel_shuffle pixel_unshuffle prelu relu6 rrelu
scaled_dot_product_attention selu silu softplus softshrink threshold unfold
"""
# Functions whose arguments the parser looks at before anything else, and signatures of some.
_PARSED_FIRST = """
avg_pool1d bilinear channel_shuffle conv1d conv2d conv3d conv_transpose1d conv_transpose2d
conv_transpose3d cosine_similarity hardshrink pairwise_distance pdist pixel_shuffle pixel_unshuffle
prelu
"""
_BUILTIN = """
gelu(Tensor input, *, c10::string_view approximate="none")
log_sigmoid(Tensor input)
linear(Tensor input, Tensor weight, Tensor? bias=None)
one_hot(Tensor input, int64_t num_classes=-1)
scaled_dot_product_attention(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, double
    dropout_p=0.0, bool is_causal=False, *, double? scale=None, bool enable_gqa=False)
softplus(Tensor input, Scalar beta=1, Scalar threshold=20)
softshrink(Tensor input, Scalar lambd=0.5)
"""
# Where the parser has another name for the function, or the parameter.
_NAMES = {"logsigmoid": "log_sigmoid", "nll_loss": "nll_loss_nd", "unfold": "im2col"}
_PARAMETERS = {"bilinear": ("input1", 1), "cosine_similarity": ("x1", 1)}
_PARAMETERS |= {"pairwise_distance": ("x1", 1), "embedding": ("indices", 2)}
NAMES = (*_ATTRIBUTES, *_PARSED.split())
_SIGNATURES = read(_BUILTIN) | {name: FUNCTIONS[name] for name in _PARSED_FIRST.split()}


def tensors_only(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The function, refusing what is no tensor, or fits no signature, as PyTorch's does."""
    signatures = _SIGNATURES.get(_NAMES.get(name, name), ())
    first = function.entry.parameters[0] if hasattr(function, "entry") else ""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if first == "self" and "input" in kwargs:
            args = (kwargs.pop("input"), *args)
        if args and not isinstance(args[0], TensorBase) and _binds(function, args, kwargs):
            raise _refusal(name, args, kwargs)
        try:
            return function(*args, **kwargs)
        except Exception as error:
            found = refusal(signatures, args, kwargs)
            if found is None and str(error).endswith("positional argument: 'self'"):
                found = TypeError(str(error).replace("'self'", "'input'"))
            if found is None:
                raise
            raise found from None

    return call


def _binds(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether the arguments are neither too few nor too many, which Python says first."""
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError:
        return False
    return True


def _refusal(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Exception:
    attribute = _ATTRIBUTES.get(name)
    if attribute in ("softmax", "log_softmax") and len(args) < 2 and kwargs.get("dim") is None:
        attribute = "dim"  # which one is to be found out
    if attribute is not None and not hasattr(args[0], attribute):
        return AttributeError(f"'{type_name(args[0])}' object has no attribute '{attribute}'")
    if name in ("conv1d", "conv2d", "conv3d"):  # they have several signatures
        return refusal(FUNCTIONS[name], args, kwargs) or not_a_tensor(name, args[0])
    parameter, position = _PARAMETERS.get(name, ("input", 1))
    return not_a_tensor(_NAMES.get(name, name), args[0], parameter, position)
