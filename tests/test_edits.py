"""Each edit that is proposed makes its program right: it runs, with the expected gradient."""

import pytest
from asking import built
from gradwalk_ui import program, scene
from programs import FAILING

HEAD = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
# A program, and for each way to mend it by an edit what it prints then.
CASES = {
    "twice": (
        HEAD + "y = (x * x).sum()\ny.backward()\ny.backward()\nprint(x.grad)\n",
        {"mend.retain_graph": "tensor([4., 8.])"},
    ),
    "twice_in_a_loop": (
        HEAD + "y = (x * x).sum()\nfor _ in range(2):\n    y.backward()\nprint(x.grad)\n",
        {"mend.retain_graph": "tensor([4., 8.])"},
    ),
    "nonscalar": (
        HEAD + "y = x * x\ny.backward()\nprint(x.grad)\n",
        {"mend.sum_first": "tensor([2., 4.])", "mend.give_gradient": "tensor([2., 4.])"},
    ),
    "nonscalar_expression": (
        HEAD + "if True:\n    (x * x).backward()\nprint(x.grad)\n",
        {"mend.sum_first": "tensor([2., 4.])"},
    ),
    "leaf_written": (
        HEAD + "x.add_(1)\n(x * x).sum().backward()\nprint(x.grad)\n",
        {"mend.under_no_grad": "tensor([4., 6.])"},
    ),
    "leaf_view_written": (
        HEAD + "x[0] = 5.0\n(x * x).sum().backward()\nprint(x.grad)\n",
        {"mend.under_no_grad": "tensor([10.,  4.])"},
    ),
    "detached": (
        HEAD + "y = x.detach() * 2\ny.sum().backward()\nprint(x.grad)\n",
        {"mend.no_detach": "tensor([2., 2.])"},
    ),
    "numpy": (
        HEAD + "y = x * x\na = y.numpy()\ny.sum().backward()\nprint(x.grad)\n",
        {"mend.detach_numpy": "tensor([2., 4.])"},
    ),
    "saved_written": (
        HEAD + "y = x * 1\nz = (y * y).sum()\ny.zero_()\nz.backward()\nprint(x.grad)\n",
        {
            "mend.clone_before": "tensor([2., 4.])",
            "mend.out_of_place": "tensor([2., 4.])",
            "mend.write_later": "tensor([2., 4.])",
        },
    ),
    "saved_written_in_sum": (
        HEAD + "y = x * 1\nz = (y * y).sum()\ny += 1\n(z + y.sum()).backward()\nprint(x.grad)\n",
        {"mend.clone_before": "tensor([3., 5.])", "mend.out_of_place": "tensor([3., 5.])"},
    ),
    "alias_written": (
        HEAD + "y = x.sigmoid()\nz = y.detach()\nz.zero_()\ny.sum().backward()\nprint(x.grad)\n",
        {
            "mend.clone_alias": "tensor([0.1966, 0.1050])",
            "mend.out_of_place": "tensor([0.1966, 0.1050])",
            "mend.write_later": "tensor([0.1966, 0.1050])",
        },
    ),
    "view_written": (
        HEAD + "y = x.exp()\nv = y.view(-1)\nv.mul_(0)\ny.sum().backward()\nprint(x.grad)\n",
        {
            "mend.clone_alias": "tensor([2.7183, 7.3891])",
            "mend.out_of_place": "tensor([2.7183, 7.3891])",
        },
    ),
    "silent": (
        HEAD + "y = x.sigmoid()\nz = y.data\nz.zero_()\ny.sum().backward()\nprint(x.grad)\n",
        {"mend.clone_data": "tensor([0.1966, 0.1050])"},
    ),
    "parameter_stepped": (
        HEAD + "opt = torch.optim.SGD([x], lr=1.0)\na, b = (x ** 2).sum(), (x ** 3).sum()\n"
        "a.backward()\nopt.step()\nb.backward()\nprint(x.grad)\n",
        {"mend.write_later": "tensor([ 5., 16.])"},
    ),
}


def proposed(source):
    """Each edit that a program's errors and silently wrong gradients come with."""
    found = built(source)
    for told in (*found["errors"], *found["silent"]):
        for mend in told["mends"]:
            if "edit" in mend:
                yield mend["key"], mend["edit"]


def edited(source, edit):
    """The source with an edit done, as the page does it."""
    lines = source.split("\n")
    for hunk in reversed(edit):
        start = hunk["line"] - 1
        assert lines[start : start + len(hunk["old"])] == hunk["old"]
        lines[start : start + len(hunk["old"])] = hunk["new"]
    return "\n".join(lines)


@pytest.mark.parametrize("name", CASES)
def test_each_edit_makes_the_program_right(name):
    source, expected = CASES[name]
    edits = dict(proposed(source))
    assert set(edits) == set(expected)
    for key, edit in edits.items():
        run = program.run(program.read(edited(source, edit)))
        assert not run.errors, (key, run.errors)
        assert scene.build(run)["silent"] == []
        assert "".join(piece.text for piece in run.output).strip() == expected[key], key


@pytest.mark.parametrize("name", FAILING)
def test_an_edit_fits_the_program_it_is_for(name):
    for _, edit in proposed(FAILING[name]):
        compile(edited(FAILING[name], edit), name, "exec")


def test_where_a_line_has_another_form_there_is_no_edit():
    assert not dict(proposed(HEAD + "y = x * x\ngetattr(y, 'backward')()\n"))
