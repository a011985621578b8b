"""repr and str of arrays and scalars, as NumPy prints them."""

from __future__ import annotations

import math
from array import array as cells
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import values
from gradwalk.ndlist.dtype import BOOL, COMPLEX128, FLOAT64, INT64, dtype, real_of

_options: dict[str, Any] = {
    "precision": 8,
    "threshold": 1000,
    "edgeitems": 3,
    "linewidth": 75,
    "suppress": False,
}


def set_printoptions(**options: Any) -> None:
    """Change precision, threshold, edgeitems, linewidth or suppress."""
    _options.update({name: value for name, value in options.items() if value is not None})


def get_printoptions() -> dict[str, Any]:
    """The options as they are."""
    return dict(_options)


def shortest(number: float, kind: dtype) -> str:
    """The fewest digits that a dtype reads back as the same number, as Python's repr."""
    if kind.itemsize == 8 or not math.isfinite(number):
        return repr(number)
    for digits in range(1, 10):
        text = f"{number:.{digits}g}"
        if memory.decode(memory.encode((float(text),), kind), kind)[0] == number:
            return repr(float(text))
    return repr(number)


def number_text(number: Any, kind: dtype) -> str:
    """A scalar, as str() shows it."""
    if kind.kind == "c":
        part = real_of(kind)
        imag = _positional(number.imag, part)
        if number.real == 0 and math.copysign(1.0, number.real) > 0:
            return imag + "j"
        sign = "" if imag[0] in "+-" else "+"
        return f"({_positional(number.real, part)}{sign}{imag}j)"
    if kind.kind == "f":
        return _scientific(shortest(number, kind), number, kind)
    return str(number)


def _positional(number: float, kind: dtype) -> str:
    text = shortest(number, kind)
    return text.removesuffix(".0")


_LONGEST = {2: 1e3, 4: 1e6, 8: 1e16}  # from where on a scalar is shown with an exponent


def _scientific(text: str, number: float, kind: dtype) -> str:
    """With an exponent, where the number is large or small for its dtype; 1e-4 is not small."""
    size = abs(number)
    if not math.isfinite(number) or number == 0 or 1e-4 <= size < _LONGEST[kind.itemsize]:
        return text
    mantissa = text.lstrip("-").partition("e")[0].replace(".", "").strip("0")
    return f"{float(text):.{max(len(mantissa), 1) - 1}e}"


def scalar_repr(number: Any, kind: dtype) -> str:
    """A scalar, as repr() shows it: np.float32(1.5)."""
    name = "bool" if kind is BOOL else kind.name
    if kind is BOOL:
        return f"np.{number}_"
    return f"np.{name}({number_text(number, kind).strip('()')})"


# --- arrays ---------------------------------------------------------------------------------------


def array_str(array: Any) -> str:
    """The numbers alone, in brackets."""
    return _text(array, " ", 0, "") if array.shape else number_text(values(array)[0], array.dtype)


def array_repr(array: Any) -> str:
    """array([...], dtype=...), the dtype where it is not what the numbers would have."""
    kind = array.dtype
    if array.size:
        text = _text(array, ", ", len("array("), ",")
    else:
        text = "[]"
    usual = kind in (BOOL, INT64, FLOAT64, COMPLEX128) and array.size
    extra = [] if usual else [f"dtype={kind.name}"]
    if not array.size and array.shape != (0,):
        extra.insert(0, f"shape={array.shape}")
    if not extra:
        return f"array({text})"
    tail = ", ".join(extra) + ")"
    last = len(text) - text.rfind("\n") - 1 + ("\n" not in text) * len("array(")
    glue = ",\n" + " " * len("array(") if last + len(tail) + 2 > _options["linewidth"] else ", "
    return f"array({text}{glue}{tail}"


def _text(array: Any, separator: str, indent: int, after: str) -> str:
    summarise = array.size > _options["threshold"]
    shown = values(_edges(array)) if summarise else values(array)
    format_one = _format_of(shown, array.dtype)
    if not array.shape:
        return format_one(shown[0]).strip()
    return _nested(array, format_one, separator, indent + 1, summarise)


def _edges(array: Any) -> Any:
    """What is shown of a large array, without the middle of each axis."""
    edge = _options["edgeitems"]
    for axis, length in enumerate(array.shape):
        if length > 2 * edge:
            picked = [*range(edge), *range(length - edge, length)]
            array = array.take(picked, axis)
    return array


def _nested(array: Any, one: Any, separator: str, indent: int, summarise: bool) -> str:
    edge = _options["edgeitems"]
    cut = summarise and array.shape[0] > 2 * edge
    first = array[:edge] if cut else array
    last = array[array.shape[0] - edge :] if cut else array[:0]
    if array.ndim == 1:
        words = [one(x) for x in values(first)]
        words += ["...", *[one(x) for x in values(last)]] if cut else []
        return _row(words, separator, indent)
    rows = [_nested(each, one, separator, indent + 1, summarise) for each in first]
    if cut:
        rows.append("...")
        rows += [_nested(each, one, separator, indent + 1, summarise) for each in last]
    glue = separator.rstrip() + "\n" * (array.ndim - 1) + " " * indent
    return "[" + glue.join(rows) + "]"


