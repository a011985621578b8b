"""Whether operations are recorded: no_grad, enable_grad, set_grad_enabled, inference_mode."""

from __future__ import annotations

import contextlib
import functools
import inspect
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from gradwalk import errors, tensorbase
from gradwalk.trace import listen

grad_enabled = True  # whether operations are recorded: the hot paths ask this
inference = False
mapping = ""  # inside vmap its `randomness`: one example's numbers cannot be looked at
in_rule = False  # whether a rule runs on tensors: it takes the overloads that C++ takes
_asked_for = True  # what is_grad_enabled says; in inference mode nothing is recorded all the same
_ON_A_CLASS = (
    "Decorating classes is deprecated and will be disabled in future versions. You should only "
    "decorate functions or methods. To preserve the current behavior of class decoration, you can "
    "directly decorate the `__init__` method and nothing else."
)
transforms: list[str] = []  # of torch.func that are under way, by name


@contextlib.contextmanager
def within(transform: str) -> Iterator[None]:
    """A transform of torch.func is under way: not all can be done in it."""
    transforms.append(transform)
    try:
        yield
    finally:
        transforms.pop()


def is_grad_enabled() -> bool:
    """Whether operations on tensors that require grad are recorded, inference mode apart."""
    return _asked_for


def is_inference_mode_enabled() -> bool:
    """Whether results are inference tensors now."""
    return inference


def _switch(grad: bool, inferring: bool) -> None:
    global grad_enabled, inference, _asked_for
    before = grad_enabled
    _asked_for, inference = grad, inferring
    grad_enabled = grad and not inferring
    tensorbase.inferring = inferring
    if before != grad_enabled and listen.listener is not None:
        listen.listener.grad_mode(grad_enabled)


def for_backward(create_graph: bool) -> tuple[bool, bool]:
    """Set what a backward runs under; returns what was before, for `after_backward`.

    The listener hears of backwards otherwise.
    """
    global grad_enabled, _asked_for
    before = grad_enabled, _asked_for
    grad_enabled = _asked_for = create_graph
    return before


def after_backward(before: tuple[bool, bool]) -> None:
    """Go back to how it was before a backward."""
    global grad_enabled, _asked_for
    grad_enabled, _asked_for = before


class Decorating:
    """A context manager that can also decorate a function."""

    def __enter__(self) -> Any:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError

    def _fresh(self) -> Decorating:
        return type(self)()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.isclass(function):
            warnings.warn(_ON_A_CLASS, FutureWarning, stacklevel=2)
        if inspect.isgeneratorfunction(function):
            return _decorate_generator(self._fresh, function)

        @functools.wraps(function)
        def inside(*args: Any, **kwargs: Any) -> Any:
            with self._fresh():
                return function(*args, **kwargs)

        return inside


class _Mode(Decorating):
    """A mode that goes back to what was there when it was entered last."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted
        self._before = (True, False)

    def _enter(self) -> None:
        _switch(self.wanted, inference)

    def __enter__(self) -> None:
        self._before = (_asked_for, inference)  # only the last of several, as in PyTorch
        self._enter()

    def __exit__(self, *error: object) -> None:
        _switch(*self._before)

    def _fresh(self) -> _Mode:
        return type(self)(self.wanted)


def _decorate_generator(
    fresh: Callable[[], Decorating], function: Callable[..., Any]
) -> Callable[..., Any]:
    """A generator runs under the mode, its consumer between two items does not."""

    @functools.wraps(function)
    def inside(*args: Any, **kwargs: Any) -> Any:
        generator = function(*args, **kwargs)
        sent: Any = None
        while True:
            try:
                with fresh():
                    item = generator.send(sent)
            except StopIteration as end:
                return end.value
            sent = yield item

    return inside


class _WithoutArguments(_Mode):
    """no_grad and enable_grad: `@no_grad` decorates as well as `@no_grad()`."""

    value = False

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        return super().__new__(cls) if function is None else cls()(function)

    def __init__(self, function: Callable[..., Any] | None = None) -> None:
        super().__init__(self.value)

    def _fresh(self) -> _Mode:
        return type(self)()


class no_grad(_WithoutArguments):  # noqa: N801 - torch's own name
    """Nothing inside is recorded."""


class enable_grad(_WithoutArguments):  # noqa: N801 - torch's own name
    """Recording is on inside, also within no_grad."""

    value = True


class set_grad_enabled(_Mode):  # noqa: N801 - torch's own name
    """Switches at once when called; as a context manager it switches back at the end."""

    def __init__(self, mode: bool) -> None:
        if mode.__class__ is not bool:
            raise errors.not_a_bool("set_grad_enabled(): argument 'enabled' (position 1)", mode)
        super().__init__(mode)
        self._at_creation = (_asked_for, inference)
        _switch(mode, inference)

    def __enter__(self) -> None:
        self._before = self._at_creation
        self._enter()

    def __call__(self, function: Callable[..., Any]) -> Callable[..., Any]:
        _switch(*self._at_creation)
        return super().__call__(function)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.wanted})"


class set_multithreading_enabled(_Mode):  # noqa: N801 - torch's own name
    """There is one thread in backward: changes nothing."""

    def __enter__(self) -> None:
        """Nothing to switch."""

    def __exit__(self, *error: object) -> None:
        """Nor back."""


class inference_mode(_Mode):  # noqa: N801 - torch's own name
    """As no_grad; what is made inside can never be used in a recorded computation."""

    def __new__(cls, mode: Any = True) -> Any:
        return super().__new__(cls) if isinstance(mode, bool) else cls()(mode)

    def __init__(self, mode: bool = True) -> None:
        super().__init__(mode)

    def _enter(self) -> None:
        _switch(not self.wanted, self.wanted)
