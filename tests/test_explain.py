"""Explanations: each usual error has one, with its names, lines and boxes, in both languages."""

import json
from pathlib import Path

import pytest
from gradwalk_ui import program, reasons, scene
from gradwalk_ui.edits import edited
from programs import FAILING

I18N = Path(__file__).parents[1] / "static" / "i18n"
CATALOGUES = {
    language: json.loads((I18N / f"{language}.json").read_text(encoding="utf-8"))
    for language in ("en", "zh")
}


def build(name):
    return scene.build(program.run(program.read(FAILING[name])))


def errors(name):
    return build(name)["errors"]


@pytest.mark.parametrize(
    ("name", "key", "args"),
    [
        ("mismatch", "mismatch", {"saved": "y2", "through": "z2", "wrote_line": 10}),
        ("mismatch_input", "mismatch_same", {"saved": "h", "write": "add_", "wrote_line": 6}),
        ("twice", "twice", {"first_line": 5, "line": 6}),
        ("nonscalar", "nonscalar", {"line": 4}),
        ("detached", "no_grad_fn_detached", {"name": "s", "cut": ".detach()", "cut_line": 4}),
        ("no_grad", "no_grad_fn_no_grad", {"name": "y", "cut_line": 5}),
        ("leaf_written", "leaf_written", {"name": "x"}),
        ("leaf_view_written", "leaf_view_written", {"name": "x"}),
        ("shapes", "broadcast", {"a": "3", "b": "2", "dim": "1"}),
        ("name", "name_near", {"name": "tensr", "near": "tensor"}),
        ("syntax", "never_closed", {"sign": "("}),
    ],
)
def test_an_error_is_explained(name, key, args):
    (error,) = errors(name)
    assert error["explain"]["key"] == f"explain.{key}"
    assert args.items() <= error["explain"]["args"].items()