def _row(words: list[str], separator: str, indent: int) -> str:
    """Words in brackets, broken where they would pass the line width."""
    width = _options["linewidth"] - max(len(separator.rstrip()), 1)
    lines: list[str] = []
    line = ""
    for i, word in enumerate(words):
        more = word + (separator if i < len(words) - 1 else "")
        if line and indent + len(line) + len(more.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += more
    lines.append(line)
    return "[" + ("\n" + " " * indent).join(lines) + "]"


def _format_of(numbers: list[Any], kind: dtype) -> Any:
    """A function that writes any of the numbers in the same width."""
    if kind.kind == "c":
        part = real_of(kind)
        real = _float_format([z.real for z in numbers], part)
        imag = _float_format([z.imag for z in numbers], part, sign=True)
        return lambda z: real(z.real) + _with_j(imag(z.imag))
    if kind.kind == "f":
        return _float_format(numbers, kind)
    width = max([len(str(x)) for x in numbers], default=0)
    return lambda x: str(x).rjust(width)


def _with_j(text: str) -> str:
    """The j directly behind the number, the padding after it."""
    bare = text.rstrip()
    return bare + "j" + " " * (len(text) - len(bare))


def _float_format(numbers: list[float], kind: dtype, sign: bool = False) -> Any:
    finite = [x for x in numbers if math.isfinite(x)]
    sizes = [abs(x) for x in finite if x]
    scientific = (
        bool(sizes)
        and not _options["suppress"]
        and (
            max(sizes) >= 1e16 or min(sizes) < 1e-4 or max(sizes) / min(sizes) > 1000
            if kind.itemsize == 8
            else max(sizes) >= 1e16
            or min(sizes) < _rounded(1e-4, kind)
            or _rounded(max(sizes) / min(sizes), kind) > 1000
        )
    )
    write = _exponents(finite, kind) if scientific else _points(finite, kind)
    marks = [("+" if sign and x >= 0 else "") + write(x) for x in finite]
    odd = [_odd(x, sign) for x in numbers if not math.isfinite(x)]
    width = max([len(each) for each in marks + odd], default=0)
    return lambda x: (
        (("+" if sign and (x >= 0) else "") + write(x)) if math.isfinite(x) else _odd(x, sign)
    ).rjust(width)


def _odd(x: float, sign: bool) -> str:
    text = "nan" if x != x else "inf" if x > 0 else "-inf"
    return "+" + text if sign and text[0] != "-" else text


def _rounded(x: float, kind: dtype) -> float:
    return cells("f", [x])[0] if kind.itemsize == 4 else x


def _digits(x: float, kind: dtype) -> tuple[str, int]:
    """The shortest significant digits, and the power of ten of the first."""
    text = shortest(abs(x), kind)
    mantissa, _, power = f"{float(text):.16e}".partition("e")
    digits = format_digits(text)
    del mantissa
    return digits, int(power)


def format_digits(text: str) -> str:
    """The significant digits of a number's text."""
    bare = text.partition("e")[0].replace(".", "").lstrip("0").rstrip("0")
    return bare or "0"


def _points(finite: list[float], kind: dtype) -> Any:
    """With as many places behind the point as the number that needs most, 8 at most."""
    places = 0
    for x in finite:
        digits, power = _digits(x, kind)
        if x:
            places = max(places, len(digits) - 1 - power)
    places = min(max(places, 0), _options["precision"])
    texts = [_cut(x, places, kind) for x in finite]
    behind = max([len(t.rstrip("0").partition(".")[2]) for t in texts], default=0)
    return lambda x: _padded(_cut(x, places, kind), behind)


def _cut(x: float, places: int, kind: dtype) -> str:
    """The shortest digits of a number, rounded to so many places."""
    text = f"{float(shortest(x, kind)):.{places}f}"
    return text if "." in text else text + "."


def _padded(text: str, behind: int) -> str:
    before, _, after = text.partition(".")
    after = after.rstrip("0")
    return f"{before}.{after:<{behind}}"


def _exponents(finite: list[float], kind: dtype) -> Any:
    places = 0
    for x in finite:
        text = f"{float(shortest(x, kind)):.{_options['precision']}e}"
        places = max(places, len(text.partition("e")[0].lstrip("-").rstrip("0")) - 2)
    return lambda x: _power_text(x, places, kind)


def _power_text(x: float, places: int, kind: dtype) -> str:
    text = f"{float(shortest(x, kind)):.{places}e}"
    mantissa, _, power = text.partition("e")
    return f"{mantissa if '.' in mantissa else mantissa + '.'}e{power}"
