"""torch.nn.functional: what the modules compute, as functions of tensors."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

from gradwalk import absent, creation, dtypes, random
from gradwalk.array import xp
from gradwalk.mode import no_grad
from gradwalk.ops import (
    activation,
    arithmetic,
    choice,
    compare,
    conv,
    einsum,
    gather,
    linalg,
    loss,
    matrix,
    pick,
    reduce,
    transcendental,
)
from gradwalk.ops import normalize as ops_normalize
from gradwalk.ops.activation import (
    elu_,
    hardtanh_,
    leaky_relu_,
    relu_,
    selu_,
    silu_,
    threshold_,
)
from gradwalk.ops.matrix import cosine_similarity
from gradwalk.ops.shape import broadcast_tensors, expand, squeeze_dim, t, unsqueeze, view
from gradwalk.ops.spread import vector_norm
from gradwalk.tensorbase import is_tensor

Size = int | Sequence[int]
_REDUCTIONS = {"none": loss.NONE, "mean": loss.MEAN, "sum": loss.SUM}


def _reduction(name: str) -> int:
    if name not in _REDUCTIONS:
        raise ValueError(f"{name} is not a valid value for reduction")
    return _REDUCTIONS[name]


def _reduced(losses: Any, reduction: str) -> Any:
    how = _reduction(reduction)
    if how == loss.NONE:
        return losses
    return reduce.mean(losses) if how == loss.MEAN else reduce.sum(losses)


# --- linear --------------------------------------------------------------------------------------


def _require_tensor(value: Any, function: str) -> None:
    if not is_tensor(value):
        kind = type(value).__name__
        raise TypeError(f"{function}(): argument 'input' (position 1) must be Tensor, not {kind}")


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    """input @ weight.T + bias: AddmmBackward0 where there is a bias."""
    _require_tensor(input, "linear")
    if bias is None:
        return linalg.matmul(input, t(weight))
    if input.ndim == 2:
        return linalg.addmm(bias, input, t(weight))
    if not input.is_contiguous():
        return linalg.matmul(input, t(weight)).add_(bias)
    *lead, last = input.shape
    flat = view(input, (math.prod(lead), last))
    return view(linalg.addmm(bias, flat, t(weight)), (*lead, weight.shape[0]))


def bilinear(input1: Any, input2: Any, weight: Any, bias: Any = None) -> Any:
    result = einsum.einsum("...i,oij,...j->...o", input1, weight, input2)
    return result if bias is None else result + bias


def embedding(input: Any, weight: Any, padding_idx: int | None = None, **other: Any) -> Any:
    if padding_idx is None:
        padding_idx = -1
    elif padding_idx < 0:
        padding_idx += weight.shape[0]
    return gather.embedding(weight, input, padding_idx)


def one_hot(tensor: Any, num_classes: int = -1) -> Any:
    array = tensor._array
    if array.dtype.name != "int64":
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if array.size and array.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(array.max()) + 1
    elif array.size and array.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    classes = creation.arange(num_classes)
    return compare.eq(unsqueeze(tensor, -1), classes).to(dtypes.int64)


# --- activations that can be done in place --------------------------------------------------------


def relu(input: Any, inplace: bool = False) -> Any:
    _require_tensor(input, "relu")
    return relu_(input) if inplace else activation.relu(input)


def relu6(input: Any, inplace: bool = False) -> Any:
    return hardtanh_(input, 0.0, 6.0) if inplace else activation.relu6(input)


def leaky_relu(input: Any, negative_slope: float = 0.01, inplace: bool = False) -> Any:
    function = leaky_relu_ if inplace else activation.leaky_relu
    return function(input, negative_slope)


def elu(input: Any, alpha: float = 1.0, inplace: bool = False) -> Any:
    return elu_(input, alpha) if inplace else activation.elu(input, alpha)


def selu(input: Any, inplace: bool = False) -> Any:
    return selu_(input) if inplace else activation.selu(input)


def silu(input: Any, inplace: bool = False) -> Any:
    return silu_(input) if inplace else activation.silu(input)


def hardtanh(
    input: Any, min_val: float = -1.0, max_val: float = 1.0, inplace: bool = False
) -> Any:
    function = hardtanh_ if inplace else activation.hardtanh
    return function(input, min_val, max_val)


def threshold(input: Any, threshold: float, value: float, inplace: bool = False) -> Any:
    function = threshold_ if inplace else activation.threshold
    return function(input, threshold, value)


# --- softmax, dropout ----------------------------------------------------------------------------


def _implicit_dim(name: str, ndim: int) -> int:
    warnings.warn(
        f"Implicit dimension choice for {name} has been deprecated. Change the call to include "
        "dim=X as an argument.",
        UserWarning,
        stacklevel=3,
    )
    return 0 if ndim in (0, 1, 3) else 1


def softmax(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    if dim is None:
        dim = _implicit_dim("softmax", input.ndim)
    return activation.softmax(input, dim, dtype)


def log_softmax(
    input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None
) -> Any:
    if dim is None:
        dim = _implicit_dim("log_softmax", input.ndim)
    return activation.log_softmax(input, dim, dtype)


def softmin(input: Any, dim: int | None = None, _stacklevel: int = 3, dtype: Any = None) -> Any:
    if dim is None:
        dim = _implicit_dim("softmin", input.ndim)
    return activation.softmax(arithmetic.neg(input), dim, dtype)


def gumbel_softmax(logits: Any, tau: float = 1, hard: bool = False, dim: int = -1) -> Any:
    noise = -(-creation.rand_like(logits).log()).log()
    soft = softmax((logits + noise) / tau, dim)
    if not hard:
        return soft
    index = pick.max(soft, dim, keepdim=True)[1]
    sharp = creation.zeros_like(logits).scatter(dim, index, 1.0)
    return sharp - soft.detach() + soft


def _check_probability(p: float, name: str) -> None:
    if p < 0.0 or p > 1.0:
        raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")


def dropout(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    """Zeros with probability p, the rest times 1/(1-p); the input itself outside training."""
    _check_probability(p, "dropout")
    return _dropped(input, p, training, inplace, tuple(input.shape))


def _dropped(input: Any, p: float, training: bool, inplace: bool, shape: tuple[int, ...]) -> Any:
    if p == 0 or not training or input.numel() == 0:
        return input
    if p == 1:
        return input.zero_() if inplace else input * 0.0
    kept = random.bernoulli(1 - p, shape, input.dtype)
    noise = creation.made(kept / input._array.dtype.type(1 - p), "bernoulli")
    return input.mul_(noise) if inplace else arithmetic.mul(input, noise)


def _feature_dropout(input: Any, p: float, training: bool, inplace: bool) -> Any:
    _check_probability(p, "dropout")
    shape = tuple(input.shape[:2]) + (1,) * (input.ndim - 2)
    return _dropped(input, p, training, inplace, shape)


def dropout1d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def dropout2d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def dropout3d(input: Any, p: float = 0.5, training: bool = True, inplace: bool = False) -> Any:
    return _feature_dropout(input, p, training, inplace)


def normalize(input: Any, p: float = 2.0, dim: int = 1, eps: float = 1e-12) -> Any:
    length = vector_norm(input, float(p), (dim,), True)
    bounded = choice.clamp_number(length, eps)
    return input / expand(bounded, tuple(input.shape))


def pairwise_distance(
    x1: Any, x2: Any, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> Any:
    return vector_norm(x1 - x2 + eps, float(p), (-1,), keepdim)


def cdist(x1: Any, x2: Any, p: float = 2.0) -> Any:
    return matrix.cdist(x1, x2, p)


# --- losses --------------------------------------------------------------------------------------


def _same_size(input: Any, target: Any, what: str = "target") -> tuple[Any, Any]:
    """Broadcast the two, with PyTorch's warning where they differ."""
    if tuple(input.shape) == tuple(target.shape):
        return input, target
    warnings.warn(
        f"Using a {what} size ({target.shape}) that is different to the input size "
        f"({input.shape}). This will likely lead to incorrect results due to broadcasting. "
        "Please ensure they have the same size.",
        UserWarning,
        stacklevel=4,
    )
    one, other = broadcast_tensors(input, target)
    return one, other


