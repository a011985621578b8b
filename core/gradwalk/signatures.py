"""Arguments that fit none of PyTorch's signatures, refused in the words of its argument parser.

Asked only after a call has failed: nothing here is on the way of one that succeeds. The signatures
are in signature_table.py, in the notation of PyTorch's own parser (`python_arg_parser.cpp`):
`sum(Tensor input, IntArrayRef[1]? dim, bool keepdim=False, *, ScalarType? dtype=None)`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from typing import Any

from gradwalk.array import ndarray
from gradwalk.devices import device
from gradwalk.dtypes import OF_PYTHON, dtype
from gradwalk.layouts import Layout
from gradwalk.random import Generator
from gradwalk.size import Size
from gradwalk.tensorbase import TensorBase

_WORDS = {
    "Scalar": "Number",
    "int64_t": "int",
    "SymInt": "int",
    "double": "float",
    "TensorList": "tuple of Tensors",
    "c10::List<::std::optional<Tensor>>": "tuple of Tensors",
    "IntArrayRef": "tuple of ints",
    "SymIntArrayRef": "tuple of ints",
    "ArrayRef<double>": "tuple of floats",
    "ArrayRef<Scalar>": "tuple of Scalars",
    "Generator": "torch.Generator",
    "PyObject*": "object",
    "ScalarType": "torch.dtype",
    "Layout": "torch.layout",
    "MemoryFormat": "torch.memory_format",
    "Device": "torch.device",
    "c10::string_view": "str",
    "std::string_view": "str",
}
NUMBERS_AS_TENSORS = {"copy", "add", "div", "divide", "multiply", "mul", "sub", "subtract"} | {
    "true_divide",
    "floor_divide",
}
_UNPACK = "failed to unpack"
_MISNAMED = re.compile("unexpected keyword argument|multiple values for argument")  # Python's words
_PARAMETER = re.compile(r"([\w:*<>]+?)(\[\d+\])?(\?)? (\w+)(?:=(.*))?")


class Parameter:
    """One parameter of a signature."""

    __slots__ = ("default", "keyword", "kind", "name", "nullable", "size")

    def __init__(self, text: str, keyword: bool) -> None:
        match = _PARAMETER.fullmatch(text)
        assert match is not None, text
        self.kind, size, optional, self.name, self.default = match.groups()
        self.size = int(size[1:-1]) if size else 0  # a list of this many may be one number
        self.nullable = bool(optional) or self.default == "None"
        self.keyword = keyword

    @property
    def word(self) -> str:
        """The type as messages call it."""
        return _WORDS.get(self.kind, self.kind)

    def __str__(self) -> str:
        default = "" if self.default is None else f" = {self.default}"
        return f"{self.word} {self.name}{default}"

    def fits(self, value: Any, numbers: bool) -> bool:
        """Whether a value may be given for it."""
        kind = self.kind
        if kind == "Tensor":
            plain = isinstance(value, TensorBase) or hasattr(value, "apply_op")
            return plain or (numbers and _is_number(value))
        if kind in ("Scalar", "double"):
            return _is_number(value) or _is_plain_scalar(value, "fiubc")
        if kind in ("int64_t", "SymInt"):
            return _is_length(value)
        if kind in ("IntArrayRef", "SymIntArrayRef"):
            if isinstance(value, (list, tuple)):
                return all(map(_is_length, value))
            return self.size > 0 and (_is_int(value) or _is_plain_scalar(value, "iu"))
        if kind == "ScalarType":
            return isinstance(value, dtype) or any(value is each for each in OF_PYTHON)
        return isinstance(value, _CLASSES.get(kind, object))


_CLASSES: dict[str, Any] = {
    "TensorList": (list, tuple),
    "c10::List<::std::optional<Tensor>>": (list, tuple),
    "ArrayRef<double>": (list, tuple, float, int),
    "ArrayRef<Scalar>": (list, tuple, float, int),
    "Generator": Generator,
    "bool": bool,
    "Layout": Layout,
    "MemoryFormat": Layout,
    "Device": (device, str, int),
    "c10::string_view": str,
    "std::string_view": str,
}


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, complex)) or (
        hasattr(value, "dtype") and not isinstance(value, (ndarray, TensorBase))
    )


def _is_int(value: Any) -> bool:
    return hasattr(value, "__index__") and not isinstance(value, (bool, TensorBase))


def _is_length(value: Any) -> bool:
    return _is_int(value) or _is_plain_scalar(value, "iu")


def _is_plain_scalar(value: Any, kinds: str) -> bool:
    if not isinstance(value, TensorBase) or value._array.ndim:
        return False
    return value._array.dtype.kind in kinds and value._edge is None


class Signature:
    """One way to call a function."""

    def __init__(self, text: str) -> None:
        text, _, self.hidden = text.partition("|")  # deprecated ones are not listed
        self.name, _, rest = text.partition("(")
        listed = [each for each in rest[:-1].split(", ") if each]
        star = listed.index("*") if "*" in listed else len(listed)
        self.parameters = [
            Parameter(each, i > star) for i, each in enumerate(listed) if each != "*"
        ]
        self.least = sum(each.default is None for each in self.parameters)
        self.positional = sum(not each.keyword for each in self.parameters)

    def __str__(self) -> str:
        parts = [str(each) for each in self.parameters]
        if self.positional < len(parts):
            parts.insert(self.positional, "*")
        return f"({', '.join(parts)})"

    def _not_unpacked(self, parameter: Parameter, numbers: Sequence[Any]) -> str:
        """Which of several numbers is none: the parser looks at the first alone to begin with."""
        at = next(i for i, each in enumerate(numbers) if not _is_length(each))
        return (
            f"{self.name}(): argument '{parameter.name}' {_UNPACK} the object at pos {at + 1} with "
            f'error "type must be tuple of ints,but got {type_name(numbers[at])}"'
        )

    def refusal(self, args: Sequence[Any], kwargs: dict[str, Any]) -> str | None:
        """What does not fit, as the parser says it; None if all does."""
        one_list = self.positional == 1 and self.parameters[0].word == "tuple of ints"
        one_list = one_list and not self.parameters[0].nullable
        if len(args) > self.positional:
            if not (one_list and _is_length(args[0])):
                return self._too_many(len(args))
            if not all(map(_is_length, args)):
                return self._not_unpacked(self.parameters[0], args)
        numbers = self.name.rstrip("_") in NUMBERS_AS_TENSORS
        place = used = 0
        for i, each in enumerate(self.parameters):
            by_name = place >= len(args)
            if not by_name and each.keyword:
                return self._too_many(len(args))
            if by_name and each.name not in kwargs:
                if each.default is None:
                    return self._missing(i)
                continue
            value = kwargs[each.name] if by_name else args[place]
            if (value is None and each.nullable) or each.fits(value, numbers):
                pass
            elif one_list and not by_name and all(map(_is_length, args)):
                place = len(args)
                continue
            else:
                return self._misfit(each, value, args, place, by_name)
            used += by_name
            place += not by_name
        return self._unknown(args, kwargs) if used < len(kwargs) else None

    def _too_many(self, count: int) -> str:
        if self.least != self.positional:
            takes = f"from {self.least} to {self.positional} positional arguments"
            return f"{self.name}() takes {takes} but {count} were given"
        takes = f"{self.positional} positional argument{'s' * (self.positional != 1)}"
        return f"{self.name}() takes {takes} but {count} {'was' if count == 1 else 'were'} given"

    def _missing(self, start: int) -> str:
        names = [f'"{each.name}"' for each in self.parameters[start:] if each.default is None]
        plural = "s" if len(names) == 1 else ""  # so PyTorch has it
        return (
            f"{self.name}() missing {len(names)} required positional argument{plural}: "
            f"{', '.join(names)}"
        )

    def _misfit(
        self, parameter: Parameter, value: Any, args: Sequence[Any], place: int, by_name: bool
    ) -> str:
        start = f"{self.name}(): argument '{parameter.name}'"
        if by_name:
            return f"{start} must be {parameter.word}, not {type_name(value)}"
        start += f" (position {place + 1}) must be {parameter.word}"
        if parameter.word == "tuple of ints" and isinstance(value, (list, tuple)):
            at = next(i for i, each in enumerate(value) if not _is_int(each))
            if at:
                return self._not_unpacked(parameter, value)
            return f"{start}, but found element of type {type_name(value[at])} at pos {at}"
        return f"{start}, not {type_name(value)}"

    def _unknown(self, args: Sequence[Any], kwargs: dict[str, Any]) -> str:
        names = [each.name for each in self.parameters]
        for name in kwargs:
            if name not in names:
                return f"{self.name}() got an unexpected keyword argument '{name}'"
            if names.index(name) < len(args):
                return f"{self.name}() got multiple values for argument '{name}'"
        return f"{self.name}(): invalid keyword arguments"


def type_name(value: Any) -> str:
    """The type of a value as PyTorch's parser calls it."""
    kind = type(value)
    if kind is ndarray:  # whichever array module's
        return "numpy.ndarray"
    dotted = kind in (device, dtype, Size) or kind.__module__ == "numpy"
    return f"{kind.__module__}.{kind.__name__}" if dotted else kind.__name__


