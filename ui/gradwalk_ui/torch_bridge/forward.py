"""The recorder's part for operators: what PyTorch's dispatcher ran becomes events.

An operator is heard below autograd, before its results have a history, views a base and writes a
new version. So it waits until the next thing happens (`settle`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from weakref import ref

from gradwalk.trace import events as e

from gradwalk_ui.limits import DEFAULT
from gradwalk_ui.torch_bridge.audit import Audit
from gradwalk_ui.torch_bridge.known import Known
from gradwalk_ui.torch_bridge.nodes import history_of, version_of
from gradwalk_ui.torch_bridge.notes import Notes, Place
from gradwalk_ui.torch_bridge.ops import Call

SILENT = frozenset(  # operators that no program asks for, or that make no tensor of their own
    (
        *("detach", "detach_", "lift_fresh", "lift", "_local_scalar_dense", "is_same_size", "item"),
        *("equal", "set_", "resize_", "_has_compatible_shallow_copy_type", "_fw_primal"),
        *("empty_like", "new_empty", "new_empty_strided", "_reshape_from_tensor", "record_stream"),
    )
)


class Waiting:
    """An operator that has run and whose results are not finished yet."""

    __slots__ = ("call", "place", "result", "versions")

    def __init__(self, call: Call, result: Any, versions: dict[int, int], place: Place) -> None:
        self.call = call
        self.result = result
        self.versions = versions
        self.place = place


class Forward(Notes):
    """Hears operators."""

    def __init__(self, torch: Any, locate: Any, most: int | None = DEFAULT.events) -> None:
        super().__init__(torch, locate, most)
        self.audit = Audit(self)
        self.waiting: Waiting | None = None
        self.retaining: list[Known] = []  # tensors with retain_grad
        self.silent = 0  # within what is told as a whole: a creation, a Function's forward

    def ran(self, func: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Run an operator, and note it where the program asked for it."""
        base = func._schema.name.removeprefix("aten::")
        if self.busy or self.silent or base in SILENT or not self.listens():
            return func(*args, **kwargs)  # a node saves its result by detach: it is not done yet
        if self.full is not None:
            self.left += 1
            return func(*args, **kwargs)
        with self.quiet():
            self.settle()
        call = Call(func, args, kwargs)
        tensors = list(self._tensors(call.given.values()))
        if not tensors or base.startswith("new_") or base.endswith("_like"):
            return func(*args, **kwargs)
        self.mode()
        with self.quiet():
            self._remake(tensors)
        versions = {id(each): version_of(each) for each in tensors}
        result = func(*args, **kwargs)
        self.waiting = Waiting(call, result, versions, self.place or self.locate())
        return result

    def listens(self) -> bool:
        """Whether operators are the program's own now; see recorder.py."""
        raise NotImplementedError

    def mode(self) -> None:
        """Tell whether recording of history was switched; see recorder.py."""
        raise NotImplementedError

    def _tensors(self, values: Any) -> Any:
        for value in values:
            if self.is_tensor(value):
                yield value
            elif isinstance(value, (list, tuple)):
                yield from (each for each in value if self.is_tensor(each))

    def settle(self) -> None:
        """Put down the operator that waits: by now its results are finished."""
        waiting, self.waiting = self.waiting, None
        if waiting is None or self.full is not None:
            return
        before, self.place = self.place, waiting.place
        try:
            if waiting.call.writes:
                for written in self._tensors(waiting.call.written):
                    self._wrote(waiting, written)
            else:
                self._made(waiting)
        finally:
            self.place = before

    def _made(self, waiting: Waiting) -> None:
        call, result = waiting.call, waiting.result
        outputs = list(self._tensors([result]))
        entry = call.entry
        if entry is not None and entry.outputs is None:
            outputs = outputs[:1]
        outputs = [each for each in outputs if self.keeper.known(each) is None]
        if not outputs:
            return
        call.returned(outputs[0])
        named = call.named()
        entries = self.inputs(named, waiting.versions)
        self.made(call.op, named, entries, outputs, call)

    def made(
        self,
        op: str,
        named: Sequence[tuple[str, Any]],
        entries: tuple[e.Input, ...],
        outputs: Sequence[Any],
        call: Call | None,
        relation: str = "new",
    ) -> None:
        """Put down that an operator returned these tensors."""
        source = next((value for _, value in named if self.is_tensor(value)), None)
        known = None if source is None else self.keeper.known(source)
        shares = known is not None and self.keeper.storage(outputs[0]) is known.storage
        if shares and relation == "new":
            relation = "view"
        like = known if shares and relation != "data" else None
        met = [self.keeper.meet(each, like) for each in outputs]
        if relation == "data":
            for each in met:
                each.own = False
        base = source if relation == "view" else None
        made = tuple([self.output(*each, base) for each in zip(outputs, met, strict=True)])
        nodes = [history_of(each) for each in outputs if relation not in ("detach", "data")]
        node = next((each for each in nodes if each is not None), None)
        tensors = [*self._pairs(named), *zip(outputs, met, strict=True)]
        history = self.history(node, call, tensors, entries)
        known_of = [
            n for n, each in enumerate(outputs, 1) if each.is_floating_point() or each.is_complex()
        ]
        self._told(outputs, met, max(known_of, default=1))  # a node knows of no integers at the end
        self.put(e.Made, op, entries, made, *history, relation)

    def _pairs(self, named: Sequence[tuple[str, Any]]) -> list[tuple[Any, Known]]:
        tensors = self._tensors([value for _, value in named])
        pairs = [(value, self.keeper.known(value)) for value in tensors]
        return [(value, known) for value, known in pairs if known is not None]

    def _told(self, tensors: Sequence[Any], met: Sequence[Known], outputs: int = 1) -> None:
        """These tensors' histories are in the trace."""
        for tensor, known in zip(tensors, met, strict=True):
            node = history_of(tensor)
            token = None if node is None else self.keeper.token(node)
            known.node = None if token is None else ref(token)
            if token is not None:
                token.outputs = outputs

    def _remake(self, tensors: Sequence[Any]) -> None:
        """Put down the new history of views whose base was written."""
        for tensor in tensors:
            known = self.keeper.known(tensor)
            node = history_of(tensor) if known is not None and tensor._is_view() else None
            if known is None or node is None:
                continue
            if type(node).__name__ != "AsStridedBackward0" or self.keeper.token(node) is not None:
                continue
            base = self.seen(tensor._base)
            entries = (e.Input("self", base.id, version_of(tensor._base), None),)
            output = self.output(tensor, known)
            token = self.keeper.tell(node, len(self.events))
            known.node = ref(token)
            name = type(node).__name__
            self.put(e.Made, "as_strided", entries, (output,), token.id, name, (), (0,), "view")

    def keeping(self, node: Any) -> Iterator[tuple[Any, Known]]:
        """Yield the tensors made by a node that keep their gradients."""
        for known in self.retaining:
            tensor = known.tensor()
            if tensor is not None and tensor.retains_grad and tensor.grad_fn is node:
                yield tensor, known

    # Writes ----------------------------------------------------------------------------------

    def _wrote(self, waiting: Waiting, tensor: Any) -> None:
        call = waiting.call
        before = waiting.versions[id(tensor)]
        node = history_of(tensor)
        token = None if node is None else self.keeper.token(node)
        fresh = node is not None and token is None
        known = self.keeper.known(tensor)
        if not fresh and known is None:
            self.seen(tensor)  # its story begins here: how it was filled is its making
            return
        named = call.named()
        entries = self.inputs(named, waiting.versions)
        known = self.seen(tensor)
        base = tensor._base if tensor._is_view() and fresh else None
        if base is not None and type(history_of(base)).__name__ == "CopySlices":
            place = e.Input("base", self.seen(base).id, before, None)
            entries, node = (*entries, place), base.grad_fn
        else:
            base = None
        aliases, unseen = self._others(tensor, known, base)
        stale, blind = self.audit.written(known, tensor)
        result = base if base is not None else tensor
        output = self.output(result, self.seen(result))
        tensors = [*self._pairs(named), (tensor, known), (result, self.seen(result))]
        history = self.history(node if fresh else None, call, tensors, entries)
        self._told([result], [self.seen(result)])
        known.version = version_of(tensor)
        row = (call.op, entries, known.id, known.storage.id, before, known.version, (output,))
        self.put(e.Wrote, *row, *history, aliases, stale, known.own)
        if base is not None:
            self._remake([tensor])
        if unseen or blind:
            self.audit.unseen(call.op, known, known.storage, unseen, blind)

    def _others(
        self, tensor: Any, known: Known, base: Any
    ) -> tuple[tuple[e.Alias, ...], tuple[e.Alias, ...]]:
        """Return the live tensors on the same storage: those whose counter saw a write, and not."""
        counted: list[e.Alias] = []
        unseen: list[e.Alias] = []
        for other, entry in known.storage.alive(known):
            if other is base:
                continue
            entry.value = self.value(other)
            entry.version = version_of(other)
            row = e.Alias(entry.id, entry.version, entry.value)
            (counted if entry.counter is known.counter else unseen).append(row)
        return tuple(counted), tuple(unseen)
