"""Element by element: one of several values: where, masked_fill, maximum, clamp.

At a tie maximum gives each half of the gradient; the bounds of clamp count as inside.
"""

from __future__ import annotations

from typing import Any

from gradwalk import dtypes, errors
from gradwalk.apply import NUMBERS
from gradwalk.array import generic, xp
from gradwalk.op import Function, in_place, op
from gradwalk.ops.compare import isnan
from gradwalk.ops.samples import BINARY, numbers
from gradwalk.size import common_shape
from gradwalk.tensorbase import fresh, is_tensor

# --- choice ---------------------------------------------------------------------------------------

where: Function = op(
    "where",
    lambda condition, self, other: xp.where(condition, self, other),
    self=lambda grad, condition: where(condition, grad, 0.0),
    other=lambda grad, condition: where(condition, 0.0, grad),
    promote="same",
    samples=(
        (numbers(2, 3) > 0, numbers(2, 3), numbers(3, start=9)),
        (numbers(3) > 0, numbers(3), 1.5),
    ),
)


def _masked(self: Any, mask: Any, value: Any) -> Any:
    if value.ndim:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{value.ndim} dimension(s)."
        )
    if mask.dtype.kind != "b":
        raise RuntimeError(
            "masked_fill_ only supports boolean masks, but got mask with dtype "
            f"{dtypes.of(mask).c_name}"
        )
    common_shape(self.shape, mask.shape)
    return xp.where(mask, value.astype(self.dtype), self)


masked_fill_number: Function = op(
    "masked_fill",
    lambda self, mask, value: _masked(
        self, mask, xp.asarray(dtypes.fitted(value, self.dtype), dtype=self.dtype)
    ),
    self=lambda grad, mask: masked_fill_number(grad, mask, 0),
    samples=((numbers(2, 3), numbers(2, 3, start=4) > 0, 0.5),),
)
masked_fill_tensor: Function = op(
    "masked_fill_tensor",
    lambda self, mask, value: _masked(self, mask, value),
    self=lambda grad, mask: masked_fill(grad, mask, 0),
    value=lambda grad, mask: where(mask, grad, 0.0),
    node="MaskedFillBackward1",
    samples=((numbers(2, 3), numbers(2, 3, start=4) > 0, numbers()),),
)
_masked_fill_number_ = in_place(masked_fill_number, "masked_fill_")
_masked_fill_tensor_ = in_place(masked_fill_tensor, "masked_fill_")


def masked_fill_(input: Any, mask: Any, value: Any) -> Any:
    return (_masked_fill_tensor_ if is_tensor(value) else _masked_fill_number_)(input, mask, value)


def masked_fill(input: Any, mask: Any, value: Any) -> Any:
    if is_tensor(input) and is_tensor(mask):  # PyTorch expands both before it looks at the mask
        common_shape(tuple(mask.shape), tuple(input.shape))
    return (masked_fill_tensor if is_tensor(value) else masked_fill_number)(input, mask, value)


def choose(condition: Any, input: Any = None, other: Any = None) -> Any:
    """torch.where: with a condition alone, where it holds."""
    if input is None and other is None:
        from gradwalk.ops.gather import nonzero

        return nonzero(condition, as_tuple=True)
    if input is None or other is None:
        raise TypeError("where() takes one argument or three")
    input, other = (v.item() if isinstance(v, generic) else v for v in (input, other))
    if not all(is_tensor(each) or each.__class__ in NUMBERS for each in (input, other)):
        raise TypeError("where() takes tensors and numbers")
    if condition.dtype is not dtypes.bool_ and condition.dtype is not dtypes.uint8:
        raise RuntimeError(
            "where expected condition to be a boolean tensor, but got a tensor with dtype "
            f"{condition.dtype.word}"
        )
    if condition.dtype is dtypes.uint8:
        errors.warn_once(
            "where received a uint8 condition tensor. This behavior is deprecated and will be "
            "removed in a future version of PyTorch. Use a boolean condition instead."
        )
    if not is_tensor(input) and not is_tensor(other):
        kind = dtypes.result_type(input, other)  # two numbers: their own dtype, not NumPy's
        input = fresh(kind.array.type(input))
    elif complex in (input.__class__, other.__class__):
        kind = dtypes.result_type(*[getattr(each, "_array", each) for each in (input, other)])
        input, other = (each.to(kind) if is_tensor(each) else each for each in (input, other))
    return where(condition, input, other)


