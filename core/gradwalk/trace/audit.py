"""Silent writes: saved tensors whose version fits though their content is not what was saved.

Small saved values are kept; large ones only where a write could go unnoticed, that is where
`.data` or NumPy reached the storage. `Shadow` then carries the true gradients beside the pass.
"""

from __future__ import annotations

from sys import getrefcount
from typing import TYPE_CHECKING, Any
from weakref import proxy

from gradwalk.array import Array, sum_to, xp
from gradwalk.saved import SavedList
from gradwalk.table import TableNode
from gradwalk.tensorbase import fresh
from gradwalk.trace import events as e
from gradwalk.trace.capture import SMALL, Grab, grab
from gradwalk.trace.known import array_of, array_saved
from gradwalk.trace.rows import Unseen, version_of
from gradwalk.views import CopySlices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.graph import Node
    from gradwalk.tensorbase import TensorBase
    from gradwalk.trace.known import KnownNode, KnownSaved, KnownStorage, KnownTensor
    from gradwalk.trace.notes import Notes

LARGEST = 1 << 24  # bytes of one saved content that are kept


class Audit:
    """Keeps contents as saved and compares them when they are taken out."""

    def __init__(self, recorder: Notes) -> None:
        self._recorder = proxy(recorder)  # it holds this one
        self._keeper = recorder.keeper
        self.exposed: list[KnownStorage] = []
        self._watched: list[KnownStorage] = []  # those of them that something still holds
        self._place = (0, 0)  # of the statement that runs, while anything is exposed
        self._writes = 0  # unseen ones so far

    def expose(self, tensor: TensorBase) -> None:
        """From now on a tensor's storage can be written without its counter knowing."""
        recorder, keeper = self._recorder, self._keeper
        recorder.here()
        self._place = recorder.place
        tensor._storage  # noqa: B018 - where there is one, no op takes the tensor for untouched
        recorder.seen(tensor)
        keeper.guard(tensor)
        keeper.settle()
        known = keeper.tensor(tensor)
        storage = known.storage
        storage.joins(tensor, known)
        if storage.exposed:
            return
        storage.exposed = True
        self.exposed.append(storage)
        self._watched.append(storage)
        for each, known in storage.alive():
            if known.content() is None:
                known.grab, known.serial = grab(array_of(each)), storage.serial
        for node, name, item in storage.saved():
            self.keep(node, name, item, storage)

    def keep(self, node: KnownNode, name: str, item: Any, storage: KnownStorage) -> None:
        """Keep the content of a saved tensor whose storage could be written unseen."""
        array = array_saved(item)
        if array is not None and array.nbytes <= LARGEST:
            node.keep(name, item, storage, array.copy())

    def alone(self, known: KnownTensor, tensor: TensorBase, before: int) -> bool:
        """Whether a write of a tensor changes nothing else that a recorder tells of.

        What is saved of it since its first write, and what shares its memory, refers to its
        storage; of what was saved before that write has told.
        """
        storage = known.storage
        if before and storage.serial and not storage.saving and holders(tensor) == OWN:
            return True
        return not any(storage.alive(tensor)) and self.written(known, tensor) == ((), ())

    def written(self, known: KnownTensor, tensor: TensorBase) -> tuple[Any, Any]:
        """Return the cards that a write made stale, and those that are blind to it."""
        self._keeper.settle()
        if not known.storage.saving:
            return (), ()
        stale, blind = [], []
        for node, name, item in known.storage.saved():
            if item.counter is tensor._counter:
                stale.append((node.number, name))
                continue
            saved = (node.contents or {}).get(name)
            if saved is not None and changed(saved):
                blind.append(saved)
        return tuple(stale), tuple(blind)

    def unseen(
        self,
        op: str | None,
        known: KnownTensor | None,
        storage: KnownStorage,
        aliases: tuple[Any, ...],
        blind: Sequence[KnownSaved],
    ) -> None:
        """Put down a write that some counter did not see."""
        self._writes += 1
        for saved in blind:
            saved.blind = self._writes
        cards = tuple([saved.card for saved in blind])
        through = None if known is None else known.key
        row = (e.WroteUnseen, op, through, storage.key, aliases, cards)
        self._recorder.put((Unseen, self._writes, row))

    def look(self, place: tuple[int, int]) -> None:
        """Look whether the statement that ran until now wrote where no counter looks."""
        ran, self._place = self._place, place
        self._recorder.at(ran)
        self._keeper.settle()
        held = []
        for storage in self._watched:
            aliases = []
            living = False
            for tensor, known in storage.alive():
                living = True
                array = array_of(tensor)
                if array.size > SMALL or known.content() is None:
                    continue
                if not same(known.grab, array):
                    known.grab = grab(array)
                    aliases.append((e.Alias, known.key, version_of(tensor), known.grab))
            if aliases:
                kept = [node.contents or {} for node in storage.saving if node.holds()]
                saved = [each for contents in kept for each in contents.values()]
                blind = [s for s in dict.fromkeys(saved) if s.blind is None and changed(s)]
                self.unseen(None, None, storage, tuple(aliases), blind)
            if living or any(node.holds() for node in storage.saving):
                held.append(storage)
        self._watched = held
        self._recorder.at(place)

    def silent(self, node: KnownNode) -> list[KnownSaved]:
        """Return what a node saved whose content has changed though its version fits."""
        found = []
        for saved in (node.contents or {}).values():
            if saved.counter.version == saved.version and changed(saved):
                if saved.blind is None:
                    self._found(saved)
                found.append(saved)
        return found

    def _found(self, saved: KnownSaved) -> None:
        """Put down a write that nobody heard of until its effect showed."""
        aliases = []
        for tensor, known in saved.storage.alive():
            known.grab = grab(array_of(tensor))
            aliases.append((e.Alias, known.key, version_of(tensor), known.grab))
        self.unseen(None, None, saved.storage, tuple(aliases), (saved,))

    def assigned(self, tensor: TensorBase, known: KnownTensor) -> None:
        """`t.data = u`: what was saved of the tensor has another content, its counter stands."""
        self._keeper.settle()
        before, content = known.storage, self._keeper.content(known)
        known.storage = self._keeper.storage(tensor._storage, known.key)
        known.grab, known.serial = grab(array_of(tensor)), known.storage.serial
        known.storage.joins(tensor, known)
        blind = []
        for node in dict.fromkeys(before.saving):
            engine_node = node.pointer() if node.holds() else None
            for name, item in engine_node.held() if engine_node is not None else ():
                if content is not None and getattr(item, "tensor", None) is tensor:
                    blind.append(node.keep(name, item, before, content.copy()))
        if blind and not before.exposed:
            before.exposed = True
            self.exposed.append(before)
            self._watched.append(before)
        aliases = ((e.Alias, known.key, version_of(tensor), known.grab),)
        self.unseen("data", known, before, aliases, blind)


