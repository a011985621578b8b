"""Operations that few programs use, each with PyTorch's node: copysign, put, scatter_reduce, ..."""

from __future__ import annotations

import math
from typing import Any

from gradwalk import dtypes, random, return_types
from gradwalk.array import xp
from gradwalk.creation import made
from gradwalk.op import Function, op
from gradwalk.ops import dims
from gradwalk.ops.arithmetic import div_scalar, mul, mul_scalar, power
from gradwalk.ops.choice import masked_fill, where
from gradwalk.ops.compare import sgn, zeros_like
from gradwalk.ops.gather import gather, take_
from gradwalk.ops.join import cat
from gradwalk.ops.order import flip
from gradwalk.ops.reduce import sum_dim
from gradwalk.ops.samples import BINARY, integers, numbers
from gradwalk.ops.shape import narrow, reshape, restore, transpose, unsqueeze
from gradwalk.ops.spread import _norm, _spread, _var, _var_backward
from gradwalk.ops.transcendental import exp2

# --- element by element --------------------------------------------------------------------------


copysign: Function = op(
    "copysign",
    lambda self, other: xp.copysign(self, other),
    self=lambda grad, self, result: where(self == 0, 0.0, grad * (result / self)),
    other=lambda grad: zeros_like(grad),
    promote="float",
    samples=BINARY,
)
logaddexp2: Function = op(
    "logaddexp2",
    lambda self, other: xp.logaddexp2(self, other),
    self=lambda grad, self, other: grad / (1 + exp2(other - self)),
    other=lambda grad, self, other: grad / (1 + exp2(self - other)),
    promote="float",
    samples=BINARY,
)


def ldexp(input: Any, other: Any) -> Any:
    """input * 2 ** other."""
    return mul(input, power(2.0, other))


def float_power(input: Any, exponent: Any) -> Any:
    """input ** exponent, in double."""
    base, above = (
        each.to(dtypes.float64) if hasattr(each, "_array") else each for each in (input, exponent)
    )
    return power(base, float(above) if isinstance(above, int) else above)


# --- random, with a node -------------------------------------------------------------------------

bernoulli_node: Function = op(
    "bernoulli",
    lambda self, generator=None: random.bernoulli_each(self, generator),
    self=lambda grad: zeros_like(grad),
)


def _checked_bernoulli(self: Any) -> None:
    if xp.any((self < 0) | (self > 1)):
        raise RuntimeError(
            "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message "
            "be improved?  If so, please report an enhancement request to PyTorch.)"
        )


def bernoulli(input: Any, p: Any = None, *, generator: Any = None) -> Any:
    """Ones with the input's probabilities, or with probability `p`; zeros else."""
    if p is not None:
        kind = dtypes.of(input._array)
        return made(random.bernoulli(p, input._array.shape, kind, generator), "bernoulli")
    if input._array.dtype.kind != "f":
        word = dtypes.of(input._array).word
        raise NotImplementedError(f"\"bernoulli_tensor_cpu_p_\" not implemented for '{word}'")
    _checked_bernoulli(input._array)
    return bernoulli_node(input, generator)


# --- reductions with two results -----------------------------------------------------------------


def _var_mean(self: Any, dim: Any, correction: Any, keepdim: bool) -> tuple[Any, Any]:
    axes = dims.axes(dim, self.ndim)
    mean = xp.mean(self, axis=axes, keepdims=keepdim)
    return _var(self, dim, correction, keepdim, "var_mean"), mean


def _std_mean(self: Any, dim: Any, correction: Any, keepdim: bool) -> tuple[Any, Any]:
    axes = dims.axes(dim, self.ndim)
    mean = xp.mean(self, axis=axes, keepdims=keepdim)
    return xp.sqrt(_var(self, dim, correction, keepdim, "std_mean")), mean


def _mean_part(grad: Any, self: Any, dim: Any, keepdim: bool) -> Any:
    sizes = tuple(self.shape)
    count = math.prod(sizes[axis] for axis in dims.axes(dim, len(sizes)))
    return restore(grad, dim, keepdim, sizes) * (1.0 / count)


