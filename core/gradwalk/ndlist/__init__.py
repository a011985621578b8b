"""ndlist: NumPy's part in gradwalk, in Python alone, for where NumPy cannot be imported.

The same names, values, dtypes, views and errors as NumPy 2, as far as the engine and its readers'
programs go. How the modules lie, each building only on those before it:

    dtype        element types, promotion                  memory    numbers in C buffers
    base         array and scalar; values(), build()       create    array(), zeros(), arange()
    ufunc        what a ufunc is                           elementwise   add, exp, ... the table
    shape        reshape, transpose, stack, broadcast      index     a[...] in all its forms
    reduce       sum, mean, max, argmax, any               matmul    matmul, dot, tensordot, einsum
    linalg       inv, det, solve, qr, svd ...              sorting   sort, unique, searchsorted ...
    arrange      pad, roll, tile, tril, diag ...           counting  bincount, histogram ...
    text         repr and str                              operators, methods, scalar, ndarray

Every function that has no quicker way goes from arrays to flat lists of Python numbers by
`values(array)` and back by `build(flat, shape, dtype)` (or `result`, which returns a scalar where
the shape is ()).
"""