X = "x = torch.tensor([1.0, 2.0], requires_grad=True)\n"
NET = "class Net(nn.Module):\n    def __init__(self):\n"
READY = NET + "        super().__init__()\n        self.fc = nn.Linear(1, 1)\n"
TWICE = (
    "class Twice(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n"
    "        return x * 2\n    @staticmethod\n    def backward(ctx, g):\n        return "
)
# What students' programs get wrong: their last line fails.
MISTAKES = [
    # None where a gradient was meant
    (X + "print(x.grad + 1)", "grad_before", {"name": "x"}),
    (X + "loss = x.sum()\nloss.backward\nprint(x.grad * 1)", "grad_uncalled", {"backward_line": 6}),
    (X + "y = x * 2\ny.sum().backward()\ny.grad.norm()", "grad_nonleaf", {"made_line": 5}),
    (X + "w = torch.ones(2)\n(w * x).sum().backward()\nw.grad.sum()", "grad_unwanted",
     {"name": "w"}),
    (X + "x.detach().requires_grad_().sum().backward()\nx.grad.sum()", "grad_unreached",
     {"backward_line": 5}),
    (X + "x.sum().backward()\nx.grad = None\nx.grad.sum()", "grad_cleared", {"cut_line": 6}),
    ("m = nn.Linear(1, 1)\nm(torch.ones(1)).backward()\nm.zero_grad()\nm.weight.grad.sum()",
     "grad_cleared", {"name": "m.weight", "cut_line": 6}),
    ("m = nn.Linear(1, 1)\nfor p in m.parameters():\n    p.data -= 0.1 * p.grad", "grad_before",
     {"name": "p"}),
    (X + "for _ in range(2):\n    x.sum().backward()\n    x = x - 0.1 * x.grad", "grad_rebound",
     {"name": "x", "made_line": 7}),
    (X + "x.grad_fn.next_functions", "grad_fn_none", {"name": "x"}),
    ("def f(x):\n    x * 2\nf(1).sum()", "none_attribute", {"name": "sum"}),
    (X + "def f(x):\n    x * 2\nx + f(1)", "none", {}),
    # backward again
    (X + "h = torch.zeros(2)\nfor _ in range(2):\n    h = torch.tanh(h + x)\n"
     "    h.sum().backward()", "twice_carried", {"name": "h", "first_line": 8}),
    (X + "h = x * x\nfor _ in range(2):\n    (h * 2).sum().backward()", "twice", {"first_line": 7}),
    # names and calls
    (X + "n = x.size[0]", "uncalled", {"name": "x.size"}),
    ("m = nn.Linear(1, 1)\ntorch.optim.SGD(m.parameters, lr=0.1)", "uncalled",
     {"name": "m.parameters"}),
    (X + "x.T()", "not_callable", {"kind": "Tensor"}),
    (X + "x.sum().backwards()", "attribute_near", {"near": "backward"}),
    ("opt = torch.optim.SGD([torch.ones(1, requires_grad=True)])\nopt.steps()", "attribute_near",
     {"near": "step"}),
    (READY + "    def forward(self, x):\n        return self.fcc(x)\nNet()(torch.ones(1))",
     "attribute_near", {"name": "fcc", "near": "fc"}),
    ("[1.0].requires_grad_()", "attribute", {"kind": "list"}),
    ("torch.ones(2, requires_gard=True)", "keyword", {"name": "requires_gard"}),
    (X + "x + 'a'", "operands", {"a": "Tensor", "b": "str", "sign": "+"}),
    ("for n in 5:\n    pass", "not_iterable", {"kind": "int"}),
    ("a, b = torch.ones(3)", "unpack", {}),
    ("assert torch.ones(1).item() == 2", "assertion", {}),
    ("torch.utils.data.TensorDataset(torch.ones(2), torch.ones(3))", "assertion_inside", {}),
    ("torch.ones(2).cuda()", "no_cuda", {}),
    # layers, losses, optimisers, functions
    ("torch.optim.SGD(nn.Linear(1, 1), lr=0.1)", "optimizer_module", {"kind": "Linear"}),
    (X + "torch.optim.SGD(x, lr=0.1)", "optimizer_params", {}),
    (X + "loss = nn.MSELoss(x, x)", "loss_made", {"name": "nn.MSELoss"}),
    (X + "if x > 0:\n    pass", "bool_many", {}),
    ("F.cross_entropy(torch.ones(2, 3), torch.tensor([0.0, 1.0]))", "target_dtype", {}),
    ("F.cross_entropy(torch.ones(2, 3), torch.tensor([0, 3]))", "target_range", {"target": "3"}),
    ("F.cross_entropy(torch.ones(2, 3), torch.tensor([[0], [1]]))", "target_dims", {}),
    ("F.cross_entropy(torch.ones(2, 3), torch.tensor([0]))", "target_batch",
     {"wanted": "2", "found": "1"}),
    ("F.binary_cross_entropy(torch.rand(2, 1), torch.rand(2))", "target_size",
     {"wanted": "[2, 1]", "found": "[2]"}),
    ("F.binary_cross_entropy(torch.tensor([1.5]), torch.ones(1))", "probability", {}),
    ("F.binary_cross_entropy(torch.tensor([0.5]), torch.tensor([1]))", "dtype", {}),
    ("nn.Conv2d(3, 8, 3)(torch.ones(1, 1, 8, 8))", "channels", {"wanted": "3", "found": "1"}),
    ("nn.Conv2d(3, 8, 3)(torch.ones(8, 8))", "conv_dims", {"shape": "[8, 8]"}),
    ("nn.LSTM(3, 4)(torch.ones(2, 5, 2))", "features", {"wanted": "3", "found": "2"}),
    ("nn.BatchNorm1d(3)(torch.ones(1, 3))", "batch_of_one", {}),
    ("nn.Embedding(3, 2)(torch.tensor([3]))", "embedding_range", {}),
    ("nn.Embedding(3, 2)(torch.tensor([1.0]))", "index_dtype", {}),
    ("nn.Sequential([nn.Linear(1, 1)])", "not_module", {"kind": "list"}),
    ("a = nn.Linear(2, 1)\na.load_state_dict(nn.Linear(3, 1).state_dict())", "state_dict",
     {"name": "Linear"}),
    (READY + "    def foward(self, x):\n        return x\nNet()(torch.ones(1))", "no_forward",
     {"name": "Net"}),
    (NET + "        self.fc = nn.Linear(1, 1)\nNet()", "no_super_init", {}),
    (TWICE + "g, g\n" + X + "Twice.apply(x).sum().backward()", "gradients_returned",
     {"wanted": "1", "found": "2"}),
    (TWICE + "g[:1]\n" + X.replace("2.0]", "2.0, 3.0]") + "Twice.apply(x).sum().backward()",
     "gradient_returned", {"index": "0", "found": "[1]", "wanted": "[3]"}),
    ("class Old(torch.autograd.Function):\n    def forward(ctx, x):\n        return x\n"
     + X + "Old()(x)", "legacy_function", {}),
    (X + "torch.autograd.gradcheck(torch.sin, x)", "gradcheck", {}),
    # shapes and dtypes
    ("x = torch.tensor([1, 2])\nx += 0.5", "write_dtype", {"result": "Float", "wanted": "Long"}),
    ("torch.arange(3).mean()", "mean_of_int", {}),
    ("torch.tensor([[1, 2], [3]])", "ragged", {"a": "2", "b": "1"}),
    (X + "x.item()", "one_number", {}),
    (X + "float(x)", "one_number", {}),
    ("torch.cat([torch.ones(2, 3), torch.ones(3, 2)])", "cat_sizes",
     {"dim": "0", "a": "3", "b": "2"}),
    ("torch.stack([torch.ones(2), torch.ones(3)])", "stack_sizes", {"a": "[2]", "b": "[3]"}),
    ("torch.ones(3).sum(dim=1)", "dimension", {"dim": "1", "low": "-1", "high": "0"}),
    ("torch.ones(3)[5]", "index_range", {"at": "5", "dim": "0", "size": "3"}),
    ("torch.ones(2, 3)[0, 0, 0]", "indices", {"dims": "2"}),
    ("torch.linalg.inv(torch.zeros(2, 2))", "singular", {}),
]  # fmt: skip
IMPORTS = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"


