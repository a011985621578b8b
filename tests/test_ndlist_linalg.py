"""ndlist's linear algebra: NumPy's values, signs, dtypes, batches and errors.

The last digits depend on the order in which LAPACK adds; eigenvectors have NumPy's signs.
"""

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from twins import agree, ndlist, numpy, outcome, shapes, twins

KINDS = ("float32", "float64", "int64")


@st.composite
def stacks(draw, square=True, kinds=KINDS, least=0):
    lead = draw(shapes(0, 1, 2))
    n = draw(st.integers(least, 4))
    m = n if square else draw(st.integers(least, 4))
    return draw(twins(kinds, shape=(*lead, n, m), small=True))


def far_from_singular(array):
    """The same with a heavy diagonal, so that rounding errors stay small."""
    n = array.shape[-1]
    for start in range(0, len(array.flat), n * n or 1):
        for i in range(n):
            array.flat[start + i * n + i] += 40 if array.kind == "int64" else 40.0
    return array


def as_numpy(array):
    return numpy.array(array.tolist(), dtype=float).reshape(array.shape)


def near(found, wanted, size=1.0):
    """Whether two arrays differ by rounding only; `size` is that of what they are made of."""
    assert str(found.dtype) == str(wanted.dtype)
    assert found.shape == wanted.shape
    fine = 1e-5 if wanted.dtype.name == "float32" else 1e-11
    gap = numpy.abs(as_numpy(found) - wanted)
    assert not wanted.size or gap.max() <= fine * max(size, 1.0), (found, wanted)


def both(case, *given):
    """What a case gives with NumPy and with ndlist; None where both raise the same."""
    results = [outcome(case, xp, [each.of(xp)[1] for each in given]) for xp in (numpy, ndlist)]
    assert results[0][0] == results[1][0], results
    if results[0][0] == "raises":
        assert results[0] == results[1]
        return None
    return results[0][1], results[1][1]


@given(array=stacks())
@settings(max_examples=45)
def test_inverses(array):
    far_from_singular(array)
    wanted, found = both(lambda xp, a: xp.linalg.inv(a), array)
    near(found, wanted)


@given(array=stacks(), columns=st.integers(0, 3), data=st.data())
@settings(max_examples=45)
def test_solving(array, columns, data):
    far_from_singular(array)
    n = array.shape[-1]
    lengths = data.draw(st.sampled_from([(n, columns), (n,), (*array.shape[:-1], 2), (n + 1,)]))
    side = data.draw(twins(KINDS, shape=lengths, small=True))
    pair = both(lambda xp, a, b: xp.linalg.solve(a, b), array, side)
    if pair:
        near(pair[1], pair[0], 64)


@given(array=stacks())
@settings(max_examples=50)
def test_determinants(array):
    wanted, found = both(lambda xp, a: xp.linalg.det(a), array)
    near(found, wanted, 64.0 ** array.shape[-1])
    far_from_singular(array)
    wanted, found = both(lambda xp, a: xp.linalg.slogdet(a), array)
    near(found.sign, wanted.sign)
    near(found.logabsdet, wanted.logabsdet, 10)


@given(rows=st.lists(st.lists(st.integers(-3, 3), min_size=3, max_size=3), min_size=2, max_size=2))
@settings(max_examples=45)
def test_a_matrix_whose_third_row_is_made_of_the_others_is_as_singular_as_in_numpy(rows):
    """Whether the last pivot is exactly zero is a matter of how products are rounded."""
    matrix = [*rows, [2 * a - b for a, b in zip(*rows, strict=True)]]

    def case(xp):
        return xp.linalg.inv(xp.array(matrix, dtype="float64")).shape

    agree(case)


@given(array=stacks())
@settings(max_examples=45)
def test_cholesky(array):
    far_from_singular(array)
    wanted, found = both(lambda xp, a: xp.linalg.cholesky(a), array)
    near(found, wanted, 10)


@given(array=stacks(square=False), mode=st.sampled_from(["reduced", "complete", "r"]))
@settings(max_examples=50)
def test_qr(array, mode):
    wanted, found = both(lambda xp, a: xp.linalg.qr(a, mode), array)
    if mode == "r":
        near(found, wanted, 64)
        return
    near(found[1], wanted[1], 64)
    values = numpy.array(array.flat, dtype=float).reshape(array.shape)
    k = min(array.shape[-2:])
    if values.size and numpy.min(numpy.linalg.matrix_rank(values)) == k:
        near(found[0][..., :k], wanted[0][..., :k], 10)
    q = as_numpy(found[0])
    near_identity = q.swapaxes(-1, -2) @ q - numpy.eye(q.shape[-1])
    assert not q.size or numpy.abs(near_identity).max() < 1e-5


@given(array=stacks())
@settings(max_examples=75)
def test_eigenvalues_and_vectors_with_their_signs(array):
    wanted, found = both(lambda xp, a: xp.linalg.eigh(a), array)
    near(found.eigenvalues, wanted.eigenvalues, 64)
    near(ndlist.linalg.eigvalsh(array.of(ndlist)[1]), wanted.eigenvalues, 64)
    vectors = as_numpy(found.eigenvectors)
    values = wanted.eigenvalues.astype(float)
    gaps = numpy.diff(values, axis=-1)
    assume(values.shape[-1] > 0 and values.size > 0)
    lower = numpy.array(array.flat, dtype=float).reshape(array.shape)
    whole = numpy.tril(lower) + numpy.tril(lower, -1).swapaxes(-1, -2)
    rest = whole @ vectors - vectors * values[..., None, :]
    assert numpy.abs(rest).max() < 1e-3
    if not gaps.size or gaps.min() > 1e-2:  # else there are many right vectors
        apart = numpy.abs(numpy.abs(vectors) - numpy.abs(wanted.eigenvectors))
        assert apart.max() < 1e-2


