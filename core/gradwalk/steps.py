"""The steps of a backward, as engine.run yields them; they hold the engine's own objects.

Gradients are arrays, or tensors under create_graph. A step is made only when somebody watches.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gradwalk.graph import Edge, Node
from gradwalk.tensorbase import TensorBase


@dataclass(slots=True)
class Began:
    """A backward starts from `roots`, with a gradient for each."""

    roots: list[Edge]
    seeds: list[Any]
    lent: bool  # whether the program gets hold of gradients on the way


@dataclass(slots=True)
class Ran:
    """A node has all its gradients and is about to run; one gradient for each of its outputs."""

    node: Node
    grads: list[Any]


@dataclass(slots=True)
class Checked:
    """The version of a saved tensor was compared before the node that saved it runs."""

    node: Node
    name: str  # as the rule knows it: "self", "other", "result"
    saved: Any  # SavedTensor, SavedOutput or SavedNumber
    expected: int | None  # None of a number, which nobody can write
    found: int | None
    ok: bool


@dataclass(slots=True)
class Sent:
    """A gradient went along an edge."""

    node: Node
    index: int  # which of the node's edges
    target: Node
    input_nr: int  # as the gradient of which of the target's outputs
    part: Any  # None: the node had nothing to send along this edge
    total: Any  # what the target has got so far for that output, `part` included
    waiting: int  # how many more the target waits for


@dataclass(slots=True)
class Accumulated:
    """A leaf's gradient was set or added to."""

    node: Node
    tensor: TensorBase
    before: Any
    after: Any


@dataclass(slots=True)
class Retained:
    """The gradient of a tensor with retain_grad was kept."""

    tensor: TensorBase
    grad: Any


@dataclass(slots=True)
class Hooked:
    """A hook ran; `after` is what it made of the gradient."""

    node: Node
    hook: Any
    before: Any
    after: Any


@dataclass(slots=True)
class Captured:
    """autograd.grad took the gradient of one of its inputs."""

    node: Node
    input_nr: int
    grad: Any


@dataclass(slots=True)
class Freed:
    """A node dropped what it had saved."""

    node: Node


@dataclass(slots=True)
class Ended:
    """The backward is over."""
