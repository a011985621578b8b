"""The element-by-element operations and the reductions as methods of Tensor, one line each.

A function of the table is a method as it is: its first parameter is the tensor.
"""

from __future__ import annotations

from typing import Any

from gradwalk import creation, dtypes, indexing
from gradwalk.apply import NUMBERS
from gradwalk.op import in_place
from gradwalk.operators import pow_
from gradwalk.ops import activation as a
from gradwalk.ops import (
    arithmetic,
    choice,
    combined,
    compare,
    fill,
    linalg,
    matrix,
    parts,
    pick,
    scan,
    spread,
    statistics,
    transcendental,
)
from gradwalk.ops import basic_index as b
from gradwalk.ops import gather as picking
from gradwalk.ops import reduce as r
from gradwalk.tensorbase import is_tensor

_clamp_number_ = in_place(choice.clamp_number, "clamp_")
_lerp_number_ = in_place(combined.lerp_number, "lerp_")
_lerp_tensor_ = in_place(combined.lerp_tensor, "lerp_")
_clamp_tensor_ = in_place(choice.clamp_tensor, "clamp_")


def clamp(self: Any, min: Any = None, max: Any = None) -> Any:
    """Each element no less than `min` and no more than `max`."""
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    by_tensor = is_tensor(min) or is_tensor(max)
    return choice.clamp_tensor(self, min, max) if by_tensor else choice.clamp_number(self, min, max)


def clamp_(self: Any, min: Any = None, max: Any = None) -> Any:
    """`clamp` in place."""
    by_tensor = is_tensor(min) or is_tensor(max)
    return _clamp_tensor_(self, min, max) if by_tensor else _clamp_number_(self, min, max)


def div(self: Any, other: Any, *, rounding_mode: str | None = None) -> Any:
    """self / other, rounded if asked."""
    return (
        arithmetic.div(self, other)
        if rounding_mode is None
        else arithmetic.div_mode(self, other, rounding_mode)
    )


def rsub(self: Any, other: Any, *, alpha: Any = 1) -> Any:
    """other - self."""
    function = arithmetic.rsub_tensor if is_tensor(other) else arithmetic.rsub_scalar
    return function(self, other, alpha)


def fill_(self: Any, value: Any) -> Any:
    """Write one number everywhere."""
    if is_tensor(value):
        return b.fill_tensor_(self, value)
    fits = value.__class__ in NUMBERS
    return b.fill_(self, dtypes.fitted(value, self._array.dtype) if fits else value)


def copy_(self: Any, src: Any, non_blocking: bool = False) -> Any:
    """Write another tensor's elements, or one number."""
    return b.copy_(self, creation.tensor(src) if src.__class__ in NUMBERS else src)


def equal(self: Any, other: Any) -> bool:
    """Whether two tensors have the same shape and elements."""
    first, second = self._array, other._array
    return bool(first.shape == second.shape and (first == second).all())


