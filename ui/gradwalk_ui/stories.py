"""What a trace knows about an error beyond its text: which tensor, which line, since when.

A story fills in arguments and lines, marks boxes, and returns the key of the words that fit best.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

if TYPE_CHECKING:
    from collections.abc import Callable

    from gradwalk_ui.film import Film
    from gradwalk_ui.program import ProgramError

ROOT = re.compile(r"(?P<name>\w+)(?:\.(?:sum|mean)\(\))?\.backward\(")
WRITTEN = re.compile(r"(?P<name>\w+)(?:\[.*?\])*\s*(?:\.\w+_\(|[-+*/@]?=[^=]|\.data\b)")

BOUND = re.compile(
    r"(?:^|[;,(]|\bas\b|\bdef\b|\bimport\b|\bfor\b)[ \t]*([A-Za-z_]\w*)", re.MULTILINE
)


class Story:
    """The trace up to an error, and the boxes to mark."""

    def __init__(self, film: Film, failure: ProgramError) -> None:
        self.film = film
        self.failure = failure
        self.events = film.events[: failure.event_index]
        lines = film.source.split("\n")
        inside = 0 < failure.line <= len(lines)
        self.text = lines[failure.line - 1] if inside else ""
        self.boxes: list[str] = []

    def tensor_named(self, name: str) -> str | None:
        """Return the tensor a variable is bound to when it fails; its box is marked."""
        bound = None
        for event in self.events:
            if isinstance(event, e.Named) and event.name == name:
                bound = event.tensor
        if bound is not None and bound in self.film.box:
            self.boxes.append(self.film.box[bound])
        return bound

    def made(self, tensor: str) -> tuple[int, e.Made] | None:
        """Return the op that made a tensor."""
        for index, event in enumerate(self.events):
            if isinstance(event, e.Made) and any(o.tensor == tensor for o in event.outputs):
                return index, event
        return None


def twice(story: Story, args: dict[str, Any]) -> str:
    """Which line went backward first, and which node is empty since."""
    freed = {}
    place = 0
    for event in story.events:
        if isinstance(event, e.Began):
            place = event.line
        elif isinstance(event, e.Freed):
            freed[event.node] = event.line or place
    ran = [event.node for event in story.events if isinstance(event, e.Ran)]
    node = next((node for node in reversed(ran) if node in freed), None)
    first = freed.get(node, 0) if node else max(freed.values(), default=0)
    args["first_line"] = first
    index = story.film.picture.op_of.get(node) if node else None
    if index is not None:
        drawn = story.film.picture.drawn[index]
        story.boxes += [identity for identity in (drawn.op, *drawn.cards) if identity]
    return "twice"


def no_grad_fn(story: Story, args: dict[str, Any]) -> str:
    """Why the root of a backward has no history."""
    match = ROOT.search(story.text)
    tensor = story.tensor_named(match["name"]) if match else None
    if tensor is None or match is None:
        return "no_grad_fn"
    args["name"] = match["name"]
    seen = {tensor}
    while True:
        found = story.made(tensor)
        if found is None:
            return "no_grad_fn"
        index, event = found
        if event.relation in ("detach", "data"):
            cut = ".data" if event.relation == "data" else ".detach()"
            args |= {"cut": cut, "cut_line": event.line}
            return "no_grad_fn_detached"
        if recording_off(story, index) and wants_gradient(story, event):
            args["cut_line"] = event.line
            return "no_grad_fn_no_grad"
        inputs = [entry.tensor for entry in event.inputs if entry.tensor not in seen]
        source = next((entry for entry in inputs if entry), None)
        if source is None:
            return "no_grad_fn"
        tensor = source
        seen.add(tensor)


def recording_off(story: Story, index: int) -> bool:
    """Whether no_grad was in force at an event."""
    modes = [event for event in story.events[:index] if isinstance(event, e.GradMode)]
    return bool(modes) and not modes[-1].enabled


def wants_gradient(story: Story, event: e.Made) -> bool:
    """Whether one of an op's inputs wants a gradient."""
    inputs = {entry.tensor for entry in event.inputs}
    for other in story.events:
        if isinstance(other, e.Created) and other.tensor in inputs and other.requires_grad:
            return True
        if isinstance(other, e.Made) and any(
            o.requires_grad and o.tensor in inputs for o in other.outputs
        ):
            return True
    return False


def written_leaf(key: str) -> Callable[[Story, dict[str, Any]], str]:
    """Return the story of a forbidden write: which leaf it is."""

    def story_of(story: Story, args: dict[str, Any]) -> str:
        match = WRITTEN.search(story.text)
        tensor = story.tensor_named(match["name"]) if match else None
        name = match["name"] if match and tensor else "?"
        if key == "leaf_view_written" and tensor is not None:
            name = base_of(story, tensor)
        args["name"] = name
        return key

    return story_of


def base_of(story: Story, tensor: str) -> str:
    """Return the name of the leaf that a tensor is a view of; its box is marked."""
    while (found := story.made(tensor)) is not None and found[1].relation == "view":
        source = found[1].inputs[0].tensor
        if source is None:
            break
        tensor = source
        if tensor in story.film.box:
            story.boxes.append(story.film.box[tensor])
    return story.film.labels.of(tensor)


def name(story: Story, args: dict[str, Any]) -> str:
    """Whether the name was to be bound by a cell that failed, or is misspelt."""
    bound = re.compile(rf"^\s*(?:def |class )?{re.escape(args['name'])}\s*(?:=[^=]|\(|:)")
    for number, line in enumerate(story.film.source.split("\n"), 1):
        if bound.match(line) and number < story.failure.line:
            for failed in story.film.failed_lines:
                if failed <= number:
                    args |= {"bound_line": number, "failed_line": failed}
                    return "name_failed"
    before = "\n".join(story.film.source.split("\n")[: story.failure.line - 1])
    near = get_close_matches(args["name"], sorted(set(BOUND.findall(before))), n=1)
    if near:
        args["near"] = near[0]
        return "name_near"
    return "name"


STORIES: dict[str, Callable[[Story, dict[str, Any]], str]] = {
    "name": name,
    "twice": twice,
    "no_grad_fn": no_grad_fn,
    "leaf_written": written_leaf("leaf_written"),
    "leaf_view_written": written_leaf("leaf_view_written"),
}
