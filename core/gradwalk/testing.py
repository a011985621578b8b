"""torch.testing: whether two results are close, and how far apart they are if not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf, prod
from typing import Any

from gradwalk import absent
from gradwalk.array import xp
from gradwalk.creation import as_tensor
from gradwalk.dtypes import promote_types
from gradwalk.mode import no_grad
from gradwalk.tensor import Tensor
from gradwalk.trace import listen

__all__ = ["assert_close"]
# rtol and atol by dtype, from PyTorch's documentation of assert_close; of all others 0
_SINGLE, _DOUBLE = (1.3e-6, 1e-5), (1e-7, 1e-7)
_CLOSE = {"float16": (1e-3, 1e-5), "float32": _SINGLE, "float64": _DOUBLE}
_CLOSE |= {"complex64": _SINGLE, "complex128": _DOUBLE}
_DTYPES = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}  # of numbers

Place = tuple[Any, ...]  # the indices and keys that lead to an item of containers
Pair = tuple[Callable[..., None], Any, Any, Place]  # how to compare what, and where it is


class _Mismatch(Exception):
    """Two items that do not match: what error to raise, and where they are."""

    def __init__(self, kind: type[Exception], text: str, at: Place) -> None:
        super().__init__(text)
        self.kind, self.text, self.at = kind, text, at

    def error(self, msg: Any = None) -> Exception:
        if isinstance(msg, str):
            return self.kind(msg)
        where = "".join(str([each]) for each in self.at)
        text = self.text + (f"\n\nThe failure occurred for item {where}" if where else "")
        return self.kind(msg(text) if callable(msg) else text)


def _far(what: str, found: str, apart: Any, allowed: tuple[float, float], at: Place) -> _Mismatch:
    """The mismatch of values that are `apart` by an absolute and a relative difference."""
    exact = allowed == (0, 0)
    lines = [f"{what} are not {'equal' if exact else 'close'}!\n", found]
    for text, most in zip(apart, reversed(allowed), strict=True):
        lines.append(text if exact else f"{text} (up to {most} allowed)")
    return _Mismatch(AssertionError, "\n".join(lines), at)


def _scalars_far(actual: Any, expected: Any, allowed: tuple[float, float], at: Place) -> _Mismatch:
    absolute = abs(actual - expected)
    relative = inf if expected == 0 else absolute / abs(expected)
    apart = (f"Absolute difference: {absolute}", f"Relative difference: {relative}")
    return _far("Scalars", f"Expected {expected} but got {actual}.", apart, allowed, at)


def _tensors_far(
    actual: Any, expected: Any, same: Any, allowed: tuple[float, float], at: Place
) -> _Mismatch:
    if not actual.is_floating_point() and not actual.is_complex():
        actual, expected = actual.long(), expected.long()
    absolute = (actual - expected).abs().masked_fill(same, 0)
    relative = (absolute / expected.abs()).masked_fill(same, 0)
    apart = []
    for name, each in (("absolute", absolute), ("relative", relative)):
        most, place = each.flatten().max(0)
        index = tuple(
            place.item() // prod(same.shape[i + 1 :]) % n for i, n in enumerate(same.shape)
        )
        apart.append(f"Greatest {name} difference: {most.item()} at index {index}")
    wrong, count = same.numel() - int(same.sum()), same.numel()
    found = f"Mismatched elements: {wrong} / {count} ({wrong / count:.1%})"
    return _far("Tensor-likes", found, apart, allowed, at)


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
                raise _Mismatch(AssertionError, text, at)
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
            return self._same, actual, expected, at
        if all(isinstance(each, (bool, xp.bool_)) for each in both):
            return self._same, bool(actual), bool(expected), at
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
        raise _Mismatch(TypeError, f"{text} {type(actual)} and {type(expected)}.", at)

    def _allowed(self, at: Place, *values: Any) -> tuple[float, float]:
        if self.rtol is not None and self.atol is not None:
            return self.rtol, self.atol
        if self.rtol is not None or self.atol is not None:
            lacks = "rtol" if self.rtol is None else "atol"
            text = "Both 'rtol' and 'atol' must be either specified or omitted, but got no"
            raise _Mismatch(ValueError, f"{text} {lacks}.", at)
        dtypes = [
            each.dtype.name if isinstance(each, Tensor) else _DTYPES[type(each)] for each in values
        ]
        pairs = [_CLOSE.get(name, (0.0, 0.0)) for name in dtypes]
        return max(rtol for rtol, _ in pairs), max(atol for _, atol in pairs)

    def _same(self, actual: Any, expected: Any, at: Place) -> None:
        if actual is not expected:
            what = "None" if actual is None or expected is None else "Booleans"
            raise _Mismatch(AssertionError, f"{what} mismatch: {actual} is not {expected}", at)

    def _close_numbers(self, actual: Any, expected: Any, at: Place) -> None:
        kinds = type(actual), type(expected)
        if self.options["check_dtype"] and kinds[0] is not kinds[1]:
            text = f"The (d)types do not match: {kinds[0]} != {kinds[1]}."
            raise _Mismatch(AssertionError, text, at)
        rtol, atol = allowed = self._allowed(at, actual, expected)
        both_nan = actual != actual and expected != expected  # noqa: PLR0124
        if actual == expected or (self.options["equal_nan"] and both_nan):
            return
        apart = abs(actual - expected)
        if not (apart < inf and apart <= atol + rtol * abs(expected)):
            raise _scalars_far(actual, expected, allowed, at)

    def _close_tensors(self, actual: Any, expected: Any, at: Place) -> None:
        options = self.options
        attributes = [("shape", actual.shape, expected.shape)]
        if options["check_stride"]:
            attributes.append(("stride()", actual.stride(), expected.stride()))
        if options["check_dtype"]:
            attributes.append(("dtype", actual.dtype, expected.dtype))
        for name, one, other in attributes:
            if one != other:
                text = f"The values for attribute '{name}' do not match: {one} != {other}."
                raise _Mismatch(AssertionError, text, at)
        rtol, atol = allowed = self._allowed(at, actual, expected)
        dtype = promote_types(actual.dtype, expected.dtype)
        actual, expected = actual.to(dtype), expected.to(dtype)
        same = actual.isclose(expected, rtol=rtol, atol=atol, equal_nan=options["equal_nan"])
        if same.all():
            return
        if actual.dim() == 0:
            raise _scalars_far(actual.item(), expected.item(), allowed, at)
        raise _tensors_far(actual, expected, same, allowed, at)


def _keys(actual: Any, expected: Any, at: Place) -> list[Any]:
    """The keys that two mappings have, in order."""
    ours, theirs = set(actual), set(expected)
    if ours != theirs:
        raise _Mismatch(
            AssertionError,
            "The keys of the mappings do not match:\n"
            f"Missing keys in the actual mapping: {sorted(theirs - ours)}\n"
            f"Additional keys in the actual mapping: {sorted(ours - theirs)}",
            at,
        )
    try:
        return sorted(ours)
    except TypeError:  # of types that have no order
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
        except _Mismatch as found:  # nothing to compare: `msg` is not about this
            raise found.error() from None
        try:
            for compare, one, other, at in pairs:
                compare(one, other, at)
        except _Mismatch as found:
            raise found.error(msg) from None


def __getattr__(name: str) -> Any:
    raise absent.error("torch.testing", globals(), name)
