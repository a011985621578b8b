"""Formulas: every rule of the table writes itself down, in the program's names and numbers."""

import pytest
from gradwalk.array import xp
from gradwalk.op import OPS
from gradwalk.trace.capture import summary
from gradwalk_ui import program, scene
from gradwalk_ui.formula import row_major, run_rule
from gradwalk_ui.symbols import ATOM, PRODUCT, SUM, Symbol, infix, plain


def local(source, op):
    """The local derivatives of the first op of that name."""
    built = scene.build(program.run(program.read("import torch\n" + source)))
    return next(node for node in built["nodes"] if node.get("op") == op)["local"]


def texts(source, op):
    return [(row["of"], row["formula"], row["numbers"]) for row in local(source, op)]


LEAF = "x = torch.tensor([1.0, 2.0], requires_grad=True)\n"


def test_a_sigmoid_in_the_programs_names_and_with_numbers():
    source = "x = torch.tensor([1.0, 2, 3], requires_grad=True)\ny2 = x.sigmoid()\n"
    assert texts(source, "sigmoid") == [("x", "grad · (1 − y2) · y2", None)]
    ((_, _, numbers),) = texts(source + "y2.sum().backward()\n", "sigmoid")
    value = "[0.7311, 0.8808, 0.9526]"
    assert numbers == f"[1, 1, 1] · (1 − {value}) · {value}"


@pytest.mark.parametrize(
    ("line", "op", "expected"),
    [
        ("y = x * 3", "mul", "grad · 3"),
        ("y = x - 1", "sub", "grad"),
        ("y = 2 / x", "reciprocal", "−grad · result · result"),
        ("y = x ** 3", "pow", "grad · x² · 3"),
        ("y = x ** 2", "pow", "grad · x · 2"),
        ("y = x.exp()", "exp", "grad · y"),
        ("y = x.log()", "log", "grad / x"),
        ("y = x.tanh()", "tanh", "grad · (1 − y · y)"),
        ("y = x.relu()", "relu", "grad · (y > 0)"),
        ("y = x.mean()", "mean", "expand(grad, [2]) / 2"),
        ("y = -x", "neg", "−grad"),
        ("y = x.sqrt()", "sqrt", "grad / (2 · y)"),
    ],
)
def test_the_usual_rules(line, op, expected):
    ((of, formula, _),) = texts(LEAF + line, op)
    assert of == "x"
    assert formula == expected.replace("result", "x.reciprocal()")


def test_only_inputs_that_want_a_gradient_have_a_derivative():
    source = LEAF + "c = torch.tensor([3.0, 4.0])\ny = x * c\nz = c * x\n"
    built = scene.build(program.run(program.read("import torch\n" + source)))
    ops = [node for node in built["nodes"] if node.get("op") == "mul"]
    assert [[row["of"] for row in node["local"]] for node in ops] == [["x"], ["x"]]


def test_matrix_products_are_transposed():
    source = "a = torch.ones(2, 3, requires_grad=True)\nb = torch.ones(3, 1, requires_grad=True)\n"
    rows = texts(source + "y = a @ b\n", "mm")
    assert [formula for _, formula, _ in rows] == ["grad @ bᵀ", "aᵀ @ grad"]


def test_the_numbers_of_a_value_changed_unseen_are_those_that_were_used():
    source = LEAF + "y = x.exp()\ny.data.zero_()\ny.sum().backward()\n"
    ((_, formula, numbers),) = texts(source, "exp")
    assert (formula, numbers) == ("grad · y", "[1, 1] · [0, 0]")


def like(name, array):
    """A symbol that stands for a tensor of that shape."""
    first = array[0] if isinstance(array, (tuple, list)) else array
    return Symbol(name, ATOM, summary(xp.asarray(first)))


def rules_on_symbols():
    """Each rule of the table with its samples' plain values, tensors as symbols."""
    for name, entry in OPS.items():
        for rule in entry.rules:
            if entry.samples:
                yield pytest.param(entry, rule, id=f"{name}.{rule.name}")


@pytest.mark.parametrize(("entry", "rule"), list(rules_on_symbols()))
def test_no_rule_of_the_table_is_without_a_text(entry, rule):
    sample = entry.bind(tuple(entry.samples[0]), {})
    names, values = {}, {}
    for name, given in zip(entry.parameters, sample, strict=True):
        shape = getattr(given, "shape", ())
        if hasattr(given, "shape"):
            names[name] = like(name, given)
        elif isinstance(given, (list, tuple)) and given and hasattr(given[0], "shape"):
            names[name] = [Symbol(f"{name}[{i}]") for i in range(len(given))]
            values[f"{name}_sym_sizes"] = tuple(tuple(each.shape) for each in given)
            continue
        else:
            values[name] = given
        values[f"{name}_sym_sizes"] = tuple(shape)
        values[f"{name}_sym_strides"] = row_major(tuple(shape))
        values[f"{name}_sym_numel"] = given.size if hasattr(given, "size") else 1
        values[f"{name}_geometry"] = (tuple(shape), row_major(tuple(shape)), 0)
    results = entry.forward(*sample)
    several = isinstance(entry.outputs, tuple)
    outputs = entry.outputs if several else ("result",)
    for result, made in zip(outputs, results if several else (results,), strict=False):
        names[result] = like(result, made)
    grad = like("grad", results[0] if isinstance(results, (tuple, list)) else results)
    text = run_rule(rule, grad, names, values, outputs=outputs)
    assert text, "formula.py falls back to name′(…) for this rule"


def test_parentheses_only_where_they_are_needed():
    a, b, c = Symbol("a"), Symbol("b"), Symbol("c")
    assert ((a + b) * c).text == "(a + b) · c"
    assert (a - (b - c)).text == "a − (b − c)"
    assert (a * b * c).text == "a · b · c"
    assert (a / (b * c)).text == "a / (b · c)"
    assert (a * -b).text == "a · (−b)"
    assert ((a * b) ** 2).text == "(a · b)²"
    assert infix("mul", Symbol("a + b", SUM), Symbol("c / d", PRODUCT)).text == "(a + b) · c / d"
    assert plain((1.5, -2)) == "[1.5, −2]"
