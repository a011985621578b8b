"""Entries of the table of operations: checked at import, saving what wanted rules read."""

from __future__ import annotations

import gradwalk as torch
import pytest
from gradwalk.op import OPS, op


@pytest.fixture
def table():
    """Entries made here are forgotten."""
    yield OPS
    OPS.pop("scaled", None)


def test_a_rule_for_no_parameter():
    with pytest.raises(TypeError, match="op 'bad' has a rule for 'other' but no such parameter"):
        op("bad", lambda self: self, other=lambda grad: grad)


def test_a_rule_that_reads_what_is_not_there():
    with pytest.raises(TypeError, match="op 'bad' has no 'factor' for a rule to read"):
        op("bad", lambda self: self, self=lambda grad, factor: grad * factor)


def test_a_name_twice():
    with pytest.raises(TypeError, match="op 'exp' is in the table already"):
        op("exp", lambda self: self)


@pytest.mark.usefixtures("table")
def test_an_entry_is_all_it_takes():
    scaled = op(
        "scaled",
        lambda self, factor=2.0: self * factor,
        self=lambda grad, factor: grad * factor,
    )
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = scaled(x, factor=3.0)
    assert (y.grad_fn.name(), y.grad_fn._saved_factor) == ("ScaledBackward0", 3.0)
    y.sum().backward()
    assert x.grad.tolist() == [3.0, 3.0]
    assert scaled(x._array).tolist() == [2.0, 4.0]


@pytest.mark.parametrize(
    ("first", "second", "saved"),
    [(True, True, ["other", "self"]), (True, False, ["other"]), (False, True, ["self"])],
)
def test_only_what_wanted_rules_read_is_saved(first, second, saved):
    a = torch.tensor(2.0, requires_grad=first)
    b = torch.tensor(3.0, requires_grad=second)
    assert sorted(name for name, _ in (a * b).grad_fn.held()) == saved


def test_symbols_take_an_operation_over():
    class Symbol:
        def apply_op(self, entry, args):
            return entry.name, len(args)

    assert OPS["exp"].forward is not None
    assert torch.exp(Symbol()) == ("exp", 1)
    assert torch.maximum(Symbol(), Symbol()) == ("maximum", 2)
