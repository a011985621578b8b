"""PyTorch's CPU random numbers: the same seed gives the same digits.

The source is MT19937 seeded as `init_genrand`; Python's own `random.Random` runs the same twister,
so its state is set from the seed and words are drawn from it in bulk. Which words become which
numbers follows ATen (`aten/src/ATen/core/DistributionsHelper.h` and the CPU kernels).
"""

from __future__ import annotations

import contextlib
import math
import os
import random
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from gradwalk import box_muller, devices, dtypes, errors, mode, random_state
from gradwalk.array import xp
from gradwalk.random_state import Position

_FLOAT_BITS, _DOUBLE_BITS = 24, 53  # of the mantissas, as uniform_real_distribution takes them
_DEFAULT_SEED = 67280421310721  # of a new generator; the default one is seeded by the system
_BLOCK = 16  # normal_ works in blocks of this many


class Generator:
    """A stream of random numbers, as torch.Generator."""

    def __init__(self, device: str | devices.device = "cpu") -> None:
        self.device = devices.device(device)
        if self.device.type != "cpu":
            kind = self.device.type.upper()
            raise RuntimeError(f"Cannot get {kind} generator without ATen_{kind.lower()} library.")
        self._spare: float | None = None  # Box-Muller makes two; the second waits here
        self.manual_seed(_DEFAULT_SEED)

    def manual_seed(self, seed: int) -> Generator:
        """Start the sequence that belongs to this seed; returns the generator."""
        if isinstance(seed, bool) or not isinstance(seed, int):
            raise RuntimeError(f"manual_seed expected a long, but got {type(seed).__name__}")
        if not -0x8000_0000_0000_0000 <= seed <= 0xFFFF_FFFF_FFFF_FFFF:
            raise ValueError("Overflow when unpacking long long")
        self._seed = seed % 2**64
        state = [self._seed & 0xFFFF_FFFF]
        for i in range(1, 624):
            last = state[-1]
            state.append((1812433253 * (last ^ (last >> 30)) + i) & 0xFFFF_FFFF)
        self._twister = random.Random()  # noqa: S311 - reproducing PyTorch's numbers is the point
        self._twister.setstate((3, (*state, 624), None))
        self._first = state[1]  # until something is drawn
        self._spare = None
        return self

    def seed(self) -> int:
        """Seed from the operating system; returns the seed."""
        self.manual_seed(int.from_bytes(os.urandom(8), "little"))
        return self._seed

    def initial_seed(self) -> int:
        """The seed the sequence started from."""
        return self._seed

    def position(self) -> Position:
        """Where it is in its sequence."""
        return (self._twister.getstate(), self._spare, self._seed, self._first)

    def go_to(self, position: Position) -> None:
        """Return to a position."""
        twister, self._spare, self._seed, self._first = position
        self._twister.setstate(twister)

    def get_state(self) -> Any:
        """The position as PyTorch's bytes: a uint8 tensor of shape (5056,)."""
        return random_state.packed(self.position())

    def set_state(self, new_state: Any) -> Generator:
        """Return to a position that get_state gave; returns the generator."""
        self.go_to(random_state.unpacked(new_state))
        return self

    def clone_state(self) -> Generator:
        """Another generator at the same position."""
        made = Generator()
        made.go_to(self.position())
        return made

    def __repr__(self) -> str:
        return f"<torch._C.Generator object at {hex(id(self))}>"

    def words(self, n: int) -> array[int]:
        """The next n 32-bit words."""
        if mode.mapping == "error":
            raise RuntimeError(errors.RANDOM_MAPPED)
        if n == 0:
            return array("I")
        drawn = self._twister.getrandbits(32 * n)  # the first word is the lowest
        return array("I", drawn.to_bytes(4 * n, "little"))

    def word(self) -> int:
        """The next 32-bit word."""
        return self._twister.getrandbits(32)

    def long_words(self, n: int) -> list[int]:
        """The next n 64-bit words; the first of each pair drawn is the high half."""
        words = self.words(2 * n)
        return [high << 32 | low for high, low in zip(words[::2], words[1::2], strict=True)]

    def uniform(self, n: int, double: bool) -> list[float]:
        """The next n numbers of [0, 1): 24 bits each, or 53."""
        if double:
            scale, mask = 2.0**-_DOUBLE_BITS, 2**_DOUBLE_BITS - 1
            return [(word & mask) * scale for word in self.long_words(n)]
        scale, mask = 2.0**-_FLOAT_BITS, 2**_FLOAT_BITS - 1
        return [(word & mask) * scale for word in self.words(n)]

    def normal(self, n: int, double: bool, half: bool = False) -> list[float]:
        """The next n standard normal numbers, by blocks; below 16 one by one."""
        if n < _BLOCK:
            return [self.one_normal() for _ in range(n)]
        rest = n % _BLOCK
        data = _paired(self.uniform(n - rest if half else n, double), double)
        if rest:  # the last 16 are drawn anew, as normal_fill does
            data[n - _BLOCK :] = _paired(self.uniform(_BLOCK, double), double)
        return data

    def one_normal(self) -> float:
        """The next standard normal number of normal_distribution<double>."""
        if self._spare is not None:
            value, self._spare = self._spare, None
            return value
        first, second = self.uniform(2, double=True)
        radius = math.sqrt(-2.0 * math.log1p(-second))
        theta = 2.0 * math.pi * first
        self._spare = radius * math.sin(theta)
        return radius * math.cos(theta)

    def integers(self, low: int, high: int, n: int) -> list[int]:
        """The next n integers of [low, high)."""
        span = high - low
        words: Sequence[int] = self.long_words(n) if span >= 2**28 else self.words(n)
        return [word % span + low for word in words]

    def permutation(self, n: int) -> list[int]:
        """The numbers 0 to n-1 shuffled (Fisher-Yates from the front)."""
        order = list(range(n))
        for i, word in enumerate(self.words(max(n - 1, 0))):
            j = i + word % (n - i)
            order[i], order[j] = order[j], order[i]
        return order


