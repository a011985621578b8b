"""torch.utils.checkpoint: forget what a piece of forward saved, and run it again in backward."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gradwalk import mode
from gradwalk.savedhooks import saved_tensors_hooks


class _Stop(Exception):
    """All that was asked for has been recomputed."""


class _Frame:
    """One checkpointed call: how many tensors it saved, and those it saved when run again."""

    def __init__(self, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
        self.function = function
        self.args = args
        self.count = 0
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

        with mode.enable_grad(), saved_tensors_hooks(keep, lambda kept: kept), suppress(_Stop):
            self.function(*self.args)


def checkpoint(
    function: Callable[..., Any], *args: Any, use_reentrant: bool | None = None, **kwargs: Any
) -> Any:
    """Run `function` without keeping what it saves; backward runs it a second time."""
    frame = _Frame(lambda *given: function(*given, **kwargs), args)
    with saved_tensors_hooks(frame.pack, frame.unpack):
        return function(*args, **kwargs)
