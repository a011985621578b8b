"""torch.optim.swa_utils: averages of a model over its training, and the schedule for them."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from gradwalk import creation, dtypes
from gradwalk.mode import no_grad
from gradwalk.nn.module import Module
from gradwalk.nn.normalization import _BatchNorm
from gradwalk.optim.lr_scheduler.base import LRScheduler
from gradwalk.optim.lr_scheduler.cycles import per_group
from gradwalk.optim.optimizer import Optimizer


def _check_decay(decay: float) -> None:
    if not 0.0 <= decay <= 1.0:
        text = f"Invalid decay value {decay} provided. Please provide a value in [0,1] range."
        raise ValueError(text)


def get_ema_avg_fn(decay: float = 0.999) -> Callable[..., Any]:
    _check_decay(decay)
    return no_grad()(lambda mean, new, count: decay * mean + (1 - decay) * new)


def get_ema_multi_avg_fn(decay: float = 0.999) -> Callable[..., None]:
    _check_decay(decay)
    return _all(
        lambda mean, new, count: mean.lerp_(new, 1 - decay),
        lambda mean, new, count: mean.copy_(mean * decay + new * (1 - decay)),
    )


def get_swa_avg_fn() -> Callable[..., Any]:
    return no_grad()(lambda mean, new, count: mean + (new - mean) / (count + 1))


def get_swa_multi_avg_fn() -> Callable[..., None]:
    return _all(
        lambda mean, new, count: mean.lerp_(new, 1 / (float(count) + 1)),
        lambda mean, new, count: mean.addcdiv_(new - mean, count + 1),
    )


def _all(update: Callable[..., Any], of_integers: Callable[..., Any]) -> Callable[..., None]:
    @no_grad()
    def each(means: list[Any], news: list[Any], count: Any) -> None:
        for mean, new in zip(means, news, strict=True):
            real = mean.is_floating_point() or mean.is_complex()
            (update if real else of_integers)(mean, new, count)

    return each


class AveragedModel(Module):
    """A copy of a model whose parameters are means of what the model's have been."""

    n_averaged: Any

    def __init__(
        self,
        model: Module,
        device: Any = None,
        avg_fn: Callable[..., Any] | None = None,
        multi_avg_fn: Callable[..., None] | None = None,
        use_buffers: bool = False,
    ) -> None:
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError("Only one of avg_fn and multi_avg_fn should be provided")
        self.module = copy.deepcopy(model)
        self.register_buffer("n_averaged", creation.tensor(0, dtype=dtypes.int64))
        self.avg_fn, self.multi_avg_fn, self.use_buffers = avg_fn, multi_avg_fn, use_buffers

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        return self.module(*args, **kwargs)

    def _kept(self, model: Module) -> list[Any]:
        buffers = model.buffers() if self.use_buffers else ()
        return [each.detach() for each in chain(model.parameters(), buffers)]

    def update_parameters(self, model: Module) -> None:
        """Take in what the model's parameters are now."""
        means, news = self._kept(self.module), self._kept(model)
        if self.n_averaged == 0:
            for mean, new in zip(means, news, strict=True):
                mean.copy_(new)
        elif self.multi_avg_fn is not None:
            self.multi_avg_fn(means, news, self.n_averaged)
        else:
            average = self.avg_fn or get_swa_avg_fn()
            for mean, new in zip(means, news, strict=True):
                mean.copy_(average(mean, new, self.n_averaged))
        if not self.use_buffers:
            for mine, new in zip(self.module.buffers(), model.buffers(), strict=True):
                mine.detach().copy_(new.detach())
        self.n_averaged += 1


@no_grad()
def update_bn(loader: Iterable[Any], model: Module, device: Any = None) -> None:
    """Find the statistics of the batch norms anew, over all of the data."""
    norms = [each for each in model.modules() if isinstance(each, _BatchNorm)]
    momenta, training = [each.momentum for each in norms], model.training
    if not norms:
        return
    model.train()
    for each in norms:
        each.reset_running_stats()
        each.momentum = None
    for batch in loader:
        model(batch[0] if isinstance(batch, (list, tuple)) else batch)
    for each, momentum in zip(norms, momenta, strict=True):
        each.momentum = momentum
    model.train(training)


class SWALR(LRScheduler):
    """From the rate there is to `swa_lr`."""

    def __init__(
        self,
        optimizer: Optimizer,
        swa_lr: Any,
        anneal_epochs: int = 10,
        anneal_strategy: str = "cos",
        last_epoch: int = -1,
    ) -> None:
        rates = per_group("swa_lr", optimizer, swa_lr)
        for rate, group in zip(rates, optimizer.param_groups, strict=True):
            group["swa_lr"] = rate
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(
                f"anneal_strategy must be one of 'cos' or 'linear', instead got {anneal_strategy}"
            )
        self._anneal_strategy = anneal_strategy
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs must be equal or greater than 0, got {anneal_epochs}")
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    def _share(self, step: float) -> float:
        part = max(0.0, min(1.0, step / max(1, self.anneal_epochs)))
        return (1 - math.cos(math.pi * part)) / 2 if self._anneal_strategy == "cos" else part

    def _now(self) -> list[float]:
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)
        before, share = self._share(step - 1), self._share(step)
        rates = []
        for group in self.optimizer.param_groups:
            last, first = group["swa_lr"], group["swa_lr"]
            if before != 1:
                first = (group["lr"] - before * last) / (1 - before)
            rates.append(last * share + first * (1 - share))
        return rates
