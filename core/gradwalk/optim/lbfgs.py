"""LBFGS, a quasi-Newton method that asks for the loss again and again, and its line search."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from gradwalk.mode import enable_grad, no_grad
from gradwalk.ops.join import cat
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_not_negative

# c1 and c2 of the strong Wolfe conditions (Nocedal and Wright, ch. 3.5)
_DECREASE, _CURVATURE = 1e-4, 0.9


class _Point(NamedTuple):
    """A place on the line: how far, the loss, its gradient, and its slope along the line."""

    t: Any
    loss: float
    grad: Any
    slope: Any


def _cubic(one: _Point, two: _Point, bounds: tuple[Any, Any] | None = None) -> Any:
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

    def __init__(self, look: Callable[[Any], _Point], start: _Point, most: int) -> None:
        self.look, self.start, self.most = look, start, most
        self.asked = 0

    def too_high(self, point: _Point) -> bool:
        """Whether the loss has not decreased enough."""
        allowed = self.start.loss + _DECREASE * point.t * self.start.slope
        return bool(point.loss > allowed)

    def flat(self, point: _Point) -> bool:
        """Whether the slope has decreased enough."""
        return bool(abs(point.slope) <= -_CURVATURE * self.start.slope)

    def bracket(self, t: Any) -> tuple[_Point, _Point]:
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

    def zoom(self, ends: list[_Point], reach: Any, change: float) -> _Point:
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


def _inside(ends: list[_Point], stuck: bool) -> tuple[Any, bool]:
    """The next place to look at, not too near an end twice; and whether it is near one."""
    t = _cubic(ends[0], ends[1])
    first, last = sorted(each.t for each in ends)
    margin = 0.1 * (last - first)
    near = min(last - t, t - first) < margin
    if near and (stuck or t >= last or t <= first):
        return (last - margin if abs(t - last) < abs(t - first) else first + margin), False
    return t, near


def _strong_wolfe(
    look: Callable[[Any], _Point], start: _Point, t: Any, reach: Any, change: float, most: int
) -> tuple[_Point, int]:
    """The point found from `start` on, and how often `look` was asked; `reach`: of the direction.

    As PyTorch's `_strong_wolfe` does it, with its bracket, then its zoom into that.
    """
    search = _Search(look, start, most)
    before, here = search.bracket(t)
    found = here if before is here else search.zoom([before, here], reach, change)
    return found, search.asked + 1


class LBFGS(Optimizer):
    """Limited-memory BFGS; all parameters are one long vector."""

    def __init__(
        self,
        params: Params,
        lr: float = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        check_not_negative(lr=lr)
        defaults = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")

    def _flat_grad(self) -> Any:
        parts = []
        for param in self._params():
            grad = param.grad
            parts.append(param.new_zeros(param.numel()) if grad is None else grad.reshape(-1))
        return cat(tuple(parts), 0)

    def _move(self, size: Any, direction: Any) -> None:
        offset = 0
        for param in self._params():
            count = param.numel()
            part = direction[offset : offset + count].view(tuple(param.shape))
            param.add_(part, alpha=float(size))
            offset += count

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Several steps down; `closure` computes loss and gradients anew; the first loss."""
        if closure is None:
            raise TypeError("LBFGS.step() missing 1 required positional argument: 'closure'")
        self.stepped = self.stepped is not None or None
        with no_grad():
            return self._descend(enable_grad()(closure))

    def _descend(self, closure: Callable[[], Any]) -> Any:
        group = self.param_groups[0]
        state = self.state[next(iter(self._params()))]
        state.update({"func_evals": 0, "n_iter": 0} | state)
        first = closure()
        loss, evaluations = float(first), 1
        state["func_evals"] += 1
        if (grad := self._flat_grad()).abs().max() <= group["tolerance_grad"]:
            return first
        for n in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            before = loss
            size = self._direction(state, grad, group)
            direction = state["d"]
            slope = grad.dot(direction)
            if slope > -group["tolerance_change"]:
                break
            change, asked = group["tolerance_change"], 1
            if group["line_search_fn"] is not None:
                left, begun = group["max_eval"] - evaluations, _Point(0, loss, grad, slope)
                found, asked = self._search(closure, begun, size, direction, change, left)
                size = state["t"] = found.t
                loss, grad = found.loss, found.grad
            self._move(size, direction)
            if group["line_search_fn"] is None:
                if n == group["max_iter"]:
                    break
                loss = float(closure())
                grad = self._flat_grad()
            evaluations += asked
            state["func_evals"] += asked
            if (
                n == group["max_iter"]
                or evaluations >= group["max_eval"]
                or grad.abs().max() <= group["tolerance_grad"]
                or direction.mul(size).abs().max() <= change
                or abs(loss - before) < change
            ):
                break
        return first

    def _search(
        self, closure: Any, start: _Point, t: Any, direction: Any, change: float, most: int
    ) -> tuple[_Point, int]:
        """The point that the line search finds; the parameters are where they were."""
        if self.param_groups[0]["line_search_fn"] != "strong_wolfe":
            raise RuntimeError("only 'strong_wolfe' is supported")
        params = list(self._params())
        home = [param.clone() for param in params]

        def look(t: Any) -> _Point:
            self._move(t, direction)
            loss, grad = float(closure()), self._flat_grad()
            for param, each in zip(params, home, strict=True):
                param.copy_(each)
            return _Point(t, loss, grad, grad.dot(direction))

        return _strong_wolfe(look, start, t, direction.abs().max(), change, most)

    def _direction(self, state: dict[str, Any], grad: Any, group: dict[str, Any]) -> Any:
        """The size of the next step; its direction goes into the state."""
        if state["n_iter"] == 1:
            state.update(d=grad.neg(), old_dirs=[], old_stps=[], ro=[], H_diag=1)
        else:
            self._learn(state, grad, group["history_size"])
            state["d"] = self._two_loops(state, grad)
        state["prev_flat_grad"] = grad.clone()
        first = state["n_iter"] == 1
        size = min(1.0, 1.0 / grad.abs().sum()) * group["lr"] if first else group["lr"]
        state["t"] = size
        return size

    def _learn(self, state: dict[str, Any], grad: Any, history: int) -> None:
        """Remember how the gradient changed along the last step."""
        y = grad.sub(state["prev_flat_grad"])
        s = state["d"].mul(state["t"])
        ys = y.dot(s)
        if ys > 1e-10:
            if len(state["old_dirs"]) == history:
                for name in ("old_dirs", "old_stps", "ro"):
                    state[name].pop(0)
            state["old_dirs"].append(y)
            state["old_stps"].append(s)
            state["ro"].append(1.0 / ys)
            state["H_diag"] = ys / y.dot(y)

    def _two_loops(self, state: dict[str, Any], grad: Any) -> Any:
        """The inverse Hessian that the history implies, times the negative gradient."""
        triples = list(zip(state["old_dirs"], state["old_stps"], state["ro"], strict=True))
        q = grad.neg()
        weights = []
        for y, s, ro in reversed(triples):
            weight = s.dot(q) * ro
            weights.append(weight)
            q.add_(y, alpha=float(-weight))
        r = q * state["H_diag"]
        for (y, s, ro), weight in zip(triples, reversed(weights), strict=True):
            r.add_(s, alpha=float(weight - y.dot(r) * ro))
        return r
