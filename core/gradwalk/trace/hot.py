"""The path of an op: a few fields are appended to the log, and no more is found out.

Of the usual ones and two operands or fewer quick.py has written this out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import ref

from gradwalk import graph
from gradwalk.array import float32
from gradwalk.tensorbase import TensorBase, is_tensor
from gradwalk.trace import events as e
from gradwalk.trace.capture import BYTES, summary
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
                array = self.short(array)
            made._known = new = next_key()
        self.extend((ANY, form, inputs, array, new, number, saves))

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
                if key <= self.first:
                    key = self.seen(value).key
                if value._view is not None:
                    self._remade(value)
                inputs += (key, version_of(value))
            elif value.__class__ in TEXTLESS:
                inputs += (0, value)
            else:
                inputs += (-1, text_of(value))
        return tuple(inputs)

    def short(self, array: Any) -> e.Value:
        """Return the summary of a large array; from now on gradients may be large, too."""
        self.steps.large = True
        return summary(array)

    def _exposed(self, tensor: TensorBase) -> bool:
        """Whether a tensor's memory can be written without any counter knowing."""
        memory = tensor._memory
        known = None if memory is None else memory.known
        return known is not None and known.exposed and known.keeper is self.keeper.me

    def made(
        self, op: str, inputs: Inputs, outputs: tuple[TensorBase, ...], node: Node | None
    ) -> None:
        """An op returned whose row must tell more; see record.py."""
        raise NotImplementedError
