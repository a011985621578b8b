"""The path of an op: a few fields are appended to the log, and no more is found out.

Of the usual ones and two operands or fewer quick.py has written this out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk import graph
from gradwalk.array import float32
from gradwalk.tensorbase import TensorBase, is_tensor
from gradwalk.trace.capture import BYTES, SMALL
from gradwalk.trace.known import next_key
from gradwalk.trace.log import ANY, UNKEPT, WROTE
from gradwalk.trace.notes import Notes
from gradwalk.trace.rows import TEXTLESS, parts, text_of, version_of
from gradwalk.views import tracked

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.table import Op


class Hot(Notes):
    """Hears of the ops of the table."""

    made: Callable[..., None]  # of an op, and
    wrote: Callable[..., None]  # of a write, whose row must tell more; see record.py

    def applied(self, entry: Op, args: Sequence[Any], made: TensorBase, node: Node | None) -> None:
        """An entry was applied to all its arguments."""
        if made is args[0]:
            return  # x.contiguous() may be x
        self.went(sys._getframe(2))  # past the function that applied it
        usual = not entry.variadic and graph.on_record is None
        inputs = self._given(args) if usual else None
        if inputs is None:
            self.made(entry.name, entry.named(args), (made,), node)
            return
        self.row(entry, args[0], inputs, made, node)

    def row(self, entry: Op, source: Any, inputs: Any, made: TensorBase, node: Node | None) -> None:
        """Append the row of an op on `source` and others; `inputs` are pairs, as ANY has them."""
        form: Any = entry
        array, number, saves = made._array, None, None
        if node is not None:
            form, number = node.__class__, node.sequence_nr
            saves = ref(node) if node.holds else None
        if entry.view:
            known = self._joined(source, made)
            array, key = self._look(known, array, source), known.key
            if node is None and tracked(made):
                number = UNKEPT
        else:
            if array.__class__ is not float32 and array.nbytes > BYTES:
                array = self.short(array)
            made._known = key = next_key()
        self.extend((ANY, form, inputs, array, key, number, saves))

    def written(self, entry: Op, name: str, args: Sequence[Any], before: int) -> None:
        """An entry wrote into its first argument, without history; the others are others."""
        if not self._stays:
            self.went(sys._getframe(2))
        tensor = args[0]
        key, array, edge = tensor._known, tensor._array, tensor._edge
        known = self.keeper.tensors.get(key) if key > self.first and not self.exposed else None
        if (
            known is None
            or tensor._view is not None
            or tensor._writes is not tensor._memory
            or not self.audit.alone(known, tensor, before)
        ):
            self.wrote(name, tensor, entry.named(args), None, before)
            return
        inputs: Any = [key, before]
        for value in args[1:]:
            inputs += (0, value) if value.__class__ in TEXTLESS else self.of(value)
        storage = known.storage
        storage.serial = known.serial = storage.serial + 1
        content = known.grab = array.copy() if array.size <= SMALL else self._look(known, array)
        number = None if edge is None else edge[1]
        row = (entry, name, tuple(inputs), key, storage.key, before, content, number)
        self.extend((WROTE, *row))

    def _given(self, args: Sequence[Any]) -> tuple[Any, ...] | None:
        """Return an op's arguments as ANY has them; None where a row must tell more."""
        inputs: list[Any] = []
        for value in args:
            if self.exposed and isinstance(value, TensorBase):
                memory = value._memory
                known = None if memory is None else memory.known
                if known is not None and known.exposed and known.keeper is self.keeper.me:
                    return None  # it can be written without any counter knowing
            elif value.__class__ not in TEXTLESS and any(map(is_tensor, parts(value))):
                return None
            inputs += self.of(value)
        return tuple(inputs)

    def of(self, value: Any) -> tuple[Any, Any]:
        """Return an argument as ANY has it; what is in a list must be plain."""
        if isinstance(value, TensorBase):
            key = value._known
            if key <= self.first:
                key = self.key(value)
            if value._view is not None:
                self._remade(value)
            return key, 0 if value._writes is None else version_of(value)
        return (0, value) if value.__class__ in TEXTLESS else (-1, text_of(value))

    def short(self, array: Any) -> Any:
        """Return what a row has of a large array; from now on gradients may be large, too."""
        self.steps.large = True
        return self.lender.lend(array)
