"""The one point where the engine says what it does.

`listener` is None unless somebody records; the engine looks at it once for each operation and
calls nothing else. What it hears of are the operations a program asked for: rules that run ops
inside a backward are silent unless create_graph is set.

One thing is told even where nobody listens, as what was noted by reference must stay true:
`before_write`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from gradwalk.graph import AccumulateGrad, Edge, Node
    from gradwalk.table import Op
    from gradwalk.tensorbase import TensorBase

SENT, FREED = 2, 3  # rows of a backward, see `Listener.began`
PASSED = 12  # and, with the number of edges added to it, all of a usual node
Write = Callable[[tuple[Any, ...]], None]
Keys = Mapping[Any, int]


class Listener(Protocol):
    """What a recorder implements."""

    # Forward. `made` is a fresh tensor in memory of its own, or a view.

    def applied(self, entry: Op, args: Sequence[Any], made: TensorBase, node: Node | None) -> None:
        """An entry was applied to all its arguments."""

    # Forward: all that is unusual.

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

    def shaped(self, tensor: TensorBase) -> None:
        """A parameter or buffer of a lazy layer has got its shape."""

    def retained(self, tensor: TensorBase) -> None:
        """retain_grad() was called on a tensor."""

    def required(self, tensor: TensorBase, requires_grad: bool) -> None:
        """requires_grad of a leaf is about to be switched."""

    def cleared(self, tensor: TensorBase) -> None:
        """The gradient of a tensor was set to None or zeroed."""

    def grad_mode(self, enabled: bool) -> None:
        """Recording was switched on or off."""

    # Backward. Gradients are arrays that nobody writes into afterwards, or tensors.

    def began(
        self, roots: Sequence[Edge], seeds: Sequence[Any], lent: bool
    ) -> tuple[Write, Keys, float, bool]:
        """A backward starts. `lent`: the program gets hold of gradients on the way.

        Returns the function that takes this backward's rows, which the loop writes itself:
            (SENT, node.sequence_nr, index, target, input_nr, part, total, waiting)
            (FREED, node.sequence_nr)
            (PASSED + n, node.sequence_nr, freed,
                index, target, input_nr, part, total, waiting, ...)
        of which PASSED stands for `ran` with what arrived at the node, n times SENT, and FREED if
        it says so;
        what names the AccumulateGrads among the targets; of other nodes it is their sequence
        number; the sequence number from which on usual nodes are told of by PASSED; and whether
        that has the totals: otherwise None, as adding up the parts gives them.
        """

    def ran(self, node: Node, state: list[Any]) -> None:
        """A node is about to run; the gradients of its outputs follow `state[0]`.

        SENT and FREED follow when it did.
        """

    def failed(self, node: Node, state: list[Any]) -> None:
        """A node's rules raised; a usual node's `ran` was not told then."""

    def accumulating(self, node: AccumulateGrad, part: Any) -> tuple[Any, int, int]:
        """A leaf's gradient is about to be set or added to.

        Returns what `accumulated` wants, and how many references the listener has to `part` and to
        its base. The engine may take over that memory if nobody else holds on to it.
        """

    def accumulated(self, node: AccumulateGrad, told: Any) -> None:
        """A leaf's gradient was set or added to."""

    def kept(self, tensor: TensorBase, grad: Any) -> None:
        """The gradient of a tensor with retain_grad was kept."""

    def hooked(self, node: Node, before: Any, after: Any) -> None:
        """A hook ran; `after` is what it made of the gradient."""

    def captured(self, node: Node, input_nr: int, grad: Any) -> None:
        """autograd.grad took the gradient of one of its inputs."""

    def ended(self) -> None:
        """The backward is over; one that raised does not end."""


listener: Listener | None = None
rows: Any = None  # the listener, if it is a recorder, whose rows the hot paths write themselves

# Called before a tensor's memory is written, or handed to somebody who may write it.
before_write: Callable[[TensorBase], None] | None = None

# Whether backwards are looked through for what lends gradients: there were hooks, or Functions.
lending = False


def lend(tensor: TensorBase) -> None:
    """Somebody may write a tensor's memory from now on, and nobody would hear of it."""
    if before_write is not None:
        before_write(tensor)


def follower(heard: Listener | None) -> Any:
    """The listener, if it is a level of forward mode, which takes part in what it hears of."""
    return heard if getattr(heard, "forward", False) is True else None


class Staying:
    """While it lasts, nothing of the program's own is called: it need not be looked for."""

    def __enter__(self) -> None:
        if rows is not None:
            rows.stays(True)

    def __exit__(self, *error: object) -> None:
        if rows is not None:
            rows.stays(False)


@contextmanager
def silence() -> Iterator[Listener | None]:
    """Nobody hears what the engine does here; gives the listener who would have."""
    global listener, rows
    kept, listener, rows = (listener, rows), None, None
    try:
        yield kept[0]
    finally:
        listener, rows = kept