var_mean_: Function = op(
    "var_mean",
    lambda self, dim=None, correction=None, keepdim=False: _var_mean(
        self, dim, correction, keepdim
    ),
    self=lambda grads, self, dim, correction, keepdim: (
        _var_backward(grads[0], self, dim, correction, keepdim)
        + _mean_part(grads[1], self, dim, keepdim)
    ),
    outputs=("result0", "result1"),
    samples=((numbers(2, 3),), (numbers(2, 3), (1,), 0, True)),
)
std_mean_: Function = op(
    "std_mean",
    lambda self, dim=None, correction=None, keepdim=False: _std_mean(
        self, dim, correction, keepdim
    ),
    self=lambda grads, result0, self, dim, correction, keepdim: (
        _var_backward(
            masked_fill(grads[0] / (result0 * 2), result0 == 0, 0), self, dim, correction, keepdim
        )
        + _mean_part(grads[1], self, dim, keepdim)
    ),
    outputs=("result0", "result1"),
    samples=((numbers(2, 3),), (numbers(2, 3), (1,), 0, True)),
)
aminmax_: Function = op(
    "aminmax",
    lambda self, dim=None, keepdim=False: (
        xp.min(self, axis=dim, keepdims=keepdim),
        xp.max(self, axis=dim, keepdims=keepdim),
    ),
    self=lambda grads, self, dim, keepdim, min, max: (
        _spread_evenly(grads[0], self, min, dim, keepdim)
        + _spread_evenly(grads[1], self, max, dim, keepdim)
    ),
    outputs=("min", "max"),
    samples=((numbers(2, 3),), (numbers(2, 3), 1)),
)


def _spread_evenly(grad: Any, self: Any, result: Any, dim: Any, keepdim: bool) -> Any:
    """The gradient shared by all elements that are the extreme."""
    sizes = tuple(self.shape)
    axes = None if dim is None else (dim,)
    mask = self == restore(result, axes, keepdim, sizes)
    count = sum_dim(mask, dims.axes(axes, len(sizes)), True) if sizes else 1.0
    return restore(grad, axes, keepdim, sizes) / count * mask


def aminmax(input: Any, *, dim: int | None = None, keepdim: bool = False) -> Any:
    """The smallest and the largest element, of all or along a dimension."""
    axis = None if dim is None else dims.one(dim, input.ndim)
    return return_types.aminmax(aminmax_(input, axis, keepdim))


def var_mean(input: Any, *args: Any, **options: Any) -> Any:
    """Variance and mean."""
    return _spread(var_mean_, input, args, options)


def std_mean(input: Any, *args: Any, **options: Any) -> Any:
    """Standard deviation and mean."""
    return _spread(std_mean_, input, args, options)


# --- distances -----------------------------------------------------------------------------------

dist_: Function = op(
    "dist",
    lambda self, other, p=2.0: _norm(self - other, p, None, False),
    self=lambda grad, self, other, p, result: _slope(grad, self - other, result, p),
    other=lambda grad, self, other, p, result: -_slope(grad, self - other, result, p),
    promote="same",
    samples=((numbers(2, 3), numbers(2, 3, start=9)), (numbers(2, 3), numbers(3, start=9), 1.0)),
)


def _slope(grad: Any, gap: Any, result: Any, p: float) -> Any:
    """The derivative of a norm by the differences it is of, already in their shape."""
    if p == 0:
        return zeros_like(gap) * grad
    if p == 1:
        return sgn(gap) * grad
    if p == 2:
        return gap * masked_fill(grad / result, result == 0, 0)
    if math.isinf(p):
        return sgn(gap) * where(abs(gap) == result, grad, 0.0)
    if p < 2:
        scaled = masked_fill(sgn(gap) * power(abs(gap), p - 1), gap == 0, 0)
    else:
        scaled = gap * power(abs(gap), p - 2)
    return scaled * masked_fill(grad / power(result, p - 1), result == 0, 0)


def dist(input: Any, other: Any, p: float = 2) -> Any:
    """The norm of the difference."""
    return dist_(input, other, float(p))


