"""Datasets and loaders."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.utils import data


def test_batches_in_order():
    set_ = data.TensorDataset(torch.arange(5.0), torch.arange(5))
    batches = list(data.DataLoader(set_, batch_size=2))
    assert [x.tolist() for x, _ in batches] == [[0.0, 1.0], [2.0, 3.0], [4.0]]
    assert len(data.DataLoader(set_, batch_size=2, drop_last=True)) == 2


def test_every_example_once_in_another_order():
    torch.manual_seed(0)
    loader = data.DataLoader(data.TensorDataset(torch.arange(20)), batch_size=6, shuffle=True)
    seen = [n for (x,) in loader for n in x.tolist()]
    assert seen != list(range(20))
    assert sorted(seen) == list(range(20))


def test_a_dataset_of_ones_own():
    class Squares(data.Dataset):
        def __len__(self):
            return 3

        def __getitem__(self, index):
            return {"n": index, "square": float(index**2), "name": str(index)}

    (batch,) = data.DataLoader(Squares(), batch_size=3)
    assert batch["n"].tolist() == [0, 1, 2]
    assert batch["square"].dtype == torch.float64
    assert batch["name"] == ["0", "1", "2"]


def test_a_random_split():
    torch.manual_seed(0)
    parts = data.random_split(range(10), [0.7, 0.3])
    assert [len(part) for part in parts] == [7, 3]
    assert sorted(part[i] for part in parts for i in range(len(part))) == list(range(10))


def test_lengths_that_do_not_add_up():
    with pytest.raises(ValueError, match="Sum of input lengths"):
        data.random_split(range(10), [7, 4])


class Endless(data.IterableDataset):
    def __iter__(self):
        return iter(range(3))


def test_one_process():
    """Workers would give the same batches in the same order, but of a stream each its own copy."""
    alone, helped = (data.DataLoader(range(5), 2, num_workers=n) for n in (0, 2))
    assert [batch.tolist() for batch in helped] == [batch.tolist() for batch in alone]
    with pytest.raises(ValueError, match="num_workers must be 0"):
        data.DataLoader(Endless(), num_workers=2)
