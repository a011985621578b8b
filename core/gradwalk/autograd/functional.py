"""torch.autograd.functional: jacobian, hessian, and products with them.

Each takes a function and one tensor or a tuple of them, and answers in the same form. With
`strict` an output that does not depend on an input is an error, and else a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import absent, creation, mode
from gradwalk.autograd import strictness
from gradwalk.backward import grad
from gradwalk.ops.join import stack
from gradwalk.ops.shape import reshape_alias, view
from gradwalk.pushforward import by_argument
from gradwalk.tangents import detached
from gradwalk.tensorbase import TensorBase

Function = Callable[..., Any]
Tensors = tuple[Any, ...]
_NO_VECTOR_OUT = (
    "The vector v can only be None if the user-provided function returns a single Tensor with a "
    "single element."
)
_NO_VECTOR_IN = (
    "The vector v can only be None if the input to the user-provided function is a single Tensor "
    "with a single element."
)


def _tuple_of(value: Any, what: str, function: str) -> Tensors:
    """The value as a tuple of tensors, or PyTorch's refusal."""
    several = isinstance(value, tuple)
    items = value if several else (value,)
    for i, each in enumerate(items):
        if not isinstance(each, TensorBase):
            found = f"value at index {i}" if several else f"given {what}"
            raise TypeError(
                f"The {what} given to {function} must be either a Tensor or a tuple of Tensors "
                f"but the {found} has type {type(each)}."
            )
    return items


def _leaves(inputs: Tensors, create_graph: bool) -> Tensors:
    """The inputs as tensors of their own that require grad, or looks at those that do."""
    return tuple(
        [
            x.view_as(x) if create_graph and x.requires_grad else detached(x).requires_grad_()
            for x in inputs
        ]
    )


def _called(func: Function, leaves: Tensors, strict: bool, function: str) -> tuple[Any, Tensors]:
    """What the function returns, and the same as a tuple of tensors."""
    outputs = func(*leaves)
    what = "outputs of the user-provided function"
    tops = _tuple_of(outputs, what, function)
    if strict:
        strictness.check_needs(tops, "outputs")
    return outputs, tops


def _vector(v: Any, others: Tensors, several: bool, function: str) -> Tensors:
    """The vector of a product, checked against what it multiplies."""
    items = _tuple_of(v, "v", function)
    if len(items) != len(others):
        if not several:
            raise RuntimeError("The given v should contain a single Tensor.")
        text = f"v is a tuple of invalid length: should be {len(others)} but got {len(items)}."
        raise RuntimeError(text)
    for i, (each, other) in enumerate(zip(items, others, strict=True)):
        if each.shape != other.shape:
            start = f"Entry {i} in v" if several else "v"
            text = f"{start} has invalid size: should be {other.shape} but got {each.shape}."
            raise RuntimeError(text)
    return items


def _like(value: Any, made: Sequence[Any]) -> Any:
    """A single one where a single one was given."""
    return tuple(made) if isinstance(value, tuple) else made[0]


def _finished(parts: Tensors, create_graph: bool) -> Tensors:
    return parts if create_graph else tuple([detached(each) for each in parts])


def _grad(outputs: Tensors, inputs: Tensors, v: Any, create_graph: bool) -> Tensors:
    """Gradients, with None for what plays no part."""
    seeds = v if v is not None else (None,) * len(outputs)
    pairs = [
        (output, seed)
        for output, seed in zip(outputs, seeds, strict=True)
        if output is not None and output.requires_grad
    ]
    if not pairs:
        return (None,) * len(inputs)
    tops, given = zip(*pairs, strict=True)
    return grad(
        tops, inputs, given, retain_graph=True, create_graph=create_graph, allow_unused=True
    )


def _filled(parts: Tensors, like: Tensors, strict: bool, create_graph: bool, stage: str) -> Tensors:
    """The gradients with zeros in the gaps, which `strict` refuses."""
    if strict:
        strictness.check_parts(parts, create_graph, stage)
    pairs = zip(parts, like, strict=True)
    return tuple([creation.zeros_like(x) if part is None else part for part, x in pairs])


