"""ndlist's products of arrays: matmul, dot, tensordot, einsum, outer, and what they refuse.

Sums may differ in their last digits, by the order in which a BLAS adds.
"""

import pytest
from gradwalk.ndlist.rowscolumns import by_eights, rows_by_columns
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import FLOATS, agree, shapes, twins

KINDS = (*FLOATS, "int64", "bool")


@st.composite
def pairs(draw, kinds=KINDS):
    """Two arrays that can be multiplied as matrices, mostly."""
    n, k, m = (draw(st.integers(0, 3)) for _ in range(3))
    lead = draw(shapes(0, 2, 2))
    first = (*draw(st.sampled_from([lead, (), lead[1:]])), n, k)
    second = (*draw(st.sampled_from([lead, (), (1,) * len(lead)])), k, m)
    first = draw(st.sampled_from([first, first, (k,)]))
    second = draw(st.sampled_from([second, second, (k,), (k + 1, m)]))
    return [draw(twins(kinds, shape=shape, small=True)) for shape in (first, second)]


def plain(found, _):
    """Without the signs of zeros, which depend on how a BLAS begins."""
    return found + 0 if found.dtype.kind != "b" else found


@pytest.mark.parametrize("name", ["matmul", "dot", "inner"])
@given(pair=pairs())
@settings(max_examples=45)
def test_products(name, pair):
    agree(
        lambda xp, a, b: plain(getattr(xp, name)(a, b), xp), *pair, ulps=4, texts=name == "matmul"
    )


@given(pair=pairs())
@settings(max_examples=30)
def test_the_operator_on_views(pair):
    agree(
        lambda xp, a, b: plain(a[..., ::-1] @ b[..., ::-1, :] if b.ndim > 1 else a @ b, xp),
        *pair,
        ulps=4,
    )


@given(one=twins(FLOATS, most=2, small=True), other=twins(FLOATS, most=2, small=True))
@settings(max_examples=30)
def test_outer(one, other):
    agree(lambda xp, a, b: xp.outer(a, b), one, other)


@given(data=st.data(), kind=st.sampled_from(FLOATS))
@settings(max_examples=30)
def test_tensordot(data, kind):
    shape = data.draw(shapes(1, 3, 3))
    count = data.draw(st.integers(0, len(shape)))
    axes = data.draw(st.permutations(range(len(shape))))[:count]
    own = data.draw(shapes(0, 1, 3))
    one = data.draw(twins((kind,), shape=shape, small=True))
    other = data.draw(twins((kind,), shape=(*[shape[a] for a in axes], *own), small=True))
    agree(
        lambda xp, a, b: plain(xp.tensordot(a, b, (axes, list(range(count)))), xp),
        one,
        other,
        ulps=4,
    )


@given(n=st.integers(1, 3), k=st.integers(1, 20), m=st.integers(1, 3), data=st.data())
@settings(max_examples=30)
def test_eight_products_at_once_are_the_same_sums(n, k, m, data):
    """The way of WebAssembly, here with integers, which are exact in any order."""
    draw = st.lists(st.integers(-9, 9).map(float), min_size=k, max_size=k)
    rows, columns = (data.draw(st.lists(draw, min_size=c, max_size=c)) for c in (n, m))
    assert by_eights(rows, columns) == rows_by_columns(rows, columns, "f")


EINSUMS = ["ij,jk->ik", "ij,ij->", "ij->ji", "ii->i", "ii", "ij,kj", "i,j->ij", "bij,bjk->bik"]
EINSUMS += ["...i,...i->...", "ij->j", "i,i,i->", "ij,j"]


@pytest.mark.parametrize("text", EINSUMS)
@given(sizes=st.tuples(*[st.integers(0, 3)] * 4), data=st.data())
@settings(max_examples=10)
def test_einsum(text, sizes, data):
    lengths = dict(zip("ijkb", sizes, strict=True))
    operands = [
        data.draw(
            twins(
                ("float32", "int64"),
                shape=tuple(lengths[c] for c in part if c in lengths),
                small=True,
            )
        )
        for part in text.partition("->")[0].split(",")
    ]
    agree(lambda xp, *arrays: plain(xp.asarray(xp.einsum(text, *arrays)), xp), *operands, ulps=4)
