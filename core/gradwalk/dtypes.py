"""The dtypes, torch's names for them, and the rules of promotion.

A dtype object wraps the array module's own dtype (`.array`); `of(array)` gets back from one to
the other. Promotion is PyTorch's, not NumPy's: tensors with dimensions outrank 0-d tensors, and
those outrank Python numbers, unless a lower rank is of a higher category (bool, int, float,
complex).
"""

from __future__ import annotations

from typing import Any

from gradwalk.array import xp
from gradwalk.named import Dotted

BOOL, INT, FLOAT, COMPLEX = range(4)  # the categories promotion compares


class dtype(metaclass=Dotted):  # noqa: N801 - torch's own name
    """One element type; there is a single object of each, compared by identity."""

    __slots__ = ("array", "c_name", "category", "is_signed", "itemsize", "name", "word")

    def __init__(self, name: str, word: str, c_name: str, category: int) -> None:
        self.name = name
        self.array = xp.dtype(name)
        self.word = word  # "Float", as in torch.FloatTensor and in messages
        self.c_name = c_name  # "float", as some messages say
        self.category = category
        self.itemsize: int = self.array.itemsize
        self.is_signed = name not in ("uint8", "bool")

    @property
    def is_floating_point(self) -> bool:
        """Whether it is a real floating type."""
        return self.category == FLOAT

    @property
    def is_complex(self) -> bool:
        """Whether it is a complex type."""
        return self.category == COMPLEX

    def to_real(self) -> dtype:
        """The dtype of the real part."""
        return {"complex64": float32, "complex128": float64}.get(self.name, self)

    def to_complex(self) -> dtype:
        """The complex dtype whose parts have this dtype."""
        if not self.is_complex and not self.is_floating_point:
            raise RuntimeError(f"Unknown Complex ScalarType for {self.word}")
        return complex128 if self.name in ("float64", "complex128") else complex64

    def __repr__(self) -> str:
        return "torch." + self.name

    def __reduce__(self) -> str:
        return self.name


float64 = dtype("float64", "Double", "double", FLOAT)
float32 = dtype("float32", "Float", "float", FLOAT)
float16 = dtype("float16", "Half", "c10::Half", FLOAT)
int64 = dtype("int64", "Long", "long int", INT)
int32 = dtype("int32", "Int", "int", INT)
int16 = dtype("int16", "Short", "short", INT)
int8 = dtype("int8", "Char", "signed char", INT)
uint8 = dtype("uint8", "Byte", "unsigned char", INT)
bool_ = dtype("bool", "Bool", "bool", BOOL)
complex64 = dtype("complex64", "ComplexFloat", "c10::complex<float>", COMPLEX)
complex128 = dtype("complex128", "ComplexDouble", "c10::complex<double>", COMPLEX)

ALL = (float32, float64, float16, int64, int32, int16, int8, uint8, bool_, complex64, complex128)
OF_ARRAY: dict[Any, dtype] = {each.array: each for each in ALL}
NAMES = {each.name: each for each in ALL} | {  # every spelling `torch.NAME` has
    "float": float32, "double": float64, "half": float16, "long": int64, "int": int32,
    "short": int16, "cfloat": complex64, "cdouble": complex128,
}  # fmt: skip

OF_PYTHON: dict[Any, dtype] = {float: float64, int: int64, bool: bool_, complex: complex128}
_default = float32


def of(array: Any) -> dtype:
    """The dtype of an array's elements."""
    return OF_ARRAY[array.dtype]


def meant(given: Any) -> dtype:
    """The dtype that an argument means: one, or Python's type of such numbers."""
    return given if isinstance(given, dtype) else OF_PYTHON[given]


def of_legacy(name: str) -> dtype:
    """The dtype of "torch.FloatTensor" and the like."""
    for each in ALL:
        if name == f"torch.{each.word}Tensor":
            return each
    raise ValueError(f"invalid type: {name!r}")


def get_default_dtype() -> dtype:
    """The dtype that Python floats become."""
    return _default


def set_default_dtype(d: dtype) -> None:
    """Make another floating dtype the one that Python floats become."""
    global _default
    if not isinstance(d, dtype):
        text = "invalid dtype object: only floating-point types are supported as the default type"
        raise TypeError(text)
    if not d.is_floating_point:
        raise TypeError("only floating-point types are supported as the default type")
    _default = d


def of_number(value: object) -> dtype:
    """The dtype a Python number has on its own (`torch.tensor(value).dtype`)."""
    if isinstance(value, bool):
        return bool_
    if isinstance(value, int):
        return int64
    if isinstance(value, float):
        return _default
    return _default.to_complex()


_WIDTH = {  # within a category, who wins
    "bool": 0, "uint8": 1, "int8": 1, "int16": 2, "int32": 3, "int64": 4,
    "float16": 1, "float32": 2, "float64": 3, "complex64": 2, "complex128": 3,
}  # fmt: skip


def promote_types(type1: dtype, type2: dtype) -> dtype:
    """The smallest dtype that holds values of both, as torch.promote_types."""
    for i, kind in enumerate((type1, type2)):
        _checked("promote_types", kind, f"'type{i + 1}' (position {i + 1})")
    if type1 is type2:
        return type1
    if type1.category != type2.category:
        low, high = (type1, type2) if type1.category < type2.category else (type2, type1)
        if high.category == COMPLEX and low is float64:
            return complex128
        return high
    if {type1.name, type2.name} == {"uint8", "int8"}:
        return int16
    return type1 if _WIDTH[type1.name] >= _WIDTH[type2.name] else type2


