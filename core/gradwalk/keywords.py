"""torch's spellings of a call: `input=` for the first argument, `out=` for the result's memory."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from typing import Any

from gradwalk import dtypes, errors, inplace, mode, return_types, tensorbase
from gradwalk.apply import NUMBERS
from gradwalk.array import ndarray
from gradwalk.creation import tensor
from gradwalk.named import named
from gradwalk.signature_table import FUNCTIONS
from gradwalk.signatures import NUMBERS_AS_TENSORS, guarded, refusal, type_name
from gradwalk.tensorbase import TensorBase, writable
from gradwalk.trace import listen
from gradwalk.views import tracked


def spelled(
    name: str, function: Callable[..., Any], *, tensor_first: bool = False
) -> Callable[..., Any]:
    """The function as torch's namespace has it; `tensor_first`: its first argument is a tensor.

    Where it may be a number, it is a tensor of no dimensions then.
    """
    signatures = FUNCTIONS.get(name, ())
    first = function.entry.parameters[0] if hasattr(function, "entry") else "input"

    def applied(*args: Any, **kwargs: Any) -> Any:
        if kwargs or not args:
            if first == "self" and "input" in kwargs:
                args = (kwargs.pop("input"), *args)
            if "out" in kwargs:
                return _into(name, kwargs.pop("out"), function, args, kwargs)
            if not args and not kwargs:
                shown = "input" if first == "self" else first
                raise TypeError(f'{name}() missing 1 required positional arguments: "{shown}"')
        return function(*args, **kwargs)

    strict = guarded(applied, signatures, 0) if signatures else applied

    fits = False  # whether a call with one tensor and nothing else went well

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        nonlocal fits
        alone = len(args) == 1 and args[0].__class__ is tensorbase.kind and not kwargs
        if fits and alone:
            return function(args[0])
        if name in NUMBERS_AS_TENSORS and args and args[0].__class__ in NUMBERS:
            args = (tensor(args[0]), *args[1:])
        if args and not isinstance(args[0], TensorBase) and _is_refused(args[0], tensor_first):
            raise refusal(signatures, args, kwargs) or not_a_tensor(name, args[0])
        made = strict(*args, **kwargs)
        fits |= alone
        return made

    return named(call, name)  # two names may be of one function


def _is_refused(given: Any, tensor_first: bool) -> bool:
    """Whether what is no tensor stands where one is wanted; symbols take operations over."""
    return given.__class__ is ndarray or (tensor_first and not hasattr(given, "apply_op"))


def not_a_tensor(name: str, given: Any, parameter: str = "input", position: int = 1) -> TypeError:
    """What PyTorch says to an argument that is no tensor."""
    kind = type_name(given)
    place = f"argument '{parameter}' (position {position})"
    return TypeError(f"{name}(): {place} must be Tensor, not {kind}")


def maker(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that makes tensors, with the keywords that all of them take in torch."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        wanted = kwargs.get("requires_grad", False)
        if wanted.__class__ is not bool:
            raise errors.not_a_bool(f"{name}(): argument 'requires_grad'", wanted)
        for each in ("layout", "pin_memory", "memory_format"):
            kwargs.pop(each, None)
        if "size" in kwargs and not args and name != "randint":  # where it is not the first
            args = (kwargs.pop("size"),)
        out = kwargs.pop("out", None)
        if out is None:
            return function(*args, **kwargs)
        asked = kwargs.get("dtype")
        if asked is not None and asked is not out.dtype:
            text = f"dtype {asked.word} does not match dtype of out parameter ({out.dtype.word})"
            raise RuntimeError(text)
        return _into(name, out, function, args, kwargs, quietly=True)

    return guarded(call, FUNCTIONS.get(name, ()), 0)  # type: ignore[no-any-return]


def _resized(before: tuple[int, ...], after: tuple[int, ...]) -> str:
    return (
        "An output with one or more elements was resized since it had shape "
        f"{list(before)}, which does not match the required output shape {list(after)}. This "
        "behavior is deprecated, and in a future PyTorch release outputs will not be resized "
        "unless they have zero elements. You can explicitly reuse an out tensor t by resizing it, "
        "inplace, to zero elements with t.resize_(0)."
    )


def _into(
    name: str,
    out: Any,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Any,
    *,
    quietly: bool = False,
) -> Any:
    """Write the result into `out`, which has no history then; `quietly` if it may be resized."""
    if out is None:
        return function(*args, **kwargs)
    outs = tuple(out) if isinstance(out, (list, tuple)) else (out,)
    if mode.grad_enabled and any(
        isinstance(each, TensorBase) and tracked(each) for each in (*outs, *args)
    ):
        raise errors.out_with_grad(name)
    for each in outs:
        inplace.check_out(name, each, args)
    made = function(*args, **kwargs)
    if isinstance(made, tuple):
        for one, each in zip(outs, made, strict=True):
            _admit(one, each._array, quietly)
            _put(one, each._array)
        return return_types.of_out(type(made))(outs)
    array = made._array
    entry = getattr(function, "entry", None)
    alone = entry is None or entry.promote is None or all(each is not out for each in args)
    if out._array.shape != array.shape and not alone:  # where one element is made of another
        raise errors.output_shape(out._array.shape, array.shape)
    _admit(out, array, quietly)
    return _put(out, array)


def _admit(out: Any, array: Any, quietly: bool) -> None:
    """Refuse what `out` cannot hold, and warn if its shape is to change."""
    found, wanted = dtypes.of(array), dtypes.of(out._array)
    if not dtypes.can_cast(found, wanted):
        raise errors.cannot_cast(found, wanted.word)
    if listen.before_write is not None:
        listen.before_write(out)
    fits = out._array.shape == array.shape
    if out._array.size and not fits and not quietly:
        warnings.warn(_resized(out._array.shape, array.shape), UserWarning, stacklevel=5)


def _put(out: Any, array: Any) -> Any:
    _place(out, array)
    inplace.bump(out)
    inplace.check_counted(out)
    return out


def _place(out: Any, array: Any) -> None:
    """Put the result into the memory, which gets its shape."""
    before = writable(out)
    if array.shape != before.shape:
        edge, version, out._edge = out._edge, out._counter.version, None  # it may require grad
        out.resize_(array.shape)
        out._edge, out._counter.version = edge, version
    writable(out)[...] = array
    if array.size > before.size:  # who looks at the memory finds it there, too
        before[...] = array.reshape(-1)[: before.size].reshape(before.shape)
