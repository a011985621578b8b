"""How a recorder of real PyTorch puts things down: tensors, inputs, outputs, what nodes saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from weakref import ref

from gradwalk.trace import events as e

from gradwalk_ui.limits import DEFAULT, Words, words
from gradwalk_ui.torch_bridge import values
from gradwalk_ui.torch_bridge.known import Card, Keeper, Known, Token
from gradwalk_ui.torch_bridge.nodes import alike, dict_of, edges_of, saved_of, version_of, wants
from gradwalk_ui.torch_bridge.ops import Call

RECENT = 8
Place = tuple[int, int]  # cell and line


class Notes:
    """Events, and what is known of the objects in them."""

    def __init__(
        self, torch: Any, locate: Callable[[], Place], most: int | None = DEFAULT.events
    ) -> None:
        self.torch = torch
        self.most = most  # events; the program goes on when there are as many
        self.full: Place | None = None  # where the last of them was, once all are there
        self.left = 0  # operations since
        self.events: list[e.Event] = []
        self.keeper = Keeper()
        self.locate = locate
        self.busy = 0  # while we compute ourselves
        self.packers = 0  # saved_tensors_hooks in force, where PyTorch does not say: see switch.py
        self.place: Place | None = None  # of what runs; None: where the program is now
        self._recent: dict[int, tuple[Any, int, e.Value]] = {}  # of large gradients
        self._gradients: dict[int, tuple[Any, Known]] = {}  # .grad: whose

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Compute something without hearing of it, without history and without hooks on it."""
        c = self.torch._C
        self.busy += 1
        try:
            with c.DisableTorchFunction(), c._DisableTorchDispatch():
                yield
        finally:
            self.busy -= 1

    def put(self, kind: Callable[..., e.Event], *fields: Any, place: Place | None = None) -> int:
        """Append an event, unless there are enough; returns its index."""
        if self.full is None:
            where = place or self.place or self.locate()
            self.events.append(kind(*where, *fields))
            if self.most is not None and len(self.events) >= self.most:
                self.full = where
        return len(self.events) - 1

    def cut(self) -> Words | None:
        """Return what is said of a program that did more than was recorded."""
        if self.full is None:
            return None
        return words("limit.recorded", count=len(self.events), left=self.left)

    def value(self, tensor: Any) -> e.Value:
        """Return what is in a tensor now."""
        return values.value_of(self.torch, tensor)

    def gradient_value(self, tensor: Any) -> e.Value | None:
        """Return what is in a gradient; a large one comes by several times."""
        if tensor is None or tensor.numel() <= values.LARGE:
            return self.value_or_none(tensor)
        found = self._recent.get(id(tensor))
        if found is not None and found[0]() is tensor and found[1] == version_of(tensor):
            return found[2]
        if len(self._recent) >= RECENT:
            self._recent.clear()
        value = self.value(tensor)
        self._recent[id(tensor)] = ref(tensor), version_of(tensor), value
        return value

    def value_or_none(self, tensor: Any) -> e.Value | None:
        """Return what is in a tensor, None where there is none."""
        return None if tensor is None else self.value(tensor)

    def is_tensor(self, value: Any) -> bool:
        """Whether a value is a tensor."""
        return isinstance(value, self.torch.Tensor)

    # Tensors ---------------------------------------------------------------------------------

    def seen(self, tensor: Any, how: str = "tensor") -> Known:
        """Return what is known of a tensor; one that appears from nowhere is put down first."""
        known = self.keeper.known(tensor)
        if known is not None:
            return known
        of = self.owner_of(tensor)
        known = self.keeper.meet(tensor, self._alias(tensor))
        known.version = version_of(tensor)
        known.value = self.value(tensor)
        leaf = tensor.is_leaf
        owner = None if of is None else of.id
        row = (known.id, "grad" if of else how, owner, known.storage.id, known.version)
        self.put(e.Created, *row, tensor.requires_grad, leaf, known.value)
        return known

    def _alias(self, tensor: Any) -> Known | None:
        """Return a tensor whose memory a new one shares, as an nn.Parameter does."""
        for other, known in self.keeper.storage(tensor).alive():
            if version_of(other) == version_of(tensor):
                return known
        return None

    def gradient(self, grad: Any, leaf: Known) -> None:
        """Remember whose .grad a tensor is."""
        self._gradients[id(grad)] = ref(grad), leaf

    def owner_of(self, tensor: Any) -> Known | None:
        """Return whose .grad a tensor is."""
        found = self._gradients.get(id(tensor))
        return found[1] if found is not None and found[0]() is tensor else None

    def leaf_of(self, tensor: Any) -> Any:
        """Return the tensor whose .grad a tensor is."""
        owner = self.owner_of(tensor)
        return None if owner is None else owner.tensor()

    def inputs(
        self, named: Sequence[tuple[str, Any]], versions: dict[int, int]
    ) -> tuple[e.Input, ...]:
        """Return the inputs of an op; `versions` are those from before it ran."""
        rows = []
        for name, value in named:
            if self.is_tensor(value):
                known = self.seen(value)
                version = versions.get(id(value), known.version)
                rows.append(e.Input(name, known.id, version, None))
            else:
                for each in value if isinstance(value, (list, tuple)) else ():
                    if self.is_tensor(each):
                        self.seen(each)
                rows.append(e.Input(name, None, None, values.text(value)))
        return tuple(rows)

    def output(self, tensor: Any, known: Known, source: Any = None) -> e.Output:
        """Return an output; `source` is what it may be a view of."""
        known.version = version_of(tensor)
        like = None
        if source is not None and source.numel() == tensor.numel() > values.LARGE:
            seen = self.keeper.known(source)
            if seen is not None and seen.version == known.version and not seen.storage.exposed:
                like = seen.value
        known.value = values.value_of(self.torch, tensor, like)
        wants = bool(tensor.requires_grad)
        number = tensor.output_nr if wants else 0
        return e.Output(known.id, known.storage.id, known.version, wants, known.value, number)

    # Nodes -----------------------------------------------------------------------------------

    def history(
        self, node: Any, call: Call | None, tensors: Sequence[tuple[Any, Known]], entries: Any
    ) -> tuple[str | None, str | None, tuple[e.Saved, ...], tuple[int | None, ...]]:
        """Return a new node, its name, saved tensors and the inputs its edges lead to."""
        if node is None:
            return None, None, (), ()
        token = self.keeper.tell(node, len(self.events))
        name = type(node).__name__
        token.packed = self._packs()
        saved = () if token.packed else self._saved(node, token, call, tensors)
        return token.id, name, saved, edges_of(node, call, tensors, entries)

    def _packs(self) -> bool:
        """Whether the program's hooks get what is saved."""
        top = getattr(self.torch._C._autograd, "_top_saved_tensors_default_hooks", None)
        return self.packers > 0 if top is None else top(True) is not None

    def _saved(
        self, node: Any, token: Token, call: Call | None, tensors: Sequence[tuple[Any, Known]]
    ) -> tuple[e.Saved, ...]:
        """Return what a node saved of its inputs and outputs, and remember it."""
        found = []
        held = list(saved_of(node))
        if type(node).__name__ == "CopySlices" and call is not None:
            held = list(self._inside(call, tensors))
            token.saved = tuple([name for name, _ in held])
        order = {} if call is None or call.entry is None else dict_of(call.entry.reads)
        held.sort(key=lambda each: order.get(each[0], len(order)))
        for name, tensor in held:
            known = next((known for other, known in tensors if alike(other, tensor)), None)
            if known is None:
                continue  # a number, or a copy that an op made for itself
            version = version_of(tensor)
            at = (tensor.dtype, tensor.storage_offset(), tensor.size(), tensor.stride())
            card = Card(token, name, version, known, at)
            token.cards.append(card)
            known.storage.saved.append(card)
            if known.storage.exposed:
                card.content = tensor.detach().clone()
            found.append(e.Saved(name, known.id, version, known.storage.id))
        return tuple(found)

    def _inside(
        self, call: Call, tensors: Sequence[tuple[Any, Known]]
    ) -> Iterator[tuple[str, Any]]:
        """Yield what the node within a CopySlices saved: PyTorch shows it to nobody."""
        entry = call.entry
        if entry is None:
            return
        needs = tuple([wants(call.given.get(rule.name)) for rule in entry.rules])
        for read, wanted in zip(entry.read, entry.wanted(needs), strict=True):
            value = call.given.get(read.name)
            if wanted and read.from_result:
                yield read.name, tensors[-1][0]
            elif wanted and self.is_tensor(value):
                yield read.name, value
