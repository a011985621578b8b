"""Optimisers, under torch.optim's names."""

from importlib import import_module
from typing import Any

from gradwalk import absent
from gradwalk.optim import lr_scheduler
from gradwalk.optim.adafactor import Adafactor
from gradwalk.optim.adagrad import Adadelta, Adagrad, RMSprop
from gradwalk.optim.adam import Adam, Adamax, AdamW, NAdam, RAdam
from gradwalk.optim.lbfgs import LBFGS
from gradwalk.optim.optimizer import Optimizer
from gradwalk.optim.sgd import ASGD, SGD, Rprop

__all__ = [
    "ASGD", "LBFGS", "SGD", "Adadelta", "Adafactor", "Adagrad", "Adam", "AdamW", "Adamax",
    "NAdam", "Optimizer", "RAdam", "RMSprop", "Rprop", "lr_scheduler",
]  # fmt: skip
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = f"torch.optim.{_name.lower()}"
Adafactor.__module__ = "torch.optim"


def __getattr__(name: str) -> Any:
    if name == "swa_utils":  # it has modules, which have optimisers' functions
        return import_module("gradwalk.optim.swa_utils")
    raise absent.error("torch.optim", globals(), name)
