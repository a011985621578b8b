"""The trace: what a program did to its tensors, as frozen data.

Nothing else crosses from the engine to the pictures. Ids are small and by order of appearance:
tensors t0, t1, ...; storages s0, ...; backward nodes n0, ...; a tensor at a version is t3v1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Layout = tuple[tuple[int, ...], int]  # where elements lie in a storage: strides and offset
CORNER = 64  # numbers kept of one value


@dataclass(frozen=True, slots=True)
class Value:
    """A tensor's content at one time; of a large tensor the first corner and a summary."""

    shape: tuple[int, ...]
    dtype: str  # "float32"
    numbers: tuple[float, ...]  # row by row, at most CORNER of them
    corner: tuple[int, ...]  # the shape `numbers` has; equal to `shape` when all are there
    low: float | None  # None where there is nothing to summarise
    high: float | None
    mean: float | None
    norm: float | None

    @property
    def whole(self) -> bool:
        """Whether `numbers` is the whole content."""
        return self.corner == self.shape


@dataclass(frozen=True, slots=True)
class Input:
    """One input of an op, in the order of its signature."""

    name: str  # the parameter's name in the table of ops: "self", "other", "tensors[1]"
    tensor: str | None  # None for a plain value
    version: int | None
    text: str | None  # a plain value as the program would write it: "2", "(3, 4)"


@dataclass(frozen=True, slots=True)
class Output:
    """A tensor that an op returned or whose history an in-place op rewrote."""

    tensor: str
    storage: str
    version: int
    requires_grad: bool
    value: Value
    number: int  # output_nr: which output of its grad_fn it is


@dataclass(frozen=True, slots=True)
class Saved:
    """A tensor that a node keeps for its backward."""

    name: str  # as the rule reads it: "self", "other", "result"
    tensor: str | None
    version: int
    storage: str


@dataclass(frozen=True, slots=True)
class Alias:
    """What a write changed for another tensor on the same storage."""

    tensor: str
    version: int  # what that tensor's counter says now
    value: Value


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `line` is 1-based in the whole source, 0 where none is known."""

    cell: int
    line: int


@dataclass(frozen=True, slots=True)
class Created(Event):
    """A tensor without a history is seen for the first time."""

    tensor: str
    how: str  # "tensor", "rand", "parameter", "grad"; the op or place it came from
    of: str | None  # the tensor whose .grad it is
    storage: str
    version: int
    requires_grad: bool
    leaf: bool
    value: Value


@dataclass(frozen=True, slots=True)
class Made(Event):
    """An op returned new tensors."""

    op: str  # "mul"
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    node: str | None  # None where no history was kept
    grad_fn: str | None  # "MulBackward0"
    saved: tuple[Saved, ...]
    edges: tuple[int | None, ...]  # for each of the node's next_edges, which input it leads to
    relation: str  # "new", "view", "detach" or "data": what the outputs share with the first input


@dataclass(frozen=True, slots=True)
class Wrote(Event):
    """An in-place op changed a tensor and its counter went up."""

    op: str  # "zero_"
    inputs: tuple[Input, ...]  # the first is the tensor before the write
    tensor: str
    storage: str
    before: int
    after: int
    outputs: tuple[Output, ...]  # the tensor after the write, then a base whose history changed
    node: str | None
    grad_fn: str | None
    saved: tuple[Saved, ...]
    edges: tuple[int | None, ...]
    aliases: tuple[Alias, ...]  # the others on the same storage
    stale: tuple[str, ...]  # "n2.result": saved tensors whose version no longer fits
    counted: bool  # whether the counter is the storage's own, not that of a `.data` alias


@dataclass(frozen=True, slots=True)
class WroteUnseen(Event):
    """A write that some counter on the storage did not see, as through `.data` or NumPy."""

    op: str | None
    tensor: str | None  # the alias written through; None when it was found only later
    storage: str
    aliases: tuple[Alias, ...]  # tensors that changed while their counter stood still
    blind: tuple[str, ...]  # "n2.result": saved tensors that changed without notice


@dataclass(frozen=True, slots=True)
class Named(Event):
    """A variable was bound to a tensor."""

    name: str
    tensor: str


@dataclass(frozen=True, slots=True)
class Required(Event):
    """requires_grad of a leaf was switched."""

    tensor: str
    requires_grad: bool


@dataclass(frozen=True, slots=True)
class Retains(Event):
    """retain_grad() was called."""

    tensor: str


@dataclass(frozen=True, slots=True)
class Cleared(Event):
    """A gradient was set to None or to zeros."""

    tensor: str
    grad: Value | None


@dataclass(frozen=True, slots=True)
class GradMode(Event):
    """Recording of history was switched on or off."""

    enabled: bool


@dataclass(frozen=True, slots=True)
class Began(Event):
    """A backward pass starts from these roots."""

    leaves: tuple[str | None, ...]  # for each root its tensor, if that is a leaf
    nodes: tuple[str | None, ...]  # else its node,
    numbers: tuple[int, ...]  # and which of the node's outputs it is
    seeds: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Ran(Event):
    """A node's turn: all its gradients are in."""

    node: str
    grads: tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Checked(Event):
    """A node takes out what it saved and compares versions."""

    node: str
    name: str
    expected: int
    found: int
    ok: bool
    changed: bool  # the version fits but the content is no longer what was saved


