"""What a recorder knows of real tensors, storages and nodes, while these live.

Tensors are held by weak reference. A node of PyTorch cannot be, so a small token in its metadata
tells it: with the node the token goes, too.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any
from weakref import ref

from gradwalk.trace import events as e

recorders = count()


class Counter:
    """A version counter: aliases that share it see each other's writes."""


class Storage:
    """Memory that tensors share, and what nodes saved of it."""

    def __init__(self, identity: str, tensor: Any) -> None:
        self.id = identity
        self.pointer = address(tensor)  # of PyTorch's StorageImpl
        self._weak = weak(tensor)
        self.sharing: list[Known] = []
        self.saved: list[Card] = []
        self.exposed = False  # whether it can be written without any counter knowing

    def lives(self) -> bool:
        """Whether the memory is still there; until then nobody else gets its address."""
        return self._weak is not None and not self._weak.expired()

    def alive(self, besides: Known | None = None) -> Iterator[tuple[Any, Known]]:
        """Yield the tensors on it that still exist."""
        self.sharing = [known for known in self.sharing if known.tensor() is not None]
        for known in list(self.sharing):
            tensor = known.tensor()
            if tensor is not None and known is not besides:
                yield tensor, known

    def cards(self) -> list[Card]:
        """Return what nodes that live still hold of it."""
        self.saved = [card for card in self.saved if card.held()]
        return self.saved


class Known:
    """A tensor: its id, where it lives, what its counter said last."""

    __slots__ = ("counter", "id", "node", "own", "pointer", "storage", "value", "version")

    def __init__(self, identity: str, tensor: Any, storage: Storage, counter: Counter) -> None:
        self.id = identity
        self.pointer = ref(tensor)
        self.storage = storage
        self.counter = counter
        self.own = True  # whether its counter is the storage's, not that of a `.data` alias
        self.version = 0
        self.node: ref[Token] | None = None  # its history, as told last
        self.value: e.Value | None = None

    def tensor(self) -> Any:
        """Return the tensor, None when it is gone."""
        tensor = self.pointer()
        if tensor is not None and hasattr(tensor, "_fix_weakref"):
            tensor._fix_weakref()  # PyTorch asks for this wherever a weak reference is followed
        return tensor


class Token:
    """A node: its id, the event that made it, whether what it saved is gone."""

    def __init__(self, identity: str, event: int = -1) -> None:
        self.id = identity
        self.event = event
        self.freed = False
        self.packed = False  # whether what it saved went through the program's own hooks
        self.outputs = 1
        self.cards: list[Card] = []
        self.saved: tuple[str, ...] | None = None  # names it checks; None: ask the node


class Card:
    """A saved tensor: whose counter tells whether it is stale, and its content where it matters."""

    def __init__(self, token: Token, name: str, version: int, known: Known, at: Any) -> None:
        self.token = ref(token)
        self.id = f"{token.id}.{name}"
        self.name = name
        self.version = version
        self.counter = known.counter
        self.storage = known.storage
        self.place = at  # dtype, offset, size and stride on the storage
        self.content: Any = None  # a copy, once its storage could be written unseen
        self.blind: int | None = None  # the event of a write its counter did not see

    def held(self) -> bool:
        """Whether its node is there and not freed."""
        token = self.token()
        return token is not None and not token.freed


class Keeper:
    """Gives ids by order of appearance and finds what is known of an object."""

    def __init__(self) -> None:
        self.mark = f"gradwalk{next(recorders)}"  # of this recorder's tokens
        self._tensors: dict[int, Known] = {}
        self._storages: dict[int, Storage] = {}
        self._watched: dict[str, Any] = {}  # tensor or node: a weak reference
        self.gone: Callable[[str], None] | None = None  # is told of each that is no more
        self._counts = {"t": 0, "s": 0, "n": 0}

    def new(self, kind: str) -> str:
        """Return the next id."""
        number = self._counts[kind]
        self._counts[kind] += 1
        return f"{kind}{number}"

    def known(self, tensor: Any) -> Known | None:
        """Return what is known of a tensor, None of a new one."""
        found = self._tensors.get(id(tensor))
        return found if found is not None and found.pointer() is tensor else None

    def meet(self, tensor: Any, like: Known | None = None) -> Known:
        """Remember a tensor; `like` shares its counter."""
        identity = self.new("t")
        storage = self.storage(tensor)
        counter = like.counter if like is not None else Counter()
        known = Known(identity, tensor, storage, counter)
        if like is not None:
            known.own = like.own
        self._tensors[id(tensor)] = known
        storage.sharing.append(known)
        self._watch(identity, tensor)
        return known

    def _watch(self, identity: str, living: Any) -> None:
        """Tell when something is no more; with a node its token goes."""

        def gone(_: Any) -> None:
            del self._watched[identity]
            if self.gone is not None:
                self.gone(identity)

        self._watched[identity] = ref(living, gone)

    def key(self, tensor: Any) -> int:
        """Return the number of a tensor's id, from 1; 0 of one that is new."""
        known = self.known(tensor)
        return 0 if known is None else int(known.id[1:]) + 1

    def ids(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return the tensors' ids by their keys, and the nodes' by their numbers."""
        tensors, nodes = range(self._counts["t"]), range(self._counts["n"])
        return {each + 1: f"t{each}" for each in tensors}, {each: f"n{each}" for each in nodes}

    def storage(self, tensor: Any) -> Storage:
        """Return the storage of a tensor."""
        pointer = address(tensor)
        found = self._storages.get(pointer)
        if found is None or not found.lives():
            found = self._storages[pointer] = Storage(self.new("s"), tensor)
        return found

    def moved(self, known: Known, tensor: Any) -> None:
        """A tensor lies in other memory than before."""
        if known.storage.pointer != address(tensor):
            if known in known.storage.sharing:
                known.storage.sharing.remove(known)
            known.storage = self.storage(tensor)
            known.storage.sharing.append(known)

    def token(self, node: Any) -> Token | None:
        """Return what is known of a node, None of a new one."""
        found: Token | None = node.metadata.get(self.mark)
        return found

    def tell(self, node: Any, event: int = -1) -> Token:
        """Return what is known of a node, after giving a new one an id."""
        token = self.token(node)
        if token is None:
            token = node.metadata[self.mark] = Token(self.new("n"), event)
            self._watch(token.id, token)
        return token


def weak(tensor: Any) -> Any:
    """Return a weak reference to a tensor's storage, None of a tensor that has none."""
    found: Any = importlib.import_module("torch.multiprocessing.reductions")
    try:
        return found.StorageWeakRef(tensor.untyped_storage())
    except (RuntimeError, NotImplementedError):
        return None


def address(tensor: Any) -> int:
    """Return what tells a storage from others; of a tensor that has none, what tells the tensor."""
    try:
        pointer: int = tensor.untyped_storage()._cdata
    except (RuntimeError, NotImplementedError):  # sparse and opaque tensors
        return -id(tensor)
    return pointer
