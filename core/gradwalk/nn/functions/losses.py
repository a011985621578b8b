"""torch.nn.functional: losses, reduced as asked."""

from __future__ import annotations

import functools
import math
import warnings
from collections.abc import Callable
from typing import Any

from gradwalk import dtypes, errors
from gradwalk.mode import no_grad
from gradwalk.ops import activation, arithmetic, dims, loss, reduce, transcendental
from gradwalk.ops.broadcast import broadcast_shapes, broadcast_tensors
from gradwalk.ops.compare import ones_like
from gradwalk.signatures import guarded
from gradwalk.size import common_shape
from gradwalk.views import refuse_gradient

_NLL = (
    "nll_loss_nd(Tensor input, Tensor target, Tensor? weight=None, int64_t reduction=1, "
    "SymInt ignore_index=-100)"
)
_CROSS_ENTROPY = _NLL.replace("nll_loss_nd", "cross_entropy_loss")[:-1] + (
    ", double label_smoothing=0.0)"
)
_BCE = (
    "binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight=None, "
    "Tensor? pos_weight=None, int64_t reduction=1)"
)
_POISSON = (
    "poisson_nll_loss(Tensor input, Tensor target, bool log_input, bool full, double eps, "
    "int64_t reduction)"
)
# Refuse arguments that do not fit what PyTorch's functions call in the end.
_parse_bce = guarded(lambda *_: None, [_BCE], 0)
_parse_poisson = guarded(lambda *_: None, [_POISSON], 0)
_parse_nll = guarded(lambda *_: None, [_NLL], 0)
_parse_cross_entropy = guarded(lambda *_: None, [_CROSS_ENTROPY], 0)
_REDUCTIONS = {"none": loss.NONE, "mean": loss.MEAN, "sum": loss.SUM}


def reduction_of(name: str) -> int:
    if name not in _REDUCTIONS:
        raise ValueError(f"{name} is not a valid value for reduction")
    return _REDUCTIONS[name]


