"""dtypes: one object each, compared by identity, and the rules by which they promote.

Promotion is NumPy 2's (NEP 50): arrays and scalars are strong, Python numbers are weak.
"""

from __future__ import annotations

from functools import cache
from typing import Any

_PYTHON = {bool: "bool", int: "int64", float: "float64", complex: "complex128"}


class dtype:  # noqa: N801 - NumPy's own name
    """One element type.

    `code` is the typecode of the `array.array` that elements lie in: float16 lies as its bits,
    a complex number as its two parts.
    """

    __slots__ = ("char", "code", "isnative", "itemsize", "kind", "name", "num", "type")

    name: str
    kind: str  # b, u, i, f or c
    char: str
    code: str
    itemsize: int  # bytes
    num: int
    type: Any  # the class of its scalars; scalar.py sets it
    isnative: bool

    def __new__(  # noqa: PYI034 - there is one object of each
        cls, spec: Any = None, *, align: bool = False, copy: bool = False
    ) -> dtype:
        """The dtype that a name, a Python type or a scalar's class means."""
        if spec.__class__ is dtype:
            return spec
        return named(spec)

    byteorder = "="
    hasobject = False
    names = fields = subdtype = None

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        try:
            return self is named(other)
        except TypeError:
            return False

    __hash__ = object.__hash__  # there is one object of each

    def __repr__(self) -> str:
        return f"dtype('{self.name}')"

    def __str__(self) -> str:
        return self.name

    def __reduce__(self) -> tuple[Any, ...]:
        return dtype, (self.name,)

    def newbyteorder(self, order: str = "S") -> dtype:
        """The same: only the machine's own order exists here."""
        return self

    @property
    def str(self) -> Any:
        """The name with byte order and size, <f4."""
        order = "|" if self.itemsize == 1 else "<"
        return f"{order}{self.kind}{self.itemsize}"


# (name, kind, char, typecode, bytes); NumPy's numbers of types are those of its C enumeration
_TABLE = (
    ("bool", "b", "?", "B", 1, 0),
    ("int8", "i", "b", "b", 1, 1),
    ("uint8", "u", "B", "B", 1, 2),
    ("int16", "i", "h", "h", 2, 3),
    ("uint16", "u", "H", "H", 2, 4),
    ("int32", "i", "i", "i", 4, 5),
    ("uint32", "u", "I", "I", 4, 6),
    ("int64", "i", "l", "q", 8, 7),
    ("uint64", "u", "L", "Q", 8, 8),
    ("float16", "f", "e", "H", 2, 23),
    ("float32", "f", "f", "f", 4, 11),
    ("float64", "f", "d", "d", 8, 12),
    ("complex64", "c", "F", "f", 8, 14),
    ("complex128", "c", "D", "d", 16, 15),
)


def _make(name: str, kind: str, char: str, code: str, itemsize: int, num: int) -> dtype:
    made = object.__new__(dtype)
    made.name, made.kind, made.char, made.code = name, kind, char, code
    made.itemsize, made.num, made.isnative = itemsize, num, True
    return made


ALL = tuple(_make(*row) for row in _TABLE)
NAMES: dict[Any, dtype] = {each.name: each for each in ALL}
BOOL, INT64, FLOAT32, FLOAT64 = (NAMES[n] for n in ("bool", "int64", "float32", "float64"))
FLOAT16, COMPLEX64, COMPLEX128 = (NAMES[n] for n in ("float16", "complex64", "complex128"))
NAMES |= {each.char: each for each in ALL} | {each.str: each for each in ALL}
NAMES |= {each.str[1:]: each for each in ALL} | {"bool_": BOOL, "int": INT64, "float": FLOAT64}
NAMES |= {"complex": COMPLEX128, "q": INT64, "Q": NAMES["uint64"], "p": INT64, "uint": NAMES["L"]}
NAMES |= {"half": FLOAT16, "single": FLOAT32, "double": FLOAT64, "intp": INT64, "long": INT64}


