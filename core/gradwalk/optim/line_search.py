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


class _Search:
    """One search: the conditions at its points, and how often it has asked for one more."""

    def __init__(self, look: Callable[[Any], Point], start: Point, most: int) -> None:
        self.look, self.start, self.most = look, start, most
        self.asked = 0

    def too_high(self, point: Point) -> bool:
        """Whether the loss has not decreased enough."""
        allowed = self.start.loss + _DECREASE * point.t * self.start.slope
        return bool(point.loss > allowed)

    def flat(self, point: Point) -> bool:
        """Whether the slope has decreased enough."""
        return bool(abs(point.slope) <= -_CURVATURE * self.start.slope)

    def bracket(self, t: Any) -> tuple[Point, Point]:
        """Two points with such a place between them; the same one twice where it is found."""
        before, here = self.start, self.look(t)
        while self.asked < self.most:
            high = self.too_high(here) or (self.asked > 1 and here.loss >= before.loss)
            if not high and self.flat(here):
                return here, here
            if high or here.slope >= 0:
                return before, here
            bounds = (here.t + 0.01 * (here.t - before.t), here.t * 10)
            before, here = here, self.look(_cubic(before, here, bounds))
            self.asked += 1
        return self.start, here

    def zoom(self, ends: list[Point], reach: Any, change: float) -> Point:
        """The lower end of a bracket that is narrowed until the conditions hold at it."""
        stuck, low = False, 0 if ends[0].loss <= ends[1].loss else 1
        while self.asked < self.most and abs(ends[1].t - ends[0].t) * reach >= change:
            t, stuck = _inside(ends, stuck)
            here = self.look(t)
            self.asked += 1
            if self.too_high(here) or here.loss >= ends[low].loss:
                ends[1 - low] = here
                low = 0 if ends[0].loss <= ends[1].loss else 1
                continue
            done = self.flat(here)
            if not done and here.slope * (ends[1 - low].t - ends[low].t) >= 0:
                ends[1 - low] = ends[low]
            ends[low] = here
            if done:
                break
        return ends[low]


def _inside(ends: list[Point], stuck: bool) -> tuple[Any, bool]:
    """The next place to look at, not too near an end twice; and whether it is near one."""
    t = _cubic(ends[0], ends[1])
    first, last = sorted(each.t for each in ends)
    margin = 0.1 * (last - first)
    near = min(last - t, t - first) < margin
    if near and (stuck or t >= last or t <= first):
        return (last - margin if abs(t - last) < abs(t - first) else first + margin), False
    return t, near


def strong_wolfe(
    look: Callable[[Any], Point], start: Point, t: Any, reach: Any, change: float, most: int
) -> tuple[Point, int]:
    """The point found from `start` on, and how often `look` was asked; `reach`: of the direction.

    As PyTorch's `_strong_wolfe` does it, with its bracket, then its zoom into that.
    """
    search = _Search(look, start, most)
    before, here = search.bracket(t)
    found = here if before is here else search.zoom([before, here], reach, change)
    return found, search.asked + 1
