"""The recorder: ids by order of appearance, values as they were, and nothing kept alive."""

import gc
import weakref

import gradwalk as torch
import pytest
from gradwalk.trace import events as e
from gradwalk.trace import listen
from gradwalk.trace import record as recording
from gradwalk.trace.capture import corner_of, summary
from gradwalk.trace.record import Recorder


def record(program):
    """The events of a function that is given nothing."""
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        program()
    return recorder.trace().events


def kinds(events, kind):
    return [event for event in events if isinstance(event, kind)]


def test_it_listens_only_inside():
    recorder = Recorder()
    with recorder:
        assert listen.listener is recorder
        torch.ones(2)
    assert listen.listener is None
    torch.ones(2)
    assert len(recorder.trace().events) == 1


def test_ids_start_anew_for_each_recorder():
    x = torch.ones(2, requires_grad=True)
    for _ in range(2):
        events = record(lambda: (x * 2).sum().backward())
        made = kinds(events, e.Made)
        assert [output.tensor for event in made for output in event.outputs] == ["t1", "t2"]
        assert [event.node for event in made] == ["n0", "n1"]
        assert kinds(events, e.Created)[0].tensor == "t0"


def test_values_are_those_of_the_time():
    def program():
        x = torch.zeros(3)
        x.add_(1)
        x.add_(1)

    events = record(program)
    assert kinds(events, e.Created)[0].value.numbers == (0, 0, 0)
    first, second = kinds(events, e.Wrote)
    assert first.outputs[0].value.numbers == (1, 1, 1)
    assert (second.before, second.after) == (1, 2)


def test_a_large_value_is_a_corner_and_a_summary():
    value = summary(torch.arange(2000.0).reshape(40, 50)._array)
    assert value.corner == (8, 8)
    assert not value.whole
    assert value.numbers[:9] == (0, 1, 2, 3, 4, 5, 6, 7, 50)
    assert (value.low, value.high, value.mean) == (0, 1999, 999.5)


@pytest.mark.parametrize(
    ("shape", "corner"),
    [((), ()), ((3,), (3,)), ((100,), (64,)), ((1, 100), (1, 64)), ((9, 9), (8, 8)), ((0,), (0,))],
)
def test_the_corner_holds_at_most_64(shape, corner):
    assert corner_of(shape)[0] == corner


def test_it_keeps_neither_tensors_nor_graphs_alive():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        x = torch.ones(2, requires_grad=True)
        y = (x * 2).exp()
        node, tensor = weakref.ref(y.grad_fn), weakref.ref(y)
        del y
        gc.collect()
        assert node() is None
        assert tensor() is None


def test_a_write_tells_who_shares_and_what_is_stale():
    def program():
        x = torch.ones(2, requires_grad=True)
        y = x.exp()
        z = y.detach()
        z.zero_()
        return y

    (wrote,) = kinds(record(program), e.Wrote)
    assert wrote.counted
    assert wrote.stale == ("n0.result",)
    assert [(alias.tensor, alias.version) for alias in wrote.aliases] == [("t1", 1)]


def test_a_write_through_data_is_unseen():
    def program():
        x = torch.ones(2, requires_grad=True)
        y = x.exp()
        y.data.zero_()
        y.sum().backward()

    events = record(program)
    (wrote,), (unseen,) = kinds(events, e.Wrote), kinds(events, e.WroteUnseen)
    assert not wrote.counted
    assert unseen.blind == ("n0.result",)
    (wrong,) = kinds(events, e.SilentlyWrong)
    assert wrong.got.numbers == (0, 0)
    assert wrong.true.numbers == pytest.approx((2.71828, 2.71828), abs=1e-4)
    assert events[wrong.wrote] is unseen


