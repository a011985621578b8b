"""None where a gradient was meant: why the tensor has none when the program uses it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

if TYPE_CHECKING:
    from gradwalk_ui.story import Story

GRAD = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_][\w.]*)\.grad\b")
GRAD_FN = re.compile(r"(?<![\w.])(?P<name>[A-Za-z_][\w.]*)\.grad_fn\.")
NOT_CALLED = re.compile(r"\.backward\s*(?:#.*)?$")


def none(story: Story, args: dict[str, Any]) -> str:
    """Why what the line uses is None: the gradient of which tensor it is, or something else."""
    for match in GRAD.finditer(story.text):
        tensor = story.tensor_named(match["name"])
        if tensor is not None and not has_gradient(story, tensor):
            args["name"] = match["name"]
            return reason(story, tensor, args)
        story.boxes.clear()
    asked = GRAD_FN.search(story.text)
    if asked is not None and story.tensor_named(asked["name"]) is not None:
        args["name"] = asked["name"]
        return "grad_fn_none"
    return "none_attribute" if f".{args.get('name')}" in story.text else "none"


def has_gradient(story: Story, tensor: str) -> bool:
    """Whether a tensor's `.grad` was something when the program failed."""
    return isinstance(last_of(story, tensor), e.Accumulated | e.Retained | e.Created)


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
        return computed(story, *found, args)
    created = next((event for event in story.events if isinstance(event, e.Created)
                    and event.tensor == tensor), None)  # fmt: skip
    if created is None or not wants(story, created):
        story.facts["leaf_line"] = created.line if created else 0
        return "grad_unwanted"
    cleared = last_of(story, tensor)
    if cleared is not None:
        args["cut_line"] = cleared.line
        return "grad_cleared"
    began = [event.line for event in story.events if isinstance(event, e.Began)]
    if began:
        args["backward_line"] = began[-1]
        return "grad_unreached"
    for number, text in enumerate(story.film.source.split("\n")[: story.failure.line], 1):
        if NOT_CALLED.search(text):
            args["backward_line"] = number
            return "grad_uncalled"
    return "grad_before"


def wants(story: Story, created: e.Created) -> bool:
    """Whether a leaf wanted a gradient when the program failed."""
    asked = [event.requires_grad for event in story.events if isinstance(event, e.Required)
             and event.tensor == created.tensor]  # fmt: skip
    return asked[-1] if asked else created.requires_grad


def computed(story: Story, index: int, made: e.Made, args: dict[str, Any]) -> str:
    """Why a computed tensor has none: its name was a leaf's before, or none is kept of it."""
    args["made_line"] = made.line
    bound = [event.tensor for event in story.events if isinstance(event, e.Named)
             and event.name == args["name"]]  # fmt: skip
    leaves = {event.tensor for event in story.events if isinstance(event, e.Created)
              and event.requires_grad}  # fmt: skip
    if leaves.intersection(bound):
        story.facts["recording_off"] = story.recording_off(index)
        return "grad_rebound"
    if made.node is None:
        return "grad_unwanted"
    began = [event.line for event in story.events if isinstance(event, e.Began)]
    story.facts["backward_line"] = began[0] if began else 0
    return "grad_nonleaf"
