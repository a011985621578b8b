"""Calls of the program's own that say what operators do not: who made a tensor, `.data`, hooks."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

Special = Callable[[Any, Any, tuple[Any, ...], dict[str, Any]], Any]

CREATING = (
    *("arange", "as_tensor", "asarray", "empty", "empty_like", "eye", "from_numpy", "frombuffer"),
    *("full", "full_like", "linspace", "logspace", "normal", "ones", "ones_like", "rand"),
    *("rand_like", "randint", "randint_like", "randn", "randn_like", "randperm", "scalar_tensor"),
    *("tensor", "zeros", "zeros_like", "poisson", "bernoulli"),
)
METHODS = ("new_tensor", "new_zeros", "new_ones", "new_full", "new_empty")
OUTSIDE = ("from_numpy", "as_tensor", "asarray", "frombuffer")  # memory that others may hold
_table: dict[Any, Special] = {}


def of(torch: Any, func: Any) -> Special | None:
    """Return what is special about one of PyTorch's functions."""
    if not _table:
        fill(torch)
    try:
        return _table.get(func)
    except TypeError:  # what cannot be hashed is no function of PyTorch's
        return None


def fill(torch: Any) -> None:
    """List the functions that are special, as PyTorch hands them to a mode."""
    kind = torch.Tensor
    for name in CREATING:
        if hasattr(torch, name):
            _table[getattr(torch, name)] = created
    for name in METHODS:
        _table[getattr(kind, name)] = created
    _table[kind.data.__get__] = data
    _table[kind.data.__set__] = assigned
    _table[kind.grad.__set__] = grad_set
    _table[kind.detach] = detached
    _table[torch.detach] = detached
    _table[kind.retain_grad] = retained
    _table[kind.requires_grad_] = required
    _table[kind.requires_grad.__set__] = required
    _table[kind.register_hook] = hooked
    _table[kind.numpy] = lent
    _table[kind.__array__] = lent
    _table[kind.zero_] = zeroed
    _table[torch._C._set_grad_enabled] = switched


def created(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """A creation function."""
    with recorder.as_one():
        result = func(*args, **kwargs)
    with recorder.quiet():
        if recorder.is_tensor(result):
            known = recorder.seen(result, func.__name__)
            if func.__name__ in OUTSIDE:
                recorder.audit.expose(result, known)
    return result


def alias(recorder: Any, func: Any, args: Any, kwargs: Any, relation: str) -> Any:
    """`detach()` and `.data`."""
    with recorder.as_one():
        result = func(*args, **kwargs)
    with recorder.quiet():
        if recorder.keeper.known(result) is None:
            named = [("self", args[0])]
            entries = recorder.inputs(named, {})
            recorder.made(relation, named, entries, [result], None, relation)
    return result


def detached(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """detach()."""
    return alias(recorder, func, args, kwargs, "detach")


def data(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """The attribute .data, read."""
    result = alias(recorder, func, args, kwargs, "data")
    with recorder.quiet():
        recorder.audit.expose(result, recorder.seen(result))
    return result


def assigned(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """The attribute .data, set."""
    tensor, value = args[:2]
    with recorder.quiet():
        recorder.settle()
        known = recorder.seen(tensor)
        recorder.seen(value)
        recorder.audit.assigning(tensor, known)
    with recorder.as_one():
        result = func(*args, **kwargs)
    with recorder.quiet():
        recorder.audit.assigned(tensor, known)
    return result


def grad_set(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """The attribute .grad, set."""
    result = func(*args, **kwargs)
    if args[1] is None:
        with recorder.quiet():
            recorder.settle()
            recorder.cleared(args[0])
    return result


def retained(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """retain_grad()."""
    result = func(*args, **kwargs)
    with recorder.quiet():
        recorder.settle()
        if not args[0].is_leaf:
            recorder.retains(args[0])
    return result


def required(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """requires_grad_(), and the attribute set."""
    before = args[0].requires_grad
    result = func(*args, **kwargs)
    with recorder.quiet():
        recorder.settle()
        if args[0].requires_grad is not before:
            recorder.required(args[0])
    return result


def hooked(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """register_hook()."""
    tensor, *rest = args
    hook = rest[0] if rest else kwargs.get("hook")
    if callable(hook) and tensor.requires_grad:
        with recorder.quiet():
            recorder.settle()
            hook = recorder.hook(tensor, hook)
    return func(tensor, hook)


def lent(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """numpy(): memory that autograd does not watch from now on."""
    result = func(*args, **kwargs)
    with recorder.quiet():
        recorder.settle()
        recorder.audit.expose(args[0], recorder.seen(args[0]))
    return result


def zeroed(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """zero_(): of a gradient, where zero_grad(set_to_none=False) does it."""
    result = func(*args, **kwargs)
    with recorder.quiet():
        recorder.settle()
        leaf = recorder.leaf_of(args[0])
        if leaf is not None and sys._getframe(3).f_code.co_name == "zero_grad":
            recorder.cleared(leaf)
    return result


def switched(recorder: Any, func: Any, args: Any, kwargs: Any) -> Any:
    """no_grad() and its like."""
    result = func(*args, **kwargs)
    with recorder.quiet():
        recorder.settle()
        recorder.mode()
    return result
