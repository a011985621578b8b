"""Products of vectors and matrices, and linear algebra of small matrices.

`matmul` chooses between dot, mv, mm and bmm exactly as PyTorch does, so that the nodes are the
same: `x @ w` is MmBackward0, a batch times a matrix is a fold, MmBackward0 and UnsafeViewBackward0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from gradwalk import dtypes, return_types
from gradwalk.array import strides_of, xp
from gradwalk.op import op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import add, div, log, mul, sub
from gradwalk.ops.core import clone
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import (
    diag_embed,
    diagonal,
    expand,
    movedim,
    permute,
    reshape,
    squeeze_of_matmul,
    t,
    transpose,
    tril,
    unsafe_view,
    unsqueeze,
    view,
)

_SQUARE = numbers(3, 3) + 3 * xp.eye(3)  # far from singular


def _same_dtype(first: Any, second: Any, text: str) -> None:
    if first.dtype != second.dtype:
        one, other = dtypes.of(first), dtypes.of(second)
        raise RuntimeError(text.format(one=one, other=other, a=one.c_name, b=other.c_name))


def _scaled(value: Any, factor: Any) -> Any:
    return value if factor == 1 else value * factor


# --- products ------------------------------------------------------------------------------------


def _mm(self: Any, mat2: Any) -> Any:
    if self.ndim != 2:
        raise RuntimeError("self must be a matrix")
    if mat2.ndim != 2:
        raise RuntimeError("mat2 must be a matrix")
    _check_shapes(self, mat2)
    _same_dtype(self, mat2, "expected m1 and m2 to have the same dtype, but got: {a} != {b}")
    return xp.matmul(self, mat2)


def _check_shapes(mat1: Any, mat2: Any) -> None:
    (n, k), (k2, m) = mat1.shape, mat2.shape
    if k != k2:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({n}x{k} and {k2}x{m})")


def _column_major(sizes: Sequence[int], strides: Sequence[int]) -> bool:
    return strides[0] == 1 and strides[1] == sizes[0]


def _mat1_backward(grad: Any, mat2: Any, sizes: Any, strides: Any, alpha: Any = 1) -> Any:
    """grad @ mat2.T; transposed if mat1 was, so that the gradient has its memory order."""
    if _column_major(sizes, strides):
        return _scaled(t(mm(mat2, t(grad))), alpha)
    return _scaled(mm(grad, t(mat2)), alpha)


def _mat2_backward(grad: Any, mat1: Any, sizes: Any, strides: Any, alpha: Any = 1) -> Any:
    if _column_major(sizes, strides):
        return _scaled(t(mm(t(grad), mat1)), alpha)
    return _scaled(mm(t(mat1), grad), alpha)


mm = op(
    "mm",
    _mm,
    self=lambda grad, mat2, self_sym_sizes, self_sym_strides: _mat1_backward(
        grad, mat2, self_sym_sizes, self_sym_strides
    ),
    mat2=lambda grad, self, mat2_sym_sizes, mat2_sym_strides: _mat2_backward(
        grad, self, mat2_sym_sizes, mat2_sym_strides
    ),
    samples=((numbers(2, 3), numbers(3, 4, start=8)), (numbers(3, 2).T, numbers(3, 4, start=8))),
)


def _addmm(self: Any, mat1: Any, mat2: Any, beta: Any = 1, alpha: Any = 1) -> Any:
    if mat1.ndim != 2:
        raise RuntimeError(f"mat1 must be a matrix, got {mat1.ndim}-D tensor")
    if mat2.ndim != 2:
        raise RuntimeError(f"mat2 must be a matrix, got {mat2.ndim}-D tensor")
    _check_shapes(mat1, mat2)
    _same_dtype(mat1, mat2, "mat1 and mat2 must have the same dtype, but got {one.word} and "
                "{other.word}")
    _same_dtype(self, mat1, "self and mat2 must have the same dtype, but got {one.word} and "
                "{other.word}")
    return _scaled(xp.matmul(mat1, mat2), alpha) + _scaled(self, beta)


addmm = op(
    "addmm",
    _addmm,
    self=lambda grad, beta: _scaled(grad, beta),
    mat1=lambda grad, mat2, mat1_sym_sizes, mat1_sym_strides, alpha: _mat1_backward(
        grad, mat2, mat1_sym_sizes, mat1_sym_strides, alpha
    ),
    mat2=lambda grad, mat1, mat2_sym_sizes, mat2_sym_strides, alpha: _mat2_backward(
        grad, mat1, mat2_sym_sizes, mat2_sym_strides, alpha
    ),
    samples=(
        (numbers(4), numbers(2, 3), numbers(3, 4, start=8)),
        (numbers(2, 4), numbers(2, 3), numbers(3, 4, start=8), 0.5, 2.0),
    ),
)


def _mv(self: Any, vec: Any) -> Any:
    if self.ndim != 2 or vec.ndim != 1:
        raise RuntimeError(
            f"vector + matrix @ vector expected, got {vec.ndim}, {self.ndim}, {vec.ndim}"
        )
    n, m = self.shape
    if m != vec.shape[0]:
        raise RuntimeError(
            f"size mismatch, got input ({n}), mat ({n}x{m}), vec ({vec.shape[0]})"
        )
    _same_dtype(self, vec, "expected scalar type {one.word} but found {other.word}")
    return xp.matmul(self, vec)


mv = op(
    "mv",
    _mv,
    self=lambda grad, vec: ger(grad, vec),
    vec=lambda grad, self: mv(t(self), grad),
    samples=((numbers(2, 3), numbers(3, start=8)),),
)


def ger(first: Any, second: Any) -> Any:
    """The outer product, as outer makes it."""
    return unsqueeze(first, 1) * second


def _dot(self: Any, tensor: Any) -> Any:
    if self.ndim != 1 or tensor.ndim != 1:
        raise RuntimeError(
            f"1D tensors expected, but got {self.ndim}D and {tensor.ndim}D tensors"
        )
    _same_dtype(
        self,
        tensor,
        "dot : expected both vectors to have same dtype, but found {one.word} and {other.word}",
    )
    n, m = self.shape[0], tensor.shape[0]
    if n != m:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{n}] and src [{m}] to have the same "
            f"number of elements, but got {n} and {m} elements respectively"
        )
    return xp.dot(self, tensor)


dot = op(
    "dot",
    _dot,
    self=lambda grad, tensor: grad * tensor,
    tensor=lambda grad, self: grad * self,
    samples=((numbers(3), numbers(3, start=8)),),
)


def _bmm(self: Any, mat2: Any) -> Any:
    if self.ndim != 3:
        raise RuntimeError("batch1 must be a 3D tensor")
    if mat2.ndim != 3:
        raise RuntimeError("batch2 must be a 3D tensor")
    if self.shape[0] != mat2.shape[0] or self.shape[2] != mat2.shape[1]:
        raise RuntimeError(
            "Expected size for first two dimensions of batch2 tensor to be: "
            f"[{self.shape[0]}, {self.shape[2]}] but got: [{mat2.shape[0]}, {mat2.shape[1]}]."
        )
    _same_dtype(self, mat2, "expected scalar type {one.word} but found {other.word}")
    return xp.matmul(self, mat2)


bmm = op(
    "bmm",
    _bmm,
    self=lambda grad, mat2: bmm(grad, transpose(mat2, 1, 2)),
    mat2=lambda grad, self: bmm(transpose(self, 1, 2), grad),
    samples=((numbers(2, 2, 3), numbers(2, 3, 2, start=8)),),
)
addmv = op(
    "addmv",
    lambda self, mat, vec, beta=1, alpha=1: _scaled(_mv(mat, vec), alpha) + _scaled(self, beta),
    self=lambda grad, beta: _scaled(grad, beta),
    mat=lambda grad, vec, alpha: _scaled(ger(grad, vec), alpha),
    vec=lambda grad, mat, alpha: _scaled(mv(t(mat), grad), alpha),
    samples=((numbers(2), numbers(2, 3), numbers(3, start=8)),),
)
baddbmm = op(
    "baddbmm",
    lambda self, batch1, batch2, beta=1, alpha=1: (
        _scaled(_bmm(batch1, batch2), alpha) + _scaled(self, beta)
    ),
    self=lambda grad, beta: _scaled(grad, beta),
    batch1=lambda grad, batch2, alpha: _scaled(bmm(grad, transpose(batch2, 1, 2)), alpha),
    batch2=lambda grad, batch1, alpha: _scaled(bmm(transpose(batch1, 1, 2), grad), alpha),
    samples=((numbers(2, 2, 2), numbers(2, 2, 3), numbers(2, 3, 2, start=8)),),
)


def matmul(input: Any, other: Any) -> Any:
    """`input @ other`, by the dimensions of the two."""
    n, m = input.ndim, other.ndim
    if not n or not m:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {n}D and {m}D"
        )
    if n == 1 and m == 1:
        return dot(input, other)
    if n == 2 and m == 1:
        return mv(input, other)
    if n == 1 and m == 2:
        return squeeze_of_matmul(mm(unsqueeze(input, 0), other), 0)
    if n == 2 and m == 2:
        return mm(input, other)
    if _folds(input, other):
        return _folded(input, other)
    return _batched(input, other)


def _folds(input: Any, other: Any) -> bool:
    """Whether the larger one is seen as one tall matrix (should_fold of ATen's LinearAlgebra)."""
    swapped = input.ndim < other.ndim
    large, small = (other, input) if swapped else (input, other)
    if large.ndim < 3 or small.ndim > 2:
        return False
    if small.requires_grad:
        return True
    if input.ndim == 2:
        return False
    if large.numel() == 0:
        return True
    array = large._array.swapaxes(-1, -2) if swapped else large._array
    strides, shape = strides_of(array), array.shape
    return all(strides[i] == strides[i + 1] * shape[i + 1] for i in range(len(shape) - 2))


def _folded(input: Any, other: Any) -> Any:
    swapped = input.ndim < other.ndim
    large = transpose(other, -2, -1) if swapped else input
    small = other if not swapped else t(input) if input.ndim == 2 else input
    *lead, last = large.shape
    tall = reshape(large, (math.prod(lead), last))
    if small.ndim == 1:
        return unsafe_view(mv(tall, small), tuple(lead))
    result = unsafe_view(mm(tall, small), (*lead, small.shape[1]))
    return clone(transpose(result, -2, -1)) if swapped else result


def _batched(input: Any, other: Any) -> Any:
    rows = input.shape[-2:] if input.ndim > 1 else (1, input.shape[-1])
    columns = other.shape[-2:] if other.ndim > 1 else (other.shape[-1], 1)
    batch = _broadcast_batch(tuple(input.shape[:-2]), tuple(other.shape[:-2]))
    count = math.prod(batch)
    left = reshape(expand(input, (*batch, *rows)), (count, *rows))
    if other.ndim == 1:
        right = unsqueeze(reshape(expand(other, (*batch, columns[0])), (count, columns[0])), 2)
    else:
        right = reshape(expand(other, (*batch, *columns)), (count, *columns))
    shape = batch + ((rows[0],) if input.ndim > 1 else ())
    return unsafe_view(bmm(left, right), shape + ((columns[1],) if other.ndim > 1 else ()))


def _broadcast_batch(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, ...]:
    wide = max(len(first), len(second))
    a, b = ((1,) * (wide - len(each)) + each for each in (first, second))
    for i, (n, m) in enumerate(zip(a, b, strict=True)):
        if n != m and 1 not in (n, m):
            raise RuntimeError(
                f"The size of tensor a ({n}) must match the size of tensor b ({m}) at "
                f"non-singleton dimension {i}"
            )
    return tuple(m if n == 1 else n for n, m in zip(a, b, strict=True))


def outer(input: Any, vec2: Any) -> Any:
    if input.ndim != 1 or vec2.ndim != 1:
        which, each = ("1-D argument self", input) if input.ndim != 1 else ("1-D argument vec2", vec2)
        raise RuntimeError(f"outer: Expected {which}, but got {each.ndim}-D")
    return mul(view(input, (input.shape[0], 1)), vec2)


def inner(input: Any, other: Any) -> Any:
    if not input.ndim or not other.ndim:
        return mul(input, other)
    return tensordot(input, other, ([-1], [-1]))


def chain_matmul(*matrices: Any) -> Any:
    listed = matrices[0] if len(matrices) == 1 and isinstance(matrices[0], list) else matrices
    result = listed[0]
    for each in listed[1:]:
        result = matmul(result, each)
    return result


def tensordot(a: Any, b: Any, dims: Any = 2) -> Any:
    if isinstance(dims, int):
        left, right = list(range(a.ndim - dims, a.ndim)), list(range(dims))
    else:
        left, right = ([d % x.ndim for d in each] for each, x in zip(dims, (a, b), strict=True))
    free_a = [d for d in range(a.ndim) if d not in left]
    free_b = [d for d in range(b.ndim) if d not in right]
    count = math.prod(a.shape[d] for d in left)
    first = reshape(permute(a, tuple(free_a + left)), (-1, count))
    second = reshape(permute(b, tuple(right + free_b)), (count, -1))
    shape = [a.shape[d] for d in free_a] + [b.shape[d] for d in free_b]
    return reshape(mm(first, second), tuple(shape))


def kron(input: Any, other: Any) -> Any:
    n = max(input.ndim, other.ndim)
    a, b = ((1,) * (n - x.ndim) + tuple(x.shape) for x in (input, other))
    left = reshape(input, tuple(v for m in a for v in (m, 1)))
    right = reshape(other, tuple(v for m in b for v in (1, m)))
    return reshape(mul(left, right), tuple(i * j for i, j in zip(a, b, strict=True)))


def _cross(self: Any, other: Any, dim: int = -1) -> Any:
    axis = dims.one(dim, self.ndim)
    if self.shape[axis] != 3 or other.shape[axis] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got {self.shape[axis]} and "
            f"{other.shape[axis]}"
        )
    first, second = xp.broadcast_arrays(self, other)
    return xp.cross(first, second, axis=axis)


