"""The random numbers of a run: seeded anew for each, so that a question can run it again alike."""

from __future__ import annotations

import os
import random
import sys

from gradwalk.random import default_generator

BYTES = 6  # of a seed: every number of them is exact in JavaScript


class Chance:
    """Seeds all generators that a program may use without having seeded them."""

    def __init__(self, seed: int | None) -> None:
        self._seed = int.from_bytes(os.urandom(BYTES), "little") if seed is None else seed
        default_generator.manual_seed(self._seed)
        random.seed(self._seed)
        arrays = sys.modules.get("numpy.random")
        if hasattr(arrays, "seed"):
            arrays.seed(self._seed % 2**32)  # type: ignore[union-attr]
        self._before = self._states()

    def _states(self) -> list[object]:
        """Return where the generators are, in what can be compared."""
        arrays = sys.modules.get("numpy.random")
        states: list[object] = [default_generator.position(), random.getstate()]
        if hasattr(arrays, "get_state"):
            _, words, *rest = arrays.get_state()  # type: ignore[union-attr]
            states.append((words.tobytes(), *rest))
        return states

    def drawn(self) -> int | None:
        """Return the seed if the program drew random numbers that hung on it."""
        now = self._states()
        ours, python = now[0] != self._before[0], now[1:] != self._before[1:]
        ours = ours and default_generator.initial_seed() == self._seed
        return self._seed if ours or python else None
