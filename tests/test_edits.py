"""Each edit that is proposed makes its program right: it runs, with the expected gradient."""

import ast

import pytest
from asking import built
from gradwalk_ui import edits, program, scene
from gradwalk_ui.edits import kept
from gradwalk_ui.edits.text import Line
from programs import FAILING

HEAD = "import torch\nx = torch.tensor([1.0, 2.0], requires_grad=True)\n"
# A program, and for each way to mend it by an edit what it prints then.
CASES = {
    "method_indexed": (
        "import torch\nx = torch.ones(2, 3)\nn = x.size[1] * 2\nprint(n)\n",
        {"mend.call": "6"},
    ),
    "method_not_called": (
        HEAD + "loss = (x * x).sum()\nprint(1 + loss.item)\n",
        {"mend.call": "6.0"},
    ),
    "backward_not_called": (
        HEAD + "(x * x).sum().backward  # so\nprint(x.grad * 1)\n",
        {"mend.call_backward": "tensor([2., 4.])"},
    ),
    "grad_of_what_is_no_leaf_used": (
        HEAD + "y = x * x\ny.sum().backward()\nprint(y.grad + 1)\n",
        {"mend.retain_grad": "tensor([2., 2.])"},
    ),
    "grad_not_wanted": (
        HEAD + "w = torch.ones(2)\n(w * x).sum().backward()\nprint(-w.grad)\n",
        {"mend.requires_grad": "tensor([-1., -2.])"},
    ),
    "name_of_a_leaf_bound_anew": (
        HEAD + "(x * x).sum().backward()\nx = x - 0.5 * x.grad\nx.grad.zero_()\nprint(x)\n",
        {"mend.update_in_place": "tensor([0., 0.], requires_grad=True)"},
    ),
    "name_of_a_leaf_bound_anew_under_no_grad": (
        HEAD + "(x * x).sum().backward()\nwith torch.no_grad():\n    x = x - 0.5 * x.grad\n"
        "x.grad.zero_()\nprint(x)\n",
        {"mend.update_in_place": "tensor([0., 0.], requires_grad=True)"},
    ),
    "module_for_parameters": (
        HEAD + "m = torch.nn.Linear(1, 1)\nopt = torch.optim.SGD(m)\nprint(len(opt.state))\n",
        {"mend.parameters": "0"},
    ),
    "tensor_for_parameters": (
        HEAD + "opt = torch.optim.SGD(x, lr=0.5)\nprint(len(opt.param_groups[0]['params']))\n",
        {"mend.in_list": "1"},
    ),
    "loss_made_not_called": (
        HEAD + "loss = torch.nn.MSELoss(x, torch.zeros(2))\nprint(loss.item())\n",
        {"mend.make_then_call": "2.5"},
    ),
    "on_a_gpu": (
        "import torch\nx = torch.ones(2, requires_grad=True).cuda()\nprint(x)\n",
        {"mend.on_cpu": "tensor([1., 1.], requires_grad=True)"},
    ),
    "device_of_a_gpu": (
        "import torch\nx = torch.ones(2, device='cuda:0')\nprint(x)\n",
        {"mend.on_cpu": "tensor([1., 1.])"},
    ),
    "attribute_misspelt": (
        HEAD + "(x * x).sum().backwards()\nprint(x.grad)\n",
        {"mend.use_near": "tensor([2., 4.])"},
    ),
    "twice": (
        HEAD + "y = (x * x).sum()\ny.backward()\ny.backward()\nprint(x.grad)\n",
        {"mend.retain_graph": "tensor([4., 8.])"},
    ),
    "twice_in_a_loop": (
        HEAD + "y = (x * x).sum()\nfor _ in range(2):\n    y.backward()\nprint(x.grad)\n",
        {"mend.retain_graph": "tensor([4., 8.])"},
    ),
    "state_carried_over": (
        HEAD + "h = torch.zeros(2)\nfor _ in range(2):\n    h = h + x * x\n"
        "    h.sum().backward()  # so\nprint(x.grad)\n",
        {"mend.detach_carried": "tensor([4., 8.])"},
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
    "gradient_of_another_shape": (
        HEAD + "y = x * x\ny.backward(torch.ones(3))\nprint(x.grad)\n",
        {"mend.ones_like": "tensor([2., 4.])"},
    ),
    "no_wish_for_a_gradient": (
        "import torch\nw = torch.tensor([1.0, 2.0])\n(w * 3).sum().backward()\nprint(w.grad)\n",
        {"mend.requires_grad": "tensor([3., 3.])"},
    ),
    "no_grad": (
        HEAD
        + "with torch.no_grad():  # saves memory\n    y = x * x\n    z = y.sum()\nz.backward()\n"
        "print(x.grad)\n",
        {"mend.recorded": "tensor([2., 4.])"},
    ),
    "item": (
        HEAD + "s = (x * x).sum()\nv = s.item()\nloss = torch.tensor(v) * 2\nloss.backward()\n"
        "print(x.grad)\n",
        {"mend.no_numbers": "tensor([4., 8.])"},
    ),
    "number": (
        HEAD + "loss = (x * x).sum().item()\nloss.backward()\nprint(x.grad)\n",
        {"mend.no_numbers": "tensor([2., 4.])"},
    ),
    "copied": (
        HEAD + "y = x * x\nloss = torch.tensor(y.sum())\nloss.backward()\nprint(x.grad)\n",
        {"mend.no_numbers": "tensor([2., 4.])", "mend.clone_keeps": "tensor([2., 4.])"},
    ),
    "through_numpy": (
        HEAD
        + "y = torch.from_numpy((x * x).detach().numpy())\ny.sum().backward()\nprint(x.grad)\n",
        {"mend.no_numbers": "tensor([2., 4.])"},
    ),
    "stacked": (
        HEAD + "y = torch.tensor([x[0] * 2, x[1] * 3])\ny.sum().backward()\nprint(x.grad)\n",
        {"mend.stack": "tensor([2., 3.])"},
    ),
    "copied_in_part": (
        HEAD + "y = torch.tensor(x * x)\n(y * x).sum().backward()\nprint(x.grad)\n",
        {"mend.clone_keeps": "tensor([ 3., 12.])"},
    ),
    "cut_by_detach": (
        HEAD + "w = torch.ones(2, requires_grad=True)\ny = x.detach() * w\ny.sum().backward()\n"
        "print(x.grad)\n",
        {"mend.no_detach": "tensor([1., 1.])"},
    ),
    "cut_by_no_grad": (
        HEAD + "w = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    h = x * 2\n"
        "(h * w).sum().backward()\nprint(x.grad)\n",
        {"mend.recorded": "tensor([2., 2.])"},
    ),
    "grad_of_what_is_no_leaf": (
        HEAD + "y = x * x\ny.sum().backward()\nprint(y.grad)\n",
        {"mend.retain_grad": "tensor([1., 1.])"},
    ),
    "zero_grad_forgotten": (
        HEAD + "opt = torch.optim.SGD([x], lr=1.0)\nfor _ in range(2):\n    loss = (3 * x).sum()\n"
        "    loss.backward()\n    opt.step()\nprint(x.grad)\n",
        {"mend.zero_grad": "tensor([3., 3.])"},
    ),
    "zero_grad_forgotten_by_hand": (
        HEAD + "for _ in range(2):\n    (3 * x).sum().backward()\n    with torch.no_grad():\n"
        "        x -= 0.1 * x.grad\nprint(x.grad)\n",
        {"mend.zero_grad": "tensor([3., 3.])"},
    ),
    "zero_grad_forgotten_with_data": (
        HEAD + "for _ in range(2):\n    (3 * x).sum().backward()\n    x.data -= 0.1 * x.grad\n"
        "print(x.grad)\n",
        {"mend.zero_grad": "tensor([3., 3.])"},
    ),
    "no_leaf_to_optimise": (
        HEAD + "w = x * 2\nopt = torch.optim.SGD([w], lr=1.0)\n(w * w).sum().backward()\n"
        "print(w.grad)\n",
        {"mend.leaf_first": "tensor([4., 8.])"},
    ),
    "integers": (
        HEAD + "w = torch.tensor([1, 2], requires_grad=True)\nw.sum().backward()\nprint(w.grad)\n",
        {"mend.float_leaf": "tensor([1., 1.])"},
    ),
    "flag_of_what_is_no_leaf": (
        HEAD + "y = x * 2\ny.requires_grad = False\nprint(y)\n",
        {"mend.detach": "tensor([2., 4.])"},
    ),
    "unused": (
        HEAD + "w = torch.ones(2, requires_grad=True)\n"
        "print(torch.autograd.grad((x * x).sum(), [x, w])[0])\n",
        {"mend.allow_unused": "tensor([2., 4.])"},
    ),
    "matrices": (
        HEAD + "A = torch.ones(3, 2)\nB = torch.ones(4, 2)\nprint((A @ B).sum())\n",
        {"mend.transpose": "tensor(24.)"},
    ),
    "matrices_of_a_call": (
        HEAD + "A = torch.ones(2, 3)\nB = torch.ones(2, 4)\nprint(torch.matmul(A, B).sum())\n",
        {"mend.transpose": "tensor(24.)"},
    ),
    "sizes": (
        HEAD + "A = torch.ones(2, 3)\nb = torch.ones(2)\nprint((A + b).sum())\n",
        {"mend.unsqueeze": "tensor(12.)"},
    ),
    "reshape": (
        HEAD + "A = torch.ones(2, 6)\nprint(A.view(5, 4).shape)\n",
        {"mend.minus_one": "torch.Size([3, 4])"},
    ),
    "view_of_what_is_turned": (
        HEAD + "A = torch.ones(2, 3).t()\nprint(A.view(6).sum())\n",
        {"mend.use_reshape": "tensor(6.)"},
    ),
    "condition": (
        HEAD + "if x > 1:\n    print('yes')\nelse:\n    print('no')\n",
        {"mend.all_of": "no", "mend.any_of": "yes"},
    ),
    "target": (
        HEAD + "import torch.nn.functional as F\np = x.unsqueeze(1)\n"
        "F.mse_loss(p, torch.tensor([0.0, 1.0])).backward()\nprint(x.grad)\n",
        {"mend.target_shape": "tensor([1., 1.])"},
    ),
    "no_grad_with_a_blank_line": (
        HEAD + "with torch.no_grad():\n    y = x * x\n\n    z = y.sum()\n\nz.backward()\n"
        "print(x.grad)\n",
        {"mend.recorded": "tensor([2., 4.])"},
    ),
    "retain_graph_refused": (
        HEAD + "y = (x * x).sum()\ny.backward(retain_graph=False)\ny.backward()\nprint(x.grad)\n",
        {"mend.retain_graph": "tensor([4., 8.])"},
    ),
    "saved_written_with_a_word": (
        HEAD + "y = x * 1\nz = (y * y).sum()\ny += 1  # shift it\n(z + y.sum()).backward()\n"
        "print(x.grad)\n",
        {"mend.clone_before": "tensor([3., 5.])", "mend.out_of_place": "tensor([3., 5.])"},
    ),
    "saved_scaled_by_a_sum": (
        HEAD
        + "y = x * 1\nz = (y * y).sum()\ny *= 1 + 1\n(z + y.sum()).backward()\nprint(x.grad)\n",
        {"mend.clone_before": "tensor([4., 6.])", "mend.out_of_place": "tensor([4., 6.])"},
    ),
    "name_in_a_text": (
        HEAD + "lenght = 2\nprint('length', length)\n",
        {"mend.use_near": "length 2"},
    ),
    "condition_denied": (HEAD + "if not x > 1:\n    print('no')\n", {}),
    "leaf_written_before_the_cut": (
        HEAD + "w = torch.ones(2, requires_grad=True)\nwith torch.no_grad():\n    x.mul_(2)\n"
        "y = x.detach() * w\ny.sum().backward()\nprint(x.grad)\n",
        {"mend.no_detach": "tensor([1., 1.])"},
    ),
    "no_derivative": (
        HEAD + "w = torch.ones(2, requires_grad=True)\n((x > 0).float() * w).sum().backward()\n"
        "print(x.grad)\n",
        {},
    ),
    "name": (HEAD + "lenght = 2\nprint(length * x.numel())\n", {"mend.use_near": "4"}),
    "several_views": (
        HEAD + "a, b = (x * 1).unbind(0)\na.mul_(2)\n(a + b).backward()\nprint(x.grad)\n",
        {"mend.clone_view": "tensor([2., 1.])"},
    ),
    "inference": (
        HEAD + "with torch.inference_mode():\n    c = torch.ones(2)\n(x * c).sum().backward()\n"
        "print(x.grad)\n",
        {"mend.no_grad_instead": "tensor([1., 1.])"},
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
    for told in (*found["errors"], *found["silent"], *found["advice"]):
        for mend in told["mends"]:
            if "edit" in mend:
                yield mend["key"], mend["edit"]


def edited(source, edit):
    """The source with an edit done, of which every old line is there as the edit says."""
    lines = source.split("\n")
    for hunk in edit:
        start = hunk["line"] - 1
        assert lines[start : start + len(hunk["old"])] == hunk["old"]
    return edits.edited(source, edit)


@pytest.mark.parametrize("name", CASES)
def test_each_edit_makes_the_program_right(name):
    source, expected = CASES[name]
    found = dict(proposed(source))
    assert set(found) == set(expected)
    for key, edit in found.items():
        run = program.run(program.read(edited(source, edit)))
        assert not run.errors, (key, run.errors)
        assert (again := scene.build(run))["silent"] == []
        assert again["advice"] == [], key
        assert "".join(piece.text for piece in run.output).strip() == expected[key], key


@pytest.mark.parametrize("name", FAILING)
def test_an_edit_fits_the_program_it_is_for(name):
    for _, edit in proposed(FAILING[name]):
        compile(edited(FAILING[name], edit), name, "exec")


def test_what_has_no_derivative_is_not_put_down_to_no_grad():
    source, _ = CASES["no_derivative"]
    (told,) = built(source)["advice"]
    assert (told["explain"]["key"], told["explain"]["args"]["cut_line"]) == (
        "advice.cut_no_derivative", 4,
    )  # fmt: skip


def test_where_a_line_has_another_form_there_is_no_edit():
    assert not dict(proposed(HEAD + "y = x * x\ngetattr(y, 'backward')()\n"))


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("g(x for x in y)", "g((x for x in y), k=1)"),
        ("g((x for x in y))", "g((x for x in y), k=1)"),
        ("g(a, )", "g(a, k=1)"),
        ("g()", "g(k=1)"),
        ("g(a, k=0)", "g(a, k=1)"),
    ],
)
def test_a_keyword_is_put_into_a_call(line, made):
    found = Line(line)
    assert found.with_keyword(next(found.each(ast.Call)), "k", "1") == made


@pytest.mark.parametrize("line", ["x = a * loss", "total = loss + total", "total = other + loss"])
def test_a_sum_is_kept_as_numbers_only_where_it_is_one(line):
    assert kept.added(ast.parse(line).body[0]) is None
