"""The graph at a moment as a Mermaid flowchart; static/take/mermaid.js writes the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from gradwalk_ui.dot import printable
from gradwalk_ui.moment import Moment
from gradwalk_ui.outline import outline
from gradwalk_ui.sheet import palette

PILL, NOTE, BOX, ROUND = ("([", "])"), (">", "]"), ("[", "]"), ("(", ")")
FORMS = {  # what stands around a label, and its style
    "leaf": (BOX, "fill:{box},stroke:{boxLine},stroke-width:3px,color:{ink}"),
    "tensor": (ROUND, "fill:{box},stroke:{boxLine},color:{ink}"),
    "op": (PILL, "fill:{op},stroke:{opLine},color:{ink}"),
    "plain": (PILL, "fill:{ground},stroke:{opLine},stroke-dasharray:4 3,color:{dim}"),
    "in_place": (PILL, "fill:{op},stroke:{storage},stroke-width:3px,color:{ink}"),
    "saved": (NOTE, "fill:{savedFill},stroke:{saved},stroke-dasharray:5 3,color:{ink}"),
    "alarm": (NOTE, "fill:{errorFill},stroke:{error},stroke-width:4px,color:{error}"),
    "blind": (NOTE, "fill:{wrongFill},stroke:{wrong},stroke-dasharray:5 3,color:{ink}"),
    "wrong": (BOX, "fill:{wrongFill},stroke:{wrong},stroke-width:4px,color:{ink}"),
    "failed": (PILL, "fill:{errorFill},stroke:{error},stroke-width:4px,color:{error}"),
    "freed": (PILL, "fill:{ground},stroke:{opLine},color:{dim}"),
    "released": (NOTE, "fill:{ground},stroke:{opLine},stroke-dasharray:5 3,color:{dim}"),
}
TIES = {
    "data": "-->",
    "cut": "-.->",
    "write": "==>",
    "view": "-->",
    "refused": "-.-x",
    "saved": "-.-",
}
PLAIN = " _,.:=()[]/+'!?%-"  # beside letters and numbers: what means nothing to anybody


def mermaid(now: Moment) -> str:
    """Return the graph as text."""
    found = outline(now)
    colors = {name: color[0] for name, color in palette().items()}
    names = {box.id: f"n{number}" for number, box in enumerate(found.boxes)}
    lines = ["flowchart TB"]
    for box in found.boxes:
        left, right = FORMS[box.form][0]
        lines.append(f"  {names[box.id]}{left}{_quoted(box.lines)}{right}:::{box.form}")
    for arrow in found.arrows:
        text = f"|{_quoted([arrow.text])}|" if arrow.text else ""
        lines.append(f"  {names[arrow.start]} {TIES[arrow.tie]}{text} {names[arrow.end]}")
    for number, error in enumerate(found.errors):
        lines.append(f"  error{number}[{_quoted(error)}]:::failed")
    used = {box.form for box in found.boxes} | ({"failed"} if found.errors else set())
    for form, (_, look) in FORMS.items():
        if form in used:
            lines.append(f"  classDef {form} {look.format(**colors)}")
    return "\n".join([*lines, ""])


def _quoted(lines: Iterable[str]) -> str:
    """Return lines as one label; what could be read as more than text goes by its number."""
    return f'"{"<br/>".join("".join(map(_plain, line)) for line in lines)}"'


def _plain(letter: str) -> str:
    if letter in PLAIN or unicodedata.category(letter)[0] in "LMN":
        return letter
    return f"#{ord(printable(letter))};"