def test_the_true_gradient_goes_through_the_nodes_behind_and_sums():
    def program():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        h = x * 3
        y = h.exp()
        y.data.mul_(0)
        (y.sum() + (h * h).sum() + x.sum()).backward()

    (wrong,) = kinds(record(program), e.SilentlyWrong)
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    h = x * 3
    (h.exp().sum() + (h * h).sum() + x.sum()).backward()
    assert wrong.true.numbers == pytest.approx(tuple(x.grad.tolist()), rel=1e-5)


def test_what_autograd_grad_returns_can_be_wrong_too():
    def program():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = x.exp()
        y.data.zero_()
        torch.autograd.grad(y.sum(), x)

    (wrong,) = kinds(record(program), e.SilentlyWrong)
    assert wrong.got.numbers == (0, 0)
    assert wrong.true.numbers == pytest.approx((2.71828, 7.38906), abs=1e-4)


def test_a_wrong_gradient_may_be_small():
    def program():
        x = torch.tensor([1e-8], requires_grad=True)
        y = x * x
        x.data.mul_(2)
        y.backward()

    (wrong,) = kinds(record(program), e.SilentlyWrong)
    assert wrong.true.numbers == pytest.approx((2e-8,))


def test_an_index_can_be_written_unseen():
    def program():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        where = torch.tensor([0, 0])
        y = x[where]
        where.data.fill_(1)
        y.sum().backward()

    events = record(program)
    (wrong,) = kinds(events, e.SilentlyWrong)
    assert (wrong.name, wrong.got.numbers, wrong.true.numbers) == ("indices[0]", (0, 2), (2, 0))


def test_a_write_that_changes_nothing_is_not_wrong():
    def program():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = x.exp()
        y.data.mul_(1)
        y.sum().backward()

    events = record(program)
    assert not kinds(events, e.SilentlyWrong)
    assert not any(event.changed for event in kinds(events, e.Checked))


def test_assigning_data_is_a_write_no_counter_sees():
    def program():
        w = torch.tensor([2.0], requires_grad=True)
        y = w * w
        w.data = torch.tensor([5.0])
        y.backward()

    events = record(program)
    (unseen,) = kinds(events, e.WroteUnseen)
    assert set(unseen.blind) == {"n0.self", "n0.other"}
    (wrong,) = kinds(events, e.SilentlyWrong)
    assert (wrong.got.numbers, wrong.true.numbers) == ((10,), (4,))


def test_a_write_to_a_view_shows_the_base_rewritten_and_the_view_remade():
    def program():
        b = torch.ones(2, 2, requires_grad=True)
        c = b * 2
        v = c[0]
        v.mul_(3)

    events = record(program)
    (wrote,) = kinds(events, e.Wrote)
    assert wrote.grad_fn == "CopySlices"
    assert wrote.outputs[0].tensor == "t1"
    assert wrote.inputs[-1].name == "base"
    assert kinds(events, e.Made)[-1].grad_fn == "AsStridedBackward0"


def test_a_name_is_told_once_for_each_binding():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        x = torch.ones(2)
        recorder.named("x", x)
        recorder.named("x", x)
        recorder.named("pair", (x, torch.zeros(1)))
    names = [(event.name, event.tensor) for event in kinds(recorder.trace().events, e.Named)]
    assert names == [("x", "t0"), ("pair[1]", "t1")]


def test_the_switch_requires_grad_is_told_where_it_is_changed():
    recorder = Recorder()
    with recorder:
        x = torch.ones(2)
        recorder.named("x", x)
        x.requires_grad_()
        x.requires_grad_()
        (x * x.detach()).sum().backward()
        x.requires_grad = False
        new = torch.ones(2).requires_grad_()
        recorder.named("new", new)
    events = recorder.trace().events
    told = [(event.tensor, event.requires_grad) for event in kinds(events, e.Required)]
    last = kinds(events, e.Named)[-1].tensor
    assert told == [("t0", True), ("t0", False), (last, True)]


