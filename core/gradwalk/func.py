"""torch.func: functions of functions. They run on the ordinary graph.

`vmap` is a loop over the mapped dimension whose results are stacked: the numbers and gradients
are PyTorch's, the nodes are those of the loop. `jvp` and `jacfwd` go by the double-backward trick:
forward mode does not exist here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from gradwalk import absent
from gradwalk.autograd import functional
from gradwalk.backward import grad as _grad
from gradwalk.batching import vmap
from gradwalk.function import within
from gradwalk.mode import enable_grad
from gradwalk.tensorbase import TensorBase

Function = Callable[..., Any]
Places = int | tuple[int, ...]
__all__ = [
    "functional_call",
    "grad",
    "grad_and_value",
    "hessian",
    "jacfwd",
    "jacrev",
    "jvp",
    "vjp",
    "vmap",
]


def grad_and_value(func: Function, argnums: Places = 0, has_aux: bool = False) -> Function:
    """The function that gives gradient and value of `func`."""

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        places = (argnums,) if isinstance(argnums, int) else argnums
        with enable_grad(), within("grad"):
            given = list(args)
            for place in places:
                given[place] = _looked_at(_picked(given, place))
            value = func(*given, **kwargs)
            aux = None
            if has_aux:
                value, aux = _with_aux(value)
            _check_scalar(value)
            trees = [given[place] for place in places]
            wanted = [leaf for tree in trees for leaf in _flat(tree)]
            found = _grad(value, wanted, create_graph=True, materialize_grads=True)
        outer = any(each.requires_grad for each in _flat(list(args)))
        kept = iter(found if outer else [g.detach() for g in found])
        parts = tuple([_rebuilt(tree, kept) for tree in trees])
        result = parts[0] if isinstance(argnums, int) else parts
        value = value if outer else value.detach()
        return (result, (value, _finished(aux, outer))) if has_aux else (result, value)

    return wrapped


def grad(func: Function, argnums: Places = 0, has_aux: bool = False) -> Function:
    """The function that gives the gradient of `func`."""
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result, value = both(*args, **kwargs)
        return (result, value[1]) if has_aux else result

    return wrapped


def vjp(func: Function, *primals: Any, has_aux: bool = False) -> Any:
    """The result, and the function from vectors to their product with the Jacobian."""
    with enable_grad():
        given = [_looked_at(each) for each in primals]
        output = func(*given)
        aux = None
        if has_aux:
            output, aux = _with_aux(output)
    leaves = [leaf for each in given for leaf in _flat(each)]
    outer = any(each.requires_grad for each in _flat(list(primals)))

    def vjp_fn(*cotangents: Any) -> tuple[Any, ...]:
        seeds = cotangents[0] if len(cotangents) == 1 else cotangents
        found = _grad(
            _flat(output),
            leaves,
            _flat(seeds),
            retain_graph=True,
            create_graph=outer,
            materialize_grads=True,
        )
        parts = iter(found)
        return tuple([_rebuilt(each, parts) for each in given])

    shown = _finished(output, outer)
    return (shown, vjp_fn, _finished(aux, outer)) if has_aux else (shown, vjp_fn)


def jvp(func: Function, primals: Any, tangents: Any, *, has_aux: bool = False) -> Any:
    """The result, and the Jacobian times the tangents."""
    for name, each in (("primals", primals), ("tangents", tangents)):
        if not isinstance(each, tuple):
            raise RuntimeError(
                f"jvp(f, primals, tangents): Expected {name} to be a tuple. E.g. it should be "
                "valid to call f(*primals)."
                if name == "primals"
                else "jvp(f, primals, tangents): Expected tangents to be a tuple."
            )
    for primal, tangent in zip(_flat(primals), _flat(tangents), strict=True):
        if primal.shape != tangent.shape:
            raise RuntimeError(
                "Trying to set a forward gradient that has a different size than that of the "
                "original Tensor, this is not supported. Tensor is of size "
                f"{list(primal.shape)} while the given forward gradient is of size "
                f"{list(tangent.shape)}."
            )
    aux: list[Any] = []

    def plain(*args: Any) -> Any:
        made = func(*args)
        if has_aux:
            made, extra = _with_aux(made)
            aux.append(extra)
        return made

    output, product = functional.jvp(plain, primals, tangents)
    return (output, product, aux[0]) if has_aux else (output, product)


def jacrev(func: Function, argnums: Places = 0, *, has_aux: bool = False, **ways: Any) -> Function:
    """The function that gives the Jacobian of `func`."""

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        places = (argnums,) if isinstance(argnums, int) else argnums
        aux: list[Any] = []

        def of_these(*values: Any) -> Any:
            given = list(args)
            for place, value in zip(places, values, strict=True):
                given[place] = value
            made = func(*given, **kwargs)
            if has_aux:
                made, extra = _with_aux(made)
                aux.append(extra)
            return made

        wanted = tuple([_picked(args, place) for place in places])
        inputs = wanted[0] if isinstance(argnums, int) else wanted
        outer = any(each.requires_grad for each in wanted)
        found = functional.jacobian(of_these, inputs, create_graph=outer)
        return (found, aux[0]) if has_aux else found

    return wrapped


jacfwd = jacrev


def hessian(func: Function, argnums: Places = 0) -> Function:
    """The function that gives the Hessian of `func`."""

    @functools.wraps(func)
    def slope(*args: Any, **kwargs: Any) -> Any:
        places = (argnums,) if isinstance(argnums, int) else argnums
        given = [_looked_at(each) if place in places else each for place, each in enumerate(args)]
        return jacrev(func, argnums)(*given, **kwargs)

    return jacrev(slope, argnums)


def functional_call(
    module: Any, parameter_and_buffer_dicts: Any, args: Any = None, kwargs: Any = None
) -> Any:
    """The module's result with these tensors in place of its own parameters and buffers."""
    given: dict[str, Any] = {}
    listed = parameter_and_buffer_dicts
    for each in [listed] if isinstance(listed, Mapping) else listed:
        given.update(each)
    before: list[tuple[dict[str, Any], str, Any]] = []
    try:
        for path, tensor in given.items():
            owner, _, name = path.rpartition(".")
            home = module.get_submodule(owner)
            kind = home._parameters if name in home._parameters else home._buffers
            before.append((kind, name, kind.get(name)))
            kind[name] = tensor
        items = args if isinstance(args, tuple) else () if args is None else (args,)
        return module(*items, **(kwargs or {}))
    finally:
        for kind, name, value in before:
            kind[name] = value


