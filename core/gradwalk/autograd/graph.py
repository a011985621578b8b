"""torch.autograd.graph: nodes, edges, and hooks over several tensors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from gradwalk import absent, engine, hooks, savedhooks
from gradwalk.graph import Node
from gradwalk.inplace import bump
from gradwalk.savedhooks import disable_saved_tensors_hooks, save_on_cpu, saved_tensors_hooks
from gradwalk.tensorbase import TensorBase
from gradwalk.views import edge_of

__all__ = [
    "GradientEdge", "Node", "allow_mutation_on_saved_tensors", "disable_saved_tensors_hooks",
    "get_gradient_edge", "increment_version", "register_multi_grad_hook", "save_on_cpu",
    "saved_tensors_hooks",
]  # fmt: skip


class GradientEdge(NamedTuple):
    """Where the gradient of a tensor goes; stands for the tensor in autograd.grad."""

    node: Node
    output_nr: int
    ownership_token: Any = None  # PyTorch keeps a custom Function's node alive by it


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
    if not isinstance(tensor, Iterable):
        raise RuntimeError("increment_version expect a Iterable[Tensor] as input")
    for each in [tensor] if isinstance(tensor, TensorBase) else tensor:
        if not isinstance(each, TensorBase):
            text = "increment_version expects each element of the iterable to be a tensor"
            raise RuntimeError(text)
        bump(each)


def register_multi_grad_hook(
    tensors: Sequence[TensorBase], fn: Callable[..., Any], *, mode: str = "all"
) -> hooks.RemovableHandle:
    """Call `fn` once all (or any one) of the tensors have their gradients."""
    if mode not in ("all", "any"):
        raise ValueError(f"Expects mode to be one of ('all', 'any') but got {mode}")
    found: list[Any] = [None] * len(tensors)
    seen: set[int] = set()
    nodes = [edge_of(each)[0] for each in tensors]
    if None in nodes:
        raise AssertionError("Expected gradient function to be set")

    def keep(place: int) -> Callable[[Any], None]:
        def hook(grad: Any) -> None:
            if mode == "any":
                if not seen:
                    fn(grad)
            else:
                found[place] = grad
            seen.add(place)
            if len(seen) == sum(engine.reaches(node) for node in nodes):
                seen.clear()
                if mode == "all":
                    fn(list(found))
                found[:] = [None] * len(tensors)

        return hook

    handles = [each.register_hook(keep(i)) for i, each in enumerate(tensors)]  # type: ignore[attr-defined]
    return hooks._MultiHandle(handles)


_allowing: list[object] = []  # the one context that does


@contextmanager
def allow_mutation_on_saved_tensors() -> Iterator[None]:
    """Inside, writing a saved tensor does not break backward: copies are what is saved."""
    if _allowing:
        raise RuntimeError("allow_mutation_on_saved_tensors contexts cannot be nested")
    here = object()
    _allowing.append(here)

    def unpack(tensor: Any) -> Any:
        if here not in _allowing:
            raise AssertionError(
                "Trying to backward outside of the 'allow_mutation_on_saved_tensors' contextin "
                "which the graph was originally recorded."
            )
        return tensor

    try:
        with savedhooks.saved_tensors_hooks(lambda t: t.detach().clone(), unpack):
            yield
    finally:
        _allowing.clear()


def __getattr__(name: str) -> Any:
    raise absent.error("torch.autograd.graph", globals(), name)