def allclose(
    self: Any, other: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    """Whether all elements are close."""
    return bool(compare.isclose(self, other, rtol, atol, equal_nan)._array.all())


class Methods:
    """What Tensor has of the table, but for operators and shapes."""

    __slots__ = ()

    add = arithmetic.add
    add_ = in_place(arithmetic.add)
    sub = subtract = arithmetic.sub
    sub_ = subtract_ = in_place(arithmetic.sub)
    mul = multiply = arithmetic.mul
    mul_ = multiply_ = in_place(arithmetic.mul)
    div = divide = true_divide = div
    div_ = divide_ = in_place(arithmetic.div)
    floor_divide = arithmetic.floor_divide
    floor_divide_ = arithmetic.floor_divide_
    remainder = arithmetic.remainder
    remainder_ = arithmetic.remainder_
    fmod = arithmetic.fmod
    fmod_ = arithmetic.fmod_
    pow = arithmetic.power
    pow_ = pow_
    neg = negative = arithmetic.neg
    neg_ = negative_ = in_place(arithmetic.neg)
    abs = absolute = arithmetic.absolute
    abs_ = absolute_ = in_place(arithmetic.absolute)
    reciprocal = arithmetic.reciprocal
    reciprocal_ = in_place(arithmetic.reciprocal)

    def square_(self) -> Any:
        """`square` in place."""
        return pow_(self, 2)

    sqrt = arithmetic.sqrt
    sqrt_ = in_place(arithmetic.sqrt)
    rsqrt = arithmetic.rsqrt
    rsqrt_ = in_place(arithmetic.rsqrt)
    exp = transcendental.exp
    exp_ = in_place(transcendental.exp)
    exp2 = transcendental.exp2
    exp2_ = in_place(transcendental.exp2)
    expm1 = transcendental.expm1
    expm1_ = in_place(transcendental.expm1)
    log = arithmetic.log
    log_ = in_place(arithmetic.log)
    log1p = transcendental.log1p
    log1p_ = in_place(transcendental.log1p)
    log2 = transcendental.log2
    log2_ = in_place(transcendental.log2)
    log10 = transcendental.log10
    log10_ = in_place(transcendental.log10)
    logaddexp = transcendental.logaddexp
    xlogy = transcendental.xlogy
    logit = transcendental.logit_plain
    sin = transcendental.sin
    sin_ = in_place(transcendental.sin)
    cos = transcendental.cos
    cos_ = in_place(transcendental.cos)
    tan = transcendental.tan
    tan_ = in_place(transcendental.tan)
    asin = arcsin = transcendental.asin
    acos = arccos = transcendental.acos
    atan = arctan = transcendental.atan
    sinh = transcendental.sinh
    cosh = transcendental.cosh
    tanh = transcendental.tanh
    tanh_ = in_place(transcendental.tanh)
    asinh = transcendental.asinh
    acosh = transcendental.acosh
    atanh = transcendental.atanh
    atan2 = arctan2 = transcendental.atan2
    sinc = transcendental.sinc
    deg2rad = transcendental.deg2rad
    rad2deg = transcendental.rad2deg
    erf = transcendental.erf
    erfc = transcendental.erfc
    erfinv = transcendental.erfinv
    lgamma = transcendental.lgamma
    digamma = transcendental.digamma
    hypot = arithmetic.hypot
    sgn = compare.sgn
    sign = compare.sign
    sign_ = in_place(compare.sign)
    floor = compare.floor
    floor_ = in_place(compare.floor)
    ceil = compare.ceil
    ceil_ = in_place(compare.ceil)
    trunc = fix = compare.trunc
    trunc_ = in_place(compare.trunc)
    round = compare.round_
    round_ = in_place(compare.round_plain)
    frac = compare.frac
    clamp_min_ = in_place(choice.clamp_min)
    clamp_max_ = in_place(choice.clamp_max)
    erfinv_ = in_place(transcendental.erfinv)
    cumsum_ = in_place(scan.cumsum)
    cumprod_ = in_place(scan.cumprod)
    nan_to_num = compare.nan_to_num
    nan_to_num_ = in_place(compare.nan_to_num)
    clamp = clip = clamp
    clamp_ = clip_ = clamp_
    sigmoid = a.sigmoid
    sigmoid_ = in_place(a.sigmoid)
    relu = a.relu
    relu_ = in_place(a.relu)
    softmax = a.softmax
    log_softmax = a.log_softmax
    maximum = choice.maximum
    minimum = choice.minimum
    fmax = choice.fmax
    fmin = choice.fmin
    addcmul = combined.addcmul
    addcmul_ = in_place(combined.addcmul)
    addcdiv = combined.addcdiv
    addcdiv_ = in_place(combined.addcdiv)
    masked_fill = choice.masked_fill
    masked_fill_ = choice.masked_fill_
    random_ = fill.random_
    exponential_ = fill.exponential_
    zero_ = b.zero_
    copy_ = copy_
    fill_ = fill_

    def square(self) -> Any:
        """self ** 2."""
        return arithmetic.pow_number(self, 2)

    def clamp_min(self, min: Any) -> Any:
        """Each element no less than `min`."""
        return clamp(self, min) if is_tensor(min) else choice.clamp_min(self, min)

    def clamp_max(self, max: Any) -> Any:
        """Each element no more than `max`."""
        return clamp(self, None, max) if is_tensor(max) else choice.clamp_max(self, max)

    def lerp(self, end: Any, weight: Any) -> Any:
        """Between self and `end`, by `weight`."""
        function = combined.lerp_tensor if is_tensor(weight) else combined.lerp_number
        return function(self, end, weight)

    def lerp_(self, end: Any, weight: Any) -> Any:
        """`lerp` in place."""
        function = _lerp_tensor_ if is_tensor(weight) else _lerp_number_
        return function(self, end, weight)

    def where(self, condition: Any, other: Any) -> Any:
        """Self where the condition holds, else `other`."""
        return choice.where(condition, self, other)

    # --- comparison ------------------------------------------------------------------------

    eq = compare.eq
    ne = not_equal = compare.ne
    lt = less = compare.lt
    le = less_equal = compare.le
    gt = greater = compare.gt
    ge = greater_equal = compare.ge
    isnan = compare.isnan
    isinf = compare.isinf
    isfinite = compare.isfinite
    isclose = compare.isclose
    equal = equal
    allclose = allclose
    logical_not = compare.logical_not
    logical_and = compare.logical_and
    logical_or = compare.logical_or
    logical_xor = compare.logical_xor

    # --- reductions ------------------------------------------------------------------------

    sum = r.sum
    mean = r.mean
    nansum = r.nansum
    prod = scan.prod
    max = pick.max
    min = pick.min
    amax = pick.amax
    amin = pick.amin
    argmax = pick.argmax
    argmin = pick.argmin
    argsort = pick.argsort
    median = pick.median
    all = pick.all_
    any = pick.any_
    count_nonzero = pick.count_nonzero
    var = spread.var
    std = spread.std
    norm = spread.norm
    logsumexp = spread.logsumexp_
    cumsum = scan.cumsum
    cumprod = scan.cumprod
    logcumsumexp = scan.logcumsumexp
    cummax = pick.cummax
    cummin = pick.cummin
    sort = pick.sort
    topk = pick.topk
    kthvalue = pick.kthvalue
    nanmean = r.nanmean
    unique = statistics.unique
    bincount = statistics.bincount
    histc = statistics.histc
    mode = statistics.mode
    diff = statistics.diff
    quantile = statistics.quantile
    cov = statistics.cov
    corrcoef = statistics.corrcoef

    # --- products --------------------------------------------------------------------------

    matmul = linalg.matmul
    mm = linalg.mm
    mv = linalg.mv
    bmm = linalg.bmm
    dot = linalg.dot
    outer = ger = linalg.outer
    inner = linalg.inner
    addmm = linalg.addmm
    addmv = linalg.addmv
    baddbmm = linalg.baddbmm
    cross = linalg.cross
    kron = linalg.kron
    det = matrix.det
    logdet = matrix.logdet
    inverse = matrix.inv
    cholesky = matrix.cholesky
    matrix_power = matrix.matrix_power

    # --- picking ---------------------------------------------------------------------------

    gather = picking.gather
    scatter = picking.scatter
    scatter_add = picking.scatter_add
    scatter_ = picking.scatter_
    scatter_add_ = in_place(picking.scatter_add)
    index_select = picking.index_select
    index_add = picking.index_add
    index_add_ = in_place(picking.index_add)
    index_fill = picking.index_fill
    index_fill_ = in_place(picking.index_fill)
    index_copy = picking.index_copy
    index_copy_ = in_place(picking.index_copy)
    masked_select = picking.masked_select
    masked_scatter = picking.masked_scatter
    masked_scatter_ = in_place(picking.masked_scatter)
    take = picking.take
    take_along_dim = picking.take_along_dim
    nonzero = picking.nonzero
    select = parts.pick
    index_put = indexing.index_put_at
    index_put_ = indexing.index_put_at_

    # --- random numbers --------------------------------------------------------------------

    uniform_ = fill.uniform_
    normal_ = fill.normal_
    bernoulli_ = fill.bernoulli_
