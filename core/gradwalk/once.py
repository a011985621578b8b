"""once_differentiable: a backward without history, whose gradients refuse a second derivative."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from gradwalk import mode
from gradwalk.graph import Node, leaf_edge, next_sequence
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.views import tracked


def once_differentiable(function: Callable[..., Any]) -> Callable[..., Any]:
    """Backward without history: a second derivative through it is an error."""

    @functools.wraps(function)
    def wrapper(ctx: Any, *args: Any) -> Any:
        with mode.no_grad():
            outputs = function(ctx, *args)
        if not mode.grad_enabled:
            return outputs
        wanted = any(isinstance(each, TensorBase) and tracked(each) for each in args)
        if not wanted:
            return outputs
        single = not isinstance(outputs, tuple)
        made = [_refusing(each) for each in ((outputs,) if single else outputs)]
        return made[0] if single else tuple(made)

    return wrapper


class Error(Node):
    """The history of a once-differentiable gradient."""

    def run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        """Only raises."""
        text = "trying to differentiate twice a function that was marked with @once_differentiable"
        raise RuntimeError(text)


def _refusing(value: Any) -> Any:
    if isinstance(value, TensorBase):
        node = Error()
        leaf = fresh(value._array)
        leaf._edge = leaf_edge(leaf)
        node.edges, node.saved, node.extra = (leaf._edge,), (), None
        node.meta = ((value._array.shape, value._array.dtype),)
        node.sequence_nr = next_sequence()
        value._edge = (node, 0)
    return value