cross = op(
    "linalg_cross",
    _cross,
    self=lambda grad, other, dim: cross(other, grad, dim),
    other=lambda grad, self, dim: cross(grad, self, dim),
    samples=((numbers(2, 3), numbers(2, 3, start=8)), (numbers(3, 2), numbers(3, 2, start=8), 0)),
)


# --- einsum --------------------------------------------------------------------------------------


def einsum(equation: str, *operands: Any) -> Any:
    """The sum of products that the equation names, step by step as ATen's einsum takes them."""
    if len(operands) == 1 and isinstance(operands[0], (tuple, list)):
        operands = tuple(operands[0])
    inputs, output = _parsed(equation, operands)
    labels = [*output, *sorted({x for each in inputs for x in each} - set(output))]
    _check_sizes(inputs, operands)
    first, *rest = [
        _aligned(*_with_diagonals(x, its), labels)
        for x, its in zip(operands, inputs, strict=True)
    ]
    summed = tuple(range(len(output), len(labels)))
    if not rest:
        return sum_dim(first, summed) if summed else first
    for place, each in enumerate(rest, 1):
        later = {x for its in inputs[place + 1 :] for x in its}
        first = _multiplied(first, each, [i for i in summed if labels[i] not in later])
    return view(first, tuple(first.shape[: len(output)])) if summed else first


