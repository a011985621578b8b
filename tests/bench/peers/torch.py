"""PyTorch on one thread: what the others are measured against."""

import torch
from peers.torchlike import TorchLike

torch.set_num_threads(1)


def engine():
    return TorchLike(torch)


def version():
    return torch.__version__
