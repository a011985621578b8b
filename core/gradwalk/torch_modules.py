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
            base = bases.get(name.rstrip("123d"), name)
            norm = base if base.endswith("Norm") else name  # of which the base has forward, too
            for method, owner in (("__init__", base), ("forward", norm)):
                own = getattr(each, method)
                if own is not getattr(nn.Module, method):
                    setattr(each, method, _renamed(own, f"{owner}.{method}"))


def _renamed(method: Any, qualified: str) -> Any:
    """The method as that of a class in torch: errors say whose it is."""
    made = FunctionType(method.__code__, method.__globals__, "", None, method.__closure__)
    functools.update_wrapper(made, method)
    made.__defaults__, made.__kwdefaults__ = method.__defaults__, method.__kwdefaults__
    made.__qualname__ = qualified
    return made
