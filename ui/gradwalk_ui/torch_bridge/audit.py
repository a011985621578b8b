"""Silent writes: saved tensors whose version fits though their content is not what was saved.

Contents are kept only where a write could go unnoticed, that is where `.data` or NumPy reached
the storage.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import proxy

from gradwalk.trace import events as e

from gradwalk_ui.torch_bridge.known import Card, Known, Storage

if TYPE_CHECKING:
    from gradwalk_ui.torch_bridge.notes import Notes

LARGEST = 1 << 24  # bytes of one saved content that are kept


class Audit:
    """Keeps contents as saved and compares them when they are taken out."""

    def __init__(self, recorder: Notes) -> None:
        self._recorder = proxy(recorder)  # it holds this one
        self.exposed: list[Storage] = []
        self.place = (0, 0)  # of the statement that runs, while anything is exposed

    def expose(self, tensor: Any, known: Known) -> None:
        """From now on a tensor's storage can be written without its counter knowing."""
        storage = known.storage
        self.place = self._recorder.locate()
        if storage.exposed:
            return
        storage.exposed = True
        self.exposed.append(storage)
        for other, entry in storage.alive():
            entry.value = self._recorder.value(other)
        for card in storage.cards():
            content = self.content(card, tensor)
            if content is not None and content.numel() * content.element_size() <= LARGEST:
                card.content = content.clone()

    def content(self, card: Card, tensor: Any) -> Any:
        """Return the cells that a card stands for, looked at through a tensor on its storage."""
        kind, *where = card.place
        if kind != tensor.dtype:
            return None
        found = self._recorder.torch.empty(0, dtype=kind, device=tensor.device)
        return found.set_(tensor.untyped_storage(), *where)

    def changed(self, card: Card, tensor: Any) -> bool:
        """Whether what a card stands for, seen through a tensor, is no longer what was saved."""
        now = None if card.content is None else self.content(card, tensor)
        return now is not None and not same(self._recorder.torch, card.content, now)

    def written(self, known: Known, tensor: Any) -> tuple[tuple[str, ...], list[Card]]:
        """Return the cards that a write made stale, and those that are blind to it."""
        stale, blind = [], []
        for card in known.storage.cards():
            if card.counter is known.counter:
                stale.append(card.id)
            elif self.changed(card, tensor):
                blind.append(card)
        return tuple(stale), blind

    def unseen(
        self,
        op: str | None,
        known: Known | None,
        storage: Storage,
        aliases: tuple[e.Alias, ...],
        blind: Sequence[Card],
    ) -> None:
        """Put down a write that some counter did not see."""
        cards = tuple([card.id for card in blind])
        through = None if known is None else known.id
        index = self._recorder.put(e.WroteUnseen, op, through, storage.id, aliases, cards)
        for card in blind:
            card.blind = index

    def look(self, place: tuple[int, int]) -> None:
        """Look whether the statement that ran until now wrote where no counter looks."""
        recorder, ran = self._recorder, self.place
        self.place = place
        for storage in list(self.exposed):
            aliases, through = [], None
            for tensor, known in storage.alive():
                through = tensor
                value = recorder.value(tensor)
                if known.value is not None and value != known.value:
                    known.value = value
                    aliases.append(e.Alias(known.id, known.version, value))
            if through is None:
                if not storage.cards():
                    self.exposed.remove(storage)
                continue
            if aliases:
                cards = [card for card in storage.cards() if card.blind is None]
                blind = [card for card in cards if self.changed(card, through)]
                before, recorder.place = recorder.place, ran
                self.unseen(None, None, storage, tuple(aliases), blind)
                recorder.place = before

    def assigning(self, tensor: Any, known: Known) -> None:
        """`t.data = u` is about to run: what was saved of the tensor is still there."""
        for card in known.storage.cards():
            if card.counter is known.counter and card.content is None:
                card.content = tensor.detach().clone()

    def assigned(self, tensor: Any, known: Known) -> None:
        """`t.data = u`: what was saved of the tensor has another content, its counter stands."""
        recorder, before = self._recorder, known.storage
        cards = [card for card in before.cards() if card.counter is known.counter]
        recorder.keeper.moved(known, tensor)
        known.value = recorder.value(tensor)
        aliases = (e.Alias(known.id, known.version, known.value),)
        self.unseen("data", known, before, aliases, cards)


def same(torch: Any, one: Any, other: Any) -> bool:
    """Whether two tensors hold the same; NaN equals itself here."""
    return bool(torch.equal(one, other)) or bool(
        ((one == other) | ((one != one) & (other != other))).all()  # noqa: PLR0124 - NaN
    )
