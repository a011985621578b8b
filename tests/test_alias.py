"""`import torch` gives the engine, its submodules too; seen from a process of its own."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
from gradwalk.alias import as_torch
as_torch(); as_torch()
import torch, gradwalk
import torch.nn as nn
import torch.nn.functional as F
from torch.autograd import Function
from torch.autograd.functional import jacobian
import torch.optim as optim
print(torch is gradwalk, nn is gradwalk.nn, F is gradwalk.nn.functional)
print(torch.tensor([1.0]), type(torch.tensor(1.0)), torch.Tensor.__module__)
import sys
print(sum(type(finder).__module__ == "gradwalk.alias" for finder in sys.meta_path))
try:
    import torch.nowhere
except ModuleNotFoundError as error:
    print(error)
try:
    import torch.distributed
except ModuleNotFoundError as error:
    print(error)
"""


def test_import_torch():
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == [
        "True True True",
        "tensor([1.]) <class 'torch.Tensor'> torch",
        "1",
        "No module named 'torch.nowhere'",  # as PyTorch says, which has none either
        "torch.distributed does not exist in gradwalk: there is one process and one CPU",
    ]
