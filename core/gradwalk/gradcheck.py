"""Does the analytical gradient agree with finite differences? gradcheck and gradgradcheck.

As torch.autograd.gradcheck: the whole Jacobian both ways, column by column, in double precision;
`fast_mode` compares one random projection of it. Then that backward is linear in the gradient it
is given, and that it takes missing ones.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from gradwalk import random
from gradwalk.array import xp
from gradwalk.autograd import forward_ad
from gradwalk.backward import grad
from gradwalk.creation import empty_like, rand, zeros_like
from gradwalk.function import Function as CustomFunction
from gradwalk.mode import no_grad
from gradwalk.tensorbase import TensorBase, fresh

Function = Callable[..., Any]
_NOT_REENTRANT = (
    "Backward is not reentrant, i.e., running backward with same input and grad_output multiple "
    "times gives different values, although analytical gradient matches numerical gradient."
    "The tolerance for nondeterminism was {}.\n\nNOTE: If your op relies on non-deterministic "
    "operations i.e., it is listed here:\n"
    "https://pytorch.org/docs/stable/generated/torch.use_deterministic_algorithms.html\n"
    "this failure might be expected.\n\n"
    "If you are adding a new operator, please file an issue and then use one of the\n"
    "workarounds. The workaround depends on how your test invokes gradcheck/gradgradcheck.\n"
    "If the test\n"
    "- manually invokes gradcheck/gradgradcheck, then call gradcheck/gradgradcheck\n"
    "  with `nondet_tol=<tol>` as a keyword argument.\n"
    "- is OpInfo-based (e.g., in test_ops_gradients.py), then modify the OpInfo for the test\n"
    "  to have `gradcheck_nondet_tol=<tol>`.\n"
    "- is a Module test (e.g., in common_nn.py), then modify the corresponding\n"
    "  module_test entry to have `gradcheck_nondet_tol=<tol>`\n"
)
_SLOW = (
    "\nThe above quantities relating the numerical and analytical jacobians are computed \n"
    "in fast mode. See: https://github.com/pytorch/pytorch/issues/53876 for more background \n"
    "about fast mode. Below, we recompute numerical and analytical jacobians in slow mode:\n\n"
    "Numerical:\n {}\nAnalytical:\n{}\n\nThe max per-element difference (slow mode) is: {}.\n"
)
_NOTES = (
    'Please look at "Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"'
)


class GradcheckError(RuntimeError):
    """Analytical and numerical gradient differ."""


GradcheckError.__module__ = "torch.autograd.gradcheck"


class _Tolerances(NamedTuple):
    """How far elements are moved, and how much may differ."""

    eps: float
    atol: float
    rtol: float
    nondet: float
    check_dtypes: bool


class _UndefinedGrad(CustomFunction):
    """The identity, through which no gradient comes back."""

    @staticmethod
    def forward(_: Any, x: Any) -> Any:
        return x.view_as(x)

    @staticmethod
    def backward(*_: Any) -> Any:
        return None


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
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
) -> bool:
    """Whether the gradients of `func` agree with finite differences.

    Raises GradcheckError with PyTorch's text where they do not, unless `raise_exception` is off.
    """
    _check_options(check_forward_ad, check_backward_ad, check_batched_forward_grad)
    given = _as_tuple(inputs)
    _check_inputs(given)
    try:
        how = _Tolerances(eps, atol, rtol, nondet_tol, check_grad_dtypes)
        if check_backward_ad:
            _check_all(func, given, fast_mode, how)
        if check_forward_ad:
            _compare_forward(func, given, how)
        if check_undefined_grad and check_backward_ad:
            _check_undefined(func, given)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def _check_options(forward: bool, backward: bool, batched: bool) -> None:
    if not (forward or backward):
        text = "Expected at least one of check_forward_ad or check_backward_ad to be True"
        raise AssertionError(text)
    if batched and not forward:
        text = "Setting check_batched_forward_grad=True requires check_forward_ad to be True"
        raise AssertionError(text)


def _check_all(func: Function, given: Sequence[Any], fast: bool, how: _Tolerances) -> None:
    """The Jacobians, and that backward is linear."""
    outputs = _as_tuple(func(*given))
    tops = [each for each in outputs if each.requires_grad]
    (_compare_fast if fast and tops else _compare)(func, given, outputs, how)
    _check_linear(tops, given)


def gradgradcheck(func: Function, inputs: Any, grad_outputs: Any = None, **options: Any) -> bool:
    """Whether the gradients of the gradients of `func` agree with finite differences.

    Options are those of gradcheck.
    """
    for name in ("gen_non_contig_grad_outputs", "check_fwd_over_rev", "check_rev_over_rev"):
        options.pop(name, None)
    given = _as_tuple(inputs)
    if grad_outputs is None:
        outputs = [each for each in _as_tuple(func(*given)) if each.requires_grad]
        with no_grad():
            weights = tuple([empty_like(each).uniform_(-1, 1) for each in outputs])
        for each in weights:
            each.requires_grad_()
    else:
        weights = _as_tuple(grad_outputs)
    wanted = [i for i, each in enumerate(given) if _is_wanted(each)]

    def gradients(*args: Any) -> Any:
        values, seeds = args[: len(given)], args[len(given) :]
        results = [each for each in _as_tuple(func(*values)) if each.requires_grad]
        picked = [values[i] for i in wanted]
        found = grad(results, picked, seeds, create_graph=True, allow_unused=True)
        return tuple([each for each in found if each is not None])

    return gradcheck(gradients, (*given, *weights), **options)


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, (tuple, list)) else (value,)


def _is_wanted(value: Any) -> bool:
    return isinstance(value, TensorBase) and bool(value.requires_grad)  # type: ignore[attr-defined]


def _is_float(value: Any) -> bool:
    return isinstance(value, TensorBase) and value._array.dtype.kind == "f"


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
        pairs = zip(each.stride(), each.shape, strict=True)
        if any(step == 0 and n > 1 for step, n in pairs):
            raise RuntimeError(
                f"The {place}th input has a dimension with stride 0. gradcheck only supports "
                "inputs that are non-overlapping to be able to compute the numerical gradients "
                "correctly. You should call .contiguous on the input before passing it to "
                "gradcheck."
            )
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )


# --- the two Jacobians ---------------------------------------------------------------------------
def _compare(
    func: Function, inputs: Sequence[Any], outputs: Sequence[Any], how: _Tolerances
) -> None:
    wanted = [each for each in inputs if _is_wanted(each)]
    if not any(each.requires_grad for each in outputs):
        floats = [number for number, output in enumerate(outputs) if _is_float(output)]
        for each in wanted:
            if any(xp.any(found != 0) for found in _numerical(func, inputs, each, floats, how.eps)):
                raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    tops = [number for number, each in enumerate(outputs) if each.requires_grad]
    moved = [_numerical(func, inputs, each, tops, how.eps) for each in wanted]
    for index, number in enumerate(tops):
        ours = _analytical(outputs[number], wanted, how.nondet, how.check_dtypes)
        for place, analytical in enumerate(ours):
            numerical = moved[place][index]
            if not xp.allclose(analytical, numerical, how.rtol, how.atol):
                raise GradcheckError(
                    _mismatch(index, place, repr(fresh(numerical)), repr(fresh(analytical)))
                )


def _compare_forward(func: Function, inputs: Sequence[Any], how: _Tolerances) -> None:
    """The Jacobians by forward mode, a row for each element of an input."""
    wanted = [each for each in inputs if _is_wanted(each)]
    outputs = _as_tuple(func(*inputs))
    for place, each in enumerate(wanted):
        rows = [_pushed(func, inputs, each, i) for i in range(each._array.size)]
        floats = [number for number, output in enumerate(outputs) if _is_float(output)]
        moved = _numerical(func, inputs, each, floats, how.eps)
        for number, numerical in zip(floats, moved, strict=True):
            analytical = xp.array([row[number].reshape(-1) for row in rows])
            if not xp.allclose(analytical, numerical, how.rtol, how.atol):
                shown = repr(fresh(numerical)), repr(fresh(analytical))
                raise GradcheckError(
                    _mismatch(number, place, *shown, "computed with forward mode ")
                )


def _pushed(func: Function, inputs: Sequence[Any], moved: Any, element: int) -> list[Any]:
    """The tangents of the outputs where one element of an input moves."""
    direction = xp.zeros(moved._array.size, moved._array.dtype)
    direction[element] = 1
    tangent = fresh(direction.reshape(moved._array.shape))
    with forward_ad.dual_level():
        dual = forward_ad.make_dual(moved.detach(), tangent)
        made = _as_tuple(func(*[dual if each is moved else each for each in inputs]))
        pairs = [(each, forward_ad.unpack_dual(each).tangent) for each in made]
    return [(zeros_like(each) if t is None else t)._array for each, t in pairs]


def _mismatch(output: int, place: int, numerical: str, analytical: str, how: str = "") -> str:
    return (
        f"Jacobian {how}mismatch for output {output} with respect to input {place},\n"
        f"numerical:{numerical}\nanalytical:{analytical}\n"
    )


def _analytical(
    output: Any, wanted: Sequence[Any], nondet_tol: float, check_dtypes: bool
) -> list[Any]:
    """The Jacobians (input elements, output elements), checked for being always the same."""
    found, again = (_columns(output, wanted, check_dtypes) for _ in range(2))
    for one, other in zip(found, again, strict=True):
        if one.size and xp.max(abs(one - other)) > nondet_tol:
            raise GradcheckError(_NOT_REENTRANT.format(nondet_tol))
    return found


def _columns(output: Any, wanted: Sequence[Any], check_dtypes: bool) -> list[Any]:
    """The Jacobians by one backward for each output element."""
    n = output._array.size
    found = [xp.zeros((each._array.size, n), each._array.dtype) for each in wanted]
    for column in range(n):
        seed = xp.zeros(n, output._array.dtype)
        seed[column] = 1
        seeded = fresh(seed.reshape(output._array.shape))
        parts = grad([output], wanted, [seeded], retain_graph=True, allow_unused=True)
        for jacobian, part, each in zip(found, parts, wanted, strict=True):
            if part is None:
                continue
            if check_dtypes and part.dtype is not each.dtype:
                raise GradcheckError("Gradient has dtype mismatch")
            if part.shape != each.shape:
                raise GradcheckError("Analytical gradient has incorrect size")
            jacobian[:, column] = part._array.reshape(-1)
    return found


def _numerical(
    func: Function, inputs: Sequence[Any], moved: Any, numbers: Sequence[int], eps: float
) -> list[Any]:
    """The Jacobians of these outputs by moving one element at a time to both sides.

    The element is moved in the tensor's own memory, past its version counter, as PyTorch does.
    """
    rows = []
    whole = moved.data.numpy()
    for place in xp.ndindex(whole.shape):
        before = whole[place].copy()
        sides = []
        for step in (eps, -eps):
            whole[place] = before + step
            outputs = _as_tuple(func(*inputs))
            sides.append([xp.array(outputs[number]._array) for number in numbers])
        whole[place] = before
        pairs = zip(*sides, strict=True)
        rows.append([((one - other) / (2 * eps)).reshape(-1) for one, other in pairs])
    return [xp.array([row[i] for row in rows]) for i in range(len(numbers))]


def _compare_fast(
    func: Function, inputs: Sequence[Any], outputs: Sequence[Any], how: _Tolerances
) -> None:
    """One projection v^T J u of each Jacobian, with the same random u and v each time."""
    generator = random.Generator()
    wanted = [each for each in inputs if _is_wanted(each)]
    tops = [(number, each) for number, each in enumerate(outputs) if each.requires_grad]
    us = [_direction(each, generator) for each in wanted]
    vs = [_direction(each, generator) for _, each in tops]
    for place, (each, u) in enumerate(zip(wanted, us, strict=True)):
        moved = _moved(func, inputs, each, u, how.eps)
        for index, ((number, output), v) in enumerate(zip(tops, vs, strict=True)):
            numerical = float((v * moved[number].reshape(-1)).sum())
            analytical = _projected(output, each, v, u)
            slack = how.atol * float(u.sum()) * float(v.sum())
            if not xp.allclose(analytical, numerical, how.rtol, slack):
                (slow,) = _numerical(func, inputs, each, [number], how.eps)
                full = _columns(output, wanted, how.check_dtypes)[place]
                gap = float(xp.max(abs(slow - full)))
                text = _mismatch(index, place, str(numerical), str(analytical))
                raise GradcheckError(text + _SLOW.format(repr(fresh(slow)), repr(fresh(full)), gap))


def _direction(like: Any, generator: Any) -> Any:
    """A vector of length one with as many elements as the tensor."""
    kind = like._array.dtype
    vector = rand(like._array.size, generator=generator)._array.astype(kind)
    return vector / xp.sqrt((vector * vector).sum())


def _moved(func: Function, inputs: Sequence[Any], moved: Any, u: Any, eps: float) -> list[Any]:
    """The outputs' change along u, for each output."""
    whole = moved.data.numpy()
    before = whole.copy()
    sides = []
    for step in (eps, -eps):
        whole[...] = before + (u * step).reshape(whole.shape)
        sides.append([xp.array(each._array) for each in _as_tuple(func(*inputs))])
        whole[...] = before
    return [(one - other) / (2 * eps) for one, other in zip(*sides, strict=True)]


