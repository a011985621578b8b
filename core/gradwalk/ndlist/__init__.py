"""ndlist: NumPy's part in gradwalk, in Python alone, for where NumPy cannot be imported.

The same names, values, dtypes, views and errors as NumPy 2, as far as the engine and its readers'
programs go. How the modules lie, each building only on those before it:

    dtype, limits       element types, promotion       memory      numbers in C buffers
    base                values(), build(), views       create      array(), zeros(), arange()
    order               which way results lie          shape, join reshape, transpose, stack ...
    folding, ufunc      what a ufunc is                c_math, elementwise      the table of them
    index               a[...] in all its forms        reduce      sum, mean, max, argmax, any
    matmul              matmul, dot, einsum            linalg      inv, det, solve, qr, svd ...
    choose, along       where, clip, take_along_axis   sorting     sort, unique, searchsorted ...
    complexes, sharing  real, imag, shares_memory      closeness   isclose, allclose, array_equal
    arrange, padding    roll, tile, repeat, pad        triangles, grids, windows, products
    counting, scans     bincount, cumsum               statistics  var, median, quantile
    random, fft         numpy.random, numpy.fft        text        repr and str
    operators, methods, scalar, ndarray                what arrays and scalars can do; the last

Every function that has no quicker way goes from arrays to flat lists of Python numbers by
`values(array)` and back by `build(flat, shape, dtype)` (or `result`, which returns a scalar where
the shape is ()).
"""

# ruff: noqa: F401 - every name here is for others

from math import e, inf, nan, pi

from gradwalk.ndlist import fft, lib, linalg, random

from gradwalk.ndlist.ndarray import ndarray  # isort: skip - brings all the others

from gradwalk.ndlist.along import argwhere, extract, flatnonzero, put_along_axis, take_along_axis
from gradwalk.ndlist.arrange import flip, fliplr, flipud, repeat, roll, rot90, tile
from gradwalk.ndlist.choose import (
    around,
    clip,
    copyto,
    isneginf,
    isposinf,
    isscalar,
    nonzero,
    putmask,
    round,
    select,
    sinc,
    where,
)
from gradwalk.ndlist.closeness import allclose, array_equal, isclose, nan_to_num
from gradwalk.ndlist.complexes import angle, imag, iscomplexobj, isrealobj, real
from gradwalk.ndlist.counting import bincount, digitize, histogram, histogram_bin_edges
from gradwalk.ndlist.create import (
    arange,
    array,
    asanyarray,
    asarray,
    ascontiguousarray,
    copy,
    empty,
    empty_like,
    eye,
    frombuffer,
    fromiter,
    full,
    full_like,
    identity,
    linspace,
    logspace,
    ones,
    ones_like,
    zeros,
    zeros_like,
)
from gradwalk.ndlist.dtype import can_cast, dtype, promote_types, result_type
from gradwalk.ndlist.elementwise import (
    abs,
    absolute,
    acos,
    acosh,
    add,
    arccos,
    arccosh,
    arcsin,
    arcsinh,
    arctan,
    arctan2,
    arctanh,
    asin,
    asinh,
    atan,
    atan2,
    atanh,
    bitwise_and,
    bitwise_not,
    bitwise_or,
    bitwise_xor,
    cbrt,
    ceil,
    conj,
    conjugate,
    copysign,
    cos,
    cosh,
    deg2rad,
    degrees,
    divide,
    divmod,
    equal,
    exp,
    exp2,
    expm1,
    fabs,
    fix,
    float_power,
    floor,
    floor_divide,
    fmax,
    fmin,
    fmod,
    gcd,
    greater,
    greater_equal,
    heaviside,
    hypot,
    invert,
    isfinite,
    isinf,
    isnan,
    lcm,
    left_shift,
    less,
    less_equal,
    log,
    log1p,
    log2,
    log10,
    logaddexp,
    logaddexp2,
    logical_and,
    logical_not,
    logical_or,
    logical_xor,
    maximum,
    minimum,
    mod,
    modf,
    multiply,
    negative,
    nextafter,
    not_equal,
    positive,
    pow,
    power,
    rad2deg,
    radians,
    reciprocal,
    remainder,
    right_shift,
    rint,
    sign,
    signbit,
    sin,
    sinh,
    sqrt,
    square,
    subtract,
    tan,
    tanh,
    true_divide,
    trunc,
)
from gradwalk.ndlist.grids import (
    indices,
    ix_,
    meshgrid,
    mgrid,
    ndenumerate,
    ndindex,
    ogrid,
    ravel_multi_index,
    unravel_index,
)
from gradwalk.ndlist.index import newaxis, take
from gradwalk.ndlist.join import (
    append,
    array_split,
    column_stack,
    concat,
    concatenate,
    hstack,
    split,
    stack,
    vstack,
)
from gradwalk.ndlist.limits import finfo, iinfo
from gradwalk.ndlist.matmul import dot, einsum, inner, matmul, outer, tensordot, vdot
from gradwalk.ndlist.padding import pad
from gradwalk.ndlist.products import cross, kron
from gradwalk.ndlist.reduce import (
    all,
    amax,
    amin,
    any,
    argmax,
    argmin,
    count_nonzero,
    max,
    mean,
    min,
    prod,
    ptp,
    sum,
)
from gradwalk.ndlist.scalar import (
    bool_,
    complex64,
    complex128,
    complexfloating,
    double,
    float16,
    float32,
    float64,
    floating,
    generic,
    half,
    inexact,
    int8,
    int16,
    int32,
    int64,
    int_,
    integer,
    intp,
    issubdtype,
    longlong,
    number,
    single,
    uint8,
    uint16,
    uint32,
    uint64,
)
from gradwalk.ndlist.scans import cumprod, cumsum, diff
from gradwalk.ndlist.shape import (
    atleast_1d,
    atleast_2d,
    broadcast_arrays,
    broadcast_shapes,
    broadcast_to,
    expand_dims,
    matrix_transpose,
    moveaxis,
    ndim,
    permute_dims,
    ravel,
    reshape,
    shape,
    size,
    squeeze,
    swapaxes,
    transpose,
)
from gradwalk.ndlist.sharing import may_share_memory, shares_memory
from gradwalk.ndlist.sorting import (
    argpartition,
    argsort,
    isin,
    lexsort,
    partition,
    searchsorted,
    sort,
    unique,
)
from gradwalk.ndlist.statistics import (
    average,
    median,
    nanmax,
    nanmean,
    nanmin,
    nanprod,
    nansum,
    percentile,
    quantile,
    std,
    var,
)
from gradwalk.ndlist.text import array_repr, array_str, get_printoptions, set_printoptions
from gradwalk.ndlist.triangles import (
    diag,
    diagflat,
    diagonal,
    fill_diagonal,
    trace,
    tri,
    tril,
    tril_indices,
    triu,
    triu_indices,
)
from gradwalk.ndlist.warn import errstate, geterr, seterr

bool = bool_
__version__ = "2.4.0"
