"""Losses with a margin, each one operation as in PyTorch."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import rounded
from gradwalk.ops.arithmetic import without_derivative
from gradwalk.ops.loss import MEAN, NONE, to_output
from gradwalk.ops.samples import integers, numbers
from gradwalk.ops.transcendental import exp


def _reduced(losses: Any, reduction: int) -> Any:
    if reduction == NONE:
        return losses
    return xp.mean(losses) if reduction == MEAN else xp.sum(losses)


def _share(grad: Any, count: int, reduction: int) -> Any:
    """The gradient of each loss before the reduction."""
    return grad / float(count) if reduction == MEAN else grad


# --- soft margin ---------------------------------------------------------------------------------
def _soft_margin_slope(grad_output: Any, self: Any, target: Any, reduction: int) -> Any:
    z = rounded.exp(-target * self)
    slope = _share(grad_output, self.size, reduction) * (-target * z / (1 + z))
    return slope.astype(self.dtype)


def _soft_margin_bend(grad: Any, self: Any, target: Any, reduction: int) -> Any:
    z = exp(-target * self)
    bend = grad * (target * target) * z / ((1 + z) * (1 + z))
    return _share(bend, math.prod(self.shape), reduction)


soft_margin_loss_backward: Function = op(
    "soft_margin_loss_backward",
    _soft_margin_slope,
    grad_output=lambda grad, self, target, reduction: to_output(
        soft_margin_loss_backward(grad, self, target, reduction), reduction
    ),
    self=lambda grad, grad_output, self, target, reduction: _soft_margin_bend(
        grad * grad_output, self, target, reduction
    ),
)
soft_margin_loss: Function = op(
    "soft_margin_loss",
    lambda self, target, reduction=MEAN: _reduced(
        rounded.log1p(rounded.exp(-target * self)), reduction
    ),
    self=lambda grad, self, target, reduction: soft_margin_loss_backward(
        grad, self, target, reduction
    ),
    samples=((numbers(2, 3), integers(1, -1, 1)),),
)


# --- multi margin --------------------------------------------------------------------------------
def _multi_terms(self: Any, target: Any, p: int, margin: float, weight: Any) -> tuple[Any, Any]:
    """The losses of each row, and their slopes (rows, classes)."""
    rows = self if self.ndim == 2 else self[None]
    places = xp.atleast_1d(target)
    n, c = rows.shape
    at = xp.arange(n)
    gap = margin - rows[at, places][:, None] + rows
    gap[at, places] = 0
    gap = xp.maximum(gap, 0)
    scale = 1.0 if weight is None else weight[places][:, None]
    losses = (scale * gap**p).sum(1) / c
    slopes = scale * (1.0 * (gap > 0) if p == 1 else 2 * gap) / c
    slopes[at, places] = -slopes.sum(1)
    return losses.astype(self.dtype), slopes.astype(self.dtype).reshape(self.shape)


def _multi_margin(
    self: Any,
    target: Any,
    p: int = 1,
    margin: float = 1.0,
    weight: Any = None,
    reduction: int = MEAN,
) -> Any:
    wanted = [len(self)] if self.ndim == 2 else [1]
    if list(target.shape) != wanted and (self.ndim == 2 or target.ndim):
        raise RuntimeError(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input "
            f"samples (batch size). Expected target size {wanted}, but got {list(target.shape)}. "
            f"Input has shape {list(self.shape)}."
        )
    for each in xp.atleast_1d(target).tolist():
        if not 0 <= each < self.shape[-1]:
            raise RuntimeError("target out of range")
    losses, _ = _multi_terms(self, target, p, margin, weight)
    return _reduced(losses if self.ndim == 2 else losses[0], reduction)


def _of_rows(grad: Any, self: Any, slopes: Any, reduction: int) -> Any:
    """The gradient of `self`, whose rows, or which, had a loss each."""
    if reduction == NONE and self.ndim == 2:
        grad = xp.expand_dims(grad, -1)
    return _share(grad, len(self) if self.ndim == 2 else 1, reduction) * slopes


multi_margin_loss_backward = without_derivative(
    "multi_margin_loss_backward",
    lambda grad, self, target, p, margin, weight, reduction: _of_rows(
        grad, self, _multi_terms(self, target, p, margin, weight)[1], reduction
    ),
    "grad",
    "self",
)
multi_margin_loss: Function = op(
    "multi_margin_loss",
    _multi_margin,
    self=multi_margin_loss_backward,
    samples=((numbers(2, 3), integers(0, 2)), (numbers(2, 3), integers(2, 1), 1, 0.5, None, NONE)),
)


# --- multi-label margin --------------------------------------------------------------------------
def _label_terms(self: Any, target: Any) -> tuple[Any, Any]:
    rows, labels = (each if each.ndim == 2 else each[None] for each in (self, target))
    losses, slopes = xp.zeros(len(rows), self.dtype), xp.zeros(rows.shape, self.dtype)
    c = rows.shape[1]
    for i, (row, listed) in enumerate(zip(rows, labels.tolist(), strict=True)):
        wanted = listed[: listed.index(-1)] if -1 in listed else listed
        for y in wanted:
            for j in range(c):
                gap = 1 - row[y] + row[j]
                if j not in wanted and gap > 0:
                    losses[i] += gap / c
                    slopes[i, y] -= 1 / c
                    slopes[i, j] += 1 / c
    return losses, slopes.reshape(self.shape)


multilabel_margin_loss_backward = without_derivative(
    "multilabel_margin_loss_backward",
    lambda grad, self, target, reduction: _of_rows(
        grad, self, _label_terms(self, target)[1], reduction
    ),
    "grad",
    "self",
)


def _multilabel(self: Any, target: Any, reduction: int) -> Any:
    losses, _ = _label_terms(self, target)
    return _reduced(losses if self.ndim == 2 else losses[0], reduction)


multilabel_margin_loss: Function = op(
    "multilabel_margin_loss",
    lambda self, target, reduction=MEAN: _multilabel(self, target, reduction),
    self=multilabel_margin_loss_backward,
    samples=((numbers(2, 3), xp.array([[0, 2, -1], [1, -1, 0]])),),
)