def _projected(output: Any, each: Any, v: Any, u: Any) -> float:
    seed = fresh(v.reshape(output._array.shape))
    (part,) = grad([output], [each], [seed], retain_graph=True, allow_unused=True)
    return 0.0 if part is None else float((part._array.reshape(-1) * u).sum())


# --- what backward must do besides ---------------------------------------------------------------
def _check_linear(tops: Sequence[Any], inputs: Sequence[Any]) -> None:
    """A zero gradient gives zeros, of the right dtype and size."""
    if not tops:
        return
    wanted = [each for each in inputs if _is_wanted(each)]
    zeros = [zeros_like(each) for each in tops]
    found = grad(tops, wanted, zeros, retain_graph=True, allow_unused=True)
    for part, each in zip(found, wanted, strict=True):
        if part is None:
            continue
        if xp.any(part._array != 0):
            raise GradcheckError("backward not multiplied by grad_output")
        if part.dtype is not each.dtype:
            raise GradcheckError("grad is incorrect type")
        if part.shape != each.shape:
            raise GradcheckError("grad is incorrect size")


def _check_undefined(func: Function, inputs: Sequence[Any]) -> None:
    """Backward takes outputs without a gradient: all of them, and each alone."""
    wanted = [each for each in inputs if _is_wanted(each)]
    count = len([each for each in _as_tuple(func(*inputs)) if each.requires_grad])
    if not count:
        return
    for missing in (set(range(count)), *({i} for i in range(count) if count > 1)):
        tops = [each for each in _as_tuple(func(*inputs)) if each.requires_grad]
        tops = [_UndefinedGrad.apply(x) if i in missing else x for i, x in enumerate(tops)]
        zeros = [zeros_like(each) for each in tops]
        try:
            found = grad(tops, wanted, zeros, allow_unused=True)
        except RuntimeError as error:
            raise GradcheckError(
                f"Expected backward function to handle undefined output grads. {_NOTES}"
            ) from error
        if any(part is not None and xp.any(part._array != 0) for part in found):
            raise GradcheckError(
                "Expected all input grads to be undefined or zero when all output grads are "
                f"undefined or zero. {_NOTES}"
            )
