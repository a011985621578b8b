"""None where a gradient was meant: why the tensor has none when the program uses it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gradwalk_ui.story import Story

OPERATIONS = (ast.BinOp, ast.UnaryOp, ast.AugAssign, ast.Compare, ast.Subscript)


def none(story: Story, args: dict[str, Any]) -> str:
    """Why what the line uses is None: the gradient of which tensor it is, or something else."""
    for name in used(story, "grad", args.get("name")):
        tensor = story.surely_named(name)
        last = last_of(story, tensor) if tensor is not None else None
        if tensor is not None and not isinstance(last, e.Accumulated | e.Retained | e.Created):
            args["name"] = name
            return reason(story, tensor, args)
        story.boxes.clear()
    for name in used(story, "grad_fn", args.get("name")):
        tensor = story.surely_named(name)
        found = story.made(tensor) if tensor is not None else None
        if tensor is not None and (found is None or found[1].node is None):
            args["name"] = name
            return "grad_fn_none"
    return "none_attribute" if f".{args.get('name')}" in story.text else "none"


def used(story: Story, what: str, asked: str | None) -> Iterator[str]:
    """Yield whose `.grad` or `.grad_fn` the line asks for an attribute, or takes for a value."""
    for node in story.line.each(ast.AST):
        if not isinstance(node, OPERATIONS if asked is None else ast.Attribute):
            continue
        if isinstance(node, ast.Attribute) and node.attr != asked:
            continue
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.Attribute) and part.attr == what:
                yield story.line.source(part.value)


def last_of(story: Story, tensor: str) -> e.Event | None:
    """Return what happened last to a tensor's `.grad`."""
    last: e.Event | None = None
    for event in story.events:
        if isinstance(event, e.Accumulated | e.Retained | e.Cleared):
            last = event if event.tensor == tensor else last
        elif isinstance(event, e.Created) and event.of == tensor:
            last = event
    return last


def reason(story: Story, tensor: str, args: dict[str, Any]) -> str:
    """Why a tensor has no gradient."""
    found = story.made(tensor)
    if found is not None:
        return computed(story, tensor, *found, args)
    created = next((event for event in story.events if isinstance(event, e.Created)
                    and event.tensor == tensor), None)  # fmt: skip
    if created is None or not wants(story, created):
        story.mendable = False
        if created and not created.requires_grad and created.value.dtype.startswith("float"):
            story.facts["leaf_line"], story.mendable = created.line, True
        return "grad_unwanted"
    cleared = last_of(story, tensor)
    if cleared is not None:
        args["cut_line"] = cleared.line
        return "grad_cleared"
    return no_backward(story, args) or unreached(story, args)


def no_backward(story: Story, args: dict[str, Any], since: int = 0) -> str | None:
    """Whether no backward has run since an event: one is named but not called, or there is none."""
    began = [event.line for event in story.events[since:] if isinstance(event, e.Began)]
    for node in ast.walk(story.tree):
        named = node.value if isinstance(node, ast.Expr) else None
        if isinstance(named, ast.Attribute) and named.attr == "backward":
            line = named.end_lineno or 0
            if max([0, *began]) < line < story.failure.line:
                args["backward_line"] = line
                return "grad_uncalled"
    return None if began else "grad_before"


def unreached(story: Story, args: dict[str, Any]) -> str:
    """Which backward did not come to a leaf; one of autograd.grad fills none."""
    began = [event.line for event in story.events if isinstance(event, e.Began)]
    args["backward_line"] = began[-1]
    filled = any(isinstance(event, e.Accumulated) for event in story.events)
    taken = any(isinstance(event, e.Captured) for event in story.events)
    return "grad_returned" if taken and not filled else "grad_unreached"


def wants(story: Story, created: e.Created) -> bool:
    """Whether a leaf wanted a gradient when the program failed."""
    asked = [event.requires_grad for event in story.events if isinstance(event, e.Required)
             and event.tensor == created.tensor]  # fmt: skip
    return asked[-1] if asked else created.requires_grad


def computed(story: Story, tensor: str, index: int, made: e.Made, args: dict[str, Any]) -> str:
    """Why a computed tensor has none: its name was a leaf's before, or none is kept of it."""
    args["made_line"] = made.line
    bound = {event.tensor for event in story.events if isinstance(event, e.Named)
             and event.name == args["name"]}  # fmt: skip
    leaves = {event.tensor for event in story.events if isinstance(event, e.Created)
              and wants(story, event)}  # fmt: skip
    if leaves & bound & sources(story, made):
        story.facts["recording_off"] = story.recording_off(index)
        story.mendable = made.op == "sub"
        return "grad_rebound"
    if made.node is None:
        story.mendable = False
        return "grad_unwanted"
    key = no_backward(story, args, index)
    if key is not None:
        return key
    if any(isinstance(event, e.Retains) and event.tensor == tensor for event in story.events):
        return unreached(story, args)
    began = next(event.line for event in story.events[index:] if isinstance(event, e.Began))
    apart = story.scope(made.line) is not story.scope(began)
    story.facts["backward_line"] = 0 if apart else began
    return "grad_nonleaf"


def sources(story: Story, made: e.Made) -> set[str]:
    """Return the tensors that one was computed from."""
    found: set[str] = set()
    open_ = [made]
    while open_:
        for entry in open_.pop().inputs:
            if entry.tensor is not None and entry.tensor not in found:
                found.add(entry.tensor)
                before = story.made(entry.tensor)
                open_ += [before[1]] if before else []
    return found
