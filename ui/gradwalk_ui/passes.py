"""Backward passes in a trace: where one begins and ends, and what it brought to a tensor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gradwalk.trace import events as e

from gradwalk_ui.limits import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk.trace.events import Event, Value


@dataclass(frozen=True, slots=True)
class Pass:
    """One backward pass."""

    events: Sequence[Event]  # of the whole run
    began: int
    end: int  # the event after its last
    line: int
    seeds: tuple[Value, ...]


def tensor_at(box: str) -> tuple[str, int]:
    """Return the tensor and the version that a box shows."""
    tensor, _, version = box.rstrip("'").partition("v")
    if not tensor.startswith("t") or not version.isdigit():
        raise Refused("request.bad")
    return tensor, int(version)


@dataclass(frozen=True, slots=True)
class Arrived:
    """The gradient that a pass brought to a tensor."""

    value: Value
    leaf: bool


def pass_at(events: Sequence[Event], began: int) -> Pass:
    """Return the pass that an event begins; one within it belongs to it."""
    start = events[began]
    assert isinstance(start, e.Began)
    deep, end = 1, began + 1
    while end < len(events) and deep:
        deep += isinstance(events[end], e.Began) - isinstance(events[end], e.Ended)
        end += 1
    seeds = tuple([seed for seed in start.seeds if seed is not None])
    return Pass(events, began, end, start.line, seeds)


def pass_of(events: Sequence[Event], number: int) -> Pass | None:
    """Return a pass by its number, from 1; None where there are not so many."""
    begun = [index for index, event in enumerate(events) if isinstance(event, e.Began)]
    return pass_at(events, begun[number - 1]) if 0 < number <= len(begun) else None


def arrived(at: Pass, tensor: str, version: int) -> Arrived | None:
    """Return the gradient that a pass brought to a tensor at a version."""
    maker = maker_of(at, tensor, version)
    found = None
    for event in at.events[at.began : at.end]:
        if isinstance(event, e.Sent) and event.total is not None:
            if event.leaf == tensor:
                found = Arrived(event.total, leaf=True)
            elif maker is not None and (event.target, event.number) == maker:
                found = Arrived(event.total, leaf=False)
    return found


def maker_of(at: Pass, tensor: str, version: int) -> tuple[str, int] | None:
    """Return the node whose output a tensor is, and which output."""
    for event in reversed(at.events[: at.began]):
        if isinstance(event, e.Made | e.Wrote) and event.node is not None:
            for output in event.outputs:
                if (output.tensor, output.version) == (tensor, version):
                    return event.node, output.number
    return None


def silent(at: Pass, tensor: str) -> e.SilentlyWrong | None:
    """Return what the trace says of a gradient that is silently wrong."""
    for event in at.events[at.began : at.end]:
        if isinstance(event, e.SilentlyWrong) and event.leaf == tensor:
            return event
    return None


def reason(at: Pass) -> str | None:
    """Return what the trace knows of why a gradient is not the derivative: a key of the words."""
    events = at.events[at.began : at.end]
    if any(isinstance(event, e.Hooked) and event.before != event.after for event in events):
        return "check.because_hook"
    earlier = at.events[: at.began]
    if any(isinstance(event, e.Made) and event.relation in ("detach", "data") for event in earlier):
        return "check.because_cut"
    if any(isinstance(event, e.GradMode) and not event.enabled for event in earlier):
        return "check.because_cut"
    return None