def test_parameters_of_a_lazy_layer_get_their_names_with_their_shapes():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        layer = torch.nn.LazyLinear(2)
        recorder.named("layer", layer)
        recorder.named("w", layer.weight)
        assert kinds(recorder.trace().events, e.Named) == []
        y = layer(torch.ones(1, 3))
        recorder.named("layer", layer)
    events = recorder.trace().events
    named = {event.name: event.tensor for event in kinds(events, e.Named)}
    assert list(named) == ["layer.weight", "w", "layer.bias"]
    assert named["w"] == named["layer.weight"]
    made = kinds(events, e.Made)
    assert made[0].inputs[0].tensor == named["w"]
    assert made[1].inputs[0].tensor == named["layer.bias"]
    assert y.shape == (1, 2)


def test_a_check_that_fails_is_told_with_what_it_found():
    def program():
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = x.sigmoid()
        z = y * x
        y.detach().zero_()
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            z.sum().backward()

    events = record(program)
    found = [(each.name, each.expected, each.found, each.ok) for each in kinds(events, e.Checked)]
    assert found == [("other", 0, 0, True), ("self", 0, 1, False)]
    assert kinds(events, e.Ended) == []


def test_a_deep_chain_is_recorded_without_recursion():
    def program():
        x = torch.tensor(1.0, requires_grad=True)
        y = x
        for _ in range(20000):
            y = y + 1
        y.backward()

    events = record(program)
    assert len(kinds(events, e.Made)) == 20000
    assert kinds(events, e.Accumulated)[0].after.numbers == (1,)


def test_what_a_custom_function_saves_is_numbered():
    class Square(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x, None)
            return x * x

        @staticmethod
        def backward(ctx, grad):
            x, _ = ctx.saved_tensors
            return 2 * x * grad

    def program():
        x = torch.tensor([3.0, 4.0], requires_grad=True)
        Square.apply(x).sum().backward()

    events = record(program)
    (made,) = [event for event in kinds(events, e.Made) if event.op == "Square"]
    assert [saved.name for saved in made.saved] == ["saved_tensors[0]"]
    (accumulated,) = kinds(events, e.Accumulated)
    assert accumulated.after.numbers == (6.0, 8.0)


def test_a_recorder_goes_without_the_garbage_collector():
    gc.collect()
    gc.disable()
    before = recording._watching  # other tests may hold recorders of theirs
    try:
        recorder = Recorder()
        with recorder:
            x = torch.ones(3, requires_grad=True)
            y = (x * 2).exp()
            v = y[0]
            (v * y.sum()).backward()
            y.detach().mul_(2)
            x.grad.zero_()
        gone = weakref.ref(recorder)
        del recorder
        assert gone() is None
        assert recording._watching == before
    finally:
        gc.enable()


def made_values(events, op):
    return [made.outputs[0].value.numbers for made in kinds(events, e.Made) if made.op == op]


def test_a_result_written_later_is_told_as_it_was():
    def program():
        x = torch.ones(3)
        y = x * 2
        v = y[1:]
        y.add_(1)
        v.mul_(10)
        return y + 0

    events = record(program)
    assert made_values(events, "mul") == [(2, 2, 2)]
    assert made_values(events, "slice") == [(2, 2)]
    assert made_values(events, "add") == [(3, 30, 30)]
    assert [wrote.outputs[0].value.numbers for wrote in kinds(events, e.Wrote)] == [
        (3, 3, 3),
        (30, 30),
    ]


def test_a_trace_not_yet_read_stays_as_it_was():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        y = torch.ones(3) * 2
    events = recorder.trace().events
    del recorder
    y.add_(1)
    y.numpy()[:] = 7
    assert made_values(events, "mul") == [(2, 2, 2)]


