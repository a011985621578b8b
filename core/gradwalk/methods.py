"""The element-by-element operations and the reductions as methods of Tensor, one line each.

A function of the table is a method as it is: its first parameter is the tensor.
"""

from __future__ import annotations

from typing import Any

from gradwalk.op import in_place
from gradwalk.operators import pow_
from gradwalk.ops import activation as a
from gradwalk.ops import basic_index as b
from gradwalk.ops import elementwise as e
from gradwalk.ops import fill, linalg, statistics
from gradwalk.ops import gather as picking
from gradwalk.ops import reduce as r
from gradwalk.tensorbase import is_tensor

_clamp_number_ = in_place(e.clamp_number, "clamp_")
_lerp_number_ = in_place(e.lerp_number, "lerp_")
_lerp_tensor_ = in_place(e.lerp_tensor, "lerp_")
_clamp_tensor_ = in_place(e.clamp_tensor, "clamp_")


def clamp(self: Any, min: Any = None, max: Any = None) -> Any:
    """Each element no less than `min` and no more than `max`."""
    if min is None and max is None:
        raise RuntimeError("torch.clamp: At least one of 'min' or 'max' must not be None")
    by_tensor = is_tensor(min) or is_tensor(max)
    return e.clamp_tensor(self, min, max) if by_tensor else e.clamp_number(self, min, max)


def clamp_(self: Any, min: Any = None, max: Any = None) -> Any:
    """`clamp` in place."""
    by_tensor = is_tensor(min) or is_tensor(max)
    return _clamp_tensor_(self, min, max) if by_tensor else _clamp_number_(self, min, max)


def div(self: Any, other: Any, *, rounding_mode: str | None = None) -> Any:
    """self / other, rounded if asked."""
    return e.div(self, other) if rounding_mode is None else e.div_mode(self, other, rounding_mode)


def rsub(self: Any, other: Any, *, alpha: Any = 1) -> Any:
    """other - self."""
    function = e.rsub_tensor if is_tensor(other) else e.rsub_scalar
    return function(self, other, alpha)


def fill_(self: Any, value: Any) -> Any:
    """Write one number everywhere."""
    if is_tensor(value) and not value._array.ndim:
        return b.fill_tensor_(self, value)
    return b.fill_(self, value)


def equal(self: Any, other: Any) -> bool:
    """Whether two tensors have the same shape and elements."""
    first, second = self._array, other._array
    return bool(first.shape == second.shape and (first == second).all())


def allclose(
    self: Any, other: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False
) -> bool:
    """Whether all elements are close."""
    return bool(e.isclose(self, other, rtol, atol, equal_nan)._array.all())


