"""torch.utils.data: the samplers, which draw from the generators in PyTorch's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gradwalk import creation, random


def fresh_seed(generator: random.Generator | None) -> int:
    """A number to seed another generator with, as PyTorch draws it."""
    source = random.default_generator if generator is None else generator
    return source.long_words(1)[0] % 2**63


def _require_count(name: str, value: Any) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
        raise ValueError(f"{name} should be a positive integer value, but got {name}={value}")


class Sampler:
    """Base of samplers: an iterable of indices."""

    def __init__(self, data_source: Any = None) -> None:
        self.data_source = data_source

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.data_source)

    def __class_getitem__(cls, item: Any) -> type:
        return cls  # Sampler[int] in annotations


class SequentialSampler(Sampler):
    """In order."""

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.data_source)))


class RandomSampler(Sampler):
    """In random order, or drawn with replacement."""

    def __init__(
        self,
        data_source: Any,
        replacement: bool = False,
        num_samples: int | None = None,
        generator: random.Generator | None = None,
    ) -> None:
        super().__init__(data_source)
        if not isinstance(replacement, bool):
            text = f"replacement should be a boolean value, but got replacement={replacement}"
            raise TypeError(text)
        self.replacement, self._num_samples, self.generator = replacement, num_samples, generator
        _require_count("num_samples", self.num_samples)

    @property
    def num_samples(self) -> int:
        """How many indices it gives."""
        return len(self.data_source) if self._num_samples is None else self._num_samples

    def __iter__(self) -> Iterator[int]:
        generator = self.generator
        if generator is None:  # as PyTorch: a generator of its own, seeded from the default one
            generator = random.Generator().manual_seed(fresh_seed(None))
        n = len(self.data_source)
        if self.replacement:
            for count in [32] * (self.num_samples // 32) + [self.num_samples % 32]:
                yield from creation.randint(0, n, (count,), generator=generator).tolist()
            return
        for _ in range(self.num_samples // n):
            yield from generator.permutation(n)
        yield from list(generator.permutation(n))[: self.num_samples % n]

    def __len__(self) -> int:
        return self.num_samples


class SubsetRandomSampler(Sampler):
    """Some indices in random order."""

    def __init__(self, indices: Sequence[int], generator: random.Generator | None = None) -> None:
        super().__init__(indices)
        self.indices, self.generator = indices, generator

    def __iter__(self) -> Iterator[int]:
        order = creation.randperm(len(self.indices), generator=self.generator)
        yield from [self.indices[i] for i in order.tolist()]


class WeightedRandomSampler(Sampler):
    """Indices as likely as their weights."""

    def __init__(
        self,
        weights: Any,
        num_samples: int,
        replacement: bool = True,
        generator: random.Generator | None = None,
    ) -> None:
        _require_count("num_samples", num_samples)
        if not isinstance(replacement, bool):
            text = f"replacement should be a boolean value, but got replacement={replacement}"
            raise ValueError(text)
        self.weights = creation.as_tensor(weights, dtype=float)
        if self.weights.dim() != 1:
            raise ValueError(
                "weights should be a 1d sequence but given weights have shape "
                f"{tuple(self.weights.shape)}"
            )
        super().__init__(self.weights)
        self.num_samples, self.replacement, self.generator = num_samples, replacement, generator

    def __iter__(self) -> Iterator[int]:
        drawn = self.weights.multinomial(
            self.num_samples, self.replacement, generator=self.generator
        )
        yield from drawn.tolist()

    def __len__(self) -> int:
        return self.num_samples


class BatchSampler(Sampler):
    """Indices in groups."""

    def __init__(self, sampler: Any, batch_size: int, drop_last: bool) -> None:
        super().__init__(sampler)
        _require_count("batch_size", batch_size)
        if not isinstance(drop_last, bool):
            raise ValueError(f"drop_last should be a boolean value, but got drop_last={drop_last}")
        self.sampler, self.batch_size, self.drop_last = sampler, batch_size, drop_last

    def __iter__(self) -> Iterator[list[int]]:
        batch: list[int] = []
        for index in self.sampler:
            batch.append(index)
            if len(batch) == self.batch_size:
                yield batch
                batch = []
        if batch and not self.drop_last:
            yield batch

    def __len__(self) -> int:
        n = len(self.sampler)
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)
