"""The recorder's part for a backward: one row for each node and each edge, at the pass's place.

Small gradients are referred to, as the engine never writes into one that it told; where the program
gets hold of some (`lent`) all of them are copied.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from weakref import proxy

from gradwalk.array import ndarray, xp
from gradwalk.graph import AccumulateGrad
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace.audit import Shadow, raw
from gradwalk.trace.capture import BYTES, Grab, grab
from gradwalk.trace.lent import Lent
from gradwalk.trace.listen import FREED, PASSED
from gradwalk.trace.log import LANDED, MOST, RAN
from gradwalk.trace.rows import Exact

if TYPE_CHECKING:
    from gradwalk.graph import Edge, Node
    from gradwalk.tensorbase import TensorBase
    from gradwalk.trace.events import Value
    from gradwalk.trace.known import KnownSaved
    from gradwalk.trace.notes import Notes

# Where a row of PASSED with so many edges has their gradients, each before the sum at its target.
PARTS = tuple([tuple([edge + 3 for edge in range(3, 3 + 6 * n, 6)]) for n in range(MOST)])


class Leaves(dict[Any, int]):
    """The keys of a pass's AccumulateGrads: those of their tensors, below zero."""

    def __init__(self, recorder: Notes) -> None:
        self._recorder = recorder
        self._first = recorder.first

    def __missing__(self, node: AccumulateGrad) -> int:
        key = node.variable._known
        if key <= self._first:
            key = self._recorder.key(node.variable)
        self[node] = -key
        return -key


