"""Expressions in PyTorch's words, and what PyTorch 2.13 makes of each of them.

    python tests/expressions/expressions.py             compare gradwalk with the record
    python tests/expressions/expressions.py --record    write the record anew (needs PyTorch 2.13)
    python tests/expressions/expressions.py --accept    write differs.txt anew

Each line of the .txt files is evaluated with the names of `names()` and seed 0; a line that starts
with `!` is a statement that sets `r`, with `\\n` for a new line. Recorded are the printed value,
the gradients of the leaves for a fixed weighting of the results, the error and the warnings.
differs.txt lists the expressions whose answer is known to differ.
"""

from __future__ import annotations

import json
import re
import sys
import warnings
from collections import OrderedDict
from pathlib import Path

try:
    import numpy as np
except ModuleNotFoundError:  # the second pass of the tests: the engine's own arrays instead
    from gradwalk import ndlist as np

HERE = Path(__file__).parent
ORACLE = HERE / "oracle.json"
DIFFERS = HERE / "differs.txt"
FIELDS = ("value", "error", "warnings", "gradients")
_ADDRESS = re.compile(r"0x[0-9a-f]+")
_TRIGGERED = re.compile(r" *\((?:Triggered|function) [^()]*(?:\([^()]*\)[^()]*)*\)\s*$")
_NUMBER = re.compile(r"-?\d+\.\d*(?:e[+-]?\d+)?|-?\d+")
_CLOSE = 2e-4  # of printed numbers: the last of four digits may round the other way


def names(torch):
    """What an expression may use."""
    leaf = {"requires_grad": True}
    return {
        "torch": torch,
        "np": np,
        "nn": torch.nn,
        "F": torch.nn.functional,
        "inf": float("inf"),
        "nan": float("nan"),
        "x": torch.tensor([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]], **leaf),
        "y": torch.tensor([[2.0, 1.0, -1.0], [3.0, -0.5, 2.0]], **leaf),
        "v": torch.tensor([0.5, 2.0, -1.0], **leaf),
        "s": torch.tensor(2.0, **leaf),
        "p": torch.tensor([[0.2, 0.7, 0.4], [0.9, 0.1, 0.5]], **leaf),
        "i": torch.tensor([1, 2, 3]),
        "i2": torch.tensor([[0, 1, 2], [2, 0, 1]]),
        "b": torch.tensor([True, False, True]),
        "m": torch.tensor([[True, False, True], [False, True, True]]),
        "sq": torch.tensor([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 4.0]], **leaf),
        "c": torch.arange(24.0).reshape(2, 3, 4).div(10).requires_grad_(),
        "im": torch.arange(32.0).reshape(1, 2, 4, 4).div(10).sin().detach().requires_grad_(),
        "d": torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64),
    }


def expressions():
    """Every expression, in order."""
    for path in sorted(HERE.glob("*.txt")):
        if path != DIFFERS:
            lines = path.read_text(encoding="utf-8").splitlines()
            yield from (line for line in lines if line.strip() and not line.startswith("#"))


def shown(value):
    """A value as text; plain tuples and lists by their items' reprs."""
    if type(value) in (tuple, list):
        return f"{type(value).__name__}({', '.join(map(shown, value))})"
    if type(value) is OrderedDict:  # whose repr is another from Python 3.12 on
        return f"OrderedDict({list(value.items())})"
    return repr(value)


def differentiable(torch, value):
    """The results that have a gradient, however deep in tuples."""
    if isinstance(value, torch.Tensor):
        wanted = value.requires_grad and value.dtype.is_floating_point and not value.is_leaf
        return [value] if wanted else []
    if isinstance(value, (tuple, list)):
        return [each for item in value for each in differentiable(torch, item)]
    return []


def gradients(torch, value, given):
    """Each leaf's gradient of the results weighted 1, 2, 3, ..."""
    total = None
    for each in differentiable(torch, value):
        weights = torch.arange(1.0, each.numel() + 1).reshape(each.shape).to(each.dtype)
        part = (each * weights).sum()
        total = part if total is None else total + part
    if total is None:
        return None
    total.backward()
    leaves = {
        name: each
        for name, each in given.items()
        if isinstance(each, torch.Tensor) and each.is_leaf and each.grad is not None
    }
    return {name: repr(each.grad) for name, each in leaves.items()}


def evaluated(torch, expression):
    """What the module `torch` makes of one expression."""
    given = names(torch)
    torch.manual_seed(0)
    torch.set_printoptions(profile="default")
    torch.set_warn_always(True)  # what one expression has warned of, the next warns of as well
    found = dict.fromkeys(FIELDS)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            if expression.startswith("!"):
                exec(expression[1:].replace("\\n", "\n"), given)  # noqa: S102 - our own lines
                value = given.get("r")
            else:
                value = eval(expression, given)  # noqa: S307 - our own lines
            found["value"] = _ADDRESS.sub("0x", shown(value))
            found["gradients"] = gradients(torch, value, given)
        except Exception as error:  # noqa: BLE001 - the answer may be any error
            found["error"] = f"{type(error).__name__}: {error}"
    texts = [_TRIGGERED.sub("", str(each.message)).rstrip() for each in caught]
    found["warnings"] = texts
    return found


def near(one, other):
    """Whether two texts are the same up to the last digit of the numbers in them."""
    if one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    if _NUMBER.sub("#", one) != _NUMBER.sub("#", other):
        return False
    pairs = zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=True)
    return all(abs(float(a) - float(b)) <= _CLOSE * max(1, abs(float(a))) for a, b in pairs)


def near_all(ones, others):
    """Whether two sets of gradients belong to the same leaves and are the same."""
    if not ones or not others or ones.keys() != others.keys():
        return False
    return all(near(ones[name], others[name]) for name in ones)


def difference(wanted, got):
    """The fields in which two answers differ, as text; empty where they agree."""
    lines = []
    for field in FIELDS:
        a, b = wanted[field], got[field]
        if field == "value" and near(a, b):
            continue
        if field == "gradients" and near_all(a, b):
            continue
        if a != b:
            lines += [f"{field}:", f"  torch    {a}", f"  gradwalk {b}"]
    return "\n".join(lines)


def recorded():
    """What PyTorch made of each expression."""
    return json.loads(ORACLE.read_text(encoding="utf-8"))


def known_to_differ():
    """The expressions whose answer is known to differ; above each group stands why."""
    lines = DIFFERS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


def record():
    import torch

    answers = {each: evaluated(torch, each) for each in expressions()}
    text = json.dumps(answers, ensure_ascii=False, indent=0)
    ORACLE.write_text(text + "\n", encoding="utf-8")


def compare(*, accept):
    import gradwalk

    wanted, differing = recorded(), []
    for each in expressions():
        found = difference(wanted[each], evaluated(gradwalk, each))
        if found:
            differing.append(each)
            print(f"--- {each}\n{found}")
    print(len(wanted), "expressions,", len(differing), "differ")
    if accept:
        lines = DIFFERS.read_text(encoding="utf-8").splitlines()
        kept = [each for each in lines if each.startswith("# ") or each in differing]
        kept += ["# to be looked into", *(each for each in differing if each not in lines)]
        DIFFERS.write_text("".join(each + "\n" for each in kept), encoding="utf-8")


if __name__ == "__main__":
    if "--record" in sys.argv:
        record()
    else:
        compare(accept="--accept" in sys.argv)
