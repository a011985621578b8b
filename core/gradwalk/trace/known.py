"""What a recorder knows of the engine's objects while they live.

A tensor carries its key (`_known`), and nothing else on the path of an op. What hangs together is
worked out (`settle`) when somebody writes or lends memory. A recorder keeps no tensor and no graph
alive: whoever holds nodes or tensors here does so by weak reference.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import count
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk.array import ndarray
from gradwalk.saved import SavedOutput
from gradwalk.trace.lent import Lent, secure, summed_up
from gradwalk.trace.listen import FREED
from gradwalk.trace.log import ANY, ONE, QUIET, SIZES, hot_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gradwalk.array import Array
    from gradwalk.graph import Node
    from gradwalk.storage import Counter, Storage
    from gradwalk.tensorbase import TensorBase
    from gradwalk.trace.capture import Grab
    from gradwalk.trace.lent import Lender

next_key = count(1).__next__  # of tensors and storages, never twice in a process
MARKED = 64  # of so many rows of ops one is remembered with its place in the log


def array_of(tensor: TensorBase) -> Array:
    """Return a tensor's array; a scalar that became shared memory since is read there."""
    memory = tensor._memory
    buffer = None if memory is None else memory.buffer
    if buffer is not None and tensor._array.__class__ is not buffer.__class__:
        return buffer
    return tensor._array


class KnownStorage:
    """A storage: who shares it and which nodes saved something of it."""

    __slots__ = (
        "_prune", "exposed", "in_row", "keeper", "key", "lent", "saving", "serial", "sharing",
    )  # fmt: skip

    def __init__(self, keeper: Keeper, key: int, *, in_row: bool) -> None:
        self.keeper = keeper.me  # by weak reference: nothing here may be a circle
        self.key = key
        self.in_row = in_row  # whether the row of the op that made it refers to the memory itself
        self.exposed = False  # whether it can be written without any counter knowing
        self.serial = 0  # writes heard of, whoever counted them
        self.lent: dict[Any, Lent] | None = None  # what rows have of it, by shape and strides
        self.saving: Sequence[KnownNode] = ()
        self.sharing: Sequence[ref[TensorBase]] = ()  # empty while there is but one tensor
        self._prune = 4  # how many there may be before dead ones are looked for

    def alive(self, besides: TensorBase | None = None) -> Iterator[tuple[TensorBase, KnownTensor]]:
        """Yield the tensors on it that still exist."""
        keeper = self.keeper()
        if keeper is None:
            return
        for pointer in self.sharing:
            tensor = pointer()
            if tensor is not None and tensor is not besides:
                yield tensor, keeper.tensor(tensor)

    def lend(self, array: Array, like: Any, lender: Lender) -> Any:
        """Return what a row has of a large array in its memory, of which no write comes unheard."""
        where = array.shape, array.strides
        if self.lent is None:
            self.lent = {}
        found: Any = self.lent.get(where)
        if found is None:
            found = lender.lend(array, like)
            if found.__class__ is Lent:
                self.lent[where] = found
        return found

    def shares(self, lent: Sequence[Lent]) -> None:
        """Rows had these of its memory before the storage was known."""
        if lent:
            self.lent = {**(self.lent or {}), **{id(each): each for each in lent}}

    def secure(self) -> None:
        """Its memory is about to be written."""
        if self.lent:
            secure(self.lent.values())
            self.lent = None

    def joins(self, tensor: TensorBase, known: KnownTensor) -> None:
        """A tensor shares this storage."""
        if known.joined is self:
            return
        known.joined = self
        self.sharing = [*self.sharing, ref(tensor)]
        if len(self.sharing) > self._prune:
            self.sharing = [pointer for pointer in self.sharing if pointer() is not None]
            self._prune = 2 * len(self.sharing) + 4

    def saved_by(self, node: KnownNode) -> None:
        """A node saved a tensor on this storage."""
        saving = self.saving
        if saving.__class__ is list:
            saving.append(node)
            if len(saving) > self._prune:
                self.saving = [node for node in saving if node.holds()]
                self._prune = 2 * len(self.saving) + 4
        else:
            self.saving = [node]

    def saved(self) -> list[tuple[KnownNode, str, Any]]:
        """Return what is still saved of it: the node, the name and the engine's saved tensor."""
        found: list[tuple[KnownNode, str, Any]] = []
        keeper = self.keeper()
        if keeper is None:
            return found
        self.saving = [known for known in dict.fromkeys(self.saving) if known.holds()]
        for known in self.saving:
            node = known.pointer()
            for name, item in node.held() if node is not None else ():
                if keeper.storage_saved(item, known) is self:
                    found.append((known, name, item))
        return found


class KnownTensor:
    """A tensor that is more than the result of an op: where it lives, what was in it last."""

    __slots__ = ("grab", "joined", "key", "serial", "storage")

    def __init__(self, key: int, storage: KnownStorage) -> None:
        self.key = key
        self.storage = storage
        self.serial = storage.serial
        self.grab: Grab = None
        self.joined: KnownStorage | None = None  # the storage that counts it among its tensors

    def content(self) -> Array:
        """Return what was in it, if that is kept whole and no write came since."""
        whole = self.grab is not None and not summed_up(self.grab)
        return self.grab if whole and self.serial == self.storage.serial else None


