"""The graph at a moment in Graphviz's language; static/take/dot.js writes the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from gradwalk_ui.moment import Moment
from gradwalk_ui.outline import outline
from gradwalk_ui.sheet import palette

FORMS = {
    "leaf": 'shape=box, penwidth=2, color="{boxLine}", fillcolor="{box}"',
    "tensor": 'shape=box, style="filled,rounded", color="{boxLine}", fillcolor="{box}"',
    "op": 'shape=oval, color="{opLine}", fillcolor="{op}"',
    "plain": 'shape=oval, style="filled,dashed", color="{opLine}", fillcolor="{ground}"',
    "in_place": 'shape=oval, penwidth=2, color="{storage}", fillcolor="{op}"',
    "saved": 'shape=note, style="filled,dashed", color="{saved}", fillcolor="{savedFill}"',
    "alarm": 'shape=note, peripheries=2, color="{error}", fillcolor="{errorFill}", '
    'fontcolor="{error}"',
    "blind": 'shape=note, style="filled,dashed", color="{wrong}", fillcolor="{wrongFill}"',
    "wrong": 'shape=box, penwidth=3, color="{wrong}", fillcolor="{wrongFill}"',
    "failed": 'shape=oval, peripheries=2, color="{error}", fillcolor="{errorFill}", '
    'fontcolor="{error}"',
    "freed": 'shape=oval, color="{opLine}", fillcolor="{ground}", fontcolor="{dim}"',
    "released": 'shape=note, style="filled,dashed", color="{opLine}", fillcolor="{ground}", '
    'fontcolor="{dim}"',
}
TIES = {
    "data": "",
    "cut": "style=dashed",
    "write": 'color="{storage}", penwidth=2',
    "view": 'color="{storage}"',
    "refused": 'color="{error}", fontcolor="{error}", style=dashed, penwidth=2',
    "saved": 'color="{saved}", style=dashed, dir=none',
}


def dot(now: Moment) -> str:
    """Return the graph as text."""
    found = outline(now)
    colors = {name: color[0] for name, color in palette().items()}
    errors = [line for error in found.errors for line in error]
    label = f', label={_quoted(errors)}, labelloc=b, fontcolor="{colors["error"]}"'
    edge = colors["edge"]
    lines = [
        "digraph gradwalk {",
        f"  graph [fontname=Courier, fontsize=11{label if errors else ''}]",
        f'  node [style=filled, fontname=Courier, fontsize=11, color="{edge}"]',
        f'  edge [fontname=Courier, fontsize=10, color="{edge}"]',
    ]
    for box in found.boxes:
        look = FORMS[box.form].format(**colors)
        lines.append(f"  {_quoted([box.id])} [label={_quoted(box.lines)}, {look}]")
    for arrow in found.arrows:
        text = f"label={_quoted([arrow.text])}" if arrow.text else ""
        looks = ", ".join(filter(None, [text, TIES[arrow.tie].format(**colors)]))
        ends = f"{_quoted([arrow.start])} -> {_quoted([arrow.end])}"
        lines.append(f"  {ends}{f' [{looks}]' if looks else ''}")
    return "\n".join([*lines, "}\n"])


def _quoted(lines: Iterable[str]) -> str:
    r"""Return lines as one string of Graphviz's, which reads `\` and `&` as a beginning."""
    return '"' + "\\n".join(map(_escaped, lines)) + '"'


def _escaped(line: str) -> str:
    odd = {"&": "&amp;", "\\": "\\\\", '"': '\\"'}
    return "".join(odd.get(each, printable(each)) for each in line)


def printable(letter: str) -> str:
    """Return a letter, or what stands for one that no text should have."""
    return "\ufffd" if unicodedata.category(letter) in ("Cc", "Cs") else letter
