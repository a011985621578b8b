"""The one point where the engine says what it does.

`listener` is None unless somebody records; the engine looks at it once for each operation and
calls nothing else. What it hears of are the operations a program asked for: rules that run ops
inside a backward are silent unless create_graph is set.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.tensorbase import TensorBase


class Listener(Protocol):
    """What a recorder implements."""

    def made(
        self,
        op: str,
        inputs: tuple[tuple[str, Any], ...],
        outputs: tuple[TensorBase, ...],
        node: Node | None,
    ) -> None:
        """An operation returned. `inputs`: (parameter, tensor or plain value), in order.

        `node` is None when nothing was recorded; `detach` and `data` never have one.
        """

    def wrote(
        self,
        op: str,
        tensor: TensorBase,
        inputs: tuple[tuple[str, Any], ...],
        node: Node | None,
        version_before: int,
    ) -> None:
        """An in-place operation wrote into `tensor`; its history is rewritten already.

        `node` is the node of the operation itself. Where `tensor` is a view, the base's grad_fn
        is a CopySlices that holds it.
        """

    def created(self, tensor: TensorBase, how: str) -> None:
        """A creation function (`how`: "tensor", "rand", ...) made a tensor."""

    def data_assigned(self, tensor: TensorBase, value: TensorBase) -> None:
        """`tensor.data = value`: it has another storage now and its old counter."""

    def retained(self, tensor: TensorBase) -> None:
        """retain_grad() was called on a tensor."""

    def cleared(self, tensor: TensorBase) -> None:
        """The gradient of a tensor was set to None or zeroed."""

    def step(self, step: Any) -> None:
        """A backward took a step: one of the step objects of engine.py."""

    def grad_mode(self, enabled: bool) -> None:
        """Recording was switched on or off."""


listener: Listener | None = None


@contextmanager
def silence() -> Iterator[Listener | None]:
    """Nobody hears what the engine does here; gives the listener who would have."""
    global listener
    kept, listener = listener, None
    try:
        yield kept
    finally:
        listener = kept
