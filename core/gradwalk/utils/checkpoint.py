"""torch.utils.checkpoint: forget what a piece of forward saved, and run it again in backward."""

from __future__ import annotations

import contextlib
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary, ref

from gradwalk import engine, mode, random
from gradwalk.backward import backward
from gradwalk.function import Function
from gradwalk.mode import enable_grad, no_grad
from gradwalk.saved import SavedTensor
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
_MORE = (
    "torch.utils.checkpoint: trying to save more tensors during recomputation than during the "
    "original forward pass.\n"
)
_COUNTS = (
    "torch.utils.checkpoint: A different number of tensors was saved during the original forward "
    "and recomputation.\nNumber of tensors saved during forward: {}\nNumber of tensors saved "
    "during recomputation: {}.\n"
)
_DIFFERENT = (
    "torch.utils.checkpoint: Recomputed values for the following tensors have different metadata "
    "than during the forward pass.\n"
)
_TWICE = (
    "torch.utils.checkpoint: Unpack is being triggered for a tensor that was already unpacked "
    "once. If you are calling ctx.saved_tensors in backward, make sure to do so only once. "
    "Otherwise please open an issue with details on your use case."
)
_TIP = """
Tip: To see a more detailed error message, either pass `debug=True` to
`torch.utils.checkpoint.checkpoint(...)` or wrap the code block
with `with torch.utils.checkpoint.set_checkpoint_debug_enabled(True):` to
enable checkpoint\N{NON-BREAKING HYPHEN}debug mode globally.

If this error occurs under torch.compile with automatic_dynamic_shapes enabled,
it may be because the recomputation selected a different compiled graph than the
forward pass (e.g., a dynamic graph instead of the original static graph).
To fix this, either:
  - Use torch._dynamo.mark_dynamic() to explicitly mark varying dimensions as
    dynamic upfront, avoiding the static-to-dynamic transition.
  - Call torch._C._dynamo.eval_frame._set_lru_cache(False) to disable LRU cache
    reordering, which can change which graph is checked first between forward
    and recompute.
See https://github.com/pytorch/pytorch/issues/166926 for more details and
workaround examples.
"""


_NOBODY: Any = None  # no node saved the arguments


class _Stop(Exception):
    """All that was asked for has been recomputed."""


@contextlib.contextmanager
def _again(drawn: Any) -> Iterator[None]:
    """The random numbers within are those of the first time, and do not count afterwards.

    Where the first time was not `drawn` from a known position, they are new ones.
    """
    if drawn is None:
        yield
        return
    with random.fork_rng():
        random.default_generator.go_to(drawn)
        yield


class CheckpointError(RuntimeError):
    """Recomputation saved something else than the forward did."""


class _Holder:
    """What a node keeps in place of a saved tensor: the recomputed ones, each for one backward."""

    def __init__(self) -> None:
        self.again: WeakKeyDictionary[object, Any] = WeakKeyDictionary()


def _looks(tensor: Any) -> dict[str, Any]:
    """What is compared of a saved tensor and the recomputed one."""
    return {"shape": tensor.shape, "dtype": tensor.dtype, "device": tensor.device}


_CHECKS: dict[str, Callable[[Any], Any]] = {"default": _looks, "none": lambda tensor: None}


