"""Names misspelt, methods not called, calls of what should be made first: what a line meant."""

from __future__ import annotations

import ast
import builtins
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gradwalk import nn, optim
from gradwalk.tensor import Tensor
from gradwalk.trace import events as e

if TYPE_CHECKING:
    from gradwalk_ui.story import Story

OPTIMIZERS = frozenset(name for name in dir(optim) if name[0].isupper())


def near(story: Story, args: dict[str, Any]) -> str:
    """Whether something has nearly the name that an object was asked for."""
    name = args["name"]
    names = {each for each in members_of(story, args["kind"]) if bare(each) != bare(name)}
    found = get_close_matches(name, sorted(names), n=1)
    if not found:
        return "attribute"
    args["near"] = found[0]
    return "attribute_near"


def bare(name: str) -> str:
    """Return a name without its digits: `fc2` is not `fc1` misspelt, but missing."""
    return re.sub(r"\d", "", name)


def members_of(story: Story, kind: str) -> set[str]:
    """Return the names that an object of a class has: a known one, or one of the program's own."""
    for node in ast.walk(story.tree):
        if isinstance(node, ast.ClassDef) and node.name == kind:
            inside = list(ast.walk(node))
            names = {each.name for each in inside if isinstance(each, ast.FunctionDef)}
            names |= {each.attr for each in inside if isinstance(each, ast.Attribute)
                      and isinstance(each.ctx, ast.Store)}  # fmt: skip
            return {each for each in names if each[0] != "_"}
    known: Any = Tensor if kind in ("Tensor", "Parameter") else None
    for place in (nn, optim, builtins):
        known = known or getattr(place, kind, None)
    return {each for each in dir(known) if each[0] != "_"} if isinstance(known, type) else set()


def uncalled(story: Story, args: dict[str, Any]) -> str:
    """Which method the line names without calling it, where it can be only one."""
    called = {id(call.func) for call in story.line.each(ast.Call)}
    found = [
        node
        for node in story.line.each(ast.Attribute)
        if id(node) not in called
        and callable(getattr(Tensor, node.attr, None) or getattr(nn.Module, node.attr, None))
        and is_of_ours(story, node.value)
    ]
    if len(found) != 1:
        return "attribute" if "kind" in args else "type"
    args["name"] = story.line.source(found[0])
    return "uncalled"


def is_of_ours(story: Story, node: ast.expr) -> bool:
    """Whether a part of the line is a tensor or a module, as far as names tell."""
    name = story.line.source(node)
    parts = (event for event in story.events if isinstance(event, e.Named))
    inside = any(event.name.startswith(f"{name}.") for event in parts)
    return inside or story.surely_named(name) is not None


def not_iterable(story: Story, args: dict[str, Any]) -> str:
    """Whether it was an optimiser that should go through a module."""
    own = {node.name for node in ast.walk(story.tree) if isinstance(node, ast.ClassDef)}
    module = args["kind"] in own or isinstance(getattr(nn, args["kind"], None), type)
    found = optimizer_on(story) if module else None
    story.facts["optimizer"] = found
    return "optimizer_module" if found else "not_iterable"


def optimizer_on(story: Story) -> str | None:
    """Return the optimiser that the line makes."""
    return next((name for name in OPTIMIZERS if any(story.line.calls(name))), None)


def bool_many(story: Story, args: dict[str, Any]) -> str:
    """Whether a loss was given the tensors as its settings, which are truth values."""
    called = {id(call.func) for call in story.line.each(ast.Call)}
    for call in story.line.each(ast.Call):
        name = ast.unparse(call.func)
        loss = name.endswith("Loss") and hasattr(nn, name.rpartition(".")[2])
        plain = any(isinstance(given, ast.Constant) for given in call.args)
        if loss and len(call.args) > 1 and not plain and id(call) not in called:
            args["name"] = name
            return "loss_made"
    return "bool_many"


def assertion(story: Story, _args: dict[str, Any]) -> str:
    """Whether the line itself claims what is not so, or what it calls does."""
    line = story.failure.line
    asserts = (node for node in ast.walk(story.tree) if isinstance(node, ast.Assert))
    own = any(node.lineno <= line <= (node.end_lineno or 0) for node in asserts)
    return "assertion" if own else "assertion_inside"