def jacobian(
    func: Function,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The derivatives of each output element by each input element.

    Of shape output.shape + input.shape; a tuple (of tuples) where outputs (and inputs) are tuples.
    `vectorize` and `strategy` choose a way that does not exist here; the numbers are the same.
    """
    strictness.check_strategy("jacobian", strategy, strict, create_graph, vectorize)
    if strategy == "forward-mode":
        return _jacobian_forward(func, inputs)
    with mode.enable_grad():
        leaves = _leaves(_tuple_of(inputs, "inputs", "jacobian"), create_graph)
        outputs, tops = _called(func, leaves, strict, "jacobian")
        rows = [rows_of(each, leaves, create_graph, strict, i) for i, each in enumerate(tops)]
    made = [_like(inputs, _finished(each, create_graph)) for each in rows]
    return _like(outputs, made)


def _jacobian_forward(func: Function, inputs: Any) -> Any:
    """The same by forward mode, in the lists that PyTorch has then."""
    given = _tuple_of(inputs, "inputs", "jacobian")
    output = _called(func, given, False, "jacobian")[0]
    made = [by_argument(func, given, i, None, reshape_alias)[1] for i in range(len(given))]
    rows = list(zip(*made, strict=True))
    if isinstance(inputs, tuple):
        return [list(row) for row in rows] if isinstance(output, tuple) else list(rows[0])
    return tuple([row[0] for row in rows]) if isinstance(output, tuple) else rows[0][0]


def rows_of(
    output: Any,
    leaves: Tensors,
    create_graph: bool,
    strict: bool = False,
    number: int = 0,
    shaped: Function = view,
) -> Tensors:
    """The derivatives of an output, of that number, by each of the leaves."""
    columns: list[list[Any]] = [[] for _ in leaves]
    for j in range(output.numel()):
        parts = _grad((output.reshape(-1)[j],), leaves, None, create_graph)
        if strict:
            strictness.check_row(parts, number, create_graph)
        for column, part, leaf in zip(columns, parts, leaves, strict=True):
            column.append(creation.zeros_like(leaf) if part is None else part)
    shapes = [tuple(output.shape) + tuple(leaf.shape) for leaf in leaves]
    if not output.numel():
        return tuple([creation.zeros(each, dtype=output.dtype) for each in shapes])
    pairs = zip(columns, shapes, strict=True)
    return tuple([shaped(stack(each), shape) for each, shape in pairs])


def hessian(
    func: Function,
    inputs: Any,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The second derivatives of a function with one number as result."""
    given = _tuple_of(inputs, "inputs", "hessian")
    strictness.check_strategy("hessian", outer_jacobian_strategy, strict, create_graph, vectorize)

    def single(*args: Any) -> Any:
        made, _ = _called(func, args, strict, "hessian")
        _check_single(made, "hessian")
        return made.squeeze()

    def slope(*args: Any) -> Any:
        made = jacobian(single, args, create_graph=True)
        if strict:
            strictness.check_needs(made, "jacobian")
        return made

    made = jacobian(slope, given, create_graph=create_graph, strict=strict)
    return made if isinstance(inputs, tuple) else made[0][0]


def _check_single(made: Any, function: str) -> None:
    if not isinstance(made, TensorBase):
        raise RuntimeError(f"The function given to {function} should return a single Tensor")
    if made._array.size != 1:
        raise RuntimeError(
            f"The Tensor returned by the function given to {function} should contain a single "
            "element"
        )


def vjp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> Any:
    """The result, and the vector `v` times the Jacobian."""
    with mode.enable_grad():
        leaves = _leaves(_tuple_of(inputs, "inputs", "vjp"), create_graph)
        outputs, tops = _called(func, leaves, strict, "vjp")
        if v is not None:
            v = _vector(v, tops, isinstance(outputs, tuple), "vjp")
        elif len(tops) != 1 or tops[0].numel() != 1:
            raise RuntimeError(_NO_VECTOR_OUT)
        found = _grad(tops, leaves, v, create_graph)
        found = _filled(found, leaves, strict, create_graph, "back")
    made = _like(inputs, _finished(found, create_graph))
    return _like(outputs, _finished(tops, create_graph)), made


def _given_vector(v: Any, inputs: Any, leaves: Tensors, function: str) -> Any:
    """The vector that multiplies the inputs' side; None stands for one where that is clear."""
    if v is not None:
        return _vector(v, leaves, isinstance(inputs, tuple), function)
    if len(leaves) != 1 or leaves[0].numel() != 1:
        raise RuntimeError(_NO_VECTOR_IN)
    return None


def jvp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> Any:
    """The result, and the Jacobian times the vector `v`, by the double-backward trick."""
    with mode.enable_grad():
        leaves = _leaves(_tuple_of(inputs, "inputs", "jvp"), create_graph)
        v = _given_vector(v, inputs, leaves, "jvp")
        outputs, tops = _called(func, leaves, strict, "jvp")
        dummies = tuple([creation.zeros_like(o, requires_grad=True) for o in tops])
        slopes = _grad(tops, leaves, dummies, create_graph=True)
        if strict:
            strictness.check_needs(slopes, "grad_inputs")
        found = _grad(slopes, dummies, v, create_graph)
        found = _filled(found, tops, strict, create_graph, "back_trick")
    made = _like(outputs, _finished(found, create_graph))
    return _like(outputs, _finished(tops, create_graph)), made


def _slope(
    func: Function, inputs: Any, v: Any, create_graph: bool, strict: bool, name: str
) -> tuple[Any, Tensors, Tensors, Any]:
    """Result, leaves, gradient and checked vector of a function with one number as result."""
    leaves = _leaves(_tuple_of(inputs, "inputs", name), create_graph)
    v = _given_vector(v, inputs, leaves, name)
    output, tops = _called(func, leaves, strict, name)
    _check_single(output, name)
    slopes = _grad(tops, leaves, None, create_graph=True)
    if strict:
        strictness.check_needs(slopes, "jacobian")
    return output, leaves, slopes, v


def vhp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> Any:
    """The result, and the vector `v` times the Hessian."""
    with mode.enable_grad():
        output, leaves, slopes, v = _slope(func, inputs, v, create_graph, strict, "vhp")
        found = _grad(slopes, leaves, v, create_graph)
        found = _filled(found, leaves, strict, create_graph, "double_back")
    made = _like(inputs, _finished(found, create_graph))
    return _finished((output,), create_graph)[0], made


def hvp(
    func: Function, inputs: Any, v: Any = None, create_graph: bool = False, strict: bool = False
) -> Any:
    """The result, and the Hessian times the vector `v`, by the double-backward trick."""
    with mode.enable_grad():
        output, leaves, slopes, v = _slope(func, inputs, v, create_graph, strict, "hvp")
        dummies = tuple([creation.zeros_like(x, requires_grad=True) for x in leaves])
        double = _grad(slopes, leaves, dummies, create_graph=True)
        found = _grad(double, dummies, v, create_graph)
        found = _filled(found, leaves, strict, create_graph, "double_back_trick")
    made = _like(inputs, _finished(found, create_graph))
    return _finished((output,), create_graph)[0], made


__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]


def __getattr__(name: str) -> Any:
    raise absent.error("torch.autograd.functional", globals(), name)