def _pair_slopes(grad: Any, x1: Any, x2: Any, result: Any, p: float) -> Any:
    gap = unsqueeze(x1, -2) - unsqueeze(x2, -3)
    return _slope(unsqueeze(grad, -1), gap, unsqueeze(result, -1), p)


cdist_: Function = op(
    "cdist",
    lambda x1, x2, p=2.0: _norm(x1[..., :, None, :] - x2[..., None, :, :], p, (-1,), False),
    x1=lambda grad, x1, x2, p, result: sum_dim(_pair_slopes(grad, x1, x2, result, p), (-2,)),
    x2=lambda grad, x1, x2, p, result: -sum_dim(_pair_slopes(grad, x1, x2, result, p), (-3,)),
    node="CdistBackward0",
    samples=((numbers(2, 3), numbers(4, 3, start=9)), (numbers(2, 3), numbers(2, 3, start=9), 1.0)),
)


def cdist(x1: Any, x2: Any, p: float = 2.0, compute_mode: Any = None) -> Any:
    """The distance of every row of one from every row of the other."""
    for name, each in (("X1", x1), ("X2", x2)):
        if each.ndim < 2:
            raise RuntimeError(f"cdist only supports at least 2D tensors, {name} got: {each.ndim}D")
    if x1.shape[-1] != x2.shape[-1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {x1.shape[-1]} X2: {x2.shape[-1]}"
        )
    if p < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    return cdist_(x1, x2, float(p))


# --- order and places ----------------------------------------------------------------------------


def _rot90(self: Any, k: int, dims_: tuple[int, int]) -> Any:
    return xp.rot90(self, k, dims_).copy()


rot90_: Function = op(
    "rot90",
    lambda self, k=1, dims=(0, 1): _rot90(self, k, dims),
    self=lambda grad, k, dims: rot90_(grad, -k, dims),
    samples=((numbers(2, 3),), (numbers(2, 3), 2), (numbers(2, 3), 3, (1, 0))),
)


def rot90(input: Any, k: int = 1, dims: Any = (0, 1)) -> Any:
    """Turned by k quarter turns in the plane of two dimensions."""
    if len(dims) != 2:
        raise RuntimeError(f"expected total rotation dims == 2, but got dims = {len(dims)}")
    if input.ndim < 2:
        raise RuntimeError(f"expected total dims >= 2, but got total dims = {input.ndim}")
    if dims[0] % input.ndim == dims[1] % input.ndim:
        raise RuntimeError(
            f"expected rotation dims to be different, but got dim0 = {dims[0]} and dim1 = {dims[1]}"
        )
    return rot90_(input, k, tuple(dims))


def _put(self: Any, index: Any, source: Any, accumulate: bool) -> Any:
    result = self.copy()
    flat = result.reshape(-1)
    if accumulate:
        xp.add.at(flat, index.reshape(-1), source.reshape(-1))
    else:
        flat[index.reshape(-1)] = source.reshape(-1)
    return flat.reshape(self.shape)


put: Function = op(
    "put",
    lambda self, index, source, accumulate=False: _put(self, index, source, accumulate),
    self=lambda grad, index, source, accumulate: (
        grad if accumulate else put(grad, index, zeros_like(source), False)
    ),
    source=lambda grad, index, source_sym_sizes: reshape(take_(grad, index), source_sym_sizes),
    samples=(
        (numbers(2, 3), integers(0, 4), numbers(2, start=9)),
        (numbers(2, 3), integers(0, 4), numbers(2, start=9), True),
    ),
)
_AT = {
    "sum": xp.add,
    "mean": xp.add,
    "prod": xp.multiply,
    "amax": xp.maximum,
    "amin": xp.minimum,
}
_NEUTRAL = {"sum": 0.0, "mean": 0.0, "prod": 1.0, "amax": -math.inf, "amin": math.inf}


def _counts(index: Any, sizes: Any, dim: int, include_self: bool) -> Any:
    """How many values met in each place."""
    found = xp.full(sizes, 1.0 if include_self else 0.0)
    grid = list(xp.ogrid[tuple([slice(n) for n in index.shape])])
    grid[dim % len(sizes)] = index
    xp.add.at(found, tuple(grid), 1.0)
    return found


