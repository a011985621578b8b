"""What a recorder knows of the engine's objects: their ids and what hangs together.

An object is found again by id() and a weak reference, since the id of a dead one is used again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk.graph import SavedOutput, SavedTensor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gradwalk.array import Array
    from gradwalk.graph import Node
    from gradwalk.storage import Counter
    from gradwalk.tensorbase import TensorBase
    from gradwalk.trace.capture import Grab


def array_of(tensor: TensorBase) -> Array:
    """Return a tensor's array; a scalar that became shared memory since is read there."""
    buffer = tensor._storage.buffer
    if buffer is not None and tensor._array.__class__ is not buffer.__class__:
        return buffer
    return tensor._array


def _kept(item: SavedOutput) -> Array:
    buffer = item.storage.buffer
    return item.kept if buffer is None else buffer


class KnownStorage:
    """A storage: who is on it and what was saved of it."""

    __slots__ = ("_prune", "exposed", "id", "saved", "serial", "tensors")

    def __init__(self, identity: str) -> None:
        self.id = identity
        self.serial = 0  # writes heard of, whoever counted them
        self.exposed = False  # whether it can be written without any counter knowing
        self.saved: list[KnownSaved] = []
        self.tensors: list[tuple[Any, KnownTensor]] = []
        self._prune = 16  # how many there may be before dead ones are looked for

    def alive(self) -> Iterator[tuple[TensorBase, KnownTensor]]:
        """Yield the tensors on it that still exist."""
        self.tensors = [pair for pair in self.tensors if pair[0]() is not None]
        for pointer, known in self.tensors:
            tensor = pointer()
            if tensor is not None:
                yield tensor, known

    def joins(self, pointer: Any, known: KnownTensor) -> None:
        """A tensor lives on this storage."""
        self.tensors.append((pointer, known))
        if len(self.tensors) > self._prune:
            self.tensors = [pair for pair in self.tensors if pair[0]() is not None]
            self.saved = self.living()
            self._prune = 2 * (len(self.tensors) + len(self.saved)) + 16

    def holds(self, saved: KnownSaved) -> None:
        """A node saved a tensor on this storage."""
        self.saved.append(saved)
        if len(self.saved) > self._prune:
            self.saved = self.living()
            self._prune = 2 * (len(self.tensors) + len(self.saved)) + 16

    def living(self) -> list[KnownSaved]:
        """Return what is still saved of it."""
        return [saved for saved in self.saved if saved.node.pointer() is not None]


class KnownTensor:
    """A tensor: its id, where it lives and its content when last looked at."""

    __slots__ = ("grab", "id", "named", "serial", "storage")

    def __init__(self, identity: str, storage: KnownStorage) -> None:
        self.id = identity
        self.storage = storage
        self.serial = storage.serial
        self.grab: Grab | None = None
        self.named = False


class KnownSaved:
    """A saved tensor, with its content as saved where that is kept."""

    __slots__ = ("blind", "content", "counter", "name", "node", "storage", "tensor", "version")

    def __init__(self, node: KnownNode, name: str, tensor: KnownTensor, item: Any) -> None:
        self.node = node
        self.name = name
        self.tensor = tensor.id
        self.storage = tensor.storage
        self.counter: Counter = item.counter
        self.version: int = item.version
        self.content: Array = None
        self.blind: int | None = None  # the event of a write its counter did not see

    @property
    def id(self) -> str:
        """The id of the card."""
        return f"{self.node.id}.{self.name}"

    def array(self) -> Array:
        """Return what the node would take out now; None where it holds nothing any more."""
        node = self.node.pointer()
        for name, item in node.held() if node is not None else ():
            if name == self.name:
                return array_of(item.tensor) if isinstance(item, SavedTensor) else _kept(item)
        return None


class KnownNode:
    """A node: its id, the event that made it and what it saved."""

    __slots__ = ("event", "id", "pointer", "saved")

    def __init__(self, identity: str, pointer: Any, event: int) -> None:
        self.id = identity
        self.pointer = pointer  # a weak reference: a graph may go while it is recorded
        self.event = event
        self.saved: dict[str, KnownSaved] = {}

    def forget(self) -> None:
        """What it saved is gone."""
        for saved in self.saved.values():
            saved.storage.saved.remove(saved)
        self.saved = {}


class Keeper:
    """Finds what is known of an object, and gives ids to new ones."""

    def __init__(self) -> None:
        self._tensors: dict[int, tuple[Any, KnownTensor]] = {}
        self._storages: dict[int, tuple[Any, KnownStorage]] = {}
        self._nodes: dict[int, KnownNode] = {}
        self._gradients: dict[int, tuple[Any, str]] = {}  # .grad -> the tensor it is of
        self._counts = [0, 0, 0]

    def find(self, tensor: TensorBase) -> KnownTensor | None:
        """Return what is known of a tensor, None of a new one."""
        entry = self._tensors.get(id(tensor))
        return entry[1] if entry is not None and entry[0]() is tensor else None

    def tensor(self, tensor: TensorBase) -> KnownTensor:
        """Return what is known of a tensor, after giving a new one an id."""
        entry = self._tensors.get(id(tensor))
        if entry is not None and entry[0]() is tensor:
            return entry[1]
        known = KnownTensor(f"t{self._counts[0]}", self.storage(tensor._storage))
        self._counts[0] += 1
        pointer = ref(tensor)
        self._tensors[id(tensor)] = (pointer, known)
        known.storage.joins(pointer, known)
        return known

    def storage(self, storage: Any) -> KnownStorage:
        """Return what is known of a storage."""
        entry = self._storages.get(id(storage))
        if entry is not None and entry[0]() is storage:
            return entry[1]
        known = KnownStorage(f"s{self._counts[1]}")
        self._counts[1] += 1
        self._storages[id(storage)] = (ref(storage), known)
        return known

    def node(self, node: Node, event: int) -> KnownNode:
        """Give a new node its id."""
        known = KnownNode(f"n{self._counts[2]}", ref(node), event)
        self._counts[2] += 1
        self._nodes[id(node)] = known
        return known

    def find_node(self, node: Node | None) -> KnownNode | None:
        """Return what is known of a node, None of one that no recorded op made."""
        known = self._nodes.get(id(node))
        return known if known is not None and known.pointer() is node else None

    def is_gradient(self, gradient: TensorBase, of: str) -> None:
        """Remember whose .grad a tensor is."""
        self._gradients[id(gradient)] = (ref(gradient), of)

    def gradient_of(self, tensor: TensorBase) -> str | None:
        """Return whose .grad a tensor is."""
        entry = self._gradients.get(id(tensor))
        return entry[1] if entry is not None and entry[0]() is tensor else None

    def has_name(self, tensor: TensorBase) -> bool:
        """Whether a variable was bound to a tensor."""
        known = self.find(tensor)
        return known is not None and known.named
