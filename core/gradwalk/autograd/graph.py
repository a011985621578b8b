"""torch.autograd.graph: nodes, edges, and hooks over several tensors."""

from __future__ import annotations

from typing import Any, NamedTuple

from gradwalk.graph import Node
from gradwalk.savedhooks import disable_saved_tensors_hooks, save_on_cpu, saved_tensors_hooks
from gradwalk.tensorbase import TensorBase
from gradwalk.views import edge_of

__all__ = [
    "GradientEdge",
    "Node",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "save_on_cpu",
    "saved_tensors_hooks",
]


class GradientEdge(NamedTuple):
    """Where the gradient of a tensor goes; stands for the tensor in autograd.grad."""

    node: Node
    output_nr: int


def get_gradient_edge(tensor: TensorBase) -> GradientEdge:
    """The edge of a tensor that requires grad."""
    node, number = edge_of(tensor)
    if node is None:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require "
            "gradients"
        )
    return GradientEdge(node, number)


def increment_version(tensor: Any) -> None:
    """Raise the version counter without a write."""
    for each in [tensor] if isinstance(tensor, TensorBase) else tensor:
        each._counter.version += 1
