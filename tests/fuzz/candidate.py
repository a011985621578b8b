"""A program that showed a difference as a snippet for the corpus, tests/conformance/snippets.

What raises is caught and printed, and at the end stands what differed. PyTorch's answer is
recorded by tests/conformance/conformance.py; read the candidate, give it a name and a first line.
"""

from __future__ import annotations

import textwrap
from typing import Any

HEAD = """\
# {path} (random program {seed})
# tier: 3
import copy
import torch
import torch.nn.functional as F
from torch import nn
torch.manual_seed(0)
"""
SHOW = {
    "graph": "{0}.grad_fn, {0}.grad_fn and [(a and a.name(), b) for a, b in "
    "{0}.grad_fn.next_functions]",
    "flags": "{0}.requires_grad, {0}.is_leaf, {0}.retains_grad, {0}.output_nr",
    "version": "{0}._version",
    "stride": "{0}.stride()",
    "base": "{0}._base",
}


def snippet(found: dict[str, Any], seen: list[dict[str, Any]]) -> str:
    """The text of a candidate; `seen` is what PyTorch did at each statement."""
    lines = []
    for statement, each in zip(found["statements"], seen, strict=False):
        if "error" in each:
            body = textwrap.indent(statement, "    ")
            lines.append(
                f"try:\n{body}\nexcept Exception as error:\n    print(type(error).__name__, error)"
            )
        else:
            lines.append(statement)
    parts = found["path"].split(".")
    if parts[0] == "state":
        name = ".".join(parts[1:-1]).replace(".items[", "[") or parts[-1]
        lines.append(f"print({SHOW.get(parts[-1], '{0}').format(name)})")
    return HEAD.format(**found) + "\n".join(lines) + "\n"
