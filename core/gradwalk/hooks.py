"""What hardly any node has: hooks, retained gradients, metadata, the forward's traceback.

A tensor's hooks belong to the value it had when they were set, so they sit on its node; only
retain_grad follows the tensor to a new node when it is written in place.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self
from weakref import ref

from gradwalk.array import Array
from gradwalk.graph import Node, leaf_edge
from gradwalk.saved import type_name
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen
from gradwalk.views import edge_of, is_leaf, tracked

Hook = Callable[..., Any]


class Extra:
    """The rare belongings of a node."""

    __slots__ = ("accumulated", "after", "before", "metadata", "on_tensor", "retained")

    def __init__(self) -> None:
        self.on_tensor: dict[int, tuple[int, Hook]] = {}  # hook id -> (output_nr, hook)
        self.retained: dict[int, ref[TensorBase]] = {}  # output_nr -> who keeps its gradient
        self.before: dict[int, Hook] = {}  # register_prehook
        self.after: dict[int, Hook] = {}  # register_hook of a node
        self.accumulated: dict[int, Hook] = {}  # register_post_accumulate_grad_hook of a leaf
        self.metadata: dict[str, Any] = {}  # in anomaly mode also where the forward was called


class RemovableHandle:
    """Takes a hook away again."""

    next_id = 0

    def __init__(self, hooks: dict[int, Any]) -> None:
        self._hooks = hooks
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1

    def remove(self) -> None:
        """Take the hook away."""
        self._hooks.pop(self.id, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.remove()


class _MultiHandle(RemovableHandle):
    """Takes several hooks away at once; named as PyTorch names it."""

    __module__ = "torch.autograd.graph"

    def __init__(self, handles: list[RemovableHandle]) -> None:
        super().__init__({})
        self._handles = handles

    def remove(self) -> None:
        """Take all of them away."""
        for handle in self._handles:
            handle.remove()


def extra_of(node: Node) -> Extra:
    """The node's rare belongings, made on demand."""
    if node.extra is None:
        node.extra = Extra()
        listen.lending = True
    return node.extra


def add(hooks: dict[int, Any], hook: Any) -> RemovableHandle:
    """Register a hook in one of the dictionaries."""
    handle = RemovableHandle(hooks)
    hooks[handle.id] = hook
    return handle


def move_retained(old: Node, old_nr: int, new: Node, new_nr: int, tensor: TensorBase) -> None:
    """retain_grad follows a tensor that was written in place."""
    if old.extra is not None:
        kept = old.extra.retained.get(old_nr)
        if kept is not None and kept() is tensor:
            del old.extra.retained[old_nr]
            extra_of(new).retained[new_nr] = kept


def retains(tensor: TensorBase) -> bool:
    """Whether a non-leaf keeps its gradient."""
    edge = tensor._edge
    if edge is None or edge[0] is None or edge[0].extra is None:
        return False
    kept = edge[0].extra.retained.get(edge[1])
    return kept is not None and kept() is tensor


def tensor_of(grad: Any) -> Any:
    """A gradient as the tensor that hooks see."""
    return grad if grad is None or isinstance(grad, TensorBase) else fresh(grad)


def _back(grad: Any, recording: bool) -> Any:
    return grad if recording or grad is None else grad._array


def on_tensor(hook: Hook, grad: Any, recording: bool) -> Any:
    """What a tensor's hook makes of its gradient."""
    given = tensor_of(grad)
    made = hook(given)
    if made is None:
        return _back(given, recording)
    if not isinstance(made, TensorBase):
        raise TypeError(f"expected Variable, but hook returned '{type(made).__name__}'")
    if given is not None:
        _same_kind(hook, given._array, made._array)
    return _back(made, recording)


def _same_kind(hook: Hook, before: Array, after: Array) -> None:
    if before.dtype is not after.dtype:
        was, got = type_name(before), type_name(after)
        text = f"hook '{_name(hook)}' has changed the type of value (was {was} got {got})"
        raise RuntimeError(text)
    if before.shape != after.shape:
        raise RuntimeError(f"hook '{_name(hook)}' has changed the size of value")


