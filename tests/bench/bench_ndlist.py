"""ndlist, arrays in Python alone, against NumPy: how many times longer it takes, or shorter.

Two figures are out of reach of Python alone, and their rows say by how much. To multiply a scalar
of NumPy's in C takes less time than to call a Python method that does nothing. And only to walk
over the numbers of a 64x64 product with `sum`, the quickest loop that the language has, takes more
than 40 times as long as NumPy's product.
"""

import math
import operator
import time

import numpy
from gradwalk import ndlist
from row import Row

ROUNDS = 25
SECONDS = 2e-3  # a round of one module


def rows():
    scalars = {xp: (xp.float32(1.5), xp.float32(-0.25)) for xp in (ndlist, numpy)}
    yield compared("two scalars: x * y", operator.mul, scalars, "<= 1", method(*scalars[numpy]))
    yield compared("two scalars: maximum(x, y)", "maximum", scalars, "<= 1")
    yield compared("a scalar: exp(x)", "exp", firsts(scalars), "<= 1")
    arrays = made([1.5], ())
    yield compared("two arrays of no dimension: x * y", operator.mul, arrays, "<= 1")
    small = made([0.5 + i / 8 for i in range(8)], (8,))
    yield compared("8 elements: x * y", operator.mul, small)
    yield compared("8 elements: exp(x)", "exp", firsts(small))
    large = made([i % 97 / 97 for i in range(10_000)], (100, 100))
    yield compared("100x100: x + y", operator.add, large)
    yield compared("100x100: exp(x)", "exp", firsts(large))
    square = made([(i % 61 - 30) / 16 for i in range(64 * 64)], (64, 64))
    yield compared("64x64: x @ y", operator.matmul, square, "<= 40", walk(*square[numpy]))


def made(flat, shape):
    """Two float32 arrays of those numbers for each module."""
    arrays = {}
    for xp in (ndlist, numpy):
        array = xp.array(flat, dtype="float32").reshape(shape)
        arrays[xp] = array, xp.array(array)
    return arrays


def firsts(arrays):
    return {xp: pair[:1] for xp, pair in arrays.items()}


def seconds(work, arguments, count=1):
    """Of one call, in a loop of `count`."""
    calls = range(count)
    start = time.perf_counter()
    for _ in calls:
        work(*arguments)
    return (time.perf_counter() - start) / count


def compared(what, work, arguments, wanted="", note=""):
    """How many times longer ndlist takes than NumPy: the least of rounds taken in turns."""
    works = {xp: getattr(xp, work) if isinstance(work, str) else work for xp in arguments}
    count = {xp: int(SECONDS / seconds(works[xp], arguments[xp])) + 1 for xp in arguments}
    least = dict.fromkeys(arguments, math.inf)
    for _ in range(ROUNDS):
        for xp, found in least.items():
            least[xp] = min(found, seconds(works[xp], arguments[xp], count[xp]))
    ours, theirs = least[ndlist], least[numpy]
    times = f"{ours * 1e6:.2f} us, NumPy {theirs * 1e6:.2f} us"
    ratio = ours / theirs
    return Row(f"ndlist, {what}", ratio, "x", wanted, f"{times}{note and '; '}{note}")


class Idle:
    """Its product is itself."""

    def __mul__(self, other):
        return self


def method(x, y):
    """How long it takes only to call a method of Python's, in words."""
    idle = Idle()
    calls = [(idle, y), (x, y)]
    empty, product = (
        min(seconds(operator.mul, each, 10_000) for _ in range(ROUNDS)) for each in calls
    )
    return f"a __mul__ of Python's that does nothing takes {empty / product:.1f}x"


def walk(x, y):
    """How long it takes only to add up as many numbers as the product multiplies, in words."""
    numbers = x.tolist()
    alone = min(seconds(lambda: [sum(row) for row in numbers for _ in numbers], ()) for _ in "123")
    product = min(seconds(operator.matmul, (x, y), 100) for _ in range(ROUNDS))
    way = "math.sumprod" if hasattr(math, "sumprod") else "sum(map(mul))"
    return f"by {way}; to walk over as many numbers by sum() alone takes {alone / product:.0f}x"
