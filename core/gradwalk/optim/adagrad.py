"""Adagrad: steps divided by the root of the gradient's summed square."""

from __future__ import annotations

from gradwalk.creation import full_like, tensor
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_not_negative, chosen
from gradwalk.optim.step import State, begin, decayed
from gradwalk.tensor import Tensor


class Adagrad(Optimizer):
    """The gradient divided by the root of the sum of all its squares so far."""

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_not_negative(lr=lr, lr_decay=lr_decay, weight_decay=weight_decay)
        check_not_negative(initial_accumulator_value=initial_accumulator_value, eps=eps)
        names = (
            "lr lr_decay eps weight_decay initial_accumulator_value foreach "
            "maximize differentiable fused"
        )
        super().__init__(params, chosen(locals(), names))
        for param in self._params():  # Adagrad makes its state at once
            self.state[param] = {
                "step": tensor(0.0),
                "sum": full_like(param, initial_accumulator_value),
            }

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        begin(state, param)
        grad = decayed(param, grad, group)
        size = group["lr"] / (1 + (state["step"].item() - 1) * group["lr_decay"])
        root = state["sum"].addcmul_(grad, grad, value=1).sqrt().add_(group["eps"])
        param.addcdiv_(grad, root, value=-size)
