"""The table of operations: every entry on its samples, first and second derivatives, formulas."""

from __future__ import annotations

import math
import warnings
from pathlib import Path

import gradwalk as torch
import pytest
from gradwalk.array import BITS, xp
from gradwalk.forward_rules import MISSING
from gradwalk.op import OPS
from gradwalk.quick import function_of
from gradwalk.table import MANY
from gradwalk.tensorbase import fresh

CASES = [
    pytest.param(name, number, id=f"{name}-{number}")
    for name, entry in OPS.items()
    for number in range(len(entry.samples))
]
# Of second derivatives on the slow array module: of more elements a random projection is checked,
# which on NumPy is checked whole. It takes longer than all else by the square of their number.
WHOLE = 6 if BITS is None else math.inf


def tensors(value, requires_grad=True):
    """A sample with tensors in place of its arrays; float ones require grad."""
    if isinstance(value, xp.ndarray):
        wanted = requires_grad and value.dtype.kind == "f"
        return fresh(xp.array(value)).requires_grad_(wanted)
    if isinstance(value, tuple) and value and isinstance(value[0], xp.ndarray):
        return tuple(tensors(each, requires_grad) for each in value)
    return value


def run(entry, leaves, template):
    """The op's floating outputs for these leaves, in the places the template says."""
    queue = iter(leaves)

    def fill(value):
        if value is torch.Tensor:
            return next(queue)
        return tuple(fill(each) for each in value) if isinstance(value, list) else value

    result = APPLY[entry.name](*[fill(each) for each in template])
    outputs = result if entry.outputs is not None else (result,)
    return tuple(each for each in outputs if each.dtype.is_floating_point)


def split(sample):
    """The leaves that require grad, and the sample with markers in their place."""
    leaves = []

    def take(value):
        if isinstance(value, torch.Tensor) and value.requires_grad:
            leaves.append(value)
            return torch.Tensor
        return [take(each) for each in value] if isinstance(value, tuple) else value

    return leaves, [list(x) if isinstance(x, list) else x for x in map(take, sample)]


NODES = frozenset((Path(__file__).parent / "node_names.txt").read_text().split())
OWN_NODES = {  # PyTorch has no operation of its own for these: it composes them
    "_fw_primal",  # C++'s own: no module of Python's has the class
    "as_strided_backward",
    "gather_slice",
    "trace_backward",
}
APPLY = {name: function_of(entry) for name, entry in OPS.items()}


@pytest.mark.parametrize(("name", "number"), CASES)
def test_gradient_agrees_with_finite_differences(name, number):
    entry = OPS[name]
    leaves, template = split([tensors(each) for each in entry.samples[number]])
    assert torch.autograd.gradcheck(lambda *given: run(entry, given, template), leaves)


@pytest.mark.parametrize(("name", "number"), CASES)
def test_tangent_agrees_with_finite_differences(name, number):
    entry = OPS[name]
    leaves, template = split([tensors(each) for each in entry.samples[number]])

    def function(*given):
        return run(entry, given, template)

    if name in MISSING:
        with pytest.raises(NotImplementedError, match="does not support it"):
            torch.func.jvp(function, tuple(leaves), tuple(leaves))
    else:
        assert torch.autograd.gradcheck(
            function, leaves, check_forward_ad=True, check_backward_ad=False
        )


@pytest.mark.parametrize(("name", "number"), CASES)
def test_second_derivative_agrees_with_finite_differences(name, number):
    entry = OPS[name]
    leaves, template = split([tensors(each) for each in entry.samples[number]])
    torch.manual_seed(0)

    def squared(*given):  # so that even a linear op has a second derivative
        return tuple((each * each).sum() for each in run(entry, given, template))

    if name in ONCE:
        with pytest.raises(RuntimeError, match=f"aten::{name}_backward is not implemented"):
            torch.autograd.gradgradcheck(squared, leaves)
    else:
        fast = sum(each.numel() for each in leaves) > WHOLE
        assert torch.autograd.gradgradcheck(squared, leaves, atol=1e-4, fast_mode=fast)