def _parsed(equation: str, operands: Sequence[Any]) -> tuple[list[list[str]], list[str]]:
    left, arrow, right = equation.replace(" ", "").partition("->")
    texts = left.split(",")
    if len(texts) != len(operands):
        more = "more" if len(operands) > len(texts) else "fewer"
        raise RuntimeError(f"einsum(): {more} operands were provided than specified in the equation")
    inputs = [_labels(text, x.ndim, i) for i, (text, x) in enumerate(zip(texts, operands, strict=True))]
    widest = max((sum(len(label) > 1 for label in each) for each in inputs), default=0)
    dots = [f"...{i}" for i in range(widest, 0, -1)]
    if arrow:
        before, ellipsis_, after = right.partition("...")
        return inputs, [*before, *(dots if ellipsis_ else []), *after]
    seen = [label for each in inputs for label in each if len(label) == 1]
    return inputs, dots + sorted(label for label in set(seen) if seen.count(label) == 1)


def _labels(text: str, ndim: int, place: int) -> list[str]:
    """One label for each dimension; those under an ellipsis are numbered from the right."""
    before, dots, after = text.partition("...")
    free = ndim - len(before) - len(after)
    if free < 0 or (free and not dots):
        named = len(before) + len(after)
        raise RuntimeError(
            f"einsum(): the number of subscripts in the equation ({named}) does not match the "
            f"number of dimensions ({ndim}) for operand {place}"
            + ("" if free < 0 else " and no ellipsis was given")
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
        for label, n in zip(labels, operand.shape, strict=True):
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
    summed = [i for i in summed if i not in alone_a + alone_b]
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


# --- small matrices ------------------------------------------------------------------------------


def _square(array: Any, name: str) -> None:
    if array.ndim < 2:
        raise RuntimeError(
            f"linalg.{name}: The input tensor A must have at least 2 dimensions."
        )
    n, m = array.shape[-2:]
    if n != m:
        raise RuntimeError(
            f"linalg.{name}: A must be batches of square matrices, but they are {n} by {m} matrices"
        )


def _transposed(value: Any) -> Any:
    return transpose(value, -2, -1)


def _inverse(self: Any) -> Any:
    _square(self, "inv")
    try:
        return xp.linalg.inv(self)
    except xp.linalg.LinAlgError:
        raise _singular("inv", "The diagonal element {i} is zero, the inversion could not be "
                        "completed because the input matrix is singular.", self) from None


def _singular(name: str, text: str, array: Any) -> Exception:
    from gradwalk.linalg import LinAlgError

    rank = int(xp.linalg.matrix_rank(array)) + 1 if array.ndim == 2 else 1
    return LinAlgError(f"linalg.{name}: {text.format(i=rank)}")


inv = op(
    "linalg_inv",
    lambda A: _inverse(A),  # noqa: N803 - torch's own name
    A=lambda grad, result: -matmul_any(_transposed(result), matmul_any(grad, _transposed(result))),
    node="LinalgInvExBackward0",
    samples=((_SQUARE,),),
)
matmul_any = op(  # a product of matrices or batches of them, for rules
    "matmul_any",
    lambda self, other: xp.matmul(self, other),
    self=lambda grad, other: matmul_any(grad, _transposed(other)),
    other=lambda grad, self: matmul_any(_transposed(self), grad),
    node="BmmBackward0",
)


def _det(A: Any) -> Any:  # noqa: N803
    _square(A, "det")
    return xp.linalg.det(A).astype(A.dtype)


det = op(
    "linalg_det",
    _det,
    A=lambda grad, A, result: (
        unsqueeze(unsqueeze(grad * result, -1), -1) * _transposed(inv(A))
    ),
    samples=((_SQUARE,),),
)


def _solve(A: Any, B: Any) -> Any:  # noqa: N803
    _square(A, "solve")
    vector = B.ndim == 1 or (B.ndim == A.ndim - 1 and B.shape == A.shape[:-1])
    try:
        return xp.linalg.solve(A, B[..., None])[..., 0] if vector else xp.linalg.solve(A, B)
    except xp.linalg.LinAlgError:
        raise _singular("solve", "The solver failed because the input matrix is singular.",
                        A) from None


def _solve_rule_a(grad: Any, A: Any, B: Any, result: Any) -> Any:  # noqa: N803
    back = solve_(_transposed(A), grad)
    if len(tuple(result.shape)) < len(tuple(A.shape)):
        return -unsqueeze(back, -1) * unsqueeze(result, -2)
    return -matmul_any(back, _transposed(result))


solve_ = op(
    "linalg_solve",
    _solve,
    A=lambda grad, A, B, result: _solve_rule_a(grad, A, B, result),  # noqa: N803
    B=lambda grad, A: solve_(_transposed(A), grad),  # noqa: N803
    node="LinalgSolveExBackward0",
    samples=((_SQUARE, numbers(3, 2, start=8)), (_SQUARE, numbers(3, start=8))),
)


def _slogdet(A: Any) -> tuple[Any, Any]:  # noqa: N803
    _square(A, "slogdet")
    return tuple(xp.linalg.slogdet(A))


slogdet_ = op(
    "linalg_slogdet",
    _slogdet,
    A=lambda grads, A: unsqueeze(unsqueeze(grads[1], -1), -1) * _transposed(inv(A)),  # noqa: N803
    outputs=("sign", "logabsdet"),
    samples=((_SQUARE,),),
)


def _cholesky(A: Any) -> Any:  # noqa: N803
    _square(A, "cholesky")
    try:
        return xp.linalg.cholesky(A)
    except xp.linalg.LinAlgError:
        raise _singular("cholesky", "The factorization could not be completed because the input "
                        "is not positive-definite (the leading minor of order {i} is not "
                        "positive-definite).", A) from None


def _cholesky_rule(grad: Any, result: Any) -> Any:
    """Murray 2016: the symmetric part of L^-T phi(L^T grad) L^-1."""
    inverse = inv(result)
    lower = tril(matmul_any(_transposed(result), grad))
    half = lower - diag_embed(diagonal(lower, 0, -2, -1)) * 0.5
    inner_ = matmul_any(_transposed(inverse), matmul_any(half, inverse))
    return (inner_ + _transposed(inner_)) * 0.5


cholesky = op(
    "linalg_cholesky",
    _cholesky,
    A=lambda grad, result: _cholesky_rule(grad, result),
    node="LinalgCholeskyExBackward0",
    samples=((_SQUARE @ _SQUARE.T,),),
)
eigh_ = op(
    "linalg_eigh",
    lambda A: tuple(xp.linalg.eigh(A)),  # noqa: N803
    A=lambda grads, eigenvalues, eigenvectors: _eigh_rule(grads, eigenvalues, eigenvectors),
    outputs=("eigenvalues", "eigenvectors"),
)


def _eigh_rule(grads: Any, values: Any, vectors: Any) -> Any:
    n = values.shape[-1]
    gaps = unsqueeze(values, -2) - unsqueeze(values, -1)
    off = 1.0 - xp.eye(n)
    inside = matmul_any(_transposed(vectors), grads[1]) * (1.0 / (gaps + xp.eye(n)) * off)
    inside = inside + diag_embed(grads[0])
    return matmul_any(vectors, matmul_any(inside, _transposed(vectors)))


def matrix_power(input: Any, n: int) -> Any:
    if n < 0:
        input, n = inv(input), -n
    if n == 0:
        return input * 0 + xp.eye(input.shape[-1])
    result = input
    for _ in range(n - 1):
        result = matmul(result, input)
    return result


def slogdet(A: Any) -> Any:  # noqa: N803
    return return_types.slogdet(slogdet_(A))


def eigh(A: Any) -> Any:  # noqa: N803
    return return_types.eigh(eigh_(A))


def logdet(input: Any) -> Any:
    sign, size = slogdet_(input)
    return log(sign) + size


def addr(input: Any, vec1: Any, vec2: Any) -> Any:
    return add(input, outer(vec1, vec2))


def cosine_similarity(x1: Any, x2: Any, dim: int = 1, eps: float = 1e-8) -> Any:
    """The dot product of two vectors divided by their lengths (each at least eps)."""
    from gradwalk.ops.choice import clamp_number
    from gradwalk.ops.reduce import vector_norm

    lengths = (clamp_number(vector_norm(x, 2, (dim,), True), eps) for x in (x1, x2))
    one, other = (div(x, length) for x, length in zip((x1, x2), lengths, strict=True))
    return sum_dim(mul(one, other), (dim,))


def cdist(x1: Any, x2: Any, p: float = 2.0) -> Any:
    """The distance of every row of one from every row of the other."""
    from gradwalk.ops.reduce import vector_norm

    return vector_norm(sub(unsqueeze(x1, -2), unsqueeze(x2, -3)), float(p), (-1,))

