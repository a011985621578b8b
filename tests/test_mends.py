"""Mends: what is advised is done to the program here, and the program then runs."""

import pytest
from gradwalk_ui import program, scene

STATE = """import torch
cell = torch.tensor(0.5, requires_grad=True)
state = torch.ones(2)
for _ in range(2):
    new = torch.tanh(cell * state)
    state = new
    state *= 0.9
state.sum().backward()
"""
VIEW = """import torch
a = torch.ones(2, requires_grad=True)
e = a.exp()
flat = e.view(-1)
flat[0] = 5.0
e.sum().backward()
"""
TWO = """import torch
w = torch.ones(2, requires_grad=True)
a = torch.tanh(w * 3)
loss = (a ** 2).sum()
a.clamp_(min=0)
a[0] = 0
loss.backward()
"""
ASIDE = """import torch
w = torch.ones(2, requires_grad=True)
a = w * 3
loss = (a ** 2).sum()
a.zero_()
loss.backward()
"""
STEPPED = """import torch
w = torch.ones(2, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
first, second = (w ** 2).sum(), (w ** 3).sum()
first.backward()
optimizer.step()
second.backward()
"""


def failure(text):
    """The one error of a program."""
    (error,) = scene.build(program.run(program.read(text)))["errors"]
    return error


def mends(text):
    return {mend["key"]: mend["args"] for mend in failure(text)["mends"]}


def runs(lines):
    return program.run(program.read("\n".join(lines))).errors == ()


@pytest.mark.parametrize(("text", "name"), [(STATE, "state"), (TWO, "a"), (ASIDE, "a")])
def test_a_copy_under_the_name_that_is_written_mends_it(text, name):
    args = mends(text)["mend.clone_before"]
    assert args["through"] == name
    lines = text.split("\n")
    written = lines[args["wrote_line"] - 1]
    space = written[: len(written) - len(written.lstrip())]
    lines.insert(args["wrote_line"] - 1, f"{space}{name} = {name}.clone()")
    assert runs(lines)


def test_a_copy_where_the_view_is_made_mends_it():
    args = mends(VIEW)["mend.clone_alias"]
    assert args["through"] == "flat"
    lines = VIEW.split("\n")
    lines[args["line"] - 1] += ".clone()"
    assert runs(lines)


@pytest.mark.parametrize("text", [ASIDE, STEPPED])
def test_writing_after_backward_mends_it(text):
    args = mends(text)["mend.write_later"]
    lines = text.split("\n")
    write = lines.pop(args["wrote_line"] - 1)
    lines.insert(args["needed_line"] - 1, write)
    assert runs(lines)


@pytest.mark.parametrize("text", [STATE, TWO, VIEW])
def test_a_write_that_the_result_came_through_is_not_to_be_moved(text):
    assert "mend.write_later" not in mends(text)


def test_a_parameter_is_not_to_be_copied():
    assert set(mends(STEPPED)) == {"mend.write_later", "mend.forward_after_write"}


def test_several_writes_are_all_counted():
    explain = failure(TWO)["explain"]
    assert explain["key"] == "explain.mismatch_more"
    assert (explain["args"]["count"], explain["args"]["wrote_line"]) == (2, 5)