@pytest.mark.parametrize("n", [2, 3, 4, 6])
def test_eigenvectors_of_ordinary_matrices_have_numpys_signs(n):
    random = numpy.random.default_rng(n)
    for _ in range(20):
        given_ = random.standard_normal((n, n))
        wanted = numpy.linalg.eigh(given_ + given_.T)
        found = ndlist.linalg.eigh(ndlist.array((given_ + given_.T).tolist()))
        assert numpy.abs(as_numpy(found.eigenvectors) - wanted.eigenvectors).max() < 1e-9


@given(array=stacks(square=False), full=st.booleans())
@settings(max_examples=50)
def test_singular_values(array, full):
    wanted, found = both(lambda xp, a: xp.linalg.svd(a, full), array)
    near(found.S, wanted.S, 64)
    assert (found.U.shape, found.Vh.shape) == (wanted.U.shape, wanted.Vh.shape)
    u, s, vh = map(as_numpy, found)
    k = s.shape[-1]
    back = (u[..., :, :k] * s[..., None, :]) @ vh[..., :k, :]
    values = numpy.array(array.flat, dtype=float).reshape(array.shape)
    assert not values.size or numpy.abs(back - values).max() < 1e-3
    for each in (u, vh.swapaxes(-1, -2)):
        apart = each.swapaxes(-1, -2) @ each - numpy.eye(each.shape[-1])
        assert not each.size or numpy.abs(apart).max() < 1e-4


@given(array=stacks(square=False, least=1))
@settings(max_examples=45)
def test_ranks(array):
    agree(lambda xp, a: xp.linalg.matrix_rank(a), array)


@given(array=stacks(square=False, least=1, kinds=("float64",)))
@settings(max_examples=30)
def test_pseudo_inverses(array):
    values = numpy.array(array.flat, dtype=float).reshape(array.shape)
    assume(values.size and numpy.linalg.svd(values, compute_uv=False).min() > 0.1)
    wanted, found = both(lambda xp, a: xp.linalg.pinv(a), array)
    near(found, wanted, 1000)


@given(
    array=stacks(square=False, least=1),
    order=st.sampled_from([None, 1, -1, 2, -2, math.inf, -math.inf, "fro", "nuc", 7, 0]),
    axis=st.sampled_from([None, 0, -1, (0, 1), (-2, -1), (0, 0)]),
    keepdims=st.booleans(),
)
@settings(max_examples=100)
def test_norms(array, order, axis, keepdims):
    pair = both(lambda xp, a: xp.linalg.norm(a, order, axis, keepdims), array)
    if pair and numpy.isfinite(pair[0]).all():
        near(pair[1], pair[0], 1000)


@given(array=stacks(kinds=("float64", "int64")), power=st.integers(-2, 4))
@settings(max_examples=30)
def test_powers(array, power):
    far_from_singular(array)
    wanted, found = both(lambda xp, a: xp.linalg.matrix_power(a, power), array)
    near(found, wanted, 64.0**4)


BAD = {
    "singular": lambda xp: xp.linalg.inv(xp.zeros((2, 2))),
    "singular of integers": lambda xp: xp.linalg.inv(xp.array([[1, 2], [2, 4]])),
    "singular in a stack": lambda xp: xp.linalg.solve(xp.zeros((2, 2, 2)), xp.ones((2, 2, 1))),
    "not square": lambda xp: xp.linalg.inv(xp.zeros((2, 3))),
    "det not square": lambda xp: xp.linalg.det(xp.zeros((2, 3))),
    "one dimension": lambda xp: xp.linalg.inv(xp.zeros(3)),
    "no dimension": lambda xp: xp.linalg.det(xp.array(3.0)),
    "qr of a vector": lambda xp: xp.linalg.qr(xp.zeros(3)),
    "mode": lambda xp: xp.linalg.qr(xp.eye(2), "x"),
    "not positive": lambda xp: xp.linalg.cholesky(-xp.eye(2)),
    "solve": lambda xp: xp.linalg.solve(xp.eye(2), xp.zeros(3)),
    "solve rows": lambda xp: xp.linalg.solve(xp.eye(2), xp.zeros((3, 2))),
    "solve a number": lambda xp: xp.linalg.solve(xp.eye(2), 3.0),
    "half": lambda xp: xp.linalg.inv(xp.ones((1, 1), dtype="float16")),
    "svd of nan": lambda xp: xp.linalg.svd(xp.full((2, 2), math.nan)),
    "order of vectors": lambda xp: xp.linalg.norm(xp.zeros(2), "fro"),
    "order of matrices": lambda xp: xp.linalg.norm(xp.eye(2), 7),
    "axes of a norm": lambda xp: xp.linalg.norm(xp.zeros((2, 2, 2)), 1),
    "uplo": lambda xp: xp.linalg.eigh(xp.eye(2), "x"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_in_numpys_words(name):
    assert outcome(BAD[name], numpy, ())[0] == "raises"
    agree(BAD[name])


def test_eigh_of_nan_is_nan():
    agree(lambda xp: tuple(xp.linalg.eigh(xp.full((2, 2), math.nan))))


def test_larger_matrices():
    random = numpy.random.default_rng(0)
    given_ = random.standard_normal((20, 20))
    ours = ndlist.array(given_.tolist())
    near(ndlist.linalg.inv(ours), numpy.linalg.inv(given_), 100)
    near(ndlist.linalg.eigvalsh(ours), numpy.linalg.eigvalsh(given_), 100)
    near(ndlist.linalg.svdvals(ours), numpy.linalg.svdvals(given_), 100)
