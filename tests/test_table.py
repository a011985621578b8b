"""Entries of the table of operations: checked at import, saving what wanted rules read."""

from __future__ import annotations

import re
from collections import defaultdict
from types import SimpleNamespace

import gradwalk as torch
import pytest
from gradwalk.apply import general
from gradwalk.engine import Walk, fit
from gradwalk.op import OPS, in_place, op
from gradwalk.saved import FREED
from gradwalk.trace.listen import PASSED


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


def sampled():
    """Entries with one output, each with arguments to call it with."""
    for name, entry in sorted(OPS.items()):
        if entry.outputs is None and not entry.variadic and entry.rules:
            for number, sample in enumerate(entry.samples[:2]):
                if any(floating(sample[place]) for place in entry.places if place < len(sample)):
                    yield pytest.param(entry, sample, id=f"{name}-{number}")


def floating(value):
    return hasattr(value, "dtype") and value.dtype.kind == "f"


def tensors(entry, sample):
    """The sample with leaves in place of the arrays that have a rule."""
    args = [torch.tensor(each) if hasattr(each, "dtype") else each for each in sample]
    for place in entry.places:
        given = args[place] if place < len(args) else None
        if isinstance(given, torch.Tensor) and given.is_floating_point():
            given.requires_grad_()
    return args


@pytest.mark.parametrize(("entry", "sample"), list(sampled()))
def test_rules_written_out_give_what_run_gives(entry, sample):
    args = tensors(entry, sample)
    made = general(entry)(*args)
    node = made.grad_fn
    grad = torch.ones_like(made)._array
    with torch.no_grad():
        written, run = sent(node, grad), node.run([grad], False)
        assert set(sent(node, None).values()) == {None}
    assert len(run) == len(node.edges)
    for index, ((target, number), part) in enumerate(zip(node.edges, run, strict=True)):
        assert (index in written) == (target is not None)
        if target is not None:
            mine, other = written[index], fit(part, *target.meta[number], node, index)
            assert (mine == other).all() or not (other == other).all()  # noqa: PLR0124 - nan


def sent(node, grad):
    """What a node hands its edges in a backward, by their index."""
    rows = []
    walk = Walk([(node, 0)], None, None, keep_graph=True, recording=False, accumulate=False)
    walk.write, walk.keys = rows.append, defaultdict(int)
    node.step([0, grad], walk)
    if grad is None:
        return {row[2]: row[5] for row in rows}
    (row,) = rows
    count = row[0] - PASSED
    assert (row[2], len(row)) == (False, 3 + 6 * count)
    return {row[edge]: row[edge + 3] for edge in range(3, len(row), 6)}


@pytest.mark.parametrize(("entry", "sample"), list(sampled()))
def test_a_freed_node_keeps_plain_values_only(entry, sample):
    node = general(entry)(*tensors(entry, sample)).grad_fn
    held, before = node.held(), node.saved
    assert node.free() == bool(held)
    assert node.held() == []
    for item, now in zip(before, node.saved, strict=True):
        assert now is FREED or now is item
    assert not node.free()


@pytest.mark.parametrize("name", [name for name, entry in sorted(OPS.items()) if entry.into])
def test_computing_in_place_gives_what_the_forward_gives(name):
    entry = OPS[name]
    others = [torch.full((3, 4), 1.5), torch.ones(4), torch.tensor(3.0), torch.ones(5)]
    for other in others if len(entry.parameters) > 1 else [None]:
        args = [torch.arange(12.0).view(3, 4)] + ([] if other is None else [other])
        if name == "fill":
            args[1] = 2.5
        try:
            want = general(entry)(*args)
        except RuntimeError as error:
            with pytest.raises(type(error)):
                in_place(general_of(entry))(*args)
            assert args[0]._version == 0
            assert args[0].flatten().tolist() == list(range(12))
            continue
        assert in_place(general_of(entry))(*args) is args[0]
        assert args[0].tolist() == want.tolist()
        assert args[0]._version == 1


def general_of(entry):
    """What `in_place` takes: something with an entry."""
    return SimpleNamespace(entry=entry)


def test_arguments_are_bound_as_python_binds_them():
    entry = OPS["add"]
    assert entry.bind((1, 2), {}) == (1, 2, 1)
    assert entry.bind((1,), {"alpha": 3, "other": 2}) == (1, 2, 3)
    entry = OPS["huber_loss"]
    for args, kwargs, text in [
        ((1,), {}, "missing a required argument: 'target'"),
        ((1, 2), {"target": 3}, "multiple values for argument 'target'"),
        ((1, 2), {"beta": 3}, "got an unexpected keyword argument 'beta'"),
        ((1, 2, 3, 4, 5), {}, "too many positional arguments"),
    ]:
        with pytest.raises(TypeError, match=text):
            entry.bind(args, kwargs)


def test_what_a_method_lacks_is_said_as_pytorch_says_it():
    for given, shown in [((1,), "()"), ((1, 2, 3, 4), "(!int!, !int!, !int!)")]:
        with pytest.raises(TypeError, match=re.escape(f"of arguments - got {shown}, but expected")):
            OPS["add"].bind(given, {})


def test_an_input_that_was_never_written_is_saved_as_it_is():
    a, b = torch.ones(2, requires_grad=True), torch.ones(2)
    node = (a * b).grad_fn
    assert node.saved[0] is b
    ((name, item),) = node.held()
    assert (name, item.version, item.tensor) == ("other", 0, b)
    b.add_(1)
    with pytest.raises(RuntimeError, match="is at version 1; expected version 0"):
        sent(node, a._array)
    again = (a * b).grad_fn
    assert again.held()[0][1].version == 1
    assert sent(again, a._array)[0].tolist() == [2.0, 2.0]


def test_a_fresh_result_has_no_storage_until_somebody_asks():
    x = torch.ones(2)
    y = x * 2
    assert y._memory is None and y._writes is None
    z = y.detach()
    assert z._memory is y._memory is not None
    z.add_(1)
    assert (y._version, z._version, x._version) == (1, 1, 0)


@pytest.mark.parametrize(
    "asked",
    [
        lambda z: z.conj(),
        lambda z: z.real,
        lambda z: z.imag,
        lambda z: z.adjoint(),
        lambda z: z.mH,
        lambda z: z.H,
        torch.real,
        lambda z: torch.vdot(z[0], z[1]),
    ],
)
def test_what_is_another_thing_for_complex_numbers_is_refused(asked):
    with pytest.raises(NotImplementedError, match="of complex numbers does not exist in gradwalk"):
        asked(torch.tensor([[1 + 2j, 3 - 1j], [0, 1j]]))
