"""Pooling layers."""

from __future__ import annotations

from typing import Any

from gradwalk.nn import functional as F
from gradwalk.nn.families import function_of, of_dimensions, shown
from gradwalk.nn.functions.sizes import Size, each
from gradwalk.nn.module import Module


class _MaxPoolNd(Module):
    _function: staticmethod[..., Any]

    def __init__(
        self,
        kernel_size: Size,
        stride: Any = None,
        padding: Size = 0,
        dilation: Size = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding, self.dilation = padding, dilation
        self.return_indices, self.ceil_mode = return_indices, ceil_mode

    def forward(self, input: Any) -> Any:
        sizes = (self.kernel_size, self.stride, self.padding, self.dilation)
        return self._function(input, *sizes, self.ceil_mode, self.return_indices)

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding", "dilation", "ceil_mode")


class _AvgPoolNd(Module):
    _function: staticmethod[..., Any]

    def __init__(
        self,
        kernel_size: Size,
        stride: Any = None,
        padding: Size = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> None:
        super().__init__()
        self.kernel_size, self.padding = kernel_size, padding
        self.stride = kernel_size if stride is None else stride
        self.ceil_mode, self.count_include_pad = ceil_mode, count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input: Any) -> Any:
        options = (self.padding, self.ceil_mode, self.count_include_pad, self.divisor_override)
        return self._function(input, self.kernel_size, self.stride, *options)

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding")


class AvgPool1d(_AvgPoolNd):
    def __init__(
        self,
        kernel_size: Size,
        stride: Any = None,
        padding: Size = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        kernel = each(kernel_size, 1)
        step = kernel if stride is None else each(stride, 1)
        super().__init__(kernel, step, each(padding, 1), ceil_mode, count_include_pad)

    def forward(self, input: Any) -> Any:
        options = (self.padding, self.ceil_mode, self.count_include_pad)
        return F.avg_pool1d(input, self.kernel_size, self.stride, *options)


class _Adaptive(Module):
    _function: staticmethod[..., Any]

    def __init__(self, output_size: Any) -> None:
        super().__init__()
        self.output_size = output_size

    def forward(self, input: Any) -> Any:
        return self._function(input, self.output_size)

    def extra_repr(self) -> str:
        return shown(self, "output_size")


class _AdaptiveMaxPoolNd(_Adaptive):
    def __init__(self, output_size: Any, return_indices: bool = False) -> None:
        super().__init__(output_size)
        self.return_indices = return_indices

    def forward(self, input: Any) -> Any:
        return self._function(input, self.output_size, self.return_indices)


class _LPPoolNd(Module):
    _function: staticmethod[..., Any]

    def __init__(
        self, norm_type: float, kernel_size: Any, stride: Any = None, ceil_mode: bool = False
    ) -> None:
        super().__init__()
        self.norm_type, self.kernel_size = norm_type, kernel_size
        self.stride, self.ceil_mode = stride, ceil_mode

    def forward(self, input: Any) -> Any:
        options = (float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode)
        return self._function(input, *options)

    def extra_repr(self) -> str:
        return shown(self, "norm_type", "kernel_size", "stride", "ceil_mode")


class _MaxUnpoolNd(Module):
    k: int
    _function: staticmethod[..., Any]

    def __init__(self, kernel_size: Any, stride: Any = None, padding: Any = 0) -> None:
        super().__init__()
        self.kernel_size, self.padding = each(kernel_size, self.k), each(padding, self.k)
        self.stride = self.kernel_size if stride is None else each(stride, self.k)

    def forward(self, input: Any, indices: Any, output_size: Any = None) -> Any:
        sizes = (self.kernel_size, self.stride, self.padding)
        return self._function(input, indices, *sizes, output_size)

    def extra_repr(self) -> str:
        return shown(self, "kernel_size", "stride", "padding")


class _FractionalMaxPool(Module):
    k: int
    _function: staticmethod[..., Any]

    def __init__(
        self,
        kernel_size: Any,
        output_size: Any = None,
        output_ratio: Any = None,
        return_indices: bool = False,
        _random_samples: Any = None,
    ) -> None:
        super().__init__()
        k, name = self.k, type(self).__name__
        self.kernel_size, self.return_indices = each(kernel_size, k), return_indices
        self._random_samples = _random_samples
        self.output_size = None if output_size is None else each(output_size, k)
        single = isinstance(output_ratio, float)
        self.output_ratio = (output_ratio,) * k if single else output_ratio
        if output_size is None and output_ratio is None:
            text = f"{name} requires specifying either an output size, or a pooling ratio"
            raise ValueError(text)
        if output_size is not None and output_ratio is not None:
            raise ValueError("only one of output_size and output_ratio may be specified")
        if self.output_ratio is not None and not all(0 < each < 1 for each in self.output_ratio):
            raise ValueError(f"output_ratio must be between 0 and 1 (got {output_ratio})")

    def forward(self, input: Any) -> Any:
        sizes = (self.kernel_size, self.output_size, self.output_ratio)
        return self._function(input, *sizes, self.return_indices, self._random_samples)


MaxPool1d, MaxPool2d, MaxPool3d = of_dimensions(
    _MaxPoolNd, "MaxPool", 1, 2, 3, _function=function_of("max_pool")
)
AvgPool2d, AvgPool3d = of_dimensions(_AvgPoolNd, "AvgPool", 2, 3, _function=function_of("avg_pool"))
AdaptiveAvgPool1d, AdaptiveAvgPool2d, AdaptiveAvgPool3d = of_dimensions(
    _Adaptive, "AdaptiveAvgPool", 1, 2, 3, _function=function_of("adaptive_avg_pool")
)
AdaptiveMaxPool1d, AdaptiveMaxPool2d, AdaptiveMaxPool3d = of_dimensions(
    _AdaptiveMaxPoolNd, "AdaptiveMaxPool", 1, 2, 3, _function=function_of("adaptive_max_pool")
)
LPPool1d, LPPool2d, LPPool3d = of_dimensions(
    _LPPoolNd, "LPPool", 1, 2, 3, _function=function_of("lp_pool")
)
MaxUnpool1d, MaxUnpool2d, MaxUnpool3d = of_dimensions(
    _MaxUnpoolNd, "MaxUnpool", 1, 2, 3, _function=function_of("max_unpool")
)
FractionalMaxPool2d, FractionalMaxPool3d = of_dimensions(
    _FractionalMaxPool, "FractionalMaxPool", 2, 3, _function=function_of("fractional_max_pool")
)