def test_writes_that_nobody_hears_do_not_change_what_was_told():
    class Doubled(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            x.mul_(2)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(_, grad):
            return grad * 2

    class Zeroed(torch.autograd.Function):
        @staticmethod
        def forward(_, x):
            x.detach().numpy()[:] = 0
            return x.clone()

        @staticmethod
        def backward(_, grad):
            return grad

    def program():
        x = torch.ones(2, requires_grad=True)
        Doubled.apply(x * 3)
        Zeroed.apply(x * 5)

    assert made_values(record(program), "mul") == [(3, 3), (5, 5)]


def test_gradients_written_by_a_hook_are_told_as_they_were():
    def program():
        x = torch.ones(2, requires_grad=True)
        y = x + 0
        y.register_hook(lambda grad: grad.mul_(0))
        (y + 0).backward(torch.ones(2))

    events = record(program)
    assert kinds(events, e.Sent)[0].part.numbers == (1, 1)
    assert kinds(events, e.Hooked)[0].after.numbers == (0, 0)
    assert kinds(events, e.Accumulated)[0].after.numbers == (0, 0)


@pytest.mark.parametrize("size", [2, 300])
@pytest.mark.parametrize("share", [lambda g: g.data, lambda g: g.detach(), lambda g: g.view(-1)])
def test_a_gradient_that_was_read_is_written_through_another(share, size):
    def program():
        x = torch.ones(size, requires_grad=True)
        (x * 3).sum().backward()
        x.grad * 2
        share(x.grad).zero_()
        x.grad * 2

    events = record(program)
    (grad,) = (each for each in kinds(events, e.Created) if each.how == "grad")
    assert grad.value.numbers[:2] == (3, 3)
    assert kinds(events, e.Made)[-1].outputs[0].value.numbers[:2] == (0, 0)


def test_a_gradient_zeroed_or_added_to_is_told_as_it_was():
    def program():
        x = torch.ones(2, requires_grad=True)
        seed = torch.ones(2)
        x.clone().backward(seed)
        seed.zero_()
        x.clone().backward(torch.ones(2))
        x.grad.zero_()

    events = record(program)
    first, second = kinds(events, e.Accumulated)
    assert (first.before, first.after.numbers) == (None, (1, 1))
    assert (second.before.numbers, second.after.numbers) == ((1, 1), (2, 2))
    assert {sent.part.numbers for sent in kinds(events, e.Sent)} == {(1, 1)}


def test_versions_of_what_was_written_are_told():
    def program():
        x = torch.ones(2, requires_grad=True)
        w = torch.ones(2)
        w.add_(1)
        (x * w).sum().backward()

    events = record(program)
    (made,) = [each for each in kinds(events, e.Made) if each.op == "mul"]
    assert [each.version for each in made.inputs] == [0, 1]
    assert [(each.name, each.version) for each in made.saved] == [("other", 1)]
    (checked,) = kinds(events, e.Checked)
    assert (checked.name, checked.expected, checked.found) == ("other", 1, 1)


def test_a_recorder_within_another():
    outer, inner = Recorder(lambda: (0, 1)), Recorder(lambda: (0, 1))
    with outer:
        x = torch.ones(2, requires_grad=True)
        y = x * 2
        with inner:
            z = y + 1
        w = y * z
        w.sum().backward()
    made = kinds(inner.trace().events, e.Made)
    assert [(each.op, each.inputs[0].tensor) for each in made] == [("add", "t0")]
    events = outer.trace().events
    assert [each.op for each in kinds(events, e.Made)] == ["mul", "mul", "sum"]
    assert len({each.node for each in kinds(events, e.Ran)}) == 4
    assert made_values(events, "mul") == [(2, 2), (6, 6)]
    assert kinds(events, e.Accumulated)[0].after.numbers == (10, 10)


def test_what_was_made_before_is_told_with_its_checks():
    x = torch.ones(2, requires_grad=True)
    y = x.exp().sum()
    events = record(y.backward)
    assert [each.name for each in kinds(events, e.Checked)] == ["result"]
    assert kinds(events, e.Created)[0].tensor == "t0"


def test_rows_have_no_large_arrays_of_their_own():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        w = torch.ones(64, 64, requires_grad=True)
        y = (w * 2).t()
        y.sum().backward()
        with torch.no_grad():
            w -= w.grad
    held = [each for each in recorder.log if getattr(each, "nbytes", 0) > 4096]
    held += [each for row in recorder.log if isinstance(row, tuple) for each in row
             if getattr(each, "nbytes", 0) > 4096]  # fmt: skip
    assert held == []
    events = recorder.trace().events
    assert kinds(events, e.Accumulated)[0].after.mean == 2
    assert [made.outputs[0].value.mean for made in kinds(events, e.Made)] == [2, 2, 64 * 128]


def test_sums_of_gradients_are_worked_out_when_they_are_read():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        x = torch.tensor([0.1, 0.7], requires_grad=True)
        h = x * 0.3
        ((h * x + h) * x).backward(torch.tensor([0.9, 1.1]))
    held = [each.tolist() for each in recorder.log if getattr(each, "shape", ()) == (2,)]
    events = recorder.trace().events
    totals = {}
    for sent in kinds(events, e.Sent):
        before, part = totals.get((sent.target, sent.leaf)), sent.part.numbers
        total = torch.tensor(part) if before is None else before + torch.tensor(part)
        totals[sent.target, sent.leaf] = total
        assert tuple(total.tolist()) == sent.total.numbers
    *_, last = kinds(events, e.Ran)  # of `h`, to which two gradients came
    assert last.grads[0].numbers == tuple(totals[last.node, None].tolist())
    assert list(last.grads[0].numbers) not in held
    assert kinds(events, e.Accumulated)[0].after.numbers == tuple(x.grad.tolist())


def test_events_are_counted_only_when_there_may_be_enough():
    recorder = Recorder(lambda: (0, 1))
    with recorder:
        x = torch.ones(2)
        for _ in range(10):
            x = x + 1
        marks = [recorder.mark()]
        x.numpy()
        x.sum()
        marks.append(recorder.mark())
    assert not recorder.exceeds(1000)
    assert not recorder.exceeds(12)
    assert recorder.exceeds(11)
    assert [recorder.index(mark) for mark in marks] == [11, 12]


def trained():
    w, b = torch.ones(40, 40, requires_grad=True), torch.ones(3, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr=0.25)
    for _ in range(3):
        optimizer.zero_grad()
        ((w @ w.t()).sum() + (b * b).sum()).backward()
        b.grad.mul_(2)
        optimizer.step()


def written_with_itself():
    x = torch.ones(3)
    with torch.no_grad():
        x.add_(x)
        x.mul_(2)
        x.add_(x)


def written_while_saved():
    x = torch.ones(3, requires_grad=True)
    kept = [x * x]
    with torch.no_grad():
        x.add_(1)
        x.add_(1)
        kept.append(x.exp())
    kept.append(x.sin())
    with torch.no_grad():
        x.mul_(2)
        kept.clear()
        x.mul_(2)


def written_while_shared():
    x = torch.ones(3)
    with torch.no_grad():
        x.add_(1)
        view = x[1:]
        x.add_(view.sum())
        del view
        x.add_(1)
        x.data.add_(1)
        x.numpy()[0] = 5
        x.add_(1)


PLAIN_WRITES = [trained, written_with_itself, written_while_saved, written_while_shared]


@pytest.mark.parametrize("program", PLAIN_WRITES)
def test_a_plain_write_is_told_as_any_other(program, monkeypatch):
    shortly = record(program)

    def written(recorder, entry, name, args, before):
        recorder.wrote(name, args[0], entry.named(args), None, before)

    monkeypatch.setattr(Recorder, "written", written)
    assert len(kinds(shortly, e.Wrote)) >= 3
    assert list(shortly) == list(record(program))


def test_a_write_that_makes_no_more_stale_says_so():
    events = kinds(record(written_while_saved), e.Wrote)
    assert [len(event.stale) for event in events] == [2, 2, 3, 0]
