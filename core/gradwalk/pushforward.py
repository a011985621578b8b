"""torch.func's forward mode: jvp, jacfwd, linearize."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from gradwalk import dtypes
from gradwalk.array import xp
from gradwalk.backward import grad
from gradwalk.forward_rules import tangents_of
from gradwalk.mode import enable_grad, within
from gradwalk.ops.basic_index import alias
from gradwalk.ops.join import stack
from gradwalk.ops.parts import split_sizes
from gradwalk.ops.shape import movedim, view
from gradwalk.tangents import NESTED, Level, innermost, zeros_like
from gradwalk.tensorbase import TensorBase, fresh, is_tensor
from gradwalk.trees import (
    finished,
    flat,
    looked_at,
    mapped,
    picked,
    places_of,
    rebuilt,
    transform,
)
from gradwalk.views import tracked

Function = Callable[..., Any]
Places = int | tuple[int, ...]
_START = "jvp(f, primals, tangents): "


@transform
def jvp(
    func: Function, primals: Any, tangents: Any, *, strict: bool = False, has_aux: bool = False
) -> Any:
    """The result, and the Jacobian times the tangents."""
    _check(primals, tangents)
    return _pushed(func, primals, tangents, has_aux)


def _pushed(func: Function, primals: Any, tangents: Any, has_aux: bool) -> Any:
    """The result of a function, and its tangent, in a level of its own."""
    entered = innermost()
    if entered is not None and not entered.own:
        raise RuntimeError(NESTED)
    level, moving = Level(tangents_of, own=True), iter(flat(tangents))

    def dual(primal: Any) -> Any:
        _check_differentiable(primal)
        made = view(primal, tuple(primal.shape))
        level.give(made, next(moving))
        return made

    level.enter()
    try:
        with within("jvp"):
            made = func(*[mapped(dual, each) for each in primals])
        output, aux = parts_of(made, _START, has_aux)
        check_parts(output, aux, _START)
        tangent = mapped(
            lambda each: zeros_like(each) if (own := level.of(each)) is None else own, output
        )
    finally:
        level.leave()
    found = (mapped(_looked, output), tangent)
    return (*found, mapped(_looked, aux)) if has_aux else found


def _check_differentiable(primal: TensorBase) -> None:
    if primal._array.dtype.kind not in "fc":
        kind = dtypes.of(primal._array)
        raise ValueError(f"Expected primal to be floating point or complex, but got: {kind}")


def _looked(tensor: TensorBase) -> Any:
    """What an inner level gives out: another tensor than the one in it."""
    return alias(tensor) if tracked(tensor) else tensor


def jacfwd(
    func: Function, argnums: Places = 0, has_aux: bool = False, *, randomness: str = "error"
) -> Function:
    """The function that gives the Jacobian of `func`, a column at a time."""

    @functools.wraps(func)
    @transform
    def wrapped(*args: Any) -> Any:
        places = places_of(argnums)
        for place in places:
            for each in _leaves(args[place]):
                each.numel()  # PyTorch asks it first
        aux: list[Any] = []
        made = [by_argument(func, args, place, aux if has_aux else None) for place in places]
        rows = zip(*[parts for _, parts in made], strict=True)
        blocks = [row[0] if isinstance(argnums, int) else row for row in rows]
        found = rebuilt(made[-1][0], iter(blocks))
        return (found, aux[0]) if has_aux else found

    return wrapped


def by_argument(
    func: Function,
    args: tuple[Any, ...],
    place: int,
    aux: list[Any] | None = None,
    shaped: Function | None = None,
) -> tuple[Any, list[Any]]:
    """The output, and the derivatives of each of its tensors by one argument: trees like it."""
    primal = picked(args, place)
    leaves = flat(primal)

    def of_leaf(number: int, value: Any) -> Any:
        given, parts = list(args), list(leaves)
        parts[number] = value
        given[place] = rebuilt(primal, iter(parts))
        return func(*given)

    made = [
        _columns(functools.partial(of_leaf, i), leaf, aux, shaped) for i, leaf in enumerate(leaves)
    ]
    rows = zip(*[parts for _, parts in made], strict=True)
    return made[-1][0], [rebuilt(primal, iter(row)) for row in rows]


def _columns(
    func: Function, primal: Any, aux: list[Any] | None, shaped: Function | None
) -> tuple[Any, list[Any]]:
    """The output, and the derivatives of each of its tensors by one tensor."""
    columns, output = [], None
    for i in range(primal.numel()):
        direction = xp.zeros(primal.numel(), primal._array.dtype)
        direction[i] = 1
        tangent = fresh(direction.reshape(primal._array.shape))
        output, column, *rest = _pushed(func, (primal,), (tangent,), aux is not None)
        columns.append(flat(column))
        if aux is not None:
            aux[:] = rest
    shape = tuple(primal.shape)
    found = zip(*columns, strict=True)
    if shaped is None:  # which lies as PyTorch's does
        stacked = [movedim(stack(parts), 0, -1) for parts in found]
        shaped = functools.partial(block, dim=-1)
    else:
        stacked = [stack(parts, -1) for parts in found]
    return output, [shaped(each, tuple(each.shape)[:-1] + shape) for each in stacked]


def block(rows: Any, shape: tuple[int, ...], dim: int = 0) -> Any:
    """The part of one output and one input of the rows or columns of all, which it is all of."""
    return view(split_sizes(rows, (rows.shape[dim],), dim)[0], shape)


def linearize(func: Function, *primals: Any) -> tuple[Any, Function]:
    """The result, and the function from tangents to their product with the Jacobian there."""
    for each in flat(list(primals)):
        _check_differentiable(each)
    with enable_grad():
        given = [looked_at(each) for each in primals]
        output = func(*given)
        tops = flat(output)
        seeds = [looked_at(zeros_like(each)) for each in tops]
        leaves = [leaf for each in given for leaf in flat(each)]
        slopes = grad(tops, leaves, seeds, create_graph=True, materialize_grads=True)

    def jvp_fn(*tangents: Any) -> Any:
        if _spec(tangents) != _spec(primals):
            raise RuntimeError(
                f"Expected the tangents {_spec(tangents)} to have the same argspec as the primals "
                f"{_spec(primals)}"
            )
        for place, (tangent, leaf) in enumerate(zip(flat(list(tangents)), leaves, strict=True)):
            _check_like(place, tangent, leaf)
        moving = [each for each in slopes if each.requires_grad]
        pairs = zip(slopes, flat(list(tangents)), strict=True)
        given = [tangent for slope, tangent in pairs if slope.requires_grad]
        if not moving:
            return mapped(zeros_like, output)
        found = grad(moving, seeds, given, retain_graph=True, materialize_grads=True)
        return rebuilt(output, iter(found))

    return finished(output, leaves), jvp_fn


def _check_like(place: int, tangent: Any, primal: Any) -> None:
    for what in ("shape", "dtype"):
        got, wanted = getattr(tangent, what), getattr(primal, what)
        if got != wanted:
            raise RuntimeError(
                f"tangent:{place} with {what} {got} in flattened pytree doesn't match the {what} "
                f"{wanted} of the corresponding primal."
            )


def _check(primals: Any, tangents: Any) -> None:
    """Refuse what is not two alike tuples of tensors."""
    if not isinstance(primals, tuple):
        raise RuntimeError(
            f"{_START}Expected primals to be a tuple. E.g. it should be valid to call f(*primals)."
        )
    specs = _spec(primals), _spec(tangents)
    if specs[0] != specs[1]:
        raise RuntimeError(
            f"{_START}Expected primals and tangents to have the same python structure. For "
            "example, if primals is a tuple of 3 tensors, tangents also must be. Got primals with "
            f"structure {specs[0]} and tangents with structure {specs[1]}"
        )
    for name, tree in (("primals", primals), ("tangents", tangents)):
        leaves = _leaves(tree)
        if not leaves:
            raise RuntimeError(f"{_START}Expected {name} to contain at least one Tensor.")
        for each in leaves:
            if not is_tensor(each):
                text = f"{_START}Expected {name} to only contain Tensors, got {type(each)}"
                raise RuntimeError(text)


def parts_of(made: Any, start: str, has_aux: bool) -> Any:
    """A function's result, and its auxiliary one, which is empty where there is none."""
    if has_aux and not (isinstance(made, tuple) and len(made) == 2):
        text = f"{start}output of function f should be a tuple: (output, aux) if has_aux is True"
        raise RuntimeError(text)
    return made if has_aux else (made, ())


def check_parts(output: Any, aux: Any, start: str) -> None:
    """Refuse results in which there is something else than tensors."""
    only = f"{start}expected f(*primals) to return only tensors"
    for tree, text in ((aux, "Expected tensors"), (output, only)):
        for each in _leaves(tree):
            if not is_tensor(each):
                raise RuntimeError(f"{text}, got unsupported type {type(each)}")


def _leaves(tree: Any) -> list[Any]:
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, (list, tuple)):
        return [leaf for each in tree for leaf in _leaves(each)]
    return [tree]


def _spec(tree: Any) -> str:
    """The structure of a tree as PyTorch shows it."""
    if isinstance(tree, Mapping):
        kind, context, parts = "dict", str(list(tree)), list(tree.values())
    elif isinstance(tree, (list, tuple)):
        kind, context, parts = type(tree).__name__, "None", list(tree)
    else:
        return "*"
    return f"TreeSpec({kind}, {context}, [{f',{chr(10)}  '.join(map(_spec, parts))}])"
