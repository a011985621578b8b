# requires_grad of a non-leaf, and of integers
# tier: 2
import torch

x = torch.ones(4, requires_grad=True)
y = x * 2
try:
    y.requires_grad = False
except Exception as e: print(e)
try:
    y.requires_grad_(False)
except Exception as e: print(e)
torch.ones(2, dtype=torch.int64).requires_grad_()
