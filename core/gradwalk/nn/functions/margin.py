"""torch.nn.functional: losses with a margin, embedding bags, and activations with noise."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from gradwalk import creation, random
from gradwalk.nn.functions.loss import _reduced, _reduction
from gradwalk.ops import margin as ops
from gradwalk.ops.activation import log_sigmoid
from gradwalk.ops.arithmetic import mul
from gradwalk.ops.gather import embedding
from gradwalk.ops.join import stack

_ALPHA = 1.6732632423543772 * 1.0507009873554805  # of selu, where dropped elements go


def _old_reduction(size_average: Any, reduce: Any, reduction: str) -> int:
    if size_average is not None or reduce is not None:
        if reduce is False:
            return _reduction("none")
        return _reduction("mean" if size_average is not False else "sum")
    return _reduction(reduction)


def soft_margin_loss(
    input: Any, target: Any, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    """log(1 + exp(-target * input))."""
    how = _old_reduction(size_average, reduce, reduction)
    return ops.soft_margin_loss(input, target, how)


def multi_margin_loss(
    input: Any,
    target: Any,
    p: int = 1,
    margin: float = 1.0,
    weight: Any = None,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    """How far each wrong class comes near the right one."""
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.ndim != 1:
        raise ValueError("weight must be one-dimensional")
    how = _old_reduction(size_average, reduce, reduction)
    return ops.multi_margin_loss(input, target, p, margin, weight, how)


def multilabel_margin_loss(
    input: Any, target: Any, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    """Each wrong class against each right one; targets end at the first -1."""
    how = _old_reduction(size_average, reduce, reduction)
    return ops.multilabel_margin_loss(input, target, how)


def multilabel_soft_margin_loss(
    input: Any,
    target: Any,
    weight: Any = None,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    """Binary cross entropy of each class, averaged over classes."""
    loss = -(target * log_sigmoid(input) + (1 - target) * log_sigmoid(-input))
    if weight is not None:
        loss = loss * weight
    return _reduced(loss.sum(loss.dim() - 1) / input.size(input.dim() - 1), reduction)


def embedding_bag(
    input: Any,
    weight: Any,
    offsets: Any = None,
    max_norm: Any = None,
    norm_type: float = 2,
    scale_grad_by_freq: bool = False,
    mode: str = "mean",
    sparse: bool = False,
    per_sample_weights: Any = None,
    include_last_offset: bool = False,
    padding_idx: int | None = None,
) -> Any:
    """The sum, mean or maximum of the embeddings of each bag."""
    if mode not in ("sum", "mean", "max"):
        raise ValueError("mode has to be one of sum, mean or max")
    starts = _bag_starts(input, offsets, include_last_offset)
    rows = embedding(weight, input.reshape(-1))
    if per_sample_weights is not None:
        rows = rows * per_sample_weights.reshape(-1, 1)
    places = input.reshape(-1).tolist()
    bags = []
    for start, end in pairwise(starts):
        kept = [i for i in range(start, end) if places[i] != padding_idx]
        bags.append(_bag(rows, kept, mode, weight))
    return stack(tuple(bags))


def _bag_starts(input: Any, offsets: Any, include_last: bool) -> list[int]:
    """Where each bag begins, and where the last one ends."""
    if input.ndim == 2:
        if offsets is not None:
            raise ValueError(
                "if input is 2D, then offsets has to be None, as input is treated is a mini-batch "
                "of fixed length sequences. However, found offsets of type <class 'torch.Tensor'>"
            )
        return [i * input.shape[1] for i in range(input.shape[0] + 1)]
    if input.ndim != 1:
        raise ValueError(
            f"input has to be 1D or 2D Tensor, but got Tensor of dimension {input.ndim}"
        )
    if offsets is None:
        raise ValueError("offsets has to be a 1D Tensor but got None")
    starts: list[int] = offsets.tolist()
    return starts if include_last else [*starts, input.numel()]


def _bag(rows: Any, kept: list[int], mode: str, weight: Any) -> Any:
    if not kept:
        return creation.zeros(weight.shape[1], dtype=weight.dtype)
    part = rows[kept]
    if mode == "max":
        return part.max(0).values
    return part.sum(0) if mode == "sum" else part.mean(0)


# --- with noise ----------------------------------------------------------------------------------


def rrelu(
    input: Any,
    lower: float = 1.0 / 8,
    upper: float = 1.0 / 3,
    training: bool = False,
    inplace: bool = False,
) -> Any:
    """leaky_relu with the mean slope, or in training a random one for each element."""
    from gradwalk.ops.activation import leaky_relu

    if not training:
        made = leaky_relu(input, (lower + upper) / 2)
    else:
        noise = creation.rand_like(input) * (upper - lower) + lower
        made = mul(input, noise.masked_fill(input > 0, 1.0))
    return input.copy_(made) if inplace else made


def _alpha_dropped(input: Any, p: float, training: bool, shape: tuple[int, ...]) -> Any:
    """Dropped elements go to selu's lower end; scale and shift keep mean and variance."""
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return input * 0.0
    scale = 1.0 / math.sqrt((_ALPHA * _ALPHA * p + 1) * (1 - p))
    kept = creation.made(random.bernoulli(1 - p, shape, input.dtype), "bernoulli")
    shift = (kept - 1) * (_ALPHA * scale) + _ALPHA * scale * p
    return input * (kept * scale) + shift


