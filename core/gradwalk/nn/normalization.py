"""Normalisation layers."""

from __future__ import annotations

import warnings
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.nn import functional as F
from gradwalk.nn import init
from gradwalk.nn.families import of_dimensions, shown
from gradwalk.nn.functions.sizes import Size, each
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import empty


def _register(
    module: Module, size: tuple[int, ...], affine: bool, bias: bool, dtype: Any, device: Any
) -> None:
    """Weights of that size where `affine`, and a bias where that is wanted, too."""
    for name, wanted in (("weight", affine), ("bias", affine and bias)):
        made = empty(*size, dtype=dtype, device=device) if wanted else None
        module.register_parameter(name, made)


def _neutral(module: Module) -> None:
    """Times one, plus zero."""
    if module.weight is not None:
        init.ones_(module.weight)
    if module.bias is not None:
        init.zeros_(module.bias)


class LayerNorm(Module):
    def __init__(
        self, normalized_shape: Size, eps: float = 1e-5, elementwise_affine: bool = True,
        bias: bool = True, device: Any = None, dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.normalized_shape = each(normalized_shape, 1)
        self.eps, self.elementwise_affine = eps, elementwise_affine
        _register(self, self.normalized_shape, elementwise_affine, bias, dtype, device)
        _neutral(self)

    def forward(self, input: Any) -> Any:
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        return (
            f"{self.normalized_shape}, eps={self.eps}, "
            f"elementwise_affine={self.elementwise_affine}, bias={self.bias is not None}"
        )


class RMSNorm(Module):
    def __init__(
        self, normalized_shape: Size, eps: float | None = None, elementwise_affine: bool = True,
        device: Any = None, dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.normalized_shape = each(normalized_shape, 1)
        self.eps, self.elementwise_affine = eps, elementwise_affine
        made = None
        if elementwise_affine:
            made = empty(*self.normalized_shape, dtype=dtype, device=device)
        self.register_parameter("weight", made)
        if made is not None:
            init.ones_(made)

    def forward(self, input: Any) -> Any:
        return F.rms_norm(input, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, " + shown(self, "eps", "elementwise_affine")


class GroupNorm(Module):
    def __init__(
        self, num_groups: int, num_channels: int, eps: float = 1e-5, affine: bool = True,
        bias: bool = True, device: Any = None, dtype: Any = None,
    ) -> None:  # fmt: skip
        super().__init__()
        if num_channels % num_groups:
            text = f"num_channels ({num_channels}) must be divisible by num_groups ({num_groups})"
            raise ValueError(text)
        self.num_groups, self.num_channels = num_groups, num_channels
        self.eps, self.affine = eps, affine
        _register(self, (num_channels,), affine, bias, dtype, device)
        _neutral(self)

    def forward(self, input: Any) -> Any:
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        return (
            f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}, "
            f"bias={self.bias is not None}"
        )


class _NormBase(Module):
    dims: tuple[int, ...] = ()  # how many dimensions an input may have

    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float | None = 0.1,
        affine: bool = True, track_running_stats: bool = True, device: Any = None,
        dtype: Any = None, *, bias: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        self.num_features, self.eps, self.momentum = num_features, eps, momentum
        self.affine, self.track_running_stats = affine, track_running_stats
        self._has_bias = bias
        _register(self, (num_features,), affine, bias, dtype, device)
        kept = track_running_stats
        for name in ("running_mean", "running_var"):
            made = creation.zeros(num_features, dtype=dtype) if kept else None
            self.register_buffer(name, made)
        count = creation.tensor(0, dtype=dtypes.int64) if kept else None
        self.register_buffer("num_batches_tracked", count)
        if kept:
            self.reset_running_stats()
        _neutral(self)

    def reset_running_stats(self) -> None:
        """The moving averages as at the beginning."""
        self.running_mean.zero_()
        self.running_var.fill_(1)
        self.num_batches_tracked.zero_()

    _version = 2

    def _adapt(self, given: dict[str, Any], prefix: str, version: int | None) -> None:
        if (version is None or version < 2) and self.track_running_stats:
            given.setdefault(prefix + "num_batches_tracked", self.num_batches_tracked)

    def _check_dims(self, input: Any) -> None:
        if input.dim() not in self.dims:
            wanted = " or ".join(f"{n}D" for n in self.dims)
            raise ValueError(f"expected {wanted} input (got {input.dim()}D input)")

    def extra_repr(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, "
            f"affine={self.affine}, bias={self.affine and self._has_bias}, "
            f"track_running_stats={self.track_running_stats}"
        )


class _BatchNorm(_NormBase):
    def forward(self, input: Any) -> Any:
        self._check_dims(input)
        factor = 0.0 if self.momentum is None else self.momentum
        if self.training and self.num_batches_tracked is not None:
            self.num_batches_tracked.add_(1)
            if self.momentum is None:
                factor = 1.0 / float(self.num_batches_tracked)
        own = self.training or self.running_mean is None
        kept = not self.training or self.track_running_stats
        mean, var = (self.running_mean, self.running_var) if kept else (None, None)
        return F.batch_norm(input, mean, var, self.weight, self.bias, own, factor, self.eps)


BatchNorm1d, BatchNorm2d, BatchNorm3d = of_dimensions(
    _BatchNorm, "BatchNorm", 1, 2, 3, dims=lambda k: (2, 3) if k == 1 else (k + 2,)
)


class _InstanceNorm(_NormBase):
    def __init__(
        self, num_features: int, eps: float = 1e-5, momentum: float = 0.1, affine: bool = False,
        track_running_stats: bool = False, device: Any = None, dtype: Any = None,
    ) -> None:  # fmt: skip
        options = (eps, momentum, affine, track_running_stats, device, dtype)
        super().__init__(num_features, *options)

    def forward(self, input: Any) -> Any:
        alone = self.dims[0]  # dimensions of an input without a batch
        self._check_dims(input)
        given = input.unsqueeze(0) if input.dim() == alone else input
        if given.shape[1] != self.num_features:
            self._refuse_width(1 - (given is not input), given.shape[1])
        own = self.training or not self.track_running_stats
        tensors = (self.running_mean, self.running_var, self.weight, self.bias)
        made = F.instance_norm(given, *tensors, own, self.momentum or 0.0, self.eps)
        return made.squeeze(0) if input.dim() == alone else made

    def _refuse_width(self, dim: int, found: int) -> None:
        """Another number of channels: an error only where there are parameters."""
        if self.affine:
            raise ValueError(
                f"expected input's size at dim={dim} to match num_features "
                f"({self.num_features}), but got: {found}."
            )
        warnings.warn(
            f"input's size at dim={dim} does not match num_features. You can silence this warning "
            "by not passing in num_features, which is not used because affine=False",
            stacklevel=4,
        )


InstanceNorm1d, InstanceNorm2d, InstanceNorm3d = of_dimensions(
    _InstanceNorm, "InstanceNorm", 1, 2, 3, dims=lambda k: (k + 1, k + 2)
)


class LocalResponseNorm(Module):
    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0) -> None:
        super().__init__()
        self.size, self.alpha, self.beta, self.k = size, alpha, beta, k

    def forward(self, input: Any) -> Any:
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

    def extra_repr(self) -> str:
        return f"{self.size}, " + shown(self, "alpha", "beta", "k")
