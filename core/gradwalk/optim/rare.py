"""Optimisers that few programs use: Adadelta, Adamax, NAdam, RAdam, ASGD, Rprop.

Each step is that of torch.optim's single-tensor function, operation by operation.
"""

from __future__ import annotations

from typing import Any

from gradwalk.creation import as_tensor, full_like, ones, tensor, zeros_like
from gradwalk.ops.choice import maximum
from gradwalk.optim.optimizer import Optimizer, Params, check_range
from gradwalk.tensor import Tensor

State = dict[str, Any]
Betas = tuple[float, float]


def _check(lr: float, eps: float = 0.0, weight_decay: float = 0.0) -> None:
    check_range(lr >= 0.0, "learning rate", lr)
    check_range(eps >= 0.0, "epsilon value", eps)
    check_range(weight_decay >= 0.0, "weight_decay value", weight_decay)


def _check_betas(betas: Betas) -> None:
    for i, beta in enumerate(betas):
        check_range(0.0 <= beta < 1.0, f"beta parameter at index {i}", beta)


def _decayed(param: Tensor, grad: Any, group: State) -> Any:
    """The gradient to follow: its sign and the weight decay."""
    if group["maximize"]:
        grad = -grad
    if group["weight_decay"] == 0:
        return grad
    if group.get("decoupled_weight_decay"):
        param.mul_(1 - group["lr"] * group["weight_decay"])
        return grad
    return grad.add(param, alpha=group["weight_decay"])


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
        check_range(lr >= 0.0, "learning rate", lr)
        check_range(0.0 <= rho <= 1.0, "rho value", rho)
        _check(lr, eps, weight_decay)
        defaults = {
            "lr": lr,
            "rho": rho,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "capturable": capturable,
            "foreach": foreach,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        if not state:
            state["step"] = tensor(0.0)
            state["square_avg"] = zeros_like(param)
            state["acc_delta"] = zeros_like(param)
        rho, eps = group["rho"], group["eps"]
        state["step"] += 1
        grad = _decayed(param, grad, group)
        square = state["square_avg"].mul_(rho).addcmul_(grad, grad, value=1 - rho)
        root = square.add(eps).sqrt_()
        delta = state["acc_delta"].add(eps).sqrt_().div_(root).mul_(grad)
        state["acc_delta"].mul_(rho).addcmul_(delta, delta, value=1 - rho)
        param.add_(delta, alpha=-group["lr"])


class Adamax(Optimizer):
    """Adam with the greatest gradient in place of the mean square."""

    def __init__(
        self,
        params: Params,
        lr: float = 2e-3,
        betas: Betas = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        _check(lr, eps)
        _check_betas(betas)
        _check(lr, eps, weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        if not state:
            state["step"] = tensor(0.0)
            state["exp_avg"] = zeros_like(param)
            state["exp_inf"] = zeros_like(param)
        beta1, beta2 = group["betas"]
        if group["maximize"]:
            grad = -grad
        state["step"] += 1
        if group["weight_decay"] != 0:
            grad = grad.add(param, alpha=group["weight_decay"])
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
        betas: Betas = (0.9, 0.999),
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
        _check(lr, eps)
        _check_betas(betas)
        _check(lr, eps, weight_decay)
        check_range(momentum_decay >= 0.0, "momentum_decay value", momentum_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

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
        grad = _decayed(param, grad, group)
        decay, lr = group["momentum_decay"], group["lr"]
        mu = beta1 * (1.0 - 0.5 * 0.96 ** (step * decay))
        mu_next = beta1 * (1.0 - 0.5 * 0.96 ** ((step + 1) * decay))
        state["mu_product"] *= mu
        mean = state["exp_avg"].lerp_(grad, 1 - beta1)
        square = state["exp_avg_sq"].mul_(beta2).addcmul_(grad, grad, value=1 - beta2)
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
        betas: Betas = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check(lr, eps)
        _check_betas(betas)
        _check(lr, eps, weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "decoupled_weight_decay": decoupled_weight_decay,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        if not state:
            state["step"] = tensor(0.0)
            state["exp_avg"] = zeros_like(param)
            state["exp_avg_sq"] = zeros_like(param)
        beta1, beta2 = group["betas"]
        state["step"] += 1
        step = state["step"].item()
        grad = _decayed(param, grad, group)
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


class ASGD(Optimizer):
    """SGD whose parameters are averaged, in the state's `ax`."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        _check(lr, weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        lr, lambd = group["lr"], group["lambd"]
        if not state:
            state["step"] = tensor(0.0)
            state["eta"] = as_tensor(lr).clone().detach()
            state["mu"] = ones(())
            state["ax"] = zeros_like(param)
        state["step"] += 1
        grad = _decayed(param, grad, group)
        eta = state["eta"].item()
        param.mul_(1 - lambd * eta)
        param.add_(grad, alpha=-eta)
        average = state["ax"]
        if state["mu"].item() != 1:
            average.add_(param.sub(average).mul_(state["mu"]))
        else:
            average.copy_(param)
        step = state["step"].item()
        state["eta"].copy_(as_tensor(lr / (1 + lambd * lr * step) ** group["alpha"]))
        state["mu"].copy_(as_tensor(1 / max(1, step - group["t0"])))


class Rprop(Optimizer):
    """Only the signs of the gradients: steps grow while a sign stays and shrink when it turns."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check(lr)
        check_range(0.0 < etas[0] < 1.0 < etas[1], "eta values", f"{etas[0]}, {etas[1]}")
        defaults = {
            "lr": lr,
            "etas": etas,
            "step_sizes": step_sizes,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        if not state:
            state["step"] = tensor(0.0)
            state["prev"] = zeros_like(param)
            state["step_size"] = full_like(grad, group["lr"])
        shrink, grow = group["etas"]
        if group["maximize"]:
            grad = -grad
        state["step"] += 1
        sign = grad.mul(state["prev"]).sign()
        sign[sign.gt(0)] = grow
        sign[sign.lt(0)] = shrink
        sign[sign.eq(0)] = 1
        state["step_size"].mul_(sign).clamp_(*group["step_sizes"])
        grad = grad.clone()
        grad[sign.eq(shrink)] = 0
        param.addcmul_(grad.sign(), state["step_size"], value=-1)
        state["prev"].copy_(grad)