class Steps:
    """Puts down the steps of backward passes."""

    def __init__(self, recorder: Notes) -> None:
        self._recorder = proxy(recorder)  # it holds this one
        self._audit = recorder.audit
        self._keeper = recorder.keeper
        self._log = recorder.log
        self._extend = recorder.log.extend
        self._shadow: Shadow | None = None  # from the first value on that changed unseen
        self._wrong: list[KnownSaved] = []  # saved tensors of the running node, changed unseen
        self._lender = recorder.lender
        self._grabs: dict[int, tuple[Any, Grab]] = {}  # copies and summaries, by id of the array
        self._copies = False  # whether the program may write what comes by
        self._lent: dict[int, Lent] = {}  # by id of the array,
        self._sharing: dict[int, list[Lent]] = {}  # and by id of the memory
        self.large = False  # whether there was any large array yet
        self._last = 0  # where the row of the last node that ran begins
        self.first_node = 0  # sequence numbers below are not

    def began(
        self, roots: Sequence[Edge], seeds: Sequence[Any], lent: bool
    ) -> tuple[listen.Write, Leaves, float, bool]:
        """A pass begins; returns what takes its rows, and from which node on they may be short."""
        recorder = self._recorder
        recorder.went(sys._getframe(3))  # the engine and who calls it are no program
        self._shadow = None
        self._wrong = []
        self._clear()
        self._copies = lent
        places = [(None, None) if node is None else self._place(node) for node, _ in roots]
        leaves, names = zip(*places, strict=True) if places else ((), ())
        numbers = tuple([edge[1] for edge in roots])
        recorder.put((e.Began, leaves, names, numbers, tuple(map(self._content, seeds))))
        self._last = len(self._log)
        exact = self._copies or self._audit.exposed or len({*roots}) < len(roots)
        write = self._sent if exact else self._passed if self.large else self._extend
        return write, Leaves(recorder), math.inf if exact else self.first_node, self.large

    def ran(self, node: Node, state: list[Any]) -> None:
        """The turn of a node that is not told of by one row."""
        grads = state[1:] + [None] * (len(node.meta) + 1 - len(state))
        exact = self._exact(node, grads)
        self._last = len(self._log)
        self._extend((RAN, node.sequence_nr, tuple(map(self._content, grads)), exact))

    def _exact(self, node: Node, grads: list[Any]) -> Exact:
        """Look at the versions, and where memory could be written unseen at the contents."""
        audit = self._audit
        if audit.exposed:
            self._keeper.settle()
            known = self._keeper.nodes.get(node.sequence_nr)
            self._wrong = []
            if known is not None and known.contents is not None:
                self._wrong = audit.silent(known)
                if self._wrong and self._shadow is None:
                    self._shadow = Shadow()
            if self._shadow is not None:
                self._shadow.ran(node, grads, self._wrong)
        wrong = {saved.name for saved in self._wrong}
        return tuple(
            [
                (name, item.version, item.counter.version, name in wrong)
                for name, item in node.held()
                if item.counter is not None
            ]
        )

    def failed(self, node: Node, state: list[Any]) -> None:
        """A node raised: it may have found another version than it expected."""
        log, last = self._log, self._last
        if last >= len(log) or log[last] != RAN or log[last + 1] != node.sequence_nr:
            self.ran(node, state)

    def _sent(self, row: tuple[Any, ...]) -> None:
        """Take a row where gradients must be copied or compared with the true ones."""
        if row[0] == FREED:
            self._extend(row)
            return
        kind, number, index, key, input_nr, part, total, waiting = row
        wrong = None
        if self._shadow is not None:
            wrong = self._shadow.sent(number, index, key, input_nr, part, total)
        content = self._content(part)
        self._extend((kind, number, index, key, input_nr, content, self._content(total), waiting))
        if wrong is not None:
            kept = [grab(xp.asarray(each, dtype=raw(part).dtype)) for each in wrong]
            self._recorder.put_step((e.SentWrong, number, index, content, *kept))

    def _passed(self, row: tuple[Any, ...]) -> None:
        """Take the row of a usual node, of whose gradients some may be large."""
        if row[0] < PASSED:
            self._sent(row)
            return
        kept: Any = row
        for place in PARTS[row[0] - PASSED]:
            part, total = row[place : place + 2]
            if part.nbytes > BYTES:  # and so is the sum
                if kept is row:
                    kept = list(row)
                found = kept[place] = self._kept(part)
                kept[place + 1] = found if total is part else self._kept(total)
        self._extend(kept)

    def _content(self, gradient: Any) -> Grab | None:
        """Return what a row has of a gradient: small ones as they are, unless they may be written.

        The same one comes by several times, and a large one transposed, too.
        """
        if gradient is None:
            return None
        array = raw(gradient)
        if array.__class__ is not ndarray or (array.nbytes <= BYTES and not self._copies):
            return array
        return self._kept(array)

    def _kept(self, array: Any) -> Grab:
        """Return what a row has of an array that it does not refer to."""
        number = id(array)
        lent = self._lent.get(number)
        if lent is not None and lent.array is array:
            return lent
        entry = self._grabs.get(number)
        if entry is not None and entry[0] is array:
            return entry[1]
        found = grab(array) if self._copies else self._lend(array)
        if found.__class__ is not Lent:
            self._grabs[number] = array, found  # kept, so that nobody else has its id
        return found

    def _lend(self, array: Any) -> Lent | Value:
        """Return what a row has of a large gradient, which nobody writes before it is told."""
        memory = id(array if array.base is None else array.base)
        sharing = self._sharing.setdefault(memory, [])
        if sharing and (sharing[0].array is None or sharing[0].array.size != array.size):
            sharing.clear()  # summed up; or the id is somebody else's by now
        found = self._lender.lend(array, sharing[0] if sharing else None)
        if found.__class__ is Lent:
            self._lent[id(array)] = found
            sharing.append(found)
        return found

    def accumulating(self, node: AccumulateGrad, part: Any) -> tuple[tuple[Any, Grab], int, int]:
        """A leaf's gradient is about to change: what was in it, and what comes if it is empty."""
        gradient = node.variable._grad
        if gradient is None:
            content = self._content(part)
            if content.__class__ is not Lent:
                return (None, content), 0, 0
            base, below = part.base, 0
            for each in self._sharing[id(base)] if base is not None else ():
                other = each.array
                if other is not part and (other is base or other.base is base):
                    below += 1
            return (None, content), int(content.array is part), below
        if self._shadow is not None:
            return (gradient._array.copy(), None), 0, 0
        known = None if gradient._memory is not None else self._keeper.gradient_of(gradient)
        if known is not None and known.content is not None:
            return (known.content, None), 0, 0
        return (grab(gradient._array), None), 0, 0

    def accumulated(self, node: AccumulateGrad, told: tuple[Any, Grab]) -> None:
        """A leaf's gradient was set or added to."""
        before, content = told
        leaf = node.variable
        key, gradient = leaf._known, leaf._grad
        if key <= self._keeper.first:
            key = self._recorder.key(leaf)
        if gradient is not None:
            lent: Sequence[Any] = ()
            array = gradient._array
            if content is None:
                large = array.__class__ is ndarray and array.nbytes > BYTES
                content = self._content(array) if large else grab(array)
            if content.__class__ is Lent and content.array is array:  # its memory is the leaf's
                lent = self._sharing[id(array if array.base is None else array.base)]
            self._keeper.is_gradient(gradient, key, content, lent)
        self._extend((LANDED, key, before, content))
        if self._shadow is not None and gradient is not None:
            self._compare(-key, key, before, gradient._array, content)

    def _compare(self, key: int, leaf: int, before: Any, after: Any, got: Any) -> None:
        """Tell of a gradient that a leaf got and that is not the derivative."""
        found = None if self._shadow is None else self._shadow.accumulated(key, before, after)
        if found is not None:
            saved, true = found
            number = saved.node.number
            row = (number, saved.name, leaf, got, true, number, saved.blind)
            self._recorder.put_step((e.SilentlyWrong, *row))

    def kept(self, tensor: TensorBase, grad: Any) -> None:
        """A non-leaf keeps its gradient."""
        known = self._recorder.seen(tensor)
        content = self._content(grad)
        if tensor._grad is not None:
            self._keeper.is_gradient(tensor._grad, known.key, None)
        self._recorder.put_step((e.Retained, known.key, content))

    def hooked(self, node: Node, before: Any, after: Any) -> None:
        """A hook ran."""
        leaf, number = self._place(node)
        row = (leaf, number, self._content(before), self._content(after))
        self._recorder.put_step((e.Hooked, *row))

    def captured(self, node: Node, input_nr: int, grad: Any) -> None:
        """autograd.grad took a gradient."""
        leaf, number = self._place(node)
        content = self._content(grad)
        self._recorder.put_step((e.Captured, leaf, number, input_nr, content))
        if leaf is not None and content is not None:
            self._compare(-leaf, leaf, None, grad, content)

    def ended(self) -> None:
        """The pass is over."""
        self._recorder.put_step((e.Ended,))
        self._clear()

    def _clear(self) -> None:
        if self._grabs or self._sharing:
            self._grabs.clear()
            self._lent.clear()
            self._sharing.clear()

    def forget(self) -> None:
        """Look at each gradient anew: something is written."""
        self._grabs.clear()

    def _place(self, node: Node) -> tuple[int | None, int | None]:
        """Return the leaf, or the node, that a gradient is for."""
        if isinstance(node, AccumulateGrad):
            return self._recorder.key(node.variable), None
        return None, node.sequence_nr
