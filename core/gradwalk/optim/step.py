"""What the steps of several optimisers begin with."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import tensor, zeros_like
from gradwalk.tensor import Tensor

State = dict[str, Any]  # of one parameter; options of a group


def begin(state: State, param: Tensor, *averages: str) -> None:
    """Count a step; before the first, the state is a count and zeros under these names."""
    if not state:
        state["step"] = tensor(0.0)
        for name in averages:
            state[name] = zeros_like(param)
    state["step"] += 1


def decayed(param: Tensor, grad: Any, group: State) -> Any:
    """The gradient to follow: its sign, and the weight decay."""
    if group["maximize"]:
        grad = -grad
    if group["weight_decay"] == 0:
        return grad
    if group.get("decoupled_weight_decay"):
        param.mul_(1 - group["lr"] * group["weight_decay"])
        return grad
    return grad.add(param, alpha=group["weight_decay"])
