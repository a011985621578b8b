"""Where a gradient begins to be no number: the node that makes nan or inf of a finite gradient."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from gradwalk.trace import events as e

from gradwalk_ui.values import short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Index = int


def finite(value: e.Value | None) -> bool:
    """Whether all numbers of a value are."""
    if value is None or value.low is None or value.high is None:
        return True
    return isfinite(value.low) and isfinite(value.high)


def first_gradient(events: Sequence[e.Event]) -> tuple[Index, e.Ran, e.Sent] | None:
    """Return the first gradient sent that is no number, though what its node took was finite."""
    ran: e.Ran | None = None
    for index, event in enumerate(events):
        if isinstance(event, e.Ran):
            ran = event
        elif isinstance(event, e.Sent) and not finite(event.part):
            if ran is not None and ran.node == event.node and all(map(finite, ran.grads)):
                return index, ran, event
            return None  # it began before what is recorded, with the seed or in a hook
    return None


def origin(made: e.Made | e.Wrote, events: Sequence[e.Event]) -> e.Made | e.Wrote | None:
    """Return the operation at which what is no number in a result began; None if all are numbers.

    It is followed from result to result, so that nan elsewhere in the program is not blamed.
    """
    began: dict[str, e.Made | e.Wrote] = {}
    for event in events:
        if not isinstance(event, e.Made | e.Wrote):
            continue
        inherited = (began[each.tensor] for each in event.inputs if each.tensor in began)
        source = next(inherited, event)
        for output in event.outputs:
            if finite(output.value):
                began.pop(output.tensor, None)
            else:
                began[output.tensor] = source
        if event is made:
            return next((began[x.tensor] for x in made.outputs if x.tensor in began), None)
    return None


def beginnings(events: Sequence[e.Event]) -> Iterator[tuple[Index, e.Event, str, dict[str, Any]]]:
    """Yield the event at which nan or inf begins in backward, a key and the words' arguments."""
    found = first_gradient(events)
    if found is None:
        return
    index, ran, sent = found
    makers = (each for each in events if isinstance(each, e.Made | e.Wrote))
    made = next((each for each in makers if each.node == sent.node), None)
    if made is None:
        return
    grad = next((short(each) for each in ran.grads if each is not None), "None")
    args = {"node": made.grad_fn, "made_line": made.line, "grad": grad, "part": short(sent.part)}
    before = origin(made, events)
    if before is not None and before is not made:
        value = next(x.value for x in before.outputs if not finite(x.value))
        more = {"op": before.op, "value": short(value), "began_line": before.line}
        yield index, sent, "nan_from_value", args | more
    else:
        yield index, sent, "nan_gradient", args
