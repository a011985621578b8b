"""torch.autograd.functional: jacobian, hessian, and products with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gradwalk import creation, mode
from gradwalk.backward import grad
from gradwalk.ops.join import stack
from gradwalk.tensorbase import TensorBase

Function = Callable[..., Any]
_NO_VECTOR = (
    "The vector v can only be None if the user-provided function returns a single Tensor with a "
    "single element."
)
_NOT_SINGLE = "The Tensor returned by the function given to {} should contain a single element"


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def _leaves(inputs: tuple[Any, ...], create_graph: bool) -> tuple[Any, ...]:
    """The inputs as tensors of their own that require grad."""
    if create_graph:
        return tuple(
            [x.view_as(x) if x.requires_grad else x.detach().requires_grad_() for x in inputs]
        )
    return tuple([x.detach().clone().requires_grad_() for x in inputs])


def _like(value: Any, made: tuple[Any, ...]) -> Any:
    """A single tensor where a single one was given."""
    return made if isinstance(value, tuple) else made[0]


def _finished(parts: tuple[Any, ...], create_graph: bool) -> tuple[Any, ...]:
    return parts if create_graph else tuple([each.detach() for each in parts])


def _or_zeros(parts: tuple[Any, ...], inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    pairs = zip(parts, inputs, strict=True)
    return tuple([creation.zeros_like(x) if part is None else part for part, x in pairs])


def _grad(
    outputs: tuple[Any, ...], inputs: tuple[Any, ...], v: Any, create_graph: bool
) -> tuple[Any, ...]:
    """Gradients with zeros for what plays no part."""
    pairs = [(o, each) for o, each in zip(outputs, v, strict=True) if o.requires_grad]
    if not pairs:
        return _or_zeros((None,) * len(inputs), inputs)
    found = grad(
        [o for o, _ in pairs],
        list(inputs),
        [each for _, each in pairs],
        retain_graph=True,
        create_graph=create_graph,
        allow_unused=True,
    )
    return _or_zeros(found, inputs)


def jacobian(func: Function, inputs: Any, create_graph: bool = False, strict: bool = False) -> Any:
    """The derivatives of each output element by each input element."""
    with mode.enable_grad():
        leaves = _leaves(_as_tuple(inputs), create_graph)
        outputs = func(*leaves)
        rows = [_rows(each, leaves, create_graph) for each in _as_tuple(outputs)]
    made = tuple([_like(inputs, _finished(each, create_graph)) for each in rows])
    return _like(outputs, made)


def _rows(output: Any, leaves: tuple[Any, ...], create_graph: bool) -> tuple[Any, ...]:
    flat = output.reshape(-1)
    columns: list[list[Any]] = [[] for _ in leaves]
    for i in range(flat.numel()):
        one = creation.ones_like(flat[i])
        for column, part in zip(
            columns, _grad((flat[i],), leaves, (one,), create_graph), strict=True
        ):
            column.append(part)
    return tuple(
        [
            stack(column).view(tuple(output.shape) + tuple(leaf.shape))
            for column, leaf in zip(columns, leaves, strict=True)
        ]
    )


def hessian(func: Function, inputs: Any, create_graph: bool = False, strict: bool = False) -> Any:
    """The second derivatives of a function with one number as result."""

    def single(*args: Any) -> Any:
        made = func(*args)
        if isinstance(made, TensorBase) and made.numel() != 1:  # type: ignore[attr-defined]
            raise RuntimeError(_NOT_SINGLE.format("hessian"))
        return made

    def slope(*args: Any) -> Any:
        return jacobian(single, args if isinstance(inputs, tuple) else args[0], create_graph=True)

    return jacobian(slope, inputs, create_graph=create_graph)


def vjp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False) -> Any:
    """The result, and the vector `v` times the Jacobian."""
    with mode.enable_grad():
        leaves = _leaves(_as_tuple(inputs), create_graph)
        outputs = func(*leaves)
        tops = _as_tuple(outputs)
        if v is None and (len(tops) != 1 or tops[0].numel() != 1):
            raise RuntimeError(_NO_VECTOR)
        given = _as_tuple(v) if v is not None else (creation.ones_like(tops[0]),)
        found = _grad(tops, leaves, given, create_graph)
    made = _like(inputs, _finished(found, create_graph))
    return _like(outputs, _finished(tops, create_graph)), made


def jvp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False) -> Any:
    """The result, and the Jacobian times the vector `v`, by the double-backward trick."""
    with mode.enable_grad():
        leaves = _leaves(_as_tuple(inputs), create_graph)
        outputs = func(*leaves)
        tops = _as_tuple(outputs)
        dummies = tuple([creation.zeros_like(o).requires_grad_() for o in tops])
        slopes = _grad(tops, leaves, dummies, create_graph=True)
        given = _as_tuple(v) if v is not None else tuple([creation.ones_like(x) for x in leaves])
        found = _grad(slopes, dummies, given, create_graph)
    made = _like(outputs, _finished(found, create_graph))
    return _like(outputs, _finished(tops, create_graph)), made


def vhp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False) -> Any:
    """The result, and the vector `v` times the Hessian."""
    with mode.enable_grad():
        leaves = _leaves(_as_tuple(inputs), create_graph)
        output = func(*leaves)
        if output.numel() != 1:
            raise RuntimeError(_NOT_SINGLE.format("vhp"))
        given = _as_tuple(v) if v is not None else tuple([creation.ones_like(x) for x in leaves])
        slopes = _grad((output,), leaves, (creation.ones_like(output),), create_graph=True)
        found = _grad(slopes, leaves, given, create_graph)
    made = _like(inputs, _finished(found, create_graph))
    return _finished((output,), create_graph)[0], made


def hvp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False) -> Any:
    """The result, and the Hessian, which is symmetric, times the vector `v`."""
    return vhp(func, inputs, v, create_graph)


__all__ = ["TensorBase", "hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]
