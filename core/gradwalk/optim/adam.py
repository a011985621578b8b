"""Adam and its kin: steps scaled by running averages of the gradient and of its square."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import ones, tensor, zeros_like
from gradwalk.ops.choice import maximum
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_adam, chosen
from gradwalk.optim.step import State, begin, decayed
from gradwalk.tensor import Tensor


def averages(state: State, grad: Any, betas: tuple[float, float]) -> tuple[Any, Any]:
    """The running averages of the gradient and of its square, a step further."""
    beta1, beta2 = betas
    mean = state["exp_avg"].lerp_(grad, 1 - beta1)
    return mean, state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)


class Adam(Optimizer):
    """Adam; `decoupled_weight_decay` makes it AdamW."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        check_adam(lr, betas, eps, weight_decay=weight_decay)
        if not (isinstance(betas[0], float) and isinstance(betas[1], float)):
            raise ValueError("betas must be either both floats or both Tensors")
        names = (
            "lr betas eps weight_decay amsgrad maximize foreach capturable "
            "differentiable fused decoupled_weight_decay"
        )
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        beta1, beta2 = group["betas"]
        most = ("max_exp_avg_sq",) if group["amsgrad"] else ()
        begin(state, param, "exp_avg", "exp_avg_sq", *most)
        grad = decayed(param, grad, group)
        mean, square = averages(state, grad, group["betas"])
        if group["amsgrad"]:
            square = state["max_exp_avg_sq"].copy_(state["max_exp_avg_sq"].maximum(square))
        step = state["step"].item()
        denominator = (square.sqrt() / (1 - beta2**step) ** 0.5).add_(group["eps"])
        size = group["lr"] / (1 - beta1**step)
        param.addcdiv_(mean, denominator, value=-size)


class AdamW(Adam):
    """Adam whose weight decay shrinks the parameter itself, not through the gradient."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        given = chosen(locals(), "maximize foreach capturable differentiable fused")
        super().__init__(
            params, lr, betas, eps, weight_decay, amsgrad, decoupled_weight_decay=True, **given
        )


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
        check_adam(lr, betas, eps, weight_decay=weight_decay)
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


class NAdam(Optimizer):
    """Adam with Nesterov's momentum."""

    def __init__(
        self,
        params: Params,
        lr: float = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_adam(lr, betas, eps, weight_decay=weight_decay, momentum_decay=momentum_decay)
        names = (
            "lr betas eps weight_decay momentum_decay decoupled_weight_decay "
            "maximize foreach capturable differentiable"
        )
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        if not state:
            state["step"] = tensor(0.0)
            state["mu_product"] = ones(())
            state["exp_avg"] = zeros_like(param)
            state["exp_avg_sq"] = zeros_like(param)
        beta1, beta2 = group["betas"]
        state["step"] += 1
        step = state["step"].item()
        grad = decayed(param, grad, group)
        decay, lr = group["momentum_decay"], group["lr"]
        mu = beta1 * (1.0 - 0.5 * 0.96 ** (step * decay))
        mu_next = beta1 * (1.0 - 0.5 * 0.96 ** ((step + 1) * decay))
        state["mu_product"] *= mu
        mean, square = averages(state, grad, group["betas"])
        root = square.div(1 - beta2**step).sqrt()
        product = state["mu_product"].item()
        root.add_(group["eps"])
        param.addcdiv_(grad, root, value=-lr * (1.0 - mu) / (1.0 - product))
        param.addcdiv_(mean, root, value=-lr * mu_next / (1.0 - product * mu_next))


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
        check_adam(lr, betas, eps, weight_decay=weight_decay)
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
        mean, square = averages(state, grad, group["betas"])
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
