"""Text of a tensor exactly as PyTorch prints it.

The algorithm is that of `torch/_tensor_str.py`: one formatter looks at all numbers that will be
shown and decides width and notation, then lines are broken at 80 characters.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from gradwalk import dtypes, tangents

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor


@dataclass(frozen=True)
class Options:
    """What torch.set_printoptions sets: it puts others in their place, and changes none."""

    precision: int = 4
    threshold: float = 1000  # more elements than this are summarised
    edgeitems: int = 3
    linewidth: int = 80  # characters
    sci_mode: bool | None = None  # None: decided by the numbers


_options = Options()

_PROFILES: dict[str, dict[str, Any]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Change how tensors are printed, as torch.set_printoptions."""
    global _options
    given = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    chosen = _PROFILES.get(profile or "", {}) | {k: v for k, v in given.items() if v is not None}
    _options = replace(_options, **chosen, sci_mode=sci_mode)


def get_printoptions() -> dict[str, Any]:
    """The options now, as keywords of set_printoptions."""
    return asdict(_options)


@contextlib.contextmanager
def printoptions(**options: Any) -> Iterator[None]:
    """Other print options for the length of a `with` block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        set_printoptions(**before)


class _Formatter:
    """Width and notation that suit all the numbers that will be shown."""

    def __init__(self, numbers: list[Any], floating: bool) -> None:
        self.floating = floating
        self.int_mode = True
        self.sci_mode = False
        self.width = 1
        if not floating:
            self.width = max([1, *(len(f"{value}") for value in numbers)])
            return
        finite = [value for value in numbers if math.isfinite(value) and value != 0]
        if not finite:
            return
        self.int_mode = all(value == math.ceil(value) for value in finite)
        self.sci_mode = _wants_scientific(finite)
        self.width = max([1, *(len(self._plain(value)) for value in finite)])

    def _plain(self, value: Any) -> str:
        if not self.floating:
            return f"{value}"
        if self.sci_mode:
            return f"{value:.{_options.precision}e}"
        if self.int_mode:
            return f"{value:.0f}" + ("." if math.isfinite(value) else "")
        return f"{value:.{_options.precision}f}"

    def format(self, value: Any) -> str:
        """The number, padded on the left."""
        return self._plain(value).rjust(self.width)


def _wants_scientific(finite: list[float]) -> bool:
    if _options.sci_mode is not None:
        return _options.sci_mode
    sizes = [abs(value) for value in finite]
    low, high = min(sizes), max(sizes)
    return high / low > 1000.0 or high > 1.0e8 or low < 1.0e-4


class _ComplexFormatter:
    """Two formatters, one for the real and one for the imaginary parts."""

    def __init__(self, numbers: list[complex]) -> None:
        self.real = _Formatter([value.real for value in numbers], floating=True)
        self.imag = _Formatter([value.imag for value in numbers], floating=True)
        self.width = self.real.width + self.imag.width + 1

    def format(self, value: complex) -> str:
        """Real part, sign, imaginary part, j."""
        imag = (self.imag.format(value.imag) + "j").lstrip()
        return self.real.format(value.real) + ("" if imag[0] in "+-" else "+") + imag


def _edges(items: list[Any], summarize: bool) -> tuple[list[Any], list[Any], bool]:
    """The items at the start and at the end that are shown, and whether some are left out."""
    n = _options.edgeitems
    if summarize and len(items) > 2 * n:
        return items[:n], items[len(items) - n :], True
    return items, [], False


def _shown(nested: Any, dim: int, summarize: bool) -> list[Any]:
    """The numbers that will be printed, flat."""
    if dim == 0:
        return [nested]
    head, tail, _ = _edges(nested, summarize)
    return [value for item in (*head, *tail) for value in _shown(item, dim - 1, summarize)]


def _row(items: list[Any], indent: int, summarize: bool, formatter: Any) -> str:
    per_line = max(1, (_options.linewidth - indent) // (formatter.width + 2))
    head, tail, cut = _edges(items, summarize)
    if summarize and not _options.edgeitems:
        words = ["..."]
    else:
        words = [formatter.format(value) for value in head]
        words += [" ...", *(formatter.format(value) for value in tail)] if cut else []
    lines = [", ".join(words[i : i + per_line]) for i in range(0, len(words), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def _nested_text(nested: Any, dim: int, indent: int, summarize: bool, formatter: Any) -> str:
    if dim == 0:
        return str(formatter.format(nested))
    if dim == 1:
        return _row(nested, indent, summarize, formatter)
    head, tail, cut = _edges(nested, summarize)
    rows = [_nested_text(item, dim - 1, indent + 1, summarize, formatter) for item in head]
    if cut:
        rows.append("...")
        rows += [_nested_text(item, dim - 1, indent + 1, summarize, formatter) for item in tail]
    return "[" + ("," + "\n" * (dim - 1) + " " * (indent + 1)).join(rows) + "]"


def array_text(array: Any, indent: int = 0) -> str:
    """The numbers of an array as PyTorch prints them, brackets included."""
    if array.size == 0:
        return "[]"
    summarize = array.size > _options.threshold
    nested, kind = array.tolist(), dtypes.of(array)
    shown = _shown(nested, array.ndim, summarize)
    formatter = (
        _ComplexFormatter(shown) if kind.is_complex else _Formatter(shown, kind.is_floating_point)
    )
    return _nested_text(nested, array.ndim, indent, summarize, formatter)


def _append(text: str, suffixes: list[str], indent: int) -> str:
    """Add `, suffix` for each, on a new line where it would pass the line width."""
    parts = [text]
    length = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if length + len(suffix) + 2 > _options.linewidth:
            parts.append(",\n" + " " * indent + suffix)
            length = indent + len(suffix)
        else:
            parts.append(", " + suffix)
            length += len(suffix) + 2
    return "".join(parts) + ")"


def _dtype_suffixes(array: Any) -> list[str]:
    kind, default = dtypes.of(array), dtypes.get_default_dtype()
    if array.size == 0:
        size = [f"size={tuple(array.shape)}"] if array.ndim != 1 else []
        return size + ([f"dtype={kind}"] if kind is not default else [])
    size = [] if _options.edgeitems else [f"size={tuple(array.shape)}"]
    usual = (default, default.to_complex(), dtypes.int64, dtypes.bool_)
    return size + ([f"dtype={kind}"] if kind not in usual else [])


def _grad_suffixes(tensor: Tensor) -> list[str]:
    try:
        node = tensor.grad_fn
    except RuntimeError:  # a view made under no_grad and written since has no history to show
        return ["grad_fn=<Invalid>"]
    if node is not None:
        return [f"grad_fn=<{type(node).__name__}>"]
    return ["requires_grad=True"] if tensor.requires_grad else []


def _tangent_suffixes(tensor: Tensor) -> list[str]:
    level = tangents.innermost()
    tangent = None if level is None else level.of(tensor)
    return [] if tangent is None else [f"tangent={tangent}"]


def tensor_text(tensor: Tensor, prefix: str = "tensor(") -> str:
    """The tensor as PyTorch prints it: numbers, then size, dtype and grad_fn where they matter."""
    array = tensor._array
    text = prefix + array_text(array, len(prefix))
    suffixes = _dtype_suffixes(array) + _grad_suffixes(tensor) + _tangent_suffixes(tensor)
    return _append(text, suffixes, len(prefix))
