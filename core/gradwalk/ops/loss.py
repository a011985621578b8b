"""Losses that are one op in PyTorch: mse, nll, binary cross entropy, smooth L1, Huber.

`reduction` is a number as in PyTorch's C++ (and in `_saved_reduction`): 0 none, 1 mean, 2 sum.
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import rounded
from gradwalk.ops.activation import sigmoid
from gradwalk.ops.arithmetic import log, mul_scalar
from gradwalk.ops.choice import clamp_number
from gradwalk.ops.compare import zeros_like
from gradwalk.ops.reduce import sum_all
from gradwalk.ops.samples import integers, numbers
from gradwalk.ops.summing import added

NONE, MEAN, SUM = 0, 1, 2
_PAIRS = tuple((numbers(2, 3), numbers(2, 3, start=9), how) for how in (NONE, MEAN, SUM))
_BETWEEN = tuple(
    (numbers(2, 3, low=0.1, high=0.9), numbers(2, 3, low=0.1, high=0.9, start=9), None, how)
    for how in (NONE, MEAN, SUM)
)


def _reduced(losses: Any, reduction: int) -> Any:
    if reduction == NONE:
        return losses
    total = added(losses, None, False, losses.dtype)
    return total if reduction == SUM else total / losses.dtype.type(losses.size)


def _share(grad: Any, reduction: int, value: Any) -> Any:
    """The gradient that each element's loss gets."""
    return grad / math.prod(value.shape) if reduction == MEAN else grad


mse_loss: Function = op(
    "mse_loss",
    lambda self, target, reduction=MEAN: _reduced((self - target) * (self - target), reduction),
    self=lambda grad, self, target, reduction: mse_loss_backward(grad, self, target, reduction),
    target=lambda grad, self, target, reduction: mse_loss_backward(grad, target, self, reduction),
    promote="same",
    samples=_PAIRS,
)


def to_output(each: Any, reduction: int) -> Any:
    """The gradient of grad_output in a loss's backward: of one number, or of each."""
    return each if reduction == NONE else sum_all(each)


mse_loss_backward: Function = op(
    "mse_loss_backward",
    lambda grad_output, self, target, reduction: (
        _share(grad_output, reduction, self) * (2 * (self - target))
    ).astype(self.dtype),
    grad_output=lambda grad, self, target, reduction: to_output(
        mse_loss_backward(grad, self, target, reduction), reduction
    ),
    self=lambda grad, grad_output, self, reduction: _share(
        mul_scalar(grad * grad_output, 2.0), reduction, self
    ),
    target=lambda grad, grad_output, self, reduction: _share(
        mul_scalar(-grad * grad_output, 2.0), reduction, self
    ),
)


def _smooth(difference: Any, beta: float) -> Any:
    size = abs(difference)
    return xp.where(size < beta, 0.5 * size * size / (beta or 1), size - 0.5 * beta)


def _smooth_slope(difference: Any, beta: float) -> Any:
    if beta == 0:
        return xp.sign(difference)
    return xp.where(abs(difference) < beta, difference / beta, xp.sign(difference))


def _smooth_bend(grad: Any, difference: Any, beta: float) -> Any:
    if beta == 0:
        return zeros_like(grad * difference)
    return grad * (abs(difference) < beta) / beta


smooth_l1_loss: Function = op(
    "smooth_l1_loss",
    lambda self, target, reduction=MEAN, beta=1.0: _reduced(
        _smooth(self - target, beta).astype(self.dtype), reduction
    ),
    self=lambda grad, self, target, reduction, beta: smooth_l1_loss_backward(
        grad, self, target, reduction, beta
    ),
    target=lambda grad, self, target, reduction, beta: smooth_l1_loss_backward(
        grad, target, self, reduction, beta
    ),
    promote="same",
    samples=_PAIRS,
)
smooth_l1_loss_backward: Function = op(
    "smooth_l1_loss_backward",
    lambda grad_output, self, target, reduction, beta: (
        _share(grad_output, reduction, self) * _smooth_slope(self - target, beta)
    ).astype(self.dtype),
    grad_output=lambda grad, self, target, reduction, beta: to_output(
        smooth_l1_loss_backward(grad, self, target, reduction, beta), reduction
    ),
    self=lambda grad, grad_output, self, target, reduction, beta: _share(
        _smooth_bend(grad * grad_output, self - target, beta), reduction, self
    ),
    target=lambda grad, grad_output, self, target, reduction, beta: _share(
        _smooth_bend(-grad * grad_output, self - target, beta), reduction, self
    ),
)


def _huber(difference: Any, delta: float) -> Any:
    size = abs(difference)
    return xp.where(size <= delta, 0.5 * size * size, delta * (size - 0.5 * delta))