class KnownGradient:
    """A tensor that is the .grad of another."""

    __slots__ = ("content", "key", "lent", "of", "pointer")

    def __init__(self, pointer: ref[TensorBase]) -> None:
        self.pointer = pointer
        self.key = 0  # its own, where it got one and nothing else was found out
        self.of = 0  # whose
        self.content: Grab = None  # what is in it, where that is known
        self.lent: Sequence[Lent] = ()  # what rows have of its memory


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
        self.blind: int | None = None  # the number of a write its counter did not see

    @property
    def card(self) -> tuple[int, str]:
        """The name of the card, as rows have it."""
        return self.node.number, self.name

    def array(self) -> Array:
        """Return what the node would take out now; None where it holds nothing any more."""
        node = self.node.pointer()
        for name, item in node.held() if node is not None else ():
            if name == self.name:
                return array_saved(item)
        return None


class KnownNode:
    """A node that saves, and contents where they could change unseen."""

    __slots__ = ("contents", "freed", "made", "number", "pointer")

    def __init__(self, number: int, pointer: ref[Node], made: Sequence[int]) -> None:
        self.number = number  # its sequence number
        self.pointer = pointer
        self.made = made  # the keys of its outputs
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


def array_saved(item: Any) -> Array:
    """Return what a node would take out."""
    if item.__class__ is SavedOutput:
        return item.kept if item.storage.buffer is None else item.storage.buffer
    tensor = getattr(item, "tensor", None)
    return None if tensor is None else array_of(tensor)


