"""torch.nn.functional: the loss of a sequence of labels that nobody has aligned with the frames."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes
from gradwalk.creation.values import tensor
from gradwalk.nn.functions.losses import reduction_of
from gradwalk.ops import ctc, loss, reduce
from gradwalk.ops.choice import where
from gradwalk.signature_table import FUNCTIONS
from gradwalk.signatures import guarded
from gradwalk.tensorbase import is_tensor


def _lengths(given: Any, name: str) -> tuple[int, ...]:
    """Lengths, as tensor or sequence, as a tuple."""
    if not is_tensor(given):
        return tuple(given)
    if given.dtype.is_floating_point:
        raise RuntimeError(f"{name} must be integral")
    return tuple(given.reshape(-1).tolist())


def _check_ctc(
    logs: Any, targets: Any, frames: tuple[int, ...], counts: tuple[int, ...], blank: int
) -> None:
    """What PyTorch's kernel refuses, in its order."""
    end = " (while checking arguments for ctc_loss_allocate_outputs)"
    if logs.ndim != 3:
        text = f"Expected 3-dimensional tensor, but got {logs.ndim}-dimensional tensor for"
        raise RuntimeError(f"{text} argument #1 'log_probs'{end}")
    longest, batch, classes = logs.shape
    if not 0 <= blank < classes:
        raise RuntimeError("blank must be in label range")
    for name, each in (("input", frames), ("target", counts)):
        if len(each) != batch:
            raise RuntimeError(f"{name}_lengths must be of size batch_size")
    for name, each, most in (("target", counts, math.inf), ("input", frames, longest)):
        for value in each:
            if not 0 <= value <= most:
                bound = "least 0" if value < 0 else f"most {most}"
                text = f"Expected {name}_lengths to have value at {bound}, but got value {value}"
                raise RuntimeError(text + end)
    about = "for argument #2 'targets'" + end
    if targets.ndim not in (1, 2):
        text = f"Expected 1 to 2 dimensions, but got {targets.ndim}-dimensional tensor "
        raise RuntimeError(text + about)
    rows, most = (sum(counts), 0) if targets.ndim == 1 else (batch, max(counts, default=0))
    for axis, (wanted, least) in enumerate(((rows, ""), (most, "at least "))[: targets.ndim]):
        size = targets.shape[axis]
        if size < wanted or (size != wanted and not least):
            raise RuntimeError(
                f"Expected tensor to have size {least}{wanted} at dimension {axis}, but got size "
                f"{size} {about}"
            )


def _by_number(
    log_probs: Any,
    targets: Any,
    input_lengths: Any,
    target_lengths: Any,
    blank: int = 0,
    reduction: int = loss.NONE,
    zero_infinity: bool = False,
) -> Any:
    """torch.ctc_loss, whose `reduction` is a number, and 0 where none is given."""
    batched = log_probs.ndim == 3
    logs = log_probs if batched else log_probs.unsqueeze(1)
    frames = _lengths(input_lengths, "input_lengths")
    counts = _lengths(target_lengths, "target_lengths")
    if logs.dtype not in (dtypes.float32, dtypes.float64):
        raise NotImplementedError(f"\"ctc_loss_cpu\" not implemented for '{logs.dtype.word}'")
    _check_ctc(logs, targets, frames, counts, blank)
    made = ctc.ctc_loss(logs, targets, frames, counts, blank, zero_infinity)[0]
    if zero_infinity:
        made = where(made == math.inf, 0.0, made)
    if reduction == loss.MEAN:
        return reduce.mean(made / tensor([max(each, 1) for each in counts]).to(made.dtype))
    return reduce.sum(made) if reduction == loss.SUM else made if batched else made.squeeze(0)


ctc_loss_by_number = guarded(_by_number, FUNCTIONS["ctc_loss"], 0)


def ctc_loss(
    log_probs: Any,
    targets: Any,
    input_lengths: Any,
    target_lengths: Any,
    blank: int = 0,
    reduction: str = "mean",
    zero_infinity: bool = False,
) -> Any:
    """Of log-probabilities (frames, batch, classes) or (frames, classes): of all alignments."""
    options = (blank, reduction_of(reduction), zero_infinity)
    return ctc_loss_by_number(log_probs, targets, input_lengths, target_lengths, *options)