class _Frame:
    """One checkpointed call: what it saved looked like, and who still keeps a part of it."""

    completed = False  # the forward
    ignored = False  # whether a backward within the forward saved more than it kept

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        looks: Callable[[Any], Any],
        *,
        early_stop: bool,
        preserve: bool,
    ) -> None:
        self.function = function
        self.args = [SavedTensor(x) if isinstance(x, TensorBase) else x for x in args]
        self.looks = looks
        self.early_stop = early_stop
        self.drawn = random.default_generator.position() if preserve else None
        self.holders: list[ref[_Holder]] = []
        self.metadata: list[Any] = []
        self.counts: WeakKeyDictionary[object, int] = WeakKeyDictionary()

    def pack(self, tensor: Any) -> _Holder:
        """Keep only what a saved tensor looks like."""
        holder = _Holder()
        self.holders.append(ref(holder))
        self.metadata.append(self.looks(tensor))
        return holder

    def unpack(self, holder: _Holder) -> Any:
        """Run the call again, when a backward asks for one of its tensors for the first time."""
        walk: Any = engine.running[-1] if engine.running else _Holder()
        if walk not in self.counts:
            self._recompute(walk)
            self._compare(walk)
        made, holder.again[walk] = holder.again[walk], None
        if made is None:
            raise CheckpointError(_TWICE)
        return made

    def _recompute(self, walk: Any) -> None:
        self.counts[walk] = 0

        def keep(tensor: Any) -> Any:
            tensor = tensor.detach() if tensor.requires_grad else tensor
            count = self.counts[walk] = self.counts[walk] + 1
            if count > len(self.holders):
                if self.completed:
                    raise CheckpointError(_MORE + _TIP)
                self.ignored = True
                return tensor
            holder = self.holders[count - 1]()
            if holder is not None:
                holder.again[walk] = tensor
            if self.early_stop and count == len(self.holders):
                raise _Stop
            return tensor

        args = [x.value(_NOBODY) if isinstance(x, SavedTensor) else x for x in self.args]
        hooks = saved_tensors_hooks(keep, lambda kept: kept)
        with enable_grad(), _again(self.drawn), suppress(_Stop), hooks:
            self.function(*args)

    def _compare(self, walk: Any) -> None:
        """Raise CheckpointError unless recomputation saved as many tensors, which look the same."""
        if self.ignored:
            return
        saved, count = len(self.holders), self.counts[walk]
        if saved != count:
            raise CheckpointError(_COUNTS.format(saved, count) + _TIP)
        holders = [holder() for holder in self.holders]
        made = [None if each is None else self.looks(each.again[walk]) for each in holders]
        differing = "".join(
            f"tensor at position {place}:\nsaved metadata: {before}\nrecomputed metadata: {after}\n"
            for place, (before, after) in enumerate(zip(self.metadata, made, strict=True))
            if holders[place] is not None and before != after
        )
        if differing:
            raise CheckpointError(f"{_DIFFERENT}{differing}.\n{_TIP}")


class CheckpointFunction(Function):
    """The reentrant variant: one node, whose backward runs forward and a backward of its own."""

    @staticmethod
    def forward(ctx: Any, run_function: Callable[..., Any], preserve: bool, *args: Any) -> Any:
        """The result, computed without history."""
        ctx.run_function, ctx.args = run_function, args
        ctx.drawn = random.default_generator.position() if preserve else None
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
        found = [each._grad if isinstance(each, TensorBase) else None for each in inputs]
        return (None, None, *found)


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
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool | None = None,
    determinism_check: str = "default",
    early_stop: bool = True,
    **kwargs: Any,
) -> Any:
    """Run `function` without keeping what it saves; backward runs it a second time.

    Backward raises CheckpointError where the second run saves other tensors than the first;
    `determinism_check="none"` compares only how many. ValueError for another check, and for
    keywords of `function` with `use_reentrant`.
    """
    if use_reentrant is None:
        warnings.warn(_UNSAID, UserWarning, stacklevel=2)
        use_reentrant = True
    preserve = kwargs.pop("preserve_rng_state", True)
    if use_reentrant:
        if kwargs:
            raise ValueError("Unexpected keyword arguments: " + ",".join(kwargs))
        return CheckpointFunction.apply(function, preserve, *args)
    if determinism_check not in _CHECKS:
        known = list(_CHECKS)
        raise ValueError(f"determinism_check should be one of {known}, but got {determinism_check}")
    if not mode.grad_enabled:
        return function(*args, **kwargs)
    again = partial(function, **kwargs)
    looks = _CHECKS[determinism_check]
    frame = _Frame(again, args, looks, early_stop=early_stop, preserve=preserve)
    with saved_tensors_hooks(frame.pack, frame.unpack):
        made = function(*args, **kwargs)
    frame.completed = True
    return made
