"""Convolution layers."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.nn import functional as F
from gradwalk.nn import init
from gradwalk.nn.families import function_of, of_dimensions
from gradwalk.nn.functions.sizes import Size, each
from gradwalk.nn.module import Module
from gradwalk.nn.parameter import empty

_MODES = {"zeros", "reflect", "replicate", "circular"}
_WORDS = {"same", "valid"}


def _check_padding(padding: Any, stride: tuple[int, ...], mode: str) -> None:
    if isinstance(padding, str):
        if padding not in _WORDS:
            raise ValueError(f"Invalid padding string {padding!r}, should be one of {_WORDS}")
        if padding == "same" and any(n != 1 for n in stride):
            raise ValueError("padding='same' is not supported for strided convolutions")
    if mode not in _MODES:
        raise ValueError(f"padding_mode must be one of {_MODES}, but got padding_mode={mode!r}")


class _ConvNd(Module):
    """What the convolutions share: the function, and its number of spatial dimensions."""

    k = 0
    _function: staticmethod[..., Any]
    transposed = False

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size = 1,
        padding: Any = 0,
        dilation: Size = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
        output_padding: Size = 0,
    ) -> None:
        super().__init__()
        if in_channels % groups:
            raise ValueError("in_channels must be divisible by groups")
        if out_channels % groups:
            raise ValueError("out_channels must be divisible by groups")
        _check_padding(padding, each(stride, self.k), padding_mode)
        self.in_channels, self.out_channels, self.groups = in_channels, out_channels, groups
        self.kernel_size = each(kernel_size, self.k)
        self.stride, self.dilation = each(stride, self.k), each(dilation, self.k)
        self.padding: Any = padding if isinstance(padding, str) else each(padding, self.k)
        self.padding_mode = padding_mode
        self.output_padding = each(output_padding, self.k)
        channels = (out_channels, in_channels // groups)
        if self.transposed:
            channels = (in_channels, out_channels // groups)
        self.weight = empty(*channels, *self.kernel_size, dtype=dtype, device=device)
        if bias:
            self.bias = empty(out_channels, dtype=dtype, device=device)
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            bound = 1 / math.sqrt(fan_in) if fan_in else 0.0
            init.uniform_(self.bias, -bound, bound)

    def _sides(self) -> list[tuple[int, int]]:
        """How much is padded before and after, of each dimension."""
        if not isinstance(self.padding, str):
            return [(n, n) for n in self.padding]
        totals = [d * (n - 1) for n, d in zip(self.kernel_size, self.dilation, strict=True)]
        kept = self.padding == "same"
        return [(n // 2, n - n // 2) if kept else (0, 0) for n in totals]

    def _padded(self, input: Any) -> tuple[Any, Any]:
        """The input padded here where padding is not by zeros, and what is left to pad."""
        if self.padding_mode == "zeros":
            return input, self.padding
        around = [n for pair in reversed(self._sides()) for n in pair]
        return F.pad(input, around, mode=self.padding_mode), (0,) * self.k

    def forward(self, input: Any) -> Any:
        input, left = self._padded(input)
        sizes = (self.stride, left, self.dilation, self.groups)
        return self._function(input, self.weight, self.bias, *sizes)

    def extra_repr(self) -> str:
        text = (
            f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, "
            f"stride={self.stride}"
        )
        zero, one = (0,) * self.k, (1,) * self.k
        if self.padding != zero:
            shown = repr(self.padding) if not isinstance(self.padding, str) else self.padding
            text += f", padding={shown}"
        if self.dilation != one:
            text += f", dilation={self.dilation}"
        if self.output_padding != zero:
            text += f", output_padding={self.output_padding}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        if self.padding_mode != "zeros":
            text += f", padding_mode={self.padding_mode}"
        return text


Conv1d, Conv2d, Conv3d = of_dimensions(_ConvNd, "Conv", 1, 2, 3, _function=function_of("conv"))


class _ConvTransposeNd(_ConvNd):
    transposed = True

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size = 1,
        padding: Size = 0,
        output_padding: Size = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Size = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if padding_mode != "zeros":
            name = type(self).__name__
            raise ValueError(f'Only "zeros" padding mode is supported for {name}')
        sizes = (in_channels, out_channels, kernel_size, stride, padding, dilation, groups)
        rest = (bias, padding_mode, device, dtype)
        super().__init__(*sizes, *rest, output_padding=output_padding)

    def forward(self, input: Any, output_size: Any = None) -> Any:
        extra = self.output_padding if output_size is None else self._extra(input, output_size)
        sizes = (self.stride, self.padding, extra, self.groups, self.dilation)
        return self._function(input, self.weight, self.bias, *sizes)

    def _extra(self, input: Any, wanted: Any) -> tuple[int, ...]:
        """The output padding that makes the result as large as is wanted."""
        batched = input.dim() - self.k
        wanted = wanted[batched:] if len(wanted) == self.k + batched else wanted
        if len(wanted) != self.k:
            raise ValueError(
                f"ConvTranspose{self.k}D: for {input.dim()}D input, output_size must have {self.k} "
                f"or {self.k + batched} elements (got {len(wanted)})"
            )
        given = (input.shape[batched:], self.stride, self.padding, self.dilation, self.kernel_size)
        least = [
            (n - 1) * stride - 2 * padding + dilation * (size - 1) + 1
            for n, stride, padding, dilation, size in zip(*given, strict=True)
        ]
        most = [low + stride - 1 for low, stride in zip(least, self.stride, strict=True)]
        if not all(low <= n <= high for low, n, high in zip(least, wanted, most, strict=True)):
            raise ValueError(
                f"requested an output size of {wanted}, but valid sizes range from {least} to "
                f"{most} (for an input of {input.shape[2:]})"
            )
        return tuple([n - low for n, low in zip(wanted, least, strict=True)])


ConvTranspose1d, ConvTranspose2d, ConvTranspose3d = of_dimensions(
    _ConvTransposeNd, "ConvTranspose", 1, 2, 3, _function=function_of("conv_transpose")
)
