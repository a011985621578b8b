"""Learning-rate schedules, under torch.optim.lr_scheduler's names."""

from typing import Any

from gradwalk import absent
from gradwalk.optim.lr_scheduler.base import LRScheduler
from gradwalk.optim.lr_scheduler.cosine import CosineAnnealingLR, CosineAnnealingWarmRestarts
from gradwalk.optim.lr_scheduler.cycles import CyclicLR, OneCycleLR
from gradwalk.optim.lr_scheduler.factors import (
    ConstantLR,
    ExponentialLR,
    LinearLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from gradwalk.optim.lr_scheduler.functions import LambdaLR, MultiplicativeLR
from gradwalk.optim.lr_scheduler.plateau import ReduceLROnPlateau
from gradwalk.optim.lr_scheduler.several import ChainedScheduler, SequentialLR
from gradwalk.optim.optimizer import Optimizer  # noqa: F401 - PyTorch's module has it, too

__all__ = [
    "ChainedScheduler", "ConstantLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts",
    "CyclicLR", "ExponentialLR", "LRScheduler", "LambdaLR", "LinearLR", "MultiStepLR",
    "MultiplicativeLR", "OneCycleLR", "PolynomialLR", "ReduceLROnPlateau", "SequentialLR",
    "StepLR",
]  # fmt: skip
_LRScheduler = LRScheduler
for _name in __all__:
    globals()[_name].__module__ = "torch.optim.lr_scheduler"


def __getattr__(name: str) -> Any:
    raise absent.error("torch.optim.lr_scheduler", globals(), name)