ONCE = {"hardsigmoid", "multi_margin_loss", "multilabel_margin_loss"}  # PyTorch's refuse, too
WITHOUT_SAMPLES = {  # not functions of their tensors alone, or tested where they are used
    "alias",
    "as_strided",
    "bernoulli",
    "bernoulli_",
    "poisson",
    "_ctc_loss",  # has no second derivative
    "_scaled_dot_product_flash_attention_for_cpu",  # has no second derivative
    "copied",
    "copy",
    "div_mode",
    "embedding_bag",  # has no second derivative
    "cauchy_",
    "exponential_",
    "geometric_",
    "fill",
    "fill_tensor",
    "floor_divide",
    "floor_divide.constant",
    "heaviside",
    "scatter_with",
    "index",
    "index_put",
    "igamma",  # no derivative by the first parameter
    "igammac",
    "cholesky_inverse",
    "cholesky_solve",
    "fractional_max_pool2d",
    "fractional_max_pool3d",
    "linalg_cholesky",
    "linalg_eigh",
    "linalg_qr_r",
    "log_normal_",
    "matmul_any",
    "normal_",
    "pdist",  # has no second derivative
    "random_",
    "special_zeta",  # no derivative by the first parameter
    "special_zeta_number",
    "squeeze_of_matmul",
    "to",
    "uniform",
    "unique2",
    "weighted_bincount",
    "zero",
}
DERIVATIVES = {  # of the entries that use them: second derivatives run through these
    "as_strided_backward",
    "conv_input_grad",
    "conv_plain",
    "conv_weight_grad",
    "gather_slice",
    "mvlgamma_arguments",
    "pick_places",
    "replace_slice",
    "floor_divide.number",
    "floor_divide.untracked",
    "floor_divide_",
    "floor_divide_.number",
    "remainder.of_number",
}


def test_every_differentiable_op_has_samples():
    without = {name for name, entry in OPS.items() if entry.rules and not entry.samples}
    rest = {name for name in without if not name.endswith("_backward")} - DERIVATIVES
    assert rest <= WITHOUT_SAMPLES, rest - WITHOUT_SAMPLES


@pytest.mark.parametrize("p", [1.0, 2.0, 3.0])
def test_distances_of_pairs_have_a_first_derivative_alone(p):
    rows = torch.rand(4, 3, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: torch.pdist(x, p), (rows,))
    (grad,) = torch.autograd.grad(torch.pdist(rows, p).sum(), rows, create_graph=True)
    with pytest.raises(NotImplementedError, match="_pdist_backward"):
        grad.sum().backward()


@pytest.mark.parametrize("options", [{"mode": "mean"}, {"mode": "sum"}, {"mode": "max"}])
def test_bags_have_a_first_derivative_alone(options):
    table = torch.rand(4, 2, dtype=torch.float64, requires_grad=True)
    factors = torch.rand(4, dtype=torch.float64, requires_grad=True)
    places, starts = torch.tensor([0, 2, 3, 2]), torch.tensor([0, 3])

    def bags(table, factors):
        weights = {"per_sample_weights": factors} if options["mode"] == "sum" else {}
        return torch.nn.functional.embedding_bag(places, table, starts, **options, **weights)

    assert torch.autograd.gradcheck(bags, (table, factors))
    (grad,) = torch.autograd.grad((bags(table, factors) ** 2).sum(), table, create_graph=True)
    with pytest.raises(NotImplementedError, match="_embedding_bag_backward"):
        grad.sum().backward()