class Methods:
    """What Tensor has of the table, but for operators and shapes."""

    __slots__ = ()

    add = e.add
    add_ = in_place(e.add)
    sub = subtract = e.sub
    sub_ = subtract_ = in_place(e.sub)
    mul = multiply = e.mul
    mul_ = multiply_ = in_place(e.mul)
    div = divide = true_divide = div
    div_ = divide_ = in_place(e.div)
    floor_divide = e.floor_divide
    floor_divide_ = in_place(e.floor_divide)
    remainder = e.remainder
    remainder_ = e.remainder_
    fmod = e.fmod
    fmod_ = e.fmod_
    pow = e.power
    pow_ = pow_
    neg = negative = e.neg
    neg_ = negative_ = in_place(e.neg)
    abs = absolute = e.absolute
    abs_ = absolute_ = in_place(e.absolute)
    reciprocal = e.reciprocal
    reciprocal_ = in_place(e.reciprocal)

    def square_(self) -> Any:
        """`square` in place."""
        return pow_(self, 2)

    sqrt = e.sqrt
    sqrt_ = in_place(e.sqrt)
    rsqrt = e.rsqrt
    rsqrt_ = in_place(e.rsqrt)
    exp = e.exp
    exp_ = in_place(e.exp)
    exp2 = e.exp2
    exp2_ = in_place(e.exp2)
    expm1 = e.expm1
    expm1_ = in_place(e.expm1)
    log = e.log
    log_ = in_place(e.log)
    log1p = e.log1p
    log1p_ = in_place(e.log1p)
    log2 = e.log2
    log2_ = in_place(e.log2)
    log10 = e.log10
    log10_ = in_place(e.log10)
    logaddexp = e.logaddexp
    xlogy = e.xlogy
    logit = e.logit_plain
    sin = e.sin
    sin_ = in_place(e.sin)
    cos = e.cos
    cos_ = in_place(e.cos)
    tan = e.tan
    tan_ = in_place(e.tan)
    asin = arcsin = e.asin
    acos = arccos = e.acos
    atan = arctan = e.atan
    sinh = e.sinh
    cosh = e.cosh
    tanh = e.tanh
    tanh_ = in_place(e.tanh)
    asinh = e.asinh
    acosh = e.acosh
    atanh = e.atanh
    atan2 = arctan2 = e.atan2
    sinc = e.sinc
    deg2rad = e.deg2rad
    rad2deg = e.rad2deg
    erf = e.erf
    erfc = e.erfc
    erfinv = e.erfinv
    lgamma = e.lgamma
    digamma = e.digamma
    hypot = e.hypot
    sgn = e.sgn
    sign = e.sign
    sign_ = in_place(e.sign)
    floor = e.floor
    floor_ = in_place(e.floor)
    ceil = e.ceil
    ceil_ = in_place(e.ceil)
    trunc = fix = e.trunc
    trunc_ = in_place(e.trunc)
    round = e.round_
    round_ = in_place(e.round_plain)
    frac = e.frac
    clamp_min_ = in_place(e.clamp_min)
    clamp_max_ = in_place(e.clamp_max)
    erfinv_ = in_place(e.erfinv)
    cumsum_ = in_place(r.cumsum)
    cumprod_ = in_place(r.cumprod)
    nan_to_num = e.nan_to_num
    nan_to_num_ = in_place(e.nan_to_num)
    clamp = clip = clamp
    clamp_ = clip_ = clamp_
    sigmoid = a.sigmoid
    sigmoid_ = in_place(a.sigmoid)
    relu = a.relu
    relu_ = in_place(a.relu)
    softmax = a.softmax
    log_softmax = a.log_softmax
    maximum = e.maximum
    minimum = e.minimum
    fmax = e.fmax
    fmin = e.fmin
    addcmul = e.addcmul
    addcmul_ = in_place(e.addcmul)
    addcdiv = e.addcdiv
    addcdiv_ = in_place(e.addcdiv)
    masked_fill = e.masked_fill
    masked_fill_ = e.masked_fill_
    random_ = fill.random_
    exponential_ = fill.exponential_
    zero_ = b.zero_
    copy_ = b.copy_
    fill_ = fill_

    def square(self) -> Any:
        """self ** 2."""
        return e.pow_number(self, 2)

    def clamp_min(self, min: Any) -> Any:
        """Each element no less than `min`."""
        return clamp(self, min) if is_tensor(min) else e.clamp_min(self, min)

    def clamp_max(self, max: Any) -> Any:
        """Each element no more than `max`."""
        return clamp(self, None, max) if is_tensor(max) else e.clamp_max(self, max)

    def lerp(self, end: Any, weight: Any) -> Any:
        """Between self and `end`, by `weight`."""
        function = e.lerp_tensor if is_tensor(weight) else e.lerp_number
        return function(self, end, weight)

    def lerp_(self, end: Any, weight: Any) -> Any:
        """`lerp` in place."""
        function = _lerp_tensor_ if is_tensor(weight) else _lerp_number_
        return function(self, end, weight)

    def where(self, condition: Any, other: Any) -> Any:
        """Self where the condition holds, else `other`."""
        return e.where(condition, self, other)

    # --- comparison ------------------------------------------------------------------------

    eq = e.eq
    ne = not_equal = e.ne
    lt = less = e.lt
    le = less_equal = e.le
    gt = greater = e.gt
    ge = greater_equal = e.ge
    isnan = e.isnan
    isinf = e.isinf
    isfinite = e.isfinite
    isclose = e.isclose
    equal = equal
    allclose = allclose
    logical_not = e.logical_not
    logical_and = e.logical_and
    logical_or = e.logical_or
    logical_xor = e.logical_xor

    # --- reductions ------------------------------------------------------------------------

    sum = r.sum
    mean = r.mean
    nansum = r.nansum
    prod = r.prod
    max = r.max
    min = r.min
    amax = r.amax
    amin = r.amin
    argmax = r.argmax
    argmin = r.argmin
    argsort = r.argsort
    median = r.median
    aminmax = r.aminmax
    all = r.all_
    any = r.any_
    count_nonzero = r.count_nonzero
    var = r.var
    std = r.std
    norm = r.norm
    logsumexp = r.logsumexp_
    cumsum = r.cumsum
    cumprod = r.cumprod
    logcumsumexp = r.logcumsumexp
    cummax = r.cummax
    cummin = r.cummin
    sort = r.sort
    topk = r.topk
    kthvalue = r.kthvalue
    dist = r.dist
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
    det = linalg.det
    logdet = linalg.logdet
    inverse = linalg.inv
    cholesky = linalg.cholesky
    matrix_power = linalg.matrix_power

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
    select = b.select

    # --- random numbers --------------------------------------------------------------------

    uniform_ = fill.uniform_
    normal_ = fill.normal_
    bernoulli_ = fill.bernoulli_