def mse_loss(input: Any, target: Any, reduction: str = "mean", weight: Any = None) -> Any:
    input, target = _same_size(input, target)
    if weight is not None:
        return _reduced(weight * (input - target) ** 2, reduction)
    return loss.mse_loss(input, target, _reduction(reduction))


def l1_loss(input: Any, target: Any, reduction: str = "mean", weight: Any = None) -> Any:
    input, target = _same_size(input, target)
    losses = arithmetic.absolute(arithmetic.sub(input, target))
    return _reduced(losses if weight is None else losses * weight, reduction)


def smooth_l1_loss(
    input: Any, target: Any, reduction: str = "mean", beta: float = 1.0
) -> Any:
    input, target = _same_size(input, target)
    if beta == 0.0:
        return l1_loss(input, target, reduction)
    return loss.smooth_l1_loss(input, target, _reduction(reduction), beta)


def huber_loss(input: Any, target: Any, reduction: str = "mean", delta: float = 1.0) -> Any:
    input, target = _same_size(input, target)
    return loss.huber_loss(input, target, _reduction(reduction), delta)


def nll_loss(
    input: Any,
    target: Any,
    weight: Any = None,
    size_average: Any = None,
    ignore_index: int = -100,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    if input.ndim > 1 and input.shape[0] != target.shape[0]:
        raise ValueError(
            f"Expected input batch_size ({input.shape[0]}) to match target batch_size "
            f"({target.shape[0]})."
        )
    function = loss.nll_loss_2d if input.ndim > 2 else loss.nll_loss
    return function(input, target, weight, _reduction(reduction), ignore_index)


def cross_entropy(
    input: Any,
    target: Any,
    weight: Any = None,
    size_average: Any = None,
    ignore_index: int = -100,
    reduce: Any = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """log_softmax and nll_loss; with probabilities as targets, the sum weighted by them."""
    axis = 0 if input.ndim == 1 else 1
    logs = activation.log_softmax_(input, axis)
    if tuple(input.shape) == tuple(target.shape) and target.is_floating_point():
        return _soft_cross_entropy(logs, target, weight, reduction, label_smoothing, axis)
    plain = nll_loss(logs, target, weight, None, ignore_index, None, reduction)
    if not label_smoothing:
        return plain
    smooth = _smoothing(logs, target, weight, ignore_index, reduction, axis)
    classes = input.shape[axis]
    return (1 - label_smoothing) * plain + smooth * (label_smoothing / classes)


def _smoothing(
    logs: Any, target: Any, weight: Any, ignore_index: int, reduction: str, axis: int
) -> Any:
    """The loss against a uniform target, as label smoothing adds it."""
    shape = [1] * logs.ndim
    shape[axis] = -1
    weighted = logs if weight is None else logs * weight.view(*shape)
    each = arithmetic.neg(reduce.sum(weighted, axis))
    ignored = target == ignore_index
    each = each.masked_fill(ignored, 0.0)
    if reduction != "mean":
        return _reduced(each, reduction)
    if weight is None:
        return reduce.sum(each) / (target.numel() - ignored.sum())
    picked = weight[target.masked_fill(ignored, 0)].masked_fill(ignored, 0.0)
    return reduce.sum(each) / picked.sum()


def _soft_cross_entropy(
    logs: Any, target: Any, weight: Any, reduction: str, label_smoothing: float, axis: int
) -> Any:
    if label_smoothing:
        target = target * (1 - label_smoothing) + label_smoothing / logs.shape[axis]
    losses = logs * target
    if weight is not None:
        shape = [1] * logs.ndim
        shape[axis] = -1
        losses = losses * weight.view(*shape)
    how = _reduction(reduction)
    if how == loss.NONE:
        return arithmetic.neg(reduce.sum(losses, axis))
    total = arithmetic.neg(reduce.sum(losses))
    if how == loss.SUM:
        return total
    return arithmetic.div_scalar(total, logs.numel() / logs.shape[axis])


def _check_bce(input: Any, target: Any) -> None:
    if tuple(input.shape) != tuple(target.shape):
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({input.shape}) is deprecated. Please ensure they have the same size."
        )


def binary_cross_entropy(
    input: Any,
    target: Any,
    weight: Any = None,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    _check_bce(input, target)
    return loss.binary_cross_entropy(input, target, weight, _reduction(reduction))


def binary_cross_entropy_with_logits(
    input: Any,
    target: Any,
    weight: Any = None,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
    pos_weight: Any = None,
) -> Any:
    if tuple(input.shape) != tuple(target.shape):
        raise ValueError(
            f"Target size ({target.shape}) must be the same as input size ({input.shape})"
        )
    how = _reduction(reduction)
    return loss.binary_cross_entropy_with_logits(input, target, weight, pos_weight, how)


def kl_div(
    input: Any,
    target: Any,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> Any:
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
            "major release.",
            UserWarning,
            stacklevel=2,
        )
    if log_target:
        losses = transcendental.exp(target) * (target - input)
    else:
        losses = transcendental.xlogy(target, target) - target * input
    if reduction == "batchmean":
        total = _sum(losses)
        return total / input.shape[0] if input.ndim else total
    return _reduced(losses, reduction)


def _sum(value: Any) -> Any:
    return reduce.sum(value)


def poisson_nll_loss(
    input: Any,
    target: Any,
    log_input: bool = True,
    full: bool = False,
    size_average: Any = None,
    eps: float = 1e-8,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    if log_input:
        losses = transcendental.exp(input) - target * input
    else:
        losses = input - target * arithmetic.log(input + eps)
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        losses = losses + stirling.masked_fill(target <= 1, 0)
    return _reduced(losses, reduction)


def gaussian_nll_loss(
    input: Any,
    target: Any,
    var: Any,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Any:
    var = var.clone()
    with no_grad():
        var.clamp_(min=eps)
    losses = 0.5 * (var.log() + (input - target) ** 2 / var)
    if full:
        losses = losses + 0.5 * math.log(2 * math.pi)
    return _reduced(losses, reduction)


def margin_ranking_loss(
    input1: Any,
    input2: Any,
    target: Any,
    margin: float = 0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    losses = choice.clamp_number(-target * (input1 - input2) + margin, 0)
    return _reduced(losses, reduction)


def hinge_embedding_loss(
    input: Any,
    target: Any,
    margin: float = 1.0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    zeros = creation.zeros_like(input)
    far = choice.where(target != 1, choice.clamp_number(margin - input, 0), zeros)
    near = choice.where(target != -1, input, zeros)
    return _reduced(far + near, reduction)


def soft_margin_loss(
    input: Any, target: Any, size_average: Any = None, reduce: Any = None, reduction: str = "mean"
) -> Any:
    return _reduced(transcendental.log1p(transcendental.exp(-target * input)), reduction)


def cosine_embedding_loss(
    input1: Any,
    input2: Any,
    target: Any,
    margin: float = 0,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    cosine = cosine_similarity(input1, input2, dim=-1)
    zeros = creation.zeros_like(cosine)
    near = choice.where(target == 1, 1 - cosine, zeros)
    far = choice.where(target == -1, choice.clamp_number(cosine - margin, 0), zeros)
    return _reduced(near + far, reduction)


def triplet_margin_loss(
    anchor: Any,
    positive: Any,
    negative: Any,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: Any = None,
    reduce: Any = None,
    reduction: str = "mean",
) -> Any:
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = choice.minimum(far, pairwise_distance(positive, negative, p, eps))
    return _reduced(choice.clamp_number(margin + near - far, 0), reduction)


# --- convolution ---------------------------------------------------------------------------------


def _each(value: Size, k: int) -> tuple[int, ...]:
    return (value,) * k if isinstance(value, int) else tuple(value)


def _batched(input: Any, k: int, name: str) -> tuple[Any, bool]:
    """The input with a batch dimension, and whether it lacked one."""
    if input.ndim == k + 1:
        return unsqueeze(input, 0), True
    if input.ndim != k + 2:
        raise RuntimeError(
            f"Expected {k + 1}D (unbatched) or {k + 2}D (batched) input to {name}, but got input "
            f"of size: {list(input.shape)}"
        )
    return input, False


def _check_conv(input: Any, weight: Any, groups: int) -> None:
    if input.shape[1] != weight.shape[1] * groups:
        raise RuntimeError(
            f"Given groups={groups}, weight of size {list(weight.shape)}, expected "
            f"input{list(input.shape)} to have {weight.shape[1] * groups} channels, but got "
            f"{input.shape[1]} channels instead"
        )


def _check_kernel(input: Any, weight: Any, padding: Sequence[int], dilation: Sequence[int]) -> None:
    wide = [n + 2 * p for n, p in zip(input.shape[2:], padding, strict=True)]
    reach = [d * (n - 1) + 1 for n, d in zip(weight.shape[2:], dilation, strict=True)]
    if any(n < m for n, m in zip(wide, reach, strict=True)):
        size, kernel = (" x ".join(map(str, each)) for each in (wide, reach))
        raise RuntimeError(
            f"Calculated padded input size per channel: ({size}). Kernel size: ({kernel}). "
            "Kernel size can't be greater than actual input size"
        )


def _padding(padding: Any, kernel: Sequence[int], dilation: Sequence[int]) -> tuple[int, ...]:
    if padding == "valid":
        return (0,) * len(kernel)
    if padding == "same":
        return tuple(d * (n - 1) // 2 for n, d in zip(kernel, dilation, strict=True))
    return _each(padding, len(kernel))


def _conv(
    k: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Size,
    padding: Any,
    dilation: Size,
    groups: int,
) -> Any:
    batched, alone = _batched(input, k, f"conv{k}d")
    _check_conv(batched, weight, groups)
    spread = _each(dilation, k)
    around = _padding(padding, tuple(weight.shape[2:]), spread)
    _check_kernel(batched, weight, around, spread)
    result = conv.convolution(batched, weight, bias, _each(stride, k), around, spread, groups)
    return squeeze_dim(result, 0) if alone else result


def conv1d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Any = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Any:
    return _conv(1, input, weight, bias, stride, padding, dilation, groups)


def conv2d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Any = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Any:
    return _conv(2, input, weight, bias, stride, padding, dilation, groups)


def conv3d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Any = 0,
    dilation: Size = 1,
    groups: int = 1,
) -> Any:
    return _conv(3, input, weight, bias, stride, padding, dilation, groups)


def _conv_transpose(
    k: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Size,
    padding: Size,
    output_padding: Size,
    groups: int,
    dilation: Size,
) -> Any:
    batched, alone = _batched(input, k, f"conv_transpose{k}d")
    sizes = [_each(each, k) for each in (stride, padding, output_padding, dilation)]
    result = conv.convolution_transpose(batched, weight, bias, *sizes, groups)
    return squeeze_dim(result, 0) if alone else result


def conv_transpose1d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Size = 0,
    output_padding: Size = 0,
    groups: int = 1,
    dilation: Size = 1,
) -> Any:
    sizes = (stride, padding, output_padding, groups, dilation)
    return _conv_transpose(1, input, weight, bias, *sizes)


def conv_transpose2d(
    input: Any,
    weight: Any,
    bias: Any = None,
    stride: Size = 1,
    padding: Size = 0,
    output_padding: Size = 0,
    groups: int = 1,
    dilation: Size = 1,
) -> Any:
    sizes = (stride, padding, output_padding, groups, dilation)
    return _conv_transpose(2, input, weight, bias, *sizes)


# --- pooling -------------------------------------------------------------------------------------


def _strides(stride: Any, kernel: tuple[int, ...]) -> tuple[int, ...]:
    return kernel if stride is None or stride == [] else _each(stride, len(kernel))


def _max_pool(
    k: int,
    input: Any,
    kernel_size: Size,
    stride: Any,
    padding: Size,
    dilation: Size,
    ceil_mode: bool,
    return_indices: bool,
) -> Any:
    kernel = _each(kernel_size, k)
    sizes = (kernel, _strides(stride, kernel), _each(padding, k), _each(dilation, k))
    result = conv.max_pool(input, *sizes, ceil_mode)
    return result if return_indices else result[0]


def max_pool1d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    """As PyTorch computes it: max_pool2d of a single row."""
    kernel = (1, *_each(kernel_size, 1))
    step = (1, *_strides(stride, kernel[1:]))
    around, spread = (0, *_each(padding, 1)), (1, *_each(dilation, 1))
    found = conv.max_pool(unsqueeze(input, -2), kernel, step, around, spread, ceil_mode)
    values, indices = (squeeze_dim(each, -2) for each in found)
    return (values, indices) if return_indices else values


def max_pool2d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    options = (stride, padding, dilation, ceil_mode, return_indices)
    return _max_pool(2, input, kernel_size, *options)


def max_pool3d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    dilation: Size = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Any:
    options = (stride, padding, dilation, ceil_mode, return_indices)
    return _max_pool(3, input, kernel_size, *options)


def avg_pool1d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Any:
    """As PyTorch computes it: avg_pool2d of a single row."""
    kernel = (1, *_each(kernel_size, 1))
    step = (1, *_strides(stride, kernel[1:]))
    around = (0, *_each(padding, 1))
    row = unsqueeze(input, -2)
    result = conv.avg_pool(row, kernel, step, around, ceil_mode, count_include_pad, None)
    return squeeze_dim(result, -2)


def avg_pool2d(
    input: Any,
    kernel_size: Size,
    stride: Any = None,
    padding: Size = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Any:
    kernel = _each(kernel_size, 2)
    sizes = (kernel, _strides(stride, kernel), _each(padding, 2))
    return conv.avg_pool(input, *sizes, ceil_mode, count_include_pad, divisor_override)


def adaptive_avg_pool1d(input: Any, output_size: Size) -> Any:
    size = _each(output_size, 1)
    return squeeze_dim(conv.adaptive_avg_pool(unsqueeze(input, -2), (1, *size)), -2)


def adaptive_avg_pool2d(input: Any, output_size: Any) -> Any:
    sizes = _adaptive_sizes(input, output_size)
    if sizes == (1, 1):
        return reduce.mean(input, (-1, -2), True)
    return conv.adaptive_avg_pool(input, sizes)


def _adaptive_sizes(input: Any, output_size: Any) -> tuple[int, ...]:
    wanted = _each(output_size, 2)
    space = tuple(input.shape)[-2:]
    return tuple(n if m is None else m for n, m in zip(space, wanted, strict=True))


def adaptive_max_pool2d(input: Any, output_size: Any, return_indices: bool = False) -> Any:
    found = conv.adaptive_max_pool(input, _adaptive_sizes(input, output_size))
    return found if return_indices else found[0]


# --- padding and resizing ------------------------------------------------------------------------


def pad(input: Any, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Any:
    if len(pad) % 2:
        raise ValueError("Padding length must be divisible by 2")
    if len(pad) > 2 * len(input.shape):
        raise ValueError("Padding length should be less than or equal to two times the input "
                         f"dimension but got padding length {len(pad)} and input of dimension "
                         f"{len(input.shape)}")
    if mode == "constant":
        return conv.constant_pad_nd(input, tuple(pad), 0.0 if value is None else value)
    return _pad_by_index(input, pad, mode)


def _pad_by_index(input: Any, pad: Sequence[int], mode: str) -> Any:
    """Reflect, replicate and circular: each pads by picking elements along one dimension."""
    from gradwalk.ops.gather import index_select

    for i in range(len(pad) // 2):
        axis = input.ndim - 1 - i
        n = input.shape[axis]
        before, after = pad[2 * i], pad[2 * i + 1]
        places = range(-before, n + after)
        if mode == "replicate":
            picked = [min(max(p, 0), n - 1) for p in places]
        elif mode == "circular":
            picked = [p % n for p in places]
        elif mode == "reflect":
            picked = [(n - 1) - abs((n - 1) - abs(p)) for p in places]
        else:
            raise NotImplementedError(f"Unrecognised padding mode {mode}")
        input = index_select(input, axis, creation.tensor(picked))
    return input


def interpolate(
    input: Any,
    size: Any = None,
    scale_factor: Any = None,
    mode: str = "nearest",
    align_corners: bool | None = None,
) -> Any:
    """Nearest neighbours only."""
    from gradwalk.ops.gather import index_select

    if mode != "nearest":
        raise NotImplementedError(f"interpolate(mode={mode!r}) does not exist in gradwalk yet")
    k = input.ndim - 2
    for i in range(k):
        n = input.shape[2 + i]
        if size is not None:
            wanted = _each(size, k)[i]
        else:
            factor = scale_factor if isinstance(scale_factor, (int, float)) else scale_factor[i]
            wanted = int(n * factor)
        places = [min(j * n // wanted, n - 1) for j in range(wanted)]
        input = index_select(input, 2 + i, creation.tensor(places))
    return input


# --- normalisation -------------------------------------------------------------------------------


def layer_norm(
    input: Any,
    normalized_shape: Sequence[int],
    weight: Any = None,
    bias: Any = None,
    eps: float = 1e-5,
) -> Any:
    shape = tuple(normalized_shape)
    if tuple(input.shape[-len(shape) :]) != shape:
        raise RuntimeError(
            f"Given normalized_shape={list(shape)}, expected input with shape "
            f"[*, {', '.join(map(str, shape))}], but got input of size{list(input.shape)}"
        )
    return ops_normalize.native_layer_norm(input, weight, bias, len(shape), eps)



def rms_norm(
    input: Any, normalized_shape: Sequence[int], weight: Any = None, eps: float | None = None
) -> Any:
    axes = tuple(range(-len(normalized_shape), 0))
    if eps is None:
        eps = float(_eps(input))
    scale = arithmetic.rsqrt(reduce.mean(input * input, axes, True) + eps)
    return input * scale if weight is None else input * scale * weight


def _eps(input: Any) -> Any:
    """The distance from 1 to the next number of the input's dtype."""
    return xp.finfo(input._array.dtype).eps


def batch_norm(
    input: Any,
    running_mean: Any,
    running_var: Any,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    if not training:
        return ops_normalize.native_batch_norm(
            input, weight, bias, running_mean, running_var, eps
        )
    count = input.numel() // input.shape[1]
    if count == 1:
        raise ValueError(
            f"Expected more than 1 value per channel when training, got input size {input.shape}"
        )
    if running_mean is not None:
        _update_running(input, running_mean, running_var, momentum, count)
    return ops_normalize.native_batch_norm(input, weight, bias, None, None, eps)


def _update_running(input: Any, mean: Any, var: Any, momentum: float, count: int) -> None:
    """The moving averages; PyTorch's are written without a sign of it in the graph."""
    array = input._array
    axes = (0, *range(2, array.ndim))
    for kept, now in ((mean, array.mean(axes)), (var, array.var(axes, ddof=1))):
        with no_grad():
            kept.copy_(creation.made((1 - momentum) * kept._array + momentum * now, "statistics"))


def group_norm(
    input: Any, num_groups: int, weight: Any = None, bias: Any = None, eps: float = 1e-5
) -> Any:
    channels = input.shape[1]
    if channels % num_groups:
        raise RuntimeError(
            "Expected number of channels in input to be divisible by num_groups, but got input of "
            f"shape {list(input.shape)} and num_groups={num_groups}"
        )
    return ops_normalize.native_group_norm(input, weight, bias, num_groups, eps)


def instance_norm(
    input: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> Any:
    return ops_normalize.native_group_norm(input, weight, bias, input.shape[1], eps)


def local_response_norm(
    input: Any, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> Any:
    square = unsqueeze(input * input, 1)
    around = (0,) * (2 * (input.ndim - 2)) + (size // 2, (size - 1) // 2)
    padded = pad(square, around)
    channels = input.shape[1]
    total = padded.narrow(2, 0, channels)
    for i in range(1, size):
        total = total + padded.narrow(2, i, channels)
    scale = total.squeeze(1) * (alpha / size) + k
    return input / arithmetic.power(scale, beta)


def scaled_dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
) -> Any:
    """softmax(query @ key.T * scale + mask) @ value."""
    n, m = query.shape[-2], key.shape[-2]
    factor = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = linalg.matmul(query, key.transpose(-2, -1)) * factor
    if is_causal:
        attn_mask = creation.ones(n, m, dtype=dtypes.bool_).tril()
    if attn_mask is not None and attn_mask.dtype is dtypes.bool_:
        scores = scores.masked_fill(attn_mask.logical_not(), -math.inf)
    elif attn_mask is not None:
        scores = scores + attn_mask
    return linalg.matmul(dropout(softmax(scores, -1), dropout_p), value)



def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.functional", globals(), name)