@pytest.mark.parametrize("blank", [0, 2])
def test_ctc_has_a_first_derivative_alone(blank):
    x = torch.rand(5, 2, 3, dtype=torch.float64, requires_grad=True)

    def loss(x):
        labels = (torch.tensor([[1, 0], [1, 1]]) + blank) % 3
        labels = labels.masked_fill(labels == blank, (blank + 1) % 3)
        logs = x.log_softmax(2)
        return torch.nn.functional.ctc_loss(logs, labels, (5, 4), (2, 2), blank)

    assert torch.autograd.gradcheck(loss, (x,))
    with pytest.raises(RuntimeError, match="_ctc_loss_backward"):
        torch.autograd.gradgradcheck(loss, (x,))


@pytest.mark.parametrize("causal", [False, True])
def test_attention_of_four_dimensions_has_a_first_derivative_alone(causal):
    def attention(*given):
        return torch.nn.functional.scaled_dot_product_attention(
            *given, is_causal=causal, enable_gqa=True
        )

    sizes = ((2, 4, 3, 2), (2, 2, 3, 2), (2, 2, 3, 2))  # two heads of queries for each of keys
    given = [torch.randn(*size, dtype=torch.float64, requires_grad=True) for size in sizes]
    assert torch.autograd.gradcheck(attention, given)
    with pytest.raises(RuntimeError, match="_flash_attention_for_cpu_backward"):
        torch.autograd.gradgradcheck(attention, given)


@pytest.mark.parametrize("name", ["gammainc", "gammaincc", "zeta"])
def test_a_derivative_by_the_second_parameter_alone(name):
    function = getattr(torch.special, name)
    first = torch.tensor([1.5, 2.0, 3.0], dtype=torch.float64)
    other = torch.tensor([0.5, 1.2, 2.7], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: function(first, x), (other,))
    assert torch.autograd.gradgradcheck(lambda x: function(first, x), (other,))
    with pytest.raises(NotImplementedError, match="is not implemented"):
        function(first.requires_grad_(), other).sum().backward()


def test_cholesky_of_a_symmetric_matrix():
    a = torch.tensor([[1.0, 0.5], [0.2, 2.0]], dtype=torch.float64, requires_grad=True)

    def factor(x):
        return torch.linalg.cholesky(x @ x.T + torch.eye(2, dtype=torch.float64))

    assert torch.autograd.gradcheck(factor, (a,))
    assert torch.autograd.gradgradcheck(factor, (a,))


def test_eigenvalues_and_vectors():
    a = torch.tensor([[1.0, 0.5], [0.2, 3.0]], dtype=torch.float64, requires_grad=True)

    def values_and_squares(x):
        values, vectors = torch.linalg.eigh(x + x.T)
        return values, vectors * vectors  # the sign of a vector is arbitrary

    assert torch.autograd.gradcheck(values_and_squares, (a,))


@pytest.mark.parametrize("index", [0, slice(1, 3), [0, 2, 0], (slice(None), 1), (..., None)])
def test_indexing(index):
    x = torch.arange(12.0, dtype=torch.float64).reshape(3, 4).requires_grad_()
    assert torch.autograd.gradcheck(lambda t: t[index] * 2, (x,))
    assert torch.autograd.gradgradcheck(lambda t: t[index] ** 3, (x,))


def test_writing_into_a_slice():
    x = torch.arange(6.0, dtype=torch.float64).reshape(2, 3).requires_grad_()
    v = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64, requires_grad=True)

    def written(t, row):
        copy = t.clone()
        copy[1] = row * row
        copy[:, 0].fill_(3.0)
        return copy * copy

    assert torch.autograd.gradcheck(written, (x, v))
    assert torch.autograd.gradgradcheck(written, (x, v))


def test_outputs_many_is_a_tuple():
    parts = torch.arange(5.0).split(2)
    assert OPS["split"].outputs == MANY
    assert [each.tolist() for each in parts] == [[0.0, 1.0], [2.0, 3.0], [4.0]]


@pytest.fixture(autouse=True)
def _no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("name", [name for name, entry in OPS.items() if entry.rules])
def test_its_node_is_one_that_pytorch_has(name):
    assert (OPS[name].node.__name__ in NODES) != (name in OWN_NODES)