def _scatter_reduce(
    self: Any, dim: int, index: Any, src: Any, reduce: str, include_self: bool
) -> Any:
    if reduce not in _AT:
        raise RuntimeError(
            f"reduce argument must be either sum, prod, mean, amax or amin, got {reduce}"
        )
    axis = dims.one(dim, self.ndim)
    result = self.copy()
    grid = list(xp.ogrid[tuple([slice(n) for n in index.shape])])
    grid[axis] = index
    where_ = tuple(grid)
    if not include_self:
        neutral = _NEUTRAL[reduce]
        if math.isinf(neutral) and self.dtype.kind in "iu":
            limits = xp.iinfo(self.dtype)
            neutral = limits.max if neutral > 0 else limits.min
        result[where_] = neutral
    _AT[reduce].at(result, where_, src[tuple([slice(n) for n in index.shape])])
    if reduce == "mean":
        count = xp.maximum(_counts(index, self.shape, axis, include_self), 1.0)
        if self.dtype.kind in "iu":
            return xp.floor_divide(result, count).astype(self.dtype)
        return (result / count).astype(self.dtype)
    return result


def _reduced_self(
    grad: Any,
    self: Any,
    dim: int,
    index: Any,
    reduce: str,
    include_self: bool,
    result: Any,
    src: Any,
) -> Any:
    from gradwalk.ops.gather import scatter_value

    if reduce == "sum":
        mine = grad
    elif reduce == "mean":
        mine = grad / _at_least_one(_count_op(self, index, dim, include_self))
    elif reduce == "prod":
        mine = masked_fill(grad * result / self, self == 0, 0.0)
    else:
        mine = grad / _ties(self, dim, index, src, result, include_self) * (self == result)
    return mine if include_self else scatter_value(mine, dim, index, 0)


def _at_least_one(count: Any) -> Any:
    return where(count == 0, 1.0, count)


_count_op: Function = op(
    "scatter_counts",
    lambda self, index, dim, include_self: _counts(index, self.shape, dim, include_self).astype(
        self.dtype
    ),
)


def _ties(self: Any, dim: int, index: Any, src: Any, result: Any, include_self: bool) -> Any:
    """How many share an extreme."""
    from gradwalk.ops.gather import scatter_add

    zeros = zeros_like(self)
    start = zeros + (self == result) if include_self else zeros
    hits = zeros_like(src) + (src == gather(result, dim, index))
    return _at_least_one(scatter_add(start, dim, index, hits))


def _reduced_src(
    grad: Any,
    self: Any,
    dim: int,
    index: Any,
    reduce: str,
    include_self: bool,
    result: Any,
    src: Any,
) -> Any:
    picked = gather(grad, dim, index)
    if reduce == "sum":
        return picked
    if reduce == "mean":
        return picked / gather(_count_op(self, index, dim, include_self), dim, index)
    top = gather(result, dim, index)
    if reduce == "prod":
        return masked_fill(picked * top / src, src == 0, 0.0)
    ties = gather(_ties(self, dim, index, src, result, include_self), dim, index)
    return picked / ties * (src == top)


scatter_reduce: Function = op(
    "scatter_reduce",
    lambda self, dim, index, src, reduce, include_self=True: _scatter_reduce(
        self, dim, index, src, reduce, include_self
    ),
    self=lambda grad, self, dim, index, reduce, include_self, result, src: _reduced_self(
        grad, self, dim, index, reduce, include_self, result, src
    ),
    src=lambda grad, self, dim, index, reduce, include_self, result, src: _reduced_src(
        grad, self, dim, index, reduce, include_self, result, src
    ),
    samples=tuple(
        (numbers(3), 0, integers(0, 1, 0, 2), numbers(4, start=9), each, flag)
        for each in ("sum", "mean", "prod", "amax")
        for flag in (True, False)
    ),
)


# --- the derivative does not exist ---------------------------------------------------------------


def _missing(text: str) -> Any:
    def rule(grad: Any) -> Any:
        raise NotImplementedError(text)

    return rule


unique_op: Function = op(
    "unique2",
    lambda self: xp.unique(self),
    self=_missing("the derivative for '_unique2' is not implemented."),
    node="Unique2Backward0",
)