class Keeper:
    """Finds what is known of an object, gives keys to new ones, and guards what rows refer to."""

    def __init__(self, log: list[Any]) -> None:
        self.me = ref(self)
        self.log = log
        self.first = 0  # keys above are this recorder's,
        self._last = math.inf  # up to this one
        self.nodes: dict[int, KnownNode] = {}  # those that save, by sequence number
        self._before: set[int] = set()  # keys of its own from before it was interrupted
        self.tensors: dict[int, KnownTensor] = {}
        self._gradients: dict[int, KnownGradient] = {}  # by id of the tensor
        self.of_gradients: set[int] = set()  # keys that no row of an op gave out
        self._settled = 0  # how far the log has been looked through
        self._rows = 0
        self._marked_keys: list[int] = []
        self._marks: list[int] = []
        self._prune = 1024

    def opens(self) -> None:
        """From here on keys are this recorder's own; another may have given some out before."""
        self.settle()
        for start in hot_rows(self.log, 0):
            self._before.add(self.log[start + SIZES[self.log[start]] - 3])
        self._before.update(self.tensors, [each.key for each in self._gradients.values()])
        self.first = next_key()
        self._last = math.inf

    def closes(self) -> None:
        """From here on keys are another recorder's."""
        self._last = next_key()

    def key(self, tensor: TensorBase) -> int:
        """Return a tensor's key; 0 of one that is new."""
        key: int = tensor._known
        return key if key and self.owns(key) else 0

    def owns(self, key: int) -> bool:
        """Whether this recorder gave out a key."""
        return self.first < key < self._last or key in self._before

    def tensor(self, tensor: TensorBase) -> KnownTensor:
        """Return what is known of a tensor, after giving a new one a key."""
        known, memory = self.tensors.get(tensor._known), tensor._memory
        if known is None:
            return self.new(tensor, self.key(tensor))
        if memory is not None and memory.known is None:
            memory.known = known.storage
        return known

    def new(self, tensor: TensorBase, key: int = 0) -> KnownTensor:
        """Begin to know a tensor; the key is that of the row of the op that made it, or 0."""
        made_by_op, memory = key != 0, tensor._memory
        gradient = self.gradient_of(tensor) if made_by_op else None
        if gradient is not None and gradient.key == key:
            made_by_op = False
        elif not made_by_op:
            key = tensor._known = next_key()
        if memory is None:
            storage = KnownStorage(self, key, in_row=made_by_op)
        else:
            storage = self.storage(memory, key, in_row=made_by_op)
        known = self.tensors[key] = KnownTensor(key, storage)
        if gradient is not None and not made_by_op:
            known.grab = gradient.content
            storage.shares(gradient.lent)
        return known

    def storage(self, storage: Storage | None, key: int, *, in_row: bool = False) -> KnownStorage:
        """Return what is known of a storage, or a new one with that key."""
        known: KnownStorage | None = None if storage is None else storage.known
        if known is not None and known.keeper is self.me:
            return known
        if storage is not None and self.owns(storage.key):
            key, in_row = storage.key, in_row or storage.key != key
        first = self.tensors.get(key)
        if first is None:
            lent = self._given_up(key) if in_row and key in self.of_gradients else None
            known = KnownStorage(self, key, in_row=in_row and lent is None)
            known.shares(lent or ())
        else:
            known = first.storage
        if storage is not None:
            storage.known = known
        return known

    def _given_up(self, key: int) -> Sequence[Lent]:
        """What rows have of the memory of the .grad with a key, which others share by now."""
        for each in self._gradients.values():
            if each.key == key:
                lent, each.content, each.lent = each.lent, None, ()
                return lent
        return ()

    def storage_saved(self, item: Any, node: KnownNode) -> KnownStorage | None:
        """Return the storage of what a node saved; None of what is no tensor."""
        if item.__class__ is SavedOutput:
            made = node.made[min(item.output_nr, len(node.made) - 1)]
            known = self.tensors.get(made)
            return self.storage(item.storage, made, in_row=True) if known is None else known.storage
        tensor = getattr(item, "tensor", None)
        return self.tensor(tensor).storage if tensor is not None and self.key(tensor) else None

    def content(self, known: KnownTensor) -> Array:
        """Return what was in a tensor, if that is kept whole and no write came since."""
        content = known.content()
        if content is None and known.grab is None and known.storage.in_row:
            content = self.log[self._place_of(known.storage.key)]
        return None if summed_up(content) else content

    def settle(self) -> None:
        """Find the nodes of the rows since the last time that still hold what they saved."""
        log = self.log
        start, end = self._settled, len(log)
        pending: dict[int, int] = {}  # by sequence number, where the row tells of the node
        while start < end:  # once for each row
            kind = log[start]
            if kind in QUIET:
                start += SIZES[kind]
                continue
            if ONE <= kind <= ANY:
                after = start + SIZES[kind]
                if log[after - 1] is not None:
                    pending[log[after - 2]] = after - 3
                if not self._rows % MARKED:
                    self._marked_keys.append(log[after - 3])
                    self._marks.append(start)
                self._rows += 1
            elif kind == FREED or log[start + 2]:  # PASSED, and whether it was freed
                number = log[start + 1]
                if pending.pop(number, None) is None:
                    self.free(number)
            start += SIZES[kind]
        self._settled = start
        for place in pending.values():
            made, number, pointer = log[place : place + 3]
            node = pointer()
            if node is not None and node.held():
                self.node(number, pointer, (made,), node)

    def node(self, number: int, pointer: ref[Node], made: Sequence[int], node: Node) -> KnownNode:
        """Remember a node that saves."""
        known = self.nodes[number] = KnownNode(number, pointer, made)
        if len(self.nodes) > self._prune:
            self.nodes = {n: each for n, each in self.nodes.items() if each.holds()}
            self._prune = 2 * len(self.nodes) + 1024
        for _, item in node.held():
            storage = self.storage_saved(item, known)
            if storage is not None:
                storage.saved_by(known)
        return known

    def free(self, number: int) -> None:
        """A node dropped what it had saved."""
        known = self.nodes.pop(number, None)
        if known is not None:
            known.freed = True
            known.contents = None

    def guard(self, tensor: TensorBase) -> None:
        """Copy what rows refer to of a tensor's memory: somebody may write it from now on."""
        memory = tensor._memory
        storage = None if memory is None else memory.known
        if storage is None or storage.keeper is not self.me:
            if memory is not None and memory.key and self.owns(memory.key):
                storage = self.storage(memory, memory.key, in_row=True)
            elif tensor._known and self.key(tensor):
                storage = self.tensor(tensor).storage
            else:
                gradient = self.gradient_of(tensor)
                if gradient is not None:
                    if gradient.lent:
                        secure(gradient.lent)
                    gradient.content, gradient.lent = None, ()
                return
        if storage.lent:
            storage.secure()
        if storage.in_row:
            storage.in_row = False
            place = self._place_of(storage.key)
            if self.log[place].__class__ is ndarray:
                self.log[place] = self.log[place].copy()
            else:
                secure((self.log[place],))

    def _place_of(self, key: int) -> int:
        """Return where in the log the array lies that an op made as the tensor with this key."""
        self.settle()
        log = self.log
        for start in hot_rows(log, self._marks[bisect_right(self._marked_keys, key) - 1]):
            end: int = start + SIZES[log[start]]
            if log[end - 3] == key:
                return end - 4
        raise KeyError(key)

    def is_gradient(
        self, gradient: TensorBase, of: int, content: Grab, lent: Sequence[Any] = ()
    ) -> None:
        """Remember whose .grad a tensor is, and what is in it, None where that is not known.

        `lent` is what rows have of its memory.
        """
        known = self._gradients.get(id(gradient))
        if known is None or known.pointer() is not gradient:
            known = self._gradients[id(gradient)] = KnownGradient(ref(gradient))
        known.of, known.content, known.lent = of, content, lent
        if lent and self.key(gradient):
            self.tensor(gradient).storage.shares(lent)

    def gradient_of(self, tensor: TensorBase) -> KnownGradient | None:
        """Return what is known of a tensor that is a .grad."""
        known = self._gradients.get(id(tensor))
        return known if known is not None and known.pointer() is tensor else None
