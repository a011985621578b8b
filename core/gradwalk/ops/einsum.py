"""einsum, by the steps ATen takes, so that the graph has the same nodes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradwalk.ops.arithmetic import mul
from gradwalk.ops.diagonals import diagonal
from gradwalk.ops.linalg import bmm
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.shape import movedim, permute, reshape, unsqueeze, view
from gradwalk.signatures import type_name
from gradwalk.tensorbase import is_tensor

_TOO_FEW = (
    "einsum(): must specify the equation string and at least one operand, or at least one operand "
    "and its subscripts list"
)
_COUNT = "einsum(): {} operands were provided than specified in the equation"


# --- einsum ---------------------------------------------------------------------------------------
def einsum(equation: Any, *operands: Any) -> Any:
    """The sum of products that the equation names, step by step as ATen's einsum takes them.

    Also `einsum(a, [0, 1], b, [1, 2], [0, 2])`: subscripts after each operand, then the result's.
    """
    if not operands:
        raise ValueError(_TOO_FEW)
    if is_tensor(equation):
        equation, operands = _of_lists((equation, *operands))
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = tuple(operands[0])
    inputs, output = _parsed(equation, operands)
    labels = [*output, *sorted({x for each in inputs for x in each} - set(output))]
    _check_sizes(inputs, operands)
    for label in output:
        if not any(label in each for each in inputs):
            raise RuntimeError(
                f"einsum(): output subscript {label} does not appear in the equation for any "
                "input operand"
            )
    first, *rest = [
        _aligned(*_with_diagonals(x, its), labels) for x, its in zip(operands, inputs, strict=True)
    ]
    summed = tuple(range(len(output), len(labels)))
    if not rest:
        return sum_dim(first, summed) if summed else first
    for place, each in enumerate(rest, 1):
        later = {x for its in inputs[place + 1 :] for x in its}
        first = _multiplied(first, each, [i for i in summed if labels[i] not in later])
    return view(first, tuple(first.shape[: len(output)])) if summed else first


def _of_lists(given: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """The equation that lists of subscripts stand for, and the operands (torch.functional)."""
    right = "->" + "".join(map(_letter, given[-1])) if len(given) % 2 else ""
    pairs = given[: len(given) // 2 * 2]
    left = ",".join("".join(map(_letter, each)) for each in pairs[1::2])
    return left + right, pairs[::2]


def _letter(subscript: Any) -> str:
    if subscript is ...:
        return "..."
    if 0 <= subscript < 52:
        return chr(ord("A") + subscript if subscript < 26 else ord("a") + subscript - 26)
    raise ValueError("einsum(): subscript in subscript list is not within the valid range [0, 52)")


def _parsed(equation: str, operands: Sequence[Any]) -> tuple[list[list[str]], list[str]]:
    if not isinstance(equation, str):
        kind = type_name(equation)
        raise TypeError(f"einsum(): argument 'equation' (position 1) must be str, not {kind}")
    left, arrow, right = equation.partition("->")
    for place, each in enumerate(operands):
        if not is_tensor(each):
            kind = type_name(each)
            raise TypeError(f"expected Tensor as element {place} in argument 1, but got {kind}")
    texts = _terms(left, len(operands))
    right = _checked_output(right, len(left) + 2)
    inputs = [
        _labels(text, x.ndim, i) for i, (text, x) in enumerate(zip(texts, operands, strict=True))
    ]
    widest = max((sum(len(label) > 1 for label in each) for each in inputs), default=0)
    dots = [f"...{i}" for i in range(widest, 0, -1)]
    if arrow:
        before, ellipsis_, after = right.partition("...")
        return inputs, [*before, *(dots if ellipsis_ else []), *after]
    seen = [label for each in inputs for label in each if len(label) == 1]
    return inputs, dots + sorted(label for label in set(seen) if seen.count(label) == 1)


def _terms(left: str, count: int) -> list[str]:
    """The subscripts of each operand, without blanks."""
    texts, i = [""], 0
    while i < len(left):
        letter = left[i]
        if letter == ",":
            if len(texts) == count:
                raise RuntimeError(_COUNT.format("fewer"))
            texts.append("")
        elif letter == ".":
            where = f"for operand {len(texts) - 1}"
            if "." in texts[-1]:
                text = f"einsum(): found '.' {where} for which an ellipsis was already found"
                raise RuntimeError(text)
            if left[i : i + 3] != "...":
                raise RuntimeError(f"einsum(): found '.' {where} that is not part of any ellipsis")
            texts[-1] += "..."
            i += 2
        elif letter != " ":
            texts[-1] += _subscript(letter, i)
        i += 1
    if len(texts) < count:
        raise RuntimeError(_COUNT.format("more"))
    return texts


def _subscript(letter: str, place: int) -> str:
    if not (letter.isascii() and letter.isalpha()):
        raise RuntimeError(
            f"einsum(): invalid subscript given at index {place} in the equation string, "
            "subscripts must be in [a-zA-Z]"
        )
    return letter


def _checked_output(right: str, start: int) -> str:
    """The subscripts of the result, without blanks."""
    found, i = "", 0
    while i < len(right):
        letter = right[i]
        if letter == ".":
            if "." in found:
                text = "einsum(): found '.' for output but an ellipsis (...) was already found"
                raise RuntimeError(text)
            if right[i : i + 3] != "...":
                text = "einsum(): found '.' for output that is not part of any ellipsis (...)"
                raise RuntimeError(text)
            found += "..."
            i += 2
        elif letter != " ":
            if _subscript(letter, start + i) in found:
                text = f"einsum(): output subscript {letter} appears more than once in the output"
                raise RuntimeError(text)
            found += letter
        i += 1
    return found


def _labels(text: str, ndim: int, place: int) -> list[str]:
    """One label for each dimension; those under an ellipsis are numbered from the right."""
    before, dots, after = text.partition("...")
    free = ndim - len(before) - len(after)
    if free < 0 or (free and not dots):
        named = len(before) + len(after)
        raise RuntimeError(
            f"einsum(): the number of subscripts in the equation ({named}) does not match the "
            f"number of dimensions ({ndim}) for operand {place}"
            + ("" if dots else " and no ellipsis was given")
        )
    return [*before, *(f"...{i}" for i in range(free, 0, -1)), *after]


def _with_diagonals(operand: Any, labels: list[str]) -> tuple[Any, list[str]]:
    """A label that comes twice means the diagonal of the two dimensions."""
    labels = list(labels)
    while len(set(labels)) < len(labels):
        label = next(x for x in labels if labels.count(x) > 1)
        first = labels.index(label)
        second = labels.index(label, first + 1)
        operand = movedim(diagonal(operand, 0, first, second), -1, first)
        del labels[second]
    return operand, labels


def _aligned(operand: Any, its: list[str], labels: list[str]) -> Any:
    """One dimension for each label of the equation; those it lacks have length one."""
    missing = [x for x in labels if x not in its]
    for _ in missing:
        operand = unsqueeze(operand, -1)
    order = [*its, *missing]
    return permute(operand, tuple(order.index(x) for x in labels))


def _check_sizes(inputs: list[list[str]], operands: Sequence[Any]) -> None:
    known: dict[str, int] = {}
    for place, (labels, operand) in enumerate(zip(inputs, operands, strict=True)):
        own: dict[str, int] = {}
        for label, n in zip(labels, operand.shape, strict=True):
            if own.setdefault(label, n) != n:
                raise RuntimeError(
                    f"einsum(): subscript {label[-1]} is repeated for operand {place} but the "
                    f"sizes don't match, {n} != {own[label]}"
                )
            before = known.get(label, 1)
            if 1 not in (before, n) and before != n:
                raise RuntimeError(
                    f"einsum(): subscript {label[-1]} has size {n} for operand {place} which does "
                    f"not broadcast with previously seen size {before}"
                )
            known[label] = n if before == 1 else before


def _multiplied(a: Any, b: Any, summed: list[int]) -> Any:
    """a * b summed over some dimensions (which stay, with length one): one bmm does it."""
    alone_a = tuple(i for i in summed if a.shape[i] > 1 and b.shape[i] == 1)
    alone_b = tuple(i for i in summed if b.shape[i] > 1 and a.shape[i] == 1)
    a = sum_dim(a, alone_a, True) if alone_a else a
    b = sum_dim(b, alone_b, True) if alone_b else b
    summed = [i for i in summed if i not in alone_a + alone_b and a.shape[i] > 1]
    if not summed:
        return mul(a, b)
    free = [i for i in range(a.ndim) if i not in summed]
    both = [i for i in free if a.shape[i] > 1 and b.shape[i] > 1]
    rows = [i for i in free if i not in both and b.shape[i] == 1]
    columns = [i for i in free if i not in both and i not in rows]
    sizes = [
        math.prod(x.shape[i] for i in group)
        for x, group in ((a, both), (a, rows), (a, summed), (b, columns))
    ]
    n, r, k, c = sizes
    left = reshape(permute(a, (*both, *rows, *summed, *columns)), (n, r, k))
    right = reshape(permute(b, (*both, *summed, *columns, *rows)), (n, k, c))
    lengths = [a.shape[i] for i in (*both, *rows)] + [1] * len(summed)
    product = view(bmm(left, right), (*lengths, *(b.shape[i] for i in columns)))
    order = (*both, *rows, *summed, *columns)
    return permute(product, tuple(order.index(i) for i in range(a.ndim)))
