"""torch.Size: a tuple of lengths that prints as PyTorch prints it."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from typing import Any, Self

from gradwalk import errors
from gradwalk.named import Dotted


class Size(tuple[int, ...], metaclass=Dotted):
    """The shape of a tensor."""

    __slots__ = ()

    def __new__(cls, lengths: Iterable[Any] = ()) -> Self:
        """Checked, as torch.Size checks; the engine's own shapes need no check (`size_of`)."""
        checked: list[int] = []
        for each in lengths:
            try:
                checked.append(operator.index(each))
            except TypeError:
                text = f"(item {len(checked)} is '{type(each).__name__}')"
                raise TypeError(f"torch.Size() takes an iterable of 'int' {text}") from None
        return tuple.__new__(cls, checked)

    def numel(self) -> int:
        """How many elements a tensor of this shape has."""
        total = 1
        for length in self:
            total *= length
        return total

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    def __add__(self, other: Any) -> Size:
        if not isinstance(other, tuple):
            kind = type(other).__name__
            raise TypeError(f"can only concatenate tuple (not {kind}) to torch.Size")
        return Size(tuple(self) + other)

    def __radd__(self, other: Any) -> Size:
        return Size(other + tuple(self)) if isinstance(other, tuple) else NotImplemented

    def __mul__(self, count: Any) -> Size:
        return Size(tuple.__mul__(self, count))

    __rmul__ = __mul__

    def __getitem__(self, index: Any) -> Any:
        found = tuple.__getitem__(self, index)
        return Size(found) if isinstance(index, slice) else found


Size.__module__ = "torch"
_new = functools.partial(tuple.__new__, Size)


def size_of(shape: tuple[int, ...]) -> Size:
    """The shape of an array as a Size."""
    return _new(shape)


def common_shape(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    """The shape two tensors broadcast to, or PyTorch's refusal."""
    wide = max(len(first), len(second))
    a, b = ((1,) * (wide - len(each)) + each for each in (first, second))
    for i in reversed(range(wide)):
        if a[i] != b[i] and 1 not in (a[i], b[i]):
            raise errors.sizes_differ(a[i], b[i], i)
    return tuple(m if n == 1 else n for n, m in zip(a, b, strict=True))
