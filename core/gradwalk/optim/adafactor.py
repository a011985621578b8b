"""Adafactor: of a matrix's mean squares only the rows' and columns' means are kept."""

from __future__ import annotations

from typing import Any

from gradwalk.creation import tensor, zeros_like
from gradwalk.dtypes import finfo
from gradwalk.optim.optimizer import Optimizer, Params
from gradwalk.optim.options import check_one, chosen
from gradwalk.optim.step import State
from gradwalk.tensor import Tensor


class Adafactor(Optimizer):
    """Steps relative to a parameter's own size, by mean squares in factors.

    Shazeer and Stern, Adafactor: Adaptive Learning Rates with Sublinear Memory Cost, 2018.
    """

    def __init__(
        self,
        params: Params,
        lr: float = 1e-2,
        beta2_decay: float = -0.8,
        eps: tuple[float | None, float] = (None, 1e-3),
        d: float = 1.0,
        weight_decay: float = 0.0,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
    ) -> None:
        check_one(lr)
        _check("Learning rate should be >= 0", lr, lr >= 0.0)
        _check("beta2_decay should be <= 0", beta2_decay, beta2_decay <= 0.0)
        _check("epsilon1 should be >= 0", eps[0], eps[0] is None or eps[0] >= 0.0)
        _check("epsilon2 should be >= 0", eps[1], eps[1] >= 0.0)
        _check("Clipping threshold d should be >= 1", d, d >= 1.0)
        _check("weight_decay should be >= 0", weight_decay, weight_decay >= 0.0)
        names = "lr beta2_decay eps d weight_decay foreach maximize"
        super().__init__(params, chosen(locals(), names))

    def update(self, param: Tensor, grad: Tensor, state: State, group: State) -> None:
        """One step for one parameter."""
        if not state:
            state.update(_begun(grad))
        grad = -grad if group["maximize"] else grad
        lr, (eps1, eps2) = float(group["lr"]), group["eps"]
        if eps1 is None:
            eps1 = finfo(param.dtype).eps
        state["step"] += 1
        step = state["step"].item()
        size = max(eps2, _rms(param)) * min(lr, 1 / step**0.5)
        if group["weight_decay"] != 0:
            param.mul_(1 - lr * group["weight_decay"])
        square = _mean_squares(grad, state, step ** group["beta2_decay"], eps1)
        change = square.clamp_(min=eps1 * eps1).rsqrt_().mul_(grad)
        param.add_(change, alpha=-size / max(1.0, _rms(change) / group["d"]))


def _check(wanted: str, given: Any, ok: bool) -> None:
    if not ok:
        raise ValueError(f"{wanted} but is: {given}")


def _rms(values: Tensor) -> float:
    """The root of the mean square."""
    root: float = values.norm(2).item() / values.numel() ** 0.5
    return root


def _begun(grad: Tensor) -> State:
    """The state before the first step."""
    step, shape = tensor(0.0), grad.shape
    if len(shape) < 2:
        return {"step": step, "variance": zeros_like(grad)}
    rows, columns = (*shape[:-1], 1), (*shape[:-2], 1, shape[-1])
    return {"step": step, "row_var": grad.new_zeros(rows), "col_var": grad.new_zeros(columns)}


def _mean_squares(grad: Any, state: State, weight: float, eps: float) -> Any:
    """What the gradient's squares are on average, after this one came in with its weight."""
    if grad.dim() < 2:
        return state["variance"].lerp_(grad * grad, weight).clone()
    for name, dim in (("row_var", -1), ("col_var", -2)):
        norm = grad.norm(dim=dim, keepdim=True)
        state[name].lerp_(norm.square_().div_(grad.size(dim)), weight)
    rows = state["row_var"]
    return (rows @ state["col_var"]).div_(rows.mean(dim=-2, keepdim=True).clamp_(min=eps))