@pytest.mark.parametrize(("source", "key", "args"), MISTAKES)
def test_a_usual_mistake_is_explained_in_its_own_words(source, key, args):
    (error,) = scene.build(program.run(program.read(IMPORTS + source)))["errors"]
    assert error["explain"]["key"] == f"explain.{key}"
    given = error["explain"]["args"]
    assert args.items() <= given.items()
    for catalogue in CATALOGUES.values():
        for row in (error["explain"], *error["mends"]):
            assert catalogue[row["key"]].format(**given), row


# What looks like such a mistake and is another: it must not be told as that one.
LOOKALIKES = [
    ('print("a".upper + "b")', "type"),
    ("class A:\n    def f(self):\n        return 1\nA().f + 1", "type"),
    ("xs = []\nxs.append[2]", "type"),
    (X + "cfg = None\nprint(x.grad is None, cfg.name)", "none_attribute"),
    (X + "y = None\ny.item()  # like x.grad", "none_attribute"),
    (X + "d = None\nd['g'] = x.grad", "none"),
    (X + "def f(x):\n    return x.grad.sum()\nf(torch.ones(2))", "grad_unwanted"),
    (X + "def f(n):\n    x = torch.zeros(1)\n    return n\nf(1)\nprint(x.grad + 1)", "grad_before"),
    (X + "a = torch.ones(2, requires_grad=True)\nx = a * 2\nx.sum().backward()\nx.grad.sum()",
     "grad_nonleaf"),
    (X + "y = x * 2\ny.grad_fn.next_functions[1][0].next_functions", "none_attribute"),
    (X + "# first we do loss.backward\nprint(x.grad + 1)", "grad_before"),
    (X + "y = x * 2\nprint(y.grad + 1)", "grad_before"),
    (X + "torch.autograd.grad(x.sum(), x)\nprint(x.grad + 1)", "grad_returned"),
    (X + "x.requires_grad_(False)\nv = torch.ones(2, requires_grad=True)\n"
     "(x * v).sum().backward()\nx.grad.sum()", "grad_unwanted"),
    (X + "y = x * 2\ny.retain_grad()\nx.sum().backward()\ny.grad.sum()", "grad_unreached"),
    ("[1, 2].appendx(3)\ndef appendix():\n    pass", "attribute_near"),
    (READY + "Net().encoder\nclass Other:\n    def encode(self):\n        pass", "attribute"),
    (READY.replace("self.fc ", "self.fc1 ") + "Net().fc2", "attribute"),
    (X + "nn.BCELoss(torch.ones(2))(x, x) if x > 0 else 0", "bool_many"),
    (X + "x > 0 and nn.MSELoss('mean')", "bool_many"),
    ("torch.optim.SGD(0.1, lr=0.1)", "not_iterable"),
    ("assertion = torch.utils.data.TensorDataset(torch.ones(2), torch.ones(3))",
     "assertion_inside"),
    (X + "def sq(t):\n    return t * t\nz = sq(x)\nfor _ in range(2):\n    y = sq(z)\n"
     "    y.sum().backward()", "twice"),
    (X + "def train(loss):\n    loss.sum().backward()\nh = torch.zeros(2)\nfor _ in range(2):\n"
     "    h = h + x * x\n    train(h)", "twice"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "key"), LOOKALIKES)