def refusal(
    signatures: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]
) -> TypeError | None:
    """PyTorch's error for a call that fits none of the signatures; None for one that does."""
    known = [Signature(each) for each in signatures]
    texts = [each.refusal(args, kwargs) for each in known]
    if not texts or None in texts:
        return None
    late = [text for text in texts if text and _UNPACK in text]
    if late:  # such an argument had been taken
        return TypeError(late[0])
    if known[0].hidden == "none":
        if kwargs:
            return TypeError(f"TensorBase.{known[0].name}() takes no keyword arguments")
        return TypeError(f"TensorBase.{known[0].name}() takes no arguments ({len(args)} given)")
    if len(known) == 1:
        return TypeError(texts[0])
    count = len(args) + len(kwargs)
    plausible = [
        text
        for each, text in zip(known, texts, strict=True)
        if each.least <= count <= len(each.parameters) and not each.hidden
    ]
    if len(plausible) == 1:
        return TypeError(plausible[0])
    visible = [each for each in known if not each.hidden]
    start = f"{known[0].name}() received an invalid combination of arguments - "
    if len(visible) == 1:
        return TypeError(start + _one_expected(visible[0], args, kwargs))
    lines = [f"{start}got {_given(args, kwargs)}, but expected one of:"]
    for each in visible:
        lines += [f" * {each}", *_compared(each, args, kwargs)]
    return TypeError("\n".join(lines) + "\n")


