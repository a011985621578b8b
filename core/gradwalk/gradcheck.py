"""Does the analytical gradient agree with finite differences? gradcheck and gradgradcheck.

As torch.autograd.gradcheck: the whole Jacobian both ways, column by column, in double precision.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

from gradwalk.array import xp
from gradwalk.backward import grad
from gradwalk.creation import randn_like
from gradwalk.mode import no_grad
from gradwalk.tensorbase import TensorBase, fresh

Function = Callable[..., Any]


class GradcheckError(RuntimeError):
    """Analytical and numerical gradient differ."""


GradcheckError.__module__ = "torch.autograd.gradcheck"


def gradcheck(
    func: Function,
    inputs: Any,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    **other: Any,
) -> bool:
    """Whether the gradients of `func` agree with finite differences."""
    given = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    _check_inputs(given)
    try:
        _compare(func, given, eps, atol, rtol)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Function,
    inputs: Any,
    grad_outputs: Any = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    **other: Any,
) -> bool:
    """Whether the gradients of the gradients of `func` agree with finite differences."""
    given = tuple(inputs) if isinstance(inputs, (tuple, list)) else (inputs,)
    outputs = _differentiable(_as_tuple(func(*given)))
    if grad_outputs is None:
        with no_grad():
            weights = tuple(randn_like(each).requires_grad_() for each in outputs)
    else:
        weights = _as_tuple(grad_outputs)
    wanted = [i for i, each in enumerate(given) if _is_wanted(each)]

    def gradients(*args: Any) -> Any:
        values, seeds = args[: len(given)], args[len(given) :]
        results = _differentiable(_as_tuple(func(*values)))
        picked = [values[i] for i in wanted]
        found = grad(results, picked, seeds, create_graph=True, allow_unused=True)
        return tuple(each for each in found if each is not None)

    return gradcheck(
        gradients,
        (*given, *weights),
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
    )


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _is_wanted(value: Any) -> bool:
    return isinstance(value, TensorBase) and bool(value.requires_grad)  # type: ignore[attr-defined]


def _differentiable(outputs: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(each for each in outputs if _is_wanted(each))


def _check_inputs(inputs: Sequence[Any]) -> None:
    wanted = [(i, each) for i, each in enumerate(inputs) if _is_wanted(each)]
    for place, each in wanted:
        if each._array.dtype.name not in ("float64", "complex128"):
            warnings.warn(
                f"Input #{place} requires gradient and is not a double precision floating point "
                "or complex. This check will likely fail if all the inputs are not of double "
                "precision floating point or complex. ",
                UserWarning,
                stacklevel=4,
            )
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )


def _compare(func: Function, inputs: Sequence[Any], eps: float, atol: float, rtol: float) -> None:
    outputs = _as_tuple(func(*inputs))
    wanted = [(i, each) for i, each in enumerate(inputs) if _is_wanted(each)]
    for number, output in enumerate(outputs):
        if not isinstance(output, TensorBase) or output._array.dtype.kind != "f":
            continue
        analytical = _analytical(output, [each for _, each in wanted])
        for (place, each), ours in zip(wanted, analytical, strict=True):
            numerical = _numerical(func, inputs, each, number, eps)
            if not xp.allclose(ours, numerical, rtol, atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {number} with respect to input {place},\n"
                    f"numerical:{fresh(numerical)!r}\nanalytical:{fresh(ours)!r}\n"
                )


def _analytical(output: Any, wanted: Sequence[Any]) -> list[Any]:
    """The Jacobians (input elements, output elements) by one backward for each output element."""
    n = output._array.size
    found = [xp.zeros((each._array.size, n), each._array.dtype) for each in wanted]
    if not output.requires_grad:
        return found
    for column in range(n):
        seed = xp.zeros(n, output._array.dtype)
        seed[column] = 1
        seeded = fresh(seed.reshape(output._array.shape))
        parts = grad([output], wanted, [seeded], retain_graph=True, allow_unused=True)
        for jacobian, part in zip(found, parts, strict=True):
            if part is not None:
                jacobian[:, column] = part._array.reshape(-1)
    return found


def _numerical(func: Function, inputs: Sequence[Any], moved: Any, number: int, eps: float) -> Any:
    """The Jacobian by moving one element at a time to both sides.

    The element is moved in the tensor's own memory, past its version counter, as PyTorch does.
    """
    rows = []
    whole = moved.data.numpy()
    for place in xp.ndindex(whole.shape):
        before = whole[place].copy()
        sides = []
        for step in (eps, -eps):
            whole[place] = before + step
            output = _as_tuple(func(*inputs))[number]
            sides.append(xp.array(output._array))
        whole[place] = before
        rows.append(((sides[0] - sides[1]) / (2 * eps)).reshape(-1))
    return xp.array(rows).astype(whole.dtype)
