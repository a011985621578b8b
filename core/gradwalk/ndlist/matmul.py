"""Products of matrices: matmul, dot, tensordot, inner, outer, einsum."""

from __future__ import annotations

import math
from typing import Any

from gradwalk.ndlist import memory
from gradwalk.ndlist.base import Shape, afford, into, result, values
from gradwalk.ndlist.create import asarray
from gradwalk.ndlist.dtype import dtype, result_type
from gradwalk.ndlist.elementwise import multiply
from gradwalk.ndlist.folding import parted
from gradwalk.ndlist.rowscolumns import rows_by_columns
from gradwalk.ndlist.shape import axes_of, bare, broadcast_shapes, broadcast_to, transpose


def _matrix_product(a: list[Any], b: list[Any], n: int, k: int, m: int, kind: dtype) -> list[Any]:
    """(n, k) @ (k, m) -> (n, m), all as flat lists."""
    if not k:
        return [False if kind.kind == "b" else 0] * (n * m)
    return rows_by_columns(parted(a, k, n), [b[i::m] for i in range(m)], kind.kind)


def matmul(x1: Any, x2: Any, /, out: Any = None, *, dtype: Any = None) -> Any:
    """The product of matrices, or of stacks of them: (..., n, k) @ (..., k, m) -> (..., n, m)."""
    a, b = asarray(x1), asarray(x2)
    for number, each in enumerate((a, b)):
        if not each.shape:
            raise ValueError(
                f"matmul: Input operand {number} does not have enough dimensions (has 0, gufunc "
                "core with signature (n?,k),(k,m?)->(n?,m?) requires 1)"
            )
    left = a.reshape(1, -1) if a.ndim == 1 else a
    right = b.reshape(-1, 1) if b.ndim == 1 else b
    (n, k), (inner, m) = left.shape[-2:], right.shape[-2:]
    if k != inner:
        raise ValueError(
            "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
            f"(n?,k),(k,m?)->(n?,m?) (size {inner} is different from {k})"
        )
    kind = result_type(a, b) if dtype is None else _dtype(dtype)
    batch = _batch(left.shape, right.shape)
    afford((*batch, n, m), kind)
    lists = _stacked(left, batch, kind), _stacked(right, batch, kind)
    flat: list[Any] = []
    for first, second in zip(*lists, strict=True):
        flat += _matrix_product(first, second, n, k, m, kind)
    shape = (*batch, *((n,) if a.ndim > 1 else ()), *((m,) if b.ndim > 1 else ()))
    made = result(flat, shape, kind)
    return into(out, made)


_dtype = dtype  # where a parameter has that name


def _batch(a: Shape, b: Shape) -> Shape:
    """The shape in which the stacks of two shapes of matrices meet."""
    try:
        return broadcast_shapes(a[:-2], b[:-2])
    except ValueError:
        texts = [f"{bare(s)}->{bare((*s[:-2], -1, -1))} " for s in (a, b)]
        raise ValueError(
            "operands could not be broadcast together with remapped shapes "
            f"[original->remapped]: {texts[0]}{texts[1]} and requested shape "
            f"{bare((a[-2], b[-1]))}"
        ) from None


def _stacked(array: Any, batch: Shape, kind: dtype) -> list[list[Any]]:
    """The matrices of a stack, as flat lists."""
    rows, columns = array.shape[-2:]
    if array.shape[:-2] != batch:
        array = broadcast_to(array, (*batch, rows, columns))
    numbers = list(memory.convert(values(array), array.dtype, kind))
    return parted(numbers, rows * columns, math.prod(batch))


def dot(a: Any, b: Any, out: Any = None) -> Any:
    """The sum of products over the last axis of `a` and the last but one of `b`."""
    left, right = asarray(a), asarray(b)
    if not left.shape or not right.shape:
        return multiply(left, right, out=out)
    if left.ndim <= 2 >= right.ndim:
        axis = max(right.ndim - 2, 0)
        if left.shape[-1] != right.shape[axis]:
            raise ValueError(
                f"shapes {_text(left.shape)} and {_text(right.shape)} not aligned: "
                f"{left.shape[-1]} (dim {left.ndim - 1}) != {right.shape[axis]} (dim {axis})"
            )
        return matmul(left, right, out=out)
    return tensordot(left, right, ((left.ndim - 1,), (max(right.ndim - 2, 0),)))