def test_what_only_looks_like_a_usual_mistake_is_not_told_as_one(source, key):
    (error,) = scene.build(program.run(program.read(IMPORTS + source)))["errors"]
    assert error["explain"]["key"] == f"explain.{key}"


@pytest.mark.parametrize("source", [row[0] for row in (*MISTAKES, *LOOKALIKES)])
def test_an_edit_does_away_with_the_error(source):
    source = IMPORTS + source
    (error,) = scene.build(program.run(program.read(source)))["errors"]
    for mend in error["mends"]:
        if "edit" in mend:
            again = program.run(program.read(edited(source, mend["edit"]))).errors
            assert (error["type"], error["text"]) not in [(each.type, each.text) for each in again]


def test_a_name_that_an_earlier_failure_left_unbound():
    first, second = errors("name_failed")
    assert first["explain"]["key"] == "explain.no_grad_fn"
    assert second["explain"]["key"] == "explain.name_failed"
    assert second["explain"]["args"]["failed_line"] == 4


@pytest.mark.parametrize("name", ["mismatch", "mismatch_input", "twice", "leaf_written"])
def test_there_are_two_ways_to_mend_or_more(name):
    (error,) = errors(name)
    assert len({mend["key"] for mend in error["mends"]}) >= 2


@pytest.mark.parametrize("root", ["y", "y.sum()", "y.mean()"])
def test_a_cut_is_found_behind_a_sum(root):
    text = f"import torch\nx = torch.tensor(2.0, requires_grad=True)\ny = x.detach() ** 2\n{root}"
    (error,) = scene.build(program.run(program.read(f"{text}.backward()\n")))["errors"]
    assert error["explain"]["key"] == "explain.no_grad_fn_detached"
    assert error["explain"]["args"]["cut_line"] == 3
    assert [mend["key"] for mend in error["mends"]] == ["mend.no_detach"], "x wants one already"


def test_a_mismatch_marks_node_writer_and_saved_card():
    built = build("mismatch_input")
    (error,) = built["errors"]
    nodes = {node["id"]: node for node in built["nodes"]}
    marked = [nodes[identity] for identity in error["nodes"]]
    assert any(node["kind"] == "saved" for node in marked)
    assert {node["op"] for node in marked if node["kind"] == "op"} == {"mul", "add_"}
    assert error["lines"] == {"saved": 5, "wrote": 6, "needed": 7}


@pytest.mark.parametrize(
    ("name", "key", "line"),
    [
        ("mismatch", "silent", 9),
        ("numpy_write", "silent_found", 6),
        ("data_assigned", "silent_assigned", 5),
    ],
)
def test_a_silent_write_is_explained_with_its_line(name, key, line):
    (silent,) = build(name)["silent"]
    assert silent["explain"]["key"] == f"explain.{key}"
    assert silent["lines"]["wrote"] == line
    assert len(silent["mends"]) >= 2


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_reason_has_words(language):
    for reason in reasons.REASONS:
        assert f"explain.{reason.key}" in CATALOGUES[language]
        for mend in reason.mends:
            assert f"mend.{mend}" in CATALOGUES[language]


def test_pytorchs_text_stays_verbatim():
    (error,) = errors("mismatch")
    assert error["text"].startswith("one of the variables needed for gradient computation has been")
    assert "output 0 of Sigmoid, is at version 1; expected version 0 instead" in error["text"]


def test_an_unknown_error_has_no_explanation():
    run = program.run(program.read("class Odd(Exception): pass\nraise Odd('so')\n"))
    (error,) = scene.build(run)["errors"]
    assert (error["type"], error["text"], error["explain"]) == ("Odd", "so", None)
