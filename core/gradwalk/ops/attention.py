"""Attention as one operation, which PyTorch's CPU runs where all tensors have 4 dimensions.

The shares of a query from which a mask hides all keys are 0, not nan. They are not saved but
computed again, from what is (Dao et al. 2022, FlashAttention, appendix B.2 has the gradients).
"""

from __future__ import annotations

import math
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import rounded
from gradwalk.ops.activation import _softmax, softmax_backward_data
from gradwalk.ops.arithmetic import without_derivative
from gradwalk.ops.samples import numbers

safe_softmax: Function = op(
    "_safe_softmax",
    lambda self, dim: xp.where(
        (self == -xp.inf).all(dim, keepdims=True), self.dtype.type(0), _softmax(self, dim)
    ),
    self=lambda grad, result, dim: softmax_backward_data(grad, result, dim),
    samples=((numbers(2, 3), 1),),
)


def _scale(query: Any, scale: float | None) -> Any:
    return query.dtype.type(1 / math.sqrt(query.shape[-1]) if scale is None else scale)


def _like_heads(array: Any, query: Any) -> Any:
    """Keys or values, of which each head may serve several of the queries'."""
    return xp.repeat(array, query.shape[1] // array.shape[1], 1)


def _of_heads(made: Any, like: Any) -> Any:
    """The gradient of keys or values: the sum over the queries' heads that one serves."""
    batch, heads, length, size = like.shape
    return made.reshape(batch, heads, -1, length, size).sum(2)


def _scores(query: Any, key: Any, is_causal: bool, attn_mask: Any, scale: float | None) -> Any:
    scores = xp.matmul(query, _like_heads(key, query).mT) * _scale(query, scale)
    if attn_mask is not None:
        hides = attn_mask.dtype.kind == "b"
        scores = xp.where(attn_mask, scores, -xp.inf) if hides else scores + attn_mask
    if is_causal:
        scores = xp.where(xp.tri(*scores.shape[-2:], dtype=bool), scores, -xp.inf)
    return scores.astype(query.dtype)


def _forward(
    query: Any,
    key: Any,
    value: Any,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    attn_mask: Any = None,
    scale: float | None = None,
) -> tuple[Any, Any]:
    """The output, and of each query the logarithm of what its shares are divided by."""
    scores = _scores(query, key, is_causal, attn_mask, scale)
    top = xp.maximum(scores.max(-1, keepdims=True), xp.finfo(query.dtype).min)
    shares = rounded.exp(scores - top)
    total = shares.sum(-1, keepdims=True)
    made = xp.empty_like(query)  # so it lies in memory
    made[...] = xp.matmul(shares / xp.where(total == 0, 1, total), _like_heads(value, query))
    return made, (top + xp.log(total))[..., 0]


_NAME = "_scaled_dot_product_flash_attention_for_cpu"


def _backward(wanted: str) -> Function:
    """The gradient of the query, key or value."""

    def backward(
        grad: Any,
        query: Any,
        key: Any,
        value: Any,
        output: Any,
        logsumexp: Any,
        is_causal: bool,
        attn_mask: Any,
        scale: float | None,
    ) -> Any:
        scores, below = _scores(query, key, is_causal, attn_mask, scale), logsumexp[..., None]
        shares = rounded.exp(xp.where(below == -xp.inf, below, scores - below))
        if wanted == "value":
            return _of_heads(xp.matmul(shares.mT, grad), value)
        slopes = xp.matmul(grad, _like_heads(value, query).mT)
        slopes = shares * (slopes - (grad * output).sum(-1, keepdims=True)) * _scale(query, scale)
        if wanted == "query":
            return xp.matmul(slopes, _like_heads(key, query))
        return _of_heads(xp.matmul(slopes.mT, query), key)

    inputs, torch_name = ("grad", "query", "key", "value"), f"{_NAME}_backward"
    return without_derivative(f"{wanted}{torch_name}", backward, *inputs, torch_name=torch_name)


flash_attention: Function = op(
    _NAME,
    _forward,
    **{each: _backward(each) for each in ("query", "key", "value")},
    node="ScaledDotProductFlashAttentionForCpuBackward0",
    outputs=("output", "logsumexp"),
)
