"""torch.utils.data in one process: datasets, samplers, DataLoader.

Shuffling draws from the generators in PyTorch's order, so a seeded program sees the same batches.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from gradwalk import absent, creation, random
from gradwalk.ops.join import stack
from gradwalk.tensorbase import is_tensor


class Dataset:
    """Base of datasets: `dataset[i]` is one example."""

    def __getitem__(self, index: Any) -> Any:
        raise NotImplementedError("Subclasses of Dataset should implement __getitem__.")

    def __add__(self, other: Dataset) -> ConcatDataset:
        return ConcatDataset([self, other])

    def __class_getitem__(cls, item: Any) -> type:
        return cls  # Dataset[int] in annotations


class IterableDataset(Dataset):
    """Base of datasets that can only be gone through."""

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError("Subclasses of IterableDataset should implement __iter__.")


class TensorDataset(Dataset):
    """The rows of some tensors of one length."""

    def __init__(self, *tensors: Any) -> None:
        if any(each.shape[0] != tensors[0].shape[0] for each in tensors):
            raise AssertionError("Size mismatch between tensors")
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Any, ...]:
        return tuple(each[index] for each in self.tensors)

    def __len__(self) -> int:
        return int(self.tensors[0].shape[0])


class ConcatDataset(Dataset):
    """Datasets one after the other."""

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = list(datasets)
        if not self.datasets:
            raise AssertionError("datasets should not be an empty iterable")

    def __len__(self) -> int:
        return sum(len(each) for each in self.datasets)

    def __getitem__(self, index: int) -> Any:
        if not -len(self) <= index < len(self):
            raise ValueError("absolute value of index should not exceed dataset length")
        index %= len(self)
        for each in self.datasets:
            if index < len(each):
                return each[index]
            index -= len(each)
        raise IndexError(index)


class Subset(Dataset):
    """Some examples of a dataset."""

    def __init__(self, dataset: Any, indices: Sequence[int]) -> None:
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index: Any) -> Any:
        return self.dataset[self.indices[index]]

    def __len__(self) -> int:
        return len(self.indices)


def random_split(
    dataset: Any, lengths: Sequence[float], generator: random.Generator | None = None
) -> list[Subset]:
    """Split a dataset at random into parts of the given lengths or fractions."""
    total = len(dataset)
    sizes = [int(n) for n in lengths]
    if all(0 <= n <= 1 for n in lengths) and abs(sum(lengths) - 1) < 1e-6:
        sizes = [int(total * fraction) for fraction in lengths]
        for i in range(total - sum(sizes)):
            sizes[i % len(sizes)] += 1
    if sum(sizes) != total:
        raise ValueError("Sum of input lengths does not equal the length of the input dataset!")
    order = creation.randperm(total, generator=generator).tolist()
    ends = list(itertools.accumulate(sizes))
    return [Subset(dataset, order[end - size : end]) for size, end in zip(sizes, ends, strict=True)]


class Sampler:
    """Base of samplers: an iterable of indices."""

    def __init__(self, data_source: Any = None) -> None:
        self.data_source = data_source

    def __iter__(self) -> Iterator[Any]:
        raise NotImplementedError

    def __len__(self) -> int:
        return len(self.data_source)


class SequentialSampler(Sampler):
    """In order."""

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.data_source)))


class RandomSampler(Sampler):
    """In random order."""

    def __init__(self, data_source: Any, generator: random.Generator | None = None) -> None:
        super().__init__(data_source)
        self.generator = generator

    def __iter__(self) -> Iterator[int]:
        generator = self.generator
        if generator is None:  # as PyTorch: a generator of its own, seeded from the default one
            generator = random.Generator().manual_seed(_fresh_seed(None))
        yield from generator.permutation(len(self.data_source))


class BatchSampler(Sampler):
    """Indices in groups."""

    def __init__(self, sampler: Any, batch_size: int, drop_last: bool) -> None:
        super().__init__(sampler)
        if batch_size <= 0:
            raise ValueError(
                f"batch_size should be a positive integer value, but got batch_size={batch_size}"
            )
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


def _fresh_seed(generator: random.Generator | None) -> int:
    source = random.default_generator if generator is None else generator
    return source.long_words(1)[0] % 2**63


def default_collate(batch: Sequence[Any]) -> Any:
    """Examples made into one batch: tensors are stacked, numbers become tensors."""
    first = batch[0]
    if is_tensor(first):
        return stack(tuple(batch), 0)
    if hasattr(first, "dtype"):
        return stack(tuple(creation.as_tensor(each) for each in batch), 0)
    if isinstance(first, float):
        return creation.tensor(batch, dtype=float)
    if isinstance(first, int):
        return creation.tensor(batch)
    if isinstance(first, str):
        return list(batch)
    if isinstance(first, dict):
        return {key: default_collate([each[key] for each in batch]) for key in first}
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*(default_collate(part) for part in zip(*batch, strict=True)))
    if isinstance(first, (tuple, list)):
        return [default_collate(part) for part in zip(*batch, strict=True)]
    raise TypeError(
        "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; "
        f"found {type(first)}"
    )


class DataLoader:
    """Batches of a dataset."""

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Any = None,
        batch_sampler: Any = None,
        num_workers: int = 0,
        collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Any = None,
        generator: random.Generator | None = None,
        **options: Any,
    ) -> None:
        if num_workers:
            raise ValueError("gradwalk runs in one process: num_workers must be 0")
        self.dataset, self.batch_size, self.drop_last = dataset, batch_size, drop_last
        self.generator = generator
        if sampler is None and not isinstance(dataset, IterableDataset):
            kinds = (RandomSampler(dataset, generator), SequentialSampler(dataset))
            sampler = kinds[0] if shuffle else kinds[1]
        self.sampler = sampler
        if batch_sampler is None and batch_size is not None and sampler is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_sampler = batch_sampler
        self.collate_fn = collate_fn or (default_collate if batch_size or batch_sampler else _same)

    def __iter__(self) -> Iterator[Any]:
        _fresh_seed(self.generator)  # PyTorch draws a seed for its workers before anything else
        if isinstance(self.dataset, IterableDataset):
            yield from self._from_stream()
        elif self.batch_sampler is None:
            for index in self.sampler:
                yield self.collate_fn(self.dataset[index])
        else:
            for batch in self.batch_sampler:
                yield self.collate_fn([self.dataset[index] for index in batch])

    def _from_stream(self) -> Iterator[Any]:
        items = iter(self.dataset)
        if self.batch_size is None:
            yield from map(self.collate_fn, items)
            return
        while batch := list(itertools.islice(items, self.batch_size)):
            if len(batch) == self.batch_size or not self.drop_last:
                yield self.collate_fn(batch)

    def __len__(self) -> int:
        return len(self.batch_sampler if self.batch_sampler is not None else self.sampler)


def _same(batch: Any) -> Any:
    return batch


def __getattr__(name: str) -> Any:
    raise absent.error("torch.utils.data", globals(), name)
