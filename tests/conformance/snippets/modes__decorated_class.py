# no_grad on a class
# tier: 3
import torch
@torch.no_grad()
class A:
    def __init__(self):
        print(torch.is_grad_enabled())
A()
