"""Hooks on what nodes save: saved_tensors_hooks and those built from it.

`active` is the innermost pair of hooks; apply.py asks for it once per saved tensor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwalk import graph, mode
from gradwalk.array import Array
from gradwalk.graph import Node
from gradwalk.saved import (
    FREED,
    SavedList,
    SavedOutput,
    SavedTensor,
    around,
    register_saved,
    value_of,
)
from gradwalk.tensorbase import TensorBase, alias

_PACK_WROTE = (
    "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack "
    "hook cannot be modified by in-place operations as this can lead to unexpected side-effects. "
    "Please open an issue if you need to perform in-place operations on the input to a pack hook."
)
_FREED = (
    "Calling register_hooks on a saved tensor after it has been freed. Saved intermediate values "
    "of the graph are freed when you call .backward() or autograd.grad(). Specify "
    "retain_graph=True if you need to backward through the graph a second time or if you need to "
    "access saved variables after calling backward."
)
Hook = Callable[[Any], Any]
Hooks = tuple[Hook, Hook]  # pack, unpack
_stack: list[Hooks] = []
active: Hooks | None = None
_forbidden: str | None = None


class SavedPacked:
    """A saved tensor of which only what the pack hook returned is kept."""

    __slots__ = ("acc", "edge_nr", "history", "packed", "unpack", "version")
    counter = None

    def __init__(
        self, saved: SavedTensor | SavedOutput, node: Node, hooks: Hooks, *, bare: bool = False
    ) -> None:
        """Pack what was saved; `bare` is without its history, as later registered hooks get it."""
        pack_hook, self.unpack = hooks
        if isinstance(saved, SavedTensor):
            given: Any = saved.tensor
            self.edge_nr: int | None = None
            self.history, self.acc = given._edge, given._acc
        else:
            given = saved.value(node)
            self.edge_nr = saved.output_nr
            self.history = self.acc = None
        self.version = saved.version
        before = given._counter.version
        with mode.no_grad():
            self.packed = pack_hook(given.detach() if bare else given)
        if given._counter.version != before:
            raise RuntimeError(_PACK_WROTE)

    def check(self, node: Node) -> None:
        """A packed tensor is not what was saved: its version says nothing."""

    def _unpacked(self) -> TensorBase:
        made = self.unpack(self.packed)
        if not isinstance(made, TensorBase):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of "
                f"type {type(made).__name__}"
            )
        return made

    def array(self, node: Node) -> Array:
        """The value, for a silent backward."""
        return self._unpacked()._array

    def value(self, node: Node) -> Any:
        """The unpacked value with the history of what was packed."""
        made = self._unpacked()
        edge = self.history if self.edge_nr is None else (node, self.edge_nr)
        if made._edge is edge is None:
            return made
        made = alias(made, made._array)
        made._edge, made._acc = edge, self.acc
        return made


register_saved(SavedPacked)


def pack(saved: Any, node: Node) -> Any:
    """What the node keeps in place of `saved`, where hooks are active."""
    return saved if active is None else SavedPacked(saved, node, active)


def _misfit(name: str, start: str, given: Sequence[Any]) -> TypeError:
    """The refusal of pybind11, which binds these in PyTorch."""
    kind = "collections.abc.Callable"
    return TypeError(
        f"{name}(): incompatible function arguments. The following argument types are supported:\n"
        f"    1. ({start}arg0: {kind}, arg1: {kind}) -> None\n\n"
        f"Invoked with: {', '.join(map(repr, given))}"
    )


class RawSaved:
    """What `_raw_saved_self` shows: one saved tensor, to register hooks on."""

    def __init__(self, node: Node, place: int) -> None:
        self._node = node
        self._place = place

    @property
    def data(self) -> Any:
        """The tensor itself, or what a pack hook made of it."""
        item = self._node.saved[self._place]
        return item.packed if isinstance(item, SavedPacked) else value_of(item, self._node)

    def register_hooks(self, *hooks: Hook) -> None:
        """Pack this saved tensor now, with the first, and unpack it with the second."""
        if len(hooks) != 2 or not all(map(callable, hooks)):
            raise _misfit(
                "register_hooks", "self: torch._C._autograd.SavedTensor, ", (self, *hooks)
            )
        saved = list(self._node.saved)
        if saved[self._place] is FREED:
            raise RuntimeError(_FREED)
        if saved[self._place] is None:
            text = "Calling register_hooks on a saved tensor with value None is forbidden"
            raise RuntimeError(text)
        item = around(saved[self._place])
        if isinstance(item, SavedPacked):
            raise RuntimeError(
                "Calling register_hooks on a saved tensor whose hooks have already been set. "
                "Hint: only one pair of hooks is allowed at a time."
            )
        if isinstance(item, (SavedTensor, SavedOutput)):
            saved[self._place] = SavedPacked(item, self._node, hooks, bare=True)
            self._node.saved = tuple(saved)


RawSaved.__module__ = "torch._C._autograd"
RawSaved.__name__ = RawSaved.__qualname__ = "SavedTensor"


def _pack_all(node: Node) -> None:
    """Replace what a new node saved."""
    kinds = (SavedTensor, SavedOutput)
    for item in node.saved:
        if isinstance(item, SavedList):
            item.items = [pack(x, node) if isinstance(x, kinds) else x for x in item.items]
    node.saved = tuple(
        [
            pack(around(item), node) if isinstance(around(item), kinds) else item
            for item in node.saved
        ]
    )


class saved_tensors_hooks:  # noqa: N801 - torch's own name
    """While active, what nodes save goes through `pack_hook`, and back through `unpack_hook`."""

    def __init__(self, pack_hook: Callable[[Any], Any], unpack_hook: Callable[[Any], Any]) -> None:
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self) -> None:
        global active
        if _forbidden is not None:
            raise RuntimeError(_forbidden)
        hooks = (self.pack_hook, self.unpack_hook)
        if not all(map(callable, hooks)):
            raise _misfit("_push_saved_tensors_default_hooks", "", hooks)
        active = hooks
        _stack.append(active)
        graph.watch(_pack_all, on=True)

    def __exit__(self, *error: object) -> None:
        global active
        _stack.pop()
        active = _stack[-1] if _stack else None
        graph.watch(_pack_all, on=active is not None)


class save_on_cpu(saved_tensors_hooks):  # noqa: N801 - torch's own name
    """Keeps tensors on the CPU, where everything is here: nothing is copied."""

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda") -> None:
        super().__init__(lambda tensor: tensor, lambda packed: packed)


class disable_saved_tensors_hooks:  # noqa: N801 - torch's own name
    """Inside, using saved tensor hooks is an error with this message."""

    def __init__(self, error_message: str) -> None:
        self.message = error_message
        self._before: str | None = None

    def __enter__(self) -> None:
        global _forbidden
        if _stack:
            raise RuntimeError(self.message)
        self._before, _forbidden = _forbidden, self.message

    def __exit__(self, *error: object) -> None:
        global _forbidden
        _forbidden = self._before
