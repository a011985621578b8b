"""Where torch keeps its classes: their `__module__`, which printing a class or an object shows."""

from __future__ import annotations

from gradwalk import anomaly, devices, dtypes, hooks, mode, random, savedhooks
from gradwalk.autograd import graph as autograd_graph
from gradwalk.function import Function
from gradwalk.graph import AccumulateGrad
from gradwalk.optim.optimizer import Optimizer
from gradwalk.utils import data

_HOMES: dict[str, tuple[type, ...]] = {
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


def tell() -> None:
    """Give each class the module that PyTorch has it in."""
    for home, classes in _HOMES.items():
        for each in classes:
            if isinstance(each, type):
                each.__module__ = home