def _of_one_dtype(self: Any, target: Any) -> Any:
    if target.dtype is not self.dtype:
        found, wanted = dtypes.of(target).word, dtypes.of(self).word
        raise RuntimeError(f"Found dtype {found} but expected {wanted}")
    return target


huber_loss: Function = op(
    "huber_loss",
    lambda self, target, reduction=MEAN, delta=1.0: _reduced(
        _huber(self - target, delta).astype(self.dtype), reduction
    ),
    self=lambda grad, self, target, reduction, delta: huber_loss_backward(
        grad, self, target, reduction, delta
    ),
    target=lambda grad, self, target, reduction, delta: huber_loss_backward(
        grad, target, self, reduction, delta
    ),
    samples=_PAIRS,
)
huber_loss_backward: Function = op(
    "huber_loss_backward",
    lambda grad_output, self, target, reduction, delta: (
        _share(grad_output, reduction, self)
        * xp.clip(self - _of_one_dtype(self, target), -delta, delta)
    ).astype(self.dtype),
    grad_output=lambda grad, self, target, reduction, delta: to_output(
        huber_loss_backward(grad, self, target, reduction, delta), reduction
    ),
    self=lambda grad, grad_output, self, target, reduction, delta: _share(
        grad * grad_output * (abs(self - target) < delta), reduction, self
    ),
    target=lambda grad, grad_output, self, target, reduction, delta: _share(
        -grad * grad_output * (abs(self - target) < delta), reduction, self
    ),
)

# --- binary cross entropy ------------------------------------------------------------------------

_EPSILON = 1e-12  # below it the derivative's denominator is cut off


def _bce(self: Any, target: Any, weight: Any, reduction: int) -> Any:
    outside = {"input": ~((self >= 0) & (self <= 1)), "target": ~((target >= 0) & (target <= 1))}
    first = [xp.argmax(each) if xp.any(each) else each.size for each in outside.values()]
    if min(first) < self.size:
        name = "input" if first[0] <= first[1] else "target"
        raise RuntimeError(f"all elements of {name} should be between 0 and 1")
    floor = self.dtype.type(-100)
    losses = (target - 1) * xp.maximum(rounded.log1p(-self), floor) - target * xp.maximum(
        rounded.log(self), floor
    )
    return _reduced(losses if weight is None else losses * weight, reduction)


def _weighted(grad: Any, weight: Any) -> Any:
    return grad if weight is None else grad * weight


binary_cross_entropy: Function = op(
    "binary_cross_entropy",
    lambda self, target, weight=None, reduction=MEAN: _bce(self, target, weight, reduction),
    self=lambda grad, self, target, weight, reduction: (
        _weighted(_share(grad, reduction, self), weight)
        * (self - target)
        / clamp_number((1 - self) * self, _EPSILON)
    ),
    target=lambda grad, self, weight, reduction: (
        _weighted(_share(grad, reduction, self), weight) * (log(1 - self) - log(self))
    ),
    samples=_BETWEEN,
)


def _bce_logits(
    self: Any, target: Any, weight: Any = None, pos_weight: Any = None, reduction: int = MEAN
) -> Any:
    log_sigmoid = xp.minimum(self, 0) - rounded.log1p(rounded.exp(-abs(self)))
    if pos_weight is None:
        losses = (1 - target) * self - log_sigmoid
    else:
        losses = (1 - target) * self - ((pos_weight - 1) * target + 1) * log_sigmoid
    return _reduced(losses if weight is None else losses * weight, reduction)


def _bce_logits_slope(self: Any, target: Any, pos_weight: Any) -> Any:
    if pos_weight is None:
        return sigmoid(self) - target
    t = pos_weight * target
    return (t + 1 - target) * sigmoid(self) - t


binary_cross_entropy_with_logits: Function = op(
    "binary_cross_entropy_with_logits",
    _bce_logits,
    self=lambda grad, self, target, weight, pos_weight, reduction: _share(
        _weighted(_bce_logits_slope(self, target, pos_weight) * grad, weight), reduction, self
    ),
    target=lambda grad, self, weight, pos_weight, reduction: (
        _weighted(_share(grad, reduction, self), weight)
        * (-self if pos_weight is None else log_odds(self, pos_weight))
    ),
    samples=tuple((each[0], each[1], None, None, each[3]) for each in _BETWEEN),
)


def log_odds(self: Any, pos_weight: Any) -> Any:
    """d/dtarget of the loss with logits when positives weigh more."""
    return log(1 - sigmoid(self)) - pos_weight * log(sigmoid(self))


