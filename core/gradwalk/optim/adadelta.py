"""Adadelta: steps in the proportion of past steps to past gradients."""

from __future__ import annotations

from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_not_negative, check_range, chosen
from gradwalk.optim.step import State, begin, decayed
from gradwalk.tensor import Tensor


class Adadelta(Optimizer):
    """Steps in the proportion of past steps to past gradients."""

    def __init__(
        self,
        params: Params,
        lr: float = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        capturable: bool = False,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_not_negative(lr=lr)
        check_range(0.0 <= rho <= 1.0, "rho value", rho)
        check_not_negative(eps=eps, weight_decay=weight_decay)
        names = "lr rho eps weight_decay maximize capturable foreach differentiable"
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        begin(state, param, "square_avg", "acc_delta")
        rho, eps = group["rho"], group["eps"]
        grad = decayed(param, grad, group)
        square = state["square_avg"].mul_(rho).addcmul_(grad, grad, value=1 - rho)
        root = square.add(eps).sqrt_()
        delta = state["acc_delta"].add(eps).sqrt_().div_(root).mul_(grad)
        state["acc_delta"].mul_(rho).addcmul_(delta, delta, value=1 - rho)
        param.add_(delta, alpha=-group["lr"])
