"""Connectionist temporal classification: a loss summed over all alignments of labels with frames.

The recursion is Graves et al. (ICML 2006), section 4, in logarithms. As in
PyTorch's kernel the sums from the first frame on are a second output, which the node saves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops.arithmetic import without_derivative


def _sums(logs: Any, labels: list[int]) -> Any:
    """(frames, labels): log of the summed probabilities of all paths from the start to there."""
    ways = [s > 1 and label != labels[s - 2] for s, label in enumerate(labels)]
    may_skip = xp.array([0.0 if way else -xp.inf for way in ways])
    sums = xp.full((len(logs), len(labels) + 2), -xp.inf)  # two that nothing reaches stand before
    if len(logs):
        sums[0, 2:4] = logs[0, labels[:2]]
    for t in range(1, len(logs)):
        before = sums[t - 1]
        reached = xp.logaddexp(before[2:], before[1:-1])
        sums[t, 2:] = xp.logaddexp(reached, before[:-2] + may_skip) + logs[t, labels]
    return sums[:, 2:]


def _each(
    targets: Any, input_lengths: Sequence[int], target_lengths: Sequence[int], blank: int
) -> Iterator[tuple[int, int, list[int]]]:
    """Of each sequence: its place, its frames, and its labels with blanks between."""
    start = 0
    for n, (frames, count) in enumerate(zip(input_lengths, target_lengths, strict=True)):
        row = targets[n] if targets.ndim == 2 else targets[start:]
        start += count
        labels = [blank] * (2 * count + 1)
        labels[1::2] = [int(each) for each in row[:count].tolist()]
        yield n, frames, labels


def _forward(
    log_probs: Any,
    targets: Any,
    input_lengths: Sequence[int],
    target_lengths: Sequence[int],
    blank: int = 0,
    zero_infinity: bool = False,
) -> tuple[Any, Any]:
    most = 2 * max(target_lengths, default=0) + 1
    alphas = xp.full((log_probs.shape[1], log_probs.shape[0], most), -xp.inf, log_probs.dtype)
    losses = xp.zeros(log_probs.shape[1], log_probs.dtype)
    for n, frames, labels in _each(targets, input_lengths, target_lengths, blank):
        sums = _sums(log_probs[:frames, n].astype("float64"), labels)
        alphas[n, :frames, : len(labels)] = sums
        ends = sums[-1] if frames else xp.array([0.0 if len(labels) == 1 else -xp.inf])
        losses[n] = -xp.logaddexp.reduce(ends[-2:])
    return losses, alphas


def _backward(
    grad: Any,
    log_probs: Any,
    targets: Any,
    input_lengths: Sequence[int],
    target_lengths: Sequence[int],
    result0: Any,
    result1: Any,
    blank: int,
    zero_infinity: bool,
) -> Any:
    """Equation 16: the probabilities, less what of them the paths through each label make up."""
    made = xp.zeros(log_probs.shape, log_probs.dtype)
    for n, frames, labels in _each(targets, input_lengths, target_lengths, blank):
        if zero_infinity and result0[n] == xp.inf:
            continue
        logs = log_probs[:frames, n].astype("float64")
        through = result1[n, :frames, : len(labels)] + _sums(logs[::-1], labels[::-1])[::-1, ::-1]
        sums = xp.full(logs.shape, -xp.inf)
        for s, label in enumerate(labels):
            sums[:, label] = xp.logaddexp(sums[:, label], through[:, s])
        made[:frames, n] = (xp.exp(logs) - xp.exp(sums + result0[n] - logs)) * grad[n]
    return made


ctc_loss_backward = without_derivative("_ctc_loss_backward", _backward, "grad", "log_probs")

ctc_loss: Function = op(
    "_ctc_loss", _forward, log_probs=ctc_loss_backward, outputs=("result0", "result1")
)
