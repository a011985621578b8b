"""torch.func: functions of functions. They run on the ordinary graph.

`vmap` is a loop over the mapped dimension whose results are stacked: the numbers and gradients
are PyTorch's, the nodes are those of the loop. `jvp` enters a level of forward mode of its own, and
`jacfwd` does so for each element of its argument.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import absent
from gradwalk.autograd import functional
from gradwalk.batching import vmap
from gradwalk.mode import enable_grad, within
from gradwalk.ops.join import stack
from gradwalk.pushforward import (
    block,
    check_parts,
    jacfwd,
    jvp,
    linearize,
    parts_of,
)
from gradwalk.savedhooks import disable_saved_tensors_hooks
from gradwalk.stateless import functional_call
from gradwalk.tensorbase import TensorBase
from gradwalk.trees import (
    derivatives,
    finished,
    flat,
    looked_at,
    picked,
    places_of,
    rebuilt,
    shape_of,
    transform,
)

Function = Callable[..., Any]
Places = int | tuple[int, ...]
__all__ = [
    "functional_call", "grad", "grad_and_value", "hessian", "jacfwd", "jacrev", "jvp",
    "linearize", "stack_module_state", "vjp", "vmap",
]  # fmt: skip
_GRAD, _VJP = "grad_and_value(f)(*args): ", "vjp(f, *primals): "
_PACKED = (
    "torch.func.{grad, vjp, jacrev, hessian} don't yet support saved tensor hooks. Please open an "
    "issue with your use case."
)


def grad_and_value(func: Function, argnums: Places = 0, has_aux: bool = False) -> Function:
    """The function that gives gradient and value of `func`."""

    @functools.wraps(func)
    @transform
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        places = places_of(argnums)
        with disable_saved_tensors_hooks(_PACKED), enable_grad(), within("grad"):
            given = list(args)
            for place in places:
                given[place] = looked_at(picked(given, place))
            value, aux = parts_of(func(*given, **kwargs), _GRAD, has_aux)
            _check_scalar(value)
            check_parts((), aux, _GRAD)
            trees = [given[place] for place in places]
            wanted = [leaf for tree in trees for leaf in flat(tree)]
            found = derivatives(value, wanted)
        kept = iter(finished(found, wanted))
        parts = tuple([rebuilt(tree, kept) for tree in trees])
        result = parts[0] if isinstance(argnums, int) else parts
        value = finished(value, wanted)
        return (result, (value, finished(aux, wanted))) if has_aux else (result, value)

    return wrapped


def grad(func: Function, argnums: Places = 0, has_aux: bool = False) -> Function:
    """The function that gives the gradient of `func`."""
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        result, value = both(*args, **kwargs)
        return (result, value[1]) if has_aux else result

    return wrapped


@transform
def vjp(func: Function, *primals: Any, has_aux: bool = False) -> Any:
    """The result, and the function from vectors to their product with the Jacobian."""
    with disable_saved_tensors_hooks(_PACKED), enable_grad(), within("vjp"):
        given = [looked_at(each) for each in primals]
        output, aux = parts_of(func(*given), _VJP, has_aux)
        check_parts(output, aux, _VJP)
    leaves = [leaf for each in given for leaf in flat(each)]
    shown = finished(output, leaves)

    def vjp_fn(*cotangents: Any) -> tuple[Any, ...]:
        seeds = cotangents[0] if len(cotangents) == 1 else cotangents
        if shape_of(seeds) != shape_of(output):
            raise RuntimeError(
                "Expected pytree structure of cotangents to be the same as pytree structure of "
                f"outputs to the function. cotangents: {shape_of(seeds)}, primal output: "
                f"{shape_of(output)}"
            )
        recording = any(each.requires_grad for each in (*flat(shown), *flat(seeds)))
        found = derivatives(output, leaves, seeds, retain_graph=True, create_graph=recording)
        parts = iter(finished(found, leaves))
        return tuple([rebuilt(each, parts) for each in given])

    pulled = transform(vjp_fn)
    return (shown, pulled, finished(aux, leaves)) if has_aux else (shown, pulled)


def jacrev(func: Function, argnums: Places = 0, *, has_aux: bool = False, **ways: Any) -> Function:
    """The function that gives the Jacobian of `func`."""

    @functools.wraps(func)
    @transform
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        places = places_of(argnums)
        with disable_saved_tensors_hooks(_PACKED), enable_grad(), within("jacrev"):
            given = list(args)
            for place in places:
                given[place] = looked_at(picked(given, place))
            made, aux = parts_of(func(*given, **kwargs), _VJP, has_aux)
            check_parts(made, aux, _VJP)
            trees = [given[place] for place in places]
            leaves = tuple([leaf for tree in trees for leaf in flat(tree)])
            rows = [functional.rows_of(each, leaves, True, shaped=block) for each in flat(made)]
        rows = finished(rows, leaves)
        blocks = []
        for row in rows:
            kept = iter(row)
            parts = tuple([rebuilt(tree, kept) for tree in trees])
            blocks.append(parts[0] if isinstance(argnums, int) else parts)
        found = rebuilt(made, iter(blocks))
        return (found, finished(aux, leaves)) if has_aux else found

    return wrapped


def hessian(func: Function, argnums: Places = 0) -> Function:
    """The function that gives the Hessian of `func`."""
    return jacfwd(jacrev(func, argnums), argnums)


def stack_module_state(models: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parameters and the buffers of alike models, each stacked along a new first dimension."""
    start = "stack_module_state: Expected"
    if not models:
        raise RuntimeError(f"{start} at least one model, got 0.")
    if len({each.training for each in models}) > 1:
        raise RuntimeError(f"{start} all models to have the same training/eval mode.")
    if len({type(each) for each in models}) > 1:
        raise RuntimeError(f"{start} all models to be of the same class.")

    def stacked(states: list[dict[str, Any]]) -> dict[str, Any]:
        return {name: _leaf([each[name] for each in states], name) for name in states[0]}

    parameters = stacked([dict(each.named_parameters()) for each in models])
    return parameters, stacked([dict(each.named_buffers()) for each in models])


def _leaf(tensors: list[Any], name: str) -> Any:
    needs = {each.requires_grad for each in tensors}
    if len(needs) > 1:
        raise RuntimeError(f"Expected {name} from each model to have the same .requires_grad")
    return stack(tensors).detach().requires_grad_(needs.pop())


def _check_scalar(value: Any) -> None:
    start = f"{_GRAD}Expected f(*args) to return a"
    if not isinstance(value, TensorBase):
        raise RuntimeError(f"{start} Tensor, got {type(value)}")
    if value._array.ndim:
        raise RuntimeError(
            f"{start} scalar Tensor, got tensor with {value._array.ndim} dims. Maybe you wanted to "
            "use the vjp or jacrev APIs instead?"
        )


def __getattr__(name: str) -> Any:
    raise absent.error("torch.func", globals(), name)
