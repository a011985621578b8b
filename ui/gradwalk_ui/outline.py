"""The graph at a moment as plain data, in PyTorch's own words: what DOT and Mermaid both say.

static/take/outline.js says the same in the page, which has no Python; a test holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gradwalk_ui.moment import Moment

Node = Mapping[str, Any]

ALARMS = ("stale", "failed")
LONGEST = 72  # letters of a line of an error


@dataclass(frozen=True, slots=True)
class Box:
    """A node: its form is a name that DOT and Mermaid have looks for."""

    id: str
    form: str
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge, with the gradient that came along it."""

    start: str
    end: str
    tie: str
    text: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What is there, and the errors so far, each in lines."""

    errors: list[list[str]]
    boxes: list[Box]
    arrows: list[Arrow]


def outline(now: Moment) -> Outline:
    """Return the outline of a scene at a moment."""
    nodes = [node for node in now.scene["nodes"] if now.at(node["id"], "shown")]
    edges = [edge for edge in now.scene["edges"] if now.at(edge["id"], "shown")]
    saved = [node for node in nodes if node["kind"] == "saved"]
    errors = [error for error in now.scene["errors"] if error["moment"] <= now.number]
    return Outline(
        [_wrapped(f"line {each['line']}: {each['type']}: {each['text']}") for each in errors],
        [Box(node["id"], *DESCRIBE[node["kind"]](node, now)) for node in nodes],
        [_tied(edge, now) for edge in edges]
        + [Arrow(node["op"], node["id"], "saved", "") for node in saved],
    )


def _tensor(node: Node, now: Moment) -> tuple[str, list[str]]:
    id, wrong = node["id"], now.at(node["id"], "wrong")
    version, letter = now.at(id, "version", 0), now.letters.get(node["storage"])
    head = [
        ", ".join(now.at(id, "names", [])),
        f"[{', '.join(map(str, node['shape']))}]",
        f"v{version}" if version else "",
        f"storage {letter}" if letter else "",
    ]
    lines = ["  ".join(filter(None, head)), now.text(now.at(id, "value"))]
    if now.at(id, "grad") is not None:
        lines.append(f"grad = {now.text(now.at(id, 'grad'))}")
    elif now.at(id, "requires_grad"):
        lines.append("requires_grad")
    if wrong:
        lines.append(f"grad should be {now.text(wrong['true'])}")
    form = "wrong" if wrong else "leaf" if node["leaf"] else "tensor"
    return form, list(filter(None, lines))


def _op(node: Node, now: Moment) -> tuple[str, list[str]]:
    state = now.at(node["id"], "state")
    own = "in_place" if node["in_place"] else "op" if node["node"] else "plain"
    form = state if state in ("failed", "freed") else own
    return form, list(filter(None, [node["op"], node["grad_fn"]]))


def _saved(node: Node, now: Moment) -> tuple[str, list[str]]:
    state = now.at(node["id"], "state", "held")
    was, version = node["saved_version"], now.at(node["id"], "now", node["saved_version"])
    names = now.at(node["tensor_node"], "names", []) if node["tensor_node"] else []
    forms = {"blind": "blind", "freed": "released"}
    form = "alarm" if state in ALARMS else forms.get(state, "saved")
    versions = f"v{was}" if version == was else f"v{was}, now v{version}"
    fate = {"blind": ", overwritten unseen", "freed": ", freed"}.get(state, "")
    name = f" = {names[0]}" if names else ""
    return form, [f"saved {node['name']}{name}", versions + fate]


DESCRIBE: dict[str, Callable[[Node, Moment], tuple[str, list[str]]]] = {
    "tensor": _tensor,
    "op": _op,
    "saved": _saved,
}


def _tied(edge: Mapping[str, Any], now: Moment) -> Arrow:
    gradient, kind = now.at(edge["id"], "gradient"), edge["kind"]
    text = f"grad {now.text(gradient['value'])}".strip() if gradient else ""
    if gradient and gradient["kind"] == "refused":
        return Arrow(edge["from"], edge["to"], "refused", f"{text}, refused")
    tie = {"detach": "cut", "blind": "cut", "saved": "data"}.get(kind, kind)
    return Arrow(edge["from"], edge["to"], tie, text)


def _wrapped(text: str) -> list[str]:
    """Return a text in lines, broken between words."""
    lines: list[str] = []
    for word in re.split("[ \n]+", text):
        if lines and len(lines[-1]) + 1 + len(word) <= LONGEST:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