@dataclass(frozen=True, slots=True)
class Sent(Event):
    """A node hands a gradient to the producer of one of its inputs."""

    node: str
    edge: int  # which of the node's edges; Made.edges says to which input it leads
    target: str | None  # a node, or None when the target is a leaf
    leaf: str | None  # the tensor of an AccumulateGrad
    number: int  # which output of the target the gradient is for
    part: Value | None
    total: Value | None  # with what came in before
    waiting: int  # gradients the target still waits for


@dataclass(frozen=True, slots=True)
class SentWrong(Event):
    """What was just sent is not what it would be with the values as saved."""

    node: str
    edge: int
    part: Value | None
    true: Value  # of the part
    total: Value  # the true one, with what came in before


@dataclass(frozen=True, slots=True)
class Accumulated(Event):
    """A gradient was added to a leaf's .grad."""

    tensor: str
    before: Value | None
    after: Value


@dataclass(frozen=True, slots=True)
class Retained(Event):
    """A non-leaf keeps its gradient, as retain_grad asked."""

    tensor: str
    grad: Value


@dataclass(frozen=True, slots=True)
class Hooked(Event):
    """A hook looked at a gradient, or replaced it."""

    tensor: str | None
    node: str | None
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Captured(Event):
    """autograd.grad took a gradient instead of adding it to a leaf."""

    leaf: str | None
    node: str | None  # None for a leaf
    number: int
    grad: Value | None


@dataclass(frozen=True, slots=True)
class Freed(Event):
    """A node let go of what it saved."""

    node: str


@dataclass(frozen=True, slots=True)
class Ended(Event):
    """The backward pass is over."""


@dataclass(frozen=True, slots=True)
class SilentlyWrong(Event):
    """A gradient that nothing refused is not the derivative of what was computed."""

    node: str  # whose saved tensor changed unseen
    name: str
    leaf: str
    got: Value  # what .grad says
    true: Value  # what it would say with the values as saved
    saved: int  # index of the event that saved
    wrote: int | None  # index of the event that wrote, where it is known


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the program while it ran: a call, or a turn of a loop, and the events in it."""

    kind: str  # "module", "function", "loop", "turn" or "step" of an optimiser
    name: str  # "fc1", "forward", "for x in data"
    of: str  # the class of a module or an optimiser
    number: int  # of a turn, from 1
    line: int  # where it is written, first and last; 0 where that is not in the program
    last: int
    first: int  # event, and the one after its last
    end: int


@dataclass(frozen=True, slots=True)
class Trace:
    """All that happened, in order."""

    events: Sequence[Event]
    layouts: Mapping[str, Layout] = field(default_factory=dict)  # of tensors that share a storage
    scopes: Sequence[Scope] = ()  # by their beginning; an outer one before what is in it
