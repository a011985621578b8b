"""The functions of torch's own namespace that are also methods of Tensor: a table of names.

`torch.exp(x)` and `x.exp()` are the same function; those that take their arguments otherwise as
a function (cat, where, permute with a tuple) are written out.
"""

from __future__ import annotations

from typing import Any

from gradwalk import creation
from gradwalk.creation import ranges, windows
from gradwalk.keywords import maker, spelled
from gradwalk.methods import elementwise
from gradwalk.nn import functional
from gradwalk.nn.functions.ctc import ctc_loss_by_number
from gradwalk.ops import (
    activation,
    arithmetic,
    bag,
    binary,
    broadcast,
    calculus,
    choice,
    compare,
    distance,
    einsum,
    join,
    linalg,
    lu,
    matrix,
    order,
    parts,
    pick,
    quantiles,
    sampling,
    spread,
    statistics,
    transcendental,
)
from gradwalk.ops import gather as picking
from gradwalk.ops import reduce as r
from gradwalk.ops import shape as s
from gradwalk.signature_table import FUNCTIONS
from gradwalk.tensor import Tensor

_METHODS = """
add sub subtract mul multiply div divide true_divide floor_divide remainder fmod pow neg negative
abs absolute reciprocal square sqrt rsqrt exp exp2 expm1 log log1p log2 log10 logaddexp xlogy
logit sin cos tan asin arcsin acos arccos atan arctan sinh cosh tanh asinh acosh atanh atan2
arctan2 sinc deg2rad rad2deg erf erfc erfinv lgamma digamma hypot sgn sign floor ceil trunc fix
round frac nan_to_num clamp clip clamp_min clamp_max maximum minimum fmax fmin addcmul addcdiv
masked_fill lerp sigmoid relu softmax log_softmax
eq ne not_equal lt less le less_equal gt greater ge greater_equal isnan isinf isfinite isclose
logical_not logical_and logical_or logical_xor equal allclose
sum mean nansum prod max min amax amin argmax argmin argsort median aminmax all any
count_nonzero var std norm logsumexp cumsum cumprod logcumsumexp cummax cummin sort topk kthvalue
dist numel nanmean unique bincount histc mode diff quantile cov corrcoef fliplr flipud
matmul mm mv bmm dot outer ger inner addmm addmv baddbmm cross kron det logdet inverse cholesky
matrix_power
transpose swapaxes swapdims t unsqueeze squeeze flatten unflatten movedim moveaxis narrow roll
rot90 tril triu diag diagonal diag_embed trace unbind chunk tensor_split
repeat_interleave clone detach ravel
gather scatter scatter_add index_select index_add index_fill index_copy masked_select
masked_scatter take take_along_dim nonzero select is_floating_point is_complex as_strided
is_inference is_same_size
aminmax copysign logaddexp2 ldexp float_power put scatter_reduce diagflat vdot hsplit vsplit dsplit
select_scatter slice_scatter diagonal_scatter slogdet addbmm addr positive mvlgamma msort argwhere
narrow_copy lu lu_solve cholesky_solve cholesky_inverse i0 i0_ igamma igammac pinverse svd qr
matrix_exp unique_consecutive is_nonzero isreal conj resolve_conj arccosh arcsinh arctanh
bitwise_left_shift bitwise_right_shift unsafe_split unsafe_chunk prelu signbit isposinf isneginf
index_put logit_ exp_ sin_ cos_ tan_ tanh_ sqrt_ rsqrt_ abs_ neg_ log_ log2_ log10_ log1p_ floor_
ceil_ round_ trunc_ square_ reciprocal_ clamp_ erf_ expm1_ exp2_ acos_ arccos_ arccosh_ arcsin_
arcsinh_ arctan_ arctanh_ clamp_max_ clamp_min_ clip_ deg2rad_ erfc_ ldexp_ nan_to_num_ negative_
rad2deg_ sinc_ index_put_ addmv_ asin_ atan_ sinh_ cosh_ acosh_ asinh_ atanh_ frac_ detach_ zero_
fill_ unfold_copy fix_ gcd_ lcm_ xlogy_ frexp nextafter index_reduce
nonzero_static split_with_sizes unsafe_split_with_sizes adjoint conj_physical get_device is_conj
is_neg is_signed resize_as_ resolve_neg
"""


