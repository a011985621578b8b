"""where, clip, round and other small functions of each element."""

from __future__ import annotations

import builtins
import itertools
import math
from typing import Any

from gradwalk.ndlist import elementwise as e
from gradwalk.ndlist import memory
from gradwalk.ndlist.base import ArrayBase, GenericBase, afford, build, contiguous, result, values
from gradwalk.ndlist.create import asarray, astype
from gradwalk.ndlist.dtype import BOOL, FLOAT64, INT64, result_type
from gradwalk.ndlist.folding import NONE
from gradwalk.ndlist.order import layout, turn_back, turned
from gradwalk.ndlist.refusals import mismatch
from gradwalk.ndlist.shape import broadcast_shapes, broadcast_to
from gradwalk.ndlist.ufunc import NUMBERS


def where(condition: Any, x: Any = NONE, y: Any = NONE, /) -> Any:
    """x where the condition holds, else y; alone, the indices where it holds."""
    mask = asarray(condition, bool)
    if x is NONE:
        return nonzero(condition)
    pair = [each if each.__class__ in NUMBERS else asarray(each) for each in (x, y)]
    kind = result_type(*pair)
    arrays = [mask, *[asarray(each, kind if each.__class__ in NUMBERS else None) for each in pair]]
    try:
        shape = broadcast_shapes(*[each.shape for each in arrays])
    except ValueError:
        raise mismatch([each.shape for each in arrays]) from None
    afford(shape, kind)
    arrays = [each if each.shape == shape else broadcast_to(each, shape) for each in arrays]
    order = layout(arrays, shape)
    if order is not None:
        arrays = [turned(each, order) for each in arrays]
    picks, yes, no = (
        memory.convert(values(each), each.dtype, kind if i else BOOL)
        for i, each in enumerate(arrays)
    )
    flat = [a if pick else b for pick, a, b in zip(picks, yes, no, strict=True)]
    made = build(flat, arrays[0].shape, kind)
    return made if order is None else turn_back(made, order)


def nonzero(a: Any) -> tuple[Any, ...]:
    """The indices of the elements that are not zero, an array for each axis."""
    found = asarray(a)
    if not found.shape:
        text = (
            "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() "
            "instead."
        )
        if found.dtype is BOOL:
            text += (
                " If the context of this error is of the form `arr[nonzero(cond)]`, just use "
                "`arr[cond]`."
            )
        raise ValueError(text)
    true = [i for i, each in enumerate(values(found)) if each]
    pairs = zip(contiguous(found.shape), found.shape, strict=True)
    return tuple([build([i // step % n for i in true], (len(true),), INT64) for step, n in pairs])


def clip(a: Any, a_min: Any = None, a_max: Any = None, out: Any = None, **bounds: Any) -> Any:
    """The elements kept between two bounds; a bound of None is none."""
    low, high = bounds.get("min", a_min), bounds.get("max", a_max)
    made = a if isinstance(a, (ArrayBase, GenericBase)) else asarray(a)
    if low is not None:
        made = e.maximum(made, low)
    if high is not None:
        made = e.minimum(made, high)
    if out is not None:
        out[...] = made
        return out
    return made.copy() if made is a else made


def round(a: Any, decimals: int = 0, out: Any = None) -> Any:
    """Rounded to decimals, halves to even."""
    found = asarray(a)
    if found.dtype.kind in "iu":
        made = found.copy() if decimals >= 0 else found
        if decimals < 0:
            power = 10**-decimals
            flat = [int(_round(x / power)) * power for x in values(found)]
            made = build(flat, found.shape, found.dtype)
    elif decimals == 0 or found.dtype is BOOL:
        made = e.rint(found)
    else:
        power = 10.0 ** abs(decimals)
        scaled = e.multiply(found, power) if decimals > 0 else e.divide(found, power)
        whole = e.rint(scaled)
        made = e.divide(whole, power) if decimals > 0 else e.multiply(whole, power)
    if out is not None:
        out[...] = made
        return out
    if not made.shape:
        return result(values(made), (), made.dtype)
    fortran = found.flags.f_contiguous  # then it stays so; C order otherwise
    return astype(made, made.dtype) if decimals and made._steps and not fortran else made


_round = builtins.round
around = round


def isposinf(x: Any, out: Any = None) -> Any:
    """Whether it is infinite and positive."""
    return e.equal(x, math.inf, out)


def isneginf(x: Any, out: Any = None) -> Any:
    """Whether it is infinite and negative."""
    return e.equal(x, -math.inf, out)


def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x), 1 at zero."""
    found = asarray(x)
    kind = found.dtype if found.dtype.kind in "fc" else FLOAT64
    tiny = 1.0e-20 if kind.itemsize > 2 else 1e-7
    scaled = math.pi * build([each or tiny for each in values(found)], found.shape, kind)
    return e.sin(scaled) / scaled


def copyto(dst: Any, src: Any, casting: str = "same_kind", where: Any = True) -> None:
    """Write one array into another, perhaps only where a mask says."""
    if where is True:
        dst[...] = src
    else:
        mask = broadcast_to(asarray(where, bool), dst.shape)
        dst[mask] = broadcast_to(asarray(src), dst.shape)[mask]


def putmask(a: Any, mask: Any, values: Any) -> None:
    """Write values, repeated as needed, where a mask holds."""
    flat = asarray(values).reshape(-1)
    places = itertools.compress(range(a.size), asarray(mask).reshape(-1).tolist())
    for place in places:
        a.flat[place] = flat[place % flat.size]


def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """The choice of the first condition that holds."""
    made = default
    for condition, choice in reversed(list(zip(condlist, choicelist, strict=True))):
        made = where(condition, choice, made)
    return made


def isscalar(element: Any) -> bool:
    """Whether it is a number."""
    return isinstance(element, (int, float, complex, str, bytes, GenericBase))