def holders(tensor: TensorBase) -> int:
    """Return how many references there are to a tensor's storage, as Python counts them."""
    return getrefcount(tensor._storage)


OWN = holders(fresh(xp.zeros(1)))  # of a storage that nobody else has anything to do with


def same(one: Array, other: Array) -> bool:
    """Whether two arrays hold the same bytes; NaN equals itself here."""
    return bool(one.tobytes() == other.tobytes())


def changed(saved: KnownSaved) -> bool:
    """Whether a saved tensor's content is no longer what was saved."""
    array = saved.array()
    return array is not None and not same(saved.content, array)


class Shadow:
    """The gradients a pass would have with every value as it was saved.

    It begins empty and follows only what a changed value taints.
    """

    def __init__(self) -> None:
        self._arrived: dict[int, dict[int, Any]] = {}  # true totals by key and output
        self._culprit: dict[int, KnownSaved] = {}
        self._sends: tuple[int, tuple[Any, ...], KnownSaved] | None = None

    def ran(self, node: Node, grads: list[Any], wrong: list[KnownSaved]) -> None:
        """Run a tainted node's own rules on the true gradients and the values as saved."""
        self._sends = None
        number = node.sequence_nr
        arrived = self._arrived.pop(number, None)
        culprit = wrong[0] if wrong else self._culprit.get(number)
        if culprit is None:
            return
        true = [(arrived or {}).get(place, grad) for place, grad in enumerate(grads)]
        outputs = rerun(node, [raw(grad) for grad in true], {s.name: s.content for s in wrong})
        if outputs is not None:
            self._sends = number, outputs, culprit

    def sent(
        self, node: int, index: int, key: int, number: int, part: Any, total: Any
    ) -> tuple[Any, Any] | None:
        """Add to the target's true total where the node or the target is tainted.

        Returns the true part and total where what is sent is wrong.
        """
        arrived = self._arrived.get(key, {}).get(number)
        true = part
        if self._sends is not None and self._sends[0] == node:
            true = fitted(self._sends[1][index], part)
            self._culprit[key] = self._sends[2]
        elif arrived is None:
            return None
        if part is None or true is None:
            return None
        if arrived is None:
            arrived = 0 if total is part else raw(total) - raw(part)
        made = self._arrived.setdefault(key, {})[number] = arrived + raw(true)
        return None if alike(raw(part), raw(true)) else (raw(true), made)

    def accumulated(self, key: int, before: Any, after: Any) -> tuple[KnownSaved, Grab] | None:
        """Return who is to blame and the true gradient, where a leaf got a wrong one."""
        arrived = self._arrived.pop(key, None)
        if not arrived:
            return None
        true = arrived[0] if before is None else before + arrived[0]
        if alike(raw(after), true):
            return None
        return self._culprit[key], xp.asarray(true, dtype=raw(after).dtype)


def alike(one: Array, other: Array) -> bool:
    """Whether two gradients differ by no more than rounding, however small they are."""
    sizes = xp.abs(xp.stack([one, other]))
    scale = xp.max(sizes, initial=0, where=xp.isfinite(sizes))
    return bool(xp.allclose(one, other, rtol=1e-4, atol=1e-6 * scale, equal_nan=True))


def raw(gradient: Any) -> Any:
    """Return a gradient's array; under create_graph it is a tensor."""
    return getattr(gradient, "_array", gradient)


def fitted(gradient: Any, like: Any) -> Any:
    """Return a rule's result in the shape and dtype of what the engine sent."""
    if gradient is None or like is None:
        return None
    array = xp.asarray(gradient)
    return sum_to(array, raw(like).shape).astype(raw(like).dtype)


def as_saved(node: Node, name: str, item: Any, contents: dict[str, Array]) -> Any:
    """Return a saved content where it is kept, else the saved tensor."""
    if not isinstance(item, SavedList):
        return contents.get(name, item)
    return tuple([contents.get(f"{name}[{i}]", array) for i, array in enumerate(item.array(node))])


def rerun(node: Node, grads: list[Any], contents: dict[str, Array]) -> tuple[Any, ...] | None:
    """Run a node's rules with other contents; None where it is not of the table of ops."""
    inner = node.written if isinstance(node, CopySlices) else node
    if not isinstance(inner, TableNode):
        return None
    kept = inner.saved
    inner.saved = tuple(
        [as_saved(node, name, item, contents) for name, item in zip(inner.reads, kept, strict=True)]
    )
    try:
        return node.run(grads, False)
    finally:
        inner.saved = kept