def _given(args: Sequence[Any], kwargs: dict[str, Any]) -> str:
    """The types of the arguments; the comma after keywords is PyTorch's.

    So is the keywords' order, that of its hash table: the last one first, mostly.
    """
    text = "".join(f"{type_name(each)}, " for each in args)
    text += "".join(f"{name}={type_name(each)}, " for name, each in reversed(kwargs.items()))
    return f"({text[:-2] if args else text})"


def _one_expected(signature: Signature, args: Sequence[Any], kwargs: dict[str, Any]) -> str:
    # As in `_compared`, what has a default is not found by its name.
    listed = {each.rpartition(" ")[2] for each in str(signature)[1:-1].split(", ")}
    names = {each.name for each in signature.parameters}
    wrong = [name for name in reversed(kwargs) if name not in names]
    if wrong:
        wrong = [name for name in reversed(kwargs) if name not in listed]
        return f"got unrecognized keyword arguments: {', '.join(wrong)}"
    described = _compared(signature, args, kwargs)
    got = described[0].partition("types: ")[2] if described else _given(args, kwargs)
    return f"got {got}, but expected {signature}"


def _compared(signature: Signature, args: Sequence[Any], kwargs: dict[str, Any]) -> list[str]:
    """Why a signature with as many parameters does not match.

    PyTorch reads the printed signature again for this, by its commas: the star counts as one, and
    a default takes the place of the name.
    """
    parts = str(signature)[1:-1].split(", ")
    if len(args) + len(kwargs) != len(parts):
        return []
    named = [each.rpartition(" ") for each in parts]
    names = {name for _, _, name in named[len(args) :]}
    wrong = [name for name in reversed(kwargs) if name not in names]
    start = "      didn't match because some of the "
    if wrong:
        return [f"{start}keywords were incorrect: {', '.join(wrong)}"]
    shown = []
    for i, (word, _, name) in enumerate(named):
        value = kwargs[name] if i >= len(args) else args[i]
        kind = type_name(value)
        mark = "" if kind == word or (word == "float" and kind == "int") else "!"
        label = f"{name}=" if i >= len(args) else ""
        shown.append(f"{mark}{label}{_described(value)}{mark}, ")
    text = "".join(shown)
    return [f"{start}arguments have invalid types: ({text[:-2] if args else text})"]


