"""Views: what a tensor is a view of, and how an in-place write rewrites the history of both.

As in PyTorch every view knows its root base. Writing a view makes the *base's* history a
CopySlices; a view whose base was written since gets a new grad_fn, AsStridedBackward0, the next
time somebody asks (`history`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk import errors, mode
from gradwalk.array import Array, ndarray, offset_of, strided, strides_of, xp
from gradwalk.graph import NONE, Edge, Node, make, next_sequence
from gradwalk.storage import InferenceCounter
from gradwalk.tensorbase import TensorBase, alias, fresh

if TYPE_CHECKING:
    from gradwalk.tensor import Tensor

Geometry = tuple[tuple[int, ...], tuple[int, ...], int]  # sizes, strides and offset, in elements


class View:
    """What a view remembers of its making."""

    __slots__ = ("base", "creation", "version")

    def __init__(self, base: TensorBase, creation: str, version: int) -> None:
        self.base = base
        self.creation = creation  # "default", "no_grad", "inference", "multi" or "custom"
        self.version = version  # of the storage when the view's grad_fn was made


def view_of(source: TensorBase, array: Array, creation: str = "default") -> Tensor:
    """A tensor that is a view of `source`; its history is the caller's to set."""
    made = alias(source, array)
    if source._writes.__class__ is InferenceCounter:
        return made  # an inference tensor, like its source: nobody follows its views
    parent = source._view
    base = source if parent is None else parent.base
    if not mode.grad_enabled:
        creation = "inference" if mode.inference else "no_grad"
    elif parent is not None and parent.creation != "default" and creation == "default":
        creation = parent.creation
    counter = made._counter
    version = 0 if counter.__class__ is InferenceCounter else counter.version
    made._view = View(base, creation, version)
    return made


def tracked(tensor: TensorBase) -> bool:
    """Whether a tensor requires grad; a view does as soon as its base does."""
    if tensor._edge is not None:
        return True
    view = tensor._view
    return view is not None and view.base._edge is not None


def refuse_gradient(function: str, **inputs: Any) -> None:
    """Refuse inputs that require grad where PyTorch's function has no derivative for them."""
    for name, tensor in inputs.items():
        if mode.grad_enabled and isinstance(tensor, TensorBase) and tracked(tensor):
            raise RuntimeError(
                f"The function '{function}' is not differentiable with respect to argument "
                f"'{name}'. This input cannot have requires_grad True."
            )


def history(tensor: TensorBase) -> Edge | None:
    """The tensor's edge, re-made first where it is a view of something written since."""
    view = tensor._view
    if view is None:
        return tensor._edge
    edge = tensor._edge
    if view.base._edge is None and (edge is None or edge is tensor._acc):
        return edge
    version = tensor._counter.version
    if view.version != version:
        refuse(tensor, indirect=True)
        node = _as_strided_node(tensor, view.base)
        move_retained(tensor, node, 0)
        tensor._edge = (node, 0)
        view.version = version
    return tensor._edge


def is_leaf(tensor: TensorBase) -> bool:
    """Whether a tensor is no result of a recorded operation; a view is not asked to look again."""
    edge = tensor._edge
    return edge is None or edge is tensor._acc


def edge_of(tensor: TensorBase) -> Edge:
    """Where a gradient of the tensor goes; NONE where it goes nowhere."""
    return history(tensor) or NONE


def refuse(tensor: TensorBase, *, indirect: bool = False) -> None:
    """Raise where a view was made in a way that forbids writing it."""
    view = tensor._view
    if view is None or view.creation == "default":
        return
    edge = tensor._edge
    producer = None
    if edge is not None and edge[0] is not None and edge is not tensor._acc:
        producer = (edge[0].name(), edge[1])
    raise errors.view_written(view.creation, producer, indirect=indirect)


def geometry(array: Array) -> Geometry:
    """Where the elements of an array lie in its storage."""
    if array.__class__ is not ndarray:
        return (), (), 0
    return array.shape, strides_of(array), offset_of(array)


