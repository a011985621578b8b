"""How a recorder hears PyTorch: two modes and two functions of PyTorch that are wrapped.

Modes belong to the thread that entered them. The wrapped functions are everybody's: they ask which
recorder listens in their thread, and go back when the last recorder ends.
"""

from __future__ import annotations

import importlib
import threading
from typing import Any

from gradwalk_ui.torch_bridge.loading import BridgeError

lock = threading.Lock()
listening: dict[int, Any] = {}  # by thread
wrapped: list[tuple[Any, str, Any, bool]] = []  # where, name, what stood there, whether it was own


def modes(recorder: Any) -> tuple[Any, Any]:
    """Return the modes that tell a recorder of calls and of operators."""
    functions: Any = importlib.import_module("torch.overrides")
    operators: Any = importlib.import_module("torch.utils._python_dispatch")

    class Calls(functions.TorchFunctionMode):  # type: ignore[misc]
        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            return recorder.called(func, args, kwargs or {})

    class Operators(operators.TorchDispatchMode):  # type: ignore[misc]
        def __torch_dispatch__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            return recorder.ran(func, args, kwargs or {})

    return Calls(), Operators()


def on(recorder: Any, both: tuple[Any, Any]) -> None:
    """Let a recorder hear this thread."""
    with lock:
        me = threading.get_ident()
        if me in listening:
            raise BridgeError(
                "a recorder of real PyTorch runs in this thread already; end it before the next "
                "begins, or record in another thread"
            )
        if not wrapped:
            wrap(recorder.torch)
        listening[me] = recorder
    for mode in both:
        mode.__enter__()


def off(recorder: Any, both: tuple[Any, Any]) -> None:
    """Let it hear no more; the last one puts everything back."""
    try:
        for mode in reversed(both):
            mode.__exit__(None, None, None)
    finally:
        with lock:
            for thread in [each for each, other in listening.items() if other is recorder]:
                del listening[thread]
            if not listening:
                unwrap()


def wrap(torch: Any) -> None:
    """Put ourselves before PyTorch's entry to its engine, and before Function.apply."""
    run = torch.autograd._engine_run_backward

    def run_backward(roots: Any, *given: Any, **named: Any) -> Any:
        recorder = listening.get(threading.get_ident())
        if recorder is None:
            return run(roots, *given, **named)
        return recorder.backward(run, roots, given, named)

    base = torch.autograd.function._SingleLevelFunction

    def apply(cls: Any, *args: Any, **kwargs: Any) -> Any:
        recorder = listening.get(threading.get_ident())
        plain = super(base, cls).apply
        if recorder is None or kwargs:
            return plain(*args, **kwargs)
        return recorder.function(cls, plain, args)

    make = torch.autograd._make_grads

    def make_grads(*args: Any, **kwargs: Any) -> Any:
        recorder = listening.get(threading.get_ident())
        if recorder is None:
            return make(*args, **kwargs)
        with recorder.as_one():  # the seeds are told with the backward that they start
            return make(*args, **kwargs)

    if not hasattr(torch._C._autograd, "_top_saved_tensors_default_hooks"):
        count_packers(torch._C._autograd)  # PyTorch 2.4
    put(torch.autograd, "_engine_run_backward", run_backward)
    put(torch.autograd, "_make_grads", make_grads)
    put(base, "apply", classmethod(apply))


def count_packers(autograd: Any) -> None:
    """Let recorders know how many saved_tensors_hooks are in force, by what enters and leaves."""
    for name, change in (("_push", 1), ("_pop", -1)):
        put(autograd, f"{name}_saved_tensors_default_hooks", counting(autograd, name, change))


def counting(autograd: Any, name: str, change: int) -> Any:
    """Return one of the two functions with the count added."""
    plain = getattr(autograd, f"{name}_saved_tensors_default_hooks")

    def counted(*args: Any) -> Any:
        recorder = listening.get(threading.get_ident())
        if recorder is not None:
            recorder.packers += change
        return plain(*args)

    return counted


def put(where: Any, name: str, what: Any) -> None:
    """Put something in a place, and remember what stood there."""
    own = name in vars(where)
    wrapped.append((where, name, vars(where).get(name), own))
    setattr(where, name, what)


def unwrap() -> None:
    """Put back what stood there."""
    while wrapped:
        where, name, what, own = wrapped.pop()
        if own:
            setattr(where, name, what)
        else:
            delattr(where, name)
