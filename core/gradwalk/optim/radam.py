"""RAdam: Adam that trusts its mean square only once it knows enough."""

from __future__ import annotations

from typing import Any

from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_betas, check_not_negative, chosen
from gradwalk.optim.step import State, begin, decayed
from gradwalk.tensor import Tensor


class RAdam(Optimizer):
    """Adam that trusts its mean square only once it knows enough."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_not_negative(lr=lr, eps=eps)
        check_betas(betas)
        check_not_negative(weight_decay=weight_decay)
        names = (
            "lr betas eps weight_decay maximize foreach capturable "
            "decoupled_weight_decay differentiable"
        )
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        begin(state, param, "exp_avg", "exp_avg_sq")
        beta1, beta2 = group["betas"]
        step = state["step"].item()
        grad = decayed(param, grad, group)
        mean = state["exp_avg"].lerp_(grad, 1 - beta1)
        square = state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
        correction2 = 1 - beta2**step
        corrected: Any = mean / (1 - beta1**step)
        limit = 2 / (1 - beta2) - 1
        known = limit - 2 * step * beta2**step / correction2
        if known <= 5.0:
            param.add_(corrected * group["lr"], alpha=-1.0)
            return
        above = (known - 4) * (known - 2) * limit
        rectified = (above / ((limit - 4) * (limit - 2) * known)) ** 0.5
        adaptive = correction2**0.5 / square.sqrt().add_(group["eps"])
        param.add_(corrected * group["lr"] * adaptive * rectified, alpha=-1.0)
