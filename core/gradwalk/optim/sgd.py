"""Stochastic gradient descent: with momentum, averaged, or by signs alone."""

from __future__ import annotations

from gradwalk.creation import as_tensor, full_like, ones, tensor, zeros_like
from gradwalk.op import in_place
from gradwalk.ops.arithmetic import add
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_not_negative, check_one, check_range, chosen
from gradwalk.optim.step import State, decayed
from gradwalk.tensor import Tensor

_add = in_place(add)  # as `add_`, whose arguments need not be looked at here


class SGD(Optimizer):
    """`param -= lr * grad`, or with momentum `param -= lr * buffer`."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_one(lr)
        check_range(not lr < 0.0, "learning rate", lr)
        check_not_negative(momentum=momentum, weight_decay=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        names = "lr momentum dampening weight_decay nesterov maximize foreach differentiable fused"
        super().__init__(params, chosen(locals(), names))

    def _state_of(self, param: Tensor, group: State) -> State:
        return self.state[param] if group["momentum"] else {}

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        grad = decayed(param, grad, group)
        momentum = group["momentum"]
        if momentum != 0:
            buffer = state.get("momentum_buffer")
            if buffer is None:
                buffer = state["momentum_buffer"] = grad.detach().clone()
            else:
                buffer.mul_(momentum).add_(grad, alpha=1 - group["dampening"])
            grad = grad.add(buffer, alpha=momentum) if group["nesterov"] else buffer
        _add(param, grad, -group["lr"])


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
        check_not_negative(lr=lr, weight_decay=weight_decay)
        names = "lr lambd alpha t0 weight_decay foreach maximize differentiable capturable"
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        lr, lambd = group["lr"], group["lambd"]
        if not state:
            state["step"] = tensor(0.0)
            state["eta"] = as_tensor(lr).clone().detach()
            state["mu"] = ones(())
            state["ax"] = zeros_like(param)
        state["step"] += 1
        grad = decayed(param, grad, group)
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
        check_not_negative(lr=lr)
        check_range(0.0 < etas[0] < 1.0 < etas[1], "eta values", f"{etas[0]}, {etas[1]}")
        names = "lr etas step_sizes foreach maximize differentiable capturable"
        super().__init__(params, chosen(locals(), names))

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
