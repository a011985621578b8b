"""What a trace knows about an error beyond its text: which tensor, which line, since when.

A story fills in arguments and lines, marks boxes, and returns the key of the words that fit best.
"""

from __future__ import annotations

import ast
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui import members, no_gradient
from gradwalk_ui.edits.text import Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gradwalk_ui.story import Story

ROOT = re.compile(r"(?P<name>\w+)(?:\.(?:sum|mean)\(\))?\.backward\(")
WRITTEN = re.compile(r"(?P<name>\w+)(?:\[.*?\])*\s*(?:\.\w+_\(|[-+*/@]?=[^=]|\.data\b)")

BOUND = re.compile(
    r"(?:^|[;,(]|\bas\b|\bdef\b|\bimport\b|\bfor\b)[ \t]*([A-Za-z_]\w*)", re.MULTILINE
)


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
    name = carried(story, args) if first == story.failure.line else None
    return "twice" if name is None else name


def carried(story: Story, args: dict[str, Any]) -> str | None:
    """Whether a turn of a loop leads back into the graph of the one before, and by what variable.

    That was made before the first backward ended, by a line that ran again since, and the loop
    that has the backward in it gives the variable its value.
    """
    loop, began, ended = innermost_loop(story), 0, 0
    names: dict[str, list[e.Named]] = {}
    for at, event in enumerate(story.events):
        if isinstance(event, e.Began):
            began = event.line
        elif isinstance(event, e.Ended) and began == story.failure.line:
            ended = at
        elif isinstance(event, e.Named):
            names.setdefault(event.tensor, []).append(event)
    if loop is None:
        return None
    stored = story.stored(loop)
    for tensor in again(story, ended):
        for named in names.get(tensor, ()):
            variable = named.name.partition("[")[0]
            if variable in stored and story.scope(named.line) is story.scope(loop.lineno):
                args["name"] = variable
                story.tensor_named(named.name)
                story.facts |= {"loop_end": loop.body[-1].end_lineno, "inside": loop.body[0].lineno}
                return "twice_carried" if variable == named.name else "twice_carried_parts"
    return None


def again(story: Story, ended: int) -> Iterator[str]:
    """Yield what ops after a backward read and lines made before it that have run again since."""
    later = [event for event in story.events[ended:] if isinstance(event, e.Made)]
    lines = {event.line for event in later}
    for entry in (entry for event in later for entry in event.inputs):
        found = story.made(entry.tensor) if entry.tensor else None
        if found and found[0] < ended and found[1].node and found[1].line in lines:
            yield str(entry.tensor)


def innermost_loop(story: Story) -> ast.For | ast.While | None:
    """Return the loop that the line which failed is in, without a function between."""
    line = story.failure.line
    loops = [
        node
        for node in story.within(story.scope(line))
        if isinstance(node, ast.For | ast.While) and node.lineno < line <= (node.end_lineno or 0)
    ]
    return loops[-1] if loops else None


def no_grad_fn(story: Story, args: dict[str, Any]) -> str:
    """Why the root of a backward has no history."""
    match = ROOT.search(story.text)
    tensor = story.tensor_named(match["name"]) if match else made_on(story, story.failure.line)
    if tensor is None:
        return "no_grad_fn"
    args["name"] = match["name"] if match else story.film.labels.of(tensor)
    seen = {tensor}
    while True:
        found = story.made(tensor)
        if found is None:
            return plain(story, tensor, args)
        index, event = found
        if event.relation in ("detach", "data"):
            cut = ".data" if event.relation == "data" else ".detach()"
            args |= {"cut": cut, "cut_line": event.line}
            return "no_grad_fn_detached"
        if story.recording_off(index) and wants_gradient(story, event):
            args["cut_line"] = event.line
            story.facts["no_grad_line"] = story.recording_off(index)
            return "no_grad_fn_no_grad"
        inputs = [entry.tensor for entry in event.inputs if entry.tensor not in seen]
        source = next((entry for entry in inputs if entry), None)
        if source is None:
            return plain(story, tensor, args)
        tensor = source
        seen.add(tensor)


def made_on(story: Story, line: int) -> str | None:
    """Return the tensor that a line made last."""
    for event in reversed(story.events):
        if isinstance(event, e.Made) and event.line == line:
            return event.outputs[0].tensor
    return None


def plain(story: Story, tensor: str, args: dict[str, Any]) -> str:
    """Why a tensor that nothing was recorded for wants no gradient.

    It was made of the numbers of one that does, or nobody has asked.
    """
    created = next(
        (
            event
            for event in story.events
            if isinstance(event, e.Created) and event.tensor == tensor
        ),
        None,
    )
    if created is None:
        return "no_grad_fn"
    lines = taken(story, created.line)
    if lines:
        args["cut_line"] = lines[0]
        story.facts["number_lines"] = lines
        return "no_grad_fn_numbers"
    story.facts["leaf_line"] = created.line
    return "no_grad_fn"


