"""torch.nn.functional: attention."""

from __future__ import annotations

import math
import warnings
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.nn.functions.activations import softmax
from gradwalk.nn.functions.dropout import dropout
from gradwalk.nn.functions.linear import linear
from gradwalk.nn.functions.padding import pad
from gradwalk.ops import arithmetic, attention, linalg
from gradwalk.ops.join import cat


def scaled_dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    attn_mask: Any = None,
    dropout_p: float = 0.0,
    is_causal: bool = False,
    scale: float | None = None,
    enable_gqa: bool = False,
) -> Any:
    """softmax(query @ key.T * scale + mask) @ value."""
    _check_attention(query, key, value, attn_mask)
    if not dropout_p and _is_flash((query, key, value), attn_mask, enable_gqa):
        return attention.flash_attention(query, key, value, 0.0, is_causal, attn_mask, scale)[0]
    if is_causal and attn_mask is not None:
        raise RuntimeError(
            "_scaled_dot_product_attention: Explicit attn_mask should not be set when "
            "is_causal=True"
        )
    n, m, size = query.shape[-2], key.shape[-2], query.shape[-1]
    factor = (1 / math.sqrt(size or 1) if scale is None else scale) ** 0.5
    scaled = arithmetic.mul_scalar(query, factor)
    scores = linalg.matmul(scaled, arithmetic.mul_scalar(key.transpose(-2, -1), factor))
    if is_causal:
        attn_mask = creation.ones(n, m, dtype=dtypes.bool_).tril()
    if attn_mask is not None and attn_mask.dtype is dtypes.bool_:
        attn_mask = additive(attn_mask.logical_not(), query.dtype)
    if attn_mask is not None:
        scores = scores + attn_mask
    return linalg.matmul(dropout(attention.safe_softmax(scores, -1), dropout_p), value)


def _check_attention(query: Any, key: Any, value: Any, mask: Any) -> None:
    names, tensors = ("query", "key", "value"), (query, key, value)
    kinds, ranks = [each.dtype.c_name for each in tensors], [each.ndim for each in tensors]
    for what, all_to, given, wrong in (
        ("dtype", "have the same dtype", kinds, len(set(kinds)) > 1),
        ("dim", "all be  at least 2 dimensional", ranks, min(ranks) < 2),
    ):
        if wrong:
            shown = [f"{name}.{what}: {each}" for name, each in zip(names, given, strict=True)]
            raise RuntimeError(
                f"Expected query, key, and value to {all_to}, but got {shown[0]} {shown[1]} and "
                f"{shown[2]} instead."
            )
    if mask is not None and mask.dtype not in (dtypes.bool_, dtypes.float32, query.dtype):
        raise RuntimeError(
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got "
            f"attn_mask.dtype: {mask.dtype.c_name} and  query.dtype: {query.dtype.c_name} instead."
        )


def _is_flash(tensors: tuple[Any, ...], mask: Any, grouped: bool) -> bool:
    """Whether PyTorch's CPU runs attention as one operation."""
    if any(each.ndim != 4 or not each.shape[-1] for each in tensors):
        return False
    query, key, value = (tuple(each.shape) for each in tensors)
    heads = query[1] == key[1] or (grouped and query[1] % key[1] == 0)
    fits = key == value and (query[0], query[-1]) == (key[0], key[-1]) and heads
    return fits and (mask is None or (mask.ndim in (2, 4) and not mask.requires_grad))


def additive(mask: Any, dtype: Any) -> Any:
    """A mask as something to add: minus infinity where it is true."""
    if mask is None or mask.dtype is not dtypes.bool_:
        return mask
    return creation.zeros(*mask.shape, dtype=dtype).masked_fill_(mask, -math.inf)


