"""Where torch keeps its classes: their `__module__`, which printing a class or an object shows."""

from __future__ import annotations

import functools
from types import FunctionType
from typing import Any

from gradwalk import anomaly, devices, dtypes, hooks, mode, nn, random, savedhooks
from gradwalk.autograd import forward_ad
from gradwalk.autograd import graph as autograd_graph
from gradwalk.function import Function
from gradwalk.graph import AccumulateGrad
from gradwalk.optim.optimizer import Optimizer
from gradwalk.utils import data

_CLASSES: dict[str, tuple[type, ...]] = {
    "builtins": (AccumulateGrad,),
    "torch": (devices.device, dtypes.dtype),
    "torch._C": (random.Generator,),
    "torch.autograd.function": (Function,),
    "torch.autograd.grad_mode": (
        mode.no_grad,
        mode.enable_grad,
        mode.set_grad_enabled,
        mode.inference_mode,
    ),
    "torch.autograd.forward_ad": (forward_ad.dual_level, forward_ad.UnpackedDualTensor),
    "torch.autograd.anomaly_mode": (anomaly.detect_anomaly, anomaly.set_detect_anomaly),
    "torch.autograd.graph": (
        autograd_graph.GradientEdge,
        savedhooks.saved_tensors_hooks,
        savedhooks.save_on_cpu,
    ),
    "torch.optim.optimizer": (Optimizer,),
    "torch.utils.data.dataloader": (data.DataLoader,),
    "torch.utils.data.dataset": (
        data.Dataset,
        data.IterableDataset,
        data.TensorDataset,
        data.ConcatDataset,
        data.Subset,
    ),
    "torch.utils.data.sampler": (
        data.Sampler,
        data.SequentialSampler,
        data.RandomSampler,
        data.BatchSampler,
    ),
    "torch.utils.hooks": (hooks.RemovableHandle,),
}
# where torch.nn.modules has the layers of our modules,
_NN = """
activations=activation attention=activation containers=container convolution=conv embedding=sparse
layers=linear losses=loss margin_losses=loss patches=fold recurrent=rnn resizing=upsampling
"""
# and those that it has elsewhere, by what is in their names
_OTHERS = """
BatchNorm=batchnorm InstanceNorm=instancenorm Pixel=pixelshuffle ChannelShuffle=channelshuffle
latten=flatten
"""
# modules whose `__init__` is that of a base in torch, which errors name; but for their dimensions
_BASES = """
AdaptiveAvgPool=_AdaptiveAvgPoolNd AdaptiveMaxPool=_AdaptiveMaxPoolNd AlphaDropout=_DropoutNd
BCELoss=_WeightedLoss BatchNorm=_BatchNorm Dropout=_DropoutNd FeatureAlphaDropout=_DropoutNd
GRU=RNNBase InstanceNorm=_InstanceNorm L1Loss=_Loss LPPool=_LPPoolNd LSTM=RNNBase
LazyBatchNorm=_LazyNormBase LazyInstanceNorm=_LazyNormBase MSELoss=_Loss MaxPool=_MaxPoolNd
MultiLabelMarginLoss=_Loss MultiLabelSoftMarginLoss=_WeightedLoss RNN=RNNBase SoftMarginLoss=_Loss
"""


def _pairs(text: str) -> dict[str, str]:
    return dict(each.split("=") for each in text.split())


def tell() -> None:
    """Give each class the module that PyTorch has it in."""
    for home, classes in _CLASSES.items():
        for each in classes:
            if isinstance(each, type):
                each.__module__ = home
    homes, others, bases = _pairs(_NN), _pairs(_OTHERS), _pairs(_BASES)
    for name, each in vars(nn).items():
        if isinstance(each, type) and each.__module__.startswith("gradwalk.nn."):
            ours = each.__module__.rpartition(".")[2]
            other = [home for part, home in others.items() if part in name]
            each.__module__ = f"torch.nn.modules.{(other or [homes.get(ours, ours)])[0]}"
            init = vars(each).get("__init__") or getattr(each, "__init__")  # noqa: B009
            if init is not nn.Module.__init__:
                owner = bases.get(name.rstrip("123d"), name)
                setattr(each, "__init__", _renamed(init, owner))  # noqa: B010 - mypy


def _renamed(init: Any, owner: str) -> Any:
    """The constructor as that of a class of this name: errors say whose it is."""
    made = FunctionType(init.__code__, init.__globals__, "__init__", None, init.__closure__)
    functools.update_wrapper(made, init)
    made.__defaults__, made.__kwdefaults__ = init.__defaults__, init.__kwdefaults__
    made.__qualname__ = f"{owner}.__init__"
    return made
