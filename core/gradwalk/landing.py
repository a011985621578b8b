"""The end of a path: a gradient becomes a leaf's, or is added to what the leaf has."""

from __future__ import annotations

from collections.abc import Sequence
from sys import getrefcount
from typing import Any

from gradwalk import mode
from gradwalk.array import ndarray, xp
from gradwalk.inplace import bump, check_counted
from gradwalk.ops.core import copied, laid_as
from gradwalk.tensorbase import TensorBase, alias, fresh
from gradwalk.trace import listen


def _references() -> int:
    """How many references `_land` finds to a gradient that nobody else holds."""
    state = [xp.zeros(1)]
    grad = state[0]
    state.clear()
    return getrefcount(grad)


ALONE = _references()
NOTHING = None, 0, 0  # what nobody notes of a leaf's turn


def is_whole(grad: Any, below: int) -> bool:
    """Whether an array that nobody else holds is all that looks at its memory, in usual order.

    `below` counts the references to its base that do not matter.
    """
    if grad.__class__ is not ndarray or not grad.flags.c_contiguous or not grad.flags.writeable:
        return False
    base = grad.base
    if base is None:
        return True
    if base.__class__ is not ndarray or base.base is not None or base.size != grad.size:
        return False
    return getrefcount(base) <= ALONE + 1 + below  # `grad` is the one more


def lender_of(grad: Any, seeds: Sequence[Any], given: Sequence[TensorBase]) -> TensorBase | None:
    """A look at the seed of which a gradient is a view; the array of a seed may be a copy of it."""
    if grad.__class__ is not ndarray or not grad.flags.c_contiguous:
        return None
    for seed, tensor in zip(seeds, given, strict=False):
        if grad is seed or seed.__class__ is not ndarray or grad.size != seed.size:
            continue
        whole = tensor._array.flags.c_contiguous and tensor._array.dtype is seed.dtype
        if whole and (grad.base is seed or grad.base is seed.base is not None):
            return alias(tensor, tensor._array.reshape(grad.shape))
    return None


def accumulate_into(
    leaf: TensorBase,
    grad: Any,
    recording: bool,
    *,
    alone: bool = False,
    shared: bool = False,
    lender: TensorBase | None = None,
) -> None:
    """Add to a leaf's gradient: the first is a copy, later ones are written in place.

    As PyTorch does, the first is taken over as it is where nobody else holds its memory (`alone`),
    or where it is a view of what the program gave (`lender`); one that others hold (`shared`) is
    written into memory of its own, which counts.
    """
    before = leaf._grad
    if recording and not mode.grad_enabled:  # for its tangent, which the first does not keep
        leaf._grad = fresh(grad._array.copy()) if before is None else before.add_(grad)  # type: ignore[attr-defined]
    elif recording:
        leaf._grad = before + grad if before is not None else _copy_of(grad, leaf)
    elif lender is not None and _laid_out_alike(grad, leaf._array):
        leaf._grad = lender
    elif before is None:
        if grad.__class__ is not ndarray:
            mine = grad.dtype.type(grad) if shared else grad
        else:
            mine = laid_as(leaf._array, grad if alone else grad.copy())
        leaf._grad = fresh(mine)
        if shared or not _laid_out_alike(grad, leaf._array):
            leaf._grad._counter.version = 1
    else:
        if before._array.__class__ is ndarray:
            if listen.before_write is not None:
                listen.before_write(before)
            before._array += grad
        else:
            before._array = before._array + grad  # nobody shares a scalar
        bump(before)
        check_counted(before)


def _copy_of(grad: Any, leaf: TensorBase) -> Any:
    """The gradient in memory of its own, as the leaf's: PyTorch writes it there, which counts."""
    made = copied(None, grad)
    made._array = laid_as(leaf._array, made._array)
    made._counter.version = 1
    return made


def _laid_out_alike(grad: Any, leaf: Any) -> bool:
    """Whether PyTorch would take the gradient over as it is."""
    if grad.__class__ is not ndarray or leaf.__class__ is not ndarray:
        return True
    return bool(grad.flags.c_contiguous == leaf.flags.c_contiguous)
