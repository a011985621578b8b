"""torch.testing: whether two results are close, and how far apart they are if not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from typing import Any

from gradwalk import absent
from gradwalk.array import xp
from gradwalk.creation import as_tensor
from gradwalk.dtypes import promote_types
from gradwalk.mode import no_grad
from gradwalk.ops.gather import unravel_index
from gradwalk.tensor import Tensor
from gradwalk.trace import listen

__all__ = ["assert_close"]
# rtol and atol by dtype, from PyTorch's documentation of assert_close; of all others 0
_SINGLE, _DOUBLE = (1.3e-6, 1e-5), (1e-7, 1e-7)
_CLOSE = {"float16": (1e-3, 1e-5), "float32": _SINGLE, "float64": _DOUBLE}
_CLOSE |= {"complex64": _SINGLE, "complex128": _DOUBLE}
_DTYPES = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}  # of numbers

Place = tuple[Any, ...]  # the indices and keys that lead to an item of containers
Pair = tuple[Callable[[Any, Any], str], Any, Any, Place]  # what tells how two items differ


class _Unlike(Exception):
    """Two values of which no items can be compared."""

    def __init__(self, kind: type[Exception], text: str, at: Place) -> None:
        super().__init__(text)
        self.kind, self.text = kind, _placed(text, at)


def _placed(text: str, at: Place) -> str:
    where = "".join(str([each]) for each in at)
    return text + (f"\n\nThe failure occurred for item {where}" if where else "")


def _far(what: str, found: str, apart: Any, allowed: tuple[float, float]) -> str:
    """How values differ that are `apart` by an absolute and a relative difference."""
    exact = allowed == (0, 0)
    lines = [f"{what} are not {'equal' if exact else 'close'}!\n", found]
    for text, most in zip(apart, reversed(allowed), strict=True):
        lines.append(text if exact else f"{text} (up to {most} allowed)")
    return "\n".join(lines)


def _scalars_far(actual: Any, expected: Any, allowed: tuple[float, float]) -> str:
    absolute = abs(actual - expected)
    relative = inf if expected == 0 else absolute / abs(expected)
    apart = (f"Absolute difference: {absolute}", f"Relative difference: {relative}")
    return _far("Scalars", f"Expected {expected} but got {actual}.", apart, allowed)


def _tensors_far(actual: Any, expected: Any, same: Any, allowed: tuple[float, float]) -> str:
    if not actual.is_floating_point() and not actual.is_complex():
        actual, expected = actual.long(), expected.long()
    absolute = (actual - expected).abs().masked_fill(same, 0)
    relative = (absolute / expected.abs()).masked_fill(same, 0)
    apart = []
    for name, each in (("absolute", absolute), ("relative", relative)):
        most, place = each.flatten().max(0)
        index = tuple(int(i) for i in unravel_index(place, same.shape))
        apart.append(f"Greatest {name} difference: {most.item()} at index {index}")
    wrong, count = same.numel() - int(same.sum()), same.numel()
    found = f"Mismatched elements: {wrong} / {count} ({wrong / count:.1%})"
    return _far("Tensor-likes", found, apart, allowed)


def _identical(actual: Any, expected: Any) -> str:
    what = "None" if actual is None or expected is None else "Booleans"
    return "" if actual is expected else f"{what} mismatch: {actual} is not {expected}"


class _Comparison:
    """What is asked of a comparison; `pairs` looks for the items to compare."""

    def __init__(self, rtol: float | None, atol: float | None, **options: bool) -> None:
        self.rtol, self.atol, self.options = rtol, atol, options

    def pairs(self, actual: Any, expected: Any, at: Place = ()) -> Iterator[Pair]:
        """The items of two values, which may hold others."""
        both = (actual, expected)
        if all(isinstance(each, Sequence) and not isinstance(each, str) for each in both):
            if len(actual) != len(expected):
                text = f"The length of the sequences mismatch: {len(actual)} != {len(expected)}"
                raise _Unlike(AssertionError, text, at)
            for i, (one, other) in enumerate(zip(actual, expected, strict=True)):
                yield from self.pairs(one, other, (*at, i))
        elif isinstance(actual, Mapping) and isinstance(expected, Mapping):
            for key in _keys(actual, expected, at):
                yield from self.pairs(actual[key], expected[key], (*at, key))
        else:
            yield self._pair(actual, expected, at)

    def _pair(self, actual: Any, expected: Any, at: Place) -> Pair:
        both = (actual, expected)
        if actual is None or expected is None:
            return _identical, actual, expected, at
        if all(isinstance(each, (bool, xp.bool_)) for each in both):
            return _identical, bool(actual), bool(expected), at
        if all(isinstance(each, (int, float, complex, xp.number)) for each in both):
            one, other = (each.item() if isinstance(each, xp.number) else each for each in both)
            self._allowed(at, one, other)
            return self._close_numbers, one, other, at
        related = isinstance(actual, type(expected)) or isinstance(expected, type(actual))
        if related and (self.options["allow_subclasses"] or type(actual) is type(expected)):
            with contextlib.suppress(TypeError, ValueError, RuntimeError):  # of what is no tensor
                one, other = (as_tensor(each) for each in both)
                self._allowed(at, one, other)
                return self._close_tensors, one, other, at
        text = "No comparison pair was able to handle inputs of type"
        raise _Unlike(TypeError, f"{text} {type(actual)} and {type(expected)}.", at)

    def _allowed(self, at: Place, *values: Any) -> tuple[float, float]:
        if self.rtol is not None and self.atol is not None:
            return self.rtol, self.atol
        if self.rtol is not None or self.atol is not None:
            lacks = "rtol" if self.rtol is None else "atol"
            text = "Both 'rtol' and 'atol' must be either specified or omitted, but got no"
            raise _Unlike(ValueError, f"{text} {lacks}.", at)
        dtypes = [
            each.dtype.name if isinstance(each, Tensor) else _DTYPES[type(each)] for each in values
        ]
        pairs = [_CLOSE.get(name, (0.0, 0.0)) for name in dtypes]
        return max(rtol for rtol, _ in pairs), max(atol for _, atol in pairs)

    def _close_numbers(self, actual: Any, expected: Any) -> str:
        kinds = type(actual), type(expected)
        if self.options["check_dtype"] and kinds[0] is not kinds[1]:
            return f"The (d)types do not match: {kinds[0]} != {kinds[1]}."
        rtol, atol = allowed = self._allowed((), actual, expected)
        both_nan = actual != actual and expected != expected  # noqa: PLR0124
        if actual == expected or (self.options["equal_nan"] and both_nan):
            return ""
        apart = abs(actual - expected)
        near = apart < inf and apart <= atol + rtol * abs(expected)
        return "" if near else _scalars_far(actual, expected, allowed)

    def _close_tensors(self, actual: Any, expected: Any) -> str:
        options = self.options
        attributes = [("shape", actual.shape, expected.shape)]
        if options["check_stride"]:
            attributes.append(("stride()", actual.stride(), expected.stride()))
        if options["check_dtype"]:
            attributes.append(("dtype", actual.dtype, expected.dtype))
        for name, one, other in attributes:
            if one != other:
                return f"The values for attribute '{name}' do not match: {one} != {other}."
        rtol, atol = allowed = self._allowed((), actual, expected)
        dtype = promote_types(actual.dtype, expected.dtype)
        actual, expected = actual.to(dtype), expected.to(dtype)
        same = actual.isclose(expected, rtol=rtol, atol=atol, equal_nan=options["equal_nan"])
        if same.all():
            return ""
        if actual.dim() == 0:
            return _scalars_far(actual.item(), expected.item(), allowed)
        return _tensors_far(actual, expected, same, allowed)


def _keys(actual: Any, expected: Any, at: Place) -> list[Any]:
    """The keys that two mappings have, in order."""
    ours, theirs = set(actual), set(expected)
    if ours != theirs:
        text = (
            "The keys of the mappings do not match:\n"
            f"Missing keys in the actual mapping: {sorted(theirs - ours)}\n"
            f"Additional keys in the actual mapping: {sorted(ours - theirs)}"
        )
        raise _Unlike(AssertionError, text, at)
    with contextlib.suppress(TypeError):  # keys may have no order
        return sorted(ours)
    return list(ours)


def assert_close(
    actual: Any,
    expected: Any,
    *,
    allow_subclasses: bool = True,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = False,
    check_device: bool = True,
    check_dtype: bool = True,
    check_layout: bool = True,
    check_stride: bool = False,
    msg: str | Callable[[str], str] | None = None,
) -> None:
    """Raise AssertionError unless |actual - expected| <= atol + rtol * |expected| everywhere.

    Tensors, arrays, numbers, None, and sequences and mappings of them; the first item that differs
    is told. Without `rtol` and `atol` those of the dtypes hold, for integers 0.
    """
    __tracebackhide__ = True  # pytest shows the caller's line
    comparison = _Comparison(
        rtol,
        atol,
        equal_nan=equal_nan,
        allow_subclasses=allow_subclasses,
        check_dtype=check_dtype,
        check_stride=check_stride,
    )
    with listen.silence(), no_grad():  # looking is no part of the program
        try:
            pairs = list(comparison.pairs(actual, expected))
        except _Unlike as found:  # nothing to compare: `msg` is not about this
            raise found.kind(found.text) from None
        for compare, one, other, at in pairs:
            text = compare(one, other)
            if text:
                text = _placed(text, at)
                raise AssertionError(msg if isinstance(msg, str) else msg(text) if msg else text)


def __getattr__(name: str) -> Any:
    raise absent.error("torch.testing", globals(), name)
