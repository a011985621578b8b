"""The path of an op: a few fields are appended to the log, and no more is found out.

Of the usual ones and two operands or fewer quick.py has written this out.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk import graph
from gradwalk.array import float32
from gradwalk.tensorbase import TensorBase, is_tensor
from gradwalk.trace.capture import BYTES
from gradwalk.trace.known import next_key
from gradwalk.trace.log import ANY, UNKEPT
from gradwalk.trace.notes import Inputs, Notes
from gradwalk.trace.rows import TEXTLESS, parts, text_of, version_of
from gradwalk.views import tracked

if TYPE_CHECKING:
    from gradwalk.graph import Node
    from gradwalk.table import Op


class Hot(Notes):
    """Hears of the ops of the table."""

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
                array = self.short(array)
            made._known = new = next_key()
        self.extend((ANY, form, inputs, array, new, number, saves))

    def _given(self, args: Sequence[Any]) -> tuple[Any, ...] | None:
        """Return an op's arguments as ANY has them; None where a row must tell more."""
        inputs: list[Any] = []
        for value in args:
            if value.__class__ in TEXTLESS:
                inputs += (0, value)
            elif isinstance(value, TensorBase):
                memory, key = value._memory, value._known
                known = None if memory is None else memory.known
                if known is not None and known.exposed and known.keeper is self.keeper.me:
                    return None  # it can be written without any counter knowing
                if key <= self.first:
                    key = self.seen(value).key
                if value._view is not None:
                    self._remade(value)
                inputs += (key, 0 if value._writes is None else version_of(value))
            elif any(map(is_tensor, parts(value))):
                return None
            else:
                inputs += (-1, text_of(value))
        return tuple(inputs)

    def short(self, array: Any) -> Any:
        """Return what a row has of a large array; from now on gradients may be large, too."""
        self.steps.large = True
        return self.lender.lend(array)

    def made(
        self, op: str, inputs: Inputs, outputs: tuple[TensorBase, ...], node: Node | None
    ) -> None:
        """An op returned whose row must tell more; see record.py."""
        raise NotImplementedError
