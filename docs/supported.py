"""Writes docs/supported.md and the table in README.md, from the table of operations and the names.

    python docs/supported.py      (make docs)

tests/test_docs.py fails when they are not fresh.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from pathlib import Path

import gradwalk
from gradwalk.absent import REASONS, public
from gradwalk.op import OPS

HERE = Path(__file__).parent
PAGE = HERE / "supported.md"
README = HERE.parent / "README.md"
START, END = "<!-- supported: written by make docs -->\n", "<!-- /supported -->\n"
MODULES = [  # name, what a reader calls it
    ("torch", "functions of `torch`"),
    ("torch.nn", "layers and losses, `torch.nn`"),
    ("torch.nn.functional", "`torch.nn.functional`"),
    ("torch.nn.init", "`torch.nn.init`"),
    ("torch.nn.utils", "`torch.nn.utils`"),
    ("torch.nn.utils.prune", "`torch.nn.utils.prune`"),
    ("torch.optim", "optimisers, `torch.optim`"),
    ("torch.optim.lr_scheduler", "schedules, `torch.optim.lr_scheduler`"),
    ("torch.autograd", "`torch.autograd`"),
    ("torch.autograd.forward_ad", "`torch.autograd.forward_ad`"),
    ("torch.autograd.functional", "`torch.autograd.functional`"),
    ("torch.autograd.graph", "`torch.autograd.graph`"),
    ("torch.func", "`torch.func`"),
    ("torch.linalg", "`torch.linalg`"),
    ("torch.distributions", "`torch.distributions`"),
    ("torch.special", "`torch.special`"),
    ("torch.testing", "`torch.testing`"),
    ("torch.utils.data", "`torch.utils.data`"),
]


def here(module: str) -> list[str]:
    """The names of one of PyTorch's modules that gradwalk has, too."""
    return sorted(public(vars(importlib.import_module(module.replace("torch", "gradwalk", 1)))))


def methods() -> list[str]:
    """The methods and attributes of Tensor."""
    return sorted(name for name in dir(gradwalk.Tensor) if name[0] != "_")


def listed(names: Iterable[str]) -> str:
    """Names as code, one after the other."""
    return " ".join(f"`{name}`" for name in names)


def operations() -> list[str]:
    """A row for each operation: its node, the inputs with a derivative, what the node saves."""
    rows = ["| operation | node | gradients of | reads |", "| --- | --- | --- | --- |"]
    for name, entry in sorted(OPS.items()):
        if entry.rules:
            of = ", ".join(rule.name for rule in entry.rules)
            rows.append(f"| {name} | {entry.node.__name__} | {of} | {', '.join(entry.reads)} |")
    return rows


def differentiable() -> int:
    """How many operations have a derivative."""
    return sum(bool(entry.rules) for entry in OPS.values())


def page() -> str:
    """The text of docs/supported.md."""
    lines = [
        "# What is supported",
        "",
        "Written by `make docs` from the table of operations and the names; do not edit.",
        "",
    ]
    for module, title in MODULES:
        names = here(module)
        lines += [f"## {title} ({len(names)})", "", listed(names), ""]
    lines += [
        f"## Tensor ({len(methods())})",
        "",
        listed(methods()),
        "",
        "## Not here, and why",
        "",
    ]
    lines += ["| name | why |", "| --- | --- |"]
    lines += [f"| `{name}` | {reason} |" for name, reason in sorted(REASONS.items())]
    lines += ["", f"## Operations with a derivative ({differentiable()})", ""]
    lines += [
        "A node saves what the rules that are wanted read. Formula, saving, second derivative,",
        "gradcheck and display of each come from its one entry.",
        "",
        *operations(),
        "",
    ]
    return "\n".join(lines)


GROUPS = {  # the rows of the README's table
    "functions of `torch`": ["torch", "torch.special"],
    "layers and losses, as modules and as functions": ["torch.nn", "torch.nn.functional"],
    "initial weights, clipping": ["torch.nn.init", "torch.nn.utils"],
    "optimisers and schedules": ["torch.optim", "torch.optim.lr_scheduler"],
    "`autograd` and `func`": [
        "torch.autograd",
        "torch.autograd.forward_ad",
        "torch.autograd.functional",
        "torch.autograd.graph",
        "torch.func",
    ],
    "`linalg`": ["torch.linalg"],
    "`utils.data`": ["torch.utils.data"],
}


def summary() -> str:
    """The table in README.md."""
    rows = ["| of PyTorch | here |", "| --- | --- |"]
    rows.append(f"| operations with a derivative | {differentiable()} |")
    rows.append(f"| methods and attributes of `Tensor` | {len(methods())} |")
    for title, modules in GROUPS.items():
        rows.append(f"| {title} | {' + '.join(str(len(here(each))) for each in modules)} |")
    return "\n".join(rows) + "\n"


def readme() -> str:
    """README.md with its table fresh."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{summary()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    README.write_text(readme(), encoding="utf-8")
