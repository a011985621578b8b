"""A recorder that moves one element of a tensor on the way, to see what that does to a result.

It moves it between two statements, before the first op that matters reads it. The tensor's version
does not count this, and no listener hears of it.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from dataclasses import dataclass

from gradwalk.array import xp
from gradwalk.tensorbase import TensorBase, fresh
from gradwalk.trace import listen
from gradwalk.trace.known import array_of
from gradwalk.trace.record import Recorder


@dataclass(frozen=True, slots=True)
class Move:
    """Which element of which tensor to move, by how much, and at which look."""

    look: int
    tensor: str
    element: int
    by: float


class MovingRecorder(Recorder):
    """Records; counts its looks at the program, which are the same in each run of it."""

    def __init__(self, move: Move | None = None) -> None:
        super().__init__()
        self._move = move
        self._looks: list[int] = []  # where the log was
        self.moved = False

    def look(self) -> None:
        """A statement ends or begins."""
        super().look()
        self._looks.append(self.mark())
        move = self._move
        if move is not None and len(self._looks) == move.look + 1:
            self._moves(move)

    def look_before(self, event: int, made: int) -> int | None:
        """Return the last look before an event; None where what another event made is not there."""
        starts = self._replay._starts
        look = bisect_right(self._looks, starts[event]) - 1
        return look if look >= 0 and self._looks[look] > starts[made] else None

    def _moves(self, move: Move) -> None:
        self.index(self.mark())
        ids = {identity: key for key, identity in self._replay.tensor_ids().items()}
        tensor = found(ids.get(move.tensor, 0))
        if tensor is None:
            return
        array = array_of(tensor)
        step = xp.zeros(array.size, array.dtype)
        step[move.element] = move.by
        with listen.silence():
            tensor.data.add_(fresh(step.reshape(array.shape)))  # type: ignore[attr-defined]
        self.moved = True


def found(key: int) -> TensorBase | None:
    """Return the tensor that a recorder knows by this key; only the collector knows them all."""
    if not key:
        return None
    for each in gc.get_objects():
        if issubclass(type(each), TensorBase) and each._known == key:
            return each  # type: ignore[no-any-return]
    return None
