"""Deep graphs of every kind: made, run and freed. Prints a line of JSON for each that came through.

In Pyodide a recursion of some thousand calls in C, as when a long chain of objects is freed, kills
the interpreter; nothing can catch that. So the lines that are there say how far it came.
`--record` has the recorder listen; the traces of some are read, and all are let go.
"""

import gc
import json
import sys
import time

import gradwalk as torch
from gradwalk.autograd import Function
from gradwalk.trace.record import Recorder

DEEP = 6_000  # twice what kills Pyodide
DEEPEST = 100_000


def leaf(value=1.0):
    return torch.tensor(value, requires_grad=True)


def chain(step, length=DEEP):
    """The end of a chain of `length` steps, and its leaf."""
    x = leaf()
    h = x
    for _ in range(length):
        h = step(h)
    return x, h


def a_chain_run_and_freed():
    x, h = chain(lambda h: h * 1.0, DEEPEST)
    h.backward()
    assert x.grad.item() == 1.0


def a_chain_freed_without_a_backward():
    chain(lambda h: h + 1.0, DEEPEST)


def a_chain_run_twice():
    x, h = chain(lambda h: h * 1.0)
    h.backward(retain_graph=True)
    h.backward()
    assert x.grad.item() == 2.0


def saved_inputs():
    y = leaf(1.0)
    x, h = chain(lambda h: h * y)
    h.backward()
    assert (x.grad.item(), y.grad.item()) == (1.0, float(DEEP))


def saved_inputs_freed_without_a_backward():
    y = leaf(1.0)
    chain(lambda h: h * y)


def saved_outputs():
    x, h = chain(lambda h: h.sigmoid())
    h.backward()
    assert x.grad.item() == 0.0


def saved_lists():
    x, h = chain(lambda h: torch.stack([h, h]).mean())
    h.backward()
    assert x.grad.item() == 1.0


def two_paths_between_all_neighbours():
    x, h = chain(lambda h: h * 0.5 + h * 0.5)
    h.backward()
    assert x.grad.item() == 1.0


def views_of_views():
    x = torch.ones(2, requires_grad=True)
    h = x * 1.0
    for _ in range(DEEP):
        h = h.view(2)
    h.sum().backward()
    assert x.grad.tolist() == [1.0, 1.0]


def in_place():
    x = leaf()
    h = x * 1.0
    for _ in range(DEEP):
        h.mul_(1.0)
    h.backward()
    assert x.grad.item() == 1.0


def in_place_on_a_view():
    x = torch.ones(2, requires_grad=True)
    h = x * 1.0
    part = h[0]
    for _ in range(DEEP):
        part.mul_(1.0)
    h.sum().backward()
    assert x.grad.tolist() == [1.0, 1.0]


def in_place_on_a_view_freed_without_a_backward():
    x = torch.ones(2, requires_grad=True)
    h = x * 1.0
    for _ in range(DEEP):
        h[0] = 1.0


def detached_again_and_again():
    _, h = chain(lambda h: h.detach())
    assert not h.requires_grad


class Saves(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * 1.0

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * x


class Keeps(Function):
    """Holds its input as a plain attribute, as PyTorch's manual warns against."""

    @staticmethod
    def forward(ctx, x):
        ctx.x = x
        ctx.all = {"x": [x]}
        return x * 1.0

    @staticmethod
    def backward(ctx, grad):
        return grad * ctx.x


def custom_functions_that_save():
    x, h = chain(Saves.apply)
    h.backward()
    assert x.grad.item() == 1.0


def custom_functions_freed_without_a_backward():
    chain(Saves.apply)


def custom_functions_that_keep_their_input():
    x, h = chain(Keeps.apply)
    h.backward()
    assert x.grad.item() == 1.0


def hooks_that_hold_their_tensor():
    x = leaf()
    h = x
    for _ in range(DEEP):
        h = h * 1.0
        h.register_hook(lambda grad, h=h: grad * h.detach())
    h.backward()
    assert x.grad.item() == 1.0


def hooks_on_nodes_that_hold_another():
    x = leaf()
    h = x
    for _ in range(DEEP):
        before, h = h, h * 1.0
        h.grad_fn.register_prehook(lambda outs, before=before: (outs[0] * before.detach(),))
    h.backward()
    assert x.grad.item() == 1.0


def gradients_retained():
    x = leaf()
    h = x
    for _ in range(DEEP):
        h = h * 1.0
        h.retain_grad()
    h.backward()
    assert x.grad.item() == 1.0


def the_graph_of_a_gradient():
    x, h = chain(lambda h: h.sin())
    (gradient,) = torch.autograd.grad(h, x, create_graph=True)
    gradient.backward()
    assert x.grad is not None


def gradients_with_a_past():
    x = leaf()
    for _ in range(DEEP):
        (x * x).backward(create_graph=True)
    assert x.grad.item() == 2.0 * DEEP
    x.grad = None


def a_backward_that_fails_half_way():
    _, h = chain(lambda h: h * 1.0)
    spoiled = h.exp()
    end = spoiled * 1.0
    for _ in range(DEEP):
        end = end * 1.0
    with torch.no_grad():
        spoiled.zero_()
    text = ""
    try:
        end.backward()
    except RuntimeError as error:
        text = str(error)
    assert "modified by an inplace operation" in text


def anomaly_mode():
    with torch.autograd.detect_anomaly(check_nan=False):
        x, h = chain(lambda h: h * 1.0)
        h.backward()
    assert x.grad.item() == 1.0


def packed_by_hooks():
    with torch.autograd.graph.saved_tensors_hooks(lambda x: [x], lambda packed: packed[0]):
        y = leaf(1.0)
        x, h = chain(lambda h: h * y)
    h.backward()
    assert x.grad.item() == 1.0


KINDS = (
    a_chain_run_and_freed,
    a_chain_freed_without_a_backward,
    a_chain_run_twice,
    saved_inputs,
    saved_inputs_freed_without_a_backward,
    saved_outputs,
    saved_lists,
    two_paths_between_all_neighbours,
    views_of_views,
    in_place,
    in_place_on_a_view,
    in_place_on_a_view_freed_without_a_backward,
    detached_again_and_again,
    custom_functions_that_save,
    custom_functions_freed_without_a_backward,
    custom_functions_that_keep_their_input,
    hooks_that_hold_their_tensor,
    hooks_on_nodes_that_hold_another,
    gradients_retained,
    the_graph_of_a_gradient,
    gradients_with_a_past,
    a_backward_that_fails_half_way,
    anomaly_mode,
    packed_by_hooks,
)

READ = (a_chain_run_twice, in_place_on_a_view, custom_functions_that_save)  # it takes long


def run(kind, *, record):
    if not record:
        kind()
    else:
        with Recorder() as recorder:
            kind()
        if kind in READ:
            assert sum(1 for _ in recorder.trace().events) > DEEP
        del recorder
    gc.collect()


def main():
    record = "--record" in sys.argv
    for kind in KINDS:
        start = time.perf_counter()
        run(kind, record=record)
        seconds = round(time.perf_counter() - start, 2)
        print(json.dumps({"kind": kind.__name__, "seconds": seconds}), flush=True)


if __name__ == "__main__":
    main()