def _sized(function: Any) -> Any:
    """A function of a tensor and of lengths or dimensions, which come as a list or a tuple."""

    def call(input: Any, size: Any = None, **named: Any) -> Any:
        lengths = size if size is not None else next(iter(named.values()))
        return function(input, tuple(lengths))

    return call


def _embedding(weight: Any, indices: Any, padding_idx: int = -1, *more: Any) -> Any:
    """torch.embedding takes the weights first."""
    return functional.embedding(indices, weight, None if padding_idx < 0 else padding_idx)


_NUMBER_FIRST = ("float_power", "remainder", "xlogy")  # these take a number and a tensor too

_OF_OPS = (
    (activation, "relu_ sigmoid_"),
    (arithmetic, "add"),
    (bag, "embedding_bag"),
    (binary, "gcd lcm"),
    (broadcast, "broadcast_shapes broadcast_tensors meshgrid"),
    (calculus, "cumulative_trapezoid gradient trapezoid"),
    (compare, "bitwise_and bitwise_not bitwise_or bitwise_xor heaviside"),
    (distance, "cdist"),
    (einsum, "einsum"),
    (parts, "split"),
    (picking, "unravel_index"),
    (join, "block_diag cartesian_prod cat column_stack dstack hstack stack vstack"),
    (linalg, "chain_matmul tensordot"),
    (lu, "lu_unpack"),
    (matrix, "vander"),
    (pick, "nanmedian"),
    (quantiles, "nanquantile"),
    (r, "nanmean"),
    (sampling, "bernoulli poisson"),
    (s, "atleast_1d atleast_2d atleast_3d"),
    (spread, "renorm std_mean var_mean"),
    (
        statistics,
        "bucketize combinations histogram isin multinomial searchsorted tril_indices triu_indices",
    ),
    (transcendental, "polygamma"),
)
_FUNCTIONS = {name: getattr(part, name) for part, names in _OF_OPS for name in names.split()} | {
    "div": elementwise.div,
    "rsub": elementwise.rsub,
    "broadcast_to": _sized(broadcast.expand),
    "concat": join.cat,
    "concatenate": join.cat,
    "embedding": _embedding,
    "flip": _sized(order.flip),
    "permute": _sized(s.permute),
    "pow": arithmetic.power,
    "real": lambda input: input.real,
    "reshape": _sized(s.reshape),
    "row_stack": join.vstack,
    "tile": _sized(broadcast.tile),
    "trapz": calculus.trapezoid,
    "where": choice.choose,
}
_MAKERS = """
arange empty empty_strided eye full linspace logspace normal ones rand randint randn randperm zeros
"""
_OF_NN = """
adaptive_avg_pool1d alpha_dropout avg_pool1d batch_norm bilinear celu celu_ channel_shuffle conv1d
conv2d conv3d conv_transpose1d conv_transpose2d conv_transpose3d cosine_embedding_loss
cosine_similarity dropout feature_alpha_dropout group_norm hardshrink
hinge_embedding_loss instance_norm layer_norm margin_ranking_loss max_pool1d max_pool2d max_pool3d
pairwise_distance pdist pixel_shuffle pixel_unshuffle rms_norm rrelu selu selu_ threshold threshold_
triplet_margin_loss
"""


def functions() -> dict[str, Any]:
    """Every function by its name in torch."""
    methods_ = {name: getattr(Tensor, name) for name in _METHODS.split() if hasattr(Tensor, name)}
    for name in FUNCTIONS.keys() & methods_.keys():  # whose arguments are looked at here
        methods_[name] = getattr(methods_[name], "__wrapped__", methods_[name])
    found = {
        name: spelled(name, function, tensor_first=name not in _NUMBER_FIRST)
        for name, function in methods_.items()
    }
    found |= {name: getattr(functional, name) for name in _OF_NN.split()}
    found["ctc_loss"] = ctc_loss_by_number
    makers = {name: getattr(creation, name) for name in _MAKERS.split()}
    makers["range"] = ranges.range_
    makers |= {name: getattr(windows, name) for name in vars(windows) if name.endswith("_window")}
    found |= {name: maker(name, function) for name, function in makers.items()}
    return found | {name: spelled(name, function) for name, function in _FUNCTIONS.items()}
