"""torch.nn.functional: patches of images as columns, and back."""

from __future__ import annotations

from typing import Any

from gradwalk.nn.functions.sizes import each
from gradwalk.ops.resize import col2im, im2col


def unfold(
    input: Any, kernel_size: Any, dilation: Any = 1, padding: Any = 0, stride: Any = 1
) -> Any:
    """(n, c, h, w) -> (n, c * area of the kernel, places): each column is one patch."""
    return im2col(input, *[each(size, 2) for size in (kernel_size, dilation, padding, stride)])


def fold(
    input: Any,
    output_size: Any,
    kernel_size: Any,
    dilation: Any = 1,
    padding: Any = 0,
    stride: Any = 1,
) -> Any:
    """The patches added up in an image of the given size."""
    sizes = [each(size, 2) for size in (output_size, kernel_size, dilation, padding, stride)]
    return col2im(input, *sizes)
