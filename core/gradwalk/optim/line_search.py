"""A line search that ends where the strong Wolfe conditions hold (Nocedal and Wright, ch. 3.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

_DECREASE, _CURVATURE = 1e-4, 0.9  # c1 and c2 of the conditions


class Point(NamedTuple):
    """A place on the line: how far, the loss, its gradient, and its slope along the line."""

    t: Any
    loss: float
    grad: Any
    slope: Any


def _cubic(one: Point, two: Point, bounds: tuple[Any, Any] | None = None) -> Any:
    """Where the cubic through two points with these slopes is least, within bounds."""
    a, b = (one, two) if one.t <= two.t else (two, one)
    low, high = bounds or (a.t, b.t)
    d1 = one.slope + two.slope - 3 * (one.loss - two.loss) / (one.t - two.t)
    square = d1**2 - one.slope * two.slope
    if square < 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    least = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
    return min(max(least, low), high)


def strong_wolfe(
    look: Callable[[Any], Point], start: Point, t: Any, reach: Any, change: float, most: int
) -> tuple[Point, int]:
    """The point found from `start` on, and how often `look` was asked; `reach`: of the direction.

    As PyTorch's `_strong_wolfe` does it, with its bracket, then its zoom into that.
    """

    def too_high(point: Point) -> bool:
        return bool(point.loss > start.loss + _DECREASE * point.t * start.slope)

    def flat(point: Point) -> bool:
        return bool(abs(point.slope) <= -_CURVATURE * start.slope)

    before, here, asked = start, look(t), 0
    while asked < most:
        if too_high(here) or (asked > 1 and here.loss >= before.loss) or flat(here):
            break
        if here.slope >= 0:
            break
        bounds = (here.t + 0.01 * (here.t - before.t), here.t * 10)
        before, here = here, look(_cubic(before, here, bounds))
        asked += 1
    high = asked > 1 and here.loss >= before.loss
    if asked < most and flat(here) and not too_high(here) and not high:
        return here, asked + 1
    ends = [start if asked == most else before, here]
    stuck = False
    low = 0 if ends[0].loss <= ends[1].loss else 1
    while asked < most and abs(ends[1].t - ends[0].t) * reach >= change:
        t = _cubic(ends[0], ends[1])
        first, last = sorted(each.t for each in ends)
        margin = 0.1 * (last - first)
        near = min(last - t, t - first) < margin
        if near and (stuck or t >= last or t <= first):
            t = last - margin if abs(t - last) < abs(t - first) else first + margin
            near = False
        stuck = near
        here = look(t)
        asked += 1
        if too_high(here) or here.loss >= ends[low].loss:
            ends[1 - low] = here
            low = 0 if ends[0].loss <= ends[1].loss else 1
            continue
        done = flat(here)
        if not done and here.slope * (ends[1 - low].t - ends[low].t) >= 0:
            ends[1 - low] = ends[low]
        ends[low] = here
        if done:
            break
    return ends[low], asked + 1
