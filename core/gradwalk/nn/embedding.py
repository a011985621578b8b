"""Embeddings, one by one or in bags."""

from __future__ import annotations

from typing import Any

from gradwalk.mode import no_grad
from gradwalk.nn import functional as F
from gradwalk.nn import init
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import Parameter, empty


class _Table(Module):
    """What both share: a table of as many rows as there are embeddings."""

    def _fill(self, weight: Any, dtype: Any, device: Any) -> None:
        """Take the given weight, or a random one."""
        sizes = (self.num_embeddings, self.embedding_dim)
        if weight is None:
            self.weight = empty(*sizes, dtype=dtype, device=device)
            self.reset_parameters()
            return
        if tuple(weight.shape) != sizes:
            raise AssertionError("Shape of weight does not match num_embeddings and embedding_dim")
        self.weight = Parameter(weight)

    def reset_parameters(self) -> None:
        init.normal_(self.weight)
        if self.padding_idx is not None:
            with no_grad():
                self.weight[self.padding_idx].fill_(0)

    @classmethod
    def from_pretrained(cls, embeddings: Any, freeze: bool = True, *args: Any, **kw: Any) -> Any:
        if embeddings.dim() != 2:
            raise AssertionError("Embeddings parameter is expected to be 2-dimensional")
        options: dict[str, Any] = {"_weight": embeddings, **kw}
        made = cls(*embeddings.shape, *args, **options)
        made.weight.requires_grad = not freeze
        return made

    def _told(self) -> list[str]:
        """Sizes and unusual options, as they are shown."""
        usual = {"padding_idx": None, "max_norm": None, "norm_type": 2.0}
        usual |= {"scale_grad_by_freq": False, "sparse": False}
        told = [f"{k}={getattr(self, k)}" for k, v in usual.items() if getattr(self, k) != v]
        return [str(self.num_embeddings), str(self.embedding_dim), *told]


class Embedding(_Table):
    def __init__(
        self, num_embeddings: int, embedding_dim: int, padding_idx: int | None = None,
        max_norm: float | None = None, norm_type: float = 2.0, scale_grad_by_freq: bool = False,
        sparse: bool = False, _weight: Any = None, _freeze: bool = False, device: Any = None,
        dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        self.max_norm, self.norm_type = max_norm, norm_type
        self.scale_grad_by_freq, self.sparse = scale_grad_by_freq, sparse
        if padding_idx is not None and not -num_embeddings <= padding_idx < num_embeddings:
            raise AssertionError("Padding_idx must be within num_embeddings")
        if padding_idx is not None and padding_idx < 0:
            padding_idx += num_embeddings
        self.padding_idx = padding_idx
        self._fill(_weight, dtype, device)
        self.weight.requires_grad_(not _freeze)

    def forward(self, input: Any) -> Any:
        options = (self.padding_idx, self.max_norm, self.norm_type, self.scale_grad_by_freq)
        return F.embedding(input, self.weight, *options, self.sparse)

    def extra_repr(self) -> str:
        return ", ".join(self._told())


class EmbeddingBag(_Table):
    """The sum, mean or maximum of the embeddings of each bag."""

    def __init__(
        self, num_embeddings: int, embedding_dim: int, max_norm: Any = None,
        norm_type: float = 2.0, scale_grad_by_freq: bool = False, mode: str = "mean",
        sparse: bool = False, _weight: Any = None, include_last_offset: bool = False,
        padding_idx: int | None = None, device: Any = None, dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.num_embeddings, self.embedding_dim = num_embeddings, embedding_dim
        self.max_norm, self.norm_type = max_norm, norm_type
        self.scale_grad_by_freq, self.sparse = scale_grad_by_freq, sparse
        self.mode, self.include_last_offset = mode, include_last_offset
        if padding_idx is not None and not -num_embeddings <= padding_idx < num_embeddings:
            raise AssertionError("padding_idx must be within num_embeddings")
        self.padding_idx = None if padding_idx is None else padding_idx % num_embeddings
        self._fill(_weight, dtype, device)

    def forward(self, input: Any, offsets: Any = None, per_sample_weights: Any = None) -> Any:
        options = (self.max_norm, self.norm_type, self.scale_grad_by_freq, self.mode, self.sparse)
        rest = (per_sample_weights, self.include_last_offset, self.padding_idx)
        return F.embedding_bag(input, self.weight, offsets, *options, *rest)

    def extra_repr(self) -> str:
        told = [each for each in self._told() if not each.startswith("padding_idx")]
        padding = [] if self.padding_idx is None else [f"padding_idx={self.padding_idx}"]
        return ", ".join([*told, f"mode={self.mode!r}", *padding])