def _as_strided_node(tensor: TensorBase, base: TensorBase) -> Node:
    from gradwalk.ops.strided import as_strided  # strided.py needs this file

    entry = as_strided.entry
    found = dict(zip(("size", "stride", "storage_offset"), geometry(tensor._array), strict=True))
    found["self_geometry"] = geometry(base._array)
    saved = tuple([found[name] for name in entry.reads])
    node: Node = make(entry.node, (edge_of(base),), saved, tensor._array)
    return node


def set_history(tensor: TensorBase, node: Node, output_nr: int = 0) -> None:
    """After an in-place operation: its node is the history of the tensor, or of its base."""
    view = tensor._view
    if view is None:
        move_retained(tensor, node, output_nr)
        tensor._edge = (node, output_nr)
        return
    refuse(tensor)
    base = view.base
    slices = CopySlices(base, tensor, node)
    move_retained(base, slices, 0)
    base._edge = (slices, 0)
    history(tensor)


def move_retained(tensor: TensorBase, node: Node, output_nr: int) -> None:
    """retain_grad stays with the tensor; hooks stay with the value they were set on."""
    edge = tensor._edge
    if edge is not None and edge[0] is not None and edge[0].extra is not None:
        from gradwalk import hooks

        hooks.move_retained(edge[0], edge[1], node, output_nr, tensor)


class CopySlices(Node):
    """The history of a base after one of its views was written: that write, on a slice of it."""

    __slots__ = ("base", "lends", "slice", "written")

    def __init__(self, base: TensorBase, view: TensorBase, written: Node) -> None:
        self.base = geometry(base._array)
        self.slice = geometry(view._array)
        self.written: Node | None = written  # the node of the operation that wrote; None: freed
        self.edges = (edge_of(base), *written.edges[1:])
        self.saved = ()
        self.meta = ((base._array.shape, base._array.dtype),)
        self.sequence_nr = next_sequence()
        self.extra = None
        self.lends = written.lends

    def run(self, grads: list[Any], recording: bool) -> tuple[Any, ...]:
        """The slice's gradient goes through the operation, the rest to the base as it is."""
        (grad,) = grads
        if self.written is None:
            raise RuntimeError(errors.FREED)
        if grad is None:
            return (None,) * len(self.edges)
        if recording:
            return self._run_recording(self.written, grad)
        flat = lay_out(grad, self.base, self.slice)
        part = look(flat, self.slice)
        first, *others = self.written.run([part.copy()], False)
        part[...] = 0.0 if first is None else first
        return (look(flat, self.base), *others)

    def _run_recording(self, written: Node, grad: Any) -> tuple[Any, ...]:
        """The same on tensors, by the operations PyTorch's CopySlices calls."""
        from gradwalk.ops.basic_index import copy_, zero_  # these need this file
        from gradwalk.ops.core import clone
        from gradwalk.ops.strided import as_strided

        flat = xp.zeros(max(_extent(self.base), _extent(self.slice)), grad._array.dtype)
        result = fresh(look(flat, self.base))
        copy_(result, grad)
        part = as_strided(result, *self.slice)
        first, *others = written.run([clone(part)], True)
        if first is None:
            zero_(part)
        else:
            copy_(part, first)
        return (result, *others)

    def free(self) -> bool:
        """Drop the written operation with what it saved."""
        freed = self.written is not None
        self.written = None
        return freed

    def held(self) -> list[tuple[str, Any]]:
        """What the written operation saved."""
        return [] if self.written is None else self.written.held()


def _extent(where: Geometry) -> int:
    """How many elements of storage a geometry reaches over."""
    sizes, strides, offset = where
    if 0 in sizes:
        return offset
    return offset + 1 + sum((n - 1) * step for n, step in zip(sizes, strides, strict=True))


def lay_out(array: Array, base: Geometry, part: Geometry) -> Array:
    """A fresh storage, flat, with `array` in it as `base` says and room for `part`."""
    flat = xp.zeros(max(_extent(base), _extent(part)), array.dtype)
    look(flat, base)[...] = array
    return flat


def look(flat: Array, where: Geometry) -> Array:
    """The elements of a flat storage that a geometry names."""
    return strided(flat, *where)