def _text(shape: Shape) -> str:
    return "(" + ",".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def tensordot(a: Any, b: Any, axes: Any = 2) -> Any:
    """The sum of products over pairs of axes: so many last with first ones, or as named."""
    left, right = asarray(a), asarray(b)
    if isinstance(axes, int):
        first = tuple(range(left.ndim - axes, left.ndim))
        second = tuple(range(axes))
    else:
        first, second = (axes_of(x, y.ndim) for x, y in zip(axes, (left, right), strict=True))
    if [left.shape[i] for i in first] != [right.shape[i] for i in second]:
        raise ValueError("shape-mismatch for sum")
    rest = [i for i in range(left.ndim) if i not in first]
    more = [i for i in range(right.ndim) if i not in second]
    count = math.prod([left.shape[i] for i in first])
    shape = (*[left.shape[i] for i in rest], *[right.shape[i] for i in more])
    rows = math.prod([left.shape[i] for i in rest])
    columns = math.prod([right.shape[i] for i in more])
    made = matmul(
        transpose(left, (*rest, *first)).reshape(rows, count),
        transpose(right, (*second, *more)).reshape(count, columns),
    )
    return made.reshape(shape) if shape else result(values(made), (), made.dtype)


def inner(a: Any, b: Any) -> Any:
    """The sum of products over the last axes."""
    left, right = asarray(a), asarray(b)
    if not left.shape or not right.shape:
        return multiply(left, right)
    return tensordot(left, right, ((left.ndim - 1,), (right.ndim - 1,)))


def vdot(a: Any, b: Any) -> Any:
    """The inner product of all elements, those of `a` conjugated."""
    return dot(asarray(a).conj().reshape(-1), asarray(b).reshape(-1))


def outer(a: Any, b: Any, out: Any = None) -> Any:
    """Every element of one with every element of the other."""
    return multiply(asarray(a).reshape(-1, 1), asarray(b).reshape(1, -1), out=out)


# --- einsum ---------------------------------------------------------------------------------------
def einsum(subscripts: str, *operands: Any, optimize: Any = False) -> Any:
    """Sums of products by letters of axes, as "ij,jk->ik"."""
    arrays = [asarray(each) for each in operands]
    inputs, wanted = _letters(subscripts.replace(" ", ""), arrays)
    sizes: dict[str, int] = {}
    for letters, each in zip(inputs, arrays, strict=True):
        for letter, length in zip(letters, each.shape, strict=True):
            if sizes.setdefault(letter, length) != length and 1 not in (length, sizes[letter]):
                raise ValueError(
                    "operands could not be broadcast together with remapped shapes "
                    "[original->remapped]"
                )
            sizes[letter] = length if sizes[letter] == 1 else sizes[letter]
    order = wanted + "".join(letter for letter in sizes if letter not in wanted)
    made = None
    for letters, each in zip(inputs, arrays, strict=True):
        spread = _spread(each, letters, order)
        made = spread if made is None else multiply(made, spread)
    axes = tuple(range(len(wanted), len(order)))
    full = broadcast_to(made, tuple([sizes[letter] for letter in order]))
    return full.sum(axis=axes, dtype=full.dtype) if axes else full.copy()


def _letters(text: str, arrays: list[Any]) -> tuple[list[str], str]:
    """The letters of each operand and of the result, "..." as capitals from Z on."""
    left, arrow, right = text.partition("->")
    names = left.split(",")
    if len(names) != len(arrays):
        raise ValueError("number of operands does not match the number of einsum subscripts")
    hidden = ""
    for i, (name, each) in enumerate(zip(names, arrays, strict=True)):
        if "..." in name:
            extra = "".join(chr(0x400 + k) for k in range(each.ndim - len(name) + 3))[::-1]
            hidden = max(hidden, extra, key=len)
            names[i] = name.replace("...", extra)
        if len(names[i]) != each.ndim:
            text = f"einstein sum subscripts string contains too many subscripts for operand {i}"
            raise ValueError(text)
    if arrow:
        return names, right.replace("...", hidden)
    every = "".join(names)
    once = sorted(x for x in set(every) if every.count(x) == 1 and x not in hidden)
    return names, hidden + "".join(once)


def _spread(array: Any, letters: str, order: str) -> Any:
    """The array with its axes in the order of all letters; a letter twice is its diagonal."""
    while len(set(letters)) < len(letters):
        twice = next(x for x in letters if letters.count(x) > 1)
        one = letters.index(twice)
        two = letters.index(twice, one + 1)
        array = array.diagonal(axis1=one, axis2=two)
        letters = letters[:one] + letters[one + 1 : two] + letters[two + 1 :] + twice
    places = sorted(range(len(letters)), key=lambda i: order.index(letters[i]))
    own = dict(zip(letters, array.shape, strict=True))
    return transpose(array, places).reshape([own.get(x, 1) for x in order])
