"""torch.nn.functional: attention."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.nn.functions.activation import dropout, softmax
from gradwalk.ops import linalg


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