def with_old_words(place: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A loss that also takes what `reduction` replaced.

    `size_average` stands at this place among the arguments, `reduce` right before `reduction`.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        code = function.__code__
        names = set(code.co_varnames)
        last, most = code.co_varnames.index("reduction") + 1, code.co_argcount + 2

        @functools.wraps(function)
        def call(*args: Any, size_average: Any = None, reduce: Any = None, **kwargs: Any) -> Any:
            if len(args) > most:
                least = most - 2 - len(function.__defaults__ or ())
                raise TypeError(
                    f"{call.__qualname__}() takes from {least} to {most} positional arguments but "
                    f"{len(args)} were given"
                )
            if len(args) > last:
                args, reduce = args[:last] + args[last + 1 :], args[last]
            if len(args) > place:
                args, size_average = args[:place] + args[place + 1 :], args[place]
            known = kwargs.keys() <= names  # Python refuses others before anything is said
            if known and (size_average is not None or reduce is not None):
                found = _old_reduction(size_average, reduce)
                args = args[: last - 1] + (found,) * (len(args) >= last) + args[last:]
                kwargs |= {} if len(args) >= last else {"reduction": found}
            return function(*args, **kwargs)

        return call

    return decorate


def _old_reduction(size_average: Any, reduce: Any) -> str:
    average = True if size_average is None else size_average
    whole = True if reduce is None else reduce
    found = "mean" if average and whole else "sum" if whole else "none"
    warnings.warn(
        f"size_average and reduce args will be deprecated, please use reduction='{found}' instead.",
        stacklevel=3,
    )
    return found


def reduced_by(losses: Any, reduction: str) -> Any:
    how = reduction_of(reduction)
    if how == loss.NONE:
        return losses
    return reduce.mean(losses) if how == loss.MEAN else reduce.sum(losses)


def _same_size(input: Any, target: Any, what: str = "target") -> tuple[Any, Any]:
    """Broadcast the two, with PyTorch's warning where they differ."""
    if target.size() == input.size():
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


@with_old_words(2)
def mse_loss(input: Any, target: Any, reduction: str = "mean", weight: Any = None) -> Any:
    input, target = _same_size(input, target)
    if weight is not None:
        return _by_weight((input - target) ** 2, weight, reduction)
    return loss.mse_loss(input, target, reduction_of(reduction))


def _check_mode(reduction: str) -> None:
    if reduction not in ("none", "mean", "sum"):
        text = f"Invalid reduction mode: {reduction}. Expected one of 'none', 'mean', 'sum'."
        raise ValueError(text)


def _by_weight(losses: Any, weight: Any, reduction: str) -> Any:
    """The losses by their weights, and the mean over these."""
    if weight.shape != losses.shape:
        raise ValueError("Weights and input must have the same size.")
    _check_mode(reduction)
    if reduction != "mean":
        return reduced_by(losses * weight, reduction)
    return (losses * weight).sum() / weight.sum()


@with_old_words(2)
def l1_loss(input: Any, target: Any, reduction: str = "mean", weight: Any = None) -> Any:
    input, target = _same_size(input, target)
    losses = arithmetic.absolute(arithmetic.sub(input, target))
    if weight is not None:
        return _by_weight(losses, weight, reduction)
    return reduced_by(losses, reduction)


@with_old_words(2)
def smooth_l1_loss(input: Any, target: Any, reduction: str = "mean", beta: float = 1.0) -> Any:
    input, target = _same_size(input, target)
    if beta < 0:
        raise RuntimeError("smooth_l1_loss does not support negative values for beta.")
    if beta == 0.0:
        return l1_loss(input, target, reduction=reduction)
    return loss.smooth_l1_loss(input, target, reduction_of(reduction), beta)


def huber_loss(
    input: Any, target: Any, reduction: str = "mean", delta: float = 1.0, weight: Any = None
) -> Any:
    input, target = _same_size(input, target)
    if delta <= 0:
        raise RuntimeError("huber_loss does not support non-positive values for delta.")
    if weight is not None:
        if weight.shape != input.shape:
            raise ValueError("Weights and input must have the same size.")
        _check_mode(reduction)
        return reduced_by(loss.huber_loss(input, target, loss.NONE, delta) * weight, reduction)
    return loss.huber_loss(input, target, reduction_of(reduction), delta)


@with_old_words(3)
def nll_loss(
    input: Any, target: Any, weight: Any = None, ignore_index: int = -100, reduction: str = "mean"
) -> Any:
    how = reduction_of(reduction)
    _parse_nll(input, target, weight, how, ignore_index)
    return _nll_of(input, target, weight, ignore_index, how)


def _nll_of(input: Any, target: Any, weight: Any, ignore_index: int, reduction: int) -> Any:
    sizes, wanted = input._array.shape, target._array.shape
    if not sizes:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    if len(sizes) == 1 and wanted not in ((), (1,)):
        raise ValueError(
            "For 1D input, 1D target must have size 1, but got target size: "
            f"{wanted[0] if wanted else 0}"
        )
    if len(sizes) > 1 and sizes[:1] != wanted[:1]:
        raise ValueError(
            f"Expected input batch_size ({sizes[0]}) to match target batch_size "
            f"({wanted[0] if wanted else 0})."
        )
    _check_spatial(sizes, wanted)
    refuse_gradient("nll_loss2d_forward" if len(sizes) > 2 else "nll_loss_forward", weight=weight)
    if weight is not None:
        _check_classes(weight, sizes, input.dtype)
    if len(sizes) == 3 or len(sizes) > 4:  # ATen knows two dimensions of places
        rows = -1 if input.numel() else 0
        flat = input.contiguous().view(*sizes[:2], min(1, input.numel()), rows)
        places = target.contiguous().view(flat.shape[0], *flat.shape[2:])
        made = loss.nll_loss_2d(flat, places, weight, reduction, ignore_index)
        return made if reduction != loss.NONE else made.view(*wanted)
    function = loss.nll_loss_2d if len(sizes) > 2 else loss.nll_loss
    return function(input, target, weight, reduction, ignore_index)


def _check_spatial(sizes: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    """Refuse targets of another size than what lies behind the classes; two are apart."""
    fitting = [*sizes[:1], *sizes[2:]]
    if len(sizes) <= 2 or fitting == list(wanted):
        return
    if len(sizes) != 4:
        raise RuntimeError(f"Expected target size {fitting}, got {list(wanted)}")
    if len(wanted) != 3:
        raise RuntimeError(
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: "
            f"{len(wanted)}"
        )
    raise RuntimeError(f"size mismatch (got input: {list(sizes)} , target: {list(wanted)}")


def _check_classes(weight: Any, sizes: tuple[int, ...], kind: Any) -> None:
    classes = sizes[min(1, len(sizes) - 1)]
    if len(sizes) > 2 and weight.numel() != classes:
        raise RuntimeError("weight tensor should be defined either for all or no classes")
    if len(sizes) <= 2 and tuple(weight.shape) != (classes,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {classes} classes or no classes but "
            f"got weight tensor of shape: {list(weight.shape)}"
        )
    if weight.dtype is not kind:
        raise RuntimeError(f"expected scalar type {kind.word} but found {weight.dtype.word}")


@with_old_words(3)
def cross_entropy(
    input: Any,
    target: Any,
    weight: Any = None,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    """log_softmax and nll_loss; with probabilities as targets, the sum weighted by them."""
    how = reduction_of(reduction)
    _parse_cross_entropy(input, target, weight, how, ignore_index, label_smoothing)
    sizes = input._array.shape
    axis = 0 if len(sizes) == 1 else 1
    probabilities = sizes == target._array.shape
    if probabilities and not target.is_floating_point():
        raise RuntimeError(
            "Expected floating point type for target with class probabilities, got "
            f"{target.dtype.word}"
        )
    if probabilities and ignore_index >= 0:
        raise RuntimeError("ignore_index is not supported for floating point target")
    if label_smoothing > 1:
        text = f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}"
        raise RuntimeError(text)
    if probabilities and not sizes:
        raise dims.without(axis)
    logs = activation.log_softmax_(input, axis)
    if probabilities:
        return _soft_cross_entropy(logs, target, weight, reduction, label_smoothing, axis)
    plain = _nll_of(logs, target, weight, ignore_index, how)
    if not label_smoothing > 0:
        return plain
    smooth = _smoothing(logs, target, weight, ignore_index, reduction, axis)
    classes = sizes[axis]
    return (1 - label_smoothing) * plain + smooth * (label_smoothing / classes)


def _weighted(values: Any, weight: Any, axis: int) -> Any:
    """The values times the weights of their classes."""
    if weight is None:
        return values
    shape = [1] * values.ndim
    shape[axis] = -1
    return values * weight.view(*shape)


def _smoothing(
    logs: Any, target: Any, weight: Any, ignore_index: int, reduction: str, axis: int
) -> Any:
    """The loss against a uniform target, as label smoothing adds it."""
    each = arithmetic.neg(reduce.sum(_weighted(logs, weight, axis), axis))
    ignored = target == ignore_index
    each = each.masked_fill(ignored, 0.0)
    if reduction != "mean":
        return reduced_by(each, reduction)
    if weight is None:
        return reduce.sum(each) / (target.numel() - ignored.sum())
    picked = weight[target.masked_fill(ignored, 0)].masked_fill(ignored, 0.0)
    return reduce.sum(each) / picked.sum()


def _soft_cross_entropy(
    logs: Any, target: Any, weight: Any, reduction: str, label_smoothing: float, axis: int
) -> Any:
    classes = logs.shape[axis]
    if weight is not None and tuple(weight.shape) != (classes,):
        raise RuntimeError(
            f"cross_entropy: weight tensor should be defined either for all {classes} classes or "
            f"no classes but got weight tensor of shape: {list(weight.shape)}"
        )
    if label_smoothing > 0:
        kept = arithmetic.mul_scalar(target, 1 - label_smoothing)
        target = arithmetic.add_scalar(kept, label_smoothing / logs.shape[axis])
    losses = _weighted(logs * target, weight, axis)
    how = reduction_of(reduction)
    if how == loss.NONE:
        return arithmetic.neg(reduce.sum(losses, axis))
    total = arithmetic.neg(reduce.sum(losses))
    if how == loss.SUM:
        return total
    return arithmetic.div_scalar(total, logs.numel() / logs.shape[axis])


def _check_bce(input: Any, target: Any) -> None:
    if target.size() != input.size():
        raise ValueError(
            f"Using a target size ({target.shape}) that is different to the input size "
            f"({input.shape}) is deprecated. Please ensure they have the same size."
        )


@with_old_words(3)
def binary_cross_entropy(
    input: Any, target: Any, weight: Any = None, reduction: str = "mean"
) -> Any:
    _check_bce(input, target)
    if input.dtype is not target.dtype and input.is_floating_point():
        raise RuntimeError(f"Found dtype {target.dtype.word} but expected {input.dtype.word}")
    refuse_gradient("binary_cross_entropy", weight=weight)
    whole = input.shape if weight is None else broadcast_shapes(target.shape, weight.shape)
    if whole != input.shape:  # weights would make the losses more
        raise errors.output_shape(input.shape, whole)
    return loss.binary_cross_entropy(input, target, weight, reduction_of(reduction))


@with_old_words(3)
def binary_cross_entropy_with_logits(
    input: Any, target: Any, weight: Any = None, reduction: str = "mean", pos_weight: Any = None
) -> Any:
    if target.size() != input.size():
        text = f"Target size ({target.shape}) must be the same as input size ({input.shape})"
        raise ValueError(text)
    _parse_bce(input, target, weight, pos_weight, reduction_of(reduction))
    _check_logits(input, target)
    name = "binary_cross_entropy_with_logits"
    refuse_gradient(name, weight=weight, pos_weight=pos_weight)
    if pos_weight is not None:
        common_shape(tuple(pos_weight.shape), tuple(target.shape))
    whole = input.shape if weight is None else common_shape(tuple(input.shape), weight.shape)
    if whole != input.shape:
        raise errors.output_shape(input.shape, whole)
    how = reduction_of(reduction)
    made = loss.binary_cross_entropy_with_logits(input, target, weight, pos_weight, how)
    return made if made.dtype is target.dtype else made.to(target.dtype)


def _check_logits(input: Any, target: Any) -> None:
    """What the steps of the loss refuse one after the other; the result has target's dtype."""
    if not input.is_floating_point():
        word = input.dtype.word
        raise NotImplementedError(f"\"log_sigmoid_cpu\" not implemented for '{word}'")
    if target.dtype is dtypes.bool_:
        raise RuntimeError(errors.BOOL_SUBTRACTED)
    if not target.is_floating_point():
        raise errors.cannot_cast(input.dtype, target.dtype.word)


@with_old_words(2)
def kl_div(input: Any, target: Any, reduction: str = "mean", log_target: bool = False) -> Any:
    if reduction == "mean":
        warnings.warn(
            "reduction: 'mean' divides the total loss by both the batch size and the support size."
            "'batchmean' divides only by the batch size, and aligns with the KL div math "
            "definition.'mean' will be changed to behave the same as 'batchmean' in the next "
            "major release.",
            UserWarning,
            stacklevel=2,
        )
    dtypes.require_floats("kl_div: Integral inputs not supported.", input, complexes=True)
    dtypes.require_floats("kl_div: Complex inputs not supported.", input)
    if log_target:
        losses = transcendental.exp(target) * (target - input)
    else:
        losses = transcendental.xlogy(target, target) - target * input
    if reduction == "batchmean":
        total = reduce.sum(losses)
        return total / input.shape[0] if input.ndim else total
    return reduced_by(losses, reduction)


@with_old_words(4)
def poisson_nll_loss(
    input: Any,
    target: Any,
    log_input: bool = True,
    full: bool = False,
    eps: float = 1e-8,
    reduction: str = "mean",
) -> Any:
    _parse_poisson(input, target, log_input, full, eps, reduction_of(reduction))
    if log_input:
        losses = transcendental.exp(input) - target * input
    else:
        losses = input - target * arithmetic.log(input + eps)
    if full:
        stirling = target * target.log() - target + 0.5 * (2 * math.pi * target).log()
        losses = losses + stirling.masked_fill(target <= 1, 0)
    return reduced_by(losses, reduction)


def gaussian_nll_loss(
    input: Any,
    target: Any,
    var: Any,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> Any:
    if (var if isinstance(var, float) else var.min() if var.numel() else 0) < 0:
        raise ValueError("var has negative entry/entries")
    var = var * ones_like(input) if isinstance(var, float) else var
    sizes, given = tuple(input.shape), tuple(var.shape)
    if given == sizes[:-1] and sizes:
        var = var.unsqueeze(-1)
    elif given not in (sizes, (*sizes[:-1], 1)):
        raise ValueError("var is of incorrect size")
    var = var.clone()
    with no_grad():
        var.clamp_(min=eps)
    losses = 0.5 * (var.log() + (input - target) ** 2 / var)
    if full:
        losses = losses + 0.5 * math.log(2 * math.pi)
    return reduced_by(losses, reduction)