def multi_head_attention_forward(
    query: Any,
    key: Any,
    value: Any,
    embed_dim_to_check: int,
    num_heads: int,
    in_proj_weight: Any,
    in_proj_bias: Any,
    bias_k: Any,
    bias_v: Any,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Any,
    out_proj_bias: Any,
    training: bool = True,
    key_padding_mask: Any = None,
    need_weights: bool = True,
    attn_mask: Any = None,
    use_separate_proj_weight: bool = False,
    q_proj_weight: Any = None,
    k_proj_weight: Any = None,
    v_proj_weight: Any = None,
    average_attn_weights: bool = True,
    is_causal: bool = False,
) -> tuple[Any, Any]:
    """Attention in several heads: (target, batch, embed) -> the same, and the weights."""
    batched = query.ndim == 3
    _check_dimensions(query, key, value, key_padding_mask, attn_mask, num_heads)
    if not batched:
        query, key, value = (each.unsqueeze(1) for each in (query, key, value))
        key_padding_mask = None if key_padding_mask is None else key_padding_mask.unsqueeze(0)
    _check_masks(key_padding_mask, attn_mask)
    _check_heads(query, embed_dim_to_check, is_causal, attn_mask)
    weights = (q_proj_weight, k_proj_weight, v_proj_weight) if use_separate_proj_weight else None
    q, k, v = _projected(query, key, value, in_proj_weight, weights, in_proj_bias)
    k, v = _with_bias(k, bias_k), _with_bias(v, bias_v)
    options = (num_heads, add_zero_attn, dropout_p if training else 0.0, need_weights)
    made, shares = _heads(q, k, v, *options, attn_mask, key_padding_mask)
    made = linear(made, out_proj_weight, out_proj_bias).view(query.shape[0], query.shape[1], -1)
    return _results(made, shares, batched, average_attn_weights)


def _projected(
    query: Any, key: Any, value: Any, packed: Any, separate: Any, bias: Any
) -> tuple[Any, Any, Any]:
    """Queries, keys and values of the heads, by one packed weight or by one for each."""
    if separate is None:
        return _packed(query, key, value, packed, bias)
    if key.shape[:2] != value.shape[:2]:
        raise AssertionError(
            f"key's sequence and batch dims {key.shape[:2]} do not match value's {value.shape[:2]}"
        )
    return _separately(query, key, value, separate, bias)


def _with_bias(value: Any, bias: Any) -> Any:
    """Keys or values with one more, the same for each of the batch."""
    return value if bias is None else _cat((value, bias.repeat(1, value.shape[1], 1)))


def _results(made: Any, shares: Any, batched: bool, average: bool) -> tuple[Any, Any]:
    """Without the batch dimension where the input lacked it; the weights' mean over the heads."""
    if average and shares is not None:
        shares = shares.mean(dim=1)
    if batched:
        return made, shares
    return made.squeeze(1), None if shares is None else shares.squeeze(0)


def _check_dimensions(
    query: Any, key: Any, value: Any, padding: Any, mask: Any, heads: int
) -> None:
    """Refuse what is not of as many dimensions as the query, with or without a batch."""
    n = query.ndim
    if n not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {n}-D query tensor"
        )
    start = f"For {'batched' if n == 3 else 'unbatched'} ({n}-D) `query`, expected"
    if key.ndim != n or value.ndim != n:
        raise AssertionError(
            f"{start} `key` and `value` to be {n}-D but found {key.ndim}-D and {value.ndim}-D "
            "tensors respectively"
        )
    for each, ranks, text in (
        (padding, (n - 1,), f"`key_padding_mask` to be `None` or {n - 1}-D"),
        (mask, (2, 3), "`attn_mask` to be `None`, 2-D or 3-D"),
    ):
        if each is not None and each.ndim not in ranks:
            raise AssertionError(f"{start} {text} but found {each.ndim}-D tensor instead")
    wanted = (heads, query.shape[0], key.shape[0])
    if mask is not None and n == 2 and mask.ndim == 3 and tuple(mask.shape) != wanted:
        text = f"Expected `attn_mask` shape to be {wanted} but got {mask.shape}"
        raise AssertionError(text)


def _check_masks(padding: Any, mask: Any) -> None:
    for name, each in (("key_padding_mask", padding), ("attn_mask", mask)):
        kind = None if each is None else each.dtype
        if kind is not None and kind is not dtypes.bool_ and not kind.is_floating_point:
            raise AssertionError(f"only bool and floating types of {name} are supported")
        if name == "key_padding_mask" and None not in (kind, mask) and kind is not mask.dtype:
            warnings.warn(
                "Support for mismatched key_padding_mask and attn_mask is deprecated. Use same "
                "type for both instead.",
                stacklevel=5,
            )


def _check_heads(query: Any, wanted: int, is_causal: bool, attn_mask: Any) -> None:
    embed = query.shape[2]
    if embed != wanted:
        raise AssertionError(f"was expecting embedding dimension of {wanted}, but got {embed}")
    if is_causal and attn_mask is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module "
            "method `generate_square_subsequent_mask` to create this mask."
        )


def _cat(tensors: tuple[Any, ...], dim: int = 0) -> Any:
    return cat(tensors, dim)


