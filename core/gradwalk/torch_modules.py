"""Where torch keeps its classes: their `__module__`, which printing a class or an object shows.

The modules that are nowhere here (`torch.nn.modules.conv`) are made, for programs import from them.
"""

from __future__ import annotations

import functools
import sys
from collections import defaultdict
from types import FunctionType, ModuleType
from typing import Any

from gradwalk import absent, anomaly, devices, dtypes, function, graph, hooks, mode, nn, random
from gradwalk.autograd import forward_ad
from gradwalk.autograd import graph as autograd_graph
from gradwalk.nn import utils
from gradwalk.nn.functions import sizes
from gradwalk.optim import optimizer
from gradwalk.utils import data

# where PyTorch has what a module of ours has
_HOMES: dict[str, tuple[Any, str]] = {
    "builtins": (graph, "AccumulateGrad"),
    "torch": (devices, "device"),
    "torch._C": (random, "Generator"),
    "torch.autograd.anomaly_mode": (anomaly, "detect_anomaly set_detect_anomaly"),
    "torch.autograd.forward_ad": (forward_ad, "dual_level UnpackedDualTensor"),
    "torch.autograd.function": (function, "Function BackwardCFunction"),
    "torch.autograd.grad_mode": (mode, "no_grad enable_grad set_grad_enabled inference_mode"),
    "torch.autograd.graph": (autograd_graph, "GradientEdge saved_tensors_hooks save_on_cpu"),
    "torch.nn.modules.utils": (sizes, "_single _pair _triple _quadruple"),
    "torch.nn.utils.clip_grad": (utils, "clip_grad_norm_ clip_grad_value_ get_total_norm"),
    "torch.nn.utils.convert_parameters": (utils, "parameters_to_vector vector_to_parameters"),
    "torch.optim.optimizer": (optimizer, "Optimizer"),
    "torch.utils.data.dataloader": (data, "DataLoader default_collate get_worker_info"),
    "torch.utils.data.dataset": (
        data,
        "Dataset IterableDataset TensorDataset ConcatDataset ChainDataset Subset random_split",
    ),
    "torch.utils.data.sampler": (
        data,
        """Sampler SequentialSampler RandomSampler SubsetRandomSampler WeightedRandomSampler
        BatchSampler""",
    ),
    "torch.utils.hooks": (hooks, "RemovableHandle"),
}
# where torch.nn.modules has the layers of our modules,
_NN = """
activations=activation attention=activation containers=container convolution=conv embedding=sparse
layers=linear losses=loss margin_losses=loss patches=fold recurrent=rnn resizing=upsampling
"""
# and those that it has elsewhere, by what is in their names
_OTHERS = """
BatchNorm=batchnorm InstanceNorm=instancenorm Pixel=pixelshuffle ChannelShuffle=channelshuffle
latten=flatten NormBase=batchnorm
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
    """Give each class the module that PyTorch has it in, and make those modules."""
    dtypes.dtype.__module__ = "torch"
    for home in _HOMES:
        for each in _members(home).values():
            if isinstance(each, type):
                each.__module__ = home
    bases = _pairs(_BASES)
    found = _layers()
    for name, each in vars(nn).items():
        if each in found.values():
            base = bases.get(name.rstrip("123d"), name)
            norm = base if base.endswith("Norm") else name  # of which the base has forward, too
            for method, owner in (("__init__", base), ("forward", norm)):
                own = getattr(each, method)
                if own is not getattr(nn.Module, method):
                    setattr(each, method, _renamed(own, f"{owner}.{method}"))
    _make_modules(found)


def _members(home: str) -> dict[str, Any]:
    module, names = _HOMES[home]
    return {name: getattr(module, name) for name in names.split()}


def _layers() -> dict[str, type]:
    """Classes of torch.nn.modules, with those that they are made from; each is told where it is."""
    homes, others = _pairs(_NN), _pairs(_OTHERS)
    classes = [each for each in vars(nn).values() if isinstance(each, type)]
    found = {}
    for each in (base for layer in classes for base in layer.__mro__):
        if each.__module__.startswith("gradwalk.nn."):
            ours = each.__module__.rpartition(".")[2]
            other = [home for part, home in others.items() if part in each.__name__]
            each.__module__ = f"torch.nn.modules.{(other or [homes.get(ours, ours)])[0]}"
            found[each.__name__] = each
    return found


def _make_modules(layers: dict[str, type]) -> None:
    """The modules of PyTorch whose names are in others here."""
    named = {name: each for name, each in layers.items() if getattr(nn, name, None) is each}
    made: dict[str, dict[str, Any]] = defaultdict(dict, {"torch.nn.modules": named})
    for name, each in layers.items():
        made[each.__module__][name] = each
    for home in (each for each in _HOMES if each.count(".") > 1 and "_C" not in each):
        made[home] = _members(home)
    for path, names in made.items():
        ours = path.replace("torch", "gradwalk", 1)
        if ours not in sys.modules:
            home, _, last = ours.rpartition(".")
            sys.modules[ours] = _module(path, names)
            setattr(sys.modules[home], last, sys.modules[ours])
            sys.modules[home].__path__ = getattr(sys.modules[home], "__path__", [])


def _module(path: str, names: dict[str, Any]) -> ModuleType:
    def missing(name: str) -> Any:
        raise absent.error(path, names, name)

    made = ModuleType(path)
    vars(made).update(names, __getattr__=missing, __path__=[])
    return made


def _renamed(method: Any, qualified: str) -> Any:
    """The method as that of a class in torch: errors say whose it is."""
    made = FunctionType(method.__code__, method.__globals__, "", None, method.__closure__)
    functools.update_wrapper(made, method)
    made.__defaults__, made.__kwdefaults__ = method.__defaults__, method.__kwdefaults__
    made.__qualname__ = qualified
    return made