def _described(value: Any) -> str:
    if isinstance(value, tuple):
        inner = ", ".join(map(type_name, value))
        return f"{type_name(value)} of ({inner}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"list of [{', '.join(map(type_name, value))}]"
    return type_name(value)


_NUMPYS = {"axis": "dim", "keepdims": "keepdim", "x": "input", "x1": "input", "x2": "other"}


def in_torchs_words(signatures: Sequence[str], kwargs: dict[str, Any]) -> dict[str, Any] | None:
    """The keywords where some are NumPy's, which the parser takes too; None where none are."""
    known = {each.name for text in signatures for each in Signature(text).parameters}
    names = {name: _NUMPYS.get(name) for name in kwargs if name not in known}
    if not names or not known.issuperset(names.values()) or kwargs.keys() & set(names.values()):
        return None
    return {names.get(name) or name: value for name, value in kwargs.items()}


def _by_place(
    signatures: Sequence[str], args: Sequence[Any], kwargs: dict[str, Any]
) -> tuple[list[Any], dict[str, Any]] | None:
    """The arguments with all that can stand without a name first; None where no name goes.

    For functions whose parameters have names of our own, or are any number (`view(size=)`).
    """
    known = map(Signature, signatures)
    fitting = next((each for each in known if each.refusal(args, kwargs) is None), None)
    placed, named = list(args), dict(kwargs)
    for each in fitting.parameters[len(args) :] if fitting else ():
        if each.keyword or each.name not in named:
            break
        placed.append(named.pop(each.name))
    return (placed, named) if len(named) < len(kwargs) else None


def guarded(function: Callable[..., Any], signatures: Sequence[str], skip: int = 1) -> Any:
    """The function, which refuses arguments that fit no signature with PyTorch's error.

    That is asked once for each combination of types; the first `skip` arguments (the tensor of a
    method) do not count.
    """
    seen: set[Any] = set()

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        kinds: Any = None if len(args) == skip and not kwargs else tuple(map(type, args))
        if kwargs:
            kinds = (kinds, *kwargs, *map(type, kwargs.values()))
        if kinds in seen or refusal(signatures, args[skip:], kwargs) is None:
            seen.add(kinds)
            try:
                return function(*args, **kwargs)
            except Exception as error:
                if refusal(signatures, args[skip:], kwargs) is None:
                    placed = _by_place(signatures, args[skip:], kwargs)
                    if placed is None or not _MISNAMED.search(str(error)):
                        raise
                    return function(*args[:skip], *placed[0], **placed[1])
        renamed = in_torchs_words(signatures, kwargs)
        if renamed is not None:
            return call(*args, **renamed)
        raise refusal(signatures, args[skip:], kwargs) or TypeError(function.__name__)

    return call