def _packed(query: Any, key: Any, value: Any, weight: Any, bias: Any) -> tuple[Any, Any, Any]:
    """The three projections by one matrix."""
    if key.shape != value.shape:
        raise AssertionError(f"key shape {key.shape} does not match value shape {value.shape}")
    embed = query.size(-1)
    if key is value and query is key:
        made = linear(query, weight, bias)
        made = made.unflatten(-1, (3, embed)).unsqueeze(0).transpose(0, -2).squeeze(-2)
        made = made.contiguous()
        return made[0], made[1], made[2]
    if key is value:
        w_q, w_kv = weight.split([embed, embed * 2])
        b_q, b_kv = (None, None) if bias is None else bias.split([embed, embed * 2])
        q = linear(query, w_q, b_q)
        both = linear(key, w_kv, b_kv)
        both = both.unflatten(-1, (2, embed)).unsqueeze(0).transpose(0, -2).squeeze(-2)
        both = both.contiguous()
        return q, both[0], both[1]
    weights = weight.chunk(3)
    return _separately(query, key, value, weights, bias)


def _separately(query: Any, key: Any, value: Any, weights: Any, bias: Any) -> tuple[Any, Any, Any]:
    biases = (None, None, None) if bias is None else bias.chunk(3)
    triples = zip((query, key, value), weights, biases, strict=True)
    q, k, v = (linear(each, weight, b) for each, weight, b in triples)
    return q, k, v


def _heads(
    q: Any,
    k: Any,
    v: Any,
    heads: int,
    add_zero: bool,
    dropout_p: float,
    need_weights: bool,
    mask: Any,
    padding: Any,
) -> tuple[Any, Any]:
    """Attention of each head; (target * batch, embed), and the shares where they are wanted."""
    target, batch, embed = q.shape
    size = embed // heads
    q = q.view(target, batch * heads, size).transpose(0, 1)
    k = k.view(k.shape[0], batch * heads, size).transpose(0, 1)
    v = v.view(v.shape[0], batch * heads, size).transpose(0, 1)
    extra = 1 if add_zero else 0
    if add_zero:
        zeros = creation.zeros(batch * heads, 1, size, dtype=k.dtype)
        k, v = _cat((k, zeros), 1), _cat((v, zeros), 1)
    source = k.size(1)
    mask = _mask(mask, padding, q.dtype, (batch, heads, target, source), extra)
    if not need_weights:
        q, k, v = (each.view(batch, heads, -1, size) for each in (q, k, v))
        if mask is not None:
            mask = mask.unsqueeze(0) if mask.size(0) == 1 else mask.view(batch, heads, -1, source)
        made = scaled_dot_product_attention(q, k, v, mask, dropout_p)
        return made.permute(2, 0, 1, 3).reshape(batch * target, embed), None
    scaled = q * math.sqrt(1.0 / float(size))
    if mask is not None:
        scores = linalg.baddbmm(mask, scaled, k.transpose(-2, -1))
    else:
        scores = linalg.bmm(scaled, k.transpose(-2, -1))
    shares = softmax(scores, -1)
    if dropout_p > 0.0:
        shares = dropout(shares, dropout_p)
    made = linalg.bmm(shares, v).transpose(0, 1).reshape(target * batch, embed)
    return made, shares.view(batch, heads, target, source)


def _mask(mask: Any, padding: Any, dtype: Any, sizes: tuple[int, ...], extra: int) -> Any:
    """The attention mask and the padding mask together, to be added to the scores."""
    batch, heads, target, source = sizes
    mask, padding = additive(mask, dtype), additive(padding, dtype)
    if mask is not None:
        wanted = (
            (target, source - extra) if mask.ndim == 2 else (batch * heads, target, source - extra)
        )
        if mask.ndim not in (2, 3):
            raise RuntimeError(f"attn_mask's dimension {mask.ndim} is not supported")
        if tuple(mask.shape) != wanted:
            raise RuntimeError(
                f"The shape of the {mask.ndim}D attn_mask is {mask.shape}, but should be {wanted}."
            )
        mask = mask.unsqueeze(0) if mask.ndim == 2 else mask
    if extra:
        mask = None if mask is None else pad(mask, (0, 1))
        padding = None if padding is None else pad(padding, (0, 1))
    if padding is None:
        return mask
    if padding.shape[1] != source:
        text = f"Expected key_padded_mask.shape[1] to be {source}, but got {padding.shape[1]}"
        raise AssertionError(text)
    wide = padding.view(batch, 1, 1, source).expand(-1, heads, -1, -1)
    wide = wide.reshape(batch * heads, 1, source)
    return wide if mask is None else mask + wide
