"""How the floats of an array are written: all in one width, with as few digits as tell them apart.

NumPy's rules: an exponent where the numbers are large or far apart for their dtype; as many places
behind the point as the number that needs most, `precision` at most.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from gradwalk.ndlist import memory
from gradwalk.ndlist.dtype import dtype

_DIGITS = {2: 3, 4: 6, 8: 8}  # by itemsize: from which power of ten on there is an exponent


def shortest(number: float, kind: dtype) -> str:
    """The fewest digits that a dtype reads back as the same number, as Python's repr."""
    if kind.itemsize == 8 or not math.isfinite(number):
        return repr(number)
    for digits in range(1, 10):
        text = f"{number:.{digits}g}"
        if memory.decode(memory.encode((float(text),), kind), kind)[0] == number:
            return repr(float(text))
    return repr(number)


def significant(text: str) -> tuple[int, int]:
    """How many significant digits the text of a number has, and the power of ten of the first."""
    mantissa, _, power = text.lstrip("-").partition("e")
    whole, _, rest = mantissa.partition(".")
    digits = (whole + rest).lstrip("0")
    first = len(whole) - 1 if whole.strip("0") else -1 - (len(rest) - len(rest.lstrip("0")))
    return len(digits.rstrip("0")) or 1, first + int(power or 0)


def positional(number: float, kind: dtype, precision: int) -> str:
    """123.45, with `precision` places at most and no zeros behind them."""
    text = shortest(number, kind)
    count, power = significant(text)
    places = max(count - 1 - power, 0)
    if places <= precision:
        written = f"{float(text):.{places}f}"
    else:
        written = f"{number:.{precision}f}"
    return written.rstrip("0") if "." in written else written + "."


def scientific(number: float, kind: dtype, precision: int) -> tuple[str, str]:
    """1.2345 and +02, with `precision` places at most and no zeros behind them."""
    text = shortest(number, kind)
    count, _ = significant(text)
    source, places = (float(text), count - 1) if count - 1 <= precision else (number, precision)
    mantissa, _, power = f"{source:.{places}e}".partition("e")
    return (mantissa.rstrip("0") if "." in mantissa else mantissa + "."), power


def needs_exponent(finite: list[float], kind: dtype, suppress: bool) -> bool:
    """Whether the numbers are so large, or so far apart, that they are written with exponents."""
    sizes = [abs(x) for x in finite if x]
    if not sizes:
        return False
    most, least = max(sizes), min(sizes)
    low, ratio = memory.decode(memory.encode((1e-4, most / least), kind), kind)
    far = least < low or ratio > 1000
    return bool(most >= 10.0 ** _DIGITS[kind.itemsize] or (far and not suppress))


Writer = Callable[[float], str]


def writer(
    numbers: list[float], kind: dtype, precision: int, suppress: bool, plus: bool = False
) -> Writer:
    """A function that writes any of the numbers, in the width that all of them need."""
    finite = [x for x in numbers if math.isfinite(x)]
    if needs_exponent(finite, kind, suppress):
        write, left, right = _with_exponent(finite, kind, precision, plus)
    else:
        write, left, right = _without_exponent(finite, kind, precision, plus)
    if len(finite) < len(numbers):
        negative = plus or -math.inf in numbers
        left = max(left, 3 - (right + 1), 3 + negative - (right + 1))
    width = left + right + 1

    def one(number: float) -> str:
        if math.isfinite(number):
            return write(number, left)
        sign = "-" if number < 0 else "+" if plus else ""
        return (sign + ("inf" if math.isinf(number) else "nan")).rjust(width)

    return one


def _signed(text: str, plus: bool) -> str:
    return "+" + text if plus and text[0] != "-" else text


def _without_exponent(
    finite: list[float], kind: dtype, precision: int, plus: bool
) -> tuple[Callable[[float, int], str], int, int]:
    """(how to write, the width before the point, the width behind it)."""
    parts = [_signed(positional(x, kind, precision), plus).partition(".") for x in finite]
    left = max((len(before) for before, _, _ in parts), default=0)
    right = max((len(after) for _, _, after in parts), default=0)

    def write(number: float, width: int) -> str:
        before, _, after = _signed(positional(number, kind, precision), plus).partition(".")
        return f"{before:>{width}}.{after:<{right}}"

    return write, left, right


def _with_exponent(
    finite: list[float], kind: dtype, precision: int, plus: bool
) -> tuple[Callable[[float, int], str], int, int]:
    """The same with exponents; the mantissas all get the same number of true digits."""
    pairs = [scientific(x, kind, precision) for x in finite]
    parts = [_signed(mantissa, plus).partition(".") for mantissa, _ in pairs]
    left = max(len(before) for before, _, _ in parts)
    places = max(len(after) for _, _, after in parts)
    digits = max(len(power) - 1 for _, power in pairs)

    def write(number: float, width: int) -> str:
        mantissa, _, power = f"{number:.{places}e}".partition("e")
        before, _, after = _signed(mantissa, plus).partition(".")
        return f"{before:>{width}}.{after}e{power[0]}{power[1:]:0>{digits}}"

    return write, left, digits + 2 + places
