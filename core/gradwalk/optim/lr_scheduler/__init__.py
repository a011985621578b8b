"""Learning-rate schedules, under torch.optim.lr_scheduler's names."""

from typing import Any

from gradwalk import absent
from gradwalk.exports import exported
from gradwalk.optim.optimizer import Optimizer  # noqa: F401 - PyTorch's module has it, too

_NAMES = """
base: LRScheduler
cosine: CosineAnnealingLR CosineAnnealingWarmRestarts
cycles: CyclicLR OneCycleLR
factors: ConstantLR ExponentialLR LinearLR MultiStepLR PolynomialLR StepLR
functions: LambdaLR MultiplicativeLR
plateau: ReduceLROnPlateau
several: ChainedScheduler SequentialLR
"""
_FOUND = exported("gradwalk.optim.lr_scheduler", _NAMES)
for _each in _FOUND.values():
    _each.__module__ = "torch.optim.lr_scheduler"
globals().update(_FOUND, _LRScheduler=_FOUND["LRScheduler"])
__all__ = [*_FOUND]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    raise absent.error("torch.optim.lr_scheduler", globals(), name)
