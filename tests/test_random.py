"""Random numbers: the record of PyTorch's own is in tests/expressions; here, the stream itself."""

from __future__ import annotations

import gradwalk as torch
import pytest


def test_a_seed_starts_the_same_sequence():
    torch.manual_seed(7)
    first = [torch.rand(3).tolist(), torch.randn(20).tolist(), torch.randperm(9).tolist()]
    torch.manual_seed(7)
    second = [torch.rand(3).tolist(), torch.randn(20).tolist(), torch.randperm(9).tolist()]
    assert first == second


def test_pytorchs_first_numbers():
    torch.manual_seed(42)
    assert torch.rand(2).tolist() == [0.8822692632675171, 0.9150039553642273]
    torch.manual_seed(42)
    assert torch.randint(0, 10, (5,)).tolist() == [2, 7, 6, 4, 6]


def test_a_generator_of_ones_own_leaves_the_default_one_alone():
    torch.manual_seed(1)
    wanted = torch.rand(4).tolist()
    torch.manual_seed(1)
    other = torch.Generator().manual_seed(5)
    torch.rand(100, generator=other)
    assert torch.rand(4).tolist() == wanted


def test_a_state_can_be_returned_to():
    generator = torch.Generator().manual_seed(3)
    torch.randn(3, generator=generator)  # an odd count leaves one number of a pair waiting
    state = generator.get_state()
    wanted = torch.randn(5, generator=generator).tolist()
    generator.set_state(state)
    assert torch.randn(5, generator=generator).tolist() == wanted


def test_the_second_of_a_pair_of_normal_numbers_waits_for_the_next_call():
    torch.manual_seed(0)
    together = torch.randn(4).tolist()
    torch.manual_seed(0)
    assert torch.randn(1).tolist() + torch.randn(3).tolist() == together


@pytest.mark.parametrize(("made", "mean", "spread"), [("rand", 0.5, 0.289), ("randn", 0.0, 1.0)])
def test_distributions(made, mean, spread):
    torch.manual_seed(0)
    numbers = getattr(torch, made)(20000)
    assert abs(numbers.mean().item() - mean) < 0.02
    assert abs(numbers.std().item() - spread) < 0.02


def test_unseeded_runs_differ():
    """The default generator is seeded by the system; a new one begins with PyTorch's own seed."""
    seeds = {torch.seed() for _ in range(4)}
    assert len(seeds) == 4
    assert torch.initial_seed() in seeds
    assert [torch.Generator().initial_seed() for _ in range(2)] == [67280421310721] * 2


def test_a_seed_out_of_range_is_refused():
    with pytest.raises(ValueError, match="Overflow when unpacking long"):
        torch.manual_seed(2**70)
