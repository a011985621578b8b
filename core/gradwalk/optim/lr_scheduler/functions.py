"""Schedules that multiply the rate by a function of the epoch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

from gradwalk.optim.lr_scheduler.base import LRScheduler
from gradwalk.optim.optimizer import Optimizer


class _ByFunctions(LRScheduler):
    """Those that are given a function of the epoch for each group."""

    def __init__(
        self,
        optimizer: Optimizer,
        lr_lambda: Callable[[int], float] | Sequence[Callable[[int], float]],
        last_epoch: int = -1,
    ) -> None:
        self.lr_lambdas = _one_each(optimizer, lr_lambda)
        for each in self.lr_lambdas if isinstance(self, MultiplicativeLR) else ():
            if not callable(each):
                raise TypeError(f"lr_lambda should be a function, but got {type(each).__name__}")
        super().__init__(optimizer, last_epoch)

    def state_dict(self) -> dict[str, Any]:
        """Everything but the optimiser, and of the functions only what an object holds."""
        state = super().state_dict()
        del state["lr_lambdas"]
        plain = [isinstance(each, FunctionType) for each in self.lr_lambdas]
        pairs = zip(self.lr_lambdas, plain, strict=True)
        return state | {
            "lr_lambdas": [None if bare else each.__dict__.copy() for each, bare in pairs]
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over a state that state_dict gave; the functions stay, and objects take theirs."""
        state, lambdas = dict(state_dict), self.lr_lambdas
        for each, held in zip(lambdas, state.pop("lr_lambdas"), strict=False):
            if held is not None:
                each.__dict__.update(held)
        super().load_state_dict(state)


class LambdaLR(_ByFunctions):
    """The initial rate times a function of the epoch."""

    def _now(self) -> list[float]:
        pairs = zip(self.base_lrs, self.lr_lambdas, strict=True)
        return [base * factor(self.last_epoch) for base, factor in pairs]


class MultiplicativeLR(_ByFunctions):
    """The rate before times a function of the epoch."""

    def _now(self) -> list[float]:
        if self._is_initial:
            return self._rates()
        pairs = zip(self._rates(), self.lr_lambdas, strict=True)
        return [rate * factor(self.last_epoch) for rate, factor in pairs]


def _one_each(optimizer: Optimizer, given: Any) -> list[Callable[[int], float]]:
    """A function for each group."""
    count = len(optimizer.param_groups)
    listed = list(given) if isinstance(given, (list, tuple)) else [given] * count
    if len(listed) != count:
        raise ValueError(f"Expected {count} lr_lambdas, but got {len(listed)}")
    return listed
