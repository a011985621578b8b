"""A backward of real PyTorch as events: hooks on its nodes tell when each runs and what it sends.

Which gradients meet, and whose turn it is, is counted as PyTorch's engine counts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.torch_bridge.audit import same
from gradwalk_ui.torch_bridge.known import Card, Known, Token
from gradwalk_ui.torch_bridge.nodes import checks, fitted, holds
from gradwalk_ui.torch_bridge.shadow import Shadow

if TYPE_CHECKING:
    from gradwalk_ui.torch_bridge.forward import Forward

LAST = 2**64 - 1  # the sequence number of every AccumulateGrad


class State:
    """A node in one pass: how many gradients it waits for, and what came for its outputs."""

    __slots__ = ("arrived", "leaf", "token", "waiting")

    def __init__(self, token: Token | None, leaf: Any) -> None:
        self.token = token
        self.leaf = leaf  # of an AccumulateGrad
        self.waiting = 0
        self.arrived: dict[int, Any] = {}  # output -> the sum so far, until all is in


class Pass:
    """One backward while it runs."""

    def __init__(
        self,
        recorder: Forward,
        roots: Sequence[tuple[Any, int]],
        targets: Sequence[tuple[Any, int]] | None,
        *,
        keep: bool,
        create: bool,
        accumulate: bool,
    ) -> None:
        self._recorder = recorder
        self.keep = keep
        self.too_large = False  # more nodes than events: see existing.py on touching very many
        self.create = create  # whether the backward is recorded, too
        self._accumulate = accumulate
        self._targets = None if targets is None else set(targets)
        self._states: dict[Any, State] = {}
        self._handles: list[Any] = []
        self._ready: list[tuple[int, int, Any]] = []
        self._counted = 0
        self._sends: list[Any] = []  # (node, edge, target, number, part) not put down yet
        self._added = False  # whether the sum that the first of them makes is computed already
        self._sender: Any = None
        self._leaf_before: e.Value | None = None
        self._shadow = Shadow(recorder)
        self.place = recorder.locate()
        self.roots = roots
        self._find([node for node, _ in roots])
        self._needed = None if targets is None else self._leading_to([node for node, _ in targets])

    # Before anything runs --------------------------------------------------------------------

    def _find(self, nodes: Sequence[Any]) -> None:
        stack: list[Any] = []
        for node in nodes:
            if node not in self._states:
                self._states[node] = self._state(node)
                stack.append(node)
        most = self._recorder.most
        while stack:
            if most is not None and len(self._states) > most:
                self.too_large = True
                return
            for node, _ in stack.pop().next_functions:
                if node is None:
                    continue
                state = self._states.get(node)
                if state is None:
                    state = self._states[node] = self._state(node)
                    stack.append(node)
                state.waiting += 1

    def _state(self, node: Any) -> State:
        return State(None, getattr(node, "variable", None))

    def _leading_to(self, targets: Sequence[Any]) -> set[Any]:
        users: dict[Any, list[Any]] = {}
        for user in self._states:
            for node, _ in user.next_functions:
                users.setdefault(node, []).append(user)
        found = {node for node in targets if node in self._states}
        stack = list(found)
        while stack:
            for user in users.get(stack.pop(), ()):
                if user not in found:
                    found.add(user)
                    stack.append(user)
        return found

    def hook(self) -> None:
        """Hang hooks on every node."""
        for node in self._states:
            self._handles.append(node.register_prehook(partial(self._before, node)))
            self._handles.append(node.register_hook(partial(self._after, node)))

    def unhook(self) -> None:
        """Take all hooks away."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()

    def began(self, seeds: Sequence[Any]) -> None:
        """Put down where the pass starts."""
        recorder = self._recorder
        leaves, nodes = [], []
        for node, _ in self.roots:
            leaf = self._states[node].leaf
            leaves.append(None if leaf is None else recorder.seen(leaf).id)
        for node, _ in self.roots:
            nodes.append(None if self._states[node].leaf is not None else self._id(node))
        numbers = tuple([number for _, number in self.roots])
        values = tuple([recorder.value_or_none(seed) for seed in seeds])
        recorder.put(e.Began, tuple(leaves), tuple(nodes), numbers, values, place=self.place)
        for (node, number), seed in zip(self.roots, seeds, strict=True):
            self._states[node].arrived[number] = seed
        for node in dict.fromkeys([node for node, _ in self.roots]):
            if not self._states[node].waiting:
                self._queue(node)

    def _id(self, node: Any) -> str:
        return self._recorder.keeper.tell(node).id

    def _put(self, kind: Any, *fields: Any) -> int:
        return self._recorder.put(kind, *fields, place=self.place)

    # Whose turn it is ------------------------------------------------------------------------

    def _queue(self, node: Any) -> None:
        number = LAST if self._states[node].leaf is not None else node._sequence_nr()
        self._counted += 1
        heappush(self._ready, (-number, self._counted, node))

    def _leads_on(self, node: Any) -> bool:
        needed = self._needed
        return needed is None or any(target in needed for target, _ in node.next_functions)

    def _runs(self, node: Any) -> bool:
        """Whether PyTorch calls a node, rather than only taking the gradient that came for it."""
        if self._states[node].leaf is not None:
            return self._accumulate
        return self._needed is None or self._accumulate or self._leads_on(node)

    def catch_up(self, until: Any = None) -> None:
        """Put down what was sent, and what was taken of nodes that are not called, up to one."""
        self._send_all()
        while self._ready:
            node = heappop(self._ready)[2]
            state = self._states[node]
            if node is until:
                return
            if self._runs(node) and state.leaf is None and until is not None:
                continue
            self._capture(node, state.arrived)
            state.arrived = {}

    def _capture(self, node: Any, arrived: dict[int, Any]) -> None:
        """autograd.grad takes what came for a node."""
        wanted = [number for target, number in self._targets or () if target is node]
        leaf = self._states[node].leaf
        for number in sorted(wanted):
            grad = arrived.get(number)
            if grad is None:
                continue
            known = None if leaf is None else self._recorder.seen(leaf)
            name = None if leaf is not None else self._id(node)
            value = self._recorder.value(grad)
            self._put(e.Captured, None if known is None else known.id, name, number, value)
            if known is not None:
                self._compare(node, known, value, grad)

    # A node ----------------------------------------------------------------------------------

    def _before(self, node: Any, grads: tuple[Any, ...]) -> None:
        recorder = self._recorder
        if recorder.full is not None:
            return
        with recorder.quiet():
            recorder.settle()
            self.catch_up(node)
            state = self._states[node]
            self._retained(node)
            given = dict(enumerate(grads))
            self._capture(node, given)
            state.arrived = {}
            if state.leaf is not None:
                self._shadow.before(node, state.leaf.grad)
                self._leaf_before = recorder.value_or_none(state.leaf.grad)
                return
            values = [recorder.gradient_value(grad) for grad in grads]
            values += [None] * (recorder.keeper.tell(node).outputs - len(values))
            self._put(e.Ran, self._id(node), tuple(values))
            wrong = self._check(node)
            self._shadow.ran(node, grads, wrong)

    def _check(self, node: Any) -> list[Card]:
        """Compare the versions of what a node saved; returns what changed unseen."""
        token = self._recorder.keeper.tell(node)
        wrong = []
        cards = {card.name: card for card in token.cards}
        for name, expected, found, tensor in checks(node, token):
            card = cards.get(name)
            changed = False
            if expected == found and card is not None and card.content is not None:
                changed = not same(self._recorder.torch, card.content, tensor.detach())
            if changed and card is not None:
                wrong.append(card)
            self._put(e.Checked, token.id, name, expected, found, expected == found, changed)
        return wrong

    def _retained(self, node: Any) -> None:
        for tensor, known in self._recorder.keeping(node):
            grad = tensor.grad
            if grad is not None:
                self._recorder.gradient(grad, known)
                self._put(e.Retained, known.id, self._recorder.value(grad))

    def _after(self, node: Any, parts: tuple[Any, ...], _grads: tuple[Any, ...]) -> None:
        recorder = self._recorder
        if recorder.full is not None:
            return
        state = self._states[node]
        with recorder.quiet():
            recorder.settle()
            if state.leaf is not None:
                self._accumulated(node, state.leaf)
                return
            self._sender = node
            for edge, (target, number) in enumerate(node.next_functions):
                if target is None or (self._needed is not None and target not in self._needed):
                    continue
                part = parts[edge] if edge < len(parts) else None
                self._sends.append((node, edge, target, number, fitted(target, number, part)))
            targets = [send[2:4] for send in self._sends]
            alone = len(set(targets)) == len(targets)
            if not self.create or (alone and not any(self._states[n].arrived for n, _ in targets)):
                self._send_all()

    def _accumulated(self, node: Any, leaf: Any) -> None:
        known = self._recorder.seen(leaf)
        if leaf.grad is None:
            return
        self._recorder.gradient(leaf.grad, known)
        value = self._recorder.value(leaf.grad)
        self._put(e.Accumulated, known.id, self._leaf_before, value)
        self._compare(node, known, value, leaf.grad)

    def _compare(self, node: Any, known: Known, got: e.Value, grad: Any) -> None:
        """Tell of a gradient that a leaf got and that is not the derivative."""
        found = self._shadow.ended(node, grad)
        if found is not None:
            card, true = found
            token = card.token()
            assert token is not None
            value = self._recorder.value(true)
            row = (token.id, card.name, known.id, got, value, token.event, card.blind)
            self._put(e.SilentlyWrong, *row)

    # Edges -----------------------------------------------------------------------------------

    def adding(self) -> None:
        """PyTorch adds a gradient to what came before: under create_graph that is an op, too."""
        while self._sends and (self._added or not self._meets(self._sends[0])):
            self._added = False
            self._send(self._sends.pop(0))
        self._added = bool(self._sends)

    def _meets(self, send: Any) -> bool:
        """Whether a gradient goes where one has come before."""
        return send[3] in self._states[send[2]].arrived

    def _send_all(self) -> None:
        self._added = False
        while self._sends:
            self._send(self._sends.pop(0))
        sender, self._sender = self._sender, None
        if sender is not None and not self.keep:
            self._free(sender)

    def _send(self, send: Any) -> None:
        node, edge, target, number, part = send
        recorder, state = self._recorder, self._states[target]
        before = state.arrived.get(number)
        total = part if before is None else before if part is None else before + part
        state.waiting -= 1
        if total is not None:
            state.arrived[number] = total.detach() if self.create else total
        leaf = None if state.leaf is None else recorder.seen(state.leaf).id
        name = None if leaf is not None else self._id(target)
        value = recorder.gradient_value(part)
        together = value if before is None else recorder.gradient_value(total)
        row = (self._id(node), edge, name, leaf, number, value, together, state.waiting)
        self._put(e.Sent, *row)
        wrong = self._shadow.sent(edge, target, number, part, before)
        if wrong is not None:
            true = [recorder.value(each) for each in wrong]
            self._put(e.SentWrong, self._id(node), edge, value, *true)
        if not state.waiting:
            if leaf is None and self._runs(target) and self._targets is None:
                state.arrived = {}  # nobody needs it any more: PyTorch may write into it
            self._queue(target)

    def _free(self, node: Any) -> None:
        token = self._recorder.keeper.tell(node)
        if token.freed or not holds(node, token):
            return
        token.freed = True
        self._put(e.Freed, token.id)

    def ended(self) -> None:
        """Put down that the pass is over."""
        self.catch_up()
        self._put(e.Ended)
