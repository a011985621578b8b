"""A training as the scene has it: steps, losses, norms of gradients, and what is odd about them."""

from __future__ import annotations

import math
from bisect import insort
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Any

from gradwalk_ui.values import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gradwalk_ui.film import Film
    from gradwalk_ui.training import Step, Training

SMALL = 1e-3  # of the largest gradient: what is smaller vanishes,
OFTEN = 0.5  # where it is so in more of the steps than this
GREAT = 10  # times the median of the norms so far: what is greater explodes
FEW = 3  # norms so far that say nothing yet
Row = dict[str, Any]
Norms = dict[str, list[float | None]]  # by parameter, one for each step


def curves(found: Training, film: Film) -> Row:
    """Return the scene's row of a training."""
    steps = found.steps
    losses = list(dict.fromkeys(name for step in steps for name in step.losses))
    norms = {each: [norm_of(step, each) for step in steps] for each in found.names}
    return {
        "steps": bounds(steps, film),
        "lines": sorted({film.events[step.last].line for step in steps}),
        "losses": [
            {"name": name, "values": [number(loss_of(step, name)) for step in steps]}
            for name in losses
        ],
        "parameters": [
            {
                "name": found.names[each],
                "size": found.sizes[each],
                "norms": [number(norm) for norm in norms[each]],
            }
            for each in found.names
        ],
        "marks": marks(found, losses, norms),
    }


def bounds(steps: Sequence[Step], film: Film) -> list[list[int]]:
    """Return the first and the last moment of each step; prints in the loop belong to theirs."""
    last = len(film.moments) - 1
    firsts = [min(film.moment_of.get(step.first - 1, -1) + 1, last) for step in steps]
    ends = [max(first, after - 1) for first, after in pairwise(firsts)]
    lines = {moment["line"] for moment in film.moments[firsts[-2] : ends[-1] + 1]}
    end = film.moment_of.get(steps[-1].end - 1, last)
    end += sum(1 for _ in takewhile(lambda each: each["line"] in lines, film.moments[end + 1 :]))
    return [[first, end] for first, end in zip(firsts, [*ends, end], strict=True)]


def loss_of(step: Step, name: str) -> float | None:
    """Return a step's loss; of a tensor with several elements their mean."""
    value = step.losses.get(name)
    return None if value is None else value.mean


def norm_of(step: Step, parameter: str) -> float | None:
    """Return the norm of the gradient that a parameter was updated with."""
    value = step.grads.get(parameter)
    return None if value is None else value.norm


def number(value: float | None) -> float | str | None:
    """Return a number of a curve; six digits are more than a curve can show."""
    return plain(None if value is None else float(f"{value:.6g}"))


def marks(found: Training, losses: Sequence[str], norms: Norms) -> list[Row]:
    """Return what is odd, in the order of steps."""
    rows = [
        *not_finite(found, losses, norms),
        *exploding(norms, len(found.steps)),
        *vanishing(found, norms),
        *added(found.steps),
    ]
    return sorted(rows, key=lambda row: row["step"])


def not_finite(found: Training, losses: Sequence[str], norms: Norms) -> list[Row]:
    """Return where the first loss or gradient is nan or infinite: what came first, in a step."""
    for place, step in enumerate(found.steps):
        for name in losses:
            loss = loss_of(step, name)
            if loss is not None and not math.isfinite(loss):
                return [mark("loss_not_finite", place, name=name, value=str(plain(loss)))]
        for each, name in found.names.items():
            norm = norms[each][place]
            if norm is not None and not math.isfinite(norm):
                return [mark("not_finite", place, name=name, value=str(plain(norm)))]
    return []


def exploding(norms: Norms, count: int) -> list[Row]:
    """Return the first step whose gradient is far greater than those before, of the same leaves."""
    seen: dict[tuple[str, ...], list[float]] = {}
    for place in range(count):
        there = tuple([each for each, row in norms.items() if row[place] is not None])
        before = seen.setdefault(there, [])
        squares = [(each[place] or 0.0) ** 2 for each in norms.values()]
        whole = math.sqrt(sum(squares)) if all(map(math.isfinite, squares)) else math.inf
        if not math.isfinite(whole):
            break
        usual = before[len(before) // 2] if len(before) >= FEW else math.inf
        if usual > 0 and whole > GREAT * usual:
            return [mark("exploding", place, norm=f"{whole:.3g}", usual=f"{usual:.3g}")]
        insort(before, whole)
    return []


def vanishing(found: Training, norms: Norms) -> list[Row]:
    """Return the parameters whose gradient is, most of the time, next to none beside the largest.

    An element's: a large parameter's norm is greater for its size alone.
    """
    rows = []
    sizes = {each: math.sqrt(max(1, size)) for each, size in found.sizes.items()}
    for each, name in found.names.items():
        places = []
        for place, norm in enumerate(norms[each]):
            largest = max((norms[one][place] or 0.0) / sizes[one] for one in norms)
            if norm is not None and norm / sizes[each] < SMALL * largest < math.inf:
                places.append(place)
        there = sum(norm is not None for norm in norms[each])
        if len(places) > OFTEN * there:
            kind = "zero" if all(norms[each][place] == 0 for place in places) else "vanishing"
            rows.append(mark(kind, places[0], name=name, count=len(places), steps=there))
    return rows


def added(steps: Sequence[Step]) -> list[Row]:
    """Return the first step whose gradients were added to those of the one before."""
    places = [place for place, step in enumerate(steps) if step.added]
    return [mark("added", places[0], count=len(places), steps=len(steps))] if places else []


def mark(kind: str, step: int, **args: float | str) -> Row:
    """Return a mark as the scene has it."""
    return {"kind": kind, "step": step, "args": args}