# --- compositions --------------------------------------------------------------------------------


def block_diag_rule(grad: Any, tensors_sym_sizes: Any) -> tuple[Any, ...]:
    """Each block of the gradient goes to the matrix that stands there."""
    parts, row, column = [], 0, 0
    for sizes in tensors_sym_sizes:
        height, width = ((1,) * (2 - len(sizes)) + tuple(sizes))[-2:]
        part = narrow(narrow(grad, 0, row, height), 1, column, width)
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
    for i, each in enumerate(tensors):
        if each.ndim > 2:
            raise RuntimeError(
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                f"{i} has {each.ndim} dimensions"
            )
    return block_diag_op(tuple(tensors))


def trapezoid(y: Any, x: Any = None, *, dx: Any = None, dim: int = -1) -> Any:
    """The area under the points, by the trapezoid rule."""
    axis = dims.one(dim, y.ndim)
    n = y.shape[axis]
    left, right = narrow(y, axis, 0, n - 1), narrow(y, axis, 1, n - 1)
    if x is None:
        middle = sum_dim(y, (axis,)) - (
            (narrow(y, axis, 0, 1) + narrow(y, axis, n - 1, 1)).squeeze(axis) * 0.5
        )
        return mul_scalar(middle, 1.0 if dx is None else dx)
    if x.ndim == 1 and y.ndim > 1:
        x = reshape(x, tuple(n if d == axis else 1 for d in range(y.ndim)))
        gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    else:
        gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    return div_scalar(sum_dim(gaps * (left + right), (axis,)), 2.0)


def cumulative_trapezoid(y: Any, x: Any = None, *, dx: float = 1.0, dim: int = -1) -> Any:
    """The area up to each point."""
    axis = dims.one(dim, y.ndim)
    n = y.shape[axis]
    pairs = narrow(y, axis, 1, n - 1) + narrow(y, axis, 0, n - 1)
    if x is None:
        return mul_scalar(pairs, dx / 2).cumsum(axis)
    if x.ndim == 1 and y.ndim > 1:
        x = reshape(x, tuple(n if d == axis else 1 for d in range(y.ndim)))
    gaps = narrow(x, axis, 1, n - 1) - narrow(x, axis, 0, n - 1)
    return div_scalar((gaps * pairs).cumsum(axis), 2.0)


def vander(x: Any, N: int | None = None, *, increasing: bool = False) -> Any:
    """Powers of a vector as the columns of a matrix."""
    count = x.shape[0] if N is None else N
    ones = zeros_like(unsqueeze(x, 1)) + 1
    columns = [ones]
    for _ in range(count - 1):
        columns.append(columns[-1] * unsqueeze(x, 1))
    matrix = cat(tuple(columns), 1)
    return matrix if increasing else flip(matrix, (1,))


def diagflat(input: Any, offset: int = 0) -> Any:
    """A matrix with the elements on a diagonal."""
    from gradwalk.ops.diagonals import diag_embed

    return diag_embed(reshape(input, (-1,)), offset)


def vdot(input: Any, other: Any) -> Any:
    """The dot product; complex numbers have no autograd here."""
    from gradwalk.ops.linalg import dot

    return dot(input, other)


def hsplit(input: Any, indices: Any) -> Any:
    """Split along the second dimension, or the only one."""
    if input.ndim < 1:
        raise RuntimeError(
            "torch.hsplit requires a tensor with at least 1 dimension, but got a tensor with "
            f"{input.ndim} dimensions!"
        )
    return _split_along("hsplit", input, indices, 0 if input.ndim == 1 else 1)


def vsplit(input: Any, indices: Any) -> Any:
    """Split along the first dimension."""
    if input.ndim < 2:
        raise RuntimeError(
            "torch.vsplit requires a tensor with at least 2 dimension, but got a tensor with "
            f"{input.ndim} dimensions!"
        )
    return _split_along("vsplit", input, indices, 0)


def dsplit(input: Any, indices: Any) -> Any:
    """Split along the third dimension."""
    if input.ndim < 3:
        raise RuntimeError(
            "torch.dsplit requires a tensor with at least 3 dimension, but got a tensor with "
            f"{input.ndim} dimensions!"
        )
    return _split_along("dsplit", input, indices, 2)


