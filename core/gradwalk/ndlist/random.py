"""numpy.random: the Mersenne Twister of `np.random.seed`, number for number.

`default_rng` is refused: NumPy's newer generators are others, and other numbers under their name
would be worse than none.
"""

from __future__ import annotations

import math
import random as python
from collections.abc import Callable
from typing import Any, NoReturn

from gradwalk.ndlist.base import build, result, values
from gradwalk.ndlist.create import arange, asarray, shape_of
from gradwalk.ndlist.dtype import FLOAT64, INT64, dtype
from gradwalk.ndlist.sorting import searchsorted

_WORDS = 624
_dtype = dtype  # where a parameter has that name


class RandomState:
    """A Mersenne Twister and what is drawn from it."""

    def __init__(self, seed: int | None = None) -> None:
        self._twister = python.Random()  # noqa: S311 - drawn by lessons, no secrets
        self._kept: float | None = None  # normal numbers come in pairs
        if seed is not None:
            self.seed(seed)

    def seed(self, seed: int | None = None) -> None:
        """Start anew from an integer."""
        self._kept = None
        if seed is None:
            self._twister.seed()
            return
        if not 0 <= seed < 1 << 32:
            raise ValueError("Seed must be between 0 and 2**32 - 1")
        words, word = [], seed
        for place in range(1, _WORDS + 1):
            words.append(word)
            word = (1812433253 * (word ^ word >> 30) + place) & 0xFFFFFFFF
        self._twister.setstate((3, (*words, _WORDS), None))

    # --- one number ------------------------------------------------------------------------

    def _gauss(self) -> float:
        """A normal number, by the polar method; the second of the pair is kept."""
        if self._kept is not None:
            kept, self._kept = self._kept, None
            return kept
        while True:
            x = 2.0 * self._twister.random() - 1.0
            y = 2.0 * self._twister.random() - 1.0
            square = x * x + y * y
            if 0.0 < square < 1.0:
                factor = math.sqrt(-2.0 * math.log(square) / square)
                self._kept = factor * x
                return factor * y

    def _below(self, most: int) -> int:
        """An integer from 0 to `most`: as many bits as it has, until they are small enough."""
        if not most:
            return 0
        bits = most.bit_length()
        while True:
            found = self._twister.getrandbits(32)
            if bits > 32:
                found = found << 32 | self._twister.getrandbits(32)
            found &= (1 << bits) - 1
            if found <= most:
                return found

    def _drawn(self, draw: Callable[[], Any], size: Any, kind: dtype = FLOAT64) -> Any:
        if size is None:
            return draw() if kind is FLOAT64 else result([draw()], (), kind).item()
        shape = shape_of(size)
        return build([draw() for _ in range(math.prod(shape))], shape, kind)

    # --- arrays of them --------------------------------------------------------------------

    def random_sample(self, size: Any = None) -> Any:
        """Numbers from 0 to before 1."""
        return self._drawn(self._twister.random, size)

    random = sample = ranf = random_sample

    def rand(self, *shape: int) -> Any:
        """Numbers from 0 to before 1, the lengths given one by one."""
        return self.random_sample(shape or None)

    def uniform(self, low: float = 0.0, high: float = 1.0, size: Any = None) -> Any:
        """Numbers between two bounds."""
        return self._drawn(lambda: low + (high - low) * self._twister.random(), size)

    def standard_normal(self, size: Any = None) -> Any:
        """Normal numbers."""
        return self._drawn(self._gauss, size)

    def randn(self, *shape: int) -> Any:
        """Normal numbers, the lengths given one by one."""
        return self.standard_normal(shape or None)

    def normal(self, loc: float = 0.0, scale: float = 1.0, size: Any = None) -> Any:
        """Normal numbers around `loc`."""
        return self._drawn(lambda: loc + scale * self._gauss(), size)

    def randint(self, low: int, high: int | None = None, size: Any = None, dtype: Any = int) -> Any:
        """Integers from low to before high."""
        first, last = (0, low) if high is None else (low, high)
        if first >= last:
            raise ValueError("low >= high")
        return self._drawn(lambda: first + self._below(last - 1 - first), size, _dtype(dtype))

    def permutation(self, x: Any) -> Any:
        """The numbers below x, or the parts of an array, in random order."""
        if isinstance(x, int):
            order = list(range(x))
            self._mix(order)
            return build(order, (x,), INT64)
        found = asarray(x)
        return found[self.permutation(len(found))]

    def shuffle(self, x: Any) -> None:
        """The parts of an array, or of a list, in random order, in place."""
        if isinstance(x, list):
            self._mix(x)
        else:
            x[...] = self.permutation(x)

    def _mix(self, items: list[Any]) -> None:
        for i in range(len(items) - 1, 0, -1):
            j = self._below(i)
            items[i], items[j] = items[j], items[i]

    def choice(self, a: Any, size: Any = None, replace: bool = True, p: Any = None) -> Any:
        """Parts of an array, or numbers below an integer, by chance."""
        found = arange(a) if isinstance(a, int) else asarray(a)
        shape = () if size is None else shape_of(size)
        count = math.prod(shape)
        if p is not None:
            sums = asarray(p).cumsum()
            where = searchsorted(sums / sums[-1], self.random_sample(max(count, 1)), side="right")
            picked = values(where)
        elif replace:
            picked = [self._below(len(found) - 1) for _ in range(count)]
        elif count > len(found):
            raise ValueError("Cannot take a larger sample than population when replace is False")
        else:
            picked = values(self.permutation(len(found)))[:count]
        places = build(picked, shape, INT64)
        return found[places] if shape else found[picked[0]]


def default_rng(seed: Any = None) -> NoReturn:
    """Refused, see above."""
    raise NotImplementedError(
        "numpy.random.default_rng needs NumPy itself, which is not here; use np.random.seed and "
        "np.random.randn, or torch.manual_seed and torch.randn"
    )


_state = RandomState()
seed, rand, randn, random = _state.seed, _state.rand, _state.randn, _state.random_sample
random_sample, uniform, normal = _state.random_sample, _state.uniform, _state.normal
standard_normal, randint, permutation = _state.standard_normal, _state.randint, _state.permutation
shuffle, choice = _state.shuffle, _state.choice
