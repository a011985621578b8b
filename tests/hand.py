"""Traces written by hand, for tests of what is made from a trace, without the engine."""

from __future__ import annotations

from types import SimpleNamespace

from gradwalk.trace import events as e

MISMATCH = """\
x1 = torch.tensor([1.0, 2, 3], requires_grad=True)
x2 = torch.tensor([1.0, 2, 3], requires_grad=True)
y1 = x1.sigmoid()
y2 = x2.sigmoid()
z1 = y1.data
z2 = y2.detach()
z1.zero_()
z2.zero_()
y1.sum().backward()
print(x1.grad)
y2.sum().backward()
"""
ERROR = (
    "one of the variables needed for gradient computation has been modified by an inplace "
    "operation: [torch.FloatTensor [3]], which is output 0 of Sigmoid, is at version 1; expected "
    "version 0 instead. Hint: enable anomaly detection to find the operation that failed to "
    "compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False)."
)


def value(*numbers: float, shape: tuple[int, ...] | None = None) -> e.Value:
    """Return a whole float32 value."""
    shape = (len(numbers),) if shape is None else shape
    norm = sum(n * n for n in numbers) ** 0.5
    mean = sum(numbers) / len(numbers)
    return e.Value(shape, "float32", numbers, shape, min(numbers), max(numbers), mean, norm)


def scalar(number: float) -> e.Value:
    """Return a value of no dimensions."""
    return value(number, shape=())


def run_of(source: str, events: list[e.Event], output=(), errors=(), stopped=None):
    """Return what program.run would."""
    last = source.count("\n") + 1
    cell = SimpleNamespace(kind="code", first=1, last=last, text=None)
    program = SimpleNamespace(source=source, cells=(cell,))
    return SimpleNamespace(
        program=program,
        trace=e.Trace(tuple(events)),
        output=tuple(output),
        errors=tuple(errors),
        stopped=stopped,
        seed=None,
        lives=None,
    )


def mismatch():
    """Return the story of the two aliases, one through .data and one through detach()."""
    x, y, zero = value(1, 2, 3), value(0.7311, 0.8808, 0.9526), value(0, 0, 0)
    one, true = value(1, 1, 1), value(0.1966, 0.1050, 0.0452)
    made: list[e.Event] = []
    add = made.append
    for i in (0, 1):
        line = i + 1
        add(e.Created(0, line, f"t{i}", "tensor", None, f"s{i}", 0, True, True, x))
        add(e.Named(0, line, f"x{i + 1}", f"t{i}"))
    for i in (0, 1):
        t, s, n = f"t{i + 2}", f"s{i + 2}", f"n{i}"
        inputs = (e.Input("self", f"t{i}", 0, None),)
        outputs = (e.Output(t, s, 0, True, y, 0),)
        saved = (e.Saved("result", t, 0, s),)
        add(e.Made(0, i + 3, "sigmoid", inputs, outputs, n, "SigmoidBackward0", saved, (0,), "new"))
        add(e.Named(0, i + 3, f"y{i + 1}", t))
    for i, relation in enumerate(("data", "detach")):
        inputs = (e.Input("self", f"t{i + 2}", 0, None),)
        outputs = (e.Output(f"t{i + 4}", f"s{i + 2}", 0, False, y, 0),)
        add(e.Made(0, i + 5, relation, inputs, outputs, None, None, (), (), relation))
        add(e.Named(0, i + 5, f"z{i + 1}", f"t{i + 4}"))
    for i in (0, 1):
        t, s = f"t{i + 4}", f"s{i + 2}"
        inputs = (e.Input("self", t, 0, None),)
        outputs = (e.Output(t, s, 1, False, zero, 0),)
        alias = e.Alias(f"t{i + 2}", i, zero)
        stale = ("n1.result",) if i else ()
        aliases = (alias,) if i else ()
        write = (inputs, t, s, 0, 1, outputs, None, None, (), (), aliases, stale, bool(i))
        add(e.Wrote(0, i + 7, "zero_", *write))
        if not i:
            add(e.WroteUnseen(0, 7, "zero_", t, s, (alias,), ("n0.result",)))
    for i in (0, 1):
        line = 9 + 2 * i
        inputs = (e.Input("self", f"t{i + 2}", i, None),)
        outputs = (e.Output(f"t{i + 6}", f"s{i + 4}", 0, True, scalar(0), 0),)
        node = f"n{i + 2}"
        add(e.Made(0, line, "sum", inputs, outputs, node, "SumBackward0", (), (0,), "new"))
        add(e.Began(0, line, (None,), (node,), (0,), (scalar(1),)))
        add(e.Ran(0, line, node, (scalar(1),)))
        add(e.Sent(0, line, node, 0, f"n{i}", None, 0, one, one, 0))
        add(e.Freed(0, line, node))
        add(e.Ran(0, line, f"n{i}", (one,)))
        add(e.Checked(0, line, f"n{i}", "result", 0, i, not i, not i))
        if i:
            break
        add(e.Sent(0, line, "n0", 0, None, "t0", 0, zero, zero, 0))
        add(e.Freed(0, line, "n0"))
        add(e.Accumulated(0, line, "t0", None, zero))
        add(e.SilentlyWrong(0, line, "n0", "result", "t0", zero, true, 4, 13))
        add(e.Ended(0, line))
        printed = SimpleNamespace(
            event_index=len(made), cell=0, line=10, stream="out", text="tensor([0., 0., 0.])\n"
        )
    failed = SimpleNamespace(
        event_index=len(made),
        cell=0,
        line=11,
        type="RuntimeError",
        text=ERROR,
        traceback_text=f"RuntimeError: {ERROR}",
        explain=None,
    )
    return run_of(MISMATCH, made, [printed], [failed])