def _split_along(name: str, input: Any, indices: Any, dim: int) -> Any:
    from gradwalk.ops.parts import tensor_split

    if isinstance(indices, int) and input.shape[dim] % indices:
        raise RuntimeError(
            f"torch.{name} attempted to split along dimension {dim}, but the size of the "
            f"dimension {input.shape[dim]} is not divisible by the split_size {indices}!"
        )
    return tensor_split(input, indices, dim)


def select_scatter(input: Any, src: Any, dim: int, index: int) -> Any:
    """A copy with one part along a dimension replaced."""
    copy = input.clone()
    copy.select(dim, index).copy_(src)
    return copy


def slice_scatter(
    input: Any, src: Any, dim: int = 0, start: Any = None, end: Any = None, step: int = 1
) -> Any:
    """A copy with a slice along a dimension replaced."""
    copy = input.clone()
    index = (slice(None),) * dims.one(dim, input.ndim) + (slice(start, end, step),)
    copy[index] = src
    return copy


def diagonal_scatter(input: Any, src: Any, offset: int = 0, dim1: int = 0, dim2: int = 1) -> Any:
    """A copy with a diagonal replaced."""
    copy = input.clone()
    copy.diagonal(offset, dim1, dim2).copy_(src)
    return copy


def transposed(input: Any) -> Any:
    """H of a real matrix."""
    if input.ndim != 2:
        raise RuntimeError(
            "tensor.H is only supported on matrices (2-D tensors). Got "
            f"{input.ndim}-D tensor."
            + (" For batches of matrices, consider using tensor.mH" if input.ndim > 2 else "")
        )
    return transpose(input, 0, 1)


# --- without a derivative ------------------------------------------------------------------------

gcd: Function = op("gcd", lambda self, other: xp.gcd(self, other), promote="same")
lcm: Function = op("lcm", lambda self, other: xp.lcm(self, other), promote="same")


def poisson(input: Any, generator: Any = None) -> Any:
    """Numbers of rare events; the sequence is gradwalk's own, not PyTorch's."""
    drawn = []
    for rate in input._array.reshape(-1).tolist():
        limit, count, product = math.exp(-rate), 0, 1.0
        while True:
            product *= float(random.uniform((), dtypes.float64, generator))
            if product <= limit:
                break
            count += 1
        drawn.append(count)
    numbers = xp.array(drawn, dtype=input._array.dtype).reshape(input._array.shape)
    return made(numbers, "poisson")


def renorm(input: Any, p: float, dim: int, maxnorm: float) -> Any:
    """The slices along `dim` shortened to a norm of at most `maxnorm`."""
    from gradwalk.ops.spread import vector_norm

    axes = tuple(d for d in range(input.ndim) if d != dims.one(dim, input.ndim))
    length = vector_norm(input, float(p), axes, True)
    return input * where(length > maxnorm, maxnorm / (length + 1e-7), 1.0)


def gradient(input: Any, *, spacing: Any = 1, dim: Any = None, edge_order: int = 1) -> Any:
    """Central differences inside, one-sided ones at the ends, along each dimension."""
    axes = dims.axes(None if dim is None else dims.as_tuple(dim), input.ndim)
    steps = list(spacing) if isinstance(spacing, (list, tuple)) else [spacing] * len(axes)
    return tuple([_gradient(input, axis, h) for axis, h in zip(axes, steps, strict=True)])


def _gradient(input: Any, axis: int, step: Any) -> Any:
    n = input.shape[axis]
    if n < 2:
        raise RuntimeError(
            "torch.gradient expected each dimension size to be at least edge_order+1"
        )
    first = (narrow(input, axis, 1, 1) - narrow(input, axis, 0, 1)) / step
    last = (narrow(input, axis, n - 1, 1) - narrow(input, axis, n - 2, 1)) / step
    middle = (narrow(input, axis, 2, n - 2) - narrow(input, axis, 0, n - 2)) / (2 * step)
    return cat((first, middle, last), axis)
