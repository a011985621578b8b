"""torch.nn.functional: losses with a margin."""

from __future__ import annotations

from typing import Any

from gradwalk import creation
from gradwalk.nn.functions.distance import pairwise_distance
from gradwalk.nn.functions.losses import reduced_by, reduction_of, with_old_words
from gradwalk.ops import arithmetic, choice
from gradwalk.ops import margin as ops
from gradwalk.ops.activation import log_sigmoid
from gradwalk.ops.matrix import cosine_similarity
from gradwalk.signature_table import FUNCTIONS
from gradwalk.signatures import guarded
from gradwalk.views import refuse_gradient

_parse_triplet = guarded(lambda *_: None, FUNCTIONS["triplet_margin_loss"], 0)


@with_old_words(2)
def soft_margin_loss(input: Any, target: Any, reduction: str = "mean") -> Any:
    """log(1 + exp(-target * input))."""
    refuse_gradient("soft_margin_loss", target=target)
    return ops.soft_margin_loss(input, target, reduction_of(reduction))


@with_old_words(5)
def multi_margin_loss(
    input: Any,
    target: Any,
    p: int = 1,
    margin: float = 1.0,
    weight: Any = None,
    reduction: str = "mean",
) -> Any:
    """How far each wrong class comes near the right one."""
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.ndim != 1:
        raise ValueError("weight must be one-dimensional")
    refuse_gradient("multi_margin_loss", weight=weight)
    return ops.multi_margin_loss(input, target, p, margin, weight, reduction_of(reduction))


@with_old_words(2)
def multilabel_margin_loss(input: Any, target: Any, reduction: str = "mean") -> Any:
    """Each wrong class against each right one; targets end at the first -1."""
    return ops.multilabel_margin_loss(input, target, reduction_of(reduction))


@with_old_words(3)
def multilabel_soft_margin_loss(
    input: Any, target: Any, weight: Any = None, reduction: str = "mean"
) -> Any:
    """Binary cross entropy of each class, averaged over classes."""
    loss = -(target * log_sigmoid(input) + (1 - target) * log_sigmoid(-input))
    if weight is not None:
        loss = loss * weight
    return reduced_by(loss.sum(loss.dim() - 1) / input.size(input.dim() - 1), reduction)


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
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    measure = distance_function or pairwise_distance
    near, far = measure(anchor, positive), measure(anchor, negative)
    if swap:
        far = choice.minimum(far, measure(positive, negative))
    return reduced_by(choice.clamp_min(margin + near - far, 0), reduction)


@with_old_words(4)
def margin_ranking_loss(
    input1: Any, input2: Any, target: Any, margin: float = 0, reduction: str = "mean"
) -> Any:
    if input1.ndim != input2.ndim or input1.ndim != target.ndim:
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {input1.shape}, input2: {input2.shape}, target: {target.shape} "
        )
    losses = choice.clamp_min(-target * (input1 - input2) + margin, 0)
    return reduced_by(losses, reduction)


@with_old_words(3)
def hinge_embedding_loss(
    input: Any, target: Any, margin: float = 1.0, reduction: str = "mean"
) -> Any:
    zeros = creation.zeros_like(input)
    far = choice.where(
        target != 1, choice.clamp_min(arithmetic.number_minus(input, margin), 0), zeros
    )
    near = choice.where(target != -1, input, zeros)
    return reduced_by(far + near, reduction)


@with_old_words(4)
def cosine_embedding_loss(
    input1: Any, input2: Any, target: Any, margin: float = 0, reduction: str = "mean"
) -> Any:
    cosine = cosine_similarity(input1, input2, dim=-1)
    zeros = creation.zeros_like(cosine)
    near = choice.where(target == 1, 1 - cosine, zeros)
    far = choice.where(target == -1, choice.clamp_number(cosine - margin, 0), zeros)
    return reduced_by(near + far, reduction)


@with_old_words(7)
def triplet_margin_loss(
    anchor: Any,
    positive: Any,
    negative: Any,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    reduction: str = "mean",
) -> Any:
    if margin <= 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    _parse_triplet(anchor, positive, negative, margin, p, eps, swap, reduction_of(reduction))
    near = pairwise_distance(anchor, positive, p, eps)
    far = pairwise_distance(anchor, negative, p, eps)
    if swap:
        far = choice.minimum(far, pairwise_distance(positive, negative, p, eps))
    gap = arithmetic.add_scalar(near, margin) - far
    return reduced_by(choice.clamp_min(gap, 0), reduction)