# --- classes -------------------------------------------------------------------------------------
def _check_target(self: Any, target: Any, ignore_index: int) -> bool:
    """Refuse what is no class; whether all of them are, and none is to be ignored."""
    if target.dtype.kind not in "iu" or target.dtype.itemsize not in (1, 8):
        text = f"expected target dtype to be Long or Byte, but got {dtypes.of(target).word}"
        raise RuntimeError(text)
    classes = self.shape[0] if self.ndim == 1 else self.shape[1]
    if _inside(target, classes):
        return True
    for each in target.reshape(-1).tolist():
        if each != ignore_index and not 0 <= each < classes:
            raise IndexError(f"Target {each} is out of bounds.")
    return False


def _inside(target: Any, classes: int) -> bool:
    """Whether all of the target are classes, none of them to be ignored."""
    if not target.size:
        return False
    lowest, highest = xp.minimum.reduce(target, axis=None), xp.maximum.reduce(target, axis=None)
    return bool(lowest >= 0 and highest < classes)


def _is_plain(self: Any, target: Any, weight: Any, ignore_index: int) -> bool:
    """Whether each row of a matrix may have a class, and all count alike: the usual case."""
    rows = self.ndim == 2 and target.ndim == 1
    return rows and weight is None and ignore_index < 0


def _weights(self: Any, target: Any, weight: Any, ignore_index: int) -> tuple[Any, Any]:
    """Class numbers safe to index with, and the weight of each element."""
    kept = target != ignore_index
    safe = xp.where(kept, target, 0)
    each = xp.ones(safe.shape, self.dtype) if weight is None else weight[safe]
    return safe, xp.where(kept, each, 0).astype(self.dtype)


def _check_target_shape(self: Any, target: Any) -> None:
    if self.ndim <= 2 and target.ndim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")


def _nll(
    self: Any, target: Any, weight: Any = None, reduction: int = MEAN, ignore_index: int = -100
) -> Any:
    _check_target_shape(self, target)
    inside = _check_target(self, target, ignore_index)
    if inside and _is_plain(self, target, weight, ignore_index):
        losses = -self[xp.arange(len(target)), target]
        return _reduced(losses, reduction)
    safe, weights = _weights(self, target, weight, ignore_index)
    axis = 0 if self.ndim == 1 else 1
    if self.ndim == target.ndim:  # one sample, its class in a list
        safe, weights = safe[0], weights[0]
    picked = xp.take_along_axis(self, xp.expand_dims(safe, axis), axis)
    losses = -xp.squeeze(picked, axis) * weights
    if reduction == NONE:
        return losses
    total = xp.add.reduce(losses, axis=None)
    return total if reduction == SUM else total / xp.add.reduce(weights, axis=None)


def _nll_slopes(self: Any, target: Any, weight: Any, reduction: int, ignore_index: int) -> Any:
    """d loss / d self[i, target[i]] in the shape of `self`, zeros elsewhere."""
    plain = _is_plain(self, target, weight, ignore_index) and target.size > 0
    if plain and xp.minimum.reduce(target) >= 0:  # what is no class is to be ignored, and below 0
        slopes = xp.zeros(self.shape, self.dtype)
        one = self.dtype.type(1)
        slope = -one / self.dtype.type(len(target)) if reduction == MEAN else -one
        slopes[xp.arange(len(target)), target] = slope
        return slopes
    safe, weights = _weights(self, target, weight, ignore_index)
    if reduction == MEAN:
        weights = weights / xp.add.reduce(weights, axis=None)
    axis = 0 if self.ndim == 1 else 1
    slopes = xp.zeros(self.shape, self.dtype)
    kept = xp.where(weights == 0, 0, -weights)  # not -0.0
    places, values = (xp.expand_dims(each, axis) for each in (safe, kept))
    xp.put_along_axis(slopes, places, values.astype(self.dtype), axis)
    return slopes


def _nll_backward(
    grad: Any, self: Any, target: Any, weight: Any, reduction: int, ignore_index: int
) -> Any:
    if self.ndim == target.ndim == 1:
        raise RuntimeError(f"size mismatch (got input: [{len(self)}], target: [1])")
    if reduction == NONE and self.ndim > 1:
        grad = xp.expand_dims(grad, 1)
    return grad * _nll_slopes(self, target, weight, reduction, ignore_index)


_CLASSES = integers(2, 0)


def _nll_op(name: str, node: str) -> Any:
    backward: Function = op(
        f"{name}_backward",
        _nll_backward,
        grad=lambda grad, target, weight, reduction, ignore_index: forward(
            grad, target, weight, reduction, ignore_index
        ),
        self=lambda grad: zeros_like(grad),
        node=f"{node}BackwardBackward0",
    )
    forward: Function = op(
        name,
        _nll,
        self=backward,
        node=f"{node}Backward0",
        samples=tuple((numbers(2, 3), _CLASSES, None, how) for how in (NONE, MEAN, SUM)),
    )
    return forward


nll_loss = _nll_op("nll_loss", "NllLoss")
nll_loss_2d = _nll_op("nll_loss2d", "NllLoss2D")
