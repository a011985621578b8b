"""The gradients that a pass would have with every value as it was saved.

It begins empty and follows only what a changed value taints. A tainted node is called again, with
the saved content put back for that moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gradwalk_ui.torch_bridge.nodes import fitted, taken

if TYPE_CHECKING:
    from gradwalk_ui.torch_bridge.forward import Forward
    from gradwalk_ui.torch_bridge.known import Card


class Shadow:
    """True gradients beside a pass."""

    def __init__(self, recorder: Forward) -> None:
        self._recorder = recorder
        self._arrived: dict[Any, dict[int, Any]] = {}  # node -> true totals by output
        self._culprit: dict[Any, Card] = {}
        self._true: tuple[Any, ...] | None = None  # what the running node would send
        self._blamed: Card | None = None
        self._before: Any = None  # the gradient that the leaf has already

    def ran(self, node: Any, grads: tuple[Any, ...], wrong: list[Card]) -> None:
        """Run a tainted node on the true gradients and the values as saved."""
        self._true = self._blamed = None
        for card in wrong:
            if card.blind is None:
                self._found(card)
        arrived = self._arrived.pop(node, {})
        self._blamed = wrong[0] if wrong else self._culprit.get(node)
        if self._blamed is not None:
            true = [arrived.get(place, grad) for place, grad in enumerate(grads)]
            self._true = self._rerun(node, true, wrong)

    def _found(self, card: Card) -> None:
        """Put down a write that nobody heard of until its effect showed."""
        self._recorder.audit.unseen(None, None, card.storage, (), (card,))

    def _rerun(self, node: Any, grads: list[Any], wrong: list[Card]) -> tuple[Any, ...]:
        """Call a node with what it saved as it was then, and put everything back."""
        now = []
        for card in wrong:
            cells = taken(node, card.name).data  # no counter sees this
            now.append((cells, cells.clone()))
            cells.copy_(card.content)
        try:
            result = node(*grads)
        finally:
            for cells, content in now:
                cells.copy_(content)
        return result if isinstance(result, tuple) else (result,)

    def before(self, node: Any, grad: Any) -> None:
        """A leaf is about to get its gradient."""
        if node in self._arrived and grad is not None:
            self._before = grad.clone()

    def sent(
        self, edge: int, target: Any, number: int, part: Any, before: Any
    ) -> tuple[Any, Any] | None:
        """Add to the target's true total where the node or the target is tainted.

        Returns the true part and total where what is sent is wrong.
        """
        arrived = self._arrived.get(target, {}).get(number)
        true = part
        if self._true is not None and self._blamed is not None:
            true = fitted(target, number, self._true[edge])
            self._culprit[target] = self._blamed
        elif arrived is None:
            return None
        if part is None or true is None:
            return None
        start = arrived if arrived is not None else before
        total = true if start is None else start + true
        self._arrived.setdefault(target, {})[number] = total
        return None if self._alike(part, true) else (true, total)

    def ended(self, node: Any, got: Any) -> tuple[Card, Any] | None:
        """Return who is to blame and the true gradient, where a leaf got a wrong one."""
        arrived = self._arrived.pop(node, None)
        if not arrived:
            return None
        true = arrived[0]
        before, self._before = self._before, None
        if before is not None:
            true = before + true
        return None if self._alike(got, true) else (self._culprit[node], true)

    def _alike(self, one: Any, other: Any) -> bool:
        """Whether two gradients differ by no more than rounding, however small they are."""
        scale = max(float(one.abs().max()), float(other.abs().max())) if one.numel() else 0.0
        close = self._recorder.torch.allclose
        return bool(close(one, other, rtol=1e-4, atol=1e-6 * scale, equal_nan=True))
