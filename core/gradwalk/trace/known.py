"""What a recorder knows of the engine's objects: their ids and what hangs together.

It hangs on the objects themselves (`_known`, `known`), so it goes with them: a recorder keeps no
tensor and no graph alive. Whoever holds nodes or tensors here does so by weak reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk.saved import SavedOutput, SavedTensor
from gradwalk.trace.events import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradwalk.array import Array
    from gradwalk.graph import Node
    from gradwalk.storage import Counter, Storage
    from gradwalk.tensorbase import TensorBase
    from gradwalk.trace.capture import Grab


def array_of(tensor: TensorBase) -> Array:
    """Return a tensor's array; a scalar that became shared memory since is read there."""
    buffer = tensor._storage.buffer
    if buffer is not None and tensor._array.__class__ is not buffer.__class__:
        return buffer
    return tensor._array


class KnownStorage:
    """A storage: who shares it and which nodes saved something of it."""

    exposed = False  # whether it can be written without any counter knowing
    serial = 0  # writes heard of, whoever counted them
    saving: Sequence[KnownNode] = ()
    sharing: Sequence[ref[TensorBase]] = ()  # empty while there is but one tensor
    _prune = 16  # how many there may be before dead ones are looked for

    def __init__(self, keeper: Keeper, identity: str) -> None:
        self.keeper = keeper
        self.id = identity

    def alive(self, besides: TensorBase | None = None) -> Iterator[tuple[TensorBase, KnownTensor]]:
        """Yield the tensors on it that still exist."""
        for pointer in self.sharing:
            tensor = pointer()
            if tensor is not None and tensor is not besides:
                yield tensor, tensor._known

    def joins(self, tensor: TensorBase) -> None:
        """A tensor shares this storage."""
        if any(pointer() is tensor for pointer in self.sharing):
            return
        self.sharing = [*self.sharing, ref(tensor)]
        if len(self.sharing) > self._prune:
            self.sharing = [pointer for pointer in self.sharing if pointer() is not None]
            self._prune = 2 * len(self.sharing) + 16

    def saved_by(self, node: KnownNode) -> None:
        """A node saved a tensor on this storage."""
        saving = self.saving
        if saving.__class__ is list:
            saving.append(node)
            if len(saving) > self._prune:
                self.saving = [node for node in saving if node.holds()]
                self._prune = 2 * len(self.saving) + 16
        else:
            self.saving = [node]

    def held(self) -> list[tuple[KnownNode, str, Any]]:
        """Return what is still saved of it: the node, the name and the engine's saved tensor."""
        found = []
        self.saving = [known for known in dict.fromkeys(self.saving) if known.holds()]
        for known in self.saving:
            node = known.pointer()
            for name, item in node.held() if node is not None else ():
                where = storage_of(item)
                if where is not None and where.known is self:
                    found.append((known, name, item))
        return found


class KnownTensor:
    """A tensor: its id, where it lives and its content when last looked at."""

    __slots__ = ("grab", "id", "keeper", "named", "serial", "storage")

    def __init__(self, keeper: Keeper, identity: str, storage: KnownStorage) -> None:
        self.keeper = keeper
        self.id = identity
        self.storage = storage
        self.serial = storage.serial
        self.grab: Grab = None
        self.named = False

    def content(self) -> Array:
        """Return a copy of what was in it, if that is kept and no write came since."""
        whole = self.grab is not None and not isinstance(self.grab, Value)
        return self.grab if whole and self.serial == self.storage.serial else None


class KnownSaved:
    """A saved tensor that could change unseen, with its content as saved."""

    __slots__ = ("blind", "content", "counter", "name", "node", "storage", "version")

    def __init__(
        self, node: KnownNode, name: str, item: Any, storage: KnownStorage, content: Array
    ) -> None:
        self.node = node
        self.name = name
        self.storage = storage
        self.counter: Counter = item.counter
        self.version: int = item.version
        self.content = content  # a copy
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
                return array_saved(item)
        return None


class KnownNode:
    """A node: its id, the event that made it, and contents where they could change unseen."""

    __slots__ = ("contents", "event", "freed", "id", "keeper", "pointer")

    def __init__(self, keeper: Keeper, identity: str, node: Node, event: int) -> None:
        self.keeper = keeper
        self.id = identity
        self.event = event
        self.pointer = ref(node)
        self.freed = False
        self.contents: dict[str, KnownSaved] | None = None

    def holds(self) -> bool:
        """Whether the node is there and holds what it saved."""
        return not self.freed and self.pointer() is not None

    def keep(self, name: str, item: Any, storage: KnownStorage, content: Array) -> KnownSaved:
        """Remember a saved tensor's content."""
        if self.contents is None:
            self.contents = {}
        if name not in self.contents:
            self.contents[name] = KnownSaved(self, name, item, storage, content)
        return self.contents[name]


def storage_of(item: Any) -> Storage | None:
    """Return the storage of what a node saved; None of what is no tensor."""
    if item.__class__ is SavedTensor:
        return item.tensor._storage
    return item.storage if item.__class__ is SavedOutput else None


def array_saved(item: Any) -> Array:
    """Return what a node would take out."""
    if item.__class__ is SavedTensor:
        return array_of(item.tensor)
    if item.__class__ is SavedOutput:
        return item.kept if item.storage.buffer is None else item.storage.buffer
    return None


class Keeper:
    """Finds what is known of an object, and gives ids to new ones, by order of appearance."""

    def __init__(self) -> None:
        self._gradients: dict[int, tuple[Any, str]] = {}  # .grad -> the tensor it is of
        self._tensors = self._storages = self._nodes = 0

    def find(self, tensor: TensorBase) -> KnownTensor | None:
        """Return what is known of a tensor, None of a new one."""
        known: KnownTensor | None = tensor._known
        return known if known is not None and known.keeper is self else None

    def tensor(self, tensor: TensorBase) -> KnownTensor:
        """Return what is known of a tensor, after giving a new one an id."""
        known: KnownTensor | None = tensor._known
        if known is None or known.keeper is not self:
            storage = tensor._storage.known
            if storage is None or storage.keeper is not self:
                storage = self.storage(tensor._storage)
            known = tensor._known = KnownTensor(self, f"t{self._tensors}", storage)
            self._tensors += 1
        return known

    def storage(self, storage: Storage) -> KnownStorage:
        """Return what is known of a storage, after giving a new one an id."""
        known: KnownStorage | None = storage.known
        if known is None or known.keeper is not self:
            known = storage.known = KnownStorage(self, f"s{self._storages}")
            self._storages += 1
        return known

    def node(self, node: Node, event: int) -> KnownNode:
        """Give a new node its id."""
        known = node.known = KnownNode(self, f"n{self._nodes}", node, event)
        self._nodes += 1
        return known

    def find_node(self, node: Node | None) -> KnownNode | None:
        """Return what is known of a node, None of one that no recorded op made."""
        try:
            known: KnownNode = node.known  # type: ignore[union-attr]
        except AttributeError:
            return None
        return known if known.keeper is self else None

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
