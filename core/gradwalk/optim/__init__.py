"""Optimisers, under torch.optim's names."""

from typing import Any

from gradwalk import absent
from gradwalk.optim import lr_scheduler
from gradwalk.optim.adam import Adam, AdamW
from gradwalk.optim.adaptive import Adagrad, RMSprop
from gradwalk.optim.optimizer import Optimizer
from gradwalk.optim.sgd import SGD

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop", "lr_scheduler"]


def __getattr__(name: str) -> Any:
    raise absent.error("torch.optim", globals(), name)
