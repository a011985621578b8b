"""Several tensors into one: cat and stack, and what torch builds from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.parts import unbind
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import atleast_1d, atleast_2d, flatten, narrow, reshape
from gradwalk.signatures import type_name
from gradwalk.tensorbase import is_tensor


def _cat(tensors: Sequence[Any], dim: int = 0) -> Any:
    if not tensors:
        raise ValueError("torch.cat(): expected a non-empty list of Tensors")
    for i, each in enumerate(tensors):
        if each.ndim == 0:
            raise RuntimeError(f"zero-dimensional tensor (at position {i}) cannot be concatenated")
    kept = [each for each in tensors if each.shape != (0,)] or list(tensors[:1])
    axis = dims.one(dim, kept[0].ndim)
    _check_sizes(kept, axis, tensors)
    return xp.ascontiguousarray(xp.concatenate(kept, axis))


def _check_sizes(kept: Sequence[Any], axis: int, tensors: Sequence[Any]) -> None:
    first = kept[0]
    for each in kept:
        if each.ndim != first.ndim:
            text = f"Tensors must have same number of dimensions: got {first.ndim} and {each.ndim}"
            raise RuntimeError(text)
        for i, (wanted, got) in enumerate(zip(first.shape, each.shape, strict=True)):
            if i != axis and wanted != got:
                place = next(j for j, x in enumerate(tensors) if x is each)
                raise RuntimeError(
                    f"Sizes of tensors must match except in dimension {axis}. Expected size "
                    f"{wanted} but got size {got} for tensor number {place} in the list."
                )


def _cat_backward(grad: Any, sizes: Sequence[tuple[int, ...]], dim: int) -> list[Any]:
    ndim = max(len(size) for size in sizes)
    axis, start, parts = dim % ndim, 0, []
    for size in sizes:
        if size == (0,) and ndim > 1:  # an empty vector may stand among tensors of any shape
            parts.append(reshape(narrow(grad, axis, start, 0), (-1,))[:0])
            continue
        parts.append(narrow(grad, axis, start, size[axis]))
        start += size[axis]
    return parts


cat_op: Function = op(
    "cat",
    _cat,
    tensors=lambda grad, tensors_sym_sizes, dim: _cat_backward(grad, tensors_sym_sizes, dim),
    promote="same",
    samples=(((numbers(2, 3), numbers(1, 3, start=8)), 0), ((numbers(2), numbers(3, start=4)),)),
)


def _listed(tensors: Any, name: str) -> tuple[Any, ...]:
    """The tensors to be joined, or PyTorch's refusal of what is no sequence of tensors."""
    if not isinstance(tensors, (list, tuple)):
        kind = type_name(tensors)
        text = f"{name}(): argument 'tensors' (position 1) must be tuple of Tensors, not {kind}"
        raise TypeError(text)
    for i, each in enumerate(tensors):
        if not is_tensor(each):
            text = f"expected Tensor as element {i} in argument 0, but got {type_name(each)}"
            raise TypeError(text)
    return tuple(tensors)


def cat(tensors: Any, dim: int = 0, *, out: Any = None) -> Any:
    return cat_op(_listed(tensors, "cat"), dim)


def stack(tensors: Any, dim: int = 0, *, out: Any = None) -> Any:
    return stack_op(_listed(tensors, "stack"), dim)


def _stack(tensors: Sequence[Any], dim: int = 0) -> Any:
    if not tensors:
        raise RuntimeError("stack expects a non-empty TensorList")
    first = tensors[0]
    for i, each in enumerate(tensors):
        if each.shape != first.shape:
            raise RuntimeError(
                f"stack expects each tensor to be equal size, but got {list(first.shape)} at "
                f"entry 0 and {list(each.shape)} at entry {i}"
            )
    return xp.ascontiguousarray(xp.stack(tensors, dims.one(dim, first.ndim + 1)))


stack_op: Function = op(
    "stack",
    _stack,
    tensors=lambda grad, dim: unbind(grad, dim),
    promote="same",
    samples=(((numbers(3), numbers(3, start=8)), 0), ((numbers(2), numbers(2, start=4)), 1)),
)


def _raised(tensors: Any, name: str, ndim: int) -> list[Any]:
    listed = _listed(tensors, name)
    if not listed:
        raise RuntimeError(f"{name} expects a non-empty TensorList")
    return [(atleast_1d if ndim == 1 else atleast_2d)(each) for each in listed]


def vstack(tensors: Any, *, out: Any = None) -> Any:
    return cat(_raised(tensors, "vstack", 2), 0)


def hstack(tensors: Any, *, out: Any = None) -> Any:
    raised = _raised(tensors, "hstack", 1)
    return cat(raised, 0 if raised[0].ndim == 1 else 1)


def dstack(tensors: Any, *, out: Any = None) -> Any:
    raised = _raised(tensors, "dstack", 2)
    return cat([each.unsqueeze(-1) if each.ndim == 2 else each for each in raised], 2)


def column_stack(tensors: Any, *, out: Any = None) -> Any:
    raised = _raised(tensors, "column_stack", 1)
    return cat([reshape(each, (-1, 1)) if each.ndim < 2 else each for each in raised], 1)


def cartesian_prod(*tensors: Any) -> Any:
    from gradwalk.ops.broadcast import meshgrid

    if len(_listed(tensors, "cartesian_prod")) == 1:
        return tensors[0]
    return stack(tuple(flatten(each) for each in meshgrid(*tensors, indexing="ij")), 1)


def block_diag_rule(grad: Any, tensors_sym_sizes: Any) -> tuple[Any, ...]:
    """Each block of the gradient goes to the matrix that stands there."""
    parts, row, column = [], 0, 0
    for sizes in tensors_sym_sizes:
        height, width = ((1,) * (2 - len(sizes)) + tuple(sizes))[-2:]
        part = grad[row : row + height, column : column + width]
        parts.append(reshape(part, tuple(sizes)))
        row, column = row + height, column + width
    return tuple(parts)


def _block_diag(tensors: Any) -> Any:
    blocks = [xp.asarray(each).reshape((1,) * (2 - each.ndim) + each.shape) for each in tensors]
    rows, columns = (sum(each.shape[i] for each in blocks) for i in (0, 1))
    whole = xp.zeros((rows, columns), xp.result_type(*blocks))
    row = column = 0
    for each in blocks:
        height, width = each.shape
        whole[row : row + height, column : column + width] = each
        row, column = row + height, column + width
    return whole


block_diag_op: Function = op(
    "block_diag",
    _block_diag,
    tensors=block_diag_rule,
    promote="same",
    samples=(((numbers(2, 3), numbers(2, start=9)),),),
)


def block_diag(*tensors: Any) -> Any:
    """The matrices along the diagonal, zeros elsewhere."""
    for i, each in enumerate(_listed(tensors, "block_diag")):
        if each.ndim > 2:
            raise RuntimeError(
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                f"{i} has {each.ndim} dimensions"
            )
    return block_diag_op(tuple(tensors))
