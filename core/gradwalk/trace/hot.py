"""The path of an op: a few fields are appended to the log, and no more is found out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk import graph
from gradwalk.array import float32
from gradwalk.tensorbase import TensorBase, is_tensor
from gradwalk.trace import events as e
from gradwalk.trace.capture import BYTES, summary
from gradwalk.trace.known import next_key
from gradwalk.trace.log import ANY, NUMBER, ONE, TWO, UNKEPT, VERSIONS
from gradwalk.trace.notes import Inputs, Notes
from gradwalk.trace.rows import TEXTLESS, parts, text_of, version_of
from gradwalk.views import tracked

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.storage import Counter
    from gradwalk.table import Op

_frame = sys._getframe


class Hot(Notes):
    """Hears of the ops of the table."""

    def one(self, entry: Op, x: TensorBase, made: TensorBase, node: Node | None) -> None:
        """An entry of one parameter was applied."""
        frame = _frame(2)
        if frame.f_code is not self._code or self._spots[frame.f_lasti] is not self.place:
            self._moved(frame)
        key = x._known
        writes = x._writes
        if (
            key <= self._first
            or (writes is not None and not untouched(x, writes))
            or graph.on_record is not None
        ):
            if not self._versions((x,)):
                self.made(entry.name, ((entry.parameters[0], x),), (made,), node)
                return
            key = x._known
        array = made._array
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        if node is None:
            self._extend((ONE, entry, key, array, new, None, None))
        else:
            saves = ref(node) if node.holds else None
            self._extend((ONE, node.__class__, key, array, new, node.sequence_nr, saves))

    def two(
        self, entry: Op, x: TensorBase, y: TensorBase, made: TensorBase, node: Node | None
    ) -> None:
        """An entry was applied to two tensors."""
        frame = _frame(2)
        if frame.f_code is not self._code or self._spots[frame.f_lasti] is not self.place:
            self._moved(frame)
        first = self._first
        left, right = x._known, y._known
        one, other = x._writes, y._writes
        if (
            left <= first
            or right <= first
            or (one is not None and not untouched(x, one))
            or (other is not None and not untouched(y, other))
            or graph.on_record is not None
        ):
            if not self._versions((x, y)):
                names = entry.parameters
                inputs = ((names[0], x), (names[1], y), *entry.defaults)
                self.made(entry.name, inputs, (made,), node)
                return
            left, right = x._known, y._known
        array = made._array
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        if node is None:
            self._extend((TWO, entry, left, right, array, new, None, None))
        else:
            number, saves = node.sequence_nr, ref(node) if node.holds else None
            self._extend((TWO, node.__class__, left, right, array, new, number, saves))

    def number(
        self, entry: Op, x: TensorBase, number: Any, made: TensorBase, node: Node | None
    ) -> None:
        """An entry was applied to a tensor and a number."""
        frame = _frame(2)
        if frame.f_code is not self._code or self._spots[frame.f_lasti] is not self.place:
            self._moved(frame)
        key = x._known
        writes = x._writes
        if (
            key <= self._first
            or (writes is not None and not untouched(x, writes))
            or graph.on_record is not None
        ):
            if not self._versions((x,)):
                names = entry.parameters
                inputs = ((names[0], x), (names[1], number), *entry.defaults)
                self.made(entry.name, inputs, (made,), node)
                return
            key = x._known
        array = made._array
        if array.__class__ is not float32 and array.nbytes > BYTES:
            array = self._short(array)
        made._known = new = next_key()
        if node is None:
            self._extend((NUMBER, entry, key, number, array, new, None, None))
        else:
            saves = ref(node) if node.holds_beside_number else None
            form, nr = node.__class__, node.sequence_nr
            self._extend((NUMBER, form, key, number, array, new, nr, saves))

    def applied(self, entry: Op, args: Sequence[Any], made: TensorBase, node: Node | None) -> None:
        """An entry was applied to all its arguments."""
        if made is args[0]:
            return  # x.contiguous() may be x
        if entry.variadic or not self._usual(args):
            self.made(entry.name, entry.named(args), (made,), node)
            return
        self.here()
        inputs = self._given(args)
        array, number, saves = made._array, None, None
        if node is not None:
            number, saves = node.sequence_nr, ref(node) if node.holds else None
        form = entry if node is None else node.__class__
        if entry.view:
            known = self._joined(args[0], made)
            array, new = self._look(known, array, args[0]), known.key
            if node is None and tracked(made):
                number = UNKEPT
        else:
            if array.__class__ is not float32 and array.nbytes > BYTES:
                array = self._short(array)
            made._known = new = next_key()
        self._extend((ANY, form, inputs, array, new, number, saves))

    def _usual(self, args: Sequence[Any]) -> bool:
        """Whether a flat row can tell all there is to tell of an op on these arguments."""
        if graph.on_record is not None:
            return False
        for value in args:
            if isinstance(value, TensorBase):
                if self._exposed(value):
                    return False
            elif value.__class__ not in TEXTLESS and any(map(is_tensor, parts(value))):
                return False
        return True

    def _given(self, args: Sequence[Any]) -> tuple[Any, ...]:
        """Return an op's arguments as ANY has them."""
        inputs: list[Any] = []
        for value in args:
            if isinstance(value, TensorBase):
                key = value._known
                if key <= self._first:
                    key = self.seen(value).key
                if value._view is not None:
                    self._remade(value)
                inputs += (key, version_of(value))
            elif value.__class__ in TEXTLESS:
                inputs += (0, value)
            else:
                inputs += (-1, text_of(value))
        return tuple(inputs)

    def _short(self, array: Any) -> e.Value:
        """Return the summary of a large array; from now on gradients may be large, too."""
        self.steps.large = True
        return summary(array)

    def _exposed(self, tensor: TensorBase) -> bool:
        """Whether a tensor's memory can be written without any counter knowing."""
        memory = tensor._memory
        known = None if memory is None else memory.known
        return known is not None and known.exposed and known.keeper is self.keeper.me

    def _versions(self, inputs: tuple[TensorBase, ...]) -> bool:
        """Put down the versions of a hot op's inputs; whether its row can tell all the rest."""
        if graph.on_record is not None:
            return False
        for tensor in inputs:
            if tensor._view is not None or self._exposed(tensor):
                return False
        for tensor in inputs:
            self.seen(tensor)
        versions = [version_of(tensor) for tensor in inputs]
        if any(versions):
            self._extend((VERSIONS, versions[0], versions[-1]))
        return True

    def made(
        self, op: str, inputs: Inputs, outputs: tuple[TensorBase, ...], node: Node | None
    ) -> None:
        """An op returned whose row must tell more; see record.py."""
        raise NotImplementedError


def untouched(tensor: TensorBase, writes: Counter) -> bool:
    """Whether a tensor that has a counter was never written nor shared, as far as is known."""
    return (
        tensor._memory is writes
        and tensor._view is None
        and writes.known is None
        and not writes.version
    )