def alpha_dropout(input: Any, p: float = 0.5, training: bool = False, inplace: bool = False) -> Any:
    """Dropout that keeps the mean and variance of selu's outputs."""
    made = _alpha_dropped(input, p, training, tuple(input.shape))
    return input.copy_(made) if inplace else made


def feature_alpha_dropout(
    input: Any, p: float = 0.5, training: bool = False, inplace: bool = False
) -> Any:
    """alpha_dropout of whole channels."""
    shape = tuple(input.shape[:2]) + (1,) * (input.ndim - 2)
    made = _alpha_dropped(input, p, training, shape)
    return input.copy_(made) if inplace else made


def lp_pool1d(
    input: Any, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False
) -> Any:
    """The p-norm of each window."""
    from gradwalk.nn.functions.pooling import avg_pool1d

    size = kernel_size if isinstance(kernel_size, int) else kernel_size[0]
    mean = avg_pool1d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (mean.sign() * mean.abs().relu()).mul(size).pow(1.0 / norm_type)


def lp_pool2d(
    input: Any, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False
) -> Any:
    """The p-norm of each window."""
    from gradwalk.nn.functions.pooling import avg_pool2d

    h, w = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    mean = avg_pool2d(input.pow(norm_type), kernel_size, stride, 0, ceil_mode)
    return (mean.sign() * mean.abs().relu()).mul(h * w).pow(1.0 / norm_type)


def max_unpool2d(
    input: Any,
    indices: Any,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    output_size: Any = None,
) -> Any:
    """The maxima back at their places, zeros elsewhere."""
    kernel, around = ((x, x) if isinstance(x, int) else tuple(x) for x in (kernel_size, padding))
    step = kernel if stride is None else (stride, stride) if isinstance(stride, int) else stride
    if output_size is None:
        triples = zip(input.shape[-2:], step, kernel, around, strict=True)
        size = [(n - 1) * s + k - 2 * p for n, s, k, p in triples]
    else:
        size = list(output_size[-2:])
    lead = tuple(input.shape[:-2])
    flat = creation.zeros(*lead, size[0] * size[1], dtype=input.dtype)
    places = indices.reshape(*lead, -1)
    return flat.scatter(-1, places, input.reshape(*lead, -1)).reshape(*lead, *size)


def pdist(input: Any, p: float = 2.0) -> Any:
    """The distance of every two rows."""
    from gradwalk.ops.spread import vector_norm

    n = input.shape[0]
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)]
    left, right = ([pair[k] for pair in pairs] for k in (0, 1))
    return vector_norm(input[left] - input[right], float(p), (-1,))


def triplet_margin_with_distance_loss(
    anchor: Any,
    positive: Any,
    negative: Any,
    *,
    distance_function: Any = None,
    margin: float = 1.0,
    swap: bool = False,
    reduction: str = "mean",
) -> Any:
    """The positive is to be nearer than the negative by the margin, by a distance of one's own."""
    from gradwalk.nn.functions.activation import pairwise_distance
    from gradwalk.ops.choice import clamp_min, minimum

    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    measure = distance_function or pairwise_distance
    near, far = measure(anchor, positive), measure(anchor, negative)
    if swap:
        far = minimum(far, measure(positive, negative))
    return _reduced(clamp_min(margin + near - far, 0), reduction)