def result_type(*operands: Any) -> dtype:
    """The dtype an elementwise operation on these tensors, arrays and numbers computes in."""
    ranks: list[dtype | None] = [None, None, None]  # with dimensions, 0-d, Python numbers
    for each in operands:
        kind: dtype
        found = getattr(each, "dtype", None)  # asked first: numpy.float64 is a Python float too
        if found is None:
            rank, kind = 2, of_number(each)
        else:
            rank = 0 if each.ndim else 1
            kind = found if isinstance(found, dtype) else OF_ARRAY[found]
        seen = ranks[rank]
        ranks[rank] = kind if seen is None else promote_types(seen, kind)
    return _combine(ranks)


def require_floats(text: str, *tensors: Any, complexes: bool = False) -> None:
    """Raise this text, with the word for what they promote to, for tensors of no such numbers."""
    kind = result_type(*tensors)
    if not (kind.is_floating_point or (complexes and kind.is_complex)):
        raise RuntimeError(text.format(kind.word))


def check_real(array: Any, name: str) -> None:
    """Refuse complex numbers what is not itself for them, rather than be wrong without a word."""
    if of(array).is_complex:
        raise NotImplementedError(
            f"{name} of complex numbers does not exist in gradwalk: they have no autograd here"
        )


def _combine(ranks: list[dtype | None]) -> dtype:
    found: dtype | None = None
    for kind in ranks:
        if kind is None:
            continue
        if found is None:
            found = kind
        elif kind.category > found.category:
            found = _default_like(found, kind)
    if found is None:
        raise ValueError("at least one input is required")
    return found


def _default_like(higher_rank: dtype, kind: dtype) -> dtype:
    """`kind` decides the category; a real operand of higher rank its precision."""
    if kind.category == COMPLEX and higher_rank.category == FLOAT:
        return higher_rank.to_complex()
    return kind


def _checked(function: str, kind: Any, place: str = "'type' (position 1)") -> dtype:
    if not isinstance(kind, dtype):
        text = f"{function}(): argument {place} must be torch.dtype"
        raise TypeError(f"{text}, not {type(kind).__name__}")
    return kind


def fitted(number: Any, kind: Any, c_name: bool = True) -> Any:
    """A Python number for an array of a dtype, or PyTorch's refusal of one that is too large.

    A negative integer goes round the end of an unsigned dtype, as in C++; which name the refusal
    has depends on who asks.
    """
    if kind.kind not in "iu":
        return number
    limits = xp.iinfo(kind)
    wraps = kind.kind == "u" and isinstance(number, int)
    if not (-limits.max if wraps else limits.min) <= number <= limits.max:
        name = OF_ARRAY[kind].name + ("_t" if c_name else "")
        raise RuntimeError(f"value cannot be converted to type {name} without overflow")
    whole = int(number)
    return whole + limits.max + 1 if whole < limits.min else whole


def wrapped(number: int, kind: Any) -> int:
    """A number for an array of a dtype; past the end of integers it goes round, as in C++."""
    if kind.kind not in "iu":
        return number
    if not -(2**63) <= number < 2**64:
        raise OverflowError("int too big to convert")
    bits: int = 8 * kind.itemsize
    low: int = number % 2**bits
    return low - 2**bits if kind.kind == "i" and low >= 2 ** (bits - 1) else low


class finfo:  # noqa: N801 - torch's own name
    """The limits of a floating dtype."""

    def __init__(self, type: dtype | None = None) -> None:
        kind = _default if type is None else _checked("finfo", type)
        if not kind.is_floating_point:
            raise TypeError(
                "torch.finfo() requires a floating point input type. Use torch.iinfo to handle "
                "'torch.finfo'"
            )
        limits = xp.finfo(kind.array)
        self.dtype, self.bits = kind.name, limits.bits
        self.resolution, self.eps = 10.0**-limits.precision, float(limits.eps)
        self.min, self.max = float(limits.min), float(limits.max)
        self.tiny = self.smallest_normal = float(limits.tiny)

    def __repr__(self) -> str:
        return (
            f"finfo(resolution={self.resolution:g}, min={self.min:g}, max={self.max:g}, "
            f"eps={self.eps:g}, smallest_normal={self.tiny:g}, tiny={self.tiny:g}, "
            f"dtype={self.dtype})"
        )


class iinfo:  # noqa: N801 - torch's own name
    """The limits of an integer dtype."""

    def __init__(self, type: dtype) -> None:
        kind = _checked("iinfo", type)
        if kind.category != INT:
            raise TypeError(
                "torch.iinfo() requires an integer input type. Use torch.finfo to handle "
                "'torch.iinfo'"
            )
        limits = xp.iinfo(kind.array)
        self.dtype, self.bits = kind.name, limits.bits
        self.min, self.max = int(limits.min), int(limits.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"


def can_cast(from_: dtype, to: dtype) -> bool:
    """Whether a result of one dtype may be written into a tensor of the other."""
    return from_.category <= to.category
