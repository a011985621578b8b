"""Multi-head attention."""

from __future__ import annotations

from typing import Any

from gradwalk import absent
from gradwalk.nn import init
from gradwalk.nn.functions.attention import multi_head_attention_forward
from gradwalk.nn.layers import Linear
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import empty


class NonDynamicallyQuantizableLinear(Linear):
    """The output projection; the name is PyTorch's."""


class MultiheadAttention(Module):
    """Attention in several heads."""

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        dropout: float = 0.0,
        bias: bool = True,
        add_bias_kv: bool = False,
        add_zero_attn: bool = False,
        kdim: int | None = None,
        vdim: int | None = None,
        batch_first: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(
                "embed_dim and num_heads must be greater than 0, got "
                f"embed_dim={embed_dim} and num_heads={num_heads} instead"
            )
        super().__init__()
        self._set_sizes(embed_dim, num_heads, kdim, vdim)
        self.dropout = dropout
        self.batch_first = batch_first
        self._make(dtype, bias)
        self.out_proj = NonDynamicallyQuantizableLinear(
            embed_dim, embed_dim, bias=bias, dtype=dtype
        )
        for name in ("bias_k", "bias_v"):
            setattr(self, name, empty(1, 1, embed_dim, dtype=dtype) if add_bias_kv else None)
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _set_sizes(
        self, embed_dim: int, num_heads: int, kdim: int | None, vdim: int | None
    ) -> None:
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError("embed_dim must be divisible by num_heads")

    def _make(self, dtype: Any, bias: bool) -> None:
        e = self.embed_dim
        sizes = {"q_proj_weight": e, "k_proj_weight": self.kdim, "v_proj_weight": self.vdim}
        if self._qkv_same_embed_dim:
            self.in_proj_weight = empty(3 * e, e, dtype=dtype)
            for name in sizes:
                self.register_parameter(name, None)
        else:
            for name, size in sizes.items():
                setattr(self, name, empty(e, size, dtype=dtype))
            self.register_parameter("in_proj_weight", None)
        if bias:
            self.in_proj_bias = empty(3 * e, dtype=dtype)
        else:
            self.register_parameter("in_proj_bias", None)

    def _reset_parameters(self) -> None:
        if self._qkv_same_embed_dim:
            init.xavier_uniform_(self.in_proj_weight)
        else:
            for weight in (self.q_proj_weight, self.k_proj_weight, self.v_proj_weight):
                init.xavier_uniform_(weight)
        if self.in_proj_bias is not None:
            init.constant_(self.in_proj_bias, 0.0)
            init.constant_(self.out_proj.bias, 0.0)
        for bias in (self.bias_k, self.bias_v):
            if bias is not None:
                init.xavier_normal_(bias)

    def forward(
        self,
        query: Any,
        key: Any,
        value: Any,
        key_padding_mask: Any = None,
        need_weights: bool = True,
        attn_mask: Any = None,
        average_attn_weights: bool = True,
        is_causal: bool = False,
    ) -> tuple[Any, Any]:
        """(target, batch, embed), or batch first; and the weights (batch, target, source)."""
        first = self.batch_first and query.ndim == 3
        if first:
            query, key, value = _swapped(query, key, value)
        made, shares = multi_head_attention_forward(
            query,
            key,
            value,
            self.embed_dim,
            self.num_heads,
            *(self.in_proj_weight, self.in_proj_bias, self.bias_k, self.bias_v),
            self.add_zero_attn,
            self.dropout,
            self.out_proj.weight,
            self.out_proj.bias,
            training=self.training,
            key_padding_mask=key_padding_mask,
            need_weights=need_weights,
            attn_mask=attn_mask,
            use_separate_proj_weight=not self._qkv_same_embed_dim,
            q_proj_weight=self.q_proj_weight,
            k_proj_weight=self.k_proj_weight,
            v_proj_weight=self.v_proj_weight,
            average_attn_weights=average_attn_weights,
            is_causal=is_causal,
        )
        return (made.transpose(1, 0) if first else made), shares


def _swapped(query: Any, key: Any, value: Any) -> tuple[Any, Any, Any]:
    """Batch second; what was one tensor stays one, for the packed projection."""
    if key is value:
        if query is key:
            query = key = value = query.transpose(1, 0)
        else:
            query, key = query.transpose(1, 0), key.transpose(1, 0)
            value = key
        return query, key, value
    return query.transpose(1, 0), key.transpose(1, 0), value.transpose(1, 0)


def __getattr__(name: str) -> Any:
    raise absent.error("torch.nn.attention", globals(), name)