def _name(hook: Hook) -> str:
    return str(getattr(hook, "__name__", type(hook).__name__))


def _checked(hook: Hook, made: Any, before: Sequence[Any], recording: bool) -> list[Any]:
    """What a node's hook returned in the place of the gradients `before`."""
    if not isinstance(made, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(made).__name__}'")
    if len(made) != len(before):
        raise RuntimeError(
            f"hook '{_name(hook)}' has returned an incorrect number of values (got {len(made)}, "
            f"but expected {len(before)})"
        )
    for old, new in zip(before, made, strict=True):
        if new is None:
            continue
        if old is None:
            raise RuntimeError("can't replace a None gradient with a non-None value")
        if not isinstance(new, TensorBase):
            raise TypeError(f"expected Variable, but hook returned '{type(new).__name__}'")
        _same_kind(hook, old._array, new._array)
    return [_back(each, recording) for each in made]


def retain(tensor: TensorBase, grad: Any, recording: bool) -> None:
    """Keep the gradient of a non-leaf; a second one is added."""
    before = tensor._grad
    if recording:
        tensor._grad = grad.clone() if before is None else before + grad
    else:
        tensor._grad = fresh(grad.copy() if before is None else before._array + grad)


def before(node: Node, grads: list[Any], recording: bool) -> list[Any]:
    """The gradients as a node's pre-hooks leave them."""
    assert node.extra is not None
    for hook in tuple(node.extra.before.values()):
        given = tuple([tensor_of(grad) for grad in grads])
        made = hook(given)
        if made is not None:
            grads = _checked(hook, made, given, recording)
    return grads


def after(node: Node, parts: Any, grads: list[Any], recording: bool) -> Any:
    """What a node returned, as its hooks leave it; they see it as it fits the receivers."""
    assert node.extra is not None
    outputs = tuple([tensor_of(grad) for grad in grads])
    parts = _fitted(node, parts)
    for hook in tuple(node.extra.after.values()):
        given = tuple([tensor_of(part) for part in parts])
        made = hook(given, outputs)
        if made is not None:
            parts = tuple(_checked(hook, made, given, recording))
    return parts


def landed(node: Node, extra: Extra, leaf: TensorBase, grad: Any, recording: bool) -> None:
    """Call the hooks of a leaf that has got its gradient."""
    found = leaf  # what one hook returns is given to the next, before it is refused
    for hook in tuple(extra.accumulated.values()):
        found = on_tensor(hook, found, True)
    if found is not leaf:
        raise RuntimeError("Tensor post accumulate grad hooks should return None.")
    after(node, (), [grad], recording)


def _fitted(node: Node, parts: Any) -> tuple[Any, ...]:
    from gradwalk.engine import fit  # engine.py needs this file

    found = []
    for index, (part, (target, number)) in enumerate(zip(parts, node.edges, strict=False)):
        if part is not None and target is not None:
            part = fit(part, *target.meta[number], node, index)
        found.append(part)
    return (*found, *parts[len(found) :])


def register(tensor: TensorBase, hook: Hook) -> RemovableHandle:
    """A tensor's hook: on the node that made it, for the output that it is."""
    if not tracked(tensor):
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    node, number = _hooked_at(tensor)
    handle = RemovableHandle(extra_of(node).on_tensor)
    extra_of(node).on_tensor[handle.id] = (number, hook)
    return handle


def register_post(tensor: TensorBase, hook: Hook) -> RemovableHandle:
    """A leaf's hook that runs after its gradient was accumulated."""
    if not tracked(tensor):
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if not is_leaf(tensor):
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    node, _ = _hooked_at(tensor)
    return add(extra_of(node).accumulated, hook)


def _hooked_at(tensor: TensorBase) -> tuple[Node, int]:
    """Where a tensor's hooks are kept."""
    node, number = edge_of(tensor)
    if node is None:  # a view made under no_grad: it may become a leaf of its own
        node, number = leaf_edge(tensor)
    assert node is not None
    return node, number


def retain_on(tensor: TensorBase) -> None:
    """Have the node of a non-leaf keep the gradient for it."""
    node, number = edge_of(tensor)
    assert node is not None
    extra_of(node).retained[number] = ref(tensor)
