"""Adamax: Adam with the greatest gradient in place of the mean square."""

from __future__ import annotations

from gradwalk.ops.choice import maximum
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_betas, check_not_negative, chosen
from gradwalk.optim.step import State, begin, decayed
from gradwalk.tensor import Tensor


class Adamax(Optimizer):
    """Adam with the greatest gradient in place of the mean square."""

    def __init__(
        self,
        params: Params,
        lr: float = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_not_negative(lr=lr, eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        names = "lr betas eps weight_decay foreach maximize differentiable capturable"
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        begin(state, param, "exp_avg", "exp_inf")
        beta1, beta2 = group["betas"]
        grad = decayed(param, grad, group)
        mean = state["exp_avg"].lerp_(grad, 1 - beta1)
        most = state["exp_inf"]
        most.copy_(maximum(most.mul_(beta2), grad.abs().add_(group["eps"])))
        size = group["lr"] / (1 - beta1 ** state["step"].item())
        param.addcdiv_(mean, most, value=-size)
