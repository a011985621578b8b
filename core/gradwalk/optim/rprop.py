"""Rprop: steps by the signs of the gradients alone."""

from __future__ import annotations

from gradwalk.creation import full_like, tensor, zeros_like
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_not_negative, check_range, chosen
from gradwalk.optim.step import State
from gradwalk.tensor import Tensor


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