def _paired(data: list[float], double: bool) -> list[float]:
    """Normal numbers of uniform ones: in each block the first half is paired with the second."""
    whole, half = len(data) // _BLOCK * _BLOCK, _BLOCK // 2
    if not double and hasattr(xp, "frexp"):  # NumPy: all at once
        blocks = xp.array(data[:whole]).reshape(-1, 2, half)
        blocks[:, 0], blocks[:, 1] = box_muller.single(blocks[:, 0], blocks[:, 1])
        return [*blocks.reshape(-1).tolist(), *data[whole:]]
    pair = box_muller.double if double else box_muller.single
    for start in range(0, whole, _BLOCK):
        for j in range(start, start + half):
            data[j], data[j + half] = pair(data[j], data[j + half])
    return data


as_float32 = False  # whether numbers in float64 are those that float32 would draw
default_generator = Generator()
default_generator.seed()


def manual_seed(seed: int) -> Generator:
    """Seed the default generator; returns it, as torch.manual_seed."""
    return default_generator.manual_seed(int(seed))


def seed() -> int:
    """Seed the default generator from the operating system; returns the seed."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed the default generator started from."""
    return default_generator.initial_seed()


def get_rng_state() -> Any:
    """The position of the default generator in its sequence: a uint8 tensor of shape (5056,)."""
    return default_generator.get_state()


def set_rng_state(new_state: Any) -> None:
    """Take up a state that get_rng_state gave."""
    default_generator.set_state(new_state)


@contextlib.contextmanager
def fork_rng(devices: Any = None, enabled: bool = True, **options: Any) -> Iterator[None]:
    """What is drawn within does not count afterwards."""
    before = default_generator.position()
    try:
        yield
    finally:
        if enabled:
            default_generator.go_to(before)


Like = Any  # a shape; or an array, in the order of whose memory numbers are put down


def _shape(like: Like) -> tuple[int, ...]:
    return tuple(like if isinstance(like, tuple) else like.shape)


def _scattered(like: Like) -> bool:
    return not isinstance(like, tuple) and not like.flags.c_contiguous


def laid(values: list[Any], like: Like, dtype: dtypes.dtype) -> Any:
    """An array of these numbers."""
    made, shape = xp.array(values, dtype=dtype.array), _shape(like)
    if not _scattered(like):
        return made.reshape(shape)
    order = sorted(range(len(shape)), key=lambda axis: -like.strides[axis])
    back = [order.index(axis) for axis in range(len(shape))]
    return made.reshape([shape[axis] for axis in order]).transpose(back)


def uniform(
    like: Like,
    dtype: dtypes.dtype,
    generator: Generator | None = None,
    low: float = 0.0,
    high: float = 1.0,
) -> Any:
    """An array of uniform numbers of [low, high)."""
    double = dtype is dtypes.float64 and not as_float32
    values = (generator or default_generator).uniform(math.prod(_shape(like)), double)
    if (low, high) != (0.0, 1.0):
        kind = dtype.array.type  # of the bounds, and of what is between them
        low, span = float(kind(low)), float(kind(kind(high) - kind(low)))
        values = [value * span + low for value in values]  # rounded once, as fused
    return laid(values, like, dtype)


def normal(
    like: Like,
    dtype: dtypes.dtype,
    generator: Generator | None = None,
    mean: float = 0.0,
    std: float = 1.0,
) -> Any:
    """An array of normal numbers."""
    source, count = generator or default_generator, math.prod(_shape(like))
    double = dtype is dtypes.float64 and not as_float32
    if _scattered(like):
        values = [source.one_normal() for _ in range(count)]
    else:
        values = source.normal(count, double, half=dtype is dtypes.float16)
        if count >= _BLOCK and not double:
            mean, std = float(xp.float32(mean)), float(xp.float32(std))
    return laid([value * std + mean for value in values], like, dtype)


def integers(
    low: int, high: int, like: Like, dtype: dtypes.dtype, generator: Generator | None = None
) -> Any:
    """An array of integers of [low, high)."""
    values = (generator or default_generator).integers(low, high, math.prod(_shape(like)))
    return laid(values, like, dtype)


def most(dtype: dtypes.dtype) -> int:
    """One more than the largest integer random_() fills a tensor of that dtype with."""
    if dtype is dtypes.bool_:
        return 2
    if dtype.is_floating_point:
        return int(2 ** (xp.finfo(dtype.array).nmant + 1)) + 1
    return int(xp.iinfo(dtype.array).max) + 1


def bernoulli(
    probability: Any, like: Like, dtype: dtypes.dtype, generator: Generator | None = None
) -> Any:
    """An array of ones with the given probability (a number: 53 bits each), else zeros."""
    drawn = (generator or default_generator).uniform(math.prod(_shape(like)), double=True)
    return laid([1 if value < probability else 0 for value in drawn], like, dtype)


def bernoulli_each(probabilities: Any, generator: Generator | None = None) -> Any:
    """Ones with the probability each element gives (in the element's own precision)."""
    double = probabilities.dtype == dtypes.float64.array
    drawn = (generator or default_generator).uniform(probabilities.size, double)
    wanted = probabilities.reshape(-1).tolist()
    ones = [1 if value < p else 0 for value, p in zip(drawn, wanted, strict=True)]
    return xp.array(ones, dtype=probabilities.dtype).reshape(probabilities.shape)