def _half_at_ties(grad: Any, self: Any, other: Any) -> Any:
    return where(self == other, grad / 2, grad)


maximum: Function = op(
    "maximum",
    lambda self, other: xp.maximum(other, self),  # of 0.0 and -0.0 the second one given
    self=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self < other, 0),
    other=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self > other, 0),
    promote="same",
    samples=BINARY,
)
minimum: Function = op(
    "minimum",
    lambda self, other: xp.minimum(other, self),
    self=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self > other, 0),
    other=lambda grad, self, other: masked_fill(_half_at_ties(grad, self, other), self < other, 0),
    promote="same",
    samples=BINARY,
)
fmax: Function = op(
    "fmax",
    lambda self, other: xp.fmax(self, other),
    self=lambda grad, self, other: masked_fill(grad, ~((self >= other) | isnan(other)), 0),
    other=lambda grad, self, other: masked_fill(grad, (self >= other) | isnan(other), 0),
    promote="same",
    samples=BINARY,
)
fmin: Function = op(
    "fmin",
    lambda self, other: xp.fmin(self, other),
    self=lambda grad, self, other: masked_fill(grad, ~((self <= other) | isnan(other)), 0),
    other=lambda grad, self, other: masked_fill(grad, (self <= other) | isnan(other), 0),
    promote="same",
    samples=BINARY,
)


def _clamp(self: Any, low: Any, high: Any) -> Any:
    result = self if low is None else xp.maximum(low, self)
    return result if high is None else xp.minimum(high, result)


def _clamp_number(self: Any, low: Any, high: Any) -> Any:
    if low is None and high is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    bounds = [each for each in (low, high) if each is not None]
    if self.dtype.kind == "b" and xp.result_type(self, *bounds).kind == "b":
        which = "" if len(bounds) == 2 else "max_" if low is None else "min_"
        raise NotImplementedError(f"\"clamp_{which}scalar_cpu\" not implemented for 'Bool'")
    return _clamp(self, low, high)


def _inside(self: Any, low: Any, high: Any) -> Any:
    """Where the value was kept; the bounds themselves count as inside."""
    if high is None:
        return self >= low
    return self <= high if low is None else (self >= low) & (self <= high)


clamp_number: Function = op(
    "clamp",
    lambda self, min=None, max=None: _clamp_number(self, min, max),
    self=lambda grad, self, min, max: where(_inside(self, min, max), grad, 0.0),
    promote="same",
    node="ClampBackward1",
    samples=((numbers(2, 3), -1.0, 1.0), (numbers(3), 0.0), (numbers(3), None, 0.5)),
)
clamp_min: Function = op(
    "clamp_min",
    lambda self, min: _clamp_number(self, min, None),
    self=lambda grad, self, min: where(self >= min, grad, 0.0),
    promote="same",
    samples=((numbers(2, 3), 0.1),),
)
clamp_max: Function = op(
    "clamp_max",
    lambda self, max: _clamp_number(self, None, max),
    self=lambda grad, self, max: where(self <= max, grad, 0.0),
    promote="same",
    samples=((numbers(2, 3), 0.1),),
)
clamp_tensor: Function = op(
    "clamp_tensor",
    lambda self, min, max: _clamp(self, min, max),
    self=lambda grad, self, min, max: where(_inside(self, min, max), grad, 0.0),
    min=lambda grad, self, min, max: where(
        (self < min) if max is None else (self < min) & (min < max), grad, 0.0
    ),
    max=lambda grad, self, min, max: where(
        (self > max) if min is None else (self > max) | (max < min), grad, 0.0
    ),
    promote="same",
    node="ClampBackward0",
    samples=((numbers(2, 3), numbers(3, low=-1, high=0), numbers(3, low=0.1, high=1)),),
)
