"""Products of vectors and matrices.

`matmul` chooses between dot, mv, mm and bmm exactly as PyTorch does, so that the nodes are the
same: `x @ w` is MmBackward0, a batch times a matrix is a fold, MmBackward0 and UnsafeViewBackward0.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

from gradwalk import dtypes, errors, mode
from gradwalk.array import strides_of, xp
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import mul
from gradwalk.ops.broadcast import expand, expanded
from gradwalk.ops.core import contiguous
from gradwalk.ops.samples import numbers
from gradwalk.ops.shape import (
    permute,
    reshape,
    squeeze_result,
    t,
    transpose,
    unsafe_view,
    unsqueeze,
    view,
)
from gradwalk.size import common_shape
from gradwalk.tensorbase import is_tensor


def _same_dtype(first: Any, second: Any, text: str) -> None:
    if first.dtype != second.dtype:
        one, other = dtypes.of(first), dtypes.of(second)
        raise RuntimeError(text.format(one=one, other=other, a=one.c_name, b=other.c_name))


def _scaled(value: Any, factor: Any) -> Any:
    return value if factor == 1 else value * factor


# --- products -------------------------------------------------------------------------------------
def _mm(self: Any, mat2: Any) -> Any:
    if self.ndim != 2:
        raise RuntimeError("self must be a matrix")
    if mat2.ndim != 2:
        raise RuntimeError("mat2 must be a matrix")
    _check_shapes(self, mat2)
    _same_dtype(self, mat2, "expected m1 and m2 to have the same dtype, but got: {a} != {b}")
    if self.shape[1] == 1 and self.shape[0] > 1 and mat2.shape[1] > 1:
        return self * mat2  # -0.0 stays, as with the kernel that PyTorch takes: nothing is added
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


mm: Function = op(
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
    text = " and mat2 must have the same dtype, but got {one.word} and {other.word}"
    _same_dtype(self, mat2, "self" + text)
    _same_dtype(mat1, mat2, "mat1" + text)
    if mat1.ndim != 2:
        raise RuntimeError(f"mat1 must be a matrix, got {mat1.ndim}-D tensor")
    if mat2.ndim != 2:
        raise RuntimeError(f"mat2 must be a matrix, got {mat2.ndim}-D tensor")
    _check_shapes(mat1, mat2)
    product = _scaled(xp.matmul(mat1, mat2), alpha)
    try:
        product += _scaled(self, beta)  # into the fresh product: nobody else has it
    except ValueError:
        expanded(self, product.shape)  # raises in PyTorch's words
        raise
    return product


addmm: Function = op(
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
    if self.ndim == 0:
        raise dims.without()
    if self.ndim != 2 or vec.ndim != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got 1, {self.ndim}, {vec.ndim}")
    n, m = self.shape
    if m != vec.shape[0]:
        raise RuntimeError(f"size mismatch, got input ({n}), mat ({n}x{m}), vec ({vec.shape[0]})")
    text = "addmv input tensors must have the same dtype, but got "
    _same_dtype(self, vec, text + "{other.word}, {one.word}, and {other.word}")
    if self.dtype.kind == "b":
        raise NotImplementedError("\"addmv_impl_cpu\" not implemented for 'Bool'")
    return xp.matmul(self, vec)


mv: Function = op(
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
        if mode.mapping:
            raise RuntimeError("Got wrong shapes for dot")
        raise RuntimeError(f"1D tensors expected, but got {self.ndim}D and {tensor.ndim}D tensors")
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
    if self.dtype.kind == "b":
        raise NotImplementedError("\"dot\" not implemented for 'Bool'")
    return xp.dot(self, tensor) + 0 if n == 1 else xp.dot(self, tensor)  # sums begin with 0.0


dot: Function = op(
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


bmm: Function = op(
    "bmm",
    _bmm,
    self=lambda grad, mat2: bmm(grad, transpose(mat2, 1, 2)),
    mat2=lambda grad, self: bmm(transpose(self, 1, 2), grad),
    samples=((numbers(2, 2, 3), numbers(2, 3, 2, start=8)),),
)


def _addmv(self: Any, mat: Any, vec: Any, beta: Any, alpha: Any) -> Any:
    if mat.ndim != 2 or vec.ndim != 1 or self.ndim > 1:
        text = f"vector + matrix @ vector expected, got {self.ndim}, {mat.ndim}, {vec.ndim}"
        raise RuntimeError(text)
    (n, m), size = mat.shape, self.size
    if m != len(vec) or size not in (1, n):
        raise RuntimeError(f"size mismatch, got input ({size}), mat ({n}x{m}), vec ({len(vec)})")
    return _scaled(_mv(mat, vec), alpha) + _scaled(self, beta)


addmv: Function = op(
    "addmv",
    lambda self, mat, vec, beta=1, alpha=1: _addmv(self, mat, vec, beta, alpha),
    self=lambda grad, beta: _scaled(grad, beta),
    mat=lambda grad, vec, alpha: _scaled(ger(grad, vec), alpha),
    vec=lambda grad, mat, alpha: _scaled(mv(t(mat), grad), alpha),
    samples=((numbers(2), numbers(2, 3), numbers(3, start=8)),),
)
baddbmm: Function = op(
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
    try:
        n, m = input.ndim, other.ndim
    except AttributeError:
        kind = type(other).__name__
        raise TypeError(
            f"matmul(): argument 'other' (position 2) must be Tensor, not {kind}"
        ) from None
    if not n or not m:
        text = f"both arguments to matmul need to be at least 1D, but they are {n}D and {m}D"
        raise RuntimeError(text)
    if n == 1 and m == 1:
        return dot(input, other)
    if n == 2 and m == 1:
        return mv(input, other)
    if n == 1 and m == 2:
        return squeeze_result(mm(unsqueeze(input, 0), other), 0)
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
    if not swapped:
        return result
    turned = transpose(result, -2, -1)
    return turned if turned.is_contiguous() else contiguous(turned)


def _batched(input: Any, other: Any) -> Any:
    rows = input.shape[-2:] if input.ndim > 1 else (1, input.shape[-1])
    columns = other.shape[-2:] if other.ndim > 1 else (other.shape[-1], 1)
    batch = common_shape(tuple(input.shape[:-2]), tuple(other.shape[:-2]))
    count = math.prod(batch)
    left = reshape(expand(input, (*batch, *rows)), (count, *rows))
    if other.ndim == 1:
        right = unsqueeze(reshape(expand(other, (*batch, columns[0])), (count, columns[0])), 2)
    else:
        right = reshape(expand(other, (*batch, *columns)), (count, *columns))
    shape = batch + ((rows[0],) if input.ndim > 1 else ())
    return unsafe_view(bmm(left, right), shape + ((columns[1],) if other.ndim > 1 else ()))


def outer(input: Any, vec2: Any) -> Any:
    if input.ndim != 1 or vec2.ndim != 1:
        which, each = (
            ("1-D argument self", input) if input.ndim != 1 else ("1-D argument vec2", vec2)
        )
        raise RuntimeError(f"outer: Expected {which}, but got {each.ndim}-D")
    return mul(view(input, (input.shape[0], 1)), vec2)


def inner(input: Any, other: Any) -> Any:
    if not input.ndim or not other.ndim:
        return mul(input, other)
    if input.shape[-1] != other.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(input.shape)} and {list(other.shape)}"
        )
    return tensordot(input, other, ([-1], [-1]))


def chain_matmul(*matrices: Any) -> Any:
    warnings.warn(
        "torch.chain_matmul is deprecated and will be removed in a future PyTorch release. Use "
        "torch.linalg.multi_dot instead, which accepts a list of two or more tensors rather than "
        "multiple parameters.",
        UserWarning,
        stacklevel=3,
    )
    listed = matrices[0] if len(matrices) == 1 and isinstance(matrices[0], list) else matrices
    if len(listed) == 1:
        return listed[0]
    from gradwalk.ops.factor import multi_dot

    return multi_dot(listed)


def tensordot(a: Any, b: Any, dims: Any = 2) -> Any:
    if is_tensor(dims):
        dims = dims.tolist()
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(a.ndim, b.ndim):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        left, right = list(range(-dims, 0)), list(range(dims))
    else:
        left, right = dims
    if len(left) != len(right):
        raise RuntimeError("both dimension lists should have same length")
    for one, other in zip(left, right, strict=True):
        n, m = a.shape[one], b.shape[other]
        if n == m:
            continue
        if 1 not in (n, m):
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {n} in dim {one} and "
                f"second has size {m} in dim {other}"
            )
        if n == 1:  # a sum over what is broadcast
            b = b.sum(other, keepdim=True)
        else:
            a = a.sum(one, keepdim=True)
    left, right = ([d % x.ndim for d in each] for each, x in ((left, a), (right, b)))
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
    left = unsafe_view(input, tuple(v for m in a for v in (m, 1)))
    right = unsafe_view(other, tuple(v for m in b for v in (1, m)))
    return unsafe_view(mul(left, right), tuple(i * j for i, j in zip(a, b, strict=True)))


def _cross(self: Any, other: Any, dim: int = -1) -> Any:
    axis = dims.one(dim, self.ndim)
    if self.shape[axis] != 3 or other.shape[axis] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {dim} must have length 3. Got {self.shape[axis]} and "
            f"{other.shape[axis]}"
        )
    first, second = xp.broadcast_arrays(self, other)
    return xp.cross(first, second, axis=axis)


linalg_cross: Function = op(
    "linalg_cross",
    _cross,
    self=lambda grad, other, dim: linalg_cross(other, grad, dim),
    other=lambda grad, self, dim: linalg_cross(grad, self, dim),
    samples=((numbers(2, 3), numbers(2, 3, start=8)), (numbers(3, 2), numbers(3, 2, start=8), 0)),
)


def cross(input: Any, other: Any, dim: int | None = None) -> Any:
    """torch.cross; without a dimension along the first of length 3."""
    if dim is None:
        errors.warn_once(_NO_DIM)
        dim = next((at for at, n in enumerate(input.shape) if n == 3), None)
        if dim is None:
            raise RuntimeError("no dimension of size 3 in input")
    return linalg_cross(input, other, dim)


_NO_DIM = (
    "Using torch.cross without specifying the dim arg is deprecated.\nPlease either pass the dim "
    "explicitly or simply use torch.linalg.cross.\nThe default value of dim will change to agree "
    "with that of linalg.cross in a future release."
)


def vdot(input: Any, other: Any) -> Any:
    """The dot product of real vectors."""
    for each in (input, other):
        dtypes.check_real(each._array, "vdot")
    return dot(input, other)
