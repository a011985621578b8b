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

from gradwalk.exports import exported
from gradwalk.ndlist import fft, lib, linalg, random

from gradwalk.ndlist.ndarray import ndarray  # isort: skip - brings all the others

_NAMES = """
along: argwhere extract flatnonzero put_along_axis take_along_axis
arrange: flip fliplr flipud repeat roll rot90 tile
choose: around clip copyto isneginf isposinf isscalar nonzero putmask round select sinc where
closeness: allclose array_equal isclose nan_to_num
complexes: angle imag iscomplexobj isrealobj real
counting: bincount digitize histogram histogram_bin_edges
create: arange array asanyarray asarray ascontiguousarray copy empty empty_like eye frombuffer
    fromiter full full_like identity linspace logspace ones ones_like zeros zeros_like
dtype: can_cast dtype promote_types result_type
elementwise: abs absolute acos acosh add arccos arccosh arcsin arcsinh arctan arctan2 arctanh
    asin asinh atan atan2 atanh bitwise_and bitwise_not bitwise_or bitwise_xor cbrt ceil conj
    conjugate copysign cos cosh deg2rad degrees divide divmod equal exp exp2 expm1 fabs fix
    float_power floor floor_divide fmax fmin fmod gcd greater greater_equal heaviside hypot
    invert isfinite isinf isnan lcm left_shift less less_equal log log1p log2 log10 logaddexp
    logaddexp2 logical_and logical_not logical_or logical_xor maximum minimum mod modf multiply
    negative nextafter not_equal positive pow power rad2deg radians reciprocal remainder
    right_shift rint sign signbit sin sinh sqrt square subtract tan tanh true_divide trunc
grids: indices ix_ meshgrid mgrid ndenumerate ndindex ogrid ravel_multi_index unravel_index
index: newaxis take
join: append array_split column_stack concat concatenate hstack split stack vstack
limits: finfo iinfo
matmul: dot einsum inner matmul outer tensordot vdot
padding: pad
products: cross kron
reduce: all amax amin any argmax argmin count_nonzero max mean min prod ptp sum
scalar: bool_ complex64 complex128 complexfloating double float16 float32 float64 floating
    generic half inexact int8 int16 int32 int64 int_ integer intp issubdtype longlong number
    single uint8 uint16 uint32 uint64
scans: cumprod cumsum diff
shape: atleast_1d atleast_2d broadcast_arrays broadcast_shapes broadcast_to expand_dims
    matrix_transpose moveaxis ndim permute_dims ravel reshape shape size squeeze swapaxes
    transpose
sharing: may_share_memory shares_memory
sorting: argpartition argsort isin lexsort partition searchsorted sort unique
statistics: average median nanmax nanmean nanmin nanprod nansum percentile quantile std var
text: array_repr array_str get_printoptions set_printoptions
triangles: diag diagflat diagonal fill_diagonal trace tri tril tril_indices triu triu_indices
warn: errstate geterr seterr
"""
globals().update(exported("gradwalk.ndlist", _NAMES))
bool = globals()["bool_"]
__version__ = "2.4.0"
