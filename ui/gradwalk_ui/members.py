"""Names misspelt, methods not called, calls of what should be made first: what a line meant."""

from __future__ import annotations

import ast
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gradwalk import nn, optim
from gradwalk.tensor import Tensor

from gradwalk_ui.edits.text import Line

if TYPE_CHECKING:
    from gradwalk_ui.story import Story

OWN = re.compile(r"\b(?:self\.|def )([A-Za-z]\w*)")
OPTIMIZERS = frozenset(name for name in dir(optim) if name[0].isupper())


def near(story: Story, args: dict[str, Any]) -> str:
    """Whether something has nearly the name that an object was asked for."""
    kind, name = args["kind"], args["name"]
    places = (nn, optim)
    known: Any = next((getattr(place, kind) for place in places if hasattr(place, kind)), None)
    known = Tensor if kind in ("Tensor", "Parameter") else known
    names = set() if known is None else {each for each in dir(known) if each[0] != "_"}
    if known is not Tensor:
        names |= set(OWN.findall(story.film.source))
    found = get_close_matches(name, sorted(names - {name}), n=1)
    if not found:
        return "attribute"
    args["near"] = found[0]
    return "attribute_near"


def uncalled(story: Story, args: dict[str, Any]) -> str:
    """Which method the line names without calling it."""
    line = Line(story.text)
    called = {id(call.func) for call in line.each(ast.Call)}
    for node in line.each(ast.Attribute):
        method = getattr(Tensor, node.attr, None) or getattr(nn.Module, node.attr, None)
        if id(node) not in called and callable(method):
            args["name"] = line.source(node)
            return "uncalled"
    return "type"


def not_iterable(story: Story, _args: dict[str, Any]) -> str:
    """Whether it was an optimiser that should go through it."""
    made = (name for name in OPTIMIZERS if next(Line(story.text).calls(name), None) is not None)
    optimizer = next(made, None)
    if optimizer is None:
        return "not_iterable"
    story.facts["optimizer"] = optimizer
    return "optimizer_module"


def bool_many(story: Story, args: dict[str, Any]) -> str:
    """Whether a loss was given the tensors as its settings, which are truth values."""
    for call in Line(story.text).each(ast.Call):
        name = ast.unparse(call.func)
        if call.args and name.endswith("Loss") and hasattr(nn, name.rpartition(".")[2]):
            args["name"] = name
            return "loss_made"
    return "bool_many"


def assertion(story: Story, _args: dict[str, Any]) -> str:
    """Whether the line itself claims what is not so, or what it calls does."""
    return "assertion" if "assert" in story.text else "assertion_inside"
