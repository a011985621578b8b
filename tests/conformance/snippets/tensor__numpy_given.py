# functions and layers given NumPy arrays in place of tensors
# tier: 3
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def show(found):
    try:
        print(found())
    except Exception as error:
        print(type(error).__name__, error)


show(lambda: torch.exp(n))
show(lambda: torch.sum(n))
show(lambda: torch.mean(n))
show(lambda: torch.sigmoid(n))
show(lambda: torch.matmul(n, torch.ones(3)))
show(lambda: torch.add(n, 1))
show(lambda: torch.max(n))
show(lambda: torch.cat([n, n]))
show(lambda: torch.stack([n, n]))
show(lambda: torch.relu(n))
show(lambda: torch.softmax(n, 0))
show(lambda: torch.sqrt(n))
show(lambda: torch.unsqueeze(n, 0))
show(lambda: torch.dot(n[0], n[0]))
show(lambda: torch.zeros_like(n))
show(lambda: F.relu(n))
show(lambda: F.softmax(n, dim=0))
show(lambda: F.mse_loss(n, n))
show(lambda: F.cross_entropy(n, n))
show(lambda: nn.Linear(3, 2)(n))
show(lambda: nn.ReLU()(n))
show(lambda: nn.Sigmoid()(n))
show(lambda: nn.Tanh()(n))
show(lambda: nn.Sequential(nn.Linear(3, 2), nn.ReLU())(n))
show(lambda: nn.MSELoss()(torch.ones(2, 3), n))
show(lambda: nn.MSELoss()(n, torch.ones(2, 3)))
show(lambda: n * torch.ones(2, 3, requires_grad=True))
show(lambda: torch.ones(3)[np.array([0, 2])])
show(lambda: torch.ones(3)[np.int64(1)])
show(lambda: torch.tensor(n))
show(lambda: torch.as_tensor(n))
