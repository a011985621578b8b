"""torch.utils.checkpoint: forget what a piece of forward saved, and run it again in backward."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from gradwalk import engine, random
from gradwalk.backward import backward
from gradwalk.function import Function
from gradwalk.mode import enable_grad, no_grad
from gradwalk.savedhooks import saved_tensors_hooks
from gradwalk.tensorbase import TensorBase

_UNSAID = (
    "torch.utils.checkpoint: the use_reentrant parameter should be passed explicitly. Starting in "
    "PyTorch 2.9, calling checkpoint without use_reentrant will raise an exception. "
    "use_reentrant=False is recommended, but if you need to preserve the current default behavior, "
    "you can pass use_reentrant=True. Refer to docs for more details on the differences between "
    "the two variants."
)
_NO_GRADIENTS = "None of the inputs have requires_grad=True. Gradients will be None"
_WITH_GRAD = (
    "When use_reentrant=True, torch.utils.checkpoint is incompatible with .grad() or passing an "
    "`inputs` parameter to .backward(). To resolve this error, you can either set "
    "use_reentrant=False, or call .backward() without passing the `inputs` argument."
)


class _Stop(Exception):
    """All that was asked for has been recomputed."""


@contextlib.contextmanager
def _again(drawn: Any) -> Iterator[None]:
    """The random numbers within are those of the first time, and do not count afterwards."""
    with random.fork_rng():
        random.default_generator.go_to(drawn)
        yield


class _Frame:
    """One checkpointed call: how many tensors it saved, and those it saved when run again."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.function = function
        self.args = args
        self.count = 0
        self.drawn = random.default_generator.position()
        self.again: list[Any] = []

    def pack(self, tensor: Any) -> int:
        """Keep only the number of a saved tensor."""
        self.count += 1
        return self.count - 1

    def unpack(self, number: int) -> Any:
        """Run the call again, the first time one of its tensors is asked for."""
        if not self.again:
            self._recompute()
        return self.again[number]

    def _recompute(self) -> None:
        def keep(tensor: Any) -> Any:
            self.again.append(tensor.detach())
            if len(self.again) == self.count:
                raise _Stop
            return tensor

        hooks = saved_tensors_hooks(keep, lambda kept: kept)
        with enable_grad(), _again(self.drawn), hooks, suppress(_Stop):
            self.function(*self.args)


class CheckpointFunction(Function):
    """The reentrant variant: one node, whose backward runs forward and a backward of its own."""

    @staticmethod
    def forward(ctx: Any, run_function: Callable[..., Any], *args: Any) -> Any:
        """The result, computed without history."""
        ctx.run_function, ctx.args, ctx.drawn = (
            run_function,
            args,
            random.default_generator.position(),
        )
        if not any(isinstance(each, TensorBase) and _wants(each) for each in args):
            warnings.warn(_NO_GRADIENTS, UserWarning, stacklevel=5)
        ctx.save_for_backward(*[each for each in args if isinstance(each, TensorBase)])
        with no_grad():
            return run_function(*args)

    @staticmethod
    def backward(ctx: Any, *grads: Any) -> Any:
        """Compute once more, this time with history, and walk that."""
        if engine.running[-1:] and engine.running[-1].wanted is not None:
            raise RuntimeError(_WITH_GRAD)
        saved = iter(ctx.saved_tensors)
        inputs = [_own(next(saved)) if isinstance(each, TensorBase) else each for each in ctx.args]
        with enable_grad(), _again(ctx.drawn):
            made = ctx.run_function(*inputs)
        outputs = made if isinstance(made, tuple) else (made,)
        pairs = [
            (output, grad)
            for output, grad in zip(outputs, grads, strict=True)
            if isinstance(output, TensorBase) and _wants(output)
        ]
        if not pairs:
            text = "none of output has requires_grad=True, this checkpoint() is not necessary"
            raise RuntimeError(text)
        backward([output for output, _ in pairs], [grad for _, grad in pairs])
        return (None, *[each._grad if isinstance(each, TensorBase) else None for each in inputs])


def checkpoint_sequential(
    functions: Any, segments: int, input: Any, use_reentrant: bool | None = None, **kwargs: Any
) -> Any:
    """A Sequential in segments, of which all but the last are checkpointed."""
    if use_reentrant is None:
        warnings.warn(_UNSAID, UserWarning, stacklevel=2)
        use_reentrant = True
    listed = list(functions.children() if hasattr(functions, "children") else functions)
    size = len(listed) // segments

    def run(part: list[Any]) -> Callable[[Any], Any]:
        def forward(given: Any) -> Any:
            for each in part:
                given = each(given)
            return given

        return forward

    last = size * (segments - 1)
    for start in range(0, last, size):
        part = run(listed[start : start + size])
        input = checkpoint(part, input, use_reentrant=use_reentrant, **kwargs)
    return run(listed[last:])(input)


def _wants(tensor: Any) -> bool:
    return bool(tensor.requires_grad)


def _own(tensor: Any) -> Any:
    """The same values as a leaf."""
    return tensor.detach().requires_grad_(tensor.requires_grad)


def checkpoint(
    function: Callable[..., Any], *args: Any, use_reentrant: bool | None = None, **kwargs: Any
) -> Any:
    """Run `function` without keeping what it saves; backward runs it a second time."""
    if use_reentrant is None:
        warnings.warn(_UNSAID, UserWarning, stacklevel=2)
        use_reentrant = True
    kwargs.pop("preserve_rng_state", True)  # it always is
    if use_reentrant:
        return CheckpointFunction.apply(function, *args)
    frame = _Frame(lambda *given: function(*given, **kwargs), args)
    with saved_tensors_hooks(frame.pack, frame.unpack):
        return function(*args, **kwargs)