# --- trees of tensors ------------------------------------------------------------------------


def _flat(tree: Any) -> list[Any]:
    """The tensors of nested dicts, lists and tuples, in order."""
    if isinstance(tree, TensorBase):
        return [tree]
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, (list, tuple)):
        return [leaf for each in tree for leaf in _flat(each)]
    return []


def _mapped(function: Function, tree: Any) -> Any:
    """The tree with each of its tensors replaced."""
    if isinstance(tree, TensorBase):
        return function(tree)
    if isinstance(tree, Mapping):
        return {key: _mapped(function, each) for key, each in tree.items()}
    if isinstance(tree, (list, tuple)):
        return type(tree)([_mapped(function, each) for each in tree])
    return tree


def _rebuilt(tree: Any, parts: Any) -> Any:
    return _mapped(lambda _: next(parts), tree)


def _finished(tree: Any, outer: bool) -> Any:
    return tree if outer else _mapped(lambda each: each.detach(), tree)


def _looked_at(tree: Any) -> Any:
    """Views of the tensors, so that an outer grad sees through them; they require grad."""

    def look(each: Any) -> Any:
        seen = each.view_as(each)
        return seen if seen.requires_grad else seen.requires_grad_()

    return _mapped(look, tree)


def _picked(args: Sequence[Any], place: int) -> Any:
    """An argument to differentiate by."""
    if not -len(args) <= place < len(args):
        raise RuntimeError(f"Got argnum={place}, but only {len(args)} positional inputs")
    _require_tensors(args[place])
    return args[place]


def _require_tensors(tree: Any) -> None:
    if isinstance(tree, Mapping):
        tree = list(tree.values())
    if isinstance(tree, (list, tuple)):
        for each in tree:
            _require_tensors(each)
    elif not isinstance(tree, TensorBase):
        raise ValueError(f"Thing passed to transform API must be Tensor, got {type(tree)}")


def _with_aux(made: Any) -> tuple[Any, Any]:
    if not (isinstance(made, tuple) and len(made) == 2):
        raise RuntimeError(
            "grad_and_value(f)(*args): output of function f should be a tuple: (output, aux) if "
            "has_aux is True"
        )
    return made


def _check_scalar(value: Any) -> None:
    start = "grad_and_value(f)(*args): Expected f(*args) to return a"
    if not isinstance(value, TensorBase):
        raise RuntimeError(f"{start} Tensor, got {type(value)}")
    if value._array.ndim:
        raise RuntimeError(
            f"{start} scalar Tensor, got tensor with {value._array.ndim} dims. Maybe you wanted to "
            "use the vjp or jacrev APIs instead?"
        )


def __getattr__(name: str) -> Any:
    raise absent.error("torch.func", globals(), name)
