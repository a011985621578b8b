"""torch.func: gradients as functions of functions. vmap does not exist here."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from gradwalk.autograd import functional
from gradwalk.backward import grad as _grad
from gradwalk.mode import enable_grad
from gradwalk.tensorbase import TensorBase

Function = Callable[..., Any]
_NOT_SCALAR = (
    "grad_and_value(f)(*args): Expected f(*args) to return a scalar Tensor, got tensor with {} "
    "dims. Maybe you wanted to use the vjp or jacrev APIs instead?"
)


def grad_and_value(func: Function, argnums: int | tuple[int, ...] = 0) -> Function:
    """The function that gives gradient and value of `func`."""

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        places = (argnums,) if isinstance(argnums, int) else argnums
        with enable_grad():
            given = list(args)
            for place in places:
                # a view of the argument, so that an outer grad sees through it
                given[place] = given[place].view_as(given[place])
                if not given[place].requires_grad:
                    given[place].requires_grad_()
            value = func(*given, **kwargs)
            _check_scalar(value)
            wanted = [given[place] for place in places]
            found = _grad(value, wanted, create_graph=True, allow_unused=True)
        outer = any(isinstance(each, TensorBase) and each.requires_grad for each in args)  # type: ignore[attr-defined]
        kept = tuple(g if outer or g is None else g.detach() for g in found)
        result = kept[0] if isinstance(argnums, int) else kept
        return result, value if outer else value.detach()

    return wrapped


def grad(func: Function, argnums: int | tuple[int, ...] = 0) -> Function:
    """The function that gives the gradient of `func`."""
    both = grad_and_value(func, argnums)

    @functools.wraps(func)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return both(*args, **kwargs)[0]

    return wrapped


def jacrev(func: Function, argnums: int = 0) -> Function:
    """The function that gives the Jacobian of `func`."""

    @functools.wraps(func)
    def wrapped(*args: Any) -> Any:
        def of_one(value: Any) -> Any:
            return func(*args[:argnums], value, *args[argnums + 1 :])

        return functional.jacobian(of_one, args[argnums], create_graph=args[argnums].requires_grad)

    return wrapped


def hessian(func: Function, argnums: int = 0) -> Function:
    """The function that gives the Hessian of `func`."""

    @functools.wraps(func)
    def wrapped(*args: Any) -> Any:
        def of_one(value: Any) -> Any:
            return func(*args[:argnums], value, *args[argnums + 1 :])

        return functional.hessian(of_one, args[argnums])

    return wrapped


jacfwd = jacrev


def _check_scalar(value: Any) -> None:
    if not isinstance(value, TensorBase):
        kind = type(value).__name__
        raise RuntimeError(f"Expected f(*args) to return a tensor, got {kind}")
    if value._array.ndim:
        raise RuntimeError(_NOT_SCALAR.format(value._array.ndim))


def vmap(*args: Any, **kwargs: Any) -> Any:
    """Refused: it would need batching rules for every operation."""
    raise NotImplementedError(
        "torch.func.vmap does not exist in gradwalk; write the loop, or use broadcasting"
    )