def named(spec: Any) -> dtype:
    """The dtype of a name, a type, or whatever has a `dtype`."""
    if spec is None:
        return FLOAT64
    if isinstance(spec, str):
        if spec in NAMES:
            return NAMES[spec]
        raise TypeError(f"data type {spec!r} not understood")
    if isinstance(spec, type) and spec in _PYTHON:
        return NAMES[_PYTHON[spec]]
    found = getattr(spec, "dtype", None)
    if isinstance(found, dtype):
        return found
    raise TypeError(f"Cannot interpret '{spec!r}' as a data type")


def _real_for(kind: dtype) -> dtype:
    """The smallest float that holds the integers of a dtype."""
    if kind.itemsize == 1:
        return FLOAT16
    return FLOAT32 if kind.itemsize == 2 else FLOAT64


def real_of(kind: dtype) -> dtype:
    """The dtype of a complex dtype's parts."""
    return {COMPLEX64: FLOAT32, COMPLEX128: FLOAT64}.get(kind, kind)


def complex_of(kind: dtype) -> dtype:
    """The complex dtype whose parts hold a dtype."""
    if kind.kind == "c":
        return kind
    if kind.kind != "f":
        kind = _real_for(kind)
    return COMPLEX128 if kind is FLOAT64 else COMPLEX64


def floating(kind: dtype) -> dtype:
    """What a function such as exp works in."""
    return kind if kind.kind in "fc" else _real_for(kind)


def _wider(a: dtype, b: dtype) -> dtype:
    return a if a.itemsize >= b.itemsize else b


@cache
def promote_types(type1: Any, type2: Any) -> dtype:
    """The smallest dtype that holds the values of both."""
    a, b = dtype(type1), dtype(type2)
    if a is b or b.kind == "b":
        return a
    if a.kind == "b":
        return b
    if "c" in (a.kind, b.kind):
        return _wider(complex_of(a), complex_of(b))
    if "f" in (a.kind, b.kind):
        return _wider(floating(a), floating(b))
    if a.kind == b.kind:
        return _wider(a, b)
    signed, unsigned = (a, b) if a.kind == "i" else (b, a)
    if signed.itemsize > unsigned.itemsize:
        return signed
    return FLOAT64 if unsigned.itemsize == 8 else NAMES[f"int{16 * unsigned.itemsize}"]


@cache
def with_number(strong: dtype | None, number: type) -> dtype:
    """What a dtype becomes together with a Python number, which is weak."""
    if strong is None:
        return NAMES[_PYTHON[number]]
    if number is bool or (number is int and strong.kind != "b"):
        return strong
    if number is int:
        return INT64
    if number is float:
        return strong if strong.kind in "fc" else FLOAT64
    return complex_of(strong if strong.kind in "fc" else FLOAT64)


def result_type(*operands: Any) -> dtype:
    """The dtype in which arrays, scalars, dtypes and Python numbers meet."""
    strong: dtype | None = None
    weak: list[type] = []
    for each in operands:
        if each.__class__ in _PYTHON:
            weak.append(each.__class__)
        else:
            kind = dtype(each)
            strong = kind if strong is None else promote_types(strong, kind)
    for number in weak:
        if strong is None:
            strong = with_number(None, max(weak, key=list(_PYTHON).index))
        strong = with_number(strong, number)
    if strong is None:
        raise ValueError("at least one array or dtype is required")
    return strong


_RANK = "buifc"


def can_cast(from_: Any, to: Any, casting: str = "safe") -> bool:
    """Whether a rule of casting allows it: no, equiv, safe, same_kind or unsafe."""
    source, target = dtype(from_), dtype(to)
    if casting == "unsafe" or source is target:
        return True
    if casting in ("no", "equiv"):
        return False
    if promote_types(source, target) is target:
        return True
    return casting == "same_kind" and _RANK.index(source.kind) <= _RANK.index(target.kind)
