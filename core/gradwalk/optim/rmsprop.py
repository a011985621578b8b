"""RMSprop: steps divided by the root of the gradient's mean square."""

from __future__ import annotations

from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_not_negative, chosen
from gradwalk.optim.step import State, begin, decayed
from gradwalk.tensor import Tensor


class RMSprop(Optimizer):
    """The gradient divided by the root of its running mean square."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_not_negative(
            lr=lr, eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha
        )
        names = (
            "lr momentum alpha eps centered weight_decay capturable foreach maximize differentiable"
        )
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        alpha = group["alpha"]
        buffers = {"momentum_buffer": group["momentum"] > 0, "grad_avg": group["centered"]}
        begin(state, param, "square_avg", *(name for name, wanted in buffers.items() if wanted))
        grad = decayed(param, grad, group)
        square = state["square_avg"].mul_(alpha).addcmul_(grad, grad, value=1 - alpha)
        if group["centered"]:
            mean = state["grad_avg"].lerp_(grad, 1 - alpha)
            square = square.addcmul(mean, mean, value=-1)
        root = square.sqrt().add_(group["eps"])
        if group["momentum"] > 0:
            buffer = state["momentum_buffer"].mul_(group["momentum"]).addcdiv_(grad, root)
            param.add_(buffer, alpha=-group["lr"])
        else:
            param.addcdiv_(grad, root, value=-group["lr"])
