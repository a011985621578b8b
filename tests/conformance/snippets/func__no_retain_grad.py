# retain_grad is refused in a function that torch.func transforms
# tier: 3
import torch
from torch.func import grad


def doubled(t):
    twice = t * 2
    for call in (twice.retain_grad, t.retain_grad):
        try:
            call()
        except RuntimeError as error:
            print(error)
    return twice.sum()


print(grad(doubled)(torch.ones(2)))
