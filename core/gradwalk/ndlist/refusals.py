"""The errors of ufuncs, in NumPy's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.ndlist.base import ArrayBase, Shape
from gradwalk.ndlist.dtype import can_cast, dtype
from gradwalk.ndlist.shape import broadcast_shapes


class UFuncTypeError(TypeError):
    """A ufunc has no way from its operands' dtypes to the result's."""


def unsupported(name: str) -> TypeError:
    """The error for dtypes that a ufunc has no loop for."""
    return TypeError(
        f"ufunc '{name}' not supported for the input types, and the inputs could not be safely "
        "coerced to any supported types according to the casting rule ''safe''"
    )


def no_loop(name: str, kind: dtype) -> UFuncTypeError:
    """The error for the one dtype that a ufunc has been left without."""
    classes = f"<class 'numpy.dtypes.{kind.name.capitalize()}DType'>"
    text = f"ufunc '{name}' did not contain a loop with signature matching types {classes} -> None"
    return UFuncTypeError(text)


def mismatch(shapes: Sequence[Shape]) -> ValueError:
    """The error for shapes that do not meet."""
    texts = ["(" + ",".join(map(str, s)) + ("," if len(s) == 1 else "") + ") " for s in shapes]
    return ValueError("operands could not be broadcast together with shapes " + "".join(texts))


def check_output(name: str, made: Any, out: Any, casting: str) -> None:
    """Whether a result may be written into `out`."""
    if not isinstance(out, ArrayBase):
        raise TypeError("return arrays must be of ArrayType")
    if not can_cast(made.dtype, out.dtype, casting):
        raise UFuncTypeError(
            f"Cannot cast ufunc '{name}' output from {made.dtype!r} to {out.dtype!r} with casting "
            f"rule '{casting}'"
        )
    if made.shape == out.shape:
        return
    if broadcast_shapes(made.shape, out.shape) != out.shape:
        shapes = [
            "(" + ",".join(map(str, s)) + ("," if len(s) == 1 else "") + ")"
            for s in (out.shape, made.shape)
        ]
        raise ValueError(
            f"non-broadcastable output operand with shape {shapes[0]} doesn't match the broadcast "
            f"shape {shapes[1]}"
        )