TAKES = re.compile(r"\.(?:item|tolist|numpy)\(\)")
COPIES = re.compile(r"\btorch\.(?:tensor|as_tensor|from_numpy)\(")
NUMBER = re.compile(
    r"'(?:float|int|list)' object has no attribute '(?:backward|grad|detach|sum|mean)'"
)


def taken(story: Story, line: int) -> list[int]:
    """Return the lines on which numbers are taken out of tensors and made into one on this line."""
    lines = story.film.source.split("\n")
    text = Lines(story.film.source)[line]
    names = set(re.findall(r"(?<![.\w])[A-Za-z_]\w*", text.partition("=")[2]))
    found = [line] if TAKES.search(text) or copies_history(story, text) else []
    for number, earlier in enumerate(lines[: line - 1], 1):
        match = re.match(r"\s*(\w+)\s*=[^=]", earlier)
        if match and match[1] in names and TAKES.search(earlier):
            found = sorted({*found, number, *([line] if COPIES.search(text) else [])})
    return found


def copies_history(story: Story, text: str) -> bool:
    """Whether a line makes a new tensor of one that has a history."""
    match = COPIES.search(text)
    if match is None:
        return False
    wanting = {
        output.tensor
        for event in story.events
        if isinstance(event, e.Made | e.Wrote) and event.node
        for output in event.outputs
    }
    wanting |= {
        event.tensor
        for event in story.events
        if isinstance(event, e.Created) and event.requires_grad
    }
    bound = {event.name: event.tensor for event in story.events if isinstance(event, e.Named)}
    inside = re.findall(r"(?<![.\w])[A-Za-z_]\w*", text[match.end() :])
    return any(bound.get(name) in wanting for name in inside)


def number_backward(story: Story, args: dict[str, Any]) -> str:
    """A number where a tensor was meant: which line took it out of its tensor."""
    match = re.match(r"\s*(?P<name>\w+)\.", story.text)
    if match is None or NUMBER.search(story.failure.text) is None:
        return members.near(story, args)
    for number, text in list(enumerate(story.film.source.split("\n"), 1))[: story.failure.line - 1]:
        if re.match(rf"\s*{match['name']}\s*=[^=]", text) and TAKES.search(text):
            args |= {"name": match["name"], "cut_line": number}
            story.facts["number_lines"] = [number]
            return "number_backward"
    return "attribute"


def shapes(story: Story) -> dict[str, list[int]]:
    """Return the shapes of the tensors that variables name."""
    newest: dict[str, list[int]] = {}
    for event in story.events:
        if isinstance(event, e.Created):
            newest[event.tensor] = list(event.value.shape)
        elif isinstance(event, e.Made | e.Wrote):
            newest |= {output.tensor: list(output.value.shape) for output in event.outputs}
    bound = {event.name: event.tensor for event in story.events if isinstance(event, e.Named)}
    return {name: newest[tensor] for name, tensor in bound.items() if tensor in newest}


def misfit(key: str) -> Callable[[Story, dict[str, Any]], str]:
    """Return the story of two shapes that do not fit: whose they are."""

    def story_of(story: Story, _args: dict[str, Any]) -> str:
        story.facts["shapes"] = shapes(story)
        for name in re.findall(
            r"(?<![.\w])[A-Za-z_]\w*", story.text.partition("=")[2] or story.text
        ):
            if name in story.facts["shapes"]:
                story.tensor_named(name)
        return key

    return story_of


def write_dtype(story: Story, _args: dict[str, Any]) -> str:
    """Whether it is the line that writes in place, or the operation within."""
    return "write_dtype" if WRITTEN.search(story.text) else "dtype"


def optimizer_params(story: Story, _args: dict[str, Any]) -> str:
    """An optimiser was given one tensor: which optimiser."""
    story.facts["optimizer"] = members.optimizer_on(story)
    return "optimizer_params"


def optimize_nonleaf(story: Story, _args: dict[str, Any]) -> str:
    """Which of the tensors that an optimiser was given have a history."""
    bound = {event.name: event.tensor for event in story.events if isinstance(event, e.Named)}
    named = dict.fromkeys(re.findall(r"(?<![.\w])[A-Za-z_]\w*", story.text))
    story.facts["names"] = [name for name in named if (found := story.made(bound.get(name, "")))
                            and found[1].node is not None]  # fmt: skip
    for name in story.facts["names"]:
        story.tensor_named(name)
    return "optimize_nonleaf"


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
    "attribute": number_backward,
    "none": no_gradient.none,
    "bool_many": members.bool_many,
    "assertion": members.assertion,
    "write_dtype": write_dtype,
    "uncalled": members.uncalled,
    "not_iterable": members.not_iterable,
    "broadcast": misfit("broadcast"),
    "matmul": misfit("matmul"),
    "optimize_nonleaf": optimize_nonleaf,
    "optimizer_params": optimizer_params,
}
